"""Text -> the stretches inside quotation marks.

    "We won," said Roe, "by a 'very small' margin."  ->  "We won,"  and  "by ... margin."  with
                                                         'very small' nested in the second

A state machine reads the marks of each paragraph: its state is the stack of quotations
that are open, each mark may open one, close one or be nothing (an apostrophe, inches, a
stray mark), and the cheapest way through the paragraph wins (Viterbi 1967; the costs are
in marks.py). Each paragraph is read by itself, so a missing mark costs one quotation, at
most to the end of its paragraph. Only then are quotations joined that run over paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from quotes.extraction.marks import CLOSING, FAMILY, SAME, Mark, Style, find_marks
from quotes.extraction.records import Kind, Span

WORD = re.compile(r"\w+")

MAX_DEPTH = 4
BEAM = 8
"""How many different stacks are kept after each mark: what makes the time linear."""
UNCLOSED = {"double": 4.0, "guillemet": 4.0, "single": 5.0}
"""What it costs to leave a quotation open."""
NESTED_IN_OWN_KIND = {True: 3.0, False: 1.0}
"""What it costs to open a quotation inside one of the same family: with the same mark, with another."""
EMPTY = 1.0
"""What it costs to close a quotation where it opened."""
APOSTROPHE_INSIDE = 0.5
"""What an apostrophe costs besides where a single mark is open, so that the shorter quotation wins."""
MIN_STRAY = 4.0
"""From this cost on a mark that is nothing is no apostrophe."""
MIN_WRAP, MAX_WRAP = 40, 100
"""Widths, in characters, at which texts are wrapped."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch inside quotation marks.

    `span` includes the marks, `inner` does not. `pieces` has one span per paragraph, with the
    marks that reopen the quotation there; their first start and last end are those of `span`.
    `depth` is 0 for a quotation that stands in no other. Without a closing mark (`closed`
    is False) it ends with its paragraph, or where the next quotation opens.
    """

    span: Span
    inner: Span
    pieces: tuple[Span, ...]
    depth: int
    closed: bool
    style: Style


def find_quoted(text: str) -> tuple[Quoted, ...]:
    """Find every stretch inside quotation marks, in reading order, the outer before the inner.

    Never raises. Stretches without any character inside are left out. No two outermost
    stretches share a character.
    """
    found: list[Quoted] = []
    chain: list[Quoted] = []  # one quotation so far: a part per paragraph, none of them closed
    for start, end in paragraphs(text):
        quoted, strays = read_paragraph(text, start, end)
        part = continuation(text, chain, start, quoted, strays) if chain else None
        if part is None:
            found += chain
            chain = []
        else:
            chain.append(part)
            quoted = [q for q in quoted if q is not part]
            if part.closed:
                found.append(joined(chain))
                chain = []
            elif part.span.end < end:
                found += chain
                chain = []
        last = max((q for q in quoted if not q.depth), key=lambda q: q.span.start, default=None)
        if last and not last.closed and last.span.end == end:
            chain = [last]
            quoted.remove(last)
        found += quoted
    found += chain
    return tuple(sorted(found, key=lambda q: (q.span.start, -q.span.end)))


def continuation(
    text: str, chain: list[Quoted], start: int, quoted: list[Quoted], strays: list[Mark]
) -> Quoted | None:
    """Return the part of the quotation `chain` that stands in the paragraph beginning at `start`.

    The paragraph reopens the quotation with a mark, as newspapers do. Or it breaks off
    inside a sentence ("It was late<line>and we left," she said) and closes the quotation
    with a mark that is stray otherwise.
    """
    first = chain[0]
    opening = text[first.span.start : first.inner.start].lstrip("\\")
    broken = text[chain[-1].span.end - 1] not in ".!?…:" or not text[start].isupper()
    for stray in strays if broken else ():
        if stray.shape in CLOSING[SAME.get(opening, opening)] and stray.start > start:
            span = Span(start, stray.end)
            return Quoted(span, Span(start, stray.start), (span,), 0, True, first.style)
    for q in quoted:
        if q.span.start == start and not q.depth and q.style.single == first.style.single:
            return q
    return None


def joined(chain: list[Quoted]) -> Quoted:
    """Make one quotation of the parts that it has in several paragraphs, the last of them closed."""
    first, last = chain[0], chain[-1]
    return replace(
        first,
        span=Span(first.span.start, last.span.end),
        inner=Span(first.inner.start, last.inner.end),
        pieces=tuple(q.span for q in chain),
        closed=True,
    )


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs without the space around them: lines, or blocks of lines that were wrapped."""
    block: list[tuple[int, int]] = []
    for match in re.finditer(r"[^\n]*(?:\n|\Z)", text):
        line = match[0].strip()
        if line:
            start = match.start() + match[0].index(line)
            block.append((start, start + len(line)))
        else:
            yield from unwrapped(text, block)
            block = []
    yield from unwrapped(text, block)


