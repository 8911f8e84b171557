"""What rows compute and what their querysets answer."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quotes.models import Alias, Quote, Source, Speaker
from quotes.models.public_ids import new_public_id
from quotes.models.source import UNDATED, text_hash
from tests.factories import AffiliationFactory, QuoteFactory, SourceFactory, SpeakerFactory

pytestmark = pytest.mark.django_db

DAY = datetime.date(2024, 7, 9)


def test_public_ids_say_nothing() -> None:
    made = {new_public_id() for _ in range(1000)}
    assert len(made) == 1000
    assert all(len(one) == 16 and one.isalnum() and one == one.lower() for one in made)


def test_a_source_knows_the_hash_of_its_text() -> None:
    source = SourceFactory(text="Łódź 🌧")
    assert source.sha256 == text_hash("Łódź 🌧") == Source.objects.get().sha256
    assert text_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_newest_first_puts_undated_sources_last() -> None:
    dates = [DAY, None, datetime.date(2024, 7, 10), datetime.date(1999, 1, 1)]
    quotes = [QuoteFactory(source__published=date) for date in dates]
    order = [quotes[2], quotes[0], quotes[3], quotes[1]]
    assert list(Quote.objects.all()) == order
    assert list(Source.objects.all()) == [quote.source for quote in order]
    assert quotes[1].sort_date == UNDATED


@pytest.mark.parametrize("date", [DAY, None])
def test_quotes_follow_the_date_of_their_source(date: datetime.date | None) -> None:
    quote, other = QuoteFactory(), QuoteFactory()
    quote.source.published = date
    quote.source.save()
    quote.refresh_from_db()
    assert quote.sort_date == (date or UNDATED) == Source.objects.get(pk=quote.source_id).sort_date
    assert Quote.objects.get(pk=other.pk).sort_date == other.source.published


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (None, None, [1, 2, 3]),
        (2, None, [2, 3]),
        (None, 2, [1, 2]),
        (2, 2, [2]),
        (3, 1, []),
    ],
)
def test_published_between(first: int | None, last: int | None, days: list[int]) -> None:
    for day in (1, 2, 3):
        QuoteFactory(source__published=DAY.replace(day=day))
    QuoteFactory(source__published=None)
    borders = [None if day is None else DAY.replace(day=day) for day in (first, last)]
    found = Quote.objects.published_between(*borders).order_by("sort_date")
    assert [quote.sort_date.day for quote in found] == days


def test_with_details_takes_one_query_and_no_text() -> None:
    QuoteFactory.create_batch(3)
    QuoteFactory(speaker=None)
    with CaptureQueriesContext(connection) as queries:
        for quote in Quote.objects.with_details():
            str((quote.speaker, quote.affiliation, quote.source.title, quote.source.published))
    assert len(queries) == 1
    assert '"quotes_source"."text"' not in queries[0]["sql"]


def test_reviewed_and_rejected() -> None:
    quotes = {review: QuoteFactory(review=review) for review in Quote.Review.values}
    assert set(Quote.objects.reviewed()) == set(quotes.values()) - {quotes["unreviewed"]}
    assert set(Quote.objects.not_rejected()) == set(quotes.values()) - {quotes["rejected"]}


def test_current_speakers_are_not_merged() -> None:
    speaker = SpeakerFactory()
    SpeakerFactory(merged_into=speaker)
    assert list(Speaker.objects.current()) == [speaker]


@pytest.mark.parametrize("name", ["Zoë Müller", "zoe muller", "Dr. Zoe B. Muller", "the Captain"])
def test_named_finds_by_any_name(name: str) -> None:
    speaker = SpeakerFactory(name="Zoë Müller")
    Alias.objects.create(speaker=speaker, name="The Captain")
    SpeakerFactory(name="Zoë Lund")
    assert list(Speaker.objects.named(name)) == [speaker]


def test_a_speakers_name_is_among_the_aliases() -> None:
    speaker = SpeakerFactory(name="Gov. Zoë B. Müller")
    alias = speaker.aliases.get()
    assert (alias.name, alias.key, alias.surname) == ("Gov. Zoë B. Müller", "zoe muller", "muller")
    speaker.name = "Zoë Lund"
    speaker.save()
    speaker.save()
    assert sorted(speaker.aliases.values_list("surname", flat=True)) == ["lund", "muller"]


def test_a_changed_alias_is_found_by_its_new_name() -> None:
    alias = SpeakerFactory(name="Ada Roe").aliases.get()
    alias.name = "Ada Lund"
    alias.save()
    assert Speaker.objects.named("ada lund").exists()
    assert not Speaker.objects.named("ada roe").exists()


@pytest.mark.parametrize("name", ["…", "🌧", " - "])
def test_a_name_needs_a_letter(name: str) -> None:
    with pytest.raises(ValidationError, match="needs a letter or a digit"):
        Speaker(name=name).full_clean()
    with pytest.raises(ValidationError, match="needs a letter or a digit"):
        Alias(speaker=SpeakerFactory(), name=name).full_clean()


def test_nobody_is_merged_into_a_merged_speaker() -> None:
    last = SpeakerFactory(name="Ada Roe")
    middle = SpeakerFactory(name="Ada B. Roe", merged_into=last)
    with pytest.raises(ValidationError, match=r"Ada B\. Roe is merged too: choose Ada Roe"):
        Speaker(name="A. Roe", merged_into=middle).full_clean()
    Speaker(name="A. Roe", merged_into=last).full_clean()


def test_rows_read_well() -> None:
    quote = QuoteFactory(text="x" * 100)
    assert str(quote) == "x" * 79 + "…"
    assert str(QuoteFactory(text="We wait,")) == "We wait,"
    assert str(SourceFactory(title="Pier shut")) == "Pier shut"
    assert str(SourceFactory(title="", url="https://a.example/1")) == "https://a.example/1"
    untitled = SourceFactory(title="", url="")
    assert str(untitled) == untitled.public_id
    assert str(AffiliationFactory(role="pilot", organization="Port")) == "pilot, Port"
    assert str(AffiliationFactory(role="", organization="Port")) == "Port"
    assert str(SpeakerFactory(name="Ada Roe").aliases.get()) == "Ada Roe"
