"""Errors are problems (RFC 9457), whatever goes wrong and wherever."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import RequestFactory
from rest_framework.test import APIClient

from quotes.api.problems import server_error
from quotes.models import Quote, Speaker
from tests.factories import SpeakerFactory

PROBLEM = "application/problem+json"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        pytest.param("get", "/api/v1/quotes/aaaaaaaaaaaaaaaa/", 404, id="no such quote"),
        pytest.param("get", "/api/v1/speakers/aaaaaaaaaaaaaaaa/", 404, id="no such speaker"),
        pytest.param("get", "/api/v1/quotes/1/", 404, id="row numbers are no ids"),
        pytest.param("get", "/api/v1/quotes/%00/", 404, id="NUL"),
        pytest.param("get", "/api/v1/quotations/", 404, id="no such resource"),
        pytest.param("get", "/api/v2/quotes/", 404, id="no such version"),
        pytest.param("get", "/api/nothing", 404, id="no slash and nothing there"),
        pytest.param("post", "/api/nothing/", 404, id="nothing there to post to"),
        pytest.param("put", "/api/v1/", 405, id="root"),
        pytest.param("post", "/api/v1/quotes/", 405, id="quotes come from articles"),
        pytest.param("delete", "/api/v1/sources/", 405, id="nobody deletes all"),
    ],
)
def test_problem(method: str, path: str, status: int, staff: APIClient) -> None:
    response = getattr(staff, method)(path)
    body = response.json()
    assert (response.status_code, response["Content-Type"]) == (status, PROBLEM)
    assert body.keys() == {"type", "title", "status", "detail"}
    assert (body["type"], body["status"]) == ("about:blank", status)
    assert body["title"] == {404: "Not Found", 405: "Method Not Allowed"}[status]


def test_a_405_says_what_is_allowed(staff: APIClient) -> None:
    assert set(staff.delete("/api/v1/quotes/")["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert set(staff.put("/api/v1/speakers/")["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


@pytest.mark.parametrize(
    ("body", "media_type", "status"),
    [
        pytest.param(b"{", "application/json", 400, id="not JSON"),
        pytest.param(b"\xff", "application/json", 400, id="not UTF-8"),
        pytest.param(b'{"name": NaN}', "application/json", 400, id="a number that JSON has not"),
        pytest.param(b'{"name": "\\ud800"}', "application/json", 400, id="half a character"),
        pytest.param(b"[" * 100_000, "application/json", 400, id="very deep"),
        pytest.param(b"name=Bo", "application/x-www-form-urlencoded", 415, id="a form"),
        pytest.param(b"name,kind", "text/csv", 415, id="a table"),
    ],
)
def test_bad_body(body: bytes, media_type: str, status: int, staff: APIClient) -> None:
    response = staff.generic("POST", "/api/v1/speakers/", body, content_type=media_type)
    assert (response.status_code, response["Content-Type"]) == (status, PROBLEM)


def test_a_body_that_is_too_long(staff: APIClient, settings: object) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    response = staff.post("/api/v1/speakers/", {"name": "x" * 200})
    assert (response.status_code, response["Content-Type"]) == (413, PROBLEM)


def test_a_format_that_nobody_speaks(db: None, anybody: APIClient) -> None:
    response = anybody.get("/api/v1/quotes/", headers={"Accept": "image/png"})
    assert (response.status_code, response["Content-Type"]) == (406, PROBLEM)


def test_faults_in_a_body_are_pointed_at(staff: APIClient) -> None:
    body = staff.post("/api/v1/speakers/", {"nam": "Bo"}).json()
    assert body == {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": "The request was not understood; see errors.",
        "errors": [
            {
                "pointer": "#/nam",
                "detail": "Cannot be written. Did you mean 'name'? Writable here: name, kind, aliases.",
            }
        ],
    }


def test_what_another_change_has_made_impossible_is_a_conflict(
    staff: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(*args: object, **kwargs: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(Speaker, "save", taken)
    response = staff.post("/api/v1/speakers/", {"name": "Bo Lind"})
    assert (response.status_code, response["Content-Type"]) == (409, PROBLEM)


def test_our_own_failures(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the details stay in the log")

    monkeypatch.setattr("quotes.api.views.QuoteViewSet.list", broken)
    response = APIClient(raise_request_exception=False).get("/api/v1/quotes/")
    assert (response.status_code, response["Content-Type"]) == (500, PROBLEM)
    assert b"details" not in response.content


def test_a_host_that_is_not_ours(db: None, anybody: APIClient, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["verbatim.example"]
    for path in ("/api/v1/quotes/", "/api/v1/nothing/", "/api/schema/", "/api/"):
        response = anybody.get(path, headers={"Host": "evil.example"})
        assert (response.status_code, response["Content-Type"]) == (400, PROBLEM)
        assert "host" in response.json()["detail"]
    page = anybody.get("/admin/", headers={"Host": "evil.example"})
    assert (page.status_code, page["Content-Type"].split(";")[0]) == (400, "text/html")
    assert anybody.get("/api/v1/", headers={"Host": "verbatim.example"}).status_code == 200


def test_failures_elsewhere_are_pages(rf: RequestFactory) -> None:
    response = server_error(rf.get("/admin/"))
    assert response.status_code == 500
    assert response["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_missing_slash_is_put_right(method: str, staff: APIClient) -> None:
    response = getattr(staff, method)("/api/v1/speakers?limit=5")
    assert (response.status_code, response["Location"]) == (308, "/api/v1/speakers/?limit=5")


def test_a_person_in_a_browser_gets_a_page(db: None, anybody: APIClient) -> None:
    response = anybody.get("/api/v1/quotes/?knd=direct", headers={"Accept": "text/html"})
    assert (response.status_code, response["Content-Type"]) == (400, "text/html; charset=utf-8")
    assert (
        b"Did you mean &#x27;kind&#x27;?" in response.content
        or b"Did you mean &#39;kind&#39;?" in response.content
    )


@pytest.mark.parametrize("path", ["", "quotes/", "speakers/", "speakers/{id}/", "quotes/?knd=x", "nowhere/"])
def test_head_is_get_without_the_body(path: str, db: None, anybody: APIClient) -> None:
    address = f"/api/v1/{path.format(id=SpeakerFactory().public_id)}"
    read, asked = anybody.get(address), anybody.head(address)
    assert (asked.status_code, asked["Content-Type"]) == (read.status_code, read["Content-Type"])
    assert asked.content == b""


def test_options_describe_the_resource(db: None, anybody: APIClient) -> None:
    response = anybody.options("/api/v1/quotes/")
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert "Quotations" in json.dumps(response.json())
    assert not Quote.objects.exists()
