"""Text -> word pieces with their shapes: what the encoder sees.

    "Jane Roe won." -> ids of jane, roe, won, . with the shapes Title, Title, lower, other

The encoder is uncased, so each piece carries its word's shape. A separator stands where a
paragraph ends, which BERT's own tokenizer would drop. Offsets are characters, half-open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from tokenizers import Tokenizer

from quotes.extraction.quotations import Quoted


class Shape(IntEnum):
    """How a word is written."""

    OTHER = 0
    LOWER = 1
    TITLE = 2
    UPPER = 3
    MIXED = 4
    DIGIT = 5


def shape_of(word: str) -> Shape:
    """Return the shape of `word`: "Roe" is TITLE, "NATO" UPPER, "McFaul" MIXED, "2nd" DIGIT."""
    if any(c.isdigit() for c in word):
        return Shape.DIGIT
    if not any(c.isalpha() for c in word):
        return Shape.OTHER
    if word.islower():
        return Shape.LOWER
    if word.isupper():
        return Shape.TITLE if len(word) == 1 else Shape.UPPER
    return Shape.TITLE if word[0].isupper() and word[1:].islower() else Shape.MIXED


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text cut into word pieces. All arrays are int64.

    `ids`, `shapes`: one per piece, separators included. `first`: for each word, the number
    of its first piece. `starts`, `ends`: for each word, its characters. `breaks`: the
    numbers of the words that open a paragraph.
    """

    ids: np.ndarray
    shapes: np.ndarray
    first: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    breaks: np.ndarray


def cut(text: str, tokenizer: Tokenizer) -> Pieces:
    """Cut `text` into pieces; characters that the tokenizer drops (controls) are in no word."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    separator: int = tokenizer.token_to_id("[SEP]")  # type: ignore[assignment]
    ids: list[int] = []
    shapes: list[int] = []
    first: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    breaks: list[int] = []
    word_before: int | None = None
    shape = Shape.OTHER
    pieces = list(zip(encoding.ids, encoding.offsets, encoding.word_ids, strict=True))
    for position, (piece, (start, end), word) in enumerate(pieces):
        if word != word_before:
            word_before = word
            if not starts or "\n" in text[ends[-1] : start]:
                if starts:
                    ids.append(separator)
                    shapes.append(0)
                breaks.append(len(starts))
            last = position
            while last + 1 < len(pieces) and pieces[last + 1][2] == word:
                last += 1
            starts.append(start)
            ends.append(max(pieces[last][1][1], end))
            first.append(len(ids))
            shape = shape_of(text[start : ends[-1]])
        ids.append(piece)
        shapes.append(shape)
    return Pieces(
        *(np.asarray(values, dtype=np.int64) for values in (ids, shapes, first, starts, ends, breaks))
    )


class MarkState(IntEnum):
    """Where a piece stands with regard to quotation marks."""

    OUTSIDE = 0
    INSIDE = 1
    OPENING = 2
    CLOSING = 3


def mark_states(pieces: Pieces, quoted: Iterable[Quoted]) -> np.ndarray:
    """Return a MarkState for each piece, by the outermost of the quotations that were found."""
    states = np.zeros(len(pieces.ids), dtype=np.int64)
    words = np.zeros(len(pieces.first), dtype=np.int64)
    for stretch in quoted:
        if stretch.depth:
            continue
        for piece in stretch.pieces:
            low = int(np.searchsorted(pieces.ends, piece.start, side="right"))
            high = int(np.searchsorted(pieces.starts, piece.end, side="left"))
            words[low:high] = MarkState.INSIDE
            if low < high:
                words[low] = MarkState.OPENING
        if stretch.closed and low < high:
            words[high - 1] = MarkState.CLOSING
    bounds = [*pieces.first.tolist(), len(states)]
    for word, state in enumerate(words.tolist()):
        if state:
            states[bounds[word] : bounds[word + 1]] = state
    return states
