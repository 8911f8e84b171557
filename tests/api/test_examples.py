"""The examples of the OpenAPI description: every operation has them, and they are true."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.management import call_command
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator
from rest_framework.test import APIClient

from quotes.api import examples
from quotes.models import Alias, Identifier, Quote, Term
from quotes.variants import refresh
from tests.factories import AffiliationFactory, QuoteFactory, SourceFactory, SpeakerFactory

SCHEMA: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
OPERATIONS = {
    operation["operationId"]: operation for path in SCHEMA["paths"].values() for operation in path.values()
}


def contents(operation: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what an operation takes and what it answers with where all is well, as JSON."""
    bodies = [operation.get("requestBody", {})]
    bodies += [body for code, body in operation["responses"].items() if code.startswith("2")]
    return [body["content"]["application/json"] for body in bodies if "content" in body]


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_every_operation_has_examples_that_fit_it(name: str) -> None:
    for content in contents(OPERATIONS[name]):
        schema = {**content["schema"], "components": SCHEMA["components"]}
        assert content["examples"]
        for example in content["examples"].values():
            Draft202012Validator(schema).validate(example["value"])


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_every_parameter_has_an_example(name: str) -> None:
    for parameter in OPERATIONS[name].get("parameters", ()):
        exempt = parameter["in"] == "path" or parameter["name"] == "cursor"
        assert exempt or parameter.keys() & {"example", "examples"}


def test_there_are_no_others() -> None:
    assert examples.SENT.keys() | examples.ANSWERED.keys() <= OPERATIONS.keys()


@pytest.fixture
def stored(db: None) -> None:
    """Store the rows of the examples."""
    day = datetime.date(2024, 7, 9)
    quote, brief = examples.QUOTE, examples.SOURCE_BRIEF
    speaker = SpeakerFactory(public_id=quote["speaker"]["id"], name="Adaeze Okafor")
    Alias.objects.create(speaker=speaker, name="A. Okafor")
    Identifier.objects.create(speaker=speaker, scheme="wikidata", value="Q900000042")
    affiliation = AffiliationFactory(
        public_id=quote["affiliation"]["id"],
        speaker=speaker,
        first_stated=day,
        last_stated=day,
        **examples.ROLE,
    )
    Term.objects.create(affiliation=affiliation, held_from=datetime.date(2023, 11, 1))
    source = SourceFactory(
        public_id=brief["id"],
        url=brief["url"],
        title=brief["title"],
        publisher=brief["publisher"],
        published=day,
        text=examples.SOURCE_TEXT["text"],
        extractor=examples.SOURCE["extractor"],
    )
    made = QuoteFactory(
        public_id=quote["id"],
        source=source,
        speaker=speaker,
        affiliation=affiliation,
        text=quote["text"],
        content_spans=quote["content_spans"],
        cue=quote["cue"]["text"],
        cue_spans=quote["cue"]["spans"],
        mention=quote["mention"]["text"],
        mention_spans=quote["mention"]["spans"],
    )
    refresh([made])


def neutral(value: Any) -> Any:
    """Return the value without the times of its making and the server that it was made on."""
    if isinstance(value, dict):
        return {name: neutral(one) for name, one in value.items() if name not in ("created", "updated")}
    if isinstance(value, list):
        return [neutral(one) for one in value]
    return value.replace("http://testserver/api/v1", examples.BASE) if isinstance(value, str) else value


@pytest.mark.parametrize("resource", examples.ROWS)
def test_the_rows_are_what_is_answered(resource: str, stored: None, anybody: APIClient) -> None:
    (row,) = anybody.get(f"/api/v1/{resource}s/").json()["results"]
    assert neutral(row) == neutral(examples.ROWS[resource])
    one = anybody.get(f"/api/v1/{resource}s/{row['id']}/").json()
    assert neutral(one) == neutral(examples.ANSWERED[f"{resource}s_retrieve"])


def test_the_offsets_are_right(stored: None) -> None:
    call_command("verify")


@pytest.mark.parametrize("name", [name for name in examples.SENT if name.endswith("_partial_update")])
def test_what_is_sent_is_taken(name: str, stored: None, staff: APIClient) -> None:
    resource = name.removesuffix("_partial_update")
    one = examples.ROWS[resource.removesuffix("s")]["id"]
    answer = staff.patch(f"/api/v1/{resource}/{one}/", examples.SENT[name])
    assert answer.status_code == 200, answer.json()
    assert answer.json().keys() == examples.ANSWERED[name].keys()


def test_what_is_made_is_answered(staff: APIClient) -> None:
    made = staff.post("/api/v1/speakers/", examples.SENT["speakers_create"]).json()
    assert made.keys() == examples.ANSWERED["speakers_create"].keys()
    sent = {**examples.SENT["affiliations_create"], "speaker": made["id"]}
    stated = staff.post("/api/v1/affiliations/", sent).json()
    assert stated.keys() == examples.ANSWERED["affiliations_create"].keys()


def test_a_merge_is_what_is_answered(stored: None, staff: APIClient) -> None:
    address = f"/api/v1/speakers/{SpeakerFactory().public_id}/merge/"
    answer = staff.post(address, examples.SENT["speakers_merge"])
    assert answer.status_code == 200, answer.json()
    assert answer.json().keys() == examples.ANSWERED["speakers_merge"].keys()


def test_the_look_up_is_what_is_answered(stored: None, anybody: APIClient) -> None:
    answer = anybody.post("/api/v1/lookup/", {"text": examples.QUOTE["text"]}).json()
    assert neutral(answer) == neutral(examples.ANSWERED["lookup"])


def test_the_evidence_is_what_is_answered(stored: None, anybody: APIClient) -> None:
    example = examples.ANSWERED["quotes_evidence"]
    Quote.objects.update(
        stated_name=example["stated"]["name"],
        reason=example["resolution"]["reason"],
        chain=[[place["start"], place["end"], place["text"]] for place in example["chain"]],
        review=example["review"]["state"],
        reviewed_at=example["review"]["at"],
    )
    answer = anybody.get(f"/api/v1/quotes/{examples.QUOTE['id']}/evidence/").json()
    assert neutral(answer) == neutral(example)


def test_variants_are_what_is_answered(stored: None, anybody: APIClient) -> None:
    refresh([QuoteFactory(text=examples.QUOTE["text"], speaker=None)])
    answer = anybody.get(f"/api/v1/quotes/{examples.QUOTE['id']}/variants/").json()
    example = examples.ANSWERED["quotes_variants"]
    assert answer.keys() == example.keys()
    assert answer["results"][0].keys() == example["results"][0].keys()
    assert answer["results"][0]["diff"][0].keys() == example["results"][0]["diff"][0].keys()


def test_changes_are_what_is_answered(stored: None, anybody: APIClient) -> None:
    answer = anybody.get("/api/v1/changes/").json()
    example = examples.ANSWERED["changes"]
    assert answer.keys() == example.keys()
    assert answer["results"][0].keys() == example["results"][0].keys()


def test_the_root_is_what_is_answered(anybody: APIClient) -> None:
    assert anybody.get("/api/v1/").json().keys() == examples.ANSWERED["root"].keys()
