"""Passives: whoever is reported to have said something is the speaker, not part of what was said.

    Roe was quoted as saying: "No."                      -> Roe
    Roe is reported to have told friends that she left.  -> Roe
    "No," the Gazette quoted Roe as saying.              -> Roe, not the Gazette

The model learned that the subject of a passive belongs to the content ("Roe is said to be
ill"), as it does where the passive reports no words of the subject's own. Not: "Roe is
expected to say no", "Roe was quoted by the Gazette", "The plan was described as weak".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotes.extraction.drafts import Draft
from quotes.extraction.records import Span

SAYING = (
    r"(?:saying|telling|writing|asking|shouting|yelling|chanting|singing|boasting|joking|admitting|remarking)"
)
SAID = (
    r"(?:said|told|written|asked|shouted|yelled|boasted|joked|admitted|remarked|replied|warned|claimed|declared|"
    r"called|tweeted|posted|promised)"
)
PASSIVE = re.compile(
    rf"(?:(?:is|are|was|were|be|been|being)\s+)(?:\w+ly\s+)?"
    rf"(?:(?:quoted|cited|recorded|filmed|caught|overheard|heard|seen)\s+(?:\w+\s+){{0,3}}?(?:as\s+)?{SAYING}"
    rf"|(?:said|reported|alleged|believed|understood|quoted|rumou?red)\s+to\s+have\s+{SAID})\b",
    re.IGNORECASE,
)
QUOTES = re.compile(r"\b(?:quot|cit)(?:ed|es|ing)\s*\Z", re.IGNORECASE)
AS_SAYING = re.compile(rf"\s*(?P<who>[^\s,.;:!?\"“”][^,.;:!?\"“”\n]{{0,60}}?)\s+as\s+{SAYING}\b")
SUBJECT = re.compile(r"[^.,;:!?\"“”\n()]+\Z")
LONGEST = 6
"""Words of a subject that no name tells, at most."""


def name_passive_speakers(text: str, made: Sequence[Draft], people: Sequence[Span]) -> None:
    """Make the subject of a passive, and whom a paper quotes, the source of what they say.

    `people` are the names of persons in the text.
    """
    for draft in made:
        if draft.cue is None:
            continue
        if draft.source is None and PASSIVE.match(text, draft.cue.start, draft.cue.end):
            give_source(draft, subject_before(text, draft, people))
        elif QUOTES.search(text, draft.cue.start, draft.cue.end) and (
            match := AS_SAYING.match(text, draft.cue.end)
        ):
            give_source(draft, Span(*match.span("who")), drop=Span(match.start("who"), match.end()))


def subject_before(text: str, draft: Draft, people: Sequence[Span]) -> Span | None:
    """Return the words straight before a passive cue: a piece of the content, a name, a short phrase."""
    assert draft.cue is not None
    end = len(text[: draft.cue.start].rstrip())
    for known in (*draft.pieces, *people):
        if known.end == end:
            return known
    phrase = SUBJECT.search(text, max(0, end - 80), end)
    if phrase is None:
        return None
    start = phrase.start() + len(phrase[0]) - len(phrase[0].lstrip())
    return Span(start, end) if start < end and len(text[start:end].split()) <= LONGEST else None


def give_source(draft: Draft, source: Span | None, drop: Span | None = None) -> None:
    """Make words the source, and take the piece that holds them (or `drop`) out of the content."""
    if source is None:
        return
    gone = drop or source
    left = [piece for piece in draft.pieces if not gone.overlaps(piece)]
    if left:
        draft.source = source
        draft.pieces = left
