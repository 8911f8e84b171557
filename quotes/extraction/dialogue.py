"""Dialogue: who speaks in the lines of an exchange that say nothing but what is said.

    "Were you there?" Roe asked. <line> "I was," Poe said. <line> "Alone?" <line> "With her."
                                                          -> Roe              -> Poe

Two lines beside each other with one quotation each, by two speakers, open an exchange; it goes
on over lines that are a quotation and nothing else. A question is answered by the other one; of
short lines in a row every other is the same person's, where they ask or address each other.
Elsewhere it may be either, or somebody else in a list of voices: "I love the park," Roe wrote.
<line> "It is a waste," Poe wrote. <line> "Bring back the swings." A quotation that stands alone
after one speaker's is as a rule by the same, as papers break one up, and is none of an exchange:

    "It never held," Poe said. <line> "We told them in May. They laughed."    -> Poe
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quotes.extraction.drafts import Draft, overlapping, words
from quotes.extraction.names import fold
from quotes.extraction.passed_over import RECOVERED
from quotes.extraction.quotations import Quoted
from quotes.extraction.records import SourceRule, Span

LINE = re.compile(r"[^\n]*\S[^\n]*")
QUESTION = re.compile(r"\?[\"'”’»)]*\Z")
INDEFINITE = re.compile(r"an?\b", re.IGNORECASE)
YOU = re.compile(r"\b(?:you|your)\b", re.IGNORECASE)
SHORT = 25
"""Words of a line that is taken for a reply because others like it stand beside it, at most."""
GENDERS = {"he": "m", "him": "m", "she": "f", "her": "f"}


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of an exchange: what is quoted in it, and who says it where it tells."""

    said: Span
    source: Span | None
    question: bool
    talks: bool
    """It asks or addresses somebody."""
    short: bool


@dataclass(frozen=True, slots=True)
class People:
    """The names of persons in order, and which of them have a word, folded."""

    spans: Sequence[Span]
    bearers: Mapping[str, set[int]]

    @classmethod
    def of(cls, text: str, spans: Iterable[Span]) -> People:
        """Return those at `spans`, which are apart from each other."""
        listed = sorted(spans)
        bearers: dict[str, set[int]] = defaultdict(set)
        for number, span in enumerate(listed):
            for word in fold(span.of(text)).split():
                bearers[word].add(number)
        return cls(listed, bearers)

    def within(self, source: Span) -> list[Span]:
        """Return the names that a source holds."""
        near = self.spans[overlapping(self.spans, source.start, source.end)]
        return [person for person in near if source.contains(person)]

    def share(self, one: str, other: str) -> bool:
        """Say whether somebody has both words in one name."""
        return not self.bearers.get(one, set()).isdisjoint(self.bearers.get(other, set()))


def find_replies(
    text: str, made: Sequence[Draft], stretches: Sequence[tuple[Span, Quoted]], people: Sequence[Span]
) -> dict[Span, tuple[Span, ...]]:
    """Return the quoted lines that stand alone in an exchange, with the words for their speaker.

    Two of them where it may be either.
    """
    found: dict[Span, tuple[Span, ...]] = {}
    named = People.of(text, people)
    for run in exchanges(text, made, stretches):
        found.update(replies(text, run, named))
    return found


def drafts_of(replies: Mapping[Span, tuple[Span, ...]]) -> list[Draft]:
    """Return a draft for each reply, without a source where it may be either's."""
    return [
        Draft(
            [line],
            None,
            sources[0] if len(sources) == 1 else None,
            RECOVERED,
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
    quoting: dict[int, list[Draft]] = defaultdict(list)
    for draft in made:
        for start in {text.rfind("\n", 0, piece.start) + 1 for piece in draft.pieces}:
            quoting[start].append(draft)
    run: list[Line] = []
    number = 0
    for match in LINE.finditer(text):
        inside = []
        while number < len(stretches) and stretches[number][0].start < match.end():
            inside.append(stretches[number])
            number += 1
        line = read_line(text, match, inside, quoting[match.start()])
        if line is None:
            if len(run) > 2:
                yield run
            run = []
        else:
            run.append(line)
    if len(run) > 2:
        yield run


def read_line(
    text: str, match: re.Match[str], inside: Sequence[tuple[Span, Quoted]], quoting: Iterable[Draft]
) -> Line | None:
    """Read a paragraph as a line of an exchange; None where it is none, or its speaker is not told.

    `inside` is what is quoted in it, `quoting` are the attributions with a content in it.
    """
    if not inside or any(not quoted.closed or len(quoted.pieces) > 1 for _, quoted in inside):
        return None
    said = inside[-1][0]
    question = QUESTION.search(text, said.start, said.end) is not None
    talks = question or any(YOU.search(text, span.start, span.end) for span, _ in inside)
    short = words(text, Span(match.start(), match.end())) <= SHORT
    if len(inside) == 1 and match[0].strip() == said.of(text):
        return Line(said, None, question, talks, short)
    here = Span(match.start(), match.end())
    sources = {draft.source for draft in quoting if draft.source and here.contains(draft.source)}
    return Line(said, sources.pop(), question, talks, short) if len(sources) == 1 else None


def replies(text: str, run: Sequence[Line], people: People) -> dict[Span, tuple[Span, ...]]:
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
    text: str, pair: tuple[Span, Span] | None, last: Span | None, source: Span, people: People
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
    lines that stand alone, if somebody was asked or addressed before.
    """
    line, before = run[number], run[number - 1]
    if before.question:
        return True
    if line.question and run[number - 2].question:
        return True
    beside = [before, *run[number + 1 : number + 2]]
    talk = any(other.talks for other in run[: number + 1])
    return talk and line.short and any(other.source is None and other.short for other in beside)


def are_two(text: str, one: Span, other: Span, people: People) -> bool:
    """Say whether two sources are two people: two names of nobody together, "he" and "she", "I" and anybody.

    "A man" is not Roe either. Not "Roe" and "he", nor "Jane" and "Roe" where the article has a Jane Roe.
    """
    said = [fold(source.of(text)) for source in (one, other)]
    if {GENDERS.get(words) for words in said} == {"m", "f"} or ("i" in said and said[0] != said[1]):
        return True
    first, second = (name_in(text, source, people) for source in (one, other))
    if bool(first) != bool(second):
        return INDEFINITE.match((other if first else one).of(text)) is not None
    if not first or not first.isdisjoint(second):
        return False
    return not people.share(min(first), min(second))


def name_in(text: str, source: Span, people: People) -> set[str]:
    """Return the folded words of the last person's name that a source holds."""
    named = people.within(source)
    return set(fold(named[-1].of(text)).split()) if named else set()
