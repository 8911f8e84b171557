"""Identifiers of speakers in other catalogs: one of a scheme for each, each of one speaker."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from quotes.models import Identifier, Speaker
from quotes.models.identifier import fault
from quotes.models.merging import merge
from tests.factories import SpeakerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def speaker() -> Speaker:
    speaker = SpeakerFactory(name="Ada Roe")
    Identifier.objects.create(speaker=speaker, scheme="wikidata", value="Q901")
    return speaker


def test_a_speaker_has_one_of_each_scheme(speaker: Speaker) -> None:
    Identifier.objects.create(speaker=speaker, scheme="viaf", value="901")
    with pytest.raises(IntegrityError), transaction.atomic():
        Identifier.objects.create(speaker=speaker, scheme="wikidata", value="Q902")


def test_two_speakers_never_share_one(speaker: Speaker) -> None:
    # The same value of another scheme is another identifier.
    Identifier.objects.create(speaker=SpeakerFactory(), scheme="gazette", value="Q901")
    with pytest.raises(IntegrityError), transaction.atomic():
        Identifier.objects.create(speaker=SpeakerFactory(), scheme="wikidata", value="Q901")


@pytest.mark.parametrize(("scheme", "value"), [("", "Q1"), ("wikidata", "")])
def test_none_is_empty(scheme: str, value: str) -> None:
    with pytest.raises(IntegrityError, match="identifier_not_empty"), transaction.atomic():
        Identifier.objects.create(speaker=SpeakerFactory(), scheme=scheme, value=value)


@pytest.mark.parametrize(
    ("scheme", "value", "good"),
    [
        ("wikidata", "Q42", True),
        ("wikidata", "q42", False),
        ("wikidata", "P42", False),
        ("wikidata", "https://www.wikidata.org/entity/Q42", False),
        ("viaf", "113230702", True),
        ("viaf", "n79023811", False),
        ("isni", "000000012103499X", True),
        ("isni", "0000 0001 2103 4996", False),
        ("orcid", "0000-0002-1825-0097", True),
        ("orcid", "0000000218250097", False),
        ("gazette.people", "roe/ada:1", True),
        ("gazette", "ada roe", False),
        ("gazette", "roe\n", False),
        ("gazette", "é" * 200, True),
        ("gazette", "e" * 201, False),
        ("Gazette", "1", False),
        ("9gazette", "1", False),
        ("g" * 41, "1", False),
        ("a:b", "1", False),
    ],
)
def test_what_is_an_identifier(scheme: str, value: str, good: bool) -> None:
    assert (fault(scheme, value) == "") is good


def test_a_merge_hands_them_on(speaker: Speaker) -> None:
    left = SpeakerFactory(name="Ada B. Roe")
    Identifier.objects.create(speaker=left, scheme="viaf", value="901")
    merge(speaker, left)
    assert [str(one) for one in left.identifiers.all()] == ["viaf:901", "wikidata:Q901"]
    assert not speaker.identifiers.exists()


def test_who_are_two_in_another_catalog_are_not_merged(speaker: Speaker) -> None:
    other = SpeakerFactory(name="Ada B. Roe")
    Identifier.objects.create(speaker=other, scheme="wikidata", value="Q902")
    with pytest.raises(ValidationError, match=r"wikidata:Q901.*wikidata:Q902"):
        merge(speaker, other)
    assert Speaker.objects.current().count() == 2


def test_who_is_merged_is_given_none(speaker: Speaker) -> None:
    merge(speaker, SpeakerFactory())
    with pytest.raises(ValidationError):
        Identifier(speaker=speaker, scheme="viaf", value="901").full_clean()
