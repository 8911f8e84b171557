"""Calibration: what a fit may and may not do, what counts as right, and the figures that judge it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from benchmarks.gold import Verdict, verdict
from benchmarks.reliability import bins, calibration_error, precision_at
from quotes.extraction.confidence import FALLING, FEATURES, RISING, probabilities
from quotes.extraction.records import Kind
from training.calibrate import Example, cross_fitted, figures_of, fit, report


def drawn(truth: dict[str, float], number: int = 4000) -> tuple[np.ndarray, np.ndarray]:
    """Return features, and what is right, drawn by the weights `truth`."""
    chance = np.random.default_rng(1)
    rows = chance.normal(size=(number, len(FEATURES)))
    rows[:, 0] = 1.0
    weights = np.array([truth.get(name, 0.0) for name in FEATURES])
    return rows, (chance.random(number) < probabilities(rows @ weights)).astype(np.float64)


def examples(rows: np.ndarray, right: np.ndarray) -> list[Example]:
    """Return examples of 40 articles, every other one of a direct quotation."""
    return [
        Example(
            number % 40,
            row,
            (Kind.DIRECT, Kind.MIXED)[number // 40 % 2],
            Verdict.RIGHT if good else Verdict.FALSE,
        )
        for number, (row, good) in enumerate(zip(rows, right, strict=True))
    ]


def test_fit_finds_the_weights_that_the_data_were_drawn_by() -> None:
    truth = {"always": 0.5, "content": 1.0, "distance": -0.7, "direct": -0.4}
    weights = fit(*drawn(truth))
    assert weights == pytest.approx([truth.get(name, 0.0) for name in FEATURES], abs=0.13)


@pytest.mark.parametrize(
    "name", [pytest.param(name, id=name) for name in FEATURES if name in RISING | FALLING]
)
def test_fit_lets_no_weight_point_the_wrong_way(name: str) -> None:
    wrong = -1.0 if name in RISING else 1.0
    weights = dict(zip(FEATURES, fit(*drawn({"always": 0.5, name: wrong})), strict=True))
    assert weights[name] == 0
    assert all(weights[other] >= 0 for other in RISING)
    assert all(weights[other] <= 0 for other in FALLING)


def test_fit_passes_over_a_feature_that_never_changes() -> None:
    rows, right = drawn({"always": 0.5, "content": 1.0})
    rows[:, FEATURES.index("mixed")] = 1.0
    weights = fit(rows, right)
    assert weights[FEATURES.index("mixed")] == 0
    assert np.isfinite(weights).all()


def test_a_half_is_judged_by_the_other_half() -> None:
    """What is true of the even articles alone makes the confidence of the odd ones, and only theirs."""
    rows, right = drawn({"content": 2.0})
    made = examples(rows, right)
    flipped = [
        Example(e.article, e.features, e.kind, Verdict.FALSE) if e.article % 2 == 0 else e for e in made
    ]
    odd = np.array([example.article % 2 == 1 for example in made])
    before, after = cross_fitted(made), cross_fitted(flipped)
    assert (after[odd] < 0.1).all()
    assert after[~odd] == pytest.approx(before[~odd])


def test_a_confidence_drawn_by_its_own_law_is_calibrated() -> None:
    made = examples(*drawn({"always": 1.0, "content": 1.5, "distance": -0.5}))
    figures = figures_of(made)
    assert figures["calibration error, overall"] < 0.03
    assert figures["precision, direct, at 80%"] > np.mean([e.verdict is Verdict.RIGHT for e in made])
    assert len(report(made)) > 20


@pytest.mark.parametrize(
    ("confidence", "right", "error"),
    [
        pytest.param([0.25] * 8, [1, 0, 0, 0] * 2, 0.0, id="kept promises"),
        pytest.param([0.75] * 8, [1, 0, 0, 0] * 2, 0.5, id="promised too much"),
        pytest.param([0.0] * 4 + [1.0] * 4, [0] * 4 + [1] * 4, 0.0, id="sure and right"),
        pytest.param([0.0] * 4 + [1.0] * 4, [1] * 4 + [0] * 4, 1.0, id="sure and wrong"),
        pytest.param([], [], 0.0, id="nothing"),
    ],
)
def test_calibration_error(confidence: list[float], right: list[int], error: float) -> None:
    assert calibration_error(np.array(confidence), np.array(right), 2) == pytest.approx(error)


def test_bins_have_equal_size_and_begin_with_the_least_confident() -> None:
    found = list(bins(np.array([0.9, 0.1, 0.5, 0.7]), np.array([1, 0, 0, 1]), 2))
    assert [(b.count, b.lowest, b.promised, b.right) for b in found] == [(2, 0.1, 0.3, 0), (2, 0.7, 0.8, 1)]


def test_precision_is_that_of_the_most_confident() -> None:
    confidence, right = np.array([0.9, 0.8, 0.3, 0.2]), np.array([1, 1, 0, 1])
    assert [precision_at(confidence, right, share) for share in (0.5, 0.75, 1)] == [
        1,
        pytest.approx(2 / 3),
        0.75,
    ]


def words(content: str, source: str = "", cue: str = "") -> Any:
    """Return an attribution as the scorer reads it; here each letter is a word."""
    return SimpleNamespace(words={"content": set(content), "source": set(source), "cue": set(cue)})


@pytest.mark.parametrize(
    ("made", "match", "expected"),
    [
        pytest.param(words("abc", "s"), words("bcd", "st", "x"), Verdict.RIGHT, id="both shared in part"),
        pytest.param(words("abc"), words("abc", "s", "x"), Verdict.RIGHT, id="no source stated"),
        pytest.param(words("abc", "u"), words("abc", "s", "x"), Verdict.MISATTRIBUTED, id="another source"),
        pytest.param(words("abc", "u"), words("abc"), Verdict.MISATTRIBUTED, id="the gold has no source"),
        pytest.param(words("abc", "x", "s"), words("abc", "s", "x"), Verdict.EXCHANGED, id="exchanged"),
        pytest.param(
            words("abc", "x", "y"), words("abc", "s", "x"), Verdict.MISATTRIBUTED, id="half exchanged"
        ),
        pytest.param(words("abc", "s"), None, Verdict.REST, id="a part of one that another record matched"),
        pytest.param(words("abc", "u"), None, Verdict.MISATTRIBUTED, id="such a part with another source"),
        pytest.param(words("xyz", "s"), None, Verdict.FALSE, id="nothing shared"),
    ],
)
def test_verdict(made: Any, match: Any, expected: Verdict) -> None:
    gold = [match] if match else [words("abcdef", "s", "t")]
    assert verdict(made, gold, match) is expected
