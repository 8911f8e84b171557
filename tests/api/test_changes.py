"""/api/v1/changes/"""

from __future__ import annotations

import datetime
import json
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from rest_framework.test import APIClient

from quotes.api.changes import signer
from quotes.models import Change, Quote, Speaker
from quotes.models.merging import merge
from tests.factories import QuoteFactory, SourceFactory, SpeakerFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/changes/"


def read(client: APIClient, address: str = ADDRESS) -> dict[str, Any]:
    response = client.get(address)
    assert response.status_code == 200, response.json()
    body: dict[str, Any] = response.json()
    return body


def refused(client: APIClient, query: str, status: int = 400) -> dict[str, Any]:
    response = client.get(f"{ADDRESS}?{query}")
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    body: dict[str, Any] = response.json()
    return body


def test_it_tells_what_happened(anybody: APIClient) -> None:
    quote = QuoteFactory(affiliation=None)
    start = read(anybody)["next"]
    left = SpeakerFactory()
    merge(quote.speaker, left)
    Quote.objects.update(review=Quote.Review.REJECTED)
    quote.source.delete()
    rows = read(anybody, start)["results"]
    assert [(row["resource"], row["id"], row["action"]) for row in rows] == [
        ("speaker", left.public_id, "created"),
        ("quote", quote.public_id, "updated"),
        ("speaker", left.public_id, "updated"),
        ("speaker", quote.speaker.public_id, "merged"),
        ("speaker", left.public_id, "updated"),
        ("quote", quote.public_id, "rejected"),
        ("quote", quote.public_id, "deleted"),
        ("source", quote.source.public_id, "deleted"),
    ]
    assert [row["merged_into"] for row in rows].count(left.public_id) == 1
    assert rows[3]["merged_into"] == left.public_id
    assert rows[3]["url"] == f"http://testserver/api/v1/speakers/{quote.speaker.public_id}/"
    assert anybody.get(rows[3]["url"]).status_code == 301
    assert anybody.get(rows[4]["url"]).status_code == 200
    assert anybody.get(rows[6]["url"]).status_code == 404
    assert [row["sequence"] for row in rows] == list(range(rows[0]["sequence"], rows[0]["sequence"] + 8))
    times = [datetime.datetime.fromisoformat(row["time"]) for row in rows]
    assert all(abs(timezone.now() - time) < datetime.timedelta(minutes=1) for time in times)


class Mirror:
    """A copy that is kept as docs/api.md says: by reading the lists once, and then the changes."""

    paths: ClassVar = {"quote": "quotes/?", "speaker": "speakers/?", "source": "sources/?expand=text&"}

    def __init__(self, client: APIClient) -> None:
        self.client = client
        self.next = read(client, f"{ADDRESS}?since=now&limit=5")["next"]
        self.rows: dict[str, Any] = self.lists()

    def lists(self) -> dict[str, Any]:
        reviews = "review=unreviewed&review=accepted&review=corrected&review=rejected"
        rows: dict[str, Any] = {}
        for path in (f"quotes.jsonl?{reviews}", "speakers.jsonl", "sources.jsonl?expand=text"):
            streamed = self.client.get(f"/api/v1/{path}").getvalue().decode()
            rows |= {row.get("api_url") or row["url"]: row for row in map(json.loads, streamed.splitlines())}
        return rows

    def poll(self) -> None:
        more = True
        while more:
            body = read(self.client, self.next)
            self.next, more = body["next"], body["more"]
            for change in body["results"]:
                self.rows.pop(change["url"], None)
            told = [row for row in body["results"] if row["action"] not in ("deleted", "merged")]
            for name, path in self.paths.items():
                ids = {row["id"] for row in told if row["resource"] == name}
                if ids:
                    query = "&".join(f"id={one}" for one in ids)
                    found = read(self.client, f"/api/v1/{path}{query}&limit=100")["results"]
                    self.rows |= {row.get("api_url") or row["url"]: row for row in found}


def test_a_copy_that_is_kept_as_the_documentation_says(anybody: APIClient, staff: APIClient) -> None:
    first, second, third = QuoteFactory.create_batch(3)
    mirror = Mirror(anybody)
    assert len(mirror.rows) == 9
    new = QuoteFactory()
    mirror.poll()
    assert len(mirror.rows) == 12
    address = f"/api/v1/quotes/{first.public_id}/"
    staff.patch(address, {"content_spans": [[first.start, first.start + 8]], "speaker": None})
    staff.patch(f"/api/v1/quotes/{second.public_id}/", {"review": "rejected"})
    staff.post(f"/api/v1/speakers/{second.speaker.public_id}/merge/", {"into": third.speaker.public_id})
    staff.patch(f"/api/v1/speakers/{third.speaker.public_id}/", {"aliases": ["The Captain"]})
    staff.patch(f"/api/v1/sources/{third.source.public_id}/", {"language": "nl"})
    staff.delete(f"/api/v1/speakers/{first.speaker.public_id}/")
    staff.post("/api/v1/affiliations/", {"speaker": new.speaker.public_id, "role": "stoker"})
    new.source.delete()
    assert mirror.rows != mirror.lists()
    mirror.poll()
    assert mirror.rows == mirror.lists()
    assert len(mirror.rows) == 8


