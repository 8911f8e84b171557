"""Limits per key, user and address, what the headers tell of them, and /api/v1/usage/."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from drf_spectacular.generators import EndpointEnumerator
from rest_framework.test import APIClient

from quotes.api import throttles
from quotes.models import Key
from quotes.models.change import number
from tests.factories import QuoteFactory
from tests.fake_extractor import FakeExtractor

QUOTES = "/api/v1/quotes/"
USAGE = "/api/v1/usage/"
LOOKUP = "/api/v1/lookup/"
SAID = {"text": "The levy falls on ferries and on nobody else."}


class Clock:
    """Stands in for the module `time`, and stands still."""

    def __init__(self) -> None:
        self.now = 1_000_000_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, settings: Any, db: None) -> Iterator[Clock]:
    monkeypatch.setattr("quotes.api.extractor.extractor", FakeExtractor)
    clock = Clock()
    monkeypatch.setattr("quotes.api.throttles.time", clock)
    settings.VERBATIM_RATE = (3, 60)
    settings.VERBATIM_KEY_RATE = (4, 60)
    settings.VERBATIM_SUBMIT_RATE = (2, 3600)
    cache.clear()
    yield clock
    cache.clear()


@pytest.fixture
def key(django_user_model: type[User]) -> Key:
    owner = django_user_model.objects.create_user("ada")
    return Key.objects.create(owner=owner, name="mirror", may_export=True)


def bearer(key: Key) -> dict[str, str]:
    return {"Authorization": f"Bearer {key.token}"}


def remaining(response: Any, policy: str = "address") -> int:
    """Return what the header says is left."""
    match = re.search(f'"{policy}";r=([0-9]+);t=[0-9]+', response["RateLimit"])
    assert match
    return int(match[1])


def test_every_answer_tells_what_is_left(anybody: APIClient) -> None:
    found = [anybody.get(QUOTES) for _ in range(5)]
    assert [response.status_code for response in found] == [200, 200, 200, 429, 429]
    assert [remaining(response) for response in found] == [2, 1, 0, 0, 0]
    for response in found:
        assert response["RateLimit-Policy"] == '"address";q=3;w=60'
        assert re.fullmatch('"address";r=[0-9];t=[1-9][0-9]?', response["RateLimit"])


def test_one_too_many_is_a_problem_that_says_when(anybody: APIClient) -> None:
    for _ in range(3):
        anybody.get(QUOTES)
    refused = anybody.get(QUOTES)
    assert refused["Content-Type"] == "application/problem+json"
    assert f"t={refused['Retry-After']}" in refused["RateLimit"]
    assert refused.json() == {
        "type": "https://iana.org/assignments/http-problem-types#quota-exceeded",
        "title": "Too Many Requests",
        "status": 429,
        "detail": f"This is more than is allowed. Try again in {refused['Retry-After']} seconds.",
        "violated-policies": ["address"],
    }


def test_it_goes_on_when_it_says(anybody: APIClient, clock: Clock) -> None:
    for _ in range(4):
        refused = anybody.get(QUOTES)
    clock.now += int(refused["Retry-After"]) - 1
    assert anybody.get(QUOTES).status_code == 429
    clock.now += 1
    assert remaining(anybody.get(QUOTES)) == 2


@pytest.mark.parametrize(
    ("method", "path"),
    [
        pytest.param("get", "/api/v1/", id="the root"),
        pytest.param("get", "/api/v1/changes/", id="changes"),
        pytest.param("get", f"{QUOTES}?kindd=direct", id="a 400"),
        pytest.param("get", f"{QUOTES}aaaaaaaaaaaaaaaa/", id="a 404"),
        pytest.param("patch", f"{QUOTES}aaaaaaaaaaaaaaaa/", id="a 401"),
        pytest.param("delete", "/api/v1/changes/", id="a 405"),
        pytest.param("head", QUOTES, id="HEAD"),
        pytest.param("options", QUOTES, id="OPTIONS"),
        pytest.param("get", "/api/v1/quotes.csv", id="an export"),
    ],
)
def test_whatever_comes_of_it_it_counts(method: str, path: str, anybody: APIClient) -> None:
    assert remaining(getattr(anybody, method)(path)) == 2
    assert remaining(anybody.get(QUOTES)) == 1


def test_wrong_credentials_count_for_the_address(anybody: APIClient) -> None:
    found = [anybody.get(QUOTES, headers={"Authorization": "Bearer vb_wrong"}) for _ in range(4)]
    assert [response.status_code for response in found] == [401, 401, 401, 429]


@pytest.mark.parametrize("path", [QUOTES, "/api/schema/"])
def test_passwords_can_not_be_guessed_for_long(
    path: str, anybody: APIClient, settings: Any, django_user_model: type[User]
) -> None:
    settings.VERBATIM_RATE = settings.VERBATIM_KEY_RATE = None
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django_user_model.objects.create_user("ada", password="lovelace")

    def send(password: str, address: str = "203.0.113.1") -> Any:
        basic = b64encode(f"ada:{password}".encode()).decode()
        return anybody.get(path, headers={"Authorization": f"Basic {basic}"}, REMOTE_ADDR=address)

    assert [send(password).status_code for password in ("guess", "lovelace")] == [401, 200]
    refused = send("lovelace")
    assert refused.status_code == 429
    assert refused.json()["violated-policies"] == ["password"]
    assert int(refused["Retry-After"]) > 0
    assert send("lovelace", "203.0.113.2").status_code == 200
    assert anybody.get(path, REMOTE_ADDR="203.0.113.1").status_code == 200


def test_the_description_is_limited_as_well(anybody: APIClient, settings: Any) -> None:
    settings.VERBATIM_RATE = (1, 60)
    assert anybody.get("/api/schema/").status_code == 200
    refused = anybody.get("/api/schema/")
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0


def test_each_key_is_for_itself(key: Key, anybody: APIClient) -> None:
    other = Key.objects.create(owner=key.owner, name="another")
    for _ in range(4):
        response = anybody.get(QUOTES, headers=bearer(key))
    assert response["RateLimit-Policy"] == '"key";q=4;w=60'
    assert anybody.get(QUOTES, headers=bearer(key)).status_code == 429
    assert remaining(anybody.get(QUOTES, headers=bearer(other)), "key") == 3
    assert remaining(anybody.get(QUOTES)) == 2


def test_a_user_is_known_wherever_they_are(member: APIClient, anybody: APIClient) -> None:
    assert remaining(member.get(QUOTES, REMOTE_ADDR="203.0.113.1"), "user") == 3
    assert remaining(member.get(QUOTES, REMOTE_ADDR="203.0.113.2"), "user") == 2
    assert remaining(anybody.get(QUOTES)) == 2


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        pytest.param("203.0.113.1", "203.0.113.1", True, id="one address"),
        pytest.param("203.0.113.1", "203.0.113.2", False, id="neighbours"),
        pytest.param("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", True, id="one network"),
        pytest.param("2001:db8:0:1::1", "2001:db8:0:2::1", False, id="two networks"),
        pytest.param("::ffff:203.0.113.1", "203.0.113.1", True, id="IPv4 within IPv6"),
        pytest.param("", "", True, id="a socket"),
    ],
)
def test_addresses_are_told_apart(first: str, second: str, together: bool, anybody: APIClient) -> None:
    anybody.get(QUOTES, REMOTE_ADDR=first)
    assert remaining(anybody.get(QUOTES, REMOTE_ADDR=second)) == (1 if together else 2)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        # Nobody stands between: what is claimed counts for nothing.
        pytest.param(0, "198.51.100.9", "127.0.0.1", id="none"),
        # The proxy adds where the request came from; what stood there was claimed by the client.
        pytest.param(1, "192.0.2.66, 198.51.100.9", "198.51.100.9", id="one"),
        pytest.param(2, "192.0.2.66, 198.51.100.9, 10.0.0.1", "198.51.100.9", id="two"),
        pytest.param(1, "nonsense \x00 é" * 500, ("nonsense \x00 é" * 500).strip(), id="nonsense"),
    ],
)
def test_who_asks_through_a_proxy(
    proxies: int, forwarded: str, address: str, anybody: APIClient, settings: Any
) -> None:
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": proxies}
    anybody.get(QUOTES, HTTP_X_FORWARDED_FOR=forwarded)
    usage = anybody.get(USAGE, HTTP_X_FORWARDED_FOR=forwarded).json()
    assert usage["caller"]["address"] == address
    assert usage["limits"][0]["used"] == 1


def test_reading_an_article_has_a_limit_of_its_own(anybody: APIClient, settings: Any) -> None:
    settings.VERBATIM_RATE = (100, 60)
    found = [anybody.post(LOOKUP, SAID, format="json") for _ in range(3)]
    assert [response.status_code for response in found] == [200, 200, 429]
    assert found[0]["RateLimit-Policy"] == '"address";q=100;w=60, "submit";q=2;w=3600'
    assert [remaining(response, "submit") for response in found] == [1, 0, 0]
    assert found[2].json()["violated-policies"] == ["submit"]
    assert anybody.get(QUOTES).status_code == 200
    # Adding an article counts there as well.
    assert anybody.post("/api/v1/sources/", {}, format="json").status_code == 429


def test_whatever_is_posted_to_be_read_has_it() -> None:
    # What corrects records has the usual scope, and reads no article.
    posts = [
        (path, callback.cls)
        for path, _, method, callback in EndpointEnumerator().get_api_endpoints()
        if "POST" in getattr(callback.cls, "scopes", ())
    ]
    assert LOOKUP in dict(posts)
    assert [path for path, view in posts if "POST" not in view.costly] == []


@pytest.mark.parametrize("empty", ["VERBATIM_RATE", "VERBATIM_KEY_RATE", "VERBATIM_SUBMIT_RATE"])
def test_where_there_is_no_limit_nothing_is_told_of_one(
    empty: str, key: Key, anybody: APIClient, settings: Any
) -> None:
    setattr(settings, empty, None)
    policies = {
        "VERBATIM_RATE": anybody.get(QUOTES),
        "VERBATIM_KEY_RATE": anybody.get(QUOTES, headers=bearer(key)),
    }
    for name, response in policies.items():
        assert ("RateLimit" in response) == (name != empty)
    told = anybody.post(LOOKUP, SAID, format="json").get("RateLimit-Policy", "")
    assert ("submit" in told) == (empty != "VERBATIM_SUBMIT_RATE")


@pytest.mark.parametrize("operation", ["incr", "add"])
def test_a_cache_that_fails_keeps_nobody_waiting(
    operation: str, anybody: APIClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: Any) -> None:
        raise ConnectionError("refused")

    monkeypatch.setattr(throttles.cache, operation, fail)
    response = anybody.get(QUOTES)
    assert response.status_code == 200
    assert "RateLimit" not in response
    assert "not counted" in caplog.text


def test_no_count_is_lost_where_two_begin_at_once(
    anybody: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = throttles.cache.add

    def beaten(key: str, value: int, timeout: int) -> bool:
        add(key, value, timeout)
        return bool(add(key, value, timeout))

    monkeypatch.setattr(throttles.cache, "add", beaten)
    assert remaining(anybody.get(QUOTES)) == 1


def test_usage_of_an_address(anybody: APIClient) -> None:
    anybody.get(QUOTES)
    usage = anybody.get(USAGE).json()
    assert usage["caller"] == {"kind": "address", "address": "127.0.0.1", "user": None, "key": None}
    address, submit = usage["limits"]
    assert (address["policy"], address["quota"], address["window"]) == ("address", 3, 60)
    assert (address["used"], address["remaining"]) == (1, 2)
    assert 1 <= address["reset"] <= 60
    assert (submit["policy"], submit["used"], submit["remaining"]) == ("submit", 0, 2)


def test_usage_of_a_key(key: Key, anybody: APIClient) -> None:
    usage = anybody.get(USAGE, headers=bearer(key)).json()
    assert usage["caller"] == {
        "kind": "key",
        "address": "127.0.0.1",
        "user": "ada",
        "key": {"name": "mirror", "prefix": key.prefix, "scopes": ["read", "export"], "expires": None},
    }
    assert [one["policy"] for one in usage["limits"]] == ["key", "submit"]


def test_usage_of_a_user(member: APIClient) -> None:
    caller = member.get(USAGE).json()["caller"]
    assert (caller["kind"], caller["user"], caller["key"]) == ("user", "member", None)


def test_usage_costs_nothing_and_is_told_when_nothing_is_left(anybody: APIClient) -> None:
    for _ in range(5):
        anybody.get(QUOTES)
    for _ in range(2):
        usage = anybody.get(USAGE)
        assert usage.status_code == 200
        assert "RateLimit" not in usage
        assert (usage.json()["limits"][0]["used"], usage.json()["limits"][0]["remaining"]) == (5, 0)


def test_usage_where_nothing_is_limited(anybody: APIClient, settings: Any) -> None:
    settings.VERBATIM_RATE = settings.VERBATIM_SUBMIT_RATE = None
    assert anybody.get(USAGE).json()["limits"] == []


def test_counting_takes_no_query(anybody: APIClient, django_assert_num_queries: Any) -> None:
    QuoteFactory()
    number()
    with django_assert_num_queries(2):
        anybody.get(QUOTES)
