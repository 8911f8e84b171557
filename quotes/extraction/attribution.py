"""Linked stretches and quotation marks -> attributions whose borders are right.

In: what the model says of the words (linking.py) and what stands inside quotation marks
(quotations.py). Out: `Attribution`s in reading order, no two sharing a character of
content. The model knows what is a quotation, the marks know where it begins and ends:

1. A direct quotation's borders are its marks. A content that holds most of a quoted
   stretch is moved to its marks; one that crosses a mark takes in the rest.
2. A quoted stretch belongs to one attribution: the one that holds most of it. What is
   said to be a cue or a source inside it is part of the quotation.
3. A quoted sentence that the model passed over is a quotation all the same, unless its
   form says otherwise (title, scare quotes). It goes on with a quotation beside it in its
   paragraph, or takes the speaker that introductions.py finds.
4. Each paragraph of a quotation that runs over several is a quotation of its own, with the
   same source.
5. In a transcript the labels say who speaks, whatever the model thinks (turns.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from quotes.extraction.false_quotations import looks_like
from quotes.extraction.false_quotations import looks_like
from quotes.extraction.introductions import introduced_by, paragraph_of, signed_by
from quotes.extraction.linking import Linked
from quotes.extraction.quotations import Quoted, kind_of, mask
from quotes.extraction.reader import Reading
from quotes.extraction.records import Attribution, Entity, EntityLabel, Kind, Span
from quotes.extraction.turns import find_turns

WORD = re.compile(r"\w+")
SPACE_AND_COMMAS = " \t\r\n\u00a0,;:"
LONG = 6
"""Quoted stretches of this many words are quotations even if the model passed them over.

