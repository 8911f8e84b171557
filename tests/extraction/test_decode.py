"""Log probabilities -> labelled runs of words."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from quotes.extraction.decode import best_path, stretches

NAMES = ("O", "B-a", "I-a", "B-b", "I-b")


def scores(rows: list[dict[str, float]]) -> np.ndarray:
    """Build log probabilities from {label: probability}; the rest is shared by the others."""
    out = np.zeros((len(rows), len(NAMES)))
    for number, row in enumerate(rows):
        rest = (1 - sum(row.values())) / (len(NAMES) - len(row))
        out[number] = [np.log(row.get(name, rest)) for name in NAMES]
    return out


CASES = [
    pytest.param([], [], id="no words"),
    pytest.param([{"O": 0.9}, {"O": 0.9}], [], id="nothing found"),
    pytest.param([{"B-a": 0.9}, {"I-a": 0.9}, {"O": 0.9}], [("a", 0, 1)], id="begin and inside"),
    pytest.param([{"B-a": 0.9}, {"B-a": 0.9}], [("a", 0, 0), ("a", 1, 1)], id="two of a kind side by side"),
    pytest.param(
        [{"B-a": 0.9}, {"B-b": 0.9}, {"I-b": 0.9}], [("a", 0, 0), ("b", 1, 2)], id="two kinds side by side"
    ),
    # The second word looks most like I-a: the first must be B-a then, though O is likelier there.
    pytest.param([{"O": 0.5, "B-a": 0.4}, {"I-a": 0.9}], [("a", 0, 1)], id="an inside needs a begin"),
    # One doubtful I-a among Os is no reason to open a run.
    pytest.param([{"O": 0.97}, {"I-a": 0.5, "O": 0.45}, {"O": 0.97}], [], id="a lone inside does not fire"),
    pytest.param(
        [{"B-a": 0.9}, {"I-b": 0.6, "I-a": 0.35}],
        [("a", 0, 1)],
        id="inside of another kind is read as its own",
    ),
]


@pytest.mark.parametrize(("rows", "expected"), CASES)
def test_stretches(rows: list[dict[str, float]], expected: list[tuple[str, int, int]]) -> None:
    found = stretches(scores(rows), NAMES)
    assert [(s.label, s.first, s.last) for s in found] == expected


@pytest.mark.parametrize("learned", [False, True])
def test_path_is_the_best_of_all_valid_paths(learned: bool) -> None:
    """Against brute force over every sequence of labels."""
    rng = np.random.default_rng(7)
    for _ in range(20):
        table = np.log(rng.dirichlet(np.ones(len(NAMES)), size=4))
        steps = rng.normal(size=(len(NAMES), len(NAMES))) * learned
        valid = [
            path
            for path in itertools.product(range(len(NAMES)), repeat=4)
            if all(
                label == 0 or label % 2 or before in (label, label - 1)
                for before, label in zip((0, *path), path, strict=False)
            )
        ]

        def score(path: tuple[int, ...], table: np.ndarray = table, steps: np.ndarray = steps) -> float:
            words = sum(table[i, label] for i, label in enumerate(path))
            return float(words + sum(steps[a, b] for a, b in itertools.pairwise((0, *path, 0))))

        assert tuple(best_path(table, steps if learned else None)) == max(valid, key=score)


def test_probability_is_the_mean_of_the_labels() -> None:
    (found,) = stretches(scores([{"B-a": 0.8}, {"I-a": 0.6}]), NAMES)
    assert found.probability == pytest.approx(0.7)
