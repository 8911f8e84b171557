"""Tags and arcs of the model, built by hand, joined to attributions.

A row: the words; their labels ("C" begins a content, "c" goes on, "U" a cue, "S" a source,
"." nothing); the arcs as {word: (word pointed at or None, probability)}; what must come out.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from quotes.extraction.labels import ARC_SIZE, ARCS, ENTITY_TAGS, ROLE_TAGS
from quotes.extraction.linking import entities, link
from quotes.extraction.reader import TO_CUE, TO_SOURCE, Reading, Window

LABELS = {
    ".": "O",
    "C": "B-content",
    "c": "I-content",
    "U": "B-cue",
    "u": "I-cue",
    "S": "B-source",
    "s": "I-source",
}


def log_table(labels: list[str], names: tuple[str, ...], sure: float = 0.9) -> np.ndarray:
    """Return log probabilities: `sure` for each word's label, the rest shared."""
    table = np.full((len(labels), len(names)), np.log((1 - sure) / (len(names) - 1)))
    for word, label in enumerate(labels):
        table[word, names.index(label)] = np.log(sure)
    return table


def reading(tags: str, arcs: dict[int, tuple[int | None, float]], sure: float = 0.9) -> Reading:
    count = len(tags)
    projections = np.zeros((1 + count, 2 * len(ARCS), ARC_SIZE), dtype=np.float32)
    for place in range(1 + count):
        projections[place, 1::2, place] = 1.0
    for word, (goal, chance) in arcs.items():
        place = 0 if goal is None else goal + 1
        odds = chance * count / (1 - chance)
        projections[1 + word, [TO_CUE, TO_SOURCE], place] = np.log(odds) * ARC_SIZE**0.5
    starts = np.arange(count) * 2
    labels = [LABELS[tag] for tag in tags]
    return Reading(
        starts,
        starts + 1,
        log_table(labels, ROLE_TAGS, sure),
        log_table(["O"] * count, ENTITY_TAGS),
        (Window(0, 0, count, projections),),
        (),
    )


CASES: list[Any] = [
    # We won said Roe
    pytest.param("CcUS", {0: (2, 0.9), 2: (3, 0.9)}, [([(0, 1)], (2, 2), (3, 3))], id="content, cue, source"),
    # We won said Roe at last
    pytest.param(
        "CcUSCc",
        {0: (2, 0.9), 4: (2, 0.9), 2: (3, 0.9)},
        [([(0, 1), (4, 5)], (2, 2), (3, 3))],
        id="two pieces of one cue",
    ),
    # It was called a farce
    pytest.param(
        "..UCc", {3: (2, 0.9), 2: (None, 0.9)}, [([(3, 4)], (2, 2), None)], id="a cue without a source"
    ),
    # Roe said X Poe said Y: each content goes to its own cue, not to the nearest
    pytest.param(
        "SUCSUC",
        {2: (1, 0.9), 5: (4, 0.9), 1: (0, 0.9), 4: (3, 0.9)},
        [([(2, 2)], (1, 1), (0, 0)), ([(5, 5)], (4, 4), (3, 3))],
        id="two speakers",
    ),
    # The tagger missed the cue, the arc is certain of it.
    pytest.param(
        "Cc.S",
        {0: (2, 0.9), 2: (3, 0.9)},
        [([(0, 1)], (2, 2), (3, 3))],
        id="a cue that only the arc tells of",
    ),
    # Doubt spread over all words makes nothing a cue.
    pytest.param(
        "Cc..", {0: (2, 0.3)}, [([(0, 1)], None, None)], id="a doubtful arc to a word without a tag"
    ),
    pytest.param("..S", {}, [], id="a source alone is nothing"),
    pytest.param(".U.", {}, [], id="a cue alone is nothing"),
]


@pytest.mark.parametrize(("tags", "arcs", "expected"), CASES)
def test_link(tags: str, arcs: dict[int, tuple[int | None, float]], expected: list[Any]) -> None:
    found = [
        (
            [(c.first, c.last) for c in a.contents],
            a.cue and (a.cue.first, a.cue.last),
            a.source and (a.source.first, a.source.last),
        )
        for a in link(reading(tags, arcs))
    ]
    assert found == expected


def test_probability_is_that_of_the_arcs() -> None:
    (linked,) = link(reading("CcUS", {0: (2, 0.8), 2: (3, 0.9)}))
    assert linked.probability == pytest.approx(0.8 * 0.9, abs=0.05)


def test_entities_lose_their_possessive() -> None:
    """Roe's plan: the person is Roe."""
    text = "Roe's plan"
    table = log_table(["B-person", "O"], ENTITY_TAGS)
    none = np.zeros((2, len(ROLE_TAGS)))
    words = Reading(np.array([0, 6]), np.array([5, 10]), none, table, (), ())
    (entity,) = entities(words, text)
    assert entity.span.of(text) == "Roe"
