"""What keys may be used for: each scope with each method, and never more than the owner may."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from rest_framework.test import APIClient

from quotes.models import Key, Quote, Scope, Speaker
from tests.factories import QuoteFactory, SpeakerFactory

pytestmark = pytest.mark.django_db

LOOKED_UP = {"text": "The pier is open."}


@pytest.fixture
def quote() -> Quote:
    return QuoteFactory(speaker=SpeakerFactory())


def with_key(owner: User, *scopes: Scope) -> APIClient:
    chosen = {f"may_{scope}": scope in scopes for scope in Scope}
    key = Key.objects.create(owner=owner, name="test", **chosen)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {key.token}")
    return client


# A request, the scope that it needs, and what staff with a key of that scope gets.
REQUESTS = [
    pytest.param("get", "/api/v1/", {}, Scope.READ, 200, id="resources"),
    pytest.param("get", "/api/v1/quotes/", {}, Scope.READ, 200, id="list"),
    pytest.param("head", "/api/v1/quotes/", {}, Scope.READ, 200, id="list, HEAD"),
    pytest.param("get", "/api/v1/quotes/{quote}/", {}, Scope.READ, 200, id="record"),
    pytest.param("get", "/api/v1/quotes/{quote}/variants/", {}, Scope.READ, 200, id="variants"),
    pytest.param("get", "/api/v1/changes/", {}, Scope.READ, 200, id="changes"),
    pytest.param("get", "/api/v1/quotes.jsonld", {}, Scope.READ, 200, id="linked data, a page"),
    pytest.param("get", "/api/v1/quotes.atom", {}, Scope.READ, 200, id="feed, a page"),
    pytest.param("post", "/api/v1/lookup/", LOOKED_UP, Scope.READ, 200, id="lookup"),
    pytest.param("get", "/api/v1/quotes.csv", {}, Scope.EXPORT, 200, id="CSV"),
    pytest.param("head", "/api/v1/quotes.csv", {}, Scope.EXPORT, 200, id="CSV, HEAD"),
    pytest.param("get", "/api/v1/speakers/?format=jsonl", {}, Scope.EXPORT, 200, id="JSON Lines"),
    pytest.param("post", "/api/v1/speakers/", {"name": "Bo Lind"}, Scope.CORRECT, 201, id="create"),
    pytest.param("patch", "/api/v1/quotes/{quote}/", {"kind": "mixed"}, Scope.CORRECT, 200, id="correct"),
    pytest.param("patch", "/api/v1/sources/{source}/", {"title": "T"}, Scope.CORRECT, 200, id="a source"),
    pytest.param("delete", "/api/v1/speakers/{other}/", {}, Scope.CORRECT, 204, id="delete"),
    pytest.param(
        "post", "/api/v1/speakers/{other}/merge/", {"into": "{speaker}"}, Scope.CORRECT, 200, id="merge"
    ),
]


def send(client: APIClient, quote: Quote, method: str, address: str, body: dict[str, str]) -> Any:
    assert quote.speaker
    names = {
        "quote": quote.public_id,
        "source": quote.source.public_id,
        "speaker": quote.speaker.public_id,
        "other": SpeakerFactory().public_id,
    }
    sent = {name: value.format(**names) for name, value in body.items()}
    return getattr(client, method)(address.format(**names), sent or None)


@pytest.mark.parametrize(("method", "address", "body", "scope", "status"), REQUESTS)
def test_the_one_scope_will_do(
    method: str, address: str, body: dict[str, str], scope: Scope, status: int, quote: Quote
) -> None:
    client = with_key(User.objects.create_user("editor", is_staff=True), scope)
    assert send(client, quote, method, address, body).status_code == status


@pytest.mark.parametrize(("method", "address", "body", "scope", "status"), REQUESTS)
def test_all_others_will_not(
    method: str, address: str, body: dict[str, str], scope: Scope, status: int, quote: Quote
) -> None:
    client = with_key(User.objects.create_superuser("root"), *(one for one in Scope if one is not scope))
    answer = send(client, quote, method, address, body)
    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"
    if method != "head":
        assert f"lacks the scope '{scope}'" in answer.json()["detail"]
    assert Speaker.objects.current().count() == 2


@pytest.mark.parametrize(("method", "address", "body", "scope", "status"), REQUESTS)
def test_a_key_may_no_more_than_its_owner(
    method: str, address: str, body: dict[str, str], scope: Scope, status: int, quote: Quote
) -> None:
    client = with_key(User.objects.create_user("member"), *Scope)
    answer = send(client, quote, method, address, body)
    assert answer.status_code == (403 if scope is Scope.CORRECT else status)


@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("method", ["get", "head"])
def test_any_key_may_know_what_is_left_of_it(method: str, scope: Scope, settings: Any) -> None:
    settings.VERBATIM_ANONYMOUS = False
    client = with_key(User.objects.create_user("member"), scope)
    assert getattr(client, method)("/api/v1/usage/").status_code == 200
    assert getattr(APIClient(), method)("/api/v1/usage/").status_code == 401


def test_submitting_needs_its_own_scope() -> None:
    editor = User.objects.create_user("editor", is_staff=True)
    others = [scope for scope in Scope if scope is not Scope.SUBMIT]
    assert with_key(editor, *others).post("/api/v1/sources/", {}).status_code == 403
    assert with_key(editor, Scope.SUBMIT).post("/api/v1/sources/", {}).status_code != 403
    assert (
        with_key(User.objects.create_user("member"), *Scope).post("/api/v1/sources/", {}).status_code == 403
    )


@pytest.mark.parametrize(
    ("right", "method", "address", "body", "status"),
    [
        pytest.param("change_quote", "patch", "/api/v1/quotes/{quote}/", {"kind": "mixed"}, 200, id="change"),
        pytest.param(
            "change_speaker", "patch", "/api/v1/quotes/{quote}/", {"kind": "mixed"}, 403, id="another model"
        ),
        pytest.param("add_speaker", "post", "/api/v1/speakers/", {"name": "Bo Lind"}, 201, id="add"),
        pytest.param(
            "change_speaker", "post", "/api/v1/speakers/", {"name": "Bo Lind"}, 403, id="change, not add"
        ),
        pytest.param(
            "change_speaker",
            "post",
            "/api/v1/speakers/{other}/merge/",
            {"into": "{speaker}"},
            200,
            id="a merge is a change",
        ),
        pytest.param("delete_speaker", "delete", "/api/v1/speakers/{other}/", {}, 204, id="delete"),
        pytest.param(
            "change_speaker", "delete", "/api/v1/speakers/{other}/", {}, 403, id="change, not delete"
        ),
    ],
)
def test_who_is_not_staff_needs_the_right(
    right: str, method: str, address: str, body: dict[str, str], status: int, quote: Quote
) -> None:
    user = User.objects.create_user("member")
    user.user_permissions.add(Permission.objects.get(content_type__app_label="quotes", codename=right))
    by_key, by_session = with_key(user, Scope.CORRECT), APIClient()
    by_session.force_login(user)
    for client in (by_key, by_session):
        answer = send(client, quote, method, address, body)
        assert answer.status_code == status
        if status == 403:
            assert "permission quotes." in answer.json()["detail"]


@pytest.fixture
def closed(settings: Any) -> None:
    settings.VERBATIM_ANONYMOUS = False


READING = [
    ("get", "/api/v1/"),
    ("get", "/api/v1/quotes/"),
    ("head", "/api/v1/quotes/"),
    ("get", "/api/v1/quotes.csv"),
    ("get", "/api/v1/quotes/aaaaaaaaaaaaaaaa/"),
    ("get", "/api/v1/changes/"),
    ("post", "/api/v1/lookup/"),
]


@pytest.mark.parametrize(("method", "address"), READING)
def test_without_anonymous_reading_it_asks_who_you_are(
    method: str, address: str, closed: None, anybody: APIClient
) -> None:
    answer = getattr(anybody, method)(address)
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert "Bearer" in answer["WWW-Authenticate"]


def test_without_anonymous_reading_a_key_reads(closed: None, quote: Quote) -> None:
    client = with_key(User.objects.create_user("member"), Scope.READ)
    assert client.get("/api/v1/quotes/").status_code == 200
    assert client.get("/api/v1/quotes.csv").status_code == 403


def test_without_anonymous_reading_a_login_reads(closed: None, member: APIClient) -> None:
    assert member.get("/api/v1/quotes/").status_code == 200
    assert member.get("/api/v1/quotes.csv").status_code == 200


@pytest.mark.parametrize("address", ["/api/schema/", "/api/docs/", "/api/redoc/", "/api/auth/login/", "/"])
def test_without_anonymous_reading_the_documentation_stays_open(
    address: str, closed: None, anybody: APIClient
) -> None:
    assert anybody.get(address).status_code == 200


def test_without_anonymous_reading_the_schema_says_so(closed: None, anybody: APIClient) -> None:
    paths = anybody.get("/api/schema/", {"format": "json"}).json()["paths"]
    assert not any({} in one["security"] for operations in paths.values() for one in operations.values())
