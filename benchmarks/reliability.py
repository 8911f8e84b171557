"""Can the confidence be counted on? Calibration error, reliability diagram, precision at a coverage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

BINS = 10
COVERAGES = (1.0, 0.95, 0.9, 0.8, 0.7, 0.5)


@dataclass(frozen=True, slots=True)
class Bin:
    """Attributions of similar confidence: how many, the lowest, the mean, and the share that is right."""

    count: int
    lowest: float
    promised: float
    right: float


def bins(confidence: np.ndarray, right: np.ndarray, number: int = BINS) -> Iterator[Bin]:
    """Yield bins of equal size, the least confident first; empty ones are left out."""
    order = np.argsort(confidence, kind="stable")
    for chosen in np.array_split(order, number):
        if len(chosen):
            yield Bin(
                len(chosen),
                float(confidence[chosen].min()),
                float(confidence[chosen].mean()),
                float(right[chosen].mean()),
            )


def calibration_error(confidence: np.ndarray, right: np.ndarray, number: int = BINS) -> float:
    """Return the expected calibration error (Naeini et al., AAAI 2015) over bins of equal size."""
    total = sum(row.count * abs(row.promised - row.right) for row in bins(confidence, right, number))
    return float(total / max(1, len(confidence)))


def precision_at(confidence: np.ndarray, right: np.ndarray, coverage: float) -> float:
    """Return the share that is right among the most confident `coverage` (a share) of all."""
    kept = max(1, round(coverage * len(confidence)))
    return float(right[np.argsort(-confidence, kind="stable")[:kept]].mean())


def diagram(confidence: np.ndarray, right: np.ndarray) -> list[str]:
    """Return the reliability diagram as lines of a table."""
    lines = [f"{'confidence from':>16}{'mean':>8}{'right':>8}{'count':>8}"]
    lines += [
        f"{row.lowest:16.3f}{row.promised:8.3f}{row.right:8.3f}{row.count:8}  {'#' * round(40 * row.right)}"
        for row in bins(confidence, right)
    ]
    return lines


def curve(confidence: np.ndarray, right: np.ndarray, forgiving: np.ndarray) -> list[str]:
    """Return precision at several coverages as lines of a table, by two ideas of what is right."""
    lines = [f"{'coverage':>16}{'confidence from':>18}{'right':>8}{'right but for the gold':>25}"]
    for coverage in COVERAGES:
        kept = max(1, round(coverage * len(confidence)))
        lowest = np.sort(confidence)[::-1][kept - 1]
        lines.append(
            f"{coverage:16.0%}{lowest:18.3f}{precision_at(confidence, right, coverage):8.3f}"
            f"{precision_at(confidence, forgiving, coverage):25.3f}"
        )
    return lines
