"""OPTIONS: every address says what it takes, to everybody and whatever comes along."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from quotes.models import Key

pytestmark = pytest.mark.django_db

LIST = ["application/json", "text/html", "application/jsonl", "text/csv", "application/ld+json"]
LIST += ["application/atom+xml"]
RECORD = LIST[:2]
NOBODY = "a" * 16
READ, CREATE, CHANGE = "GET, HEAD, OPTIONS", "GET, POST, HEAD, OPTIONS", "GET, PATCH, HEAD, OPTIONS"
CURATE = "GET, PATCH, DELETE, HEAD, OPTIONS"
ADDRESSES = {
    "": (READ, RECORD),
    "quotes/": (READ, LIST),
    "quotes/?kind=direct&limit=1": (READ, LIST),
    "quotes/?kindd=direct": (READ, LIST),
    "quotes/?format=csv": (READ, LIST),
    "quotes/?format=nothing": (READ, LIST),
    "quotes.csv": (READ, LIST),
    "quotes.csv?format=json": (READ, LIST),
    "quotes.atom?q=levy": (READ, LIST),
    "quotes/stats/": (READ, LIST[:4]),
    "quotes/stats.csv?by=kind": (READ, LIST[:4]),
    f"quotes/{NOBODY}/": (CHANGE, RECORD),
    f"quotes/{NOBODY}/evidence/": (READ, RECORD),
    f"quotes/{NOBODY}/variants/": (READ, RECORD),
    "speakers/": (CREATE, LIST),
    f"speakers/{NOBODY}/": (CURATE, RECORD),
    f"speakers/{NOBODY}/merge/": ("POST, OPTIONS", RECORD),
    "sources/": (CREATE, LIST),
    f"sources/{NOBODY}/": (CHANGE, RECORD),
    "affiliations/": (CREATE, LIST),
    f"affiliations/{NOBODY}/": (CURATE, RECORD),
    "lookup/": ("POST, OPTIONS", RECORD),
    "extract/": ("POST, OPTIONS", RECORD),
    "changes/?since=x": (READ, None),
    "usage/": (READ, RECORD),
}


def methods(text: str) -> set[str]:
    return set(text.split(", "))


@pytest.mark.parametrize("accept", ["*/*", "text/csv", "image/png"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_it_says_what_there_is(address: str, accept: str, anybody: APIClient) -> None:
    allowed, formats = ADDRESSES[address]
    answer = anybody.options(f"/api/v1/{address}", headers={"Accept": accept})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert methods(answer["Allow"]) == methods(allowed)
    if formats is not None:
        assert sorted(answer.json()["renders"]) == sorted(formats)


def test_a_person_sees_a_page(anybody: APIClient) -> None:
    answer = anybody.options("/api/v1/quotes/", headers={"Accept": "text/html"})
    assert answer["Content-Type"].startswith("text/html")


def test_it_needs_no_scope_and_no_login(anybody: APIClient, settings: Any) -> None:
    settings.VERBATIM_ANONYMOUS = False
    assert anybody.options("/api/v1/quotes/").status_code == 200
    key = Key.objects.create(owner=User.objects.create_user("ada"), name="k", may_submit=True)
    anybody.credentials(HTTP_AUTHORIZATION=f"Bearer {key.token}")
    for address in ("quotes/", "quotes.csv", "speakers/"):
        assert anybody.options(f"/api/v1/{address}").status_code == 200
    anybody.credentials(HTTP_AUTHORIZATION="Bearer vb_wrong")
    assert anybody.options("/api/v1/quotes/").status_code == 401


def test_what_may_be_sent_is_told_to_those_who_may(anybody: APIClient, staff: APIClient) -> None:
    assert "actions" not in anybody.options("/api/v1/speakers/").json()
    assert staff.options("/api/v1/speakers/").json()["actions"]["POST"].keys() == {"name", "kind", "aliases"}
