"""Prose: words, the narrator's sentences, paragraphs, and what is quoted."""

from __future__ import annotations

import pytest

from quotes.extraction.prose import Prose, read_prose
from quotes.extraction.records import Attribution, Kind, Span


def prose_of(text: str, kind: Kind = Kind.DIRECT) -> Prose:
    """Read `text` with the words from the first to the last quotation mark as content of one attribution."""
    start, end = text.find('"'), text.rfind('"') + 1
    content = (Attribution((Span(start, end),), (), (), kind, 1.0),) if end > start >= 0 else ()
    return read_prose(text, content)


WORDS = [
    ("possessive", "Roe's car", ["Roe", "'s", "car"]),
    ("curly possessive", "Roe’s car", ["Roe", "’s", "car"]),
    ("apostrophe inside", "O'Dell isn't", ["O'Dell", "isn't"]),
    ("hyphen", "vice-president Fox-Lane", ["vice-president", "Fox-Lane"]),
    ("abbreviation", "Sen. Roe", ["Sen.", "Roe"]),
    ("initial", "Jane Q. Roe", ["Jane", "Q.", "Roe"]),
    ("points inside", "the U.S. left", ["the", "U.S.", "left"]),
    ("party tag", "(R-Tex.)", ["(", "R-Tex.", ")"]),
    ("no is a word, not number", "said no.", ["said", "no", "."]),
]


@pytest.mark.parametrize(("text", "words"), [row[1:] for row in WORDS], ids=[row[0] for row in WORDS])
def test_it_cuts_words(text: str, words: list[str]) -> None:
    prose = read_prose(text)
    assert prose.words == words
    assert [text[s:e] for s, e in zip(prose.starts, prose.ends, strict=True)] == words


SENTENCES = [
    ("point", "Roe won. She wept.", 2),
    ("abbreviation", "Sen. Roe won.", 1),
    ("question", "Did Roe win? She did.", 2),
    ("point before a small letter", "Roe of Acme Inc. won.", 1),
    ("points inside a quotation", 'Roe won. "We did. At last," she said.', 2),
    ("quotation that ends a sentence", 'Roe said "We did." She wept.', 2),
    ("quotation that asks goes on", '"Did we?" Roe asked.', 1),
    ("line", "ROE WINS\nJane Roe won.", 2),
    ("break inside a sentence", "Former mayor Jane Roe\n\ncalled for it.", 1),
]


@pytest.mark.parametrize(("text", "count"), [row[1:] for row in SENTENCES], ids=[row[0] for row in SENTENCES])
def test_it_counts_the_narrators_sentences(text: str, count: int) -> None:
    assert prose_of(text).sentence[-1] + 1 == count


def test_it_counts_paragraphs() -> None:
    assert (
        read_prose("Roe won.\n\nShe wept. She sang.\n\nDoe\n\nleft.").paragraph == [0] * 3 + [1] * 6 + [2] * 3
    )


@pytest.mark.parametrize(
    ("kind", "quoted"),
    [(Kind.DIRECT, ["a", "b", "c"]), (Kind.MIXED, ["a", "c"]), (Kind.INDIRECT, [])],
)
def test_quoted_is_what_stands_in_marks(kind: Kind, quoted: list[str]) -> None:
    prose = prose_of('Roe said "a" b "c" d.', kind)
    assert [w for w, q in zip(prose.words, prose.quoted, strict=True) if q and w != '"'] == quoted


def test_an_empty_text_has_no_words() -> None:
    assert len(read_prose("")) == 0