Of those in PolNeAR train 98% are part of a content, of shorter ones 75%.
"""

RECOVERED = 0.5
"""Confidence of a quotation that only its marks tell."""
LABELLED = 0.9
"""Confidence of a turn in a transcript."""


@dataclass(slots=True)
class Draft:
    """An attribution in the making; `pieces` are spans that may still change, `marked` says that one is quoted."""

    pieces: list[Span]
    cue: Span | None
    source: Span | None
    confidence: float
    marked: bool = False


def drafts(reading: Reading, linked: list[Linked]) -> list[Draft]:
    """Turn numbers of words into characters; the confidence is that of the weakest part."""
    made = []
    for attribution in linked:
        parts = [*attribution.contents, *(part for part in (attribution.cue, attribution.source) if part)]
        made.append(
            Draft(
                [content.span(reading.starts, reading.ends) for content in attribution.contents],
                attribution.cue and attribution.cue.span(reading.starts, reading.ends),
                attribution.source and attribution.source.span(reading.starts, reading.ends),
                min(part.probability for part in parts) * attribution.probability,
            )
        )
    return made


def words(text: str, span: Span) -> int:
    """Count the words in a span."""
    return len(WORD.findall(text, span.start, span.end))


def shared(text: str, first: Span, second: Span) -> int:
    """Count the words that two spans share."""
    start, end = max(first.start, second.start), min(first.end, second.end)
    return len(WORD.findall(text, start, end)) if start < end else 0


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


def quoted_stretches(quoted: tuple[Quoted, ...]) -> list[tuple[Span, Quoted]]:
    """Return the outermost quoted stretches, one per paragraph."""
    return [(piece, stretch) for stretch in quoted if not stretch.depth for piece in stretch.pieces]


def give_to_one(text: str, made: list[Draft], stretch: Span) -> Draft | None:
    """Settle who has the quoted `stretch` (rules 1 and 2); return its attribution, None if nobody has it."""
    size = words(text, stretch)
    claims = [(sum(shared(text, piece, stretch) for piece in draft.pieces), draft) for draft in made]
    claims = [(claim, draft) for claim, draft in claims if claim]
    if not claims:
        return None
    most, owner = max(claims, key=lambda claim: claim[0])
    crosses = any(
        piece.start < stretch.start < piece.end or piece.start < stretch.end < piece.end
        for piece in owner.pieces
        if not piece.contains(stretch)
    )
    if 2 * most < size and not crosses and size < LONG:
        return None
    inside = [piece for piece in owner.pieces if piece.overlaps(stretch)]
    whole = Span(min(stretch.start, *(p.start for p in inside)), max(stretch.end, *(p.end for p in inside)))
    owner.pieces = sorted([*(piece for piece in owner.pieces if piece not in inside), whole])
    for _, other in claims:
        if other is not owner:
            other.pieces = [part for piece in other.pieces for part in without(piece, stretch)]
    return owner


def by_paragraph(text: str, draft: Draft) -> list[Draft]:
    """Cut a quotation in marks that runs over several paragraphs into one per paragraph (rule 4).

    The cue and its source stay with the paragraph they stand in.
    """
    groups: dict[int, list[Span]] = {}
    for piece in draft.pieces:
        for line in re.finditer(r"[^\n]+", text[piece.start : piece.end]):
            span = trimmed(text, Span(piece.start + line.start(), piece.start + line.end()))
            if span:
                groups.setdefault(paragraph_of(text, span.start).start, []).append(span)
    if len(groups) < 2 or not draft.marked:
        draft.pieces = [span for spans in groups.values() for span in spans]
        return [draft] if draft.pieces else []
    own = draft.cue and paragraph_of(text, draft.cue.start).start
    home = own if own in groups else min(groups)
    return [
        replace(draft, pieces=spans) if start == home else Draft(spans, None, None, draft.confidence, marked=True)
        for start, spans in groups.items()
    ]


def separate(made: list[Draft]) -> None:
    """Let each character belong to one content: the more certain attribution keeps it."""
    taken: list[Span] = []
    for draft in sorted(made, key=lambda draft: -draft.confidence):
        for span in taken:
            draft.pieces = [part for piece in draft.pieces for part in without(piece, span)]
        taken += draft.pieces


def settle_marks(text: str, made: list[Draft], stretches: list[tuple[Span, Quoted]]) -> list[tuple[Span, Quoted]]:
    """Apply rules 1 and 2 to every quoted stretch; return those that the model passed over."""
    passed_over, owned = [], []
    for stretch, quoted in stretches:
        owner = give_to_one(text, made, stretch)
        if owner:
            owner.marked = True
            owned.append(stretch)
        else:
            passed_over.append((stretch, quoted))
    for draft in made:
        if draft.cue and any(stretch.contains(draft.cue) for stretch in owned):
            draft.cue = draft.source = None
        if draft.source and any(stretch.contains(draft.source) for stretch in owned):
            draft.source = None
    return passed_over


def join_continued(text: str, made: list[Draft]) -> list[Draft]:
    """Join a quotation without a cue to the one beside it in its paragraph that has one (rule 3).

    `"We won," said Roe. "Nobody had believed it."` is one quotation of two pieces, whichever
    of the two the model gave the cue to.
    """
    kept: list[Draft] = []
    for draft in made:
        before = kept[-1] if kept else None
        if (
            before
            and draft.marked
            and before.marked
            and "\n" not in text[before.pieces[0].start : draft.pieces[-1].end]
            and (before.cue and not draft.cue or cue_between(before, draft))
        ):
            before.pieces += draft.pieces
            before.cue, before.source = before.cue or draft.cue, before.source or draft.source
        else:
            kept.append(draft)
    return kept


def cue_between(before: Draft, draft: Draft) -> bool:
    """Say whether `before` has no cue and that of `draft` stands between the two."""
    return bool(draft.cue and not before.cue and before.pieces[-1].end <= draft.cue.start < draft.pieces[0].start)


def find_sources(
    text: str, made: list[Draft], quoted: tuple[Quoted, ...], entities: tuple[Entity, ...]
) -> None:
    """Give quotations without cue and source whom a line beside them or the words before name."""
    people = [entity.span for entity in entities if entity.label is EntityLabel.PERSON]
    for number, draft in enumerate(made):
        if not draft.marked:
            continue
        first = draft.pieces[0]
        own = draft.cue and WORD.search(text, draft.cue.start, draft.cue.end)
        if not own or not paragraph_of(text, first.start).contains(draft.cue):
            # The model may take the dash of the line before for this one's.
            signature = signed_by(text, draft.pieces[-1].end, people)
            if signature:
                draft.cue, draft.source = signature
        if draft.cue or draft.source:
            continue
        begun = next((q for q in quoted if not q.depth and q.span.start < first.start < q.span.end), None)
        if begun:  # a later paragraph of one quotation: whoever speaks in the first
            sources = [other.source for other in made[:number] if other.pieces[-1].end > begun.span.start]
            draft.source = sources[-1] if sources else None
        if not draft.source:
            before = [(other.pieces[-1], other.source) for other in made[:number] if other.source]
            draft.source = introduced_by(text, first, before, people)


def attribute(
    text: str, reading: Reading, linked: list[Linked], entities: tuple[Entity, ...]
) -> tuple[Attribution, ...]:
    """Return the attributions of a text that has been read, in reading order."""
    made = drafts(reading, linked)
    turns = find_turns(text)
    made = [draft for draft in made if not any(span.overlaps(turn.words) for span in draft.pieces for turn in turns)]
    passed_over = settle_marks(text, made, quoted_stretches(reading.quoted))
    made = [part for draft in made if draft.pieces for part in by_paragraph(text, draft)]
    for stretch, quoted in passed_over:
        if words(text, stretch) >= LONG and looks_like(text, quoted) is None:
            if not any(stretch.overlaps(turn.words) for turn in turns):
                made.append(Draft([stretch], None, None, RECOVERED, marked=True))
    separate(made)
    made = [draft for draft in made if draft.pieces and (draft.marked or draft.cue)]
    made.sort(key=lambda draft: draft.pieces)
    made = join_continued(text, made)
    find_sources(text, made, reading.quoted, entities)
    inside = mask(text, reading.quoted)
    found = []
    for draft in made:
        content = tuple(span for piece in sorted(draft.pieces) if (span := trimmed(text, piece)))
        if content:
            cue = (draft.cue,) if draft.cue else ()
            source = (draft.source,) if draft.source else ()
            found.append(Attribution(content, cue, source, kind_of(text, content, inside), draft.confidence))
    for turn in turns:
        found.append(Attribution((turn.words,), (turn.colon,), (turn.label,), Kind.DIRECT, LABELLED))
    return tuple(sorted(found, key=lambda attribution: attribution.content))
