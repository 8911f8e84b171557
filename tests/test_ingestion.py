"""From articles to rows: what is stored, what is left alone, and what a bad item costs."""

import contextlib
import os

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from quotes import ingestion
from quotes.articles import Article
from quotes.ingestion import Outcome, Summary, ingest
from quotes.models import Quote, Source, Speaker
from quotes.readers import Failure
from tests.fake_extractor import FakeExtractor

pytestmark = pytest.mark.django_db

DAM = Article(text='"It holds," said Bo Ek. "It broke," said Ane Holt.', title="Dam", origin="a.txt")
SEA = Article(text='"It rises," said Bo Ek.', title="Sea", url="https://herald.example/sea", origin="b.txt")
DRY = Article(text="Nobody said a word.", origin="c.txt")


@pytest.fixture
def extract():
    return FakeExtractor()


def outcomes(items, extract, **options):
    """Return (item, outcome, quotes, new speakers) for each result."""
    return [
        (result.item, result.outcome, result.quotes, result.speakers)
        for result in ingest(items, extract, **options)
    ]


def rows():
    """Return all that a second run must not touch."""
    return [
        list(model.objects.order_by("id").values_list("id", "public_id", "updated"))
        for model in (Source, Speaker, Quote)
    ]


def test_it_stores_articles_with_their_quotes(extract):
    assert outcomes([DAM, SEA, DRY], extract) == [
        ("a.txt", Outcome.STORED, 2, 2),
        ("b.txt", Outcome.STORED, 1, 0),
        ("c.txt", Outcome.STORED, 0, 0),
    ]
    quotes = Quote.objects.order_by("source__id", "start")
    assert [(quote.text, quote.speaker.name, quote.source.title) for quote in quotes] == [
        ("It holds,", "Bo Ek", "Dam"),
        ("It broke,", "Ane Holt", "Dam"),
        ("It rises,", "Bo Ek", "Sea"),
    ]
    for quote in quotes:
        assert quote.source.text[quote.start : quote.end] == quote.text


def test_a_second_run_writes_nothing_and_extracts_nothing(extract):
    list(ingest([DAM, SEA, DRY], extract))
    before = rows()
    extract.texts.clear()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        again = outcomes([DAM, SEA, DRY], extract)
    assert [outcome for _, outcome, _, _ in again] == [Outcome.UNCHANGED] * 3
    assert extract.texts == []
    assert rows() == before
    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []


def test_an_article_that_comes_twice_in_one_run_is_stored_once(extract):
    assert [outcome for _, outcome, _, _ in outcomes([DAM, DAM], extract)] == [
        Outcome.STORED,
        Outcome.UNCHANGED,
    ]
    assert Source.objects.count() == 1


def test_a_newer_extractor_reads_again():
    list(ingest([DAM, SEA], FakeExtractor("fake 1")))
    assert outcomes([DAM, SEA], FakeExtractor("fake 2")) == [
        ("a.txt", Outcome.REPLACED, 2, 0),
        ("b.txt", Outcome.REPLACED, 1, 0),
    ]
    assert Quote.objects.count() == 3


def test_an_article_that_has_changed_at_its_address_is_replaced(extract):
    list(ingest([SEA], extract))
    changed = Article(text='"It falls," said Bo Ek.', url=SEA.url, origin="b.txt")
    assert outcomes([changed], extract) == [("b.txt", Outcome.REPLACED, 1, 0)]
    assert [quote.text for quote in Quote.objects.all()] == ["It falls,"]


def test_a_changed_article_without_a_title_keeps_the_one_that_is_known(extract):
    list(ingest([Article(text='"It rises," said Bo Ek.', url="https://a.example/sea", title="Sea")], extract))
    changed = Article(text='"It falls," said Bo Ek.', url="https://a.example/sea", origin="b.txt")
    assert outcomes([changed], extract) == [("b.txt", Outcome.REPLACED, 1, 0)]
    assert Source.objects.get().title == "Sea"


def test_a_bad_item_in_the_middle_costs_only_itself(extract, monkeypatch):
    def extract_or_fail(text, title=""):
        if text == DRY.text:
            raise RuntimeError("no\nidea")
        return extract(text, title)

    extract_or_fail.version = extract.version
    store = ingestion.store

    def store_or_fail(article, extraction, **options):
        stored = store(article, extraction, **options)
        if article is not SEA and article.title == "Sea":
            raise DatabaseError("disk full")
        return stored

    monkeypatch.setattr(ingestion, "store", store_or_fail)
    broken = Article(text='"Never," said Cy Roe.', title="Sea", origin="d.txt")
    unstorable = Article(text='"Yes," said Di Fox.', url="no address", origin="e.txt")
    results = list(
        ingest([DAM, Failure(item="x.txt", reason="no text"), DRY, broken, unstorable, SEA], extract_or_fail)
    )
    assert [(result.item, result.outcome) for result in results] == [
        ("a.txt", Outcome.STORED),
        ("x.txt", Outcome.FAILED),
        ("c.txt", Outcome.FAILED),
        ("d.txt", Outcome.FAILED),
        ("e.txt", Outcome.FAILED),
        ("b.txt", Outcome.STORED),
    ]
    assert [result.reason for result in results[1:4]] == [
        "no text",
        "RuntimeError: no idea",
        "DatabaseError: disk full",
    ]
    assert "no address" in results[4].reason
    assert sorted(Source.objects.values_list("title", flat=True)) == ["Dam", "Sea"]
    assert not Speaker.objects.filter(name="Cy Roe").exists()


def test_a_dry_run_says_what_would_be_and_leaves_the_database_alone(extract):
    list(ingest([DAM], extract))
    before = rows()
    changed = FakeExtractor("fake 2")
    assert outcomes([DAM], extract, dry_run=True) == [("a.txt", Outcome.UNCHANGED, 0, 0)]
    assert outcomes([DAM, SEA], changed, dry_run=True) == [
        ("a.txt", Outcome.REPLACED, 2, 0),
        ("b.txt", Outcome.STORED, 1, 0),
    ]
    assert rows() == before


def test_the_summary_adds_up(extract):
    summary = Summary()
    for result in ingest([DAM, SEA, SEA, Failure(item="x.txt", reason="no text")], extract):
        summary.add(result)
    assert summary.as_dict() == {
        "stored": 2,
        "replaced": 0,
        "unchanged": 1,
        "failed": 1,
        "quotes": 3,
        "kept": 0,
        "speakers": 2,
        "ambiguous": [],
        "failures": [{"item": "x.txt", "reason": "no text"}],
    }


def test_it_reads_no_further_than_it_is_asked(extract):
    """A run can stop after any result: nothing is read or stored ahead."""
    results = ingest(iter([DAM, SEA]), extract)
    next(results)
    results.close()
    assert Source.objects.count() == 1


@pytest.mark.skipif(
    os.environ["DATABASE_URL"].startswith("sqlite"), reason="SQLite has no connection that could be lost"
)
@pytest.mark.django_db(transaction=True)
def test_a_lost_connection_costs_one_article(extract):
    def extract_and_lose(text, title=""):
        if text == DRY.text:
            with connection.cursor() as cursor, contextlib.suppress(DatabaseError):
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        return extract(text, title)

    extract_and_lose.version = extract.version
    assert [outcome for _, outcome, _, _ in outcomes([DAM, DRY, SEA], extract_and_lose)] == [
        Outcome.STORED,
        Outcome.FAILED,
        Outcome.STORED,
    ]
    assert Source.objects.count() == 2
