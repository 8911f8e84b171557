"""VERBATIM_CORS_ORIGINS: which pages may call the API from a browser, and how."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from quotes.models import Key
from tests.test_settings import SECRET
from tests.test_settings import settings as settings_of

QUOTES = "/api/v1/quotes/"
OURS, THEIRS = "https://notes.example", "https://evil.example"
EXPOSED = {"Link", "ETag", "RateLimit", "RateLimit-Policy", "Retry-After", "Deprecation", "Sunset"}
EXPOSED |= {"Location", "Content-Disposition"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(settings: Any) -> Callable[[str], Client]:
    """Return a function that sets VERBATIM_CORS_ORIGINS as the settings read it, and returns a client."""

    def set_origins(value: str) -> Client:
        found = settings_of({"DEBUG": "true", **SECRET, "VERBATIM_CORS_ORIGINS": value})
        for name in found:
            if name.startswith("CORS_") or name == "MIDDLEWARE":
                setattr(settings, name, found[name])
        return Client()

    return set_origins


def preflight(client: Client, method: str, address: str = QUOTES, origin: str = OURS) -> Any:
    asked = {"Origin": origin, "Access-Control-Request-Method": method}
    return client.options(address, headers=asked | {"Access-Control-Request-Headers": "authorization"})


def test_no_other_origin_may_unless_told(opened: Callable[[str], Client]) -> None:
    client = opened("")
    answer = client.get(QUOTES, headers={"Origin": OURS})
    assert answer.status_code == 200
    assert not any(name.startswith("Access-Control-") for name in answer.headers)
    assert not any(name.startswith("Access-Control-") for name in preflight(client, "GET").headers)


@pytest.mark.parametrize(
    ("origins", "origin", "allowed"),
    [
        pytest.param(OURS, OURS, OURS, id="the one"),
        pytest.param(f"http://localhost:3000, {OURS}", OURS, OURS, id="one of two"),
        pytest.param(OURS, THEIRS, None, id="another"),
        pytest.param(OURS, "http://notes.example", None, id="another scheme"),
        pytest.param(OURS, f"{OURS}:8443", None, id="another port"),
        pytest.param(OURS, f"{OURS}.evil.example", None, id="a longer name"),
        pytest.param(OURS, "null", None, id="null"),
        pytest.param("*", THEIRS, "*", id="any"),
    ],
)
def test_who_may_read(
    origins: str, origin: str, allowed: str | None, opened: Callable[[str], Client]
) -> None:
    client = opened(origins)
    for answer in (client.get(QUOTES, headers={"Origin": origin}), preflight(client, "GET", origin=origin)):
        assert answer.headers.get("Access-Control-Allow-Origin") == allowed
        assert "origin" in answer["Vary"].lower()
        # Cookies never count.
        assert "Access-Control-Allow-Credentials" not in answer.headers


def test_scripts_can_read_the_headers_that_matter(opened: Callable[[str], Client]) -> None:
    answer = opened(OURS).get(QUOTES, headers={"Origin": OURS})
    assert set(answer["Access-Control-Expose-Headers"].split(", ")) == EXPOSED


@pytest.mark.parametrize(
    ("origins", "methods"),
    [
        pytest.param(OURS, {"GET", "HEAD", "OPTIONS", "POST", "PATCH", "DELETE"}, id="known ones do all"),
        pytest.param("*", {"GET", "HEAD", "OPTIONS", "POST"}, id="any change no record"),
    ],
)
def test_what_a_preflight_allows(origins: str, methods: set[str], opened: Callable[[str], Client]) -> None:
    answer = preflight(opened(origins), "PATCH")
    assert answer.status_code == 200
    assert set(answer["Access-Control-Allow-Methods"].split(", ")) == methods
    headers = set(answer["Access-Control-Allow-Headers"].split(", "))
    assert {"authorization", "content-type", "if-none-match", "if-match", "if-unmodified-since"} <= headers


@pytest.mark.parametrize("address", ["/admin/login/", "/api/auth/login/", "/"])
def test_only_the_api_is_opened(address: str, opened: Callable[[str], Client]) -> None:
    answer = opened("*").get(address, headers={"Origin": THEIRS})
    assert answer.status_code == 200
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({"Authorization": "Bearer vb_no"}, 401, id="a wrong key"),
        pytest.param({}, 200, id="no key"),
    ],
)
def test_scripts_can_read_errors_too(
    headers: dict[str, str], status: int, opened: Callable[[str], Client]
) -> None:
    answer = opened(OURS).get(QUOTES, headers={"Origin": OURS, **headers})
    assert answer.status_code == status
    assert answer["Access-Control-Allow-Origin"] == OURS


def test_a_preflight_needs_no_key(opened: Callable[[str], Client], settings: Any) -> None:
    client = opened(OURS)
    settings.VERBATIM_ANONYMOUS = False
    assert preflight(client, "GET").status_code == 200
    assert client.get(QUOTES, headers={"Origin": OURS}).status_code == 401


def test_a_page_may_send_a_key(
    opened: Callable[[str], Client], staff: APIClient, django_user_model: Any
) -> None:
    key = Key.objects.create(owner=django_user_model.objects.get(), name="page", may_correct=True)
    answer = opened(OURS).post(
        "/api/v1/speakers/",
        {"name": "Bo Lind"},
        content_type="application/json",
        headers={"Origin": OURS, "Authorization": f"Bearer {key.token}"},
    )
    assert answer.status_code == 201
    assert answer["Access-Control-Allow-Origin"] == OURS
