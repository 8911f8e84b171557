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


def test_few_words_of_one_speaker(anybody: APIClient) -> None:
    speaker = SpeakerFactory()
    made = [
        QuoteFactory(
            text="I am not a crook",
            speaker=speaker if number < 3 else SpeakerFactory(),
            source__url=f"https://www.{number}.example/a",
            source__publisher="",
            source__published=datetime.date(2024, 7, 9 - number),
        )
        for number in range(4)
    ]
    made.append(QuoteFactory(text="Yes", speaker=speaker))
    refresh(made)
    body = read(anybody, made[0])
    assert (body["quotes"], body["outlets"], body["earliest"]["id"]) == (3, 3, made[2].public_id)
    assert [one["type"] for one in body["results"]] == ["exact", "exact"]
    found = expanded(anybody)
    assert [found[quote.public_id]["quotes"] for quote in made] == [3, 3, 3, 1, 1]
    assert found[made[0].public_id] == {"quotes": 3, "outlets": 3, "first_published": "2024-07-07"}


def expanded(client: APIClient) -> dict[str, dict[str, Any]]:
    rows = client.get("/api/v1/quotes/?expand=variants&fields=id").json()["results"]
    return {row["id"]: row["variants"] for row in rows}


def test_a_list_says_how_far_each_reached(quotes: dict[str, Quote], anybody: APIClient) -> None:
    alone = QuoteFactory(source__published=None, source__publisher="")
    nowhere = QuoteFactory(source__published=None, source__publisher="", source__url="")
    found = expanded(anybody)
    assert found.pop(alone.public_id) == {"quotes": 1, "outlets": 1, "first_published": None}
    assert found.pop(nowhere.public_id) == {"quotes": 1, "outlets": 0, "first_published": None}
    assert len(found) == 5
    for each in found.values():
        assert each == {"quotes": 5, "outlets": 2, "first_published": "2024-07-06"}


@pytest.mark.parametrize("case", ["another speaker", "nobody", "rejected", "all of one speaker, and nobody"])
def test_it_agrees_with_the_variants_of_each(case: str, quotes: dict[str, Quote], anybody: APIClient) -> None:
    if case == "another speaker":
        Quote.objects.filter(pk=quotes["copy"].pk).update(speaker=SpeakerFactory(), affiliation=None)
    if case in ("another speaker", "nobody"):
        Quote.objects.filter(pk=quotes["first"].pk).update(speaker=None, affiliation=None)
    if case == "rejected":
        Quote.objects.filter(pk=quotes["second"].pk).update(review="rejected")
    if case.startswith("all"):
        Quote.objects.filter(pk=quotes["second"].pk).update(speaker=None, affiliation=None)
    for key, each in expanded(anybody).items():
        body = read(anybody, Quote.objects.get(public_id=key))
        assert (each["quotes"], each["outlets"]) == (body["quotes"], body["outlets"])
        assert each["first_published"] == body["earliest"]["source"]["published"]
