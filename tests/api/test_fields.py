"""`fields`, `omit` and `expand`: what of a record is answered."""

from __future__ import annotations

import csv
import io
import json

import pytest
from rest_framework.test import APIClient

from quotes.models import Quote
from tests.factories import QuoteFactory


@pytest.fixture
def quote(db: None) -> Quote:
    return QuoteFactory(text="The levy falls on ferries.")


CASES = [
    # these alone, in the order of the record
    ("fields=text,id", ["id", "text"]),
    # a dot leads into a record
    ("fields=speaker.name", ["speaker"]),
    # all but these
    ("fields=id,text,kind&omit=kind", ["id", "text"]),
    # the id stays where nothing else does
    ("fields=text&omit=text", ["id"]),
    # a heavy field may be named by either parameter
    ("fields=id,context", ["id", "context"]),
    ("fields=id&expand=context", ["id", "context"]),
]


@pytest.mark.parametrize(("query", "fields"), CASES, ids=[query for query, _ in CASES])
def test_a_list_and_a_record_answer_what_is_asked_for(
    query: str, fields: list[str], quote: Quote, anybody: APIClient
) -> None:
    (listed,) = anybody.get(f"/api/v1/quotes/?{query}").json()["results"]
    single = anybody.get(f"/api/v1/quotes/{quote.public_id}/?{query}").json()
    assert list(listed) == list(single) == fields


def test_a_dot_leads_into_a_record(quote: Quote, anybody: APIClient) -> None:
    record = anybody.get(f"/api/v1/quotes/{quote.public_id}/?fields=speaker.name,source.title").json()
    assert record == {"speaker": {"name": quote.speaker.name}, "source": {"title": quote.source.title}}


def test_nothing_heavy_is_answered_unasked(quote: Quote, anybody: APIClient) -> None:
    record = anybody.get(f"/api/v1/quotes/{quote.public_id}/").json()
    assert "context" not in record
    assert "affiliations" not in record["speaker"]


def test_the_context_has_offsets_into_the_text(quote: Quote, anybody: APIClient) -> None:
    context = anybody.get(f"/api/v1/quotes/{quote.public_id}/?expand=context").json()["context"]
    for part in (context["sentence"], context["paragraph"]):
        assert part["text"] == quote.source.text[part["start"] : part["end"]]
        assert part["start"] <= quote.start < quote.end <= part["end"]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("fields=txt", "fields"),
        ("fields=speaker.age", "fields"),
        ("fields=", "fields"),
        ("omit=nothing", "omit"),
        ("omit=id", "omit"),
        ("expand=text", "expand"),
    ],
)
def test_a_name_that_is_none_is_a_400_that_names_the_parameter(
    query: str, parameter: str, quote: Quote, anybody: APIClient
) -> None:
    response = anybody.get(f"/api/v1/quotes/?{query}")
    assert response.status_code == 400
    assert [fault["parameter"] for fault in response.json()["errors"]] == [parameter]


def test_it_suggests_the_nearest_name(quote: Quote, anybody: APIClient) -> None:
    (fault,) = anybody.get("/api/v1/quotes/?fields=txt").json()["errors"]
    assert "text" in fault["detail"].split("Choose")[0]


def test_exports_have_the_fields_that_are_asked_for(quote: Quote, anybody: APIClient) -> None:
    def export(suffix: str) -> str:
        response = anybody.get(f"/api/v1/quotes.{suffix}?fields=id,speaker.name")
        return b"".join(response.streaming_content).decode()

    rows = list(csv.reader(io.StringIO(export("csv"))))
    assert rows[1] == [quote.public_id, quote.speaker.name]
    assert json.loads(export("jsonl")) == {"id": quote.public_id, "speaker": {"name": quote.speaker.name}}
