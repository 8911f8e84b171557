"""Layout: quotations whose speaker is told by how the text is set, not by a sentence.

    ROE: Will you resign?                    a turn of a transcript (turns.py)
    Roe wrote: <line> > The inn is closed.   a block (blocks.py)
    Roe wrote: <line> The inn is closed.     a block that has lost its layout, if the model agrees

Both are direct, whatever the model takes them for: all of their words are somebody's.
"""

from __future__ import annotations

from collections.abc import Sequence

from quotes.extraction.blocks import Block, find_after_colon, find_blocks
from quotes.extraction.drafts import WORD, Draft
from quotes.extraction.introductions import introduced_by
from quotes.extraction.quotation_types import UTTERED, told_by, words_of
from quotes.extraction.records import Attribution, Kind, SourceRule, Span
from quotes.extraction.turns import find_turns

LABELLED = 0.9
"""Score of a quotation that the layout tells."""


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
    taken = [span for attribution in found for span in attribution.content]
    for block in find_after_colon(text):
        draft = next((draft for draft in made if begins(text, block, draft)), None)
        if draft and draft.cue and draft.source and not any(span.overlaps(block.span) for span in taken):
            found.append(Attribution(block.lines, (draft.cue,), (draft.source,), Kind.DIRECT, LABELLED))
    return found


def begins(text: str, block: Block, draft: Draft) -> bool:
    """Say whether the model takes the beginning of a block for what the last words before the colon say.

    The mayor [added]: <line> [The school will close]. It has few pupils. Not: Roe [noted] the
    heat: <line> It was a hot day, and Poe [said] so.
    """
    return (
        draft.cue is not None
        and draft.pieces[0].start == block.span.start
        and block.introduction.contains(draft.cue)
        and not WORD.search(text, draft.cue.end, block.introduction.end)
        and told_by(words_of(draft.cue.of(text))) in UTTERED
    )


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
