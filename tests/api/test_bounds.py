"""Filters that keep what is not before, or not after, a value."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from quotes.models import Affiliation, Quote, Source, Speaker
from tests.factories import QuoteFactory

BOUNDS = {"created_after", "created_before", "updated_after", "updated_before", "max_confidence"}
MODELS: dict[str, Any] = {
    "quotes": Quote,
    "speakers": Speaker,
    "sources": Source,
    "affiliations": Affiliation,
}
NOON = datetime.datetime(2024, 7, 9, 12, tzinfo=datetime.UTC)


@pytest.fixture
def days(db: None) -> Callable[[str, str], dict[str, str]]:
    """Give the three rows of a list moments a day apart; return the days by public id."""
    QuoteFactory.create_batch(3)

    def spread(resource: str, column: str) -> dict[str, str]:
        model = MODELS[resource]
        found = {}
        for number, row in enumerate(model.objects.order_by("pk")):
            moment = NOON + datetime.timedelta(days=number)
            model.objects.filter(pk=row.pk).update(**{column: moment})
            found[row.public_id] = f"{moment:%d}"
        return found

    return spread


@pytest.mark.parametrize("resource", MODELS)
@pytest.mark.parametrize("column", ["created", "updated"])
@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        pytest.param({"after": "2024-07-10"}, {"10", "11"}, id="from a day on"),
        pytest.param({"before": "2024-07-10"}, {"09", "10"}, id="all of the last day"),
        pytest.param({"after": "2024-07-10T12:00:00Z"}, {"10", "11"}, id="from that moment on"),
        pytest.param({"after": "2024-07-10T12:00:00.000001Z"}, {"11"}, id="later"),
        pytest.param({"before": "2024-07-10T14:00:00+02:00"}, {"09", "10"}, id="in another zone"),
        pytest.param({"before": "2024-07-10T12:00:00+02:00"}, {"09"}, id="earlier in another zone"),
        pytest.param({"after": "2024-07-10", "before": "2024-07-10"}, {"10"}, id="one day"),
        pytest.param({"after": "2024-07-12"}, set(), id="none"),
        pytest.param({"after": "0001-01-01T00:00:00+23:59"}, {"09", "10", "11"}, id="the first hour of all"),
        pytest.param({"before": "9999-12-31T23:59:59-23:59"}, {"09", "10", "11"}, id="the last"),
    ],
)
def test_moments(
    resource: str,
    column: str,
    bounds: dict[str, str],
    expected: set[str],
    days: Callable[[str, str], dict[str, str]],
    listed: Callable[..., list[str]],
) -> None:
    found = days(resource, column)
    query = {f"{column}_{side}": value for side, value in bounds.items()}
    assert {found[key] for key in listed(resource, query)} == expected


@pytest.mark.parametrize(
    "value",
    [
        "yesterday",
        "2024",
        "2024-02-30",
        "2024-07-09T12:00:00",
        "2024-07-09T12:00:00 02:00",
        "20240709",
        "١٢٣",
    ],
)
@pytest.mark.parametrize("name", sorted(BOUNDS))
def test_what_is_no_bound(name: str, value: str, db: None, anybody: APIClient) -> None:
    response = anybody.get("/api/v1/quotes/", {name: value})
    assert response.status_code == 400
    assert [fault["parameter"] for fault in response.json()["errors"]] == [name]


@pytest.mark.parametrize(("value", "expected"), [("0.5", 1), ("0.2", 1), ("0.19", 0), ("1", 2)])
def test_highest_confidence(value: str, expected: int, db: None, listed: Callable[..., list[str]]) -> None:
    for confidence in (0.2, 0.9):
        QuoteFactory(confidence=confidence)
    assert len(listed("quotes", {"max_confidence": value})) == expected
