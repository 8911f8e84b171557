"""Schemathesis, with all its checks: the application does what its OpenAPI description says.

Over the real WSGI application, committing, on the database of the test run. The same cases in
every run; for a longer search give `--hypothesis-seed` and a larger MAX_EXAMPLES.
"""

from __future__ import annotations

import re
from base64 import b64encode
from typing import Any

import pytest
import schemathesis
from django.contrib.auth.models import User
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, settings
from schemathesis.core.failures import AcceptedNegativeData, Failure
from schemathesis.openapi.checks import RejectedPositiveData

from config.wsgi import application
from tests.factories import QuoteFactory

MAX_EXAMPLES = 25
STAFF = {"Authorization": f"Basic {b64encode(b'editor:editor').decode()}"}
# Rules that OpenAPI has no words for: what is valid by the description may break them.
BEYOND_OPENAPI = re.compile(
    r"Not a cursor of this list|A cursor of the ordering|nor a place among the changes"  # they are signed
    r"|is no span|begins before the end|outside the text|holds no letter|in common|A quote has words"
    r"|Relevance to what"  # needs `q`
    r"|holds no name|needs a letter or a digit"  # a letter of any script
    r"|This format holds the whole list|This format has fields of its own"  # depends on `format`
    r"|holds no office|is no value: "  # likewise, and an identifier has no space
    r"|There is none with the id|is merged into"  # in bodies
    r"|may not be blank"  # spaces around a text do not count
    r"|Enter a valid URL"  # http or https, with a host
    r"|what is counted by"  # depends on `by`
    r"|Send either text or html|Unreadable: |marks in a row|English is read"
    r"|Null characters are not allowed"
)

schema = schemathesis.openapi.from_dict(
    SchemaGenerator().get_schema(request=None, public=True),
    config=schemathesis.Config.from_dict({"headers": STAFF}),
)
schema.app = application


@schema.hook
def filter_failure(context: Any, failure: Failure, case: schemathesis.Case, response: Any) -> bool:
    """Keep the failures that are no rule beyond OpenAPI, told by the message of every fault."""
    if isinstance(failure, AcceptedNegativeData):
        # Nothing is null or a number in an address, where one word is a list as well: "role=-62".
        query = case.query or {}
        words = {name for name, value in query.items() if not isinstance(value, str | list)}
        lists = {
            parameter["name"]
            for parameter in case.operation.definition.raw.get("parameters", ())
            if parameter["schema"].get("type") == "array"
        }
        return None not in query.values() and words.isdisjoint(lists)
    if not isinstance(failure, RejectedPositiveData):
        return True
    # A fault with a position is one of the grammar of `q`.
    return not all(
        "position" in fault or BEYOND_OPENAPI.search(fault["detail"]) for fault in response.json()["errors"]
    )


@pytest.fixture(autouse=True)
def rows(transactional_db: None, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    User.objects.create_user("editor", password="editor", is_staff=True)
    QuoteFactory.create_batch(3)


@schema.parametrize()
@settings(max_examples=MAX_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_it_does_what_it_says(case: schemathesis.Case) -> None:
    case.call_and_validate()


def test_it_does_what_it_says_in_any_order() -> None:
    """Create, read, change and delete the same records in random order."""
    schema.as_state_machine().run(
        settings=settings(
            max_examples=MAX_EXAMPLES,
            stateful_step_count=6,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        )
    )
