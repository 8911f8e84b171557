"""Layout: quotations whose speaker is told by how the text is set, not by a sentence.

    ROE: Will you resign?                    a turn of a transcript (turns.py)
    Roe wrote: <line> > The inn is closed.   a block (blocks.py)

Both are direct, whatever the model takes them for: all of their words are somebody's.
"""

from __future__ import annotations

from collections.abc import Sequence

from quotes.extraction.blocks import Block, find_blocks
from quotes.extraction.drafts import Draft
from quotes.extraction.introductions import introduced_by
from quotes.extraction.quotation_types import told_by, words_of
from quotes.extraction.records import Attribution, Kind, QuotationType, SourceRule, Span
from quotes.extraction.turns import find_turns

LABELLED = 0.9
"""Score of a quotation that the layout tells."""
UTTERED = frozenset({QuotationType.SPEECH, QuotationType.WRITING})


def find_set_apart(text: str, made: Sequence[Draft], people: Sequence[Span]) -> list[Attribution]:
    """Return the turns and blocks of a text.

    `made` is what the model says, in any order; a block takes cue and source from what it
    says of the block. `people` are the names of persons, in reading order.
    """
    found = [
        Attribution(turn.words, (turn.colon,), (turn.label,), Kind.DIRECT, LABELLED, SourceRule.LABEL)
        for turn in find_turns(text)
    ]
    for block in find_blocks(text):
        cue, source = introduced(text, block, made, people)
        if source:
            cues = (cue,) if cue else ()
            rule = SourceRule.NETWORK if cue else SourceRule.INTRODUCTION
            found.append(Attribution(block.lines, cues, (source,), Kind.DIRECT, LABELLED, rule))
    return found


def introduced(
    text: str, block: Block, made: Sequence[Draft], people: Sequence[Span]
) -> tuple[Span | None, Span | None]:
    """Return the cue and the source that the line before a block gives it.

    Where the model has none the words must tell that something is uttered, and name one
    person: "Roe posted this on Friday:". Not: "Roe needs the following:".
    """
    for draft in made:
        own = any(piece.overlaps(block.span) for piece in draft.pieces)
        if own and draft.cue and draft.source and block.introduction.contains(draft.cue):
            return draft.cue, draft.source
    if told_by(words_of(block.introduction.of(text))) not in UTTERED:
        return None, None
    return None, introduced_by(text, block.span, (), people)
