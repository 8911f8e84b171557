"""/api/v1/quotes/{id}/evidence/"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from rest_framework.test import APIClient

from quotes.articles import Article
from quotes.extraction import load
from quotes.models import Quote
from quotes.models.change import number
from quotes.store import store
from tests.factories import QuoteFactory

pytestmark = pytest.mark.django_db

TEXT = (
    "Ada Okafor, the harbor minister, met Tom Lund on Monday. Okafor smiled.\n\n“The levy stays,” she said."
)


@pytest.fixture(scope="module")
def extract() -> Any:
    return load()


def evidence(client: APIClient, quote: Quote) -> dict[str, Any]:
    response = client.get(f"/api/v1/quotes/{quote.public_id}/evidence/")
    assert response.status_code == 200
    return response.json()


def test_every_place_is_in_the_text_that_the_hash_tells(extract: Any, anybody: APIClient) -> None:
    quote = store(Article(text=TEXT), extract(TEXT)).source.quotes.get()
    body = evidence(anybody, quote)
    assert body["source"]["sha256"] == sha256(TEXT.encode()).hexdigest()
    assert body["source"]["characters"] == len(TEXT)
    for name in ("content", "cue", "mention", "chain"):
        assert body[name]
        for place in body[name]:
            start, end = place["start"], place["end"]
            assert TEXT[start:end] == place["text"]
            assert TEXT[max(start - 32, 0) : start] == place["prefix"]
            assert TEXT[end : end + 32] == place["suffix"]
    assert [place["text"] for place in body["chain"]] == ["she", "Okafor", "Ada Okafor"]
    assert body["stated"] == {
        "name": "Ada Okafor", "role": "harbor minister", "organization": "", "party": "", "state": ""
    }  # fmt: skip
    assert body["resolution"] == {"outcome": "resolved", "reason": "'Ada Okafor': nobody on record fits"}
    assert body["speaker"]["name"] == "Ada Okafor"
    assert body["extractor"] == extract.version
    assert body["review"] == {"state": "unreviewed", "by": None, "at": None}


def test_who_reviewed_it_is_told_to_those_who_have_logged_in(
    anybody: APIClient, member: APIClient, staff: APIClient
) -> None:
    quote = QuoteFactory()
    address = f"/api/v1/quotes/{quote.public_id}/"
    assert staff.patch(address, {"review": "accepted"}).status_code == 200
    for client, name in ((anybody, None), (member, "editor"), (staff, "editor")):
        review = evidence(client, quote)["review"]
        assert (review["state"], review["by"]) == ("accepted", name)
        assert review["at"] is not None
    at = evidence(staff, quote)["review"]["at"]
    assert staff.patch(address, {}).status_code == 200
    assert evidence(staff, quote)["review"]["at"] == at
    assert staff.patch(address, {"review": "unreviewed"}).status_code == 200
    assert evidence(member, quote)["review"] == {"state": "unreviewed", "by": None, "at": None}


def test_nothing_known_is_shown_as_nothing(anybody: APIClient) -> None:
    quote = QuoteFactory(speaker=None, affiliation=None, cue="", cue_spans=[], mention="", mention_spans=[])
    body = evidence(anybody, quote)
    assert [body[name] for name in ("cue", "mention", "chain", "rivals", "speaker")] == [[], [], [], [], None]
    assert body["stated"]["name"] is None
    assert body["resolution"] == {"outcome": "unnamed", "reason": ""}


@pytest.mark.parametrize(
    ("address", "status"),
    [("aaaaaaaaaaaaaaaa/evidence/", 404), ("{id}/evidence/?q=levy", 400), ("{id}/evidence/?format=csv", 400)],
)
def test_what_is_not_there(address: str, status: int, anybody: APIClient) -> None:
    quote = QuoteFactory()
    assert anybody.get(f"/api/v1/quotes/{address.format(id=quote.public_id)}").status_code == status


def test_it_takes_one_query(anybody: APIClient, django_assert_num_queries: Any) -> None:
    quote = QuoteFactory()
    number()
    # And one for when the newest change was.
    with django_assert_num_queries(2):
        evidence(anybody, quote)
