"""/api/schema/: complete, valid, without a warning."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from rest_framework.test import APIClient

from quotes.api import fields
from quotes.api.narrowing import NOT
from quotes.api.pagination import KeysetPagination
from quotes.api.views import AffiliationViewSet, QuoteViewSet, SourceViewSet, SpeakerViewSet

VIEWS = {
    "quotes": QuoteViewSet,
    "speakers": SpeakerViewSet,
    "sources": SourceViewSet,
    "affiliations": AffiliationViewSet,
}


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    out = io.StringIO()
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=out)
    return yaml.safe_load(out.getvalue())


def test_it_covers_the_api(schema: dict[str, Any]) -> None:
    methods = {
        path: "".join(sorted(method[0] for method in operations))
        for path, operations in schema["paths"].items()
    }
    assert methods == {
        "/api/v1/": "g",
        "/api/v1/quotes/": "g",
        "/api/v1/quotes/stats/": "g",
        "/api/v1/quotes/{id}/": "gp",
        "/api/v1/quotes/{id}/evidence/": "g",
        "/api/v1/quotes/{id}/variants/": "g",
        "/api/v1/speakers/": "gp",
        "/api/v1/speakers/{id}/": "dgp",
        "/api/v1/sources/": "gp",
        "/api/v1/sources/{id}/": "gp",
        "/api/v1/affiliations/": "gp",
        "/api/v1/affiliations/{id}/": "dgp",
        "/api/v1/speakers/{id}/merge/": "p",
        "/api/v1/extract/": "p",
        "/api/v1/lookup/": "p",
        "/api/v1/changes/": "g",
        "/api/v1/usage/": "g",
    }


@pytest.mark.parametrize("resource", VIEWS)
def test_it_documents_every_parameter_of_a_list(resource: str, schema: dict[str, Any]) -> None:
    described = {one["name"]: one for one in schema["paths"][f"/api/v1/{resource}/"]["get"]["parameters"]}
    filters = VIEWS[resource].filterset_class.known()
    chosen = fields.names(VIEWS[resource].record)
    assert described.keys() == {*filters, *chosen, *KeysetPagination.parameters, "format"}
    for name, one in described.items():
        assert one["description"].endswith("."), name
        assert "example" in one or name == "cursor"
        repeatable = filters.get(name, False)
        assert (one["schema"]["type"] == "array") == (repeatable or name in chosen)


@pytest.mark.parametrize("resource", VIEWS)
def test_the_examples_are_accepted(
    resource: str, db: None, schema: dict[str, Any], anybody: APIClient
) -> None:
    for one in schema["paths"][f"/api/v1/{resource}/"]["get"]["parameters"]:
        if "example" in one:
            value = str(one["example"]).lower() if one["example"] is True else one["example"]
            if one.get("explode") is False:
                value = ",".join(value)
            response = anybody.get(f"/api/v1/{resource}/", {one["name"]: value})
            assert response.status_code == 200, (one, response.json())


def test_every_operation_has_a_summary_and_its_problems(schema: dict[str, Any]) -> None:
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"], (path, method)
            assert operation["description"], (path, method)
            problems = [code for code in operation["responses"] if code.startswith("4")]
            assert problems
            for code in problems:
                assert list(operation["responses"][code]["content"]) == ["application/problem+json"]


def test_it_says_what_is_answered_to_conditions_and_formats(schema: dict[str, Any]) -> None:
    changing = ("partial_update", "destroy", "merge")
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            answers = operation["responses"].keys()
            assert "406" in answers, (path, method)
            assert ("304" in answers) == (method == "get"), (path, method)
            conditional = method == "get" or operation["operationId"].endswith(changing)
            assert ("412" in answers) == conditional, (path, method)
            assert ({"413", "415"} <= answers) == (method in ("post", "patch")), (path, method)
            if method == "get":
                assert "ETag" in operation["responses"]["200"]["headers"]


@pytest.mark.parametrize("resource", VIEWS)
def test_it_names_the_addresses_with_a_suffix(resource: str, schema: dict[str, Any], db: None) -> None:
    told = schema["paths"][f"/api/v1/{resource}/"]["get"]["description"]
    found = re.findall(rf"`(/api/v1/{resource}\.\w+)`", told)
    assert len(found) == 5
    assert {APIClient().get(address).status_code for address in found} == {200}


def test_reading_needs_no_credentials_and_writing_does(schema: dict[str, Any]) -> None:
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            reads = path in ("/api/v1/lookup/", "/api/v1/extract/")
            assert ({} in operation["security"]) == (method == "get" or reads)


def test_it_says_how_a_key_is_sent_and_which_scope_it_needs(schema: dict[str, Any]) -> None:
    scheme = schema["components"]["securitySchemes"]["key"]
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            scopes = next(one["key"] for one in operation["security"] if "key" in one)
            if path == "/api/v1/usage/":
                assert (scopes, "Keys need no scope" in operation["description"]) == ([], True)
                continue
            (scope,) = scopes
            assert f"Keys need the scope `{scope}`" in operation["description"], (path, method)
            assert (scope == "read") == ({} in operation["security"]), (path, method)
    assert "csv and jsonl `export`" in schema["paths"]["/api/v1/quotes/"]["get"]["description"]


def test_it_is_served(db: None, anybody: APIClient) -> None:
    response = anybody.get("/api/schema/", {"format": "json"})
    assert response.status_code == 200
    assert response.json()["info"]["title"] == "Verbatim"


def test_the_documentation_names_every_path_and_parameter(schema: dict[str, Any]) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text()
    for path, operations in schema["paths"].items():
        assert f"`{path}`" in page
        for parameter in operations.get("get", {}).get("parameters", ()):
            name = parameter["name"].removeprefix(NOT)
            assert parameter["in"] == "path" or f"`{name}`" in page
