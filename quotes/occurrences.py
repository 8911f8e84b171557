"""Where the words of a query stand in a quote, and how well quotes answer it. Pure.

>>> highlights([Words(("levy",))], "The levy; no other levies.")
[[4, 8]]
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from quotes.folding import located_words
from quotes.search import MAX_WORD, Words

# How soon repetition stops to count, and how much length does: the usual values of BM25.
_SATURATION = 1.2
_LENGTH = 0.75


def highlights(terms: Sequence[Words], text: str) -> list[list[int]]:
    """Return where the terms stand in `text`, in order: [start, end] in characters, half-open.

    A phrase is one span; spans that overlap are joined.
    """
    located = located_words(text)
    words = [word.word[:MAX_WORD] for word in located]
    found = sorted(
        [located[place].start, located[place + len(term.words) - 1].end]
        for term in dict.fromkeys(terms)
        for place in _places(term, words)
    )
    joined: list[list[int]] = []
    for start, end in found:
        if joined and start < joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], end)
        else:
            joined.append([start, end])
    return joined


def scores(terms: Sequence[Words], texts: Sequence[str]) -> list[float]:
    """Return how well each text of folded words answers the terms, by BM25 among these texts.

    Method: Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009). The same
    on every database; rounded, so that equal answers are equal.
    """
    different = list(dict.fromkeys(terms))
    split = [text.split() for text in texts]
    mean = sum(map(len, split)) / max(len(split), 1)
    counts = [[sum(1 for _ in _places(term, words)) for words in split] for term in different]
    weights = [
        math.log(1 + (len(split) - held + 0.5) / (held + 0.5))
        for held in (sum(map(bool, of_term)) for of_term in counts)
    ]
    return [
        round(
            sum(
                weight * of_term[i] * (_SATURATION + 1) / (of_term[i] + _saturation(len(words) / mean))
                for weight, of_term in zip(weights, counts, strict=True)
                if of_term[i]
            ),
            9,
        )
        for i, words in enumerate(split)
    ]


def _saturation(length: float) -> float:
    return _SATURATION * (1 - _LENGTH + _LENGTH * length)


def _places(term: Words, words: Sequence[str]) -> Iterator[int]:
    """Yield the place of the first word wherever the term stands."""
    *whole, last = term.words
    for place in range(len(words) - len(whole)):
        word = words[place + len(whole)]
        if (word.startswith(last) if term.prefix else word == last) and list(
            words[place : place + len(whole)]
        ) == whole:
            yield place
