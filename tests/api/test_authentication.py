"""Authorization: Bearer vb_...: who asks, and why a key does not work."""

from __future__ import annotations

import base64
import datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from rest_framework.test import APIClient

from quotes.models import Key

QUOTES = "/api/v1/quotes/"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def key(django_user_model: type[User], db: None) -> Key:
    return Key.objects.create(owner=django_user_model.objects.create_user("ada"), name="mirror")


def test_a_key_tells_who_asks(key: Key, anybody: APIClient) -> None:
    response = anybody.get(QUOTES, headers={"Authorization": f"Bearer {key.token}"})
    assert response.status_code == 200
    request = response.renderer_context["request"]
    assert (request.user, request.auth) == (key.owner, key)
    assert Key.objects.get().last_used is not None


@pytest.mark.parametrize(
    "header",
    [
        pytest.param("bearer {}", id="the scheme in lower case"),
        pytest.param("Bearer  {} ", id="more spaces"),
    ],
)
def test_the_header_may_be_written_otherwise(header: str, key: Key, anybody: APIClient) -> None:
    assert anybody.get(QUOTES, headers={"Authorization": header.format(key.token)}).status_code == 200


@pytest.mark.parametrize(
    "header",
    [
        pytest.param("Bearer", id="no key"),
        pytest.param("Bearer vb_aaaaaaaa_" + "0" * 64, id="a key that was never made"),
        pytest.param("Bearer {0} {0}", id="twice"),
        pytest.param("Bearer token={0}", id="with a name"),
        pytest.param("Bearer caf\xe9", id="no ASCII"),
        pytest.param("Bearer vb_\x00", id="a NUL"),
        pytest.param("Bearer " + "a" * 8000, id="long"),
    ],
)
@pytest.mark.parametrize("address", [QUOTES, "/api/v1/", "/api/v1/changes/", "/api/v1/speakers.csv"])
def test_a_wrong_key_is_refused(header: str, address: str, key: Key, anybody: APIClient) -> None:
    response = anybody.get(address, headers={"Authorization": header.format(key.token)})
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"
    assert "knows no such key" in response.json()["detail"]
    assert "Bearer" in response["WWW-Authenticate"]


@pytest.mark.parametrize("header", ["{}", "Token {}", "Api-Key {}", "Digest username=ada", "Bearer:{}"])
def test_credentials_of_another_kind_are_not_ignored(header: str, key: Key, anybody: APIClient) -> None:
    response = anybody.get(QUOTES, headers={"Authorization": header.format(key.token)})
    assert response.status_code == 401
    assert "sent as `Authorization: Bearer" in response.json()["detail"]
    assert key.token not in response.content.decode()


@pytest.mark.parametrize("header", ["", " "])
def test_an_empty_header_is_none(header: str, db: None, anybody: APIClient) -> None:
    assert anybody.get(QUOTES, headers={"Authorization": header}).status_code == 200


@pytest.mark.parametrize(
    ("values", "detail"),
    [
        pytest.param({"revoked": timezone.now()}, "was revoked on 20", id="revoked"),
        pytest.param(
            {"created": timezone.now() - 9 * DAY, "expires": timezone.now() - DAY},
            "expired on 20",
            id="expired",
        ),
    ],
)
def test_a_key_that_is_over_is_refused(
    values: dict[str, Any], detail: str, key: Key, anybody: APIClient
) -> None:
    Key.objects.update(**values)
    response = anybody.get(QUOTES, headers={"Authorization": f"Bearer {key.token}"})
    assert response.status_code == 401
    assert detail in response.json()["detail"]
    assert Key.objects.get().last_used is None


def test_who_only_knows_the_prefix_is_not_told_that_the_key_is_revoked(key: Key, anybody: APIClient) -> None:
    Key.objects.update(revoked=timezone.now())
    response = anybody.get(QUOTES, headers={"Authorization": f"Bearer vb_{key.prefix}_{'0' * 64}"})
    assert "knows no such key" in response.json()["detail"]


def test_the_key_of_who_is_gone_is_refused(key: Key, anybody: APIClient) -> None:
    User.objects.update(is_active=False)
    response = anybody.get(QUOTES, headers={"Authorization": f"Bearer {key.token}"})
    assert response.status_code == 401
    assert "no longer active" in response.json()["detail"]


def test_one_key_revoked_leaves_the_others(key: Key, anybody: APIClient) -> None:
    other = Key.objects.create(owner=key.owner, name="other")
    Key.objects.filter(pk=key.pk).update(revoked=timezone.now())
    assert anybody.get(QUOTES, headers={"Authorization": f"Bearer {key.token}"}).status_code == 401
    assert anybody.get(QUOTES, headers={"Authorization": f"Bearer {other.token}"}).status_code == 200


def test_a_key_is_no_password(key: Key, anybody: APIClient) -> None:
    pair = base64.b64encode(f"ada:{key.token}".encode()).decode()
    assert anybody.get(QUOTES, headers={"Authorization": f"Basic {pair}"}).status_code == 401


def test_a_key_in_the_address_is_an_unknown_parameter(key: Key, anybody: APIClient) -> None:
    assert anybody.get(QUOTES, {"key": key.token}).status_code == 400


def test_a_key_needs_no_csrf_token(staff: APIClient) -> None:
    key = Key.objects.create(owner=User.objects.get(), name="desk", may_correct=True)
    client = APIClient(enforce_csrf_checks=True)
    # A browser would send the session's cookie along.
    client.cookies = staff.cookies
    headers = {"Authorization": f"Bearer {key.token}"}
    assert client.post("/api/v1/speakers/", {"name": "Bo Lind"}, headers=headers).status_code == 201


def test_a_key_costs_a_list_one_query(key: Key, anybody: APIClient, django_assert_num_queries: Any) -> None:
    Key.objects.update(last_used=timezone.now())
    with django_assert_num_queries(2) as without:
        anybody.get(QUOTES)
    with django_assert_num_queries(len(without) + 1):
        anybody.get(QUOTES, headers={"Authorization": f"Bearer {key.token}"})
