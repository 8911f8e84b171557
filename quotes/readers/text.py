"""Plain text and Markdown: a heading, a byline and a foot around the article's text.

    ## Dam holds

    By Jane Author, 9 July 2024

    The dam held, said the engineer Bo Ek.

    © 2024 The Ostvik Herald

gives the title "Dam holds", one author, the date and the one sentence as the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from quotes.articles import Article
from quotes.readers.decoding import UnreadableError, decode
from quotes.readers.furniture import (
    Byline,
    is_address,
    is_foot,
    looks_like_heading,
    marked_heading,
    read_byline,
)

_UNDERLINE = re.compile(r"={3,}|-{3,}")


def read(stream: BinaryIO, origin: str) -> Iterator[Article]:
    """Yield the one article of a plain text file. Raises UnreadableError."""
    yield parse(decode(stream.read()), origin)


def parse(text: str, origin: str) -> Article:
    """Return the article that `text` is. Raises UnreadableError where nothing is left.

    What stands between byline and foot stays as it is, single line ends included.
    """
    lines = text.split("\n")
    title, start = _heading(lines)
    byline, start = _byline(lines, start)
    body = "\n".join(lines[start : _foot(lines, start)]).strip()
    if not body:
        raise UnreadableError("no text")
    return Article(text=body, title=title, authors=byline.authors, published=byline.published, origin=origin)


def _heading(lines: list[str]) -> tuple[str, int]:
    """Return the title ("" for none) and the number of the first line after it."""
    first = _next_line(lines, 0)
    if first == len(lines):
        return "", first
    line, after = lines[first], first + 1
    if title := marked_heading(line):
        return title, after
    if after < len(lines) and _UNDERLINE.fullmatch(lines[after].strip()):
        return line.strip(), after + 1
    if read_byline(line):
        return "", first
    second = _next_line(lines, after)
    before_byline = _byline(lines, second)[1] > second
    alone = second > after or before_byline
    goes_on = second == len(lines) or lines[second].lstrip()[0].islower()
    if alone and not goes_on and looks_like_heading(line, before_byline=before_byline):
        return line.strip(), after
    return "", first


def _byline(lines: list[str], start: int) -> tuple[Byline, int]:
    """Return the byline, on one line or two, and the number of the first line after it."""
    first = _next_line(lines, start)
    second = _next_line(lines, first + 1)
    one = read_byline(lines[first]) if first < len(lines) else None
    two = read_byline(lines[second]) if second < len(lines) else None
    if two and not (one and one.authors and one.published):
        below = not two.authors and read_byline(f"{lines[first]} | {lines[second]}")  # name, then date
        if below and below.authors:
            return below, second + 1
        if one and two.authors and not two.published:  # date, then "By" and name
            return Byline(two.authors, one.published), second + 1
    return (one, first + 1) if one else (Byline((), None), start)


def _foot(lines: list[str], start: int) -> int:
    """Return the number of the line where the foot begins, len(lines) where there is none.

    The foot is the last paragraphs that are furniture in all their lines. Addresses belong
    to it only below a line that introduces them.
    """
    foot = end = len(lines)
    while end > start:
        if not lines[end - 1].strip():
            end -= 1
            continue
        top = end
        while top > start and lines[top - 1].strip():
            top -= 1
        paragraph = lines[top:end]
        if not all(is_foot(line) or is_address(line) for line in paragraph):
            break
        end = top
        if is_foot(paragraph[0]):
            foot = top
    return foot


def _next_line(lines: list[str], start: int) -> int:
    """Return the number of the first line from `start` on that is not blank."""
    return next((at for at in range(start, len(lines)) if lines[at].strip()), len(lines))
