"""Finding the speakers of an article takes few statements, whatever it says and whoever is on record."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quotes import surnames
from quotes.extraction.records import SpeakerKind, Voice
from quotes.models import Affiliation, Quote, Speaker
from quotes.speakers import Speakers
from tests.store.test_bare_names import store_mention

pytestmark = pytest.mark.django_db

DAY = datetime.date(2024, 7, 9)


def voice(name: str | None, role: str) -> Voice:
    return Voice(name=name, kind=SpeakerKind.PERSON, role=role)


def find(*voices: Voice, published: datetime.date = DAY) -> int:
    """Find the speakers of an article and return the number of statements."""
    with CaptureQueriesContext(connection) as statements:
        Speakers.find(voices, published).reconsider()
    return len(statements)


def article(length: int) -> list[Voice]:
    """Return voices of an article: people on record, new ones, a surname alone, somebody without a name."""
    return [
        *(voice(f"Ada{number} Roe{number}", "senator") for number in range(length)),
        *(voice(f"New{number} Name{number}", f"pilot {number}") for number in range(length)),
        voice("Lund", "baker"),
        voice(None, "spokesperson"),
    ]


@pytest.mark.parametrize("length", [3, 40])
def test_an_article_of_any_length_takes_seven_statements(length: int) -> None:
    """Surnames, names, what is stated of the Lunds; new people, their names; affiliations, new ones."""
    store_mention(("Zoe Lund", "baker"), DAY)
    find(*article(length)[:2])
    assert find(*article(length)) == 7


def test_one_with_nothing_new_takes_four() -> None:
    store_mention(("Zoe Lund", "baker"), DAY)
    find(*article(3))
    assert find(*article(3)) == 4


def test_dates_are_widened_by_one_more() -> None:
    find(*article(3))
    assert find(*article(3), published=DAY + datetime.timedelta(1)) == 1 + find(*article(3))
    assert set(Affiliation.objects.values_list("first_stated", "last_stated")) == {
        (DAY, DAY + datetime.timedelta(1))
    }
    find(*article(3), published=DAY - datetime.timedelta(1))
    assert {one.first_stated for one in Affiliation.objects.all()} == {DAY - datetime.timedelta(1)}


def test_their_number_does_not_depend_on_that_of_the_speakers() -> None:
    store_mention(("Zoe Lund", "baker"), DAY)
    before = find(voice("Lund", "baker"))
    for number in range(surnames.CROWD + 1):
        Speaker.objects.create(name=f"Ada{number} Lund")
    assert find(voice("Lund", "baker")) == before


def test_an_article_without_quotes_takes_none() -> None:
    assert find() == 0


def test_of_a_crowd_the_one_who_is_what_the_article_says_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        Speaker.objects.create(name=f"Ada{number} Lund")
    baker = store_mention(("Zoe Lund", "baker")).speaker
    port = store_mention(("Tom Lund", "")).speaker
    assert port is not None
    affiliation = port.affiliations.create(organization="the Port")
    affiliation.terms.create(held_from=DAY)
    member = store_mention(("Liz Lund", "")).speaker
    assert member is not None
    member.affiliations.create(party="Green", state="Iowa").terms.create(held_from=DAY)
    for crowd in (surnames.CROWD, 2):
        monkeypatch.setattr(surnames, "CROWD", crowd)
        assert store_mention(("Lund", "baker")).speaker == baker
        assert store_mention(("Lund", "pilot")).resolution == Quote.Resolution.AMBIGUOUS
        found = [
            Voice(name="Lund", kind=SpeakerKind.PERSON, organization="Port"),
            Voice(name="Lund", kind=SpeakerKind.PERSON, party="Green", state="Iowa"),
        ]
        assert [Speakers.find([one], DAY).of(one) for one in found] == [port.pk, member.pk]


def test_of_a_crowd_two_are_looked_at_whatever_names_the_first_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surnames, "CROWD", 2)
    ada = Speaker.objects.create(name="Ada Lund")
    ada.aliases.create(name="Ada B. Lund")
    Speaker.objects.create(name="Tom Lund")
    assert store_mention(("Lund", "")).resolution == Quote.Resolution.AMBIGUOUS


def test_a_surname_alone_of_a_crowd_is_given_to_the_one_who_turns_out_to_be_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(surnames, "CROWD", 2)
    for number in range(4):
        Speaker.objects.create(name=f"Ada{number} Lund")
    bare = store_mention(("Lund", "baker"))
    assert bare.speaker is None
    baker = store_mention(("Zoe Lund", "baker")).speaker
    bare.refresh_from_db()
    assert bare.speaker == baker
