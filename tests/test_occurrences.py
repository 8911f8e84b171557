"""Where the words of a query stand, and which quote answers it best."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.folding import located_words, words
from quotes.occurrences import highlights, scores
from quotes.search import parse, terms


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        # Words, wherever they stand, whatever their case and accents.
        ("levy", "The LÉVY; the levy!", ["LÉVY", "levy"]),
        ("levy toll", "A toll or a levy", ["toll", "levy"]),
        ("levy", "The levies", []),
        # Phrases are one span, punctuation within it included.
        ('"falls on"', "It falls, on Monday, on us", ["falls, on"]),
        ("don't", "They don’t", ["don’t"]),
        # The beginning of a word marks the whole word.
        ("negotiat*", "Negotiators negotiate", ["Negotiators", "negotiate"]),
        ('"new neg*"', "new negotiators", []),
        ('"new neg"*', "new negotiators", ["new negotiators"]),
        # Numbers, abbreviations, letters of several characters.
        ("1000 us", "1,000 in the U.S.", ["1,000", "U.S"]),
        ("fine strasse", "ﬁne Straße 👩‍🚒", ["ﬁne", "Straße"]),
        # What must not occur is not marked, nor what a field asks for.
        ("levy -(toll OR rail) org:port", "levy port", ["levy"]),
        # Spans that overlap are joined.
        ('"no no" OR "no more"', "no no no more", ["no no no more"]),
        ("-levy", "toll", []),
    ],
)
def test_highlights(query: str, text: str, expected: list[str]) -> None:
    found = highlights(terms(parse(query)), text)
    assert [text[start:end] for start, end in found] == expected


@given(st.text(st.sampled_from("aBéßİﬁ½²Ǆ1,. ’-“\u0301\u00ad\0\ud800𝒟한"), max_size=30))
def test_located_words_are_the_words(text: str) -> None:
    located = located_words(text)
    assert [word.word for word in located] == words(text)
    for word in located:
        assert word.word in "".join(words(text[word.start : word.end]))
    for one, other in pairwise(located):
        assert one.start <= other.start
        assert one.end <= other.end


@pytest.mark.parametrize(
    ("query", "best"),
    [
        # The rarer word counts for more.
        ("levy OR toll", "toll for the ferries"),
        # More often in fewer words.
        ("levy", "levy on levy"),
        ('"the ferries"', "toll for the ferries"),
    ],
)
def test_the_best_answer_comes_first(query: str, best: str) -> None:
    texts = [
        "the levy falls on ferries and on ships",
        "levy on levy",
        "toll for the ferries",
        "levy for ferries",
    ]
    of = dict(zip(texts, scores(terms(parse(query)), texts), strict=True))
    assert max(of, key=lambda text: of[text]) == best


def test_no_terms_and_no_texts() -> None:
    assert scores([], ["levy", "toll"]) == [0, 0]
    assert scores(terms(parse("levy")), []) == []
