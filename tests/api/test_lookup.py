"""/api/v1/lookup/"""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from quotes.api.lookup import MAX_LENGTH, MAX_QUOTATIONS
from quotes.models import Quote, Speaker
from quotes.variants import refresh
from tests.factories import QuoteFactory, SpeakerFactory
from tests.fake_extractor import FakeExtractor

pytestmark = pytest.mark.django_db

SAID = "We will never raise the levy on small ferries while I am the harbor minister"


@pytest.fixture(autouse=True)
def extractor(monkeypatch: pytest.MonkeyPatch) -> FakeExtractor:
    fake = FakeExtractor()
    monkeypatch.setattr("quotes.api.extractor.extractor", lambda: fake)
    return fake


@pytest.fixture
def minister() -> Speaker:
    return SpeakerFactory(name="Jane Roe")


def made(text: str, day: int | None, publisher: str = "The Harbor Gazette", **values: Any) -> Quote:
    published = datetime.date(2024, 7, day) if day else None
    quote = QuoteFactory(text=text, source__published=published, source__publisher=publisher, **values)
    refresh([quote])
    return quote


def ask(client: APIClient, text: str) -> list[dict[str, Any]]:
    response = client.post("/api/v1/lookup/", {"text": text})
    assert response.status_code == 200, response.json()
    return response.json()["results"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        # The same words, whatever the case, the marks and the space around them.
        (SAID, "verbatim"),
        (f"  “{SAID.upper()}!” ", "verbatim"),
        # A part of them, at either end and in the middle.
        ("We will never raise the levy on small ferries", "truncated"),
        ("while I am the harbor minister", "truncated"),
        ("raise the levy on small", "truncated"),
        # More than is on record.
        (f"Jane Roe said on Monday that {SAID}", "extended"),
        # Changed: words come, go and change; figures and negations count as well.
        ("We will always raise the levy on small ferries while I am the harbor minister", "altered"),
        ("We will raise the levies on small ferries while I am harbor minister", "altered"),
        # Something else, and words that many sentences have.
        ("Rain is expected on the northern coast until late on Sunday evening", "not_found"),
        ("while I am", "not_found"),
        ("the", "not_found"),
        ("…", "not_found"),
        # A word of the quote cut in its middle.
        ("raise the levy on smal", "not_found"),
    ],
)
def test_status(text: str, status: str, minister: Speaker, anybody: APIClient) -> None:
    made(SAID, 9, speaker=minister)
    (finding,) = ask(anybody, text)
    assert finding["status"] == status
    assert (finding["quote"] is None) == (status == "not_found")


def test_it_says_everything_about_what_it_finds(minister: Speaker, anybody: APIClient) -> None:
    quote = made(SAID, 9, speaker=minister)
    first = made(SAID, 2, "Island Post", speaker=None)
    made(SAID.replace("small ferries", "the small ferries"), 12, "Island Post", speaker=minister)
    rival = made(SAID, 8, "Inland Post", speaker=SpeakerFactory(name="Bo Lind"))
    made(SAID, 1, speaker=minister, review="rejected")
    text = SAID.replace("never", "always")
    (finding,) = ask(anybody, text)
    assert [finding[name] for name in ("text", "start", "end", "attributed_to")] == [text, 0, len(text), None]
    assert [(one["op"], one["this"], one["other"]) for one in finding["diff"]] == [
        ("equal", "We will", "We will"),
        ("replace", "always", "never"),
        ("equal", SAID.split("never ")[1], SAID.split("never ")[1]),
    ]
    assert finding["similarity"] == 0.93
    assert finding["capped"] is False
    assert finding["quote"]["id"] == rival.public_id  # the earliest of the nearest that are credited
    assert finding["credit"]["speaker"]["name"] == "Bo Lind"
    (other,) = finding["rivals"]
    assert other["speaker"] == {"id": minister.public_id, "name": "Jane Roe", "kind": "person"}
    assert (other["quotes"], other["outlets"]) == (2, 2)
    assert other["earliest"]["id"] == quote.public_id
    assert first.public_id not in str(other)


