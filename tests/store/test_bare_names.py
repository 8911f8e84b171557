"""A surname alone stands for whoever the articles together show, in whatever order they come."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from itertools import permutations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quotes.articles import Article
from quotes.models import Distinction, Quote, Source, Speaker
from quotes.models.corrections import correct
from quotes.models.merging import merge
from quotes.offsets import find_broken
from quotes.store import store
from tests.store.readings import Found, read

pytestmark = pytest.mark.django_db

Mention = tuple[str, str]


def store_mention(mention: Mention, published: datetime.date | None = None) -> Quote:
    """Store an article of its own for "name, role"."""
    name, role = mention
    text = f"Article {Source.objects.count()}."
    found = Found(text, name=name, role=role or None)
    return store(Article(text=text, published=published), read(text, found)).source.quotes.get()


def speaker_of(quote: Quote) -> str:
    quote.refresh_from_db()
    return quote.speaker.name if quote.speaker else ""


CASES = [
    # The mentions, and whom the first of them is given to when all are stored.
    ([("Roe", "senator"), ("Ada Roe", "senator"), ("Tom Roe", "baker")], "Ada Roe"),
    ([("Roe", "baker"), ("Ada Roe", "senator"), ("Tom Roe", "baker")], "Tom Roe"),
    ([("Roe", "pilot"), ("Ada Roe", "senator"), ("Tom Roe", "baker")], ""),
    ([("Roe", ""), ("Ada Roe", "senator"), ("Tom Roe", "baker")], ""),
    ([("Roe", "senator"), ("Ada Roe", ""), ("Tom Roe", "baker")], ""),
    # The full name alone comes first, and what she is later.
    ([("Roe", "senator"), ("Ada Roe", ""), ("Tom Roe", "baker"), ("Ada Roe", "Sen.")], "Ada Roe"),
    # Both turn out to be senators.
    ([("Roe", "senator"), ("Ada Roe", "senator"), ("Tom Roe", "baker"), ("Tom Roe", "senator")], ""),
    # The only Roe on record is a senator, and this one a plumber.
    ([("Roe", "plumber"), ("Ada Roe", "senator")], ""),
    ([("Roe", "plumber"), ("Ada Roe", "")], "Ada Roe"),
    ([("Roe", "plumber"), ("Ada Roe", "senator"), ("Ada Roe", "plumber")], "Ada Roe"),
    ([("Roe", ""), ("Ada Roe", "senator")], "Ada Roe"),
    ([("de Roe", ""), ("Jan de Roe", "senator")], "Jan de Roe"),
    ([("Van der Roe", ""), ("Ann van der Roe", "senator")], "Ann van der Roe"),
    ([("al-Roe", ""), ("Ali al-Roe", "senator")], "Ali al-Roe"),
    ([("Xi", ""), ("Xi Roeping", "senator")], "Xi Roeping"),
    ([("Kim", ""), ("Kim Jong Ro", "senator"), ("Lee Kim", "baker")], ""),
    ([("Mr. Roe", ""), ("Ada Roe", "senator")], "Ada Roe"),
    ([("Roe Jr.", ""), ("John Roe Jr.", "senator")], "John Roe Jr."),
    # What is stated of a surname alone is no evidence for another one.
    ([("Roe", "pilot"), ("Roe", "senator"), ("Ada Roe", "senator"), ("Tom Roe", "baker")], ""),
]


# Full names that do not tell who is meant, and more surnames, each with who it is in the end.
MANY = [
    ["George Roe > ", "George W. Roe > George W. Roe", "George H. W. Roe > George H. W. Roe"],
    ["John A. Roe > John A. Roe", "John B. Roe > John B. Roe", "John Roe > ", "John C. Roe > John C. Roe"],
    [
        "George Roe, senator > George W. Roe",
        "George W. Roe, senator > George W. Roe",
        "George H. Roe > George H. Roe",
    ],
    # What is stated beside a name that does not tell who is meant is no evidence.
    [
        "George Roe, senator > ",
        "George W. Roe > George W. Roe",
        "George H. Roe > George H. Roe",
        "Roe, senator > ",
    ],
    ["Sen. George Roe > George W. Roe", "George W. Roe > George W. Roe"],
    ["Tom Roe > Tom Roe", "Tom Roe Jr. > Tom Roe Jr.", "Roe > ", "Roe Jr. > Tom Roe Jr.", "Mr. Roe > "],
    ["Roe > Tom Roe", "Roe Jr. > Roe Jr.", "Tom Roe > Tom Roe", "de Roe > Tom Roe"],
    ["Ann Roe > Ann Roe", "Tom Roe > Tom Roe", "Jim Roe Jr. > Jim Roe Jr.", "Roe Jr. > Jim Roe Jr."],
    ["Roe > Roe", "Roe Jr. > Roe Jr.", "de Roe > de Roe", "Mr. Roe > Roe"],
]


@pytest.mark.parametrize("lines", MANY, ids=" + ".join)
def test_all_are_the_same_in_any_order(lines: list[str]) -> None:
    rows = [[part.strip() for part in line.replace(",", ">", "," in line).split(">")] for line in lines]
    mentions = [(row[0], row[1] if len(row) > 2 else "") for row in rows]
    for order in permutations(range(len(rows))):
        quotes = {number: store_mention(mentions[number]) for number in order}
        found = [speaker_of(quotes[number]) for number in range(len(rows))]
        # Where one has two names, the first to come is the speaker's.
        found = ["Roe" if name == "Mr. Roe" else name for name in found]
        found = ["George W. Roe" if name == "Sen. George Roe" else name for name in found]
        assert found == [row[-1] for row in rows], order
        assert not Speaker.objects.filter(quotes=None).exists()
        Source.objects.all().delete()
        Speaker.objects.all().delete()


@pytest.mark.parametrize(
    ("mentions", "name"), CASES, ids=[" + ".join(map(" ".join, row[0])) for row in CASES]
)
def test_it_is_the_same_in_any_order(mentions: list[Mention], name: str) -> None:
    for order in permutations(range(len(mentions))):
        quotes = {number: store_mention(mentions[number]) for number in order}
        assert speaker_of(quotes[0]) == name, order
        resolution = Quote.Resolution.RESOLVED if name else Quote.Resolution.AMBIGUOUS
        assert quotes[0].resolution == resolution
        assert quotes[0].reason.startswith(f"'{mentions[0][0]}': ")
        # An affiliation is that of the quote's speaker, and none is left over.
        for quote in Quote.objects.select_related("affiliation"):
            assert quote.affiliation is None or quote.affiliation.speaker_id == quote.speaker_id
        assert not Speaker.objects.filter(quotes=None).exists()
        Source.objects.all().delete()
        Speaker.objects.all().delete()


def test_the_dates_of_an_affiliation_follow_the_quote() -> None:
    day = datetime.date(2024, 5, 1)
    store_mention(("Ada Roe", "senator"), day)
    bare = store_mention(("Roe", "senator"), day.replace(month=7))
    ada = Speaker.objects.get()
    assert ada.affiliations.get().last_stated == day.replace(month=7)
    store_mention(("Tom Roe", "senator"), day)
    assert speaker_of(bare) == ""
    assert ada.affiliations.get().last_stated == day
    assert (bare.affiliation.speaker, bare.affiliation.last_stated) == (None, day.replace(month=7))


def test_what_an_editor_has_ruled_stays() -> None:
    bare = store_mention(("Roe", "pilot"))
    ada = store_mention(("Ada Roe", "senator")).speaker
    assert speaker_of(bare) == ""
    correct(bare, {"speaker": ada})
    store_mention(("Tom Roe", "pilot"))
    assert speaker_of(bare) == "Ada Roe"


def test_a_surname_that_an_editor_accepted_is_not_completed_by_somebody_else() -> None:
    bare = store_mention(("Roe", "plumber"))
    correct(bare, {"review": Quote.Review.ACCEPTED})
    store_mention(("Ada Roe", "senator"))
    assert speaker_of(bare) == "Roe"
    store_mention(("Tom Roe", "plumber"))
    assert speaker_of(bare) == "Tom Roe"


def test_what_an_editor_merged_stays_merged() -> None:
    bare = store_mention(("Roe", "plumber"))
    ada = store_mention(("Ada Roe", "senator")).speaker
    bare.refresh_from_db()
    assert ada is not None
    other = Speaker.objects.create(name="Roe")
    correct(bare, {"speaker": other})
    correct(bare, {"review": Quote.Review.UNREVIEWED})
    merge(other, ada)
    store_mention(("Tom Roe", "plumber"))
    assert speaker_of(bare) == "Ada Roe"


def test_a_surname_that_an_editor_merged_stays_with_who_took_it() -> None:
    bare = store_mention(("Lund", "plumber"))
    ada = store_mention(("Ada Roe", "senator")).speaker
    assert bare.speaker is not None
    assert ada is not None
    merge(bare.speaker, ada)
    tom = store_mention(("Tom Lund", "plumber"))
    assert (speaker_of(bare), speaker_of(tom)) == ("Ada Roe", "Tom Lund")


RULINGS: list[Callable[[Speaker], object]] = [
    lambda speaker: Distinction.objects.create(one=speaker, other=Speaker.objects.create(name="Ada Roe")),
    lambda speaker: speaker.identifiers.create(scheme="wikidata", value="Q42"),
    lambda speaker: speaker.affiliations.create(role="judge").terms.create(
        held_from=datetime.date(2020, 1, 1)
    ),
    lambda speaker: speaker.save(),
]


@pytest.mark.parametrize("rule", RULINGS, ids=["told apart", "identifier", "term", "edited"])
def test_a_surname_on_which_an_editor_has_ruled_is_completed_by_nobody(
    rule: Callable[[Speaker], object],
) -> None:
    bare = store_mention(("Roe", "mayor"))
    before = bare.speaker
    assert before is not None
    rule(before)
    tom = store_mention(("Tom Roe", "pilot"))
    store_mention(("Zoe Roe", "mayor"))
    assert (speaker_of(bare), bare.speaker) == ("Roe", before)
    assert tom.speaker != before
    # It is somebody, and what was stated of it tells it from others.
    assert speaker_of(store_mention(("Roe", "pilot"))) == "Tom Roe"
    assert store_mention(("Roe", "")).speaker is None


def test_a_surname_is_not_completed_by_somebody_else() -> None:
    """The row of "Roe, plumber" is not that of a senator."""
    bare = store_mention(("Roe", "plumber")).speaker
    assert store_mention(("Ada Roe", "senator")).speaker != bare


def test_two_of_one_name_whom_an_editor_told_apart_are_told_apart_by_what_is_stated() -> None:
    surgeon = store_mention(("Mark Coleman", "surgeon"))
    coach = store_mention(("Mark Coleman", "football coach"))
    assert surgeon.speaker == coach.speaker
    other = Speaker.objects.create(name="Mark Coleman")
    correct(coach, {"speaker": other, "affiliation": other.affiliations.create(role="football coach")})
    assert store_mention(("Mark Coleman", "coach")).resolution == Quote.Resolution.AMBIGUOUS
    assert store_mention(("Mark Coleman", "football coach")).speaker == other
    assert store_mention(("Mark Coleman", "surgeon")).speaker == surgeon.speaker
    assert store_mention(("Mark Coleman", "")).speaker is None


def test_what_led_to_a_name_is_stored_with_its_words() -> None:
    quote = store_mention(("Roe", ""))
    assert (quote.surname, quote.stated_name) == ("roe", "Roe")
    quote.chain = [[0, 7, "Article"], [8, 9, "0"]]
    quote.save()
    assert list(find_broken()) == []
    for wrong in ([0, 7, "article"], [8, 99, "0."], [0, 7]):
        quote.chain = [wrong]
        quote.save()
        assert [broken.columns for broken in find_broken()] == [("chain",)]


def test_an_article_of_which_nothing_is_open_costs_nothing_more() -> None:
    """Nobody is looked at again unless a surname that stands alone somewhere is among its names."""
    store_mention(("Lund", "baker"))
    with CaptureQueriesContext(connection) as queries:
        store_mention(("Ada Roe", "senator"))
    assert not any("quotes_term" in query["sql"] for query in queries)
    with CaptureQueriesContext(connection) as more:
        store_mention(("Tom Lund", "senator"))
    assert len(more) > len(queries)


def test_one_article_has_a_name_with_a_middle_name_and_without() -> None:
    """Of the two who may be "Jim Roe" in it one is on record, as what the article says."""
    text = "We wait. We go."
    found = [Found("We wait.", name="Jim Roe", role="senator"), Found("We go.", name="Jim B. Roe")]
    for first in (True, False):
        others = [("Jim A. Roe", "senator"), ("Tom Roe", ""), ("Zoe Roe", "")]
        for mention in others if first else ():
            store_mention(mention)
        quotes = store(Article(text=text), read(text, *found)).source.quotes.order_by("start")
        for mention in () if first else others:
            store_mention(mention)
        assert [speaker_of(quote) for quote in quotes] == ["Jim A. Roe", "Jim B. Roe"]
        Source.objects.all().delete()
        Speaker.objects.all().delete()
