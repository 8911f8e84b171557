"""Two speakers become one."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError

from quotes.models import Affiliation, Quote, Speaker
from quotes.models.merging import merge
from tests.factories import AffiliationFactory, QuoteFactory, SpeakerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def former() -> Speaker:
    return SpeakerFactory(name="A. Roe")


@pytest.fixture
def left() -> Speaker:
    return SpeakerFactory(name="Ada Roe")


def stated(speaker: Speaker, month: int, **fields: str) -> Affiliation:
    day = datetime.date(2024, month, 1)
    return AffiliationFactory(speaker=speaker, first_stated=day, last_stated=day, **fields)


def test_quotes_names_and_affiliations_go_to_the_one_who_is_left(former: Speaker, left: Speaker) -> None:
    pilot = stated(former, 3, role="pilot", organization="Port")
    quote = QuoteFactory(speaker=former, affiliation=pilot)
    merge(former, left)
    after = Quote.objects.get()
    assert (after.speaker, after.affiliation) == (left, pilot)
    assert after.updated > quote.updated
    assert after.review == "unreviewed"
    assert list(left.affiliations.all()) == [pilot]
    assert set(left.aliases.values_list("name", flat=True)) == {"A. Roe", "Ada Roe"}
    assert Speaker.objects.get(pk=former.pk).merged_into == left
    assert list(Speaker.objects.current()) == [left]


def test_what_both_are_said_to_be_is_one_affiliation_with_the_dates_of_both(
    former: Speaker, left: Speaker
) -> None:
    same = [stated(one, month, role="pilot", organization="Port") for one, month in ((former, 1), (left, 6))]
    undated = [
        AffiliationFactory(speaker=one, role="mate", organization="", first_stated=None, last_stated=None)
        for one in (former, left)
    ]
    quote = QuoteFactory(speaker=former, affiliation=same[0])
    merge(former, left)
    assert set(Affiliation.objects.all()) == {same[1], undated[1]}
    pilot = Affiliation.objects.get(role="pilot")
    assert (pilot.first_stated.month, pilot.last_stated.month) == (1, 6)
    assert Affiliation.objects.get(role="mate").first_stated is None
    assert Quote.objects.get(pk=quote.pk).affiliation == pilot


def test_chains_are_flat(former: Speaker, left: Speaker) -> None:
    first = SpeakerFactory(name="Roe", merged_into=former)
    merge(former, left)
    last = SpeakerFactory(name="Ada B. Roe")
    merge(left, last)
    for speaker in (first, former, left):
        speaker.refresh_from_db()
        assert speaker.merged_into == last
        assert speaker.survivor() == last
    assert last.survivor() == last


def test_others_stay(former: Speaker, left: Speaker) -> None:
    other = QuoteFactory()
    merge(former, left)
    assert Quote.objects.get().speaker == other.speaker
    assert other.speaker.aliases.count() == 1


@pytest.mark.parametrize("case", ["itself", "merged before", "into a merged one"])
def test_what_cannot_be_merged_changes_nothing(case: str, former: Speaker, left: Speaker) -> None:
    merged = SpeakerFactory(name="Roe", merged_into=left)
    pairs = {"itself": (left, left), "merged before": (merged, former), "into a merged one": (former, merged)}
    before = list(Speaker.objects.values())
    with pytest.raises(ValidationError, match=r"itself|merged already"):
        merge(*pairs[case])
    assert list(Speaker.objects.values()) == before


def test_one_that_was_deleted_meanwhile(former: Speaker, left: Speaker) -> None:
    Speaker.objects.filter(pk=former.pk).delete()
    with pytest.raises(Speaker.DoesNotExist):
        merge(former, left)
