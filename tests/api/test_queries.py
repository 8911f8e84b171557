"""How many statements each list takes, in every format: so many, whatever the number of its rows."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from quotes.api.formats import LIST_RENDERERS
from quotes.models import Alias, Identifier, Quote, Term
from quotes.models.change import number
from quotes.variants import refresh
from tests.factories import AffiliationFactory, QuoteFactory, SourceFactory, SpeakerFactory

pytestmark = pytest.mark.django_db

WORDS = "We have never seen water as high as this,"

# The statements: one asks for the newest change, which ETag and Last-Modified are made of, one for the
# rows, and one more for each list inside of them. Where there are two, those on SQLite and on PostgreSQL.
ADDRESSES: dict[str, int | tuple[int, int]] = {
    # Quotes.
    "quotes/": 2,
    "quotes.jsonld": 3,  # the words around each
    "quotes.atom": 2,
    "quotes.csv": 2,
    "quotes.jsonl": 2,
    "quotes/?kind=direct&speaker={speaker}&ordering=start": 2,
    "quotes/?q=water": (3, 2),  # how common the word is
    "quotes/?q=water&ordering=relevance": (4, 3),  # the candidates
    "quotes/?q=water+speaker:roe&ordering=relevance": (5, 4),  # how common the name is
    "quotes/?fields=id,speaker.name": 2,
    "quotes/?expand=context": 2,
    "quotes/?expand=variants": 5,  # their groups, how many they have, and the rows themselves
    "quotes/?expand=speaker.affiliations": 3,
    "quotes/?expand=held": 4,  # who spoke when, and the terms
    "quotes/?expand=context,variants,speaker.affiliations,held": 8,
    "quotes.csv?expand=context,variants,speaker.affiliations,held": 8,
    "quotes.jsonl?expand=context,variants,speaker.affiliations,held": 8,
    "quotes/?count=exact": 3,
    "quotes/?count=capped": 3,
    "quotes/stats/?by=speaker,month": 2,
    "quotes/stats.csv?by=speaker,month": 2,
    "quotes/stats.jsonl?by=speaker,month": 2,
    "quotes/{quote}/": 2,
    "quotes/{quote}/evidence/": 2,
    "quotes/{quote}/variants/": 7,
    # Speakers, with names, identifiers and affiliations.
    "speakers/": 5,
    "speakers.jsonld": 5,
    "speakers.atom": 5,
    "speakers.csv": 5,
    "speakers.jsonl": 5,
    "speakers/?fields=id,name": 2,
    "speakers/{speaker}/": 6,  # whether the speaker was merged
    # Sources.
    "sources/": 2,
    "sources/?expand=text": 2,
    "sources.jsonld": 2,
    "sources.atom": 2,
    "sources.csv": 2,
    "sources.jsonl": 2,
    "sources/{source}/": 2,
    # Affiliations, with their terms.
    "affiliations/": 3,
    "affiliations/?expand=sources": 4,
    "affiliations.jsonld": 3,
    "affiliations.atom": 3,
    "affiliations.csv": 3,
    "affiliations.jsonl": 3,
    "affiliations/{affiliation}/": 3,
    # The rest.
    "changes/": (3, 4),  # where to begin; whether there are any without a number
    "changes/?since=now": (4, 5),
    "": 0,
    "usage/": 0,
}


@pytest.mark.parametrize("resource", ["quotes", "speakers", "sources", "affiliations"])
def test_every_format_of_a_list_is_counted(resource: str) -> None:
    formats = (renderer.format for renderer in LIST_RENDERERS)
    assert {f"{resource}/", *(f"{resource}.{form}" for form in formats)} <= ADDRESSES.keys()


@pytest.fixture
def quote() -> Quote:
    """A quote with all that a row can have."""
    return rows(1)[0]


def rows(many: int) -> list[Quote]:
    """Make so many quotes with the same words, by a speaker and in a source of their own each."""
    made = []
    for _ in range(many):
        speaker = SpeakerFactory()
        Alias.objects.create(speaker=speaker, name=f"{speaker.name} Roe")
        Identifier.objects.create(speaker=speaker, scheme="wikidata", value=f"Q{speaker.pk}")
        affiliation = AffiliationFactory(speaker=speaker)
        Term.objects.create(affiliation=affiliation, held_from=datetime.date(2020, 1, 1))
        made.append(QuoteFactory(speaker=speaker, affiliation=affiliation, text=WORDS))
        made.append(QuoteFactory(speaker=None, source=SourceFactory(), text=WORDS))
    refresh(made)
    number()
    return made


def statements(client: APIClient, address: str) -> list[str]:
    """Return the statements that an answer takes, but for the borders of transactions."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
        assert answer.status_code == 200, answer.json()
        size = sum(map(len, answer.streaming_content)) if answer.streaming else len(answer.content)
    assert size
    return [one["sql"] for one in captured if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_list_takes_so_many_statements_whatever_its_rows(
    address: str, quote: Quote, anybody: APIClient
) -> None:
    ids: dict[str, Any] = {"quote": quote, "speaker": quote.speaker, "source": quote.source}
    ids["affiliation"] = quote.affiliation
    filled = address.format(**{name: one.public_id for name, one in ids.items()})
    few = statements(anybody, f"/api/v1/{filled}")
    expected = ADDRESSES[address]
    if isinstance(expected, tuple):
        expected = expected[connection.vendor == "postgresql"]
    assert len(few) == expected, "\n".join(few)
    rows(12)
    many = statements(anybody, f"/api/v1/{filled}")
    assert len(many) == len(few), "\n".join(many)
