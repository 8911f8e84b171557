"""/api/v1/lookup/"""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from quotes.api.lookup import MAX_QUOTATIONS
from quotes.api.submission import MAX_ANONYMOUS, MAX_LENGTH
from quotes.extraction import load
from quotes.extraction.pipeline import Extractor
from quotes.ingestion import ingest
from quotes.models import Quote, Speaker
from quotes.variants import refresh
from tests.factories import QuoteFactory, SpeakerFactory
from tests.fake_extractor import FakeExtractor
from tests.test_seeds import articles

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
    made(SAID.replace("small ferries", "the small ferries"), 1, "Island Post", speaker=minister)
    made(f"Hear this: {SAID}, and not a day longer", 12, "Island Post", speaker=minister)
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


def test_only_quotes_with_all_the_words_are_counted(minister: Speaker, anybody: APIClient) -> None:
    """The first is reworded, the second cut, the last goes on: they are variants, and have other words."""
    made(SAID.replace("small ferries", "the small ferries"), 1, "Port Courier", speaker=minister)
    cut = made("We will never raise the levy on small ferries", 2, "Island Post", speaker=minister)
    same = made(SAID, 3, speaker=minister)
    more = made(f"{SAID}, and not a day longer", 4, "Inland Post", speaker=minister)
    (finding,) = ask(anybody, SAID)
    assert (finding["status"], finding["quote"]["id"]) == ("verbatim", same.public_id)
    assert (finding["credit"]["quotes"], finding["credit"]["outlets"]) == (2, 2)
    assert finding["credit"]["earliest"]["id"] == same.public_id
    (finding,) = ask(anybody, cut.text)
    assert (finding["credit"]["quotes"], finding["credit"]["earliest"]["id"]) == (3, cut.public_id)
    (finding,) = ask(anybody, more.text)
    assert (finding["credit"]["quotes"], finding["credit"]["earliest"]["id"]) == (1, more.public_id)


def test_copies_beyond_those_that_are_compared_are_counted(minister: Speaker, anybody: APIClient) -> None:
    quotes = [QuoteFactory(text=SAID, speaker=minister, source__publisher=f"Post {n}") for n in range(70)]
    refresh(quotes)
    (finding,) = ask(anybody, SAID)
    assert (finding["credit"]["quotes"], finding["credit"]["outlets"], finding["capped"]) == (70, 70, True)


def test_an_outlet_without_a_name_is_known_by_its_domain(minister: Speaker, anybody: APIClient) -> None:
    for number in range(4):
        made(SAID, 1, "", speaker=minister, source__url=f"https://www.{number // 2}.example/{number}")
    assert ask(anybody, SAID)[0]["credit"]["outlets"] == 2


def test_what_stands_between_the_words_is_not_looked_up(minister: Speaker, anybody: APIClient) -> None:
    made("We all knew, Nobody wrote it down.", 9, speaker=minister)
    text = 'Rain. "We all knew," said Jane Roe, "Nobody wrote it down."'
    (finding,) = ask(anybody, text)
    assert (finding["status"], finding["text"]) == ("verbatim", "We all knew, Nobody wrote it down.")
    assert [text[start:end] for start, end in finding["content_spans"]] == [
        "We all knew,",
        "Nobody wrote it down.",
    ]
    assert text[finding["start"] : finding["end"]] == text[7:-1]
    assert {change["op"] for change in finding["diff"]} == {"equal"}


