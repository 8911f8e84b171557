"""Cursors: every row once, whatever the ties, the size of the page and the direction."""

from __future__ import annotations

import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.signing import Signer
from rest_framework.test import APIClient

from quotes.api.views import AffiliationViewSet, QuoteViewSet, SourceViewSet, SpeakerViewSet
from quotes.models import Quote
from tests.factories import AffiliationFactory, QuoteFactory, SourceFactory

DATES = (None, None, None, datetime.date(2024, 7, 9), datetime.date(2024, 7, 9), datetime.date(2025, 1, 1))
VIEWS = {
    "quotes": QuoteViewSet,
    "speakers": SpeakerViewSet,
    "sources": SourceViewSet,
    "affiliations": AffiliationViewSet,
}
ORDERINGS = [
    (resource, sign + name)
    for resource, view in VIEWS.items()
    for name in view.orderings
    for sign in ("", "-")
]


@pytest.fixture
def rows(db: None) -> None:
    """Twelve of everything, many of them alike: the same dates or none, confidences, titles, names."""
    for published in DATES:
        source = SourceFactory(published=published, title="Rain")
        for confidence in (0.1 + 0.2, 0.3):
            affiliation = AffiliationFactory(speaker__name="Bo Lind", role="pilot", organization="Ferries")
            QuoteFactory(
                source=source, speaker=affiliation.speaker, affiliation=affiliation, confidence=confidence
            )


def pages(client: APIClient, address: str | None, link: str = "next") -> list[list[dict]]:
    """Return the rows of each page from `address` on."""
    found = []
    while address:
        response = client.get(address)
        assert response.status_code == 200, response.json()
        found.append(response.json()["results"])
        address = response.json()[link]
        assert len(found) < 99
    return found


@pytest.mark.parametrize(("resource", "ordering"), ORDERINGS)
@pytest.mark.parametrize("limit", [1, 5, 12])
def test_each_row_comes_once(
    limit: int, resource: str, ordering: str, rows: None, anybody: APIClient
) -> None:
    view = VIEWS[resource]
    sign, name = ("-", ordering[1:]) if ordering.startswith("-") else ("", ordering)
    expected = view.queryset.order_by(f"{sign}{view.orderings[name]}", f"{sign}pk")
    read = pages(anybody, f"/api/v1/{resource}/?ordering={ordering}&limit={limit}")
    assert [row["id"] for page in read for row in page] == [row.public_id for row in expected]
    assert {len(page) for page in read[:-1]} <= {limit}


@pytest.mark.parametrize("ordering", ["-published", "published", "-confidence", "start"])
def test_the_way_back_is_the_same(ordering: str, rows: None, anybody: APIClient) -> None:
    address = f"/api/v1/quotes/?ordering={ordering}&limit=5"
    first = anybody.get(address).json()
    second = anybody.get(first["next"]).json()
    third = anybody.get(second["next"]).json()
    assert (first["previous"], third["next"]) == (None, None)
    assert [len(page["results"]) for page in (first, second, third)] == [5, 5, 2]
    back = pages(anybody, third["previous"], link="previous")
    assert back == [second["results"], first["results"]]


def test_a_page_reached_backwards_leads_forwards_again(rows: None, anybody: APIClient) -> None:
    second = anybody.get(anybody.get("/api/v1/quotes/?limit=5").json()["next"]).json()
    first = anybody.get(second["previous"]).json()
    assert first["previous"] is None
    assert anybody.get(first["next"]).json()["results"] == second["results"]


def test_rows_that_come_or_go_disturb_no_page(rows: None, anybody: APIClient) -> None:
    first = anybody.get("/api/v1/quotes/?limit=5").json()
    expected = anybody.get(first["next"]).json()["results"]
    # A newer quote moves all positions by one; the row that the cursor names is deleted.
    QuoteFactory(source__published=datetime.date(2026, 1, 1))
    Quote.objects.get(public_id=first["results"][-1]["id"]).delete()
    assert anybody.get(first["next"]).json()["results"] == expected


