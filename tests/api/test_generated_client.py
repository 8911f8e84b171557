"""A client that openapi-python-client generates from the description, against a live server."""

from __future__ import annotations

import json
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import User
from drf_spectacular.generators import SchemaGenerator
from pytest_django.live_server_helper import LiveServer

from quotes.models import Key
from tests.factories import QuoteFactory, SpeakerFactory

Load = Callable[[str], ModuleType]


@pytest.fixture(scope="module")
def load(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Load]:
    """Generate the client; return a function that imports a module of it."""
    folder: Path = tmp_path_factory.mktemp("client")
    described = folder / "openapi.json"
    described.write_text(json.dumps(SchemaGenerator().get_schema(request=None, public=True)))
    # Not to be formatted: ruff need not be on the path.
    (folder / "config.yml").write_text("post_hooks: []")
    command = "generate --fail-on-warning --meta none --path openapi.json --output-path verbatim_client"
    subprocess.run(
        [sys.executable, "-m", "openapi_python_client", *command.split(), "--config", "config.yml"],
        cwd=folder,
        check=True,
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        yield lambda name: import_module(f"verbatim_client.{name}")


@pytest.fixture
def anybody(load: Load, live_server: LiveServer) -> Iterator[Any]:
    with load("client").Client(base_url=live_server.url) as client:
        yield client


@pytest.fixture
def editor(load: Load, live_server: LiveServer) -> Iterator[Any]:
    User.objects.create_user("editor", password="secret", is_staff=True)
    token = b64encode(b"editor:secret").decode()
    options = {"base_url": live_server.url, "token": token, "prefix": "Basic"}
    with load("client").AuthenticatedClient(**options) as client:
        yield client


def test_it_sends_a_key(load: Load, live_server: LiveServer, settings: Any) -> None:
    settings.VERBATIM_ANONYMOUS = False
    QuoteFactory()
    key = Key.objects.create(owner=User.objects.create_user("reader"), name="client")
    read = load("api.quotes.quotes_list").sync_detailed
    with load("client").AuthenticatedClient(base_url=live_server.url, token=key.token) as client:
        assert len(read(client=client).parsed.results) == 1
    with load("client").Client(base_url=live_server.url) as client:
        assert read(client=client).status_code == 401


def test_it_reads_a_list_page_by_page(load: Load, anybody: Any) -> None:
    made = {quote.public_id: quote for quote in QuoteFactory.create_batch(5)}
    QuoteFactory(kind="indirect")
    kind = load("models").QuotesListKindItem.DIRECT
    seen, cursor = [], load("types").UNSET
    while cursor is not None:
        page = load("api.quotes.quotes_list").sync(client=anybody, kind=[kind], limit=2, cursor=cursor)
        seen += page.results
        cursor = parse_qs(urlsplit(page.next_).query)["cursor"][0] if page.next_ else None
    assert {quote.id for quote in seen} == made.keys()
    assert len(seen) == 5
    for quote in seen:
        own = made[quote.id]
        assert (quote.text, quote.speaker.name, quote.source.url) == (
            own.text,
            own.speaker.name,
            own.source.url,
        )
        assert quote.content_spans == own.content_spans
        assert quote.source.published == own.source.published


def test_it_reads_one_record_with_nulls(load: Load, anybody: Any) -> None:
    made = QuoteFactory(speaker=None, cue="")
    quote = load("api.quotes.quotes_retrieve").sync(client=anybody, id=made.public_id)
    assert (quote.speaker, quote.affiliation, quote.cue) == (None, None, None)
    assert quote.mention.text == "a sailor"


def test_it_understands_a_problem(load: Load, anybody: Any) -> None:
    problem = load("api.quotes.quotes_list").sync(client=anybody, cursor="forged")
    assert isinstance(problem, load("models").Problem)
    assert (problem.status, problem.errors[0].parameter) == (400, "cursor")


def test_it_creates_changes_and_deletes(load: Load, editor: Any) -> None:
    models = load("models")
    body = models.SpeakerInput(name="Ada Roe", kind=models.SpeakerKind.PERSON, aliases=["A. Roe"])
    made = load("api.speakers.speakers_create").sync(client=editor, body=body)
    assert made.aliases == ["A. Roe", "Ada Roe"]
    change = models.PatchedSpeakerInput(name="Ada Roe-Lund")
    changed = load("api.speakers.speakers_partial_update").sync(client=editor, id=made.id, body=change)
    assert changed.name == "Ada Roe-Lund"
    gone = load("api.speakers.speakers_destroy").sync_detailed(client=editor, id=made.id)
    assert gone.status_code == 204


def test_it_corrects_a_quote(load: Load, editor: Any) -> None:
    quote, other = QuoteFactory(), SpeakerFactory()
    change = load("models").PatchedQuoteInput(speaker=other.public_id)
    corrected = load("api.quotes.quotes_partial_update").sync(client=editor, id=quote.public_id, body=change)
    assert (corrected.speaker.id, corrected.review) == (other.public_id, "corrected")


def test_a_stranger_is_refused(load: Load, anybody: Any) -> None:
    body = load("models").SpeakerInput(name="Ada Roe")
    problem = load("api.speakers.speakers_create").sync(client=anybody, body=body)
    assert (type(problem).__name__, problem.status) == ("Problem", 401)
