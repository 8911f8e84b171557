"""/api/v1/quotes/?q=: what is marked, and the best first. What is found: tests/models/test_search.py."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from rest_framework.test import APIClient

from quotes.api import relevance
from quotes.models import Quote
from tests.factories import QuoteFactory, SourceFactory

pytestmark = pytest.mark.django_db

TEXTS = ["levy levy levy", "the levy", "the levy falls on ferries", "a toll and the levy", "rain"]


@pytest.fixture
def quotes() -> list[Quote]:
    """A text a day, the last of TEXTS the newest."""
    days = [datetime.date(2024, 7, 1 + number) for number in range(len(TEXTS))]
    return [QuoteFactory(text=text, source__published=day) for text, day in zip(TEXTS, days, strict=True)]


def read(client: APIClient, **query: Any) -> dict[str, Any]:
    response = client.get("/api/v1/quotes/", query)
    assert response.status_code == 200, response.json()
    return response.json()


def texts(body: dict[str, Any]) -> list[str]:
    return [row["text"] for row in body["results"]]


def test_rows_say_where_the_words_stand(anybody: APIClient) -> None:
    quote = QuoteFactory(text="Zoë’s levy falls, on ferries")
    for q, found in {
        'levy "falls on"': ["levy", "falls, on"],
        "zoe OR rain": ["Zoë"],
        "fer* -rain": ["ferries"],
        "-rain": [],
    }.items():
        (row,) = read(anybody, q=q)["results"]
        assert [quote.text[start:end] for start, end in row["highlights"]] == found


def test_rows_say_nothing_of_it_without_a_search(quotes: list[Quote], anybody: APIClient) -> None:
    assert all("highlights" not in row for row in read(anybody)["results"])
    assert "highlights" not in anybody.get(f"/api/v1/quotes/{quotes[0].public_id}/").json()


def test_newest_come_first_and_the_best_where_asked_for(quotes: list[Quote], anybody: APIClient) -> None:
    assert texts(read(anybody, q="levy")) == TEXTS[3::-1]
    best = read(anybody, q="levy OR toll", ordering="relevance")
    assert texts(best) == ["a toll and the levy", "levy levy levy", "the levy", "the levy falls on ferries"]
    assert best["ranked"] == {"candidates": 4, "capped": False}
    assert "ranked" not in read(anybody, q="levy")


def test_other_filters_hold_too(quotes: list[Quote], anybody: APIClient) -> None:
    found = read(anybody, q="levy", ordering="relevance", published_after="2024-07-03")
    assert texts(found) == ["a toll and the levy", "the levy falls on ferries"]


def test_ranked_pages_lead_forth_and_back(quotes: list[Quote], anybody: APIClient) -> None:
    QuoteFactory.create_batch(4, text="the levy", source=SourceFactory())
    whole = read(anybody, q="levy", ordering="relevance")
    assert (whole["next"], whole["previous"]) == (None, None)
    pages = [read(anybody, q="levy", ordering="relevance", limit=3)]
    while address := pages[-1]["next"]:
        pages.append(anybody.get(address).json())
    assert [row["id"] for page in pages for row in page["results"]] == [row["id"] for row in whole["results"]]
    assert [len(page["results"]) for page in pages] == [3, 3, 2]
    for page, before in zip(pages[1:], pages, strict=False):
        assert anybody.get(page["previous"]).json()["results"] == before["results"]
    assert pages[0]["previous"] is None


@pytest.mark.parametrize("most", [1000, 8], ids=["all", "a part"])
def test_what_comes_between_ranked_pages_disturbs_none(
    most: int, quotes: list[Quote], anybody: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relevance, "CANDIDATES", most)
    QuoteFactory.create_batch(6, text="the levy", source=SourceFactory(published=datetime.date(2024, 7, 2)))
    whole = read(anybody, q="levy OR toll", ordering="relevance")
    pages = [read(anybody, q="levy OR toll", ordering="relevance", limit=2)]
    while address := pages[-1]["next"]:
        # New and old, better and worse, and of words that so become common: all that moves a rank.
        for text, day in (("levy levy toll", 30), ("a levy of rain and of sun", 1), ("toll toll", 15)):
            QuoteFactory(text=text, source__published=datetime.date(2024, 7, day))
        pages.append(anybody.get(address).json())
    assert [row["id"] for page in pages for row in page["results"]] == [row["id"] for row in whole["results"]]
    assert len(pages) > 3
    assert {str(page["ranked"]) for page in pages} == {str(whole["ranked"])}
    back = anybody.get(pages[-1]["previous"]).json()
    assert back["results"] == pages[-2]["results"]


def test_it_says_that_only_the_newest_are_ranked(
    quotes: list[Quote], anybody: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relevance, "CANDIDATES", 2)
    best = read(anybody, q="levy", ordering="relevance")
    assert best["ranked"] == {"candidates": 2, "capped": True}
    assert set(texts(best)) == set(TEXTS[2:4])


@pytest.mark.parametrize(
    ("address", "parameter", "words"),
    [
        ("quotes/?ordering=relevance", "ordering", "Relevance to what?"),
        ("quotes/?q=levy&ordering=-relevance", "ordering", "Did you mean 'relevance'?"),
        ("quotes/?q=levy&ordering=relevance&cursor=x", "cursor", "Not a cursor"),
        ("quotes/?q=levy&ordering=relevance&limit=0", "limit", "from 1 to"),
        ("quotes.csv?q=levy&ordering=relevance", "ordering", "the whole list"),
        ("speakers/?ordering=relevance", "ordering", "not a choice"),
    ],
)
def test_what_is_refused(address: str, parameter: str, words: str, anybody: APIClient) -> None:
    response = anybody.get(f"/api/v1/{address}")
    assert response.status_code == 400
    (fault,) = response.json()["errors"]
    assert (fault["parameter"], words in fault["detail"]) == (parameter, True)


def test_cursors_are_kept_apart(quotes: list[Quote], anybody: APIClient) -> None:
    for ordering, other in (("relevance", "-published"), ("-published", "relevance")):
        address = read(anybody, q="levy", ordering=ordering, limit=1)["next"]
        response = anybody.get(address.replace(f"ordering={ordering}", f"ordering={other}"))
        assert f"A cursor of the ordering '{ordering}'" in response.json()["errors"][0]["detail"]


@pytest.mark.parametrize(
    "q",
    [
        pytest.param('levy" OR "1"="1', id="SQL"),
        pytest.param("levy'); DROP TABLE quotes_quote --", id="more SQL"),
        pytest.param("NEAR(levy toll, 2) ^levy {a}:x + * -", id="FTS5"),
        pytest.param("levy:* & !toll <-> | (a", id="tsquery"),
        pytest.param("levy\0", id="NUL"),
        pytest.param("\ud800levy".encode("utf-8", "surrogatepass"), id="half a surrogate pair"),
        pytest.param("x " * 500, id="500 words"),
        pytest.param(" OR ".join(["ab*"] * 400), id="400 beginnings"),
        pytest.param("-x " * 400, id="400 negatives"),
        pytest.param("NOT " * 999 + "x", id="NOT"),
        pytest.param("(" * 2000 + ")" * 2000, id="parentheses"),
        pytest.param(" OR ".join(["-(speaker:x* org:y)"] * 10), id="fields"),
        pytest.param("date:9999-12-31..", id="the last day"),
        pytest.param("%_" * 100, id="patterns"),
        pytest.param("👩‍🚒\u202e\u0301" * 100, id="emoji and marks"),
    ],
)
@pytest.mark.parametrize("ordering", ["-published", "relevance"])
def test_hostile_searches_are_answered_or_refused(
    q: str, ordering: str, quotes: list[Quote], anybody: APIClient
) -> None:
    for accept in ("application/json", "text/html"):
        response = anybody.get("/api/v1/quotes/", {"q": q, "ordering": ordering}, headers={"accept": accept})
        assert response.status_code in (200, 400)
