"""/api/v1/quotes/stats/"""

from __future__ import annotations

import csv
import datetime
import io
import json
from typing import Any

import pytest
from rest_framework.test import APIClient

from quotes.models import Quote
from quotes.models.change import number
from tests.factories import AffiliationFactory, QuoteFactory, SourceFactory, SpeakerFactory

pytestmark = pytest.mark.django_db

ADA, TOM = "Ada Roe", "Tom Lund"


@pytest.fixture(autouse=True)
def rows() -> None:
    """Five quotes of three articles, and one that was rejected."""
    ada, tom = SpeakerFactory(name=ADA), SpeakerFactory(name=TOM)
    port = AffiliationFactory(speaker=ada, organization="Port")
    post = SourceFactory(publisher="Post", published=datetime.date(2024, 7, 31))
    late = SourceFactory(publisher="Post", published=datetime.date(2024, 8, 1))
    other = SourceFactory(publisher="", published=None)
    QuoteFactory(source=post, speaker=ada, affiliation=port, kind="direct")
    QuoteFactory(source=post, speaker=ada, affiliation=port, kind="mixed")
    QuoteFactory(source=late, speaker=ada, affiliation=None, kind="direct")
    QuoteFactory(source=late, speaker=tom, affiliation=None, kind="direct")
    QuoteFactory(source=other, speaker=None, affiliation=None, kind="indirect")
    QuoteFactory(source=other, speaker=tom, affiliation=None, review=Quote.Review.REJECTED)


def counts(client: APIClient, query: str) -> list[tuple[Any, ...]]:
    """Return the groups as tuples: the values, quotes, sources."""
    response = client.get(f"/api/v1/quotes/stats/?{query}")
    assert response.status_code == 200, response.json()
    groups = []
    for group in response.json()["results"]:
        if group.get("speaker"):
            group["speaker"] = group["speaker"]["name"]
        groups.append(tuple(group.values()))
    return groups


CASES = [
    ("by=speaker", [(ADA, 3, 2), (TOM, 1, 1), (None, 1, 1)]),
    ("by=organization", [(None, 3, 2), ("Port", 2, 1)]),
    ("by=publisher", [("Post", 4, 2), (None, 1, 1)]),
    ("by=kind", [("direct", 3, 2), ("indirect", 1, 1), ("mixed", 1, 1)]),
    ("by=type", [("speech", 5, 3)]),
    ("by=month&ordering=month", [(None, 1, 1), ("2024-07", 2, 1), ("2024-08", 2, 1)]),
    ("by=month&ordering=-month", [("2024-08", 2, 1), ("2024-07", 2, 1), (None, 1, 1)]),
    ("by=year", [(2024, 4, 2), (None, 1, 1)]),
    ("by=speaker,month&has_speaker=true&ordering=month", [
        (ADA, "2024-07", 2, 1), (ADA, "2024-08", 1, 1), (TOM, "2024-08", 1, 1),
    ]),
    ("by=kind&ordering=quotes", [("indirect", 1, 1), ("mixed", 1, 1), ("direct", 3, 2)]),
    ("by=publisher&ordering=-sources", [("Post", 4, 2), (None, 1, 1)]),
    # The filters are those of the list.
    ("by=speaker&kind=direct", [(ADA, 2, 2), (TOM, 1, 1)]),
    ("by=speaker&not_kind=direct", [(ADA, 1, 1), (None, 1, 1)]),
    ("by=kind&organization=port", [("direct", 1, 1), ("mixed", 1, 1)]),
    ("by=speaker&review=rejected", [(TOM, 1, 1)]),
    ("by=kind&q=nowhere", []),
    ("by=speaker&published_after=2024-08-01", [(ADA, 1, 1), (TOM, 1, 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("query", "groups"), CASES, ids=[query for query, _ in CASES])
def test_it_counts(query: str, groups: list[tuple[Any, ...]], anybody: APIClient) -> None:
    found = counts(anybody, query)
    if "ordering" in query or "by=kind" in query:
        assert found == groups
    else:
        # Databases differ in where null stands among equals.
        assert sorted(found, key=str) == sorted(groups, key=str)
        assert [one[-2] for one in found] == [one[-2] for one in groups]


def test_it_says_whether_there_are_more(anybody: APIClient) -> None:
    for limit, more in ((2, True), (3, False)):
        body = anybody.get(f"/api/v1/quotes/stats/?by=kind&limit={limit}").json()
        assert (len(body["results"]), body["more"], body["by"]) == (limit, more, ["kind"])


BAD = {
    "": "by",
    "by=": "by",
    "by=speakers": "by",
    "by=kind,kind": "by",
    "by=kind,type,year": "by",
    "by=kind&by=type": "by",
    "by=kind&ordering=month": "ordering",
    "by=kind&ordering=--quotes": "ordering",
    "by=kind&limit=0": "limit",
    "by=kind&limit=1001": "limit",
    "by=kind&limit=many": "limit",
    "by=kind&cursor=x": "cursor",
    "by=kind&kindd=direct": "kindd",
    "by=kind&kind=oral": "kind",
}


@pytest.mark.parametrize("query", BAD)
def test_what_is_wrong_is_named(query: str, anybody: APIClient) -> None:
    response = anybody.get(f"/api/v1/quotes/stats/?{query}")
    assert response.status_code == 400
    assert [error["parameter"] for error in response.json()["errors"]] == [BAD[query]]


def test_it_takes_one_query_beside_that_for_the_etag(
    anybody: APIClient, django_assert_num_queries: Any
) -> None:
    number()
    with django_assert_num_queries(2):
        counts(anybody, "by=speaker,month&kind=direct")


def test_counts_come_as_files_with_all_groups(db: None, anybody: APIClient) -> None:
    quote = QuoteFactory(source__published=datetime.date(2024, 7, 9))
    QuoteFactory.create_batch(60, source__published=None)
    QuoteFactory(speaker=None, source=quote.source)
    query = "?by=speaker,month&ordering=speaker"
    whole = anybody.get(f"/api/v1/quotes/stats/{query}&limit=1000").json()["results"]
    lines = b"".join(anybody.get(f"/api/v1/quotes/stats.jsonl{query}").streaming_content).splitlines()
    assert [json.loads(line) for line in lines] == whole
    assert len(whole) > 50
    answer = anybody.get(f"/api/v1/quotes/stats/{query}", headers={"Accept": "text/csv"})
    assert answer["Content-Disposition"] == 'attachment; filename="counts.csv"'
    cells = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert list(cells[0]) == ["speaker_id", "speaker_name", "speaker_kind", "month", "quotes", "sources"]
    for row, line in zip(whole, cells, strict=True):
        speaker = row["speaker"] or {"id": "", "name": ""}
        assert (line["speaker_id"], line["speaker_name"]) == (speaker["id"], speaker["name"])
        assert (line["month"], line["quotes"]) == (row["month"] or "", str(row["quotes"]))


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_all_groups_have_no_limit(form: str, db: None, anybody: APIClient) -> None:
    answer = anybody.get(f"/api/v1/quotes/stats.{form}?by=kind&limit=5")
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "limit")
    assert anybody.get("/api/v1/quotes/stats.atom?by=kind").status_code == 404
