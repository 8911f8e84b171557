"""Log probabilities per word -> spans of words.

The best sequence of B/I/O labels in which an I follows a B or an I of its own kind
(Viterbi 1967, with these constraints alone).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from quotes.extraction.records import Span


@dataclass(frozen=True, slots=True)
class Stretch:
    """A labelled run of words, `first` to `last` (inclusive), with the mean probability of its label."""

    label: str
    first: int
    last: int
    probability: float

    def span(self, starts: np.ndarray, ends: np.ndarray) -> Span:
        """Return the characters that the words cover."""
        return Span(int(starts[self.first]), int(ends[self.last]))


def best_path(scores: np.ndarray) -> list[int]:
    """Return the best valid label for each row of `scores` [words, 1 + 2k]: O, B-1, I-1, B-2, I-2, ..."""
    if not len(scores):
        return []
    labels = scores.shape[1]
    inside = range(2, labels, 2)
    rows = scores.tolist()
    best = rows[0]
    for i in inside:
        best[i] = float("-inf")
    back: list[list[int]] = []
    for row in rows[1:]:
        top = max(range(labels), key=best.__getitem__)
        reach = best[top]
        now = [reach + value for value in row]
        steps = [top] * labels
        for i in inside:
            steps[i] = i if best[i] >= best[i - 1] else i - 1
            now[i] = best[steps[i]] + row[i]
        back.append(steps)
        best = now
    label = max(range(labels), key=best.__getitem__)
    path = [label]
    for steps in reversed(back):
        label = steps[label]
        path.append(label)
    return path[::-1]


def stretches(scores: np.ndarray, names: tuple[str, ...]) -> list[Stretch]:
    """Return the labelled runs of words in reading order; `names` are the labels of the columns."""
    path = best_path(scores)
    chosen = np.exp(scores[np.arange(len(path)), path])
    found = []
    first = None
    for word, label in enumerate([*path, 0]):
        if label and not label % 2:  # an I goes on with what is open
            continue
        if first is not None:
            name = names[path[first]].partition("-")[2]
            found.append(Stretch(name, first, word - 1, float(chosen[first:word].mean())))
        first = word if label else None
    return found
