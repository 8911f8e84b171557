"""What must hold is refused by the database itself, whoever writes."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from quotes.models import Affiliation, Alias, Quote, Source, Speaker
from tests.factories import AffiliationFactory, QuoteFactory, SourceFactory, SpeakerFactory

pytestmark = pytest.mark.django_db

EARLY, LATE = datetime.date(2024, 1, 1), datetime.date(2024, 2, 1)


@pytest.mark.parametrize(
    ("factory", "good", "bad"),
    [
        pytest.param(QuoteFactory, {"text": "x"}, {"text": ""}, id="quote_text_not_empty"),
        pytest.param(
            QuoteFactory, {"start": 3, "end": 4}, {"start": 4, "end": 4}, id="quote_start_before_end"
        ),
        pytest.param(QuoteFactory, {"start": 0, "end": 1}, {"start": -1}, id="start, below 0"),
        pytest.param(QuoteFactory, {"confidence": 1}, {"confidence": 1.01}, id="quote_confidence_0_to_1"),
        pytest.param(
            QuoteFactory, {"confidence": 0}, {"confidence": -0.01}, id="quote_confidence_0_to_1, below"
        ),
        pytest.param(QuoteFactory, {"kind": "mixed"}, {"kind": "sung"}, id="quote_kind_known"),
        pytest.param(QuoteFactory, {"type": "writing"}, {"type": "sung"}, id="quote_type_known"),
        pytest.param(QuoteFactory, {"review": "accepted"}, {"review": "read"}, id="quote_review_known"),
        pytest.param(SourceFactory, {"text": "x"}, {"text": ""}, id="source_text_not_empty"),
        pytest.param(SourceFactory, {"status": "pending"}, {"status": "new"}, id="source_status_known"),
        pytest.param(
            SourceFactory, {"url": ""}, {"url": "ftp://a.example"}, id="source_url_is_a_web_address"
        ),
        pytest.param(
            SourceFactory,
            {"url": "http://a.example"},
            {"url": "javascript:1"},
            id="source_url_is_a_web_address, script",
        ),
        pytest.param(SpeakerFactory, {"name": "x"}, {"name": ""}, id="speaker_name_not_empty"),
        pytest.param(SpeakerFactory, {"kind": "group"}, {"kind": "horse"}, id="speaker_kind_known"),
        pytest.param(
            SpeakerFactory,
            {"merged_into": None},
            {"merged_into": models.F("pk")},
            id="speaker_not_merged_into_itself",
        ),
        pytest.param(
            AffiliationFactory, {"role": ""}, {"role": "", "organization": ""}, id="affiliation_not_empty"
        ),
        pytest.param(
            AffiliationFactory,
            {"first_stated": EARLY, "last_stated": EARLY},
            {"first_stated": LATE, "last_stated": EARLY},
            id="affiliation_dates_in_order",
        ),
        pytest.param(
            AffiliationFactory,
            {"first_stated": None, "last_stated": None},
            {"first_stated": EARLY, "last_stated": None},
            id="affiliation_dates_in_order, both or none",
        ),
        pytest.param(
            AffiliationFactory,
            {"first_stated": EARLY, "last_stated": LATE},
            {"first_stated": None, "last_stated": LATE},
            id="affiliation_dates_in_order, none or both",
        ),
    ],
)
def test_a_bad_row_is_refused(
    factory: Callable[[], models.Model],
    good: dict[str, Any],
    bad: dict[str, Any],
    request: pytest.FixtureRequest,
) -> None:
    row = factory()
    rows = type(row)._default_manager.filter(pk=row.pk)
    assert rows.update(**good) == 1
    name = request.node.callspec.id.partition(",")[0]
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        rows.update(**bad)


def same_place() -> None:
    quote = QuoteFactory()
    QuoteFactory(
        source=quote.source, start=quote.start, end=quote.end, content_spans=[[quote.start, quote.end]]
    )


def same_url() -> None:
    for text in ("one", "two"):
        SourceFactory(url="https://a.example/1", text=text)


def same_text_without_url() -> None:
    for _ in range(2):
        SourceFactory(url="", text="one")


def same_alias() -> None:
    speaker = SpeakerFactory(name="Ada Roe")
    Alias.objects.create(speaker=speaker, name="Ada Roe")


def alias_without_letters() -> None:
    Alias.objects.create(speaker=SpeakerFactory(), name="…")


def same_affiliation() -> None:
    one = AffiliationFactory()
    AffiliationFactory(speaker=one.speaker, role=one.role, organization=one.organization)


@pytest.mark.parametrize("number", range(4))
def test_public_ids_are_unique(number: int) -> None:
    factory = (QuoteFactory, SourceFactory, SpeakerFactory, AffiliationFactory)[number]
    row = factory()
    with pytest.raises(IntegrityError, match="public_id"):
        factory(public_id=row.public_id)


@pytest.mark.parametrize(
    "write",
    [same_place, same_url, same_text_without_url, same_alias, alias_without_letters, same_affiliation],
)
def test_a_second_row_is_refused(write: Callable[[], None]) -> None:
    with pytest.raises(IntegrityError):
        write()


def test_what_is_not_the_same_is_let_in() -> None:
    quote = QuoteFactory()
    spans = [[quote.start, quote.end - 1]]
    QuoteFactory(source=quote.source, text=quote.text[:-1], content_spans=spans)
    SourceFactory(url="", text="one")
    SourceFactory(url="https://a.example/1", text="one")
    SourceFactory(url="https://a.example/2", text="one")
    Alias.objects.create(speaker=quote.speaker, name="The captain")
    Alias.objects.create(speaker=SpeakerFactory(), name="The captain")
    AffiliationFactory(speaker=quote.speaker, role=quote.affiliation.role, organization="")


def test_deleting_a_speaker_keeps_the_quotes() -> None:
    quote = QuoteFactory()
    quote.speaker.delete()
    quote.refresh_from_db()
    assert (quote.speaker, quote.affiliation) == (None, None)
    assert not Affiliation.objects.exists()


def test_deleting_a_source_deletes_its_quotes_and_no_speaker() -> None:
    quote = QuoteFactory()
    quote.source.delete()
    assert not Quote.objects.exists()
    assert Speaker.objects.get() == quote.speaker


def test_a_speaker_into_whom_others_were_merged_stays() -> None:
    speaker = SpeakerFactory()
    SpeakerFactory(merged_into=speaker)
    with pytest.raises(models.ProtectedError):
        speaker.delete()
    assert Source.objects.count() == 0
