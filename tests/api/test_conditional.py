"""Conditional requests: ETag, Last-Modified, 304 and 412."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from django.utils.http import http_date, parse_http_date
from rest_framework.test import APIClient

from quotes.models import Alias, Change, Identifier, Quote, Speaker, Term
from quotes.models.change import number
from tests.factories import AffiliationFactory, QuoteFactory

pytestmark = pytest.mark.django_db

HOUR_AGO = timezone.now().replace(microsecond=0) - timedelta(hours=1)
STRONG = re.compile(r'"[0-9a-f]{32}"')


@pytest.fixture
def quote(db: None) -> Quote:
    """A quote of a speaker with an affiliation."""
    quote: Quote = QuoteFactory()
    return quote


@pytest.fixture
def addresses(quote: Quote) -> dict[str, str]:
    """Something of each kind to read, which was last changed an hour ago."""
    number()
    Change.objects.update(time=HOUR_AGO, told=HOUR_AGO)
    v1 = "/api/v1"
    return {
        "list": f"{v1}/quotes/",
        "filtered": f"{v1}/quotes/?kind=direct&limit=1",
        "search": f"{v1}/quotes/?q=the&ordering=relevance",
        "csv": f"{v1}/quotes.csv",
        "jsonl": f"{v1}/quotes/?format=jsonl",
        "jsonld": f"{v1}/quotes.jsonld",
        "atom": f"{v1}/quotes.atom",
        "counts": f"{v1}/quotes/stats/?by=kind",
        "speakers": f"{v1}/speakers/",
        "sources": f"{v1}/sources/",
        "affiliations": f"{v1}/affiliations/",
        "quote": f"{v1}/quotes/{quote.public_id}/",
        "speaker": f"{v1}/speakers/{quote.speaker.public_id}/",
        "source": f"{v1}/sources/{quote.source.public_id}/",
        "affiliation": f"{v1}/affiliations/{quote.affiliation.public_id}/",
        "evidence": f"{v1}/quotes/{quote.public_id}/evidence/",
        "variants": f"{v1}/quotes/{quote.public_id}/variants/",
        "changes": f"{v1}/changes/",
        "root": f"{v1}/",
    }


LISTS = [
    "list",
    "filtered",
    "search",
    "csv",
    "jsonl",
    "jsonld",
    "atom",
    "counts",
    "speakers",
    "sources",
    "affiliations",
]
RECORDS = ["quote", "speaker", "source", "affiliation"]
REST = ["evidence", "variants", "changes"]
ALL = [*LISTS, *RECORDS, *REST]


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("name", [*ALL, "root"])
class TestReading:
    """What has not changed is not sent again."""

    def test_it_has_strong_validators(
        self, name: str, method: str, addresses: dict[str, str], anybody: APIClient
    ) -> None:
        answer = getattr(anybody, method)(addresses[name])
        assert answer.status_code == 200
        assert STRONG.fullmatch(answer["ETag"])
        assert answer["Cache-Control"] == "no-cache"
        # The root never changes.
        told = None if name == "root" else http_date(HOUR_AGO.timestamp())
        assert answer.get("Last-Modified") == told

    def test_what_is_known_is_a_304_without_a_body(
        self, name: str, method: str, addresses: dict[str, str], anybody: APIClient
    ) -> None:
        answer = getattr(anybody, method)(addresses[name])
        for condition in (answer["ETag"], f'"other", W/{answer["ETag"]}', "*"):
            again = getattr(anybody, method)(addresses[name], headers={"If-None-Match": condition})
            # A weak comparison is what reading asks for.
            assert (again.status_code, again.content) == (304, b""), condition
            assert again["ETag"] == answer["ETag"]
            assert again.get("Last-Modified") == answer.get("Last-Modified")
            assert "Content-Type" not in again
            assert "Accept" in again["Vary"]

    def test_anything_else_is_sent(
        self, name: str, method: str, addresses: dict[str, str], anybody: APIClient
    ) -> None:
        for condition in ('"other"', "", "nonsense"):
            answer = getattr(anybody, method)(addresses[name], headers={"If-None-Match": condition})
            assert answer.status_code == 200

    def test_a_condition_that_does_not_hold_is_a_412(
        self, name: str, method: str, addresses: dict[str, str], anybody: APIClient
    ) -> None:
        answer = getattr(anybody, method)(addresses[name], headers={"If-Match": '"other"'})
        assert answer.status_code == 412
        assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("name", ALL)
def test_a_change_of_just_now_has_no_moment(
    name: str, addresses: dict[str, str], quote: Quote, anybody: APIClient
) -> None:
    QuoteFactory()
    now = http_date(timezone.now().timestamp() + 5)
    answer = anybody.get(addresses[name], headers={"If-Modified-Since": now})
    # Another one may come in the same second, which is all that a date tells.
    assert (answer.status_code, "Last-Modified" in answer) == (200, False)
    number()
    Change.objects.update(time=HOUR_AGO, told=HOUR_AGO)
    assert anybody.get(addresses[name], headers={"If-Modified-Since": now}).status_code == 304


@pytest.mark.parametrize("name", ALL)
def test_the_moment_alone_will_do(name: str, addresses: dict[str, str], anybody: APIClient) -> None:
    moment = anybody.get(addresses[name])["Last-Modified"]
    before = http_date(parse_http_date(moment) - 1)
    assert anybody.get(addresses[name], headers={"If-Modified-Since": moment}).status_code == 304
    assert anybody.get(addresses[name], headers={"If-Modified-Since": before}).status_code == 200
    # The tag says more.
    headers = {"If-Modified-Since": moment, "If-None-Match": '"other"'}
    assert anybody.get(addresses[name], headers=headers).status_code == 200


CHANGES: dict[str, Callable[[Quote], Any]] = {
    "a quote is accepted": lambda quote: Quote.objects.filter(pk=quote.pk).update(review="accepted"),
    "a quote goes": lambda quote: quote.delete(),
    "another one comes": lambda quote: QuoteFactory(source=quote.source),
    "its speaker is renamed": lambda quote: Speaker.objects.filter(pk=quote.speaker.pk).update(
        name="Ada Roe"
    ),
    "a name is added": lambda quote: Alias.objects.create(speaker=quote.speaker, name="A. R."),
    "an identifier is added": lambda quote: Identifier.objects.create(
        speaker=quote.speaker, scheme="wikidata", value="Q1"
    ),
    "a term is added": lambda quote: Term.objects.create(affiliation=quote.affiliation),
    "an affiliation is added": lambda quote: AffiliationFactory(speaker=quote.speaker),
    "the source gets a title": lambda quote: type(quote.source).objects.update(title="New"),
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_change_ends_the_tags_of_lists(
    name: str, change: Callable[[Quote], Any], quote: Quote, addresses: dict[str, str], anybody: APIClient
) -> None:
    before = anybody.get(addresses[name])["ETag"]
    change(quote)
    answer = anybody.get(addresses[name], headers={"If-None-Match": before})
    assert (answer.status_code, answer["ETag"] == before) == (200, False)


@pytest.mark.parametrize(
    ("name", "changes"),
    {
        "quote": ["a quote is accepted", "its speaker is renamed", "the source gets a title"],
        "speaker": [
            "its speaker is renamed",
            "a name is added",
            "an identifier is added",
            "an affiliation is added",
        ],
        "source": ["the source gets a title"],
        "affiliation": ["its speaker is renamed", "a term is added"],
    }.items(),
)
def test_a_record_has_a_new_tag_where_it_shows_the_change(
    name: str, changes: list[str], quote: Quote, addresses: dict[str, str], anybody: APIClient
) -> None:
    for change in changes:
        before = anybody.get(addresses[name])["ETag"]
        CHANGES[change](quote)
        assert anybody.get(addresses[name])["ETag"] != before, change
    before = anybody.get(addresses[name])["ETag"]
    QuoteFactory()
    assert anybody.get(addresses[name])["ETag"] == before


def test_each_address_and_format_has_a_tag_of_its_own(addresses: dict[str, str], anybody: APIClient) -> None:
    tags = [anybody.get(addresses[name])["ETag"] for name in LISTS]
    assert len(set(tags)) == len(LISTS)
    as_feed = anybody.get(addresses["list"], headers={"Accept": "application/atom+xml"})
    assert as_feed["ETag"] not in tags


def test_a_304_reads_nothing_but_the_newest_change(
    addresses: dict[str, str], anybody: APIClient, django_assert_num_queries: Any
) -> None:
    tag = anybody.get(addresses["list"])["ETag"]
    with django_assert_num_queries(1):
        assert anybody.get(addresses["list"], headers={"If-None-Match": tag}).status_code == 304


def test_a_mistake_is_none_the_less_one(anybody: APIClient) -> None:
    for headers in ({"If-None-Match": "*"}, {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}):
        answer = anybody.get("/api/v1/quotes/?kindd=direct", headers=headers)
        assert answer.status_code == 400
        assert "ETag" not in answer


def test_a_page_for_people_has_no_tag(addresses: dict[str, str], anybody: APIClient) -> None:
    for name in ("list", "quote"):
        answer = anybody.get(addresses[name], headers={"Accept": "text/html"})
        assert (answer.status_code, "ETag" in answer) == (200, False)


def test_an_empty_database_has_tags(anybody: APIClient) -> None:
    Change.objects.all().delete()
    answer = anybody.get("/api/v1/quotes/")
    assert "Last-Modified" not in answer
    assert anybody.get("/api/v1/quotes/", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_without_numbers_the_tag_is_made_of_the_bytes(
    quote: Quote, addresses: dict[str, str], anybody: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite gives the numbers itself")
    monkeypatch.setattr("quotes.models.change.number", lambda: None)
    first = anybody.get(addresses["list"])["ETag"]
    assert anybody.get(addresses["list"], headers={"If-None-Match": first}).status_code == 304
    Speaker.objects.filter(pk=quote.speaker_id).update(name="Another Name")
    assert anybody.get(addresses["list"], headers={"If-None-Match": first}).status_code == 200


@pytest.mark.parametrize("name", RECORDS)
class TestWriting:
    """Nobody overwrites what they have not seen."""

    BODIES = {
        "quote": {"kind": "mixed"},
        "speaker": {"name": "Ada Roe"},
        "source": {"title": "New"},
        "affiliation": {"role": "captain"},
    }

    def test_the_newest_tag_allows_it_and_the_answer_has_the_next(
        self, name: str, addresses: dict[str, str], staff: APIClient
    ) -> None:
        tag = staff.get(addresses[name])["ETag"]
        answer = staff.patch(addresses[name], self.BODIES[name], headers={"If-Match": tag})
        assert answer.status_code == 200
        assert answer["ETag"] == staff.get(addresses[name])["ETag"] != tag
        assert staff.patch(addresses[name], {}, headers={"If-Match": answer["ETag"]}).status_code == 200

    def test_an_older_one_is_a_412(self, name: str, addresses: dict[str, str], staff: APIClient) -> None:
        tag = staff.get(addresses[name])["ETag"]
        staff.patch(addresses[name], self.BODIES[name])
        for headers in (
            {"If-Match": tag},
            {"If-Match": f"W/{staff.get(addresses[name])['ETag']}"},  # not strong
            {"If-None-Match": "*"},
            {"If-Unmodified-Since": "Mon, 01 Jan 2024 00:00:00 GMT"},
        ):
            before = staff.get(addresses[name]).content
            answer = staff.patch(addresses[name], {}, headers=headers)
            assert (answer.status_code, answer["Content-Type"]) == (412, "application/problem+json"), headers
            assert staff.get(addresses[name]).content == before

    def test_a_star_asks_that_there_is_one(
        self, name: str, addresses: dict[str, str], staff: APIClient
    ) -> None:
        assert staff.patch(addresses[name], {}, headers={"If-Match": "*"}).status_code == 200
        nobody = re.sub("[a-z2-7]{16}/$", f"{'a' * 16}/", addresses[name])
        assert staff.patch(nobody, {}, headers={"If-Match": "*"}).status_code == 404


def test_deleting_and_merging_ask_as_well(staff: APIClient) -> None:
    one, other = Speaker.objects.create(name="Ada Roe"), Speaker.objects.create(name="Tom Lund")
    address = f"/api/v1/speakers/{one.public_id}/"
    old = {"If-Match": '"old"'}
    assert staff.delete(address, headers=old).status_code == 412
    assert staff.post(f"{address}merge/", {"into": other.public_id}, headers=old).status_code == 412
    assert Speaker.objects.current().count() == 2
    tag = staff.get(address)["ETag"]
    answer = staff.post(f"{address}merge/", {"into": other.public_id}, headers={"If-Match": tag})
    assert answer.status_code == 200
    address = f"/api/v1/speakers/{Speaker.objects.create(name='Ida Moe').public_id}/"
    assert staff.delete(address, headers={"If-Match": staff.get(address)["ETag"]}).status_code == 204
