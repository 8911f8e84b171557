"""Who may do what: reading is for all, writing for staff."""

from __future__ import annotations

import base64

import pytest
from django.contrib.auth.models import User
from django.db import connection
from rest_framework.test import APIClient

from tests.factories import AffiliationFactory, QuoteFactory, SourceFactory, SpeakerFactory

FACTORIES = {
    "quotes": QuoteFactory,
    "speakers": SpeakerFactory,
    "sources": SourceFactory,
    "affiliations": AffiliationFactory,
}
CURATED = ("speakers", "affiliations")

# What the three get for a method of a list, and of a record: anybody, a member, staff. Staff
# send nothing here, which is a bad request (400) where fields are required.
READ = (200, 200, 200)
ABSENT = (401, 403, 405)
LIST = {
    "get": dict.fromkeys(FACTORIES, READ),
    "head": dict.fromkeys(FACTORIES, READ),
    "options": dict.fromkeys(FACTORIES, READ),
    "post": {name: (401, 403, 400) if name in (*CURATED, "sources") else ABSENT for name in FACTORIES},
    "put": dict.fromkeys(FACTORIES, ABSENT),
    "patch": dict.fromkeys(FACTORIES, ABSENT),
    "delete": dict.fromkeys(FACTORIES, ABSENT),
}
RECORD = {
    "get": dict.fromkeys(FACTORIES, READ),
    "head": dict.fromkeys(FACTORIES, READ),
    "options": dict.fromkeys(FACTORIES, READ),
    "post": dict.fromkeys(FACTORIES, ABSENT),
    "put": dict.fromkeys(FACTORIES, ABSENT),
    "patch": dict.fromkeys(FACTORIES, (401, 403, 200)),
    "delete": {name: (401, 403, 204) if name in CURATED else ABSENT for name in FACTORIES},
}


@pytest.mark.parametrize("resource", FACTORIES)
@pytest.mark.parametrize("method", LIST)
def test_list(method: str, resource: str, anybody: APIClient, member: APIClient, staff: APIClient) -> None:
    address = f"/api/v1/{resource}/"
    answers = [getattr(client, method)(address, {}) for client in (anybody, member, staff)]
    assert tuple(answer.status_code for answer in answers) == LIST[method][resource]


@pytest.mark.parametrize("resource", FACTORIES)
@pytest.mark.parametrize("method", RECORD)
def test_record(method: str, resource: str, anybody: APIClient, member: APIClient, staff: APIClient) -> None:
    address = f"/api/v1/{resource}/{FACTORIES[resource]().public_id}/"
    answers = [getattr(client, method)(address, {}) for client in (anybody, member, staff)]
    assert tuple(answer.status_code for answer in answers) == RECORD[method][resource]


def with_password(name: str, password: str) -> APIClient:
    client = APIClient(enforce_csrf_checks=True)
    credentials = base64.b64encode(f"{name}:{password}".encode()).decode("ascii")
    client.credentials(HTTP_AUTHORIZATION=f"Basic {credentials}")
    return client


@pytest.mark.parametrize(
    ("name", "password", "status"),
    [
        pytest.param("editor", "right", 201, id="staff"),
        pytest.param("editor", "wrong", 401, id="wrong password"),
        pytest.param("member", "right", 403, id="not staff"),
        pytest.param("gone", "right", 401, id="no longer active"),
    ],
)
def test_basic_authentication(name: str, password: str, status: int, db: None) -> None:
    User.objects.create_user("editor", password="right", is_staff=True)
    User.objects.create_user("member", password="right")
    User.objects.create_user("gone", password="right", is_staff=True, is_active=False)
    response = with_password(name, password).post("/api/v1/speakers/", {"name": "Bo Lind"})
    assert response.status_code == status


def test_a_name_that_no_user_can_have(db: None) -> None:
    response = with_password("ed\x00itor", "right").get("/api/v1/quotes/")
    # PostgreSQL refuses to look for a NUL.
    assert response.status_code == (400 if connection.vendor == "postgresql" else 401)
    assert response["Content-Type"] == "application/problem+json"


def test_a_session_alone_is_not_enough_to_write(staff: APIClient) -> None:
    client = APIClient(enforce_csrf_checks=True)
    client.cookies = staff.cookies
    response = client.post("/api/v1/speakers/", {"name": "Bo Lind"})
    assert response.status_code == 403
    assert "CSRF" in response.json()["detail"]


def test_a_session_with_its_token_is(staff: APIClient) -> None:
    client = APIClient(enforce_csrf_checks=True)
    client.cookies = staff.cookies
    client.get("/api/auth/login/")
    token = client.cookies["csrftoken"].value
    response = client.post("/api/v1/speakers/", {"name": "Bo Lind"}, headers={"X-CSRFToken": token})
    assert response.status_code == 201


def test_a_401_says_how_to_authenticate(db: None, anybody: APIClient) -> None:
    response = anybody.post("/api/v1/speakers/", {"name": "Bo Lind"})
    assert response["WWW-Authenticate"].startswith("Basic ")
