"""The articles in seeds/, read whole by the shipped model, against what an annotator finds.

What the extractor does not solve yet is listed in UNSOLVED, with the reason; a row that
begins to pass fails here until it is taken off the list.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from quotes.articles import Article
from quotes.extraction import Extraction, Quotation, load
from quotes.readers import read

ROOT = Path(__file__).resolve().parents[2]
GOLD = [json.loads(line) for line in (ROOT / "tests" / "seeds_gold.jsonl").read_text("utf-8").splitlines()]
QUOTATIONS = [row for row in GOLD if "quote" in row]
NOT_QUOTATIONS = [row for row in GOLD if "not_quote" in row]

UNSOLVED: dict[str, str] = {
    # Content borders.
    "cup-final.txt: to blame the referee, who sent off two o": "the content ends before its relative clause",
    "power-cut.md: a full report within ten days": "the content ends before a closing prepositional phrase",
    "school-meals.txt: Every primary school in Brackwater will ": "a long opening clause is found in part",
    "tram-vote.txt: he would ask the regional court to stop ": "what a relative clause reports is cut out",
    # Words in marks that are no quotation.
    "school-meals.txt: Terence’s Revenge": "a name that somebody voted for is taken for their words",
}


def name_of(row: dict[str, Any]) -> str:
    """Return a short name for a row: the article and the first words."""
    words = row.get("not_quote") or row["quote"][0]
    return f"{row['article']}: {words[:40]}"


def rows(every: list[dict[str, Any]]) -> list[Any]:
    """Return the rows as parameters, the unsolved ones marked."""
    return [
        pytest.param(
            row,
            id=name_of(row),
            marks=pytest.mark.xfail(strict=True, reason=UNSOLVED[name_of(row)])
            if name_of(row) in UNSOLVED
            else (),
        )
        for row in every
    ]


@pytest.fixture(scope="module")
def read_articles() -> dict[str, tuple[str, Extraction]]:
    extract = load()
    found = {}
    for article in read(ROOT / "seeds"):
        assert isinstance(article, Article)
        found[Path(article.origin.split(" ")[0]).name] = (article.text, extract(article.text, article.title))
    return found


@pytest.fixture(scope="module")
def places() -> dict[str, list[int]]:
    """Return where each row of the gold begins: the rows are in reading order."""
    texts = {
        Path(article.origin.split(" ")[0]).name: article.text
        for article in read(ROOT / "seeds")
        if isinstance(article, Article)
    }
    at: dict[str, int] = defaultdict(int)
    begins: dict[str, list[int]] = defaultdict(list)
    for row in GOLD:
        words = row.get("not_quote") or row["quote"][0]
        start = texts[row["article"]].index(words, at[row["article"]])
        begins[name_of(row)].append(start)
        at[row["article"]] = start + (len(words) if "quote" in row else 0)
    return begins


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def found_at(extraction: Extraction, start: int, end: int) -> list[Quotation]:
    return [q for q in extraction.quotations if any(s.start < end and start < s.end for s in q.content)]


@pytest.mark.parametrize("row", rows(QUOTATIONS))
def test_quotation(row: dict[str, Any], read_articles: Any, places: dict[str, list[int]]) -> None:
    text, extraction = read_articles[row["article"]]
    start = places[name_of(row)][0]
    found = found_at(extraction, start, start + len(row["quote"][0]))
    assert len(found) == 1, [[s.of(text) for s in q.content] for q in found]
    (quotation,) = found
    content = " ".join(span.of(text) for span in quotation.content)
    wanted = words(" ".join(row["quote"]))
    shared = len(words(content) & wanted)
    assert shared >= (0.6 if row["kind"] == "indirect" else 0.99) * len(wanted), content
    if row["kind"] == "direct":
        assert words(content) == wanted, content
    assert quotation.voice.name == row["speaker"]
    if row["kind"] != "indirect":
        assert quotation.kind == row["kind"]
        for key, value in (("role", quotation.voice.role), ("organization", quotation.voice.organization)):
            right = [row[key], *row.get(f"{key}_alt", [])]
            assert value in right or (value and any(r and words(r) == words(value) for r in right)), (
                key,
                value,
            )


@pytest.mark.parametrize("row", rows(NOT_QUOTATIONS))
def test_no_quotation(row: dict[str, Any], read_articles: Any, places: dict[str, list[int]]) -> None:
    """Words in marks that are a title, a nickname, a term: no quotation of their own."""
    text, extraction = read_articles[row["article"]]
    start = places[name_of(row)][0]
    own = [
        content
        for q in found_at(extraction, start, start + len(row["not_quote"]))
        if words(content := " ".join(s.of(text) for s in q.content)) <= words(row["not_quote"])
    ]
    assert own == []
