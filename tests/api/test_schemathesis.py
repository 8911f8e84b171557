"""Schemathesis, with all its checks: the application does what its OpenAPI description says.

As staff and as nobody over the real WSGI application, and over HTTP to a server that runs; committing,
on the database of the test run. The same cases in every run; for a longer search give
`--hypothesis-seed` and a larger MAX_EXAMPLES.

Two of its checks are kept within what OpenAPI can say, told apart by the message of each fault, so
that any other refusal or acceptance still fails:

RejectedPositiveData  what is valid by the description is refused. Cursors are signed, words need a
                      letter of any script, spans must stand in the text, an id must be somebody's, one
                      parameter depends on another: JSON Schema has no words for these (BEYOND_OPENAPI).
AcceptedNegativeData  what is invalid by the description is taken. In an address everything is text:
                      what is to be "no string" or "no list" (null, -62) arrives as one that is valid.
                      Only these mutations are let pass; a value outside an enumeration is not.
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

DESCRIPTION = SchemaGenerator().get_schema(request=None, public=True)


def described(headers: dict[str, str], app: Any, *, thorough: bool = False) -> Any:
    """Return the description as Schemathesis reads it, for who sends these headers.

    Where it is `thorough`, each parameter has all values at its borders besides.
    """
    phases = {"coverage": {"enabled": thorough}}
    config = schemathesis.Config.from_dict({"headers": headers, "phases": phases})
    found = schemathesis.openapi.from_dict(DESCRIPTION, config=config)
    found.app = app
    found.hook(filter_failure)
    return found


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


schema = described(STAFF, application, thorough=True)
of_nobody = described({}, application)
served = described({}, None)


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


@of_nobody.parametrize()
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_it_does_what_it_says_for_anybody(case: schemathesis.Case) -> None:
    case.call_and_validate()


@served.include(method="GET").parametrize()
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_it_does_what_it_says_over_http(case: schemathesis.Case, live_server: Any) -> None:
    case.call_and_validate(base_url=live_server.url)


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
