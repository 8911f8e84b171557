"""Annotated texts -> training windows: arrays of pieces with a target for each.

A window holds at most `limit` pieces, [CLS] and [SEP] included, and is cut between
paragraphs where it can be. Targets stand on the first piece of each word; IGNORED marks
the places where no loss is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from quotes.extraction.labels import ARCS, ENTITY_TAGS, ROLE_TAGS, ROLES
from quotes.extraction.pieces import Pieces, cut, mark_states
from quotes.extraction.quotations import find_quoted

IGNORED = -100
TARGETS = ("tags", "entities", "parts_of_speech", "relations", "heads", *(f"to_{name}" for name in ARCS))
"""Targets of a window, one array each; `heads` and `to_...` are places in the window."""


@dataclass(frozen=True, slots=True)
class Window:
    """One row of a batch; every array has one number per piece."""

    ids: np.ndarray
    shapes: np.ndarray
    marks: np.ndarray
    targets: dict[str, np.ndarray]


@dataclass(frozen=True, slots=True)
class Syntax:
    """The parts of speech and relations that occur in the corpora, numbered."""

    parts_of_speech: dict[str, int] = field(default_factory=dict)
    relations: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, documents: list[dict[str, Any]]) -> Syntax:
        """Number the labels of the documents in the order of the alphabet."""
        rows = [row for document in documents for row in document["syntax"] or ()]
        return cls(
            {name: number for number, name in enumerate(sorted({row[2] for row in rows}))},
            {name: number for number, name in enumerate(sorted({row[4] for row in rows}))},
        )


@dataclass(frozen=True, slots=True)
class Targets:
    """The targets of a text, word by word: labels [words], and arcs as pairs of words (to -1: none)."""

    labels: dict[str, np.ndarray]
    arcs: dict[str, list[tuple[int, int]]]


def words_in(pieces: Pieces, start: int, end: int) -> range:
    """Return the numbers of the words that share a character with [start, end)."""
    low = int(np.searchsorted(pieces.ends, start, side="right"))
    high = int(np.searchsorted(pieces.starts, end, side="left"))
    return range(low, high)


def targets(document: dict[str, Any], pieces: Pieces, syntax: Syntax) -> Targets:
    """Return the targets of an annotated text; `syntax` numbers the labels of its words."""
    words = len(pieces.first)
    labels = {name: np.zeros(words, dtype=np.int64) for name in ("tags", "entities")}
    labels |= {name: np.full(words, IGNORED, dtype=np.int64) for name in ("parts_of_speech", "relations")}
    tags, entities = labels["tags"], labels["entities"]
    arcs: dict[str, list[tuple[int, int]]] = {name: [] for name in (*ARCS, "heads")}
    if document["attributions"] is None:
        tags[:] = IGNORED
    for attribution in document["attributions"] or ():
        first: dict[str, list[int]] = {}
        for role in ROLES:
            label = ROLE_TAGS.index(f"B-{role}")
            first[role] = []
            for start, end in attribution[role]:
                inside = words_in(pieces, start, end)
                if inside:
                    tags[inside.start], tags[inside.start + 1 : inside.stop] = label, label + 1
                    first[role].append(inside.start)
                    arcs["last"].append((inside.start, inside.stop - 1))
                    arcs["first"].append((inside.stop - 1, inside.start))
        cue = first["cue"][0] if first["cue"] else -1
        arcs["cue"] += [(content, cue) for content in first["content"]]
        if cue >= 0:
            arcs["source"].append((cue, first["source"][0] if first["source"] else -1))
    if document["entities"] is None:
        entities[:] = IGNORED
    for start, end, name in document["entities"] or ():
        inside = words_in(pieces, start, end)
        if inside:
            label = ENTITY_TAGS.index(f"B-{name}")
            entities[inside.start], entities[inside.start + 1 : inside.stop] = label, label + 1
    places = [words_in(pieces, row[0], row[1]) for row in document["syntax"] or ()]
    for place, (_, _, pos, head, relation) in zip(places, document["syntax"] or (), strict=True):
        if place and pos in syntax.parts_of_speech and relation in syntax.relations:
            labels["parts_of_speech"][place.start] = syntax.parts_of_speech[pos]
            labels["relations"][place.start] = syntax.relations[relation]
            if head < 0 or places[head]:
                arcs["heads"].append((place.start, places[head].start if head >= 0 else -1))
    return Targets(labels, arcs)


def cuts(pieces: Pieces, limit: int, first_limit: int) -> Iterator[tuple[int, int]]:
    """Yield word ranges of at most `limit` pieces (the first: `first_limit`), whole paragraphs where they fit."""
    total = len(pieces.first)
    piece_at = [*pieces.first.tolist(), len(pieces.ids)]
    paragraphs = [*pieces.breaks.tolist()[1:], total]
    start, room = 0, first_limit
    while start < total:
        fits = [p for p in paragraphs if p > start and piece_at[p] - piece_at[start] <= room]
        if fits:
            end = fits[-1]
        else:
            end = start + 1
            while end < total and piece_at[end + 1] - piece_at[start] <= room:
                end += 1
        yield start, end
        start, room = end, limit


def windows(
    document: dict[str, Any], tokenizer: Tokenizer, syntax: Syntax, limit: int, first_limit: int = 0
) -> Iterator[Window]:
    """Yield the windows of one annotated text, in order."""
    text = document["text"]
    pieces = cut(text, tokenizer)
    marks = mark_states(pieces, find_quoted(text))
    wanted = targets(document, pieces, syntax)
    begin, finish = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    piece_at = [*pieces.first.tolist(), len(pieces.ids)]
    for start, end in cuts(pieces, limit - 2, (first_limit or limit) - 2):
        low, high = piece_at[start], piece_at[end]
        here = pieces.first[start:end] - low + 1
        out = {name: np.full(high - low + 2, IGNORED, dtype=np.int64) for name in TARGETS}
        for name, values in wanted.labels.items():
            out[name][here] = values[start:end]
        for name, arcs in wanted.arcs.items():
            row = out["heads" if name == "heads" else f"to_{name}"]
            for origin, goal in arcs:
                if start <= origin < end:
                    if goal < 0:
                        row[here[origin - start]] = 0
                    elif start <= goal < end:
                        row[here[origin - start]] = here[goal - start]
        yield Window(
            np.concatenate([[begin], pieces.ids[low:high], [finish]]),
            np.pad(pieces.shapes[low:high], 1),
            np.pad(marks[low:high], 1),
            out,
        )
