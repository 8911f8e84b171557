"""Corrections: what an editor changes of a quote, from wherever."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from quotes.models import Quote
from quotes.models.corrections import correct, review
from tests.factories import AffiliationFactory, QuoteFactory, SpeakerFactory


@pytest.fixture
def quote(db: None) -> Quote:
    """A direct quote with speaker and affiliation."""
    speaker = SpeakerFactory(name="Ada Okafor")
    affiliation = AffiliationFactory(speaker=speaker, role="harbor master", organization="")
    made: Quote = QuoteFactory(speaker=speaker, affiliation=affiliation, kind="direct", review="unreviewed")
    return made


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"kind": "indirect"}, "corrected", id="a correction"),
        pytest.param({"speaker": None}, "corrected", id="nobody is the speaker"),
        pytest.param({"affiliation": None}, "corrected", id="no affiliation"),
        pytest.param({"review": "accepted"}, "accepted", id="a review alone"),
        pytest.param(
            {"kind": "indirect", "review": "accepted"}, "corrected", id="accepted with a correction"
        ),
        pytest.param({"kind": "indirect", "review": "rejected"}, "rejected", id="rejected with a correction"),
        pytest.param({}, "unreviewed", id="nothing"),
    ],
)
def test_it_leads_to_the_review_state(quote: Quote, changes: dict[str, Any], expected: str) -> None:
    correct(quote, changes)
    quote.refresh_from_db()
    assert quote.review == expected
    for name in changes.keys() - {"review"}:
        assert getattr(quote, name) == changes[name]


def test_a_new_speaker_can_come_with_an_affiliation(quote: Quote) -> None:
    affiliation = AffiliationFactory()
    correct(quote, {"speaker": affiliation.speaker, "affiliation": affiliation})
    quote.refresh_from_db()
    assert (quote.speaker, quote.affiliation) == (affiliation.speaker, affiliation)


def test_a_new_speaker_takes_the_former_ones_affiliation_off(quote: Quote) -> None:
    speaker = SpeakerFactory(name="Tom Reyes")
    correct(quote, {"speaker": speaker})
    quote.refresh_from_db()
    assert (quote.speaker, quote.affiliation) == (speaker, None)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param(
            lambda: {"affiliation": AffiliationFactory()}, "affiliation", id="another speaker's affiliation"
        ),
        pytest.param(
            lambda: {"speaker": SpeakerFactory(merged_into=SpeakerFactory())},
            "speaker",
            id="a merged speaker",
        ),
        pytest.param(lambda: {"kind": "sung"}, "kind", id="a kind that is none"),
        pytest.param(lambda: {"review": "perhaps"}, "review", id="a review state that is none"),
    ],
)
def test_it_saves_nothing_that_is_wrong(quote: Quote, changes: Any, field: str) -> None:
    before = Quote.objects.filter(pk=quote.pk).values().get()
    with pytest.raises(ValidationError) as raised:
        correct(quote, changes())
    assert list(raised.value.message_dict) == [field]
    assert Quote.objects.filter(pk=quote.pk).values().get() == before


@pytest.mark.parametrize("name", ["text", "start", "content_spans", "cue", "source", "confidence"])
def test_evidence_cannot_be_corrected(quote: Quote, name: str) -> None:
    with pytest.raises(ValueError, match=name):
        correct(quote, {name: getattr(quote, name)})


def test_a_review_changes_the_state_of_all_and_counts_those_that_changed(quote: Quote) -> None:
    accepted = QuoteFactory(review="accepted")
    other = QuoteFactory(review="unreviewed")
    before = accepted.updated
    assert review(Quote.objects.exclude(pk=other.pk), Quote.Review.ACCEPTED) == 1
    states = dict(Quote.objects.values_list("pk", "review"))
    assert states == {quote.pk: "accepted", accepted.pk: "accepted", other.pk: "unreviewed"}
    accepted.refresh_from_db()
    assert accepted.updated == before
