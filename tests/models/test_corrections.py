"""The one way by which editors change quotes, in the admin and over REST."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from quotes.models import Affiliation, Quote, Speaker
from quotes.models.corrections import correct, review
from tests.factories import AffiliationFactory, QuoteFactory, SpeakerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def quote() -> Quote:
    return QuoteFactory(speaker__name="Ada Roe")


@pytest.fixture
def other() -> Speaker:
    return SpeakerFactory(name="Tom Lund")


@pytest.fixture
def others_affiliation(other: Speaker) -> Affiliation:
    return AffiliationFactory(speaker=other)


def state(quote: Quote) -> tuple[Any, ...]:
    stored = Quote.objects.get(pk=quote.pk)
    return stored.speaker, stored.affiliation, stored.kind, stored.review


def test_another_speaker_takes_the_affiliation_off(quote: Quote, other: Speaker) -> None:
    correct(quote, {"speaker": other})
    assert state(quote) == (other, None, "direct", "corrected")


def test_another_speaker_with_an_affiliation(
    quote: Quote, other: Speaker, others_affiliation: Affiliation
) -> None:
    correct(quote, {"speaker": other, "affiliation": others_affiliation})
    assert state(quote) == (other, others_affiliation, "direct", "corrected")


def test_no_speaker(quote: Quote) -> None:
    correct(quote, {"speaker": None})
    assert state(quote) == (None, None, "direct", "corrected")


def test_another_kind(quote: Quote) -> None:
    correct(quote, {"kind": "mixed"})
    assert state(quote) == (quote.speaker, quote.affiliation, "mixed", "corrected")


def test_another_type(quote: Quote) -> None:
    correct(quote, {"type": "writing"})
    assert Quote.objects.get(pk=quote.pk).type == "writing"
    assert state(quote)[-1] == "corrected"


@pytest.mark.parametrize("mark", ["accepted", "rejected", "unreviewed"])
def test_a_mark_alone(quote: Quote, mark: str) -> None:
    correct(quote, {"review": mark})
    assert state(quote) == (quote.speaker, quote.affiliation, "direct", mark)


@pytest.mark.parametrize(("mark", "stored"), [("accepted", "corrected"), ("rejected", "rejected")])
def test_a_mark_with_a_correction(quote: Quote, mark: str, stored: str) -> None:
    correct(quote, {"kind": "mixed", "review": mark})
    assert state(quote)[2:] == ("mixed", stored)


def test_the_evidence_stays(quote: Quote, other: Speaker) -> None:
    evidence = ("text", "start", "end", "content_spans", "cue", "mention", "mention_spans", "confidence")
    before = Quote.objects.values(*evidence).get()
    quote.text = "other words"
    correct(quote, {"speaker": other})
    assert Quote.objects.values(*evidence).get() == before


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "sung"}, "kind"),
        ({"review": "read"}, "review"),
        ({"speaker": "merged"}, "speaker"),
        ({"affiliation": "others"}, "affiliation"),
        ({"speaker": None, "affiliation": "others"}, "affiliation"),
    ],
)
def test_a_bad_correction_changes_nothing(
    quote: Quote, other: Speaker, others_affiliation: Affiliation, changes: dict[str, Any], field: str
) -> None:
    rows = {"merged": SpeakerFactory(name="T. Lund", merged_into=other), "others": others_affiliation}
    before = state(quote)
    with pytest.raises(ValidationError) as raised:
        correct(quote, {name: rows.get(value, value) for name, value in changes.items()})
    assert list(raised.value.message_dict) == [field]
    assert state(quote) == before


@pytest.mark.parametrize("name", ["text", "start", "source", "confidence", "created"])
def test_evidence_cannot_be_corrected(quote: Quote, name: str) -> None:
    with pytest.raises(ValueError, match=f"cannot be corrected: {name}"):
        correct(quote, {name: getattr(quote, name)})


def test_many_are_reviewed_at_once() -> None:
    quotes = [QuoteFactory(review=mark) for mark in ("unreviewed", "corrected", "accepted")]
    assert review(Quote.objects.filter(pk__in=[quote.pk for quote in quotes]), Quote.Review.ACCEPTED) == 2
    assert set(Quote.objects.values_list("review", flat=True)) == {"accepted"}
    assert Quote.objects.get(pk=quotes[0].pk).updated > quotes[0].updated
    assert Quote.objects.get(pk=quotes[2].pk).updated == quotes[2].updated
