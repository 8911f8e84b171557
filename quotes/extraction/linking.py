"""Tags and arcs of a Reading -> contents joined to cues, cues joined to sources.

    "We won," said Roe. "At last."   ->  contents We won / At last, cue said, source Roe

A cue is what makes an attribution: contents that point at one cue belong together.
The arcs are trained like those of a dependency parser (Dozat and Manning, ICLR 2017).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np

from quotes.extraction.borders import settle
from quotes.extraction.decode import Stretch, stretches
from quotes.extraction.labels import ENTITY_TAGS, ROLE_TAGS
from quotes.extraction.reader import TO_CUE, TO_SOURCE, Reading
from quotes.extraction.records import Entity, EntityLabel, Span

CERTAIN = 0.4
"""An arc to a word that bears no tag must be this likely to make a cue or a source of it."""
MAYBE = float(np.log(0.05))
"""Log probability from which a word may be inside a stretch that only an arc tells of."""
POSSIBLE = 0.15
"""An arc to a tagged stretch must be this likely to be believed."""


@dataclass(slots=True)
class Linked:
    """One attribution as the model sees it; `probability` is that of its arcs."""

    contents: list[Stretch]
    cue: Stretch | None
    source: Stretch | None
    probability: float


def pointed_at(
    reading: Reading, word: int, head: int, targets: list[Stretch], label: str
) -> tuple[Stretch | None, float]:
    """Return the stretch that `word` points at, with the arc's probability; None for nothing.

    A stretch gets what its words get together; `targets` are in reading order. A word that
    bears no tag is believed only where the arc is almost certain: the tagger missed it.
    """
    window = reading.window_of(word)
    none, *chances = window.arcs(word, head).tolist()
    best = None
    # Every content in the training data has a cue, so that "none" was never learned for them.
    chance = POSSIBLE if head == TO_CUE else none
    seen = slice(
        bisect_left(targets, window.seen, key=lambda target: target.last),
        bisect_left(targets, window.end, key=lambda target: target.first),
    )
    for target in targets[seen]:
        low, high = max(0, target.first - window.seen), target.last + 1 - window.seen
        mass = sum(chances[low:high])
        if mass > chance:
            best, chance = target, mass
    top = max(range(len(chances)), key=chances.__getitem__)
    if chances[top] > max(CERTAIN, chance):
        best, chance = missed(reading, window.seen + top, label, chances[top]), chances[top]
    return best, chance


def missed(reading: Reading, word: int, label: str, chance: float) -> Stretch:
    """Return the stretch that the tagger missed and an arc found by its first word.

    It goes on as long as the tagger thinks that the next word may well be inside.
    """
    inside = ROLE_TAGS.index(f"I-{label}")
    last = word
    while last + 1 < len(reading.tags) and reading.tags[last + 1, inside] > MAYBE:
        last += 1
    return Stretch(label, word, last, chance)


def link(reading: Reading) -> list[Linked]:
    """Return the attributions in the order of their first content."""
    found = settle(reading, stretches(reading.tags, ROLE_TAGS, reading.transitions))
    cues = [stretch for stretch in found if stretch.label == "cue"]
    sources = [stretch for stretch in found if stretch.label == "source"]
    by_cue: dict[int, Linked] = {}
    linked: list[Linked] = []
    for content in (stretch for stretch in found if stretch.label == "content"):
        cue, chance = pointed_at(reading, content.first, TO_CUE, cues, "cue")
        if cue is None:
            linked.append(Linked([content], None, None, chance))
        elif cue.first in by_cue:
            known = by_cue[cue.first]
            known.contents.append(content)
            known.probability = min(known.probability, chance)
        else:
            source, sure = pointed_at(reading, cue.first, TO_SOURCE, sources, "source")
            by_cue[cue.first] = Linked([content], cue, source, chance * sure)
            linked.append(by_cue[cue.first])
    return sorted(linked, key=lambda attribution: attribution.contents[0].first)


def entities(reading: Reading, text: str) -> tuple[Entity, ...]:
    """Return the named entities of a Reading of `text`, without a possessive "'s" at the end."""
    found = []
    for stretch in stretches(reading.entities, ENTITY_TAGS):
        span = stretch.span(reading.starts, reading.ends)
        for ending in ("'s", "’s"):
            if span.of(text).endswith(ending) and span.end - span.start > 2:
                span = Span(span.start, span.end - 2)
        found.append(Entity(span, EntityLabel(stretch.label)))
    return tuple(found)
