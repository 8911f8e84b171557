"""Joins: which stretches of content are one quotation, and where one ends and the next begins.

    "We won," said Roe. "At last."         one quotation of two pieces
    "We won," said Roe. <line> "At last."  two quotations

One quotation has one cue and stands in one paragraph. The network says which contents point at
one cue; these rules cut what runs over paragraphs or joins an indirect quotation to a direct
one, and join what it left apart.
"""

from __future__ import annotations

import re
from dataclasses import replace

from quotes.extraction.drafts import Draft, around, trimmed, without
from quotes.extraction.introductions import paragraph_of
from quotes.extraction.records import SourceRule, Span

# The end of a sentence and nothing but space after it.
NEW_SENTENCE = re.compile(r"[.!?]['\"’”)]*\s+\Z")
# A sentence in its marks, "We won." or "We won," or "Did we?" Not: "a farce" or "and always was."
QUOTED_SENTENCE = re.compile(r"[\"“„«‘'`]+\W*[A-Z].*[.,!?…—-][\"”“»’']+\Z", re.DOTALL)
# "We won," she said, clapping. "At last."  Not: she said, adding that "it was time"
PARTICIPLE = re.compile(r"\w+ing")
# "If we win," ... "we go home."
BROKEN_OFF = re.compile(r",[\"”“»'’]+\Z")
SMALL_LETTER = re.compile(r"[\"“„«‘'`]+[a-z]")


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
        replace(draft, pieces=spans)
        if start == home
        else Draft(spans, None, None, draft.confidence, marked=True)
        for start, spans in groups.items()
    ]


def split_sentences(text: str, draft: Draft, stretches: list[Span]) -> list[Draft]:
    """Cut quoted sentences off an indirect one that ends before them (rule 6).

    `Roe called for a strike. "Nobody should work."` Not: `Roe said that "we won. At last."`, nor
    off one that is quoted in part: `It was "a farce," Roe said. "Nobody should work."`
    """
    made = [draft]
    near = stretches[around(stretches, draft)]
    for stretch in near:
        whole = [piece for piece in draft.pieces if piece.contains(stretch)]
        if not whole or (draft.cue and draft.cue.start > stretch.start):
            continue
        if not NEW_SENTENCE.search(text[max(0, stretch.start - 20) : stretch.start]):
            continue
        before = [piece for piece in draft.pieces if piece.start < stretch.start]
        if before and not any(other.overlaps(piece) for piece in before for other in near):
            made.append(replace(draft, pieces=[stretch], cue=None, rule=SourceRule.INTRODUCTION))
            draft.pieces = [part for piece in draft.pieces for part in without(piece, stretch)]
            draft.marked = False
    return made


def drop_scraps(text: str, draft: Draft, stretches: list[Span]) -> None:
    """Take words outside the marks off a quoted sentence that they stand apart from (rule 9).

    Roe scolded [him]: "It will not hold." Not: The pier, Roe said, "was never safe."
    """
    near = stretches[around(stretches, draft)]
    if any(piece in near and QUOTED_SENTENCE.match(piece.of(text)) for piece in draft.pieces):
        draft.pieces = [piece for piece in draft.pieces if any(piece.overlaps(other) for other in near)]


def join_continued(text: str, made: list[Draft], stretches: list[Span]) -> list[Draft]:
    """Join a quotation to the one beside it in its paragraph that it goes on with (rule 3).

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
        ):
            near = stretches[around(stretches, draft)]
            if before.cue and draft.cue and goes_on(text, before, draft, near):
                before.pieces += [stretch for stretch in near if overlaps(draft, stretch)]
                continue
            if (before.cue and not draft.cue) or cue_between(before, draft):
                before.pieces += draft.pieces
                before.cue, before.source = before.cue or draft.cue, before.source or draft.source
                continue
        kept.append(draft)
    return kept


def cue_between(before: Draft, draft: Draft) -> bool:
    """Say whether `before` has no cue and that of `draft` stands between the two."""
    return bool(
        draft.cue and not before.cue and before.pieces[-1].end <= draft.cue.start < draft.pieces[0].start
    )


def goes_on(text: str, before: Draft, draft: Draft, stretches: list[Span]) -> bool:
    """Say whether what looks like a second cue is only what the speaker did while speaking.

    `"We won," she said, clapping. "At last."`, `"If we win," she said, meaning the cup, "we go
    home."` Not: `"We won," she said, adding, "At last."`, nor `adding that it was "a miracle."`
    """
    assert before.cue
    assert draft.cue
    if before.source != draft.source or not PARTICIPLE.fullmatch(draft.cue.of(text)):
        return False
    if not before.pieces[-1].end <= before.cue.start < draft.cue.start:
        return False
    first = next((s for s in stretches if s.start > draft.cue.start and overlaps(draft, s)), None)
    if first is None or re.search(r"[.!?]\s", text[before.cue.end : draft.cue.start]):
        return False
    between, quoted = text[draft.cue.end : first.start], first.of(text)
    if QUOTED_SENTENCE.match(quoted):
        return NEW_SENTENCE.search(between) is not None
    return (
        BROKEN_OFF.search(before.pieces[-1].of(text)) is not None
        and SMALL_LETTER.match(quoted) is not None
        and between.rstrip().endswith(",")
        and between.strip() != ","
        and not between.startswith(" that ")
    )


def overlaps(draft: Draft, stretch: Span) -> bool:
    """Say whether a piece of the content shares a character with a stretch."""
    return any(piece.overlaps(stretch) for piece in draft.pieces)
