"""A surname alone stands for whoever the articles together show, in whatever order they come."""

from __future__ import annotations

import datetime
from itertools import permutations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quotes.articles import Article
from quotes.models import Quote, Source, Speaker
from quotes.models.corrections import correct
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
    ([("Mr. Roe", ""), ("Ada Roe", "senator")], "Ada Roe"),
    ([("Roe Jr.", ""), ("John Roe Jr.", "senator")], "John Roe Jr."),
    # What is stated of a surname alone is no evidence for another one.
    ([("Roe", "pilot"), ("Roe", "senator"), ("Ada Roe", "senator"), ("Tom Roe", "baker")], ""),
]


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
