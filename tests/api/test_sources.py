"""/api/v1/sources/"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from rest_framework.test import APIClient

from quotes.api.filters.sources import SourceFilters
from quotes.models import Source
from quotes.models.change import number
from tests.api.test_bounds import BOUNDS
from tests.factories import QuoteFactory, SourceFactory


@pytest.fixture
def rows(db: None) -> SimpleNamespace:
    """An article with everything, and another that shares nothing with it."""
    wanted = SourceFactory(
        url="https://gazette.example/ferries",
        title="Ferries to pay",
        authors=["Mina Roe"],
        publisher="The Harbor Gazette",
        published=datetime.date(2024, 7, 9),
        language="en-GB",
        status=Source.Status.EXTRACTED,
    )
    other = SourceFactory(
        url="",
        title="Rain",
        publisher="Inland Post",
        published=None,
        language="en",
        status=Source.Status.PENDING,
    )
    return SimpleNamespace(wanted=wanted, other=other)


def test_it_shows_everything_about_an_article(rows: SimpleNamespace, anybody: APIClient) -> None:
    source = rows.wanted
    body = anybody.get(f"/api/v1/sources/{source.public_id}/").json()
    assert body.pop("created")
    assert body.pop("updated")
    assert body == {
        "id": source.public_id,
        "api_url": f"http://testserver/api/v1/sources/{source.public_id}/",
        "url": "https://gazette.example/ferries",
        "title": "Ferries to pay",
        "authors": ["Mina Roe"],
        "publisher": "The Harbor Gazette",
        "published": "2024-07-09",
        "language": "en-GB",
        "sha256": source.sha256,
        "extractor": source.extractor,
        "status": "extracted",
        "text": source.text,
    }


def test_the_list_leaves_the_texts_in_the_database(
    rows: SimpleNamespace, anybody: APIClient, django_assert_num_queries: Callable
) -> None:
    SourceFactory.create_batch(5)
    number()
    with django_assert_num_queries(2) as queries:
        body = anybody.get("/api/v1/sources/").json()
    assert len(body["results"]) == 7
    assert all("text" not in row for row in body["results"])
    assert '"text"' not in queries[1]["sql"]


# The parameter, a value that matches the wanted source alone, a value that does not match it.
FILTERS = {
    "id": ("{wanted.public_id}", "aaaaaaaaaaaaaaaa"),
    "title": ("FERRIES", "trains"),
    "url": ("https://gazette.example/ferries", "https://gazette.example/ferries/"),
    "has_url": ("true", "false"),
    "domain": ("GAZETTE.example", "azette.example"),
    "has_date": ("true", "false"),
    "publisher": ("the harbor gazette", "Harbor"),
    "published_after": ("2024-07-09", "2024-07-10"),
    "published_before": ("2024-07-09", "2024-07-08"),
    "language": ("en-GB", "en"),
    "status": ("extracted", "pending"),
}


def test_every_filter_is_in_the_table() -> None:
    assert FILTERS.keys() == SourceFilters.base_filters.keys() - BOUNDS


@pytest.mark.parametrize("name", FILTERS)
def test_filter(name: str, rows: SimpleNamespace, listed: Callable[..., list[str]]) -> None:
    matching, other = FILTERS[name]
    assert listed("sources", {name: matching.format(**vars(rows))}) == [rows.wanted.public_id]
    assert rows.wanted.public_id not in listed("sources", {name: other})


@pytest.mark.parametrize(
    ("ordering", "first"),
    [
        pytest.param("-published", "wanted", id="newest first, without a date last"),
        pytest.param("published", "other", id="oldest first, without a date before them"),
        pytest.param("title", "wanted", id="by title"),
        pytest.param("-title", "other", id="by title, backwards"),
    ],
)
def test_ordering(ordering: str, first: str, rows: SimpleNamespace, listed: Callable[..., list[str]]) -> None:
    assert listed("sources", {"ordering": ordering})[0] == getattr(rows, first).public_id


def test_it_corrects_what_is_known_about_an_article(rows: SimpleNamespace, staff: APIClient) -> None:
    changes = {
        "url": "https://post.example/rain",
        "title": "More rain",
        "authors": ["Sol Berg", "Mina Roe"],
        "publisher": "Lowland Post",
        "published": "2024-08-01",
        "language": "en-US",
    }
    response = staff.patch(f"/api/v1/sources/{rows.other.public_id}/", changes)
    assert response.status_code == 200
    assert response.json().items() >= changes.items()


def test_a_corrected_date_moves_the_quotes(rows: SimpleNamespace, staff: APIClient, listed: Callable) -> None:
    older = QuoteFactory(source=rows.wanted)
    newer = QuoteFactory(source=rows.other)
    assert listed("quotes") == [older.public_id, newer.public_id]
    staff.patch(f"/api/v1/sources/{rows.other.public_id}/", {"published": "2025-01-01"})
    assert listed("quotes") == [newer.public_id, older.public_id]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        pytest.param({"text": "Other words."}, "#/text", id="offsets refer to the text"),
        pytest.param({"sha256": "0" * 64}, "#/sha256", id="the hash is that of the text"),
        pytest.param({"status": "pending"}, "#/status", id="the status is ours"),
        pytest.param({"url": "ftp://gazette.example/rain"}, "#", id="not a web address"),
        pytest.param({"url": "rain"}, "#/url", id="no address"),
        pytest.param({"published": "9 July 2024"}, "#/published", id="bad date"),
        pytest.param({"authors": "Mina Roe"}, "#/authors", id="authors not a list"),
        pytest.param({"language": "zz-"}, "#/language", id="a language without its end"),
        pytest.param({"language": "English!"}, "#/language", id="no language"),
        pytest.param({"language": "en_GB"}, "#/language", id="a locale"),
        pytest.param({"language": "x"}, "#/language", id="of private use, but no tag"),
        pytest.param({"text/html": ""}, "#/text~1html", id="a pointer to a name with a slash"),
        pytest.param({"a~b c": ""}, "#/a~0b%20c", id="a pointer to a name with a tilde and a space"),
        pytest.param({"authors": [{"name": "Mina Roe"}]}, "#/authors/0", id="an author that is no name"),
    ],
)
def test_bad_change(changes: dict, pointer: str, rows: SimpleNamespace, staff: APIClient) -> None:
    response = staff.patch(f"/api/v1/sources/{rows.other.public_id}/", changes)
    assert response.status_code == 400
    assert [fault["pointer"] for fault in response.json()["errors"]] == [pointer]
    assert "onstraint" not in response.content.decode()


@pytest.mark.parametrize("tag", ["de", "en-GB", "zh-Hant-TW", "de-1996", "x-marrow", "sr-Latn-RS-u-co-trad"])
def test_a_language_tag_is_taken(tag: str, rows: SimpleNamespace, staff: APIClient) -> None:
    response = staff.patch(f"/api/v1/sources/{rows.other.public_id}/", {"language": tag})
    assert (response.status_code, response.json().get("language")) == (200, tag)


def test_two_articles_cannot_have_one_address(rows: SimpleNamespace, staff: APIClient) -> None:
    response = staff.patch(f"/api/v1/sources/{rows.other.public_id}/", {"url": rows.wanted.url})
    assert response.status_code == 400
    assert response.json()["errors"][0]["detail"] == "source with this url already exists."
    rows.other.refresh_from_db()
    assert rows.other.url == ""


@pytest.mark.parametrize(
    ("url", "domain", "found"),
    [
        ("https://www.gazette.example/a", "gazette.example", True),
        ("https://gazette.example:8443/a", "www.gazette.example", True),
        ("https://news.gazette.example/a", "gazette.example", True),
        ("https://gazette.example/a", "news.gazette.example", False),
        ("https://thegazette.example/a", "gazette.example", False),
        ("https://other.example/gazette.example", "gazette.example", False),
    ],
)
def test_a_domain_holds_those_below_it(
    url: str, domain: str, found: bool, db: None, listed: Callable[..., list[str]]
) -> None:
    source = SourceFactory(url=url)
    assert listed("sources", {"domain": domain}) == ([source.public_id] if found else [])


@pytest.mark.parametrize("value", ["https://gazette.example", "a..b", "a b", "%", "gazette.example/a"])
def test_what_is_no_domain(value: str, db: None, anybody: APIClient) -> None:
    response = anybody.get("/api/v1/sources/", {"domain": value})
    assert response.status_code == 400
    assert [fault["parameter"] for fault in response.json()["errors"]] == ["domain"]
