"""Stretches of words -> the same with better borders.

    [a] strategy to cut emissions  ->  [a strategy to cut emissions]

The tagger looks at words one by one. Two arcs look at whole stretches: the first word
points at the last and the last at the first (as in the pointer networks of Vinyals,
Fortunato and Jaitly, NIPS 2015). Among the borders that either of them, or the tagger,
thinks of, the best in the eyes of all three is taken.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from quotes.extraction.decode import Stretch
from quotes.extraction.labels import ROLE_TAGS
from quotes.extraction.reader import TO_FIRST, TO_LAST, Reading

POSSIBLE = float(np.log(0.1))
"""Log probability from which an arc suggests a border."""
TAGGER = 0.3
"""What the tagger's log odds for a stretch weigh against the log probabilities of the two arcs.

On dev 0.15 to 0.5 do equally well.
"""


def settle(reading: Reading, found: list[Stretch]) -> list[Stretch]:
    """Return the stretches with borders that no other stretch crosses, in the same order."""
    settled: list[Stretch] = []
    for number, stretch in enumerate(found):
        before = settled[-1].last + 1 if settled else 0
        after = found[number + 1].first if number + 1 < len(found) else len(reading.tags)
        settled.append(with_best_borders(reading, stretch, before, after))
    return settled


def with_best_borders(reading: Reading, stretch: Stretch, low: int, high: int) -> Stretch:
    """Move the borders of a stretch within the words [low, high)."""
    window = reading.window_of(stretch.first)
    low, high = max(low, window.seen), min(high, window.end)
    if stretch.last >= high or high - low < 2:
        return stretch
    to_last = {stretch.first: window.arcs_within(stretch.first, TO_LAST, stretch.first, high)}
    to_first = {stretch.last: window.arcs_within(stretch.last, TO_FIRST, low, stretch.last + 1)}
    firsts = {stretch.first, *(low + best(to_first[stretch.last]))}
    lasts = {stretch.last, *(stretch.first + best(to_last[stretch.first]))}
    if len(firsts) == len(lasts) == 1:
        return stretch
    begin = ROLE_TAGS.index(f"B-{stretch.label}")
    tags = reading.tags[low:high]
    # What the tagger gives for the first word and for further ones, over leaving them out.
    opening = tags[:, begin] - tags[:, 0]
    inside = np.concatenate([[0.0], np.cumsum(tags[:, begin + 1] - tags[:, 0])])
    for first in firsts - to_last.keys():
        to_last[first] = window.arcs_within(first, TO_LAST, first, high)
    for last in lasts - to_first.keys():
        to_first[last] = window.arcs_within(last, TO_FIRST, low, last + 1)

    def score(first: int, last: int) -> float:
        tagger = opening[first - low] + inside[last + 1 - low] - inside[first + 1 - low]
        return float(to_last[first][last - first] + to_first[last][first - low] + TAGGER * tagger)

    pairs = ((first, last) for first in sorted(firsts) for last in sorted(lasts) if first <= last)
    first, last = max(pairs, key=lambda pair: score(*pair))
    return replace(stretch, first=int(first), last=int(last))


def best(scores: np.ndarray) -> np.ndarray:
    """Return the places that an arc suggests."""
    return np.flatnonzero(scores > POSSIBLE)
