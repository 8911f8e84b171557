"""The same articles give the same speakers, in whatever order they come, whatever editors rule then."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from quotes.articles import Article
from quotes.bare_names import renew
from quotes.extraction.names import name_key
from quotes.extraction.records import SpeakerKind
from quotes.models import Affiliation, Distinction, Quote, Source, Speaker
from quotes.models.corrections import correct
from quotes.models.merging import merge
from quotes.store import store
from tests.store.readings import Found, read

# Dates span less than a lifetime: who is too old to be one person is told by who came first.
DATES = st.sampled_from([None, *(datetime.date(year, 3, 1) for year in (1950, 1980, 2010))])
# Those who share a name or may: middle names, generations, particles, an organization called like people.
ROES = (
    "Ada Roe|ADA ROE|Ada B. Roe|Ada C. Roe|Ada D. Roe|Dr. Ada B. Roe|Tom Roe|Tom Roe Jr.|Tom Roe III|"
    "Roe|Mr. Roe|Mrs. Roe|Roe Jr.|de Roe|Jan de Roe|Jan van der Roe"
).split("|")
LUNDS = "Zoë Lund|Zoe Lund|Zoe A. Lund|Zoe B. Lund|Lund|Ki-moon Lund|Lund Ki-moon|Lund-Roe".split("|")
PERSONS = st.sampled_from(ROES) | st.sampled_from(LUNDS)
ORGANIZATIONS = st.sampled_from(["Roe", "Harbor Union", "the Harbor Union"])
ROLES = st.sampled_from([None, None, "senator", "former senator", "pilot", "chief pilot"])
PLACES = st.sampled_from([(None, None), (None, None), ("Democratic", "Ohio"), ("Republican", "Iowa")])
EDITORS = ("merge", "tell apart", "correct", "accept")


@dataclass(frozen=True)
class Mention:
    """What an article says of one of its speakers."""

    name: str
    kind: SpeakerKind
    role: str | None = None
    organization: str | None = None
    party: str | None = None
    state: str | None = None


@st.composite
def mentions(draw: st.DrawFn) -> Mention:
    if draw(st.integers(0, 9)) == 0:
        return Mention(draw(ORGANIZATIONS), SpeakerKind.ORGANIZATION)
    party, state = draw(PLACES)
    body = draw(st.sampled_from([None, None, "Port"]))
    return Mention(draw(PERSONS), SpeakerKind.PERSON, draw(ROLES), body, party, state)


Said = tuple[datetime.date | None, list[Mention]]
SAID = st.tuples(DATES, st.lists(mentions(), min_size=1, max_size=3))
ARTICLES = st.lists(SAID, min_size=2, max_size=7)
Place = tuple[str, int]


def store_article(number: int, said_then: Said, *, reading: str = "test 1", opening: str = "") -> None:
    published, said = said_then
    text = opening + " ".join(f"Words {number} {place}." for place in range(3))
    found = [
        Found(
            f"Words {number} {place}.",
            name=one.name,
            role=one.role,
            organization=one.organization,
            party=one.party,
            state=one.state,
            speaker_kind=one.kind,
        )
        for place, one in enumerate(said)
    ]
    article = Article(text=text, url=f"https://gazette.example/{number}", published=published)
    store(article, read(text, *found, extractor=reading))


def outcome() -> dict[Place, tuple[frozenset[Place], str, bool, str, str, str]]:
    """Return for each quote which quotes are its speaker's, the speaker's name, and what is on record."""
    quotes = list(Quote.objects.select_related("source", "speaker", "affiliation"))
    of_speaker: dict[int | None, set[Place]] = {}
    for quote in quotes:
        of_speaker.setdefault(quote.speaker_id, set()).add((quote.source.text, quote.start))
    of_speaker[None] = set()
    found = {}
    for quote in quotes:
        speaker, affiliation = quote.speaker, quote.affiliation
        assert affiliation is None or affiliation.speaker_id == quote.speaker_id
        found[quote.source.text, quote.start] = (
            frozenset(of_speaker[quote.speaker_id]),
            _name(speaker) if speaker else "",
            bool(speaker and speaker.incomplete),
            quote.resolution,
            str(affiliation or ""),
            f"{affiliation.first_stated} {affiliation.last_stated}" if affiliation else "",
        )
    return found


def _name(speaker: Speaker) -> str:
    """Return the name but for its spelling, which is that of the article that came first."""
    return name_key(speaker.name)


def rule(step: str, one: Quote, other: Quote) -> None:
    """Let an editor do something about the speakers of two quotes."""
    if step == "accept":
        correct(one, {"review": Quote.Review.ACCEPTED})
    elif one.speaker and other.speaker and one.speaker != other.speaker:
        if step == "correct":
            correct(one, {"speaker": other.speaker})
        elif Distinction.objects.between(one.speaker, other.speaker).exists():
            return
        elif step == "tell apart":
            Distinction.objects.create(one=one.speaker, other=other.speaker)
        else:
            merge(one.speaker, other.speaker)
            renew(other.speaker.aliases.values_list("name", flat=True))


def clear() -> None:
    Source.objects.all().delete()
    Affiliation.objects.all().delete()
    Speaker.objects.update(merged_into=None)
    Speaker.objects.all().delete()


class Order(TestCase):
    """Each example starts from an empty database."""

    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(ARTICLES, st.data())
    def test_articles_in_any_order_give_the_same_speakers(
        self, articles: list[Said], data: st.DataObject
    ) -> None:
        numbered = list(enumerate(articles))
        places = [(number, place) for number, (_, said) in numbered for place in range(len(said))]
        steps = data.draw(
            st.lists(
                st.tuples(st.sampled_from(EDITORS), st.sampled_from(places), st.sampled_from(places)),
                max_size=3,
            )
        )
        orders = [numbered, numbered[::-1], *(data.draw(st.permutations(numbered)) for _ in range(2))]
        before, after = [], []
        for order in orders:
            for number, said in order:
                store_article(number, said)
            before.append(outcome())
            assert before[0] == before[-1]
            for step, *two in steps:
                one, other = (Quote.objects.get(text=f"Words {number} {place}.") for number, place in two)
                rule(step, one, other)
            after.append(outcome())
            assert after[0] == after[-1]
            clear()

    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(ARTICLES, ARTICLES, st.data())
    def test_what_was_read_anew_or_deleted_leaves_nothing(
        self, articles: list[Said], others: list[Said], data: st.DataObject
    ) -> None:
        for number, said in enumerate(articles):
            store_article(number, said)
        plain = outcome()
        clear()
        wrong = [*enumerate(others[:-1]), (-1, others[-1])]
        first = {number: data.draw(st.sampled_from(["", "It was wrong. "])) for number, _ in wrong}
        right = list(enumerate(articles))
        for number, said in data.draw(st.permutations([*wrong, *right[::2]])):
            published = articles[number][0] if 0 <= number < len(articles) else said[0]
            store_article(number, (published, said[1]), reading="test 0", opening=first.get(number, ""))
        for number, said in data.draw(st.permutations(right)):
            store_article(number, said)
        Source.objects.exclude(url__in=[f"https://gazette.example/{number}" for number, _ in right]).delete()
        assert outcome() == plain
        clear()
