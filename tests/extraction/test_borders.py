"""Borders of stretches that the tagger drew and two arcs correct."""

from __future__ import annotations

import numpy as np
import pytest

from quotes.extraction.borders import settle
from quotes.extraction.decode import stretches
from quotes.extraction.labels import ARC_SIZE, ARCS, ENTITY_TAGS, ROLE_TAGS
from quotes.extraction.reader import TO_FIRST, TO_LAST, Reading, Window

LABELS = {".": "O", "C": "B-content", "c": "I-content", "U": "B-cue", "S": "B-source", "s": "I-source"}


def reading(tags: str, sure: float, arcs: dict[tuple[int, int], tuple[int, float]]) -> Reading:
    """Build a reading; `arcs`: {(word, head): (word pointed at, log odds)}."""
    count = len(tags)
    table = np.full((count, len(ROLE_TAGS)), np.log((1 - sure) / (len(ROLE_TAGS) - 1)))
    for word, tag in enumerate(tags):
        table[word, ROLE_TAGS.index(LABELS[tag])] = np.log(sure)
    projections = np.zeros((1 + count, 2 * len(ARCS), ARC_SIZE), dtype=np.float32)
    for place in range(1 + count):
        projections[place, 1::2, place] = 1.0
    for (word, head), (goal, odds) in arcs.items():
        projections[1 + word, head, 1 + goal] = odds * ARC_SIZE**0.5
    starts = np.arange(count) * 2
    window = Window(0, 0, count, projections)
    none = np.zeros((count, len(ENTITY_TAGS)))
    return Reading(starts, starts + 1, table, none, (window,), ())


CASES = [
    # She outlined [a] strategy to cut emissions.
    pytest.param(
        "SUC....", 0.4, {(2, TO_LAST): (5, 9.0), (5, TO_FIRST): (2, 9.0)}, [(0, 0), (1, 1), (2, 5)],
        id="a first word alone is drawn out to where both arcs end it",
    ),
    # Roe said [we won on Monday]: both arcs know that "on Monday" is not in it.
    pytest.param(
        "SUCccc", 0.4, {(2, TO_LAST): (3, 9.0), (3, TO_FIRST): (2, 9.0)}, [(0, 0), (1, 1), (2, 3)],
        id="a tail is cut off",
    ),
    # Roe said only [that] we won: begins later
    pytest.param(
        "SUCccc", 0.4, {(5, TO_FIRST): (3, 9.0), (3, TO_LAST): (5, 9.0)}, [(0, 0), (1, 1), (3, 5)],
        id="a head is cut off",
    ),
    # Must not fire: the tagger is certain, the arcs hardly lean.
    pytest.param(
        "SUCccc", 0.95, {(2, TO_LAST): (3, 1.0), (3, TO_FIRST): (2, 1.0)}, [(0, 0), (1, 1), (2, 5)],
        id="weak arcs against a certain tagger",
    ),
    # Must not fire: the arc leads into the next stretch.
    pytest.param(
        "CcUS", 0.7, {(0, TO_LAST): (3, 9.0), (3, TO_FIRST): (0, 9.0)}, [(0, 1), (2, 2), (3, 3)],
        id="no stretch crosses another",
    ),
    pytest.param(".......", 0.9, {}, [], id="nothing found"),
]  # fmt: skip


@pytest.mark.parametrize(("tags", "sure", "arcs", "expected"), CASES)
def test_settle(
    tags: str, sure: float, arcs: dict[tuple[int, int], tuple[int, float]], expected: list[tuple[int, int]]
) -> None:
    words = reading(tags, sure, arcs)
    found = settle(words, stretches(words.tags, ROLE_TAGS))
    assert [(stretch.first, stretch.last) for stretch in found] == expected
