"""Turns: who speaks in a transcript, where every paragraph begins with a label.

    ROE: Will you resign? <line> POE: No. <line> ROE: Why not?

A label is a name in capitals, or Q and A, before a colon at the start of a paragraph (a
stray quotation mark may open it). A text is a transcript if it has MIN_TURNS of them and
one of them comes again. Not: "UPDATE: The vote is over.", "WASHINGTON: Two men ...".
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from quotes.extraction.records import Span

MIN_TURNS = 3
TURN = re.compile(
    r"^[ \t]*[\"“]?(?P<label>(?:[A-Z][A-Z.'’-]+)(?: [A-Z][A-Z.'’-]*){0,3}|[QA])(?P<colon>:)"
    r"[ \t]+(?P<words>\S[^\n]*)",
    re.MULTILINE,
)
# Capitals before a colon that name nobody: "RELATED: Ten bridges to see".
NO_SPEAKERS = frozenset(
    "ALSO BREAKING CORRECTION EDITORIAL EXCLUSIVE FACT LISTEN LIVE MORE NOTE OPINION PHOTOS POLL READ "
    "RELATED SEE UPDATE UPDATED VIDEO WARNING WATCH".split()
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says at a stretch: the label, its colon and the words after it."""

    label: Span
    colon: Span
    words: Span


def find_turns(text: str) -> tuple[Turn, ...]:
    """Return the turns of a transcript in reading order; none for any other text."""
    found = [match for match in TURN.finditer(text) if match["label"].split()[0] not in NO_SPEAKERS]
    labels = Counter(match["label"] for match in found)
    if len(found) < MIN_TURNS or max(labels.values()) < 2:
        return ()
    turns = []
    for match in found:
        end = match.start("words") + len(match["words"].rstrip())
        turns.append(
            Turn(Span(*match.span("label")), Span(*match.span("colon")), Span(match.start("words"), end))
        )
    return tuple(turns)
