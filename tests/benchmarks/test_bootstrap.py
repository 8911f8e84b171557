"""Resampled figures, with a scorer that counts what it is told."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from benchmarks.bootstrap import Scored, at, interval

SCORER: Any = SimpleNamespace(
    KINDS=("direct",),
    article_counts=lambda article, rows: {
        kind: Counter(gold=article["gold"], found=len(rows)) for kind in ("overall", "direct")
    },
    figures=lambda counts, overall: {
        "share": counts["found"] / counts["gold"] if counts["gold"] else None,
        "gold": counts["gold"],
    },
)
GOLD = [{"gold": 4}, {"gold": 2}, {"gold": 2}, {"gold": 0}]
PREDICTED = [
    {"attributions": [1, 2, 3, 4]},
    {"attributions": [1]},
    {"attributions": []},
    {"attributions": []},
]
SHARE = ("overall", "share")


@pytest.fixture
def scored() -> Scored:
    return Scored(SCORER, GOLD, PREDICTED)


def test_result_adds_up_the_articles(scored: Scored) -> None:
    assert scored.result()["overall"] == scored.result()["direct"] == {"share": 5 / 8, "gold": 8}


def test_result_counts_an_article_as_often_as_it_is_drawn(scored: Scored) -> None:
    assert at(scored.result(np.array([0, 2, 1, 0])), SHARE) == 2 / 6


def test_samples_are_the_same_every_time_and_differ_among_themselves(scored: Scored) -> None:
    samples = scored.resampled(50)
    assert samples == scored.resampled(50)
    assert len({at(sample, SHARE) for sample in samples}) > 5


def test_samples_hold_chosen_articles_alone(scored: Scored) -> None:
    chosen = np.array([False, True, True, False])
    assert {sample["overall"]["gold"] for sample in scored.resampled(50, chosen)} == {4}


def test_interval_lies_around_the_figure(scored: Scored) -> None:
    limits = interval(scored.resampled(500), SHARE)
    assert limits is not None
    assert 0 <= limits[0] < 5 / 8 < limits[1] <= 1


def test_samples_in_which_there_is_nothing_to_measure_are_passed_over(scored: Scored) -> None:
    nothing = np.array([False, False, False, True])
    assert interval(scored.resampled(20, nothing), SHARE) is None


def test_no_samples_have_no_interval(scored: Scored) -> None:
    assert interval([], SHARE) is None