def unwrapped(text: str, block: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs of a block of lines: one if no line had room for the next one's first word."""
    width = max((end - start for start, end in block), default=0)
    if len(block) > 1 and MIN_WRAP <= width <= MAX_WRAP:
        words = (len(text[start : start + MAX_WRAP].split()[0]) for start, _ in block[1:])
        if all(end - start + 1 + word > width for (start, end), word in zip(block, words, strict=False)):
            yield block[0][0], block[-1][1]
            return
    yield from block


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """What one mark does on a way through the paragraph; `before` is the step before it, if any.

    It opens a quotation at depth `level`, or closes the one at `level`, or is stray (level
    None). Quotations above `level`, and for an opening mark the one at it, stay without an end.
    """

    before: Step | None
    mark: Mark
    level: int | None
    opens: bool


Ways = dict[tuple[str, ...], tuple[float, Step | None]]
"""The cheapest way to each state: the marks that opened what is open, with cost and last step."""


def read_paragraph(text: str, start: int, end: int) -> tuple[list[Quoted], list[Mark]]:
    """Return the quotations of one paragraph, and the closing marks before them that close nothing."""
    ways: Ways = {(): (0.0, None)}
    for mark in find_marks(text, start, end):
        ways = advance(ways, mark)
    _, step = min(
        ((cost + left_open(stack), step) for stack, (cost, step) in ways.items()), key=lambda way: way[0]
    )
    steps = []
    while step:
        steps.append(step)
        step = step.before
    steps.reverse()
    quoted: list[Quoted] = []
    stray: list[Mark] = []
    stack: list[Mark] = []
    for step in steps:
        mark, level = step.mark, step.level
        if level is None:
            if not quoted and not stack and mark.closes < mark.opens:
                stray.append(mark)
            continue
        while len(stack) > level + (not step.opens):
            quoted += without_end(text, stack.pop(), len(stack), mark.start)
        if step.opens:
            stack.append(mark)
        else:
            opening = stack.pop()
            if opening.end < mark.start:
                inner = Span(opening.end, mark.start)
                quoted.append(whole(opening, inner, mark.end, len(stack), closed=True))
    while stack:
        quoted += without_end(text, stack.pop(), len(stack), end)
    return quoted, stray


def whole(opening: Mark, inner: Span, end: int, depth: int, *, closed: bool) -> Quoted:
    """Make the record of a quotation within one paragraph."""
    span = Span(opening.start, end)
    return Quoted(span, inner, (span,), depth, closed, opening.style)


def without_end(text: str, opening: Mark, depth: int, end: int) -> list[Quoted]:
    """Return the quotation that is open until `end`, without the space there; none if it has no character."""
    end = opening.end + len(text[opening.end : end].rstrip())
    if end == opening.end:
        return []
    return [whole(opening, Span(opening.end, end), end, depth, closed=False)]


def left_open(stack: tuple[str, ...]) -> float:
    """Return what it costs to leave these quotations without an end."""
    return sum(UNCLOSED[FAMILY[shape]] for shape in stack)


def advance(ways: Ways, mark: Mark) -> Ways:
    """Go on by one mark: every state in which it may leave the paragraph, each by its cheapest way."""
    after: Ways = {}

    def offer(stack: tuple[str, ...], cost: float, step: Step | None) -> None:
        if stack not in after or cost < after[stack][0]:
            after[stack] = cost, step

    shape, family = mark.shape, FAMILY[mark.shape]
    for stack, (cost, step) in ways.items():
        depth = len(stack)
        same = [level for level in range(depth) if FAMILY[stack[level]] == family]
        stray = Step(step, mark, None, opens=False) if mark.nothing >= MIN_STRAY else step
        doubt = APOSTROPHE_INSIDE if mark.nothing and family == "single" and same else 0.0
        offer(stack, cost + mark.nothing + doubt, stray)
        for level in reversed(range(depth)):
            fits = CLOSING[stack[level]].get(shape)
            if fits is not None:
                empty = EMPTY if step and step.opens and step.mark.end == mark.start else 0.0
                close = cost + mark.closes + fits + empty + left_open(stack[level + 1 :])
                offer(stack[:level], close, Step(step, mark, level, opens=False))
                break
        opened = cost + mark.opens
        if depth < MAX_DEPTH:
            nested = NESTED_IN_OWN_KIND[stack[-1] == shape] if same and same[-1] == depth - 1 else 0.0
            offer((*stack, shape), opened + nested, Step(step, mark, depth, opens=True))
        if same:
            level = same[-1]
            cut = opened + left_open(stack[level:])
            offer((*stack[:level], shape), cut, Step(step, mark, level, opens=True))
    if len(after) > BEAM:
        return dict(sorted(after.items(), key=lambda way: way[1][0])[:BEAM])
    return after


def mask(text: str, quoted: Iterable[Quoted]) -> bytearray:
    """Return one byte per character of `text`: 1 inside an outermost quotation, marks included, else 0."""
    inside = bytearray(len(text))
    for q in quoted:
        if not q.depth:
            for piece in q.pieces:
                inside[piece.start : piece.end] = b"\1" * (piece.end - piece.start)
    return inside


def kind_of(text: str, content: Iterable[Span], inside: bytearray) -> Kind:
    """Return the kind of a quotation: how many of its words stand inside quotation marks.

    `inside` is what `mask` returns. A word that the content cuts counts as a whole.
    """
    words: set[tuple[int, int]] = set()
    for span in content:
        start = span.start
        while start and is_word(text[start - 1]) and is_word(text[start]):
            start -= 1
        words.update(match.span() for match in WORD.finditer(text, start, span.end))
    count = 0
    for start, end in words:
        while end < len(text) and is_word(text[end]):
            end += 1
        count += all(inside[start:end])
    return Kind.INDIRECT if not count else Kind.DIRECT if count == len(words) else Kind.MIXED


def is_word(character: str) -> bool:
    """Say whether the character is part of words, as \\w has it."""
    return character.isalnum() or character == "_"
