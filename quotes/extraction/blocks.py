"""Blocks: quotations set apart by their layout, without quotation marks.

    Roe wrote to the parents: <blank line> "    The school will close in June." <blank line> Two hundred ...

A block is one or more lines that are all indented, or all begin with "> ", after a line that
ends with a colon. Who speaks is said before the colon; blocks.py finds only where it stands.
Not: a list ("    - eggs"), a text that is indented throughout, words in marks of their own.
Where a text has lost its layout, a block is a paragraph like any other ("The mayor added: <blank
line> The school will close in June."): those after a colon are found too, for others to judge.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from quotes.extraction.records import Span

LINE = re.compile(r"[^\n]+")
SET_APART = re.compile(r"(?P<margin>[ \t]*>[ \t]*|[ ]{2,}|\t+)(?P<words>\S[^\n]*)")
LIST_ITEM = re.compile(r"[-*•·+]\s|\d{1,2}[.)]\s")
DOUBLE = ('"', "“", "”", "«", "„", "``", "''")
MARKS = ('"', "“", "‘", "'", "«", "„", "``")
SENTENCE = re.compile(r"[^\W\d_].*[.?!…][)\]]?\s*\Z")
SHORTEST = 4
"""Words of a block, at least."""


@dataclass(frozen=True, slots=True)
class Block:
    """A quotation set apart: the line that introduces it, with its colon, and its lines."""

    introduction: Span
    lines: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """From the first to the last character."""
        return Span(self.lines[0].start, self.lines[-1].end)


def find_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text in reading order."""
    lines_of_text = (match for match in LINE.finditer(text) if match[0].strip(" \t>"))
    rows = [(match.span(), SET_APART.fullmatch(match[0])) for match in lines_of_text]
    blocks = []
    for number, ((start, end), apart) in enumerate(rows):
        stop = len(text[:end].rstrip())
        if apart or text[stop - 1] != ":":
            continue
        lines = []
        for (low, high), line in rows[number + 1 :]:
            if line is None:
                break
            lines.append(Span(low + line.start("words"), low + len(text[low:high].rstrip())))
        if lines and is_speech(text, lines):
            blocks.append(Block(Span(start, stop), tuple(lines)))
    return tuple(blocks)


def find_after_colon(text: str) -> tuple[Block, ...]:
    """Return each paragraph without any mark that follows on a line that ends with a colon."""
    rows = [match for match in LINE.finditer(text) if match[0].strip()]
    found = []
    for before, line in pairwise(rows):
        stop = before.start() + len(before[0].rstrip())
        words = line[0].strip()
        if text[stop - 1] != ":" or SET_APART.fullmatch(line[0]) or any(mark in words for mark in DOUBLE):
            continue
        start = line.start() + line[0].index(words)
        block = Block(Span(before.start(), stop), (Span(start, start + len(words)),))
        if is_speech(text, list(block.lines)):
            found.append(block)
    return tuple(found)


def is_speech(text: str, lines: list[Span]) -> bool:
    """Say whether lines that are set apart are sentences, and neither a list nor in marks."""
    words = [line.of(text) for line in lines]
    return (
        not any(LIST_ITEM.match(line) for line in words)
        and not words[0].startswith(MARKS)
        and len(" ".join(words).split()) >= SHORTEST
        and SENTENCE.search(words[-1]) is not None
    )
