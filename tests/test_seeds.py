"""The articles in seeds/ and what an annotator finds in them, tests/seeds_gold.jsonl.

Each line of the gold is a quotation, {"article", "quote", "kind", "speaker", "role",
"organization"}, or words in marks that are none, {"article", "not_quote", "why"}; in
reading order. `article` is the file in seeds/, with the line for JSONL.

- `quote` lists the stretches: of direct and mixed quotations the words between the marks,
  of indirect ones the content without "that". Indirect borders are a matter of taste.
- One cue, one quotation: `"a," he said. "B."` is one of two stretches. A new paragraph or
  a new cue starts the next, also where a quotation runs on over several paragraphs.
- Marks within marks are no quotation of their own.
- `speaker` is the fullest name in the article without title, null for unnamed speakers.
  `role` and `organization` are words of the article, null where it states none; what
  counts as right too stands in `role_alt` and `organization_alt`.
"""

import json
import re
from collections import defaultdict
from pathlib import Path

import pytest

from quotes.articles import Article
from quotes.readers import read

ROOT = Path(__file__).resolve().parent.parent
GOLD = [json.loads(line) for line in (ROOT / "tests" / "seeds_gold.jsonl").read_text("utf-8").splitlines()]
MARK = r"[\"“”«»]|``|''"
OPENING = ('"', "“", "«", "``", "'", "‘")


def articles():
    """Return the articles in seeds/ by name: "tram-vote.txt", "wire.jsonl:1"."""
    found = list(read(ROOT / "seeds"))
    assert all(isinstance(item, Article) for item in found)
    return {Path(article.origin.split(" ")[0]).name: article for article in found}


@pytest.fixture(scope="module")
def seeds():
    return articles()


def rows_by_article():
    rows = defaultdict(list)
    for row in GOLD:
        rows[row["article"]].append(row)
    return rows


def test_every_seed_has_its_gold(seeds):
    assert set(seeds) == set(rows_by_article())
    assert len(seeds) >= 8


def test_every_seed_has_its_heading_and_date_and_neither_in_its_text(seeds):
    for name, article in seeds.items():
        assert article.title, name
        assert article.published, name
        assert article.title not in article.text, name
        assert not any(author in article.text for author in article.authors), name
        assert 200 <= len(article.text.split()) <= 450, name
    assert not any("©" in article.text or "Copyright" in article.text for article in seeds.values())


def place_of(words, text, after, in_marks):
    """Return where `words` stand in `text` from `after` on, right behind an opening mark if asked."""
    start = text.find(words, after)
    while in_marks and start >= 0 and not text[:start].endswith(OPENING):
        start = text.find(words, start + 1)
    return start


@pytest.mark.parametrize("name", sorted(rows_by_article()))
def test_the_gold_stands_in_the_article_in_reading_order(seeds, name):
    """Every mark of the article borders or lies in words of the gold: nothing in marks is left out."""
    text = seeds[name].text
    covered = set()
    after = 0
    for row in rows_by_article()[name]:
        is_quote = "quote" in row
        for words in row["quote"] if is_quote else [row["not_quote"]]:
            start = place_of(words, text, after if is_quote else 0, row.get("kind") != "indirect")
            assert start >= 0, words
            covered.update(range(start - 2, start + len(words) + 2))
            if is_quote:
                after = start + len(words)
    places = (match.start() for match in re.finditer(MARK, text))
    assert [text[place : place + 40] for place in places if place not in covered] == []


def test_the_gold_says_only_what_the_article_says(seeds):
    for row in GOLD:
        if "quote" not in row:
            continue
        assert row["kind"] in ("direct", "mixed", "indirect")
        text = seeds[row["article"]].text
        stated = [row["speaker"], row["role"], row["organization"]]
        stated += row.get("role_alt", []) + row.get("organization_alt", [])
        assert [words for words in stated if words and words not in text] == [], row["quote"]