@pytest.mark.parametrize(("resource", "ordering"), ORDERINGS)
def test_rows_that_come_between_pages_disturb_none(
    resource: str, ordering: str, rows: None, anybody: APIClient
) -> None:
    before = [row["id"] for row in anybody.get(f"/api/v1/{resource}/?ordering={ordering}").json()["results"]]
    address, read = f"/api/v1/{resource}/?ordering={ordering}&limit=2", []
    for number in range(99):
        page = anybody.get(address).json()
        read += [row["id"] for row in page["results"]]
        if not page["next"]:
            break
        address = page["next"]
        if number < 8:
            # Before all, behind all, and in the middle, in whatever order.
            for name, title, day, confidence in (
                ("A", "A", datetime.date(2026, 1, 1), 1),
                ("Z", "Z", None, 0),
                ("Bo Lind", "Rain", datetime.date(2024, 7, 9), 0.3),
            ):
                affiliation = AffiliationFactory(speaker__name=name, role=name, organization=name)
                source = SourceFactory(published=day, title=title)
                QuoteFactory(
                    source=source, affiliation=affiliation, speaker=affiliation.speaker, confidence=confidence
                )
    assert len(read) == len(set(read))
    assert [one for one in read if one in before] == before


def test_the_links_keep_the_filters(rows: None, anybody: APIClient) -> None:
    read = pages(
        anybody,
        "/api/v1/quotes/?min_confidence=0.3&published_after=2024-07-09&kind=direct&kind=mixed&limit=1",
    )
    assert [len(page) for page in read] == [1] * len(read)
    expected = Quote.objects.filter(source__published__isnull=False, kind__in=("direct", "mixed"))
    assert {page[0]["id"] for page in read} == {quote.public_id for quote in expected}


def test_an_empty_list_has_no_neighbours(db: None, anybody: APIClient) -> None:
    assert anybody.get("/api/v1/quotes/").json() == {"next": None, "previous": None, "results": []}


def test_a_page_has_fifty_rows_unless_told(db: None, anybody: APIClient) -> None:
    SourceFactory.create_batch(51)
    assert [len(page) for page in pages(anybody, "/api/v1/sources/")] == [50, 1]


def cursor(client: APIClient, address: str) -> str:
    following = client.get(address).json()["next"]
    return parse_qs(urlsplit(following).query)["cursor"][0]


def fault(client: APIClient, address: str, text: str) -> str:
    response = client.get(address, {"cursor": text})
    assert response.status_code == 400
    (found,) = response.json()["errors"]
    assert found["parameter"] == "cursor"
    return found["detail"]


def test_a_cursor_that_was_changed_is_refused(rows: None, anybody: APIClient) -> None:
    text = cursor(anybody, "/api/v1/quotes/?limit=1")
    assert anybody.get("/api/v1/quotes/", {"cursor": text}).status_code == 200
    for changed in (text[:-1], text[1:], text.swapcase(), text.replace("~", ""), text + "x"):
        assert "Not a cursor" in fault(anybody, "/api/v1/quotes/", changed)


def test_a_cursor_of_another_list_is_refused(rows: None, anybody: APIClient) -> None:
    assert "Not a cursor" in fault(anybody, "/api/v1/quotes/", cursor(anybody, "/api/v1/sources/?limit=1"))


def test_a_cursor_signed_for_something_else_is_refused(db: None, anybody: APIClient) -> None:
    text = Signer(salt="another", sep="~").sign_object(["-published", "2024-07-09", 1, False])
    assert "Not a cursor" in fault(anybody, "/api/v1/quotes/", text)


def test_a_cursor_of_another_ordering_is_refused(rows: None, anybody: APIClient) -> None:
    text = cursor(anybody, "/api/v1/quotes/?limit=1&ordering=confidence")
    assert "'confidence'" in fault(anybody, "/api/v1/quotes/", text)