def test_it_tells_everything_once_in_pages_of_any_size(anybody: APIClient) -> None:
    sources = SourceFactory.create_batch(7)
    for limit in (1, 3, 7, 8):
        told, address, more = [], f"{ADDRESS}?limit={limit}", True
        while more:
            body = read(anybody, address)
            told += body["results"]
            address, more = body["next"], body["more"]
        assert [row["id"] for row in told] == [source.public_id for source in sources]
        # The last place is where the next change will be told.
        assert read(anybody, address)["results"] == []
        assert parse_qs(urlsplit(address).query)["limit"] == [str(limit)]


def test_from_now_on(anybody: APIClient) -> None:
    SourceFactory()
    body = read(anybody, f"{ADDRESS}?since=now")
    assert (body["results"], body["more"]) == ([], False)
    assert read(anybody, body["next"])["results"] == []
    source = SourceFactory()
    assert [row["id"] for row in read(anybody, body["next"])["results"]] == [source.public_id]


def test_of_an_empty_database(anybody: APIClient) -> None:
    for query in ("", "?since=now"):
        body = read(anybody, f"{ADDRESS}{query}")
        assert (body["results"], body["more"]) == ([], False)
        assert read(anybody, body["next"])["results"] == []


def test_a_place_that_is_no_longer_kept_is_gone(anybody: APIClient) -> None:
    SourceFactory.create_batch(3)
    places = [read(anybody, f"{ADDRESS}?limit={limit}")["next"].partition("?")[2] for limit in (1, 2, 3)]
    long_ago = timezone.now() - datetime.timedelta(days=100)
    Change.objects.filter(sequence__lt=3).update(time=long_ago)
    call_command("forget_changes")
    assert "since=now" in refused(anybody, places[0], 410)["detail"]
    # What came after the second is there.
    assert len(read(anybody, f"{ADDRESS}?{places[1]}")["results"]) == 1
    assert read(anybody, f"{ADDRESS}?{places[2]}")["results"] == []
    assert [row["sequence"] for row in read(anybody)["results"]] == [3]


def test_a_place_of_another_database_is_gone(anybody: APIClient) -> None:
    SourceFactory()
    assert refused(anybody, f"since={signer().sign_object(5)}", 410)["status"] == 410


@pytest.mark.parametrize(
    "since", ["0", "5", "NOW", "MQ~x", "~", "a" * 5000, "%00", "%ff", "1~2~3", "now&since=now", ""]
)
def test_a_forged_place_is_refused(since: str, anybody: APIClient) -> None:
    SourceFactory()
    (error,) = refused(anybody, f"since={since}")["errors"]
    assert error["parameter"] == "since"


def test_a_cursor_of_a_list_is_no_place(anybody: APIClient) -> None:
    SourceFactory.create_batch(2)
    cursor = parse_qs(urlsplit(read(anybody, "/api/v1/sources/?limit=1")["next"]).query)["cursor"][0]
    refused(anybody, f"since={cursor}")


@pytest.mark.parametrize("limit", ["0", "1001", "-1", "1.5", "x", "9" * 30, "٣"])
def test_a_bad_limit_is_refused(limit: str, anybody: APIClient) -> None:
    assert refused(anybody, f"limit={limit}")["errors"][0]["parameter"] == "limit"


def test_an_unknown_parameter_is_refused(anybody: APIClient) -> None:
    assert "'since'" in refused(anybody, "sinse=now")["errors"][0]["detail"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_is_only_read(method: str, staff: APIClient) -> None:
    assert getattr(staff, method)(ADDRESS).status_code == 405


def test_head_and_options(anybody: APIClient) -> None:
    SourceFactory()
    head = anybody.head(ADDRESS)
    assert (head.status_code, head.content) == (200, b"")
    assert anybody.options(ADDRESS).status_code == 200


def test_it_takes_the_same_queries_for_any_number(
    anybody: APIClient, django_assert_max_num_queries: Any
) -> None:
    Speaker.objects.bulk_create(Speaker(name=f"Ada {n}") for n in range(200))
    # Those that give numbers to what has none among them, and those that ask for the newest.
    with django_assert_max_num_queries(10):
        assert len(read(anybody)["results"]) == 100
    with django_assert_max_num_queries(4):
        read(anybody, f"{ADDRESS}?limit=1000")


@pytest.mark.parametrize("days", [-1, 10**9])
def test_bad_days(days: int) -> None:
    with pytest.raises(CommandError, match="a whole number"):
        call_command("forget_changes", days=days)


def test_the_command_says_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    SourceFactory.create_batch(3)
    call_command("forget_changes", days=0)
    assert capsys.readouterr().out == "Deleted 2 changes.\n"