def test_quotes_that_credit_nobody_count_for_the_only_speaker(minister: Speaker, anybody: APIClient) -> None:
    made(SAID, None, "Port Courier", speaker=minister)
    nobody = made("We will never raise the levy on small ferries", 2, "Island Post", speaker=None)
    (finding,) = ask(anybody, "We will never raise the levy on small ferries")
    assert (finding["status"], finding["quote"]["id"]) == ("verbatim", nobody.public_id)
    assert finding["credit"]["speaker"]["name"] == "Jane Roe"
    assert (finding["credit"]["quotes"], finding["credit"]["outlets"], finding["rivals"]) == (2, 2, [])
    assert finding["credit"]["earliest"]["id"] == nobody.public_id


def test_short_quotations_are_found_whole_and_from_four_words_within_others(
    minister: Speaker, anybody: APIClient
) -> None:
    made("Nobody pays", 9, speaker=minister)
    made("Nobody pays for the small ferries", 9, speaker=minister)
    statuses = [ask(anybody, text)[0]["status"] for text in ("nobody pays", "pays for", "pays for the small")]
    assert statuses == ["verbatim", "not_found", "truncated"]


def test_each_quotation_of_an_article_is_looked_up(
    minister: Speaker, anybody: APIClient, extractor: FakeExtractor
) -> None:
    made(SAID, 9, speaker=minister)
    text = f'A report. "{SAID}" said Bo Lind. "It rains a lot in the harbor" said Jane Roe.'
    findings = ask(anybody, text)
    assert [text[one["start"] : one["end"]] for one in findings] == [one["text"] for one in findings]
    assert [(one["attributed_to"], one["status"]) for one in findings] == [
        ("Bo Lind", "verbatim"),
        ("Jane Roe", "not_found"),
    ]
    assert extractor.texts == [text]
    assert findings[0]["credit"]["speaker"]["name"] == "Jane Roe"


def test_marked_words_are_looked_up_where_nobody_is_found_to_speak(
    minister: Speaker, anybody: APIClient
) -> None:
    made(SAID, 9, speaker=minister)
    findings = ask(anybody, f"On the wall: “ {SAID} ” and “rain in the harbor again”")
    assert [(one["text"], one["status"]) for one in findings] == [
        (SAID, "verbatim"),
        ("rain in the harbor again", "not_found"),
    ]


def test_too_many_quotations_are_counted(anybody: APIClient) -> None:
    text = " ".join(f'"The ferry number {n}" said Jane Roe.' for n in range(MAX_QUOTATIONS + 3))
    body = anybody.post("/api/v1/lookup/", {"text": text}).json()
    assert (len(body["results"]), body["left_out"]) == (MAX_QUOTATIONS, 3)


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({}, 400, "required"),
        ({"text": ""}, 400, "blank"),
        ({"text": None}, 400, "null"),
        ({"text": ["a"]}, 400, "valid string"),
        ({"text": "a\0b"}, 400, "Null"),
        ({"text": "a", "txt": "b"}, 400, "Did you mean 'text'?"),
        ([1], 400, "Invalid data"),
        ({"text": "x" * (MAX_LENGTH + 1)}, 413, "at most 50000"),
    ],
)
def test_what_is_refused(body: Any, status: int, words: str, anybody: APIClient) -> None:
    response = anybody.post("/api/v1/lookup/", body)
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert words in response.content.decode()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("' OR 1=1; DROP TABLE quotes_quote --", id="SQL"),
        pytest.param('" NEAR( * ^ levy OR {a}:', id="FTS"),
        pytest.param("%_\\ levy %%s {0}", id="patterns"),
        pytest.param("👩‍🚒" * 100, id="emoji"),
        pytest.param("levy " * 9000, id="one word"),
        pytest.param('"' * 5000, id="marks"),
        pytest.param("\u202elevy\ufeff\u0301", id="marks of direction"),
    ],
)
def test_hostile_texts_are_looked_up_like_others(text: str, anybody: APIClient) -> None:
    made(SAID, 9)
    assert all(one["status"] == "not_found" for one in ask(anybody, text))


def test_only_post(anybody: APIClient) -> None:
    response = anybody.get("/api/v1/lookup/")
    assert (response.status_code, response["Allow"]) == (405, "POST, OPTIONS")


def test_the_number_of_queries(minister: Speaker, anybody: APIClient) -> None:
    for day in range(1, 10):
        made(SAID, day, speaker=minister if day % 2 else SpeakerFactory())
    with CaptureQueriesContext(connection) as captured:
        ask(anybody, SAID)
    assert len(captured) <= 8
