"""POST /api/v1/extract/ and /api/v1/sources/"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from rest_framework.test import APIClient

from quotes.models import Affiliation, Key, Quote, Scope, Source, Speaker
from quotes.offsets import find_broken
from tests.fake_extractor import FakeExtractor

pytestmark = pytest.mark.django_db

TEXT = 'The pier is shut.\n\n"It opens in May" said Ada Roe.'
PAGE = (
    "<html lang=en><head><title>Pier</title><meta name=author content='Mina Poe'></head><body><article>"
    '<h1>Pier</h1><p>The pier is shut.</p><p>"It opens in May" said Ada Roe.</p></article></body></html>'
)
ARTICLE = {
    "text": TEXT,
    "title": "Pier",
    "url": "https://gazette.example/pier",
    "authors": ["Mina Poe"],
    "publisher": "The Harbor Gazette",
    "published": "2024-07-09",
    "language": "en-GB",
}


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeExtractor:
    fake = FakeExtractor()
    monkeypatch.setattr("quotes.api.extractor.extractor", lambda: fake)
    return fake


@pytest.mark.parametrize("sent", [{"text": TEXT}, {"html": PAGE}, {"text": TEXT.replace("\n", "\r\n")}])
def test_it_answers_with_the_quotations_and_stores_nothing(sent: dict[str, str], anybody: APIClient) -> None:
    response = anybody.post("/api/v1/extract/", sent)
    assert response.status_code == 200, response.json()
    body = response.json()
    assert body["text"] == TEXT
    assert body["extractor"] == "fake 1"
    (quote,) = body["quotes"]
    assert (quote["text"], quote["kind"], quote["confidence"]) == ("It opens in May", "direct", 0.9)
    assert quote["speaker"] == {"name": "Ada Roe", "kind": "person"}
    assert quote["affiliation"] is None
    for words in (quote["cue"], quote["mention"]):
        assert [TEXT[start:end] for start, end in words["spans"]] == [words["text"]]
    assert [[quote["start"], quote["end"]]] == quote["content_spans"]
    assert not Source.objects.exists()


def test_what_the_article_states_is_told(anybody: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from quotes.extraction import load

    extract = load()
    monkeypatch.setattr("quotes.api.extractor.extractor", lambda: extract)
    text = "“We wait,” said Ada Roe, the former harbor minister. “Not for long,” she said."
    first, second = anybody.post("/api/v1/extract/", {"text": text}).json()["quotes"]
    for quote in (first, second):
        assert quote["speaker"]["name"] == "Ada Roe"
        assert (quote["affiliation"]["role"], quote["affiliation"]["former"]) == (
            "former harbor minister",
            True,
        )
    assert second["chain"]["text"] == "she Ada Roe"


BAD = {
    "nothing": ({}, "#", "either text or html"),
    "both": ({"text": TEXT, "html": PAGE}, "#", "either text or html"),
    "no text": ({"text": "  "}, "#/text", "may not be blank"),
    "a number": ({"text": 7}, "#/text", "valid string"),
    "a page without text": ({"html": "<p></p>"}, "#/html", "Unreadable"),
    "unknown": ({"text": TEXT, "titel": "Pier"}, "#/titel", "title"),
    "url": ({"text": TEXT, "url": "javascript:alert(1)"}, "#/url", "URL"),
    "published": ({"text": TEXT, "published": "yesterday"}, "#/published", "format"),
    "authors": ({"text": TEXT, "authors": "Mina Poe"}, "#/authors", "list"),
    "another language": ({"text": TEXT, "language": "de"}, "#/language", "pattern"),
    "a language without its end": ({"text": TEXT, "language": "en-"}, "#/language", "pattern"),
    "a page in another language": ({"html": PAGE.replace("lang=en", "lang=de")}, "#/html", "'de'"),
    "marks without end": ({"text": "“" * 5000}, "#/text", "marks in a row"),
    "a NUL": ({"text": "a\0b"}, "#/text", "Null"),
    "too long a title": ({"text": TEXT, "title": "x" * 1001}, "#/title", "1000"),
}


@pytest.mark.parametrize("path", ["extract", "sources"])
@pytest.mark.parametrize("case", BAD)
def test_what_is_wrong_is_named_and_nothing_stored(case: str, path: str, staff: APIClient) -> None:
    sent, pointer, fault = BAD[case]
    response = staff.post(f"/api/v1/{path}/", sent)
    assert response.status_code == 400
    assert any(
        error["pointer"] == pointer and fault in error["detail"] for error in response.json()["errors"]
    ), response.json()
    assert not Source.objects.exists()


@pytest.mark.parametrize("path", ["extract", "sources"])
@pytest.mark.parametrize("sent", [{"text": "x" * 50_001}, {"html": "x" * 1_000_001}], ids=["text", "html"])
def test_too_much_is_413(sent: dict[str, str], path: str, staff: APIClient) -> None:
    response = staff.post(f"/api/v1/{path}/", sent)
    assert (response.status_code, response["Content-Type"]) == (413, "application/problem+json")


@pytest.mark.parametrize("sent", [{"text": "x" * 20_001}, {"html": f"<p>{'so it goes ' * 1900}</p>"}])
def test_without_credentials_less_is_read(
    sent: dict[str, str], anybody: APIClient, member: APIClient
) -> None:
    response = anybody.post("/api/v1/extract/", sent)
    assert (response.status_code, "20000 are read" in response.content.decode()) == (413, True)
    assert member.post("/api/v1/extract/", sent).status_code == 200


def test_no_quotation_is_an_empty_list(anybody: APIClient) -> None:
    assert anybody.post("/api/v1/extract/", {"text": "The pier is shut."}).json()["quotes"] == []


def test_an_article_is_stored_with_its_quotes(staff: APIClient) -> None:
    response = staff.post("/api/v1/sources/", ARTICLE)
    assert response.status_code == 201, response.json()
    body = response.json()
    source = Source.objects.get()
    assert response["Location"] == body["source"]["api_url"]
    assert body["outcome"] == "stored"
    for name, value in ARTICLE.items():
        assert body["source"][name] == value
    assert [quote["id"] for quote in body["quotes"]] == [source.quotes.get().public_id]
    assert body["quotes"] == [staff.get(body["quotes"][0]["url"]).json()]
    assert list(find_broken()) == []


def test_space_around_a_text_makes_no_other_article(staff: APIClient) -> None:
    for text, status in ((TEXT, 201), (f"\n{TEXT} \n", 200)):
        assert staff.post("/api/v1/sources/", {"text": text}).status_code == status


def test_again_it_is_unchanged_and_with_another_text_replaced(staff: APIClient, fake: FakeExtractor) -> None:
    first = staff.post("/api/v1/sources/", ARTICLE).json()
    again = staff.post("/api/v1/sources/", ARTICLE)
    assert (again.status_code, again.json()) == (200, {**first, "outcome": "unchanged"})
    assert len(fake.texts) == 1
    changed = staff.post("/api/v1/sources/", {**ARTICLE, "text": f"Late. {TEXT}"})
    assert (changed.status_code, changed.json()["outcome"]) == (200, "replaced")
    assert changed.json()["source"]["id"] == first["source"]["id"]
    assert "Location" not in changed


CHANGED = {"url": ARTICLE["url"], "text": f"Late. {TEXT}"}


def test_what_is_not_given_about_a_known_article_stays(staff: APIClient) -> None:
    first = staff.post("/api/v1/sources/", ARTICLE).json()["source"]
    changed = staff.post("/api/v1/sources/", {**CHANGED, "title": "Pier, late"}).json()
    assert changed["outcome"] == "replaced"
    for name in ("url", "authors", "publisher", "published", "language"):
        assert changed["source"][name] == first[name]
    assert changed["source"]["title"] == "Pier, late"
    # What a page says of itself is given.
    page = staff.post("/api/v1/sources/", {"url": ARTICLE["url"], "html": PAGE.replace("May", "June")}).json()
    assert (page["source"]["title"], page["source"]["publisher"]) == ("Pier", ARTICLE["publisher"])


def submitter(
    scopes: Sequence[Scope] = (), rights: tuple[str, ...] = ("add_source",), **user: Any
) -> APIClient:
    """Return a client with the rights, and with a key for the scopes, of somebody new."""
    owner = User.objects.create_user(f"user {User.objects.count()}", **user)
    owner.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = APIClient()
    if scopes:
        key = Key.objects.create(owner=owner, name="k", **{f"may_{one}": one in scopes for one in Scope})
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {key.token}")
    else:
        client.force_login(owner)
    return client


@pytest.mark.parametrize(
    ("who", "status"),
    [
        pytest.param({}, 409, id="the right to add alone"),
        pytest.param({"scopes": [Scope.SUBMIT], "is_staff": True}, 409, id="a key to submit alone"),
        pytest.param({"scopes": [Scope.SUBMIT, Scope.CORRECT]}, 409, id="a key without the right"),
        pytest.param({"rights": ("add_source", "change_source")}, 200, id="both rights"),
        pytest.param({"scopes": [Scope.SUBMIT, Scope.CORRECT], "is_staff": True}, 200, id="a key for both"),
        pytest.param({"is_staff": True}, 200, id="staff"),
    ],
)
def test_another_text_is_stored_for_those_who_may_change_sources(
    who: dict[str, Any], status: int, staff: APIClient
) -> None:
    staff.post("/api/v1/sources/", ARTICLE)
    client = submitter(**who)
    assert client.post("/api/v1/sources/", ARTICLE).status_code == 200
    answer = client.post("/api/v1/sources/", CHANGED)
    assert answer.status_code == status
    assert Source.objects.get().text == (CHANGED["text"] if status == 200 else TEXT)
    if status == 409:
        assert "quotes.change_source" in answer.json()["detail"]
    # A new one is for all of them.
    assert client.post("/api/v1/sources/", {**CHANGED, "url": ""}).status_code == 201


def test_what_editors_have_reviewed_is_not_replaced(staff: APIClient) -> None:
    quote = staff.post("/api/v1/sources/", ARTICLE).json()["quotes"][0]
    staff.patch(quote["url"], {"review": "accepted"})
    response = staff.post("/api/v1/sources/", {**ARTICLE, "text": f"Late. {TEXT}"})
    assert response.status_code == 409
    assert "editors reviewed 1" in response.json()["detail"]
    assert Source.objects.get().text == TEXT


def test_an_extractor_that_fails_leaves_nothing(staff: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr("quotes.store.refresh", fail)
    staff.raise_request_exception = False
    assert staff.post("/api/v1/sources/", ARTICLE).status_code == 500
    assert [model.objects.count() for model in (Source, Quote, Speaker, Affiliation)] == [0, 0, 0, 0]


def test_ambiguous_names_are_told(staff: APIClient) -> None:
    for name in ("Ada Roe", "Tom Roe"):
        Speaker.objects.create(name=name)
    body = staff.post("/api/v1/sources/", {"text": TEXT.replace("Ada Roe", "Roe")}).json()
    assert body["ambiguous"] == ["'Roe': several speakers on record fit"]
    assert body["quotes"][0]["resolution"] == "ambiguous"


def test_storing_is_not_for_everybody(anybody: APIClient, member: APIClient) -> None:
    assert anybody.post("/api/v1/sources/", ARTICLE).status_code == 401
    assert member.post("/api/v1/sources/", ARTICLE).status_code == 403
    assert not Source.objects.exists()
