"""Figures of score.py with intervals: articles are drawn again and again with replacement (Efron 1979)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from types import ModuleType
from typing import Any

import numpy as np

from benchmarks.gold import Row

Result = dict[str, Any]
Interval = tuple[float, float]
Path = tuple[str, ...]


class Scored:
    """What score.py counts in each article, and figures over any choice of them."""

    def __init__(self, scorer: ModuleType, gold: Sequence[Row], predicted: Sequence[Row]) -> None:
        """Count; `predicted` are in the order of `gold`."""
        self.scorer = scorer
        self.kinds = ("overall", *scorer.KINDS)
        counted = [
            scorer.article_counts(article, row["attributions"])
            for article, row in zip(gold, predicted, strict=True)
        ]
        self.keys = sorted({(kind, key) for count in counted for kind in self.kinds for key in count[kind]})
        self.counts = np.array([[count[kind][key] for kind, key in self.keys] for count in counted])

    def result(self, times: np.ndarray | None = None) -> Result:
        """Return the figures per kind; `times` says how often each article counts, by default once."""
        totals = self.counts.sum(axis=0) if times is None else times @ self.counts
        by_kind: dict[str, Counter[str]] = {kind: Counter() for kind in self.kinds}
        for (kind, key), total in zip(self.keys, totals.tolist(), strict=True):
            by_kind[kind][key] = total
        return {kind: self.scorer.figures(by_kind[kind], kind == "overall") for kind in self.kinds}

    def resampled(self, number: int, chosen: np.ndarray | None = None) -> list[Result]:
        """Return the figures of `number` samples of the chosen articles (a mask), always the same ones."""
        share = np.ones(len(self.counts)) if chosen is None else chosen.astype(float)
        drawn = np.random.default_rng(0).multinomial(int(share.sum()), share / share.sum(), size=number)
        return [self.result(times) for times in drawn]


def at(result: Result, path: Path) -> float | None:
    """Return one figure of a result; None where there was nothing to measure."""
    value: Any = result
    for key in path:
        value = value[key]
    return None if value is None else float(value)


def interval(samples: Sequence[Result], path: Path) -> Interval | None:
    """Return between what 95% of the samples lie; None without samples."""
    values = [value for sample in samples if (value := at(sample, path)) is not None]
    if not values:
        return None
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)
