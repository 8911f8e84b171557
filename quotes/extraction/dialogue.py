"""Dialogue: who speaks in the lines of an exchange that say nothing but what is said.

    "Were you there?" Roe asked. <line> "I was," Poe said. <line> "Alone?" <line> "With her."
                                                          -> Roe              -> Poe

Two lines beside each other with one quotation each, by two speakers, open an exchange; it goes
on over lines that are a quotation and nothing else. A question is answered by the other one; of
short lines in a row every other is the same person's. Elsewhere it may be either: a quotation
that stands alone after another is as a rule by the same speaker, as papers break one up:

    "It never held," Poe said. <line> "We told them in May. They laughed."    -> Poe
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quotes.extraction.drafts import Draft, words
from quotes.extraction.names import fold
from quotes.extraction.quotations import Quoted
from quotes.extraction.records import SourceRule, Span

LINE = re.compile(r"[^\n]*\S[^\n]*")
QUESTION = re.compile(r"\?[\"'”’»)]*\Z")
INDEFINITE = re.compile(r"an?\b", re.IGNORECASE)
SHORT = 25
"""Words of a line that is taken for a reply because others like it stand beside it, at most."""
GENDERS = {"he": "m", "him": "m", "she": "f", "her": "f"}


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of an exchange: what is quoted in it, and who says it where it tells."""

    said: Span
    source: Span | None
    question: bool
    short: bool


def find_replies(
    text: str, made: Sequence[Draft], stretches: Sequence[tuple[Span, Quoted]], people: Sequence[Span]
) -> dict[Span, tuple[Span, ...]]:
    """Return the quoted lines that stand alone in an exchange, with the words for their speaker.

    Two of them where it may be either.
    """
    found: dict[Span, tuple[Span, ...]] = {}
    for run in exchanges(text, made, stretches):
        found.update(replies(text, run, people))
    return found


def drafts_of(replies: Mapping[Span, tuple[Span, ...]], confidence: float) -> list[Draft]:
    """Return a draft for each reply, without a source where it may be either's."""
    return [
        Draft(
            [line],
            None,
            sources[0] if len(sources) == 1 else None,
            confidence,
            marked=True,
            rule=SourceRule.INTRODUCTION,
            reply=sources,
        )
        for line, sources in replies.items()
    ]


def exchanges(
    text: str, made: Sequence[Draft], stretches: Sequence[tuple[Span, Quoted]]
) -> Iterator[list[Line]]:
    """Yield the runs of three or more lines that are one speaker's each, or a quotation and nothing else."""
    run: list[Line] = []
    number = 0
    for match in LINE.finditer(text):
        inside = []
        while number < len(stretches) and stretches[number][0].start < match.end():
            inside.append(stretches[number])
            number += 1
        line = read_line(text, match, inside, made)
        if line is None:
            if len(run) > 2:
                yield run
            run = []
        else:
            run.append(line)
    if len(run) > 2:
        yield run


def read_line(
    text: str, match: re.Match[str], inside: Sequence[tuple[Span, Quoted]], made: Sequence[Draft]
) -> Line | None:
    """Read a paragraph as a line of an exchange; None where it is none, or its speaker is not told."""
    if not inside or any(not quoted.closed or len(quoted.pieces) > 1 for _, quoted in inside):
        return None
    said = inside[-1][0]
    question = QUESTION.search(text, said.start, said.end) is not None
    short = words(text, Span(match.start(), match.end())) <= SHORT
    if len(inside) == 1 and match[0].strip() == said.of(text):
        return Line(said, None, question, short)
    here = Span(match.start(), match.end())
    quoting = [draft for draft in made if any(p.overlaps(s) for p in draft.pieces for s, _ in inside)]
    sources = {draft.source for draft in quoting if draft.source and here.contains(draft.source)}
    return Line(said, sources.pop(), question, short) if len(sources) == 1 else None


def replies(text: str, run: Sequence[Line], people: Sequence[Span]) -> dict[Span, tuple[Span, ...]]:
    """Return who speaks in the lines of a run that stand alone; nothing before two have spoken."""
    found: dict[Span, tuple[Span, ...]] = {}
    pair: tuple[Span, Span] | None = None
    last: Span | None = None  # the source of the line before, where it is settled
    for number, line in enumerate(run):
        if line.source is not None:
            pair = pair_of(text, pair, last, line.source, people)
            last = line.source
        elif pair is not None:
            if last is not None and changes(run, number):
                last = pair[0] if last == pair[1] else pair[1]
                found[line.said] = (last,)
            else:
                last, found[line.said] = None, pair
        else:
            last = None
    return found


def pair_of(
    text: str, pair: tuple[Span, Span] | None, last: Span | None, source: Span, people: Sequence[Span]
) -> tuple[Span, Span] | None:
    """Return who talk with each other once `source` has spoken: the one before and this one, if two."""
    if last is not None and are_two(text, last, source, people):
        return last, source
    if pair is None:
        return None
    others = [one for one in pair if are_two(text, one, source, people)]
    return (others[0], source) if len(others) == 1 else None


def changes(run: Sequence[Line], number: int) -> bool:
    """Say whether the speaker changes before a line that stands alone.

    After a question; or where it is one itself, and so was the last but one; or among short
    lines that stand alone.
    """
    line, before = run[number], run[number - 1]
    if before.question:
        return True
    if line.question and run[number - 2].question:
        return True
    beside = [before, *run[number + 1 : number + 2]]
    return line.short and any(other.source is None and other.short for other in beside)


def are_two(text: str, one: Span, other: Span, people: Sequence[Span]) -> bool:
    """Say whether two sources are two people: two names that are no one's together, or "he" and "she".

    "A man" is not Roe either. Not "Roe" and "he", nor "Jane" and "Roe" where the article has a Jane Roe.
    """
    genders = {GENDERS.get(fold(source.of(text))) for source in (one, other)}
    if genders == {"m", "f"}:
        return True
    first, second = (name_in(text, source, people) for source in (one, other))
    if bool(first) != bool(second):
        return INDEFINITE.match((other if first else one).of(text)) is not None
    if not first or not first.isdisjoint(second):
        return False
    return not any(
        {*first, *second} & set(fold(p.of(text)).split()) >= {min(first), min(second)} for p in people
    )


def name_in(text: str, source: Span, people: Sequence[Span]) -> set[str]:
    """Return the folded words of the last person's name that a source holds."""
    named = [person for person in people if source.contains(person)]
    return set(fold(named[-1].of(text)).split()) if named else set()
