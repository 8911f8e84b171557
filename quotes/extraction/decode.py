"""Log probabilities per word -> spans of words.

The best sequence of B/I/O labels in which an I follows a B or an I of its own kind
(Viterbi 1967), with what the model has learned of which label follows which (the
transitions of a conditional random field: Lafferty, McCallum and Pereira, ICML 2001).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from quotes.extraction.records import Span

FORBIDDEN = -1e4
CERTAIN = float(np.log(0.99))
"""Log probability from which a word is O without a search."""


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


def allowed(labels: int) -> np.ndarray:
    """Return scores [from, to] of labels O, B-1, I-1, B-2, ...: 0, or FORBIDDEN for an I without its B."""
    scores = np.zeros((labels, labels), dtype=np.float32)
    for inside in range(2, labels, 2):
        scores[:, inside] = FORBIDDEN
        scores[[inside - 1, inside], inside] = 0
    return scores


def best_path(scores: np.ndarray, transitions: np.ndarray | None = None) -> list[int]:
    """Return the best valid label for each row of `scores` [words, 1 + 2k]: O, B-1, I-1, B-2, I-2, ...

    `scores` are log probabilities; `transitions` [from, to] are added between two words,
    none are learned for some labels. Words that are almost certainly O are taken for it,
    so that only what stands between them is searched.
    """
    path = np.zeros(len(scores), dtype=np.int64)
    steps = allowed(scores.shape[1])
    if transitions is not None:
        steps = steps + transitions
    open_words = np.flatnonzero(scores[:, 0] < CERTAIN)
    for run in np.split(open_words, np.flatnonzero(np.diff(open_words) > 1) + 1):
        if len(run):
            path[run] = search(scores[run], steps)
    return path.tolist()


def search(scores: np.ndarray, steps: np.ndarray) -> list[int]:
    """Return the best path through at least one row, with an O before the first and after the last."""
    best = scores[0] + steps[0]
    back = np.empty(scores.shape, dtype=np.int64)
    for word in range(1, len(scores)):
        reach = best[:, None] + steps
        back[word] = reach.argmax(axis=0)
        best = reach.max(axis=0) + scores[word]
    path = [int((best + steps[:, 0]).argmax())]
    for word in range(len(scores) - 1, 0, -1):
        path.append(int(back[word, path[-1]]))
    return path[::-1]


def stretches(
    scores: np.ndarray, names: tuple[str, ...], transitions: np.ndarray | None = None
) -> list[Stretch]:
    """Return the labelled runs of words in reading order; `names` are the labels of the columns."""
    path = best_path(scores, transitions)
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
