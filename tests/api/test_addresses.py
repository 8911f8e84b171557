"""Every address that an answer tells leads somewhere, in whatever format and way it was asked for."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from rest_framework.test import APIClient

from quotes.models import Quote, Speaker
from quotes.variants import refresh
from tests.factories import QuoteFactory

RECORD = re.compile(r"http://testserver/api/v1/\w+/[a-z2-7]{16}/")
TYPES = {
    "json": "application/json",
    "csv": "text/csv",
    "jsonl": "application/jsonl",
    "jsonld": "application/ld+json",
    "atom": "application/atom+xml",
}
RESOURCES = ["quotes", "speakers", "sources", "affiliations"]
WORDS = "We have never seen water as high as this,"


def body(answer: Any) -> str:
    """Return the body of an answer, streamed or not."""
    content: bytes = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode()


def told(text: str) -> set[str]:
    """Return the addresses of this server that stand in a body."""
    return {unescape(found) for found in re.findall(r"http://testserver[^\"<>\s,]*", text)}


def ways(address: str, form: str) -> list[tuple[str, dict[str, str]]]:
    """Return how a list is asked for in a format: addresses with their headers."""
    return [
        (f"{address}/?limit=2", {"Accept": TYPES[form]}),
        (f"{address}/?format={form}&limit=2", {}),
        (f"{address}.{form}?limit=2", {}),
        (f"{address}.{form}?limit=2&format={form}", {}),
    ]


@pytest.fixture
def quote(db: None) -> Quote:
    """One of two quotes with the same words, which are variants; a third one beside them."""
    first, second = QuoteFactory.create_batch(2, text=WORDS)
    second.speaker = first.speaker
    second.save()
    QuoteFactory()
    refresh([first, second])
    return first


def check(text: str, client: APIClient) -> None:
    """Follow every address in a body; that of a record has no parameters."""
    found = told(text)
    assert any(RECORD.fullmatch(address) for address in found)
    for address in found:
        record, _, rest = address.partition("#")
        if RECORD.match(address):
            assert RECORD.fullmatch(record), address
            assert rest in ("", "annotation")
        answer = client.get(record)
        assert answer.status_code == 200, address
        body(answer)


@pytest.mark.parametrize("way", range(4))
@pytest.mark.parametrize("form", TYPES)
@pytest.mark.parametrize("resource", RESOURCES)
def test_every_address_of_a_list_leads_somewhere(
    resource: str, form: str, way: int, quote: Quote, anybody: APIClient
) -> None:
    address, headers = ways(f"/api/v1/{resource}", form)[way]
    if form in ("csv", "jsonl"):
        address = address.replace("limit=2", "ordering=created")
    answer = anybody.get(address, headers=headers)
    assert answer.status_code == 200
    check(body(answer), anybody)


@pytest.mark.parametrize("query", ["", "?format=json"])
@pytest.mark.parametrize(
    "path",
    [
        "changes/",
        "quotes/{quote}/",
        "quotes/{quote}/evidence/",
        "quotes/{quote}/variants/",
        "speakers/{speaker}/",
        "sources/{source}/",
    ],
)
def test_every_address_of_the_rest_leads_somewhere(
    path: str, query: str, quote: Quote, anybody: APIClient
) -> None:
    ids = {name: getattr(quote, name).public_id for name in ("speaker", "source")}
    answer = anybody.get(f"/api/v1/{path.format(quote=quote.public_id, **ids)}{query}")
    assert answer.status_code == 200
    check(body(answer), anybody)


@pytest.mark.parametrize("query", ["", "?format=json"])
def test_every_address_of_what_is_sent_leads_somewhere(query: str, quote: Quote, staff: APIClient) -> None:
    check(body(staff.post(f"/api/v1/lookup/{query}", {"text": WORDS})), staff)
    article = {"text": "“The levy stays,” said Adaeze Okafor, the harbor minister."}
    stored = staff.post(f"/api/v1/sources/{query}", article)
    made = staff.post(f"/api/v1/speakers/{query}", {"name": "Bo Lind", "kind": "person"})
    for answer in (stored, made):
        assert answer.status_code == 201, answer.json()
        assert RECORD.fullmatch(answer["Location"])
        assert staff.get(answer["Location"]).status_code == 200
        check(body(answer), staff)
    changed = staff.patch(f"{made['Location']}{query}", {"name": "Bo Lund"})
    assert RECORD.fullmatch(changed.json()["url"])


def test_the_way_in_is_the_same_in_every_format(db: None, anybody: APIClient) -> None:
    assert anybody.get("/api/v1/?format=json").json() == anybody.get("/api/v1/").json()


def test_a_merged_speaker_leads_on_in_the_same_format(db: None, anybody: APIClient) -> None:
    survivor = Speaker.objects.create(name="Ada Roe")
    merged = Speaker.objects.create(name="A. Roe", merged_into=survivor)
    answer = anybody.get(f"/api/v1/speakers/{merged.public_id}/?format=json&fields=id")
    there = f"http://testserver/api/v1/speakers/{survivor.public_id}/?format=json&fields=id"
    assert (answer.status_code, answer["Location"]) == (301, there)
