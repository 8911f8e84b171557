"""How many rows a list has: counted where it is asked for, and said what sort of number that is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from quotes.api import counting
from quotes.models import Quote
from quotes.models.change import number
from tests.factories import AffiliationFactory, QuoteFactory, SourceFactory

LISTS = ("quotes", "speakers", "sources", "affiliations")


@pytest.fixture
def seven(db: None) -> None:
    """Seven quotes, three of them indirect, of seven sources, speakers and affiliations."""
    QuoteFactory.create_batch(4, text="the pier is open")
    QuoteFactory.create_batch(3, kind="indirect", text="the pier is closed")


def count(client: APIClient, address: str) -> tuple[int, str]:
    body = client.get(f"/api/v1/{address}").json()
    return body["count"], body["count_is"]


@pytest.mark.parametrize("resource", LISTS)
@pytest.mark.parametrize("way", counting.WAYS)
def test_every_list(resource: str, way: str, seven: None, anybody: APIClient) -> None:
    assert count(anybody, f"{resource}/?count={way}&limit=2") == (7, "exact")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("kind=indirect", 3, id="a filter"),
        pytest.param("not_kind=indirect&has_speaker=true", 4, id="two filters"),
        pytest.param("q=closed", 3, id="a search"),
        pytest.param("q=pier&ordering=relevance", 7, id="ranked"),
        pytest.param("q=harbor", 0, id="nothing"),
    ],
)
@pytest.mark.parametrize("way", counting.WAYS)
def test_it_counts_what_the_filters_keep(
    query: str, expected: int, way: str, seven: None, anybody: APIClient
) -> None:
    assert count(anybody, f"quotes/?{query}&count={way}&limit=1") == (expected, "exact")


@pytest.mark.parametrize(
    ("way", "query", "expected"),
    [
        pytest.param("exact", "", (7, "exact"), id="exact"),
        pytest.param("capped", "", (5, "at_least"), id="more than the cap"),
        pytest.param("capped", "kind=indirect", (3, "exact"), id="fewer than the cap"),
        pytest.param("estimate", "kind=indirect", (3, "exact"), id="no need to guess"),
    ],
)
def test_beyond_the_cap(
    way: str,
    query: str,
    expected: tuple[int, str],
    seven: None,
    anybody: APIClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(counting, "MOST", 5)
    assert count(anybody, f"quotes/?count={way}&{query}") == expected


def test_an_estimate_is_near(db: None, anybody: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    source = SourceFactory(text="x" * 2000)
    Quote.objects.bulk_create(
        Quote(
            source=source,
            text="x",
            kind="direct" if start % 3 else "mixed",
            start=start,
            end=start + 1,
            content_spans=[[start, start + 1]],
            confidence=0.5,
        )
        for start in range(2000)
    )
    Quote.objects.filter(start__range=(500, 699)).delete()
    monkeypatch.setattr(counting, "MOST", 20)
    monkeypatch.setattr(counting, "SAMPLE", 1000)
    number, sort = count(anybody, "quotes/?count=estimate&kind=direct")
    assert sort == "estimate"
    assert 1050 <= number <= 1350  # 1,200 in truth
    assert count(anybody, "quotes/?count=estimate&kind=direct") == (number, sort)


def test_nothing_is_counted_unasked(
    seven: None, anybody: APIClient, django_assert_num_queries: Callable
) -> None:
    number()
    with django_assert_num_queries(2) as asked:
        body = anybody.get("/api/v1/quotes/").json()
    assert body.keys() == {"next", "previous", "results"}
    assert not any("COUNT(" in query["sql"].upper() for query in asked)


@pytest.mark.parametrize(("way", "queries"), [("exact", 3), ("capped", 3), ("estimate", 3)])
def test_what_it_costs(
    way: str, queries: int, seven: None, anybody: APIClient, django_assert_num_queries: Callable
) -> None:
    AffiliationFactory()
    number()
    with django_assert_num_queries(queries):
        anybody.get(f"/api/v1/quotes/?count={way}")


def test_the_pages_after_it_are_not_counted_again(seven: None, anybody: APIClient) -> None:
    for query in ("", "&q=pier&ordering=relevance"):
        body = anybody.get(f"/api/v1/quotes/?limit=2&count=exact{query}").json()
        second: dict[str, Any] = anybody.get(body["next"]).json()
        assert "count" not in second
        assert "count" not in anybody.get(second["previous"]).json()


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "jsonld", "atom"])
def test_formats_without_a_place_for_it_refuse_it(suffix: str, db: None, anybody: APIClient) -> None:
    response = anybody.get(f"/api/v1/quotes.{suffix}?count=exact")
    assert response.status_code == 400
    assert [fault["parameter"] for fault in response.json()["errors"]] == ["count"]


def test_another_way_is_refused(db: None, anybody: APIClient) -> None:
    response = anybody.get("/api/v1/quotes/?count=estimated")
    assert response.status_code == 400
    assert "Did you mean 'estimate'?" in response.json()["errors"][0]["detail"]
