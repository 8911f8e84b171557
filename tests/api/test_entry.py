"""/api/v1/, and the pages for people."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.staticfiles import finders
from rest_framework.test import APIClient

from tests.factories import AffiliationFactory, QuoteFactory


def test_the_root_leads_everywhere(db: None, anybody: APIClient) -> None:
    links = anybody.get("/api/v1/").json()
    assert list(links) == [
        *(
            "quotes",
            "speakers",
            "sources",
            "affiliations",
            "lookup",
            "extract",
            "changes",
            "usage",
            "schema",
            "docs",
        )
    ]
    for name, address in links.items():
        assert anybody.get(address).status_code == (405 if name in ("lookup", "extract") else 200)


def test_the_shorter_address_leads_there(anybody: APIClient) -> None:
    assert anybody.get("/api/")["Location"] == "/api/v1/"


@pytest.mark.parametrize("path", ["docs", "redoc"])
def test_the_documentation_comes_from_this_server(path: str, anybody: APIClient) -> None:
    page = anybody.get(f"/api/{path}/").content.decode()
    assert "/api/schema/" in page
    assert "//cdn." not in page
    assert "https://" not in page
    assets = [part.split('"')[0] for part in page.split('"/static/')[1:]]
    assert assets
    assert all(finders.find(asset) for asset in assets)


@pytest.mark.parametrize("who", ["anybody", "staff"])
@pytest.mark.parametrize("resource", ["quotes", "speakers", "sources", "affiliations"])
def test_a_person_in_a_browser_sees_pages(
    resource: str, who: str, request: pytest.FixtureRequest, db: None
) -> None:
    client = request.getfixturevalue(who)
    affiliation = AffiliationFactory()
    QuoteFactory.create_batch(2, speaker=affiliation.speaker, affiliation=affiliation)
    headers = {"Accept": "text/html"}
    page = client.get(f"/api/v1/{resource}/?limit=1&ordering=created", headers=headers)
    assert page.status_code == 200
    assert "Verbatim" in page.content.decode()
    first = client.get(f"/api/v1/{resource}/").json()["results"][0]["id"]
    assert client.get(f"/api/v1/{resource}/{first}/", headers=headers).status_code == 200


def test_the_form_of_the_filters_shows_what_was_asked(db: None, anybody: APIClient) -> None:
    query = "kind=direct&role=pilot&role=mayor&has_speaker=true&limit=5"
    page = anybody.get(f"/api/v1/quotes/?{query}", headers={"Accept": "text/html"}).content.decode()
    for shown in ('name="role" value="pilot"', 'name="role" value="mayor"', 'value="direct" selected'):
        assert shown in page


def test_pages_for_people_take_no_query_for_each_row(
    db: None, anybody: APIClient, django_assert_max_num_queries: Callable
) -> None:
    QuoteFactory.create_batch(9)
    with django_assert_max_num_queries(2):
        anybody.get("/api/v1/quotes/", headers={"Accept": "text/html"})
