"""Drafts: attributions in the making, as spans of characters, and the arithmetic of such spans."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from quotes.extraction.decode import Stretch
from quotes.extraction.linking import Linked
from quotes.extraction.reader import Reading
from quotes.extraction.records import Entity, EntityLabel, SourceRule, Span

WORD = re.compile(r"\w+")
SPACE_AND_COMMAS = " \t\r\n\u00a0,;:"


@dataclass(slots=True)
class Draft:
    """An attribution in the making: `pieces` may still change, `marked` says that one is quoted.

    `confidence` orders drafts; it is no probability. `reply` holds the words for the speaker of a
    line in an exchange, two where it may be either.
    """

    pieces: list[Span]
    cue: Span | None
    source: Span | None
    confidence: float
    marked: bool = False
    rule: SourceRule = SourceRule.NETWORK
    reply: tuple[Span, ...] = ()


def drafts(reading: Reading, linked: list[Linked], entities: tuple[Entity, ...]) -> list[Draft]:
    """Turn numbers of words into characters; the confidence is that of the weakest part."""

    def span(stretch: Stretch) -> Span:
        return stretch.span(reading.starts, reading.ends)

    made: list[Draft] = []
    for attribution in linked:
        parts = [*attribution.contents, *(part for part in (attribution.cue, attribution.source) if part)]
        made.append(
            Draft(
                [span(content) for content in attribution.contents],
                span(attribution.cue) if attribution.cue else None,
                whole_name(span(attribution.source), entities) if attribution.source else None,
                min(part.probability for part in parts) * attribution.probability,
            )
        )
    for draft in made:
        keep_apart(draft)
    return made


def keep_apart(draft: Draft) -> None:
    """Let no word be source and content at once: what an arc calls the source and the tagger a content.

    [The] city of Fenwick promised to pay: if other content is left, the source takes the
    whole piece; if not, there is no source.
    """
    if draft.source is None:
        return
    shared_pieces = [piece for piece in draft.pieces if piece.overlaps(draft.source)]
    if not shared_pieces:
        return
    others = [piece for piece in draft.pieces if piece not in shared_pieces]
    if others and len(shared_pieces) == 1:
        draft.source = Span(
            min(draft.source.start, shared_pieces[0].start), max(draft.source.end, shared_pieces[0].end)
        )
        draft.pieces = others
    else:
        draft.source = None


def whole_name(source: Span, entities: tuple[Entity, ...]) -> Span:
    """Let a source that ends within a name, or right before one, take it in: "US" + "President Joe Biden".

    `entities` are in reading order and do not overlap.
    """
    number = bisect_right(entities, source.end + 1, key=lambda entity: entity.span.start)
    if not number or entities[number - 1].label is not EntityLabel.PERSON:
        return source
    name = entities[number - 1].span
    return Span(min(source.start, name.start), name.end) if name.end > source.end else source


def words(text: str, span: Span) -> int:
    """Count the words in a span."""
    return len(WORD.findall(text, span.start, span.end))


def shared(text: str, first: Span, second: Span) -> int:
    """Count the words that two spans share."""
    if not first.overlaps(second):
        return 0
    return len(WORD.findall(text, max(first.start, second.start), min(first.end, second.end)))


def trimmed(text: str, span: Span) -> Span | None:
    """Cut space and commas off both ends; None if no word is left.

    A comma before a closing mark stays: it is inside ("We won," said Roe).
    """
    start, end = span.start, span.end
    while start < end and text[start] in SPACE_AND_COMMAS:
        start += 1
    while start < end and text[end - 1] in SPACE_AND_COMMAS:
        end -= 1
    return Span(start, end) if start < end and WORD.search(text, start, end) else None


def without(piece: Span, hole: Span) -> list[Span]:
    """Return what is left of `piece` when `hole` is cut out."""
    left = []
    if piece.start < hole.start:
        left.append(Span(piece.start, min(piece.end, hole.start)))
    if hole.end < piece.end:
        left.append(Span(max(piece.start, hole.end), piece.end))
    return [part for part in left if part.start < part.end]