class TestTheNearerWins:
    """A sentence as it stands, or what the extractor finds in it."""

    @pytest.fixture(autouse=True)
    def extractor(self, monkeypatch: pytest.MonkeyPatch) -> FakeExtractor:
        """Find what stands behind "said", without marks."""
        fake = FakeExtractor()
        fake.pattern = re.compile(r"(?P<name>[A-Z]\w+ [A-Z]\w+) (?P<cue>said) (?P<content>[^.]+)(?P<more>)")
        monkeypatch.setattr("quotes.api.extractor.extractor", lambda: fake)
        return fake

    @pytest.mark.parametrize(
        ("text", "status", "looked_up", "name"),
        [
            # With an attribution, which is not on record.
            (f"Bo Lind said {SAID}.", "verbatim", SAID, "Bo Lind"),
            # As it stands: it is not read at all.
            ("Ada Kerr said nothing of the levy on ferries", "verbatim", "", None),
            ("said nothing of the levy on ferries", "truncated", "", None),
            # What is found is not on record, but all of it is; or is nearer.
            ("But Ada Kerr said it will rain", "extended", "", None),
            ("Then Ada Kerr said nothing of a levy on the ferries", "altered", "", None),
            # Nothing is.
            ("Ada Kerr said it rains in the harbor", "not_found", "it rains in the harbor", "Ada Kerr"),
        ],
    )
    def test_it(
        self, text: str, status: str, looked_up: str, name: str | None, minister: Speaker, anybody: APIClient
    ) -> None:
        made(SAID, 9, speaker=minister)
        made("Ada Kerr said nothing of the levy on ferries", 9, speaker=minister)
        made("Ada Kerr said it will rain", 9, speaker=minister)
        (finding,) = ask(anybody, text)
        assert (finding["status"], finding["text"]) == (status, looked_up or text)
        assert finding["attributed_to"] == name

    def test_what_is_on_record_is_not_read(
        self, minister: Speaker, anybody: APIClient, extractor: FakeExtractor
    ) -> None:
        made(SAID, 9, speaker=minister)
        ask(anybody, SAID)
        assert extractor.texts == []


@pytest.fixture(scope="module")
def shipped() -> Extractor:
    return load()


@pytest.mark.parametrize("article", sorted(articles()))
def test_what_was_ingested_is_verbatim(
    article: str, shipped: Extractor, anybody: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every quotation of every article in seeds/, cut by cues or not, looked up in its own article."""
    monkeypatch.setattr("quotes.api.extractor.extractor", lambda: shipped)
    (result,) = ingest([articles()[article]], shipped)
    findings = ask(anybody, articles()[article].text)
    assert len(findings) == result.quotes > 0
    assert {one["status"] for one in findings} == {"verbatim"}
    quotes = {quote.public_id: quote for quote in Quote.objects.all()}
    for one in findings:
        quote = quotes[one["quote"]["id"]]
        assert (one["text"], one["content_spans"]) == (quote.text, quote.content_spans)


@pytest.mark.parametrize(
    ("text", "looked_up"),
    [
        ("Jamal Whitcombe said the echo in the hall is dreadful.", "the echo in the hall is dreadful"),
        ("Jamal Whitcombe said: ‘The echo in the hall is dreadful.’", "‘The echo in the hall is dreadful.’"),
    ],
)
def test_the_attribution_is_left_out_without_double_marks(
    text: str, looked_up: str, shipped: Extractor, anybody: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quotes.api.extractor.extractor", lambda: shipped)
    made("The echo in the hall is dreadful", 9)
    (finding,) = ask(anybody, text)
    assert (finding["status"], finding["text"]) == ("verbatim", looked_up)
    assert finding["attributed_to"] == "Jamal Whitcombe"


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
        ({"text": " \n\t\u2003"}, 400, "blank"),
        ({"text": None}, 400, "null"),
        ({"text": ["a"]}, 400, "valid string"),
        ({"text": "a\0b"}, 400, "Null"),
        ({"text": "a", "txt": "b"}, 400, "Did you mean 'text'?"),
        ([1], 400, "Invalid data"),
        ({"text": "x" * (MAX_ANONYMOUS + 1)}, 413, "at most 20000"),
    ],
)
def test_what_is_refused(body: Any, status: int, words: str, anybody: APIClient) -> None:
    response = anybody.post("/api/v1/lookup/", body)
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert words in response.content.decode()


def test_who_is_known_may_send_more(member: APIClient) -> None:
    assert ask(member, "x" * (MAX_ANONYMOUS + 1))[0]["status"] == "not_found"
    response = member.post("/api/v1/lookup/", {"text": "x" * (MAX_LENGTH["text"] + 1)})
    assert (response.status_code, "at most 50000" in response.content.decode()) == (413, True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("' OR 1=1; DROP TABLE quotes_quote --", id="SQL"),
        pytest.param('" NEAR( * ^ levy OR {a}:', id="FTS"),
        pytest.param("%_\\ levy %%s {0}", id="patterns"),
        pytest.param("👩‍🚒" * 100, id="emoji"),
        pytest.param("levy " * 3900, id="one word"),
        pytest.param('"' * 5000, id="marks"),
        pytest.param("“ \u2003” ", id="marks around space"),
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
