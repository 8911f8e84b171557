"""Annotated texts -> training windows: arrays of pieces with a target for each.

A window holds at most `limit` pieces, [CLS] and [SEP] included, and is cut between
paragraphs where it can be. Targets stand on the first piece of each word; IGNORED marks
the places where no loss is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from quotes.extraction.labels import ENTITY_TAGS, ROLE_TAGS, ROLES
from quotes.extraction.pieces import Pieces, cut, mark_states
from quotes.extraction.quotations import find_quoted

IGNORED = -100


@dataclass(frozen=True, slots=True)
class Window:
    """One row of a batch; every array has one number per piece."""

    ids: np.ndarray
    shapes: np.ndarray
    marks: np.ndarray
    tags: np.ndarray
    entities: np.ndarray
    arcs: np.ndarray


def words_in(pieces: Pieces, start: int, end: int) -> range:
    """Return the numbers of the words that share a character with [start, end)."""
    low = int(np.searchsorted(pieces.ends, start, side="right"))
    high = int(np.searchsorted(pieces.starts, end, side="left"))
    return range(low, high)


def targets(document: dict[str, Any], pieces: Pieces) -> tuple[np.ndarray, np.ndarray, list[tuple[int, int]]]:
    """Return the tag and the entity number of each word, and the arcs as pairs of words (-1: none)."""
    words = len(pieces.first)
    tags = np.zeros(words, dtype=np.int64)
    entities = np.zeros(words, dtype=np.int64)
    arcs: list[tuple[int, int]] = []
    if document["attributions"] is None:
        tags[:] = IGNORED
    for attribution in document["attributions"] or ():
        first = {}
        for role in ROLES:
            label = ROLE_TAGS.index(f"B-{role}")
            first[role] = []
            for start, end in attribution[role]:
                inside = words_in(pieces, start, end)
                if inside:
                    tags[inside.start], tags[inside.start + 1 : inside.stop] = label, label + 1
                    first[role].append(inside.start)
        cue = first["cue"][0] if first["cue"] else -1
        arcs += [(content, cue) for content in first["content"]]
        if cue >= 0:
            arcs.append((cue, first["source"][0] if first["source"] else -1))
    if document["entities"] is None:
        entities[:] = IGNORED
    for start, end, name in document["entities"] or ():
        inside = words_in(pieces, start, end)
        if inside:
            label = ENTITY_TAGS.index(f"B-{name}")
            entities[inside.start], entities[inside.start + 1 : inside.stop] = label, label + 1
    return tags, entities, arcs


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
    document: dict[str, Any], tokenizer: Tokenizer, limit: int, first_limit: int = 0
) -> Iterator[Window]:
    """Yield the windows of one annotated text, in order."""
    text = document["text"]
    pieces = cut(text, tokenizer)
    marks = mark_states(pieces, find_quoted(text))
    tags, entities, arcs = targets(document, pieces)
    begin, finish = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    piece_at = [*pieces.first.tolist(), len(pieces.ids)]
    for start, end in cuts(pieces, limit - 2, (first_limit or limit) - 2):
        low, high = piece_at[start], piece_at[end]
        size = high - low + 2
        here = pieces.first[start:end] - low + 1
        out = {name: np.full(size, IGNORED, dtype=np.int64) for name in ("tags", "entities", "arcs")}
        out["tags"][here] = tags[start:end]
        out["entities"][here] = entities[start:end]
        for origin, goal in arcs:
            if start <= origin < end:
                if goal < 0:
                    out["arcs"][here[origin - start]] = 0
                elif start <= goal < end:
                    out["arcs"][here[origin - start]] = here[goal - start]
        yield Window(
            np.concatenate([[begin], pieces.ids[low:high], [finish]]),
            np.pad(pieces.shapes[low:high], 1),
            np.pad(marks[low:high], 1),
            out["tags"],
            out["entities"],
            out["arcs"],
        )
