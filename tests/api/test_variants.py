"""/api/v1/quotes/{id}/variants/"""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from rest_framework.test import APIClient

from quotes.models import Quote
from quotes.variants import refresh
from tests.factories import QuoteFactory, SpeakerFactory

pytestmark = pytest.mark.django_db

WHOLE = (
    "We will never raise the levy on small ferries, and everybody on these islands knows that I keep my word"
)
TEXTS = {
    "whole": WHOLE,
    "copy": WHOLE.upper(),
    "first": "We will never raise the levy on small ferries",
    "second": "everybody on these islands knows that I keep my word",
    "changed": WHOLE.replace("the levy", "any levy"),
}


@pytest.fixture
def quotes() -> dict[str, Quote]:
    """The forms of one quotation, a day after the other, the last without a date, by two publishers."""
    speaker = SpeakerFactory()
    made = {}
    for number, (name, text) in enumerate(TEXTS.items()):
        made[name] = QuoteFactory(
            text=text,
            speaker=speaker,
            source__published=None if name == "changed" else datetime.date(2024, 7, 9 - number),
            source__publisher=("The Harbor Gazette", "the harbor gazette", "", "Island Post", "Island Post")[
                number
            ],
        )
    refresh(made.values())
    return made


def read(client: APIClient, quote: Quote) -> dict[str, Any]:
    response = client.get(f"/api/v1/quotes/{quote.public_id}/variants/")
    assert response.status_code == 200
    return response.json()


def test_it_shows_each_with_its_type_the_earliest_first(quotes: dict[str, Quote], anybody: APIClient) -> None:
    body = read(anybody, quotes["whole"])
    ids = {quote.public_id: name for name, quote in quotes.items()}
    assert (body["quotes"], body["outlets"], ids[body["earliest"]["id"]]) == (5, 2, "second")
    assert [(ids[one["quote"]["id"]], one["type"], one["similarity"]) for one in body["results"]] == [
        ("second", "truncated", 0.5),
        ("first", "truncated", 0.45),
        ("copy", "exact", 1.0),
        ("changed", "reworded", 0.95),
    ]
    assert [(one["op"], one["this"], one["other"]) for one in body["results"][-1]["diff"]] == [
        ("equal", "We will never raise", "We will never raise"),
        ("replace", "the", "any"),
        ("equal", WHOLE.split("the ", 1)[1], WHOLE.split("the ", 1)[1]),
    ]


def test_types_are_seen_from_the_quote_that_is_asked_for(
    quotes: dict[str, Quote], anybody: APIClient
) -> None:
    ids = {quote.public_id: name for name, quote in quotes.items()}
    types = {ids[one["quote"]["id"]]: one["type"] for one in read(anybody, quotes["first"])["results"]}
    assert types == {"whole": "extended", "copy": "extended", "second": "linked", "changed": "reworded"}


def test_a_quote_without_variants(anybody: APIClient) -> None:
    quote = QuoteFactory(text="Rain is expected over the northern coast")
    body = read(anybody, quote)
    assert (body["quotes"], body["outlets"], body["results"]) == (1, 1, [])
    assert body["earliest"]["id"] == quote.public_id


def test_a_rejected_quote_still_has_variants(quotes: dict[str, Quote], anybody: APIClient) -> None:
    Quote.objects.filter(pk=quotes["whole"].pk).update(review="rejected")
    assert read(anybody, quotes["whole"])["quotes"] == 4


def test_an_unknown_quote_and_an_unknown_parameter(anybody: APIClient) -> None:
    assert anybody.get("/api/v1/quotes/aaaaaaaaaaaaaaaa/variants/").status_code == 404
    quote = QuoteFactory()
    assert anybody.get(f"/api/v1/quotes/{quote.public_id}/variants/?limit=2").status_code == 400
