"""Statements that run long are stopped: those of the API, and no others."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet
from rest_framework.test import APIClient

from quotes.api import deadlines, pages
from quotes.api.views import Resource
from quotes.models import Quote
from tests.factories import QuoteFactory

# Stopped statements take their transaction with them: these tests commit.
pytestmark = pytest.mark.django_db(transaction=True)

# Conditions that take a second, and that hold.
SLOW = {
    "sqlite": "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000)"
    " SELECT count(*) FROM n) > 0",
    "postgresql": "pg_sleep(1) IS NOT NULL",
}
LISTS = ["quotes", "speakers", "sources", "affiliations"]


def slow(rows: QuerySet) -> QuerySet:
    return rows.extra(where=[SLOW[connection.vendor]])  # noqa: S610 - our own


@pytest.fixture(autouse=True)
def limit(settings: Any) -> Iterator[None]:
    settings.VERBATIM_QUERY_SECONDS = 0.1
    QuoteFactory()
    yield
    # What is set for a session outlives the test.
    connection.close()


@pytest.fixture
def slow_lists(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with slowly(monkeypatch):
        yield


@contextmanager
def slowly(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let lists, whole and by the page, take a second."""
    usual, beyond = Resource.filter_queryset, pages.beyond
    pages.statement.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(Resource, "filter_queryset", lambda self, rows: slow(usual(self, rows)))
        patch.setattr(pages, "beyond", lambda rows, *args: slow(beyond(rows, *args)))
        yield
    pages.statement.cache_clear()


@pytest.mark.parametrize("resource", LISTS)
def test_a_list_that_would_take_long_is_a_503(resource: str, slow_lists: None, anybody: APIClient) -> None:
    response = anybody.get(f"/api/v1/{resource}/")
    assert response.status_code == 503
    assert response["Content-Type"] == "application/problem+json"
    assert response["Retry-After"] == "10"
    assert response.json()["status"] == 503
    assert response.json()["detail"].startswith("This would take longer than 0.1 seconds")


def test_in_a_browser_it_is_one_as_well(slow_lists: None, anybody: APIClient) -> None:
    assert anybody.get("/api/v1/quotes/", headers={"Accept": "text/html"}).status_code == 503


def test_the_next_request_is_answered(monkeypatch: pytest.MonkeyPatch, anybody: APIClient) -> None:
    with slowly(monkeypatch):
        assert anybody.get("/api/v1/quotes/").status_code == 503
    assert len(anybody.get("/api/v1/quotes/").json()["results"]) == 1


def test_a_correction_that_was_stopped_changed_nothing(
    monkeypatch: pytest.MonkeyPatch, staff: APIClient
) -> None:
    quote = Quote.objects.get()
    monkeypatch.setattr(Resource, "answer", lambda self, pk: list(slow(Quote.objects.all())))
    save = Quote.save

    def saved(self: Quote, *args: Any, **kwargs: Any) -> None:
        save(self, *args, **kwargs)
        list(slow(Quote.objects.all()))

    monkeypatch.setattr(Quote, "save", saved)
    response = staff.patch(f"/api/v1/quotes/{quote.public_id}/", {"kind": "indirect"}, format="json")
    assert response.status_code == 503
    quote.refresh_from_db()
    assert quote.kind == "direct"


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_an_export_takes_as_long_as_it_takes(form: str, slow_lists: None, anybody: APIClient) -> None:
    response = anybody.get(f"/api/v1/quotes.{form}")
    assert Quote.objects.get().public_id.encode() in b"".join(response)


def test_what_is_not_of_the_api_takes_as_long_as_it_takes(anybody: APIClient) -> None:
    assert anybody.get("/api/v1/quotes/").status_code == 200
    assert slow(Quote.objects.all()).count() == 1
    with transaction.atomic():
        assert slow(Quote.objects.all()).count() == 1


def test_nothing_is_stopped_where_there_is_no_limit(
    slow_lists: None, settings: Any, anybody: APIClient
) -> None:
    settings.VERBATIM_QUERY_SECONDS = 0
    assert anybody.get("/api/v1/quotes/").status_code == 200


def test_a_limit_survives_a_rollback() -> None:
    with deadlines.limited():
        with transaction.atomic():
            list(Quote.objects.all())
            transaction.set_rollback(True)
        with pytest.raises(OperationalError):
            list(slow(Quote.objects.all()))


def test_it_holds_in_a_transaction_and_a_new_connection() -> None:
    connection.close()
    with deadlines.limited(), pytest.raises(OperationalError), transaction.atomic():
        list(slow(Quote.objects.all()))
    connection.close()
    with deadlines.limited(), pytest.raises(OperationalError):
        list(slow(Quote.objects.all()))


class Session:
    """Stands in for a connection to PostgreSQL, and writes down what it is told to set."""

    in_atomic_block = False
    wrap_database_errors: nullcontext[None] = nullcontext()

    def __init__(self) -> None:
        self.connection = self
        self.told: list[str] = []

    def execute(self, sql: str) -> None:
        self.told.append(sql)


def test_a_session_is_told_of_a_limit_once() -> None:
    session, timeout = Session(), deadlines.StatementTimeout()

    def ask() -> None:
        timeout(lambda *args: None, "SELECT 1", (), False, {"connection": session})

    for _ in range(3):
        with deadlines.limited():
            ask()
            ask()
    ask()
    ask()
    assert session.told == [
        "SET SESSION statement_timeout TO '0.1s'",
        "SET SESSION statement_timeout TO DEFAULT",
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        pytest.param("sqlstate", "40001", id="serialization failure"),
        pytest.param("sqlstate", "40P01", id="deadlock"),
        pytest.param("sqlstate", "55P03", id="lock not available"),
        pytest.param("sqlite_errorcode", sqlite3.SQLITE_BUSY, id="busy"),
        pytest.param("sqlite_errorcode", sqlite3.SQLITE_BUSY_SNAPSHOT, id="busy snapshot"),
        pytest.param("sqlite_errorcode", sqlite3.SQLITE_LOCKED_SHAREDCACHE, id="locked"),
    ],
)
def test_who_is_in_the_way_of_another_may_try_again(name: str, code: Any) -> None:
    error = OperationalError()
    error.__cause__ = type("Error", (Exception,), {name: code})()
    assert "Try again" in deadlines.stopped(error)


def test_a_missing_table_is_no_matter_of_time() -> None:
    error = OperationalError()
    error.__cause__ = type("Error", (Exception,), {"sqlite_errorcode": sqlite3.SQLITE_ERROR})()
    assert deadlines.stopped(error) == ""
    error.__cause__ = None
    assert deadlines.stopped(error) == ""
