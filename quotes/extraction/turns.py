"""Turns: who speaks in a transcript, where every paragraph begins with a label.

    ROE: Will you resign? <line> POE: No. <line> ROE: Why not?

A label is one of these before a colon at the start of a paragraph (a stray quotation mark
may open it), with words after it on the line: a name in capitals, Q and A, or a name in
small letters with capitals (Ann Roe, Harbor Gazette). A text is a transcript if it has
MIN_TURNS of them and one of them comes again, or if a question under one label is answered
under another. Not: "UPDATE: The vote is over.", "WASHINGTON: Two men ...", "Monday: Ayr v
Hale <line> Tuesday: Leeds v York <line> Monday: ...", a single 'Ann Roe: "No."'
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from quotes.extraction import lexicon
from quotes.extraction.records import Span

MIN_TURNS = 3
MIN_NAMED_TURNS = 4
"""Turns of a transcript whose labels are not in capitals."""
THROUGHOUT = 0.5
"""The share of a text's lines that have a label, at least, for it to be a transcript throughout."""
SENTENCE = re.compile(r"[^\W\d_].*[.?!…]\s*\Z")
CAPITALS = r"(?:[A-Z][A-Z.'’-]+)(?: [A-Z][A-Z.'’-]*){0,3}|[QA]"
NAMED = r"[A-Z][\w.'’-]*(?: (?:de|van|von|der|bin|al|el|of|the|[A-Z][\w.'’-]*)){0,4}"
TURN = re.compile(
    rf"^[ \t]*(?:\*\*)?[\"“]?(?P<label>{CAPITALS}|{NAMED})(?P<colon>:)(?:\*\*)?[ \t]+(?P<words>\S[^\n]*)",
    re.MULTILINE,
)
# Words before a colon that name nobody: "RELATED: Ten bridges to see", "Note: Buses run hourly."
NO_SPEAKERS = frozenset(
    "also breaking correction date editorial exclusive fact listen live location more note opinion photo "
    "photos place poll read related see source time topic update updated video warning watch what when "
    "where who why".split()
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says at a stretch: the label, its colon, the words after it, one span a paragraph."""

    label: Span
    colon: Span
    words: tuple[Span, ...]


def find_turns(text: str) -> tuple[Turn, ...]:
    """Return the turns of a transcript in reading order; none for any other text."""
    found = [match for match in TURN.finditer(text) if names_somebody(match["label"])]
    capitals = [match for match in found if match["label"].isupper()]
    if not alternates([match["label"] for match in capitals], MIN_TURNS) and not answers(text, capitals):
        capitals = []
    named = [match for match in found if not match["label"].isupper()]
    if not converse(text, named):
        named = []
    turns = []
    labelled = sorted((*capitals, *named), key=lambda match: match.start())
    throughout = sum(bool(line.strip()) for line in text.splitlines()) <= len(labelled) / THROUGHOUT
    for match, after in pairwise([*labelled, None]):
        assert match is not None
        first = Span(match.start("words"), match.start("words") + len(spoken(match)))
        more = going_on(text, match, after.start(), whole=throughout) if after else ()
        turns.append(Turn(Span(*match.span("label")), Span(*match.span("colon")), (first, *more)))
    return tuple(turns)


def going_on(text: str, match: re.Match[str], end: int, *, whole: bool) -> Iterator[Span]:
    """Yield the further paragraphs of a turn, which go on up to the next label.

    In a text that is a transcript throughout; or where a mark stands before the label and
    before each of them. Not "(Crosstalk.)", nor what a reporter tells in between.
    """
    marked = match[0].lstrip(" \t*").startswith(('"', "“"))
    for line in re.finditer(r"[^\n]+", text[match.end() : end]):
        words = line[0].strip()
        if not words or words.lstrip('"“').startswith(("(", "[")):
            continue
        if not (words.startswith(('"', "“")) if marked else whole):
            return
        start = match.end() + line.start() + len(line[0]) - len(line[0].lstrip(' \t"“'))
        yield Span(start, match.end() + line.start() + len(line[0].rstrip()))


def spoken(match: re.Match[str]) -> str:
    """Return the words of a turn without the marks of bold print at their end."""
    return match["words"].rstrip(" \t\r*_")


def names_somebody(label: str) -> bool:
    """Say whether a label may name a speaker: no day, no heading."""
    first = label.split()[0].casefold()
    return first not in NO_SPEAKERS and first not in lexicon.classes()["days"]


def alternates(labels: list[str], least: int) -> bool:
    """Say whether there are so many labels and one of them comes again."""
    return len(labels) >= least and max(Counter(labels).values()) > 1


def answers(text: str, found: list[re.Match[str]]) -> bool:
    """Say whether every other turn is a question and another label answers it in the next line."""
    pairs = list(zip(found[::2], found[1::2], strict=False))
    return bool(pairs) and all(
        spoken(first).endswith("?")
        and first["label"] != second["label"]
        and not text[first.end() : second.start()].strip()
        for first, second in pairs
    )


def converse(text: str, named: list[re.Match[str]]) -> bool:
    """Say whether labels with small letters are those of a conversation.

    Two or more take turns, without marks, and most of what follows are sentences. Not:
    "Serves: four", "Roe: 1,769.", 'Roe: "No." <line> Poe: "Yes."'
    """
    labels = [match["label"] for match in named]
    if len(set(labels)) < 2 or not (alternates(labels, MIN_NAMED_TURNS) or answers(text, named)):
        return False
    if any(match["words"].startswith(('"', "“", "‘", "'", "«", "„")) for match in named):
        return False
    sentences = sum(SENTENCE.search(spoken(match)) is not None for match in named)
    changes = sum(first != second for first, second in pairwise(labels))
    return 3 * sentences >= 2 * len(named) and 2 * changes >= len(named) - 1
