"""Highlights: stretches of an article's text as HTML, with what was found marked in it.

The text is untrusted: every character of it is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

BREAK = "\n"


@dataclass(frozen=True, slots=True)
class Highlight:
    """Characters `start` to `end` (half-open) to be marked as `part`: content, cue or mention.

    With `url` the marked words link there; `label` is shown when the pointer rests on them.
    """

    start: int
    end: int
    part: str
    url: str = ""
    label: str = ""


def context(text: str, start: int, end: int, paragraphs: int = 1) -> tuple[int, int]:
    """Return the borders of the paragraphs that hold `start` to `end`, and of some around them.

    Empty lines do not count as paragraphs.
    """
    first, last = text.rfind(BREAK, 0, start) + 1, text.find(BREAK, end)
    last = len(text) if last < 0 else last
    for _ in range(paragraphs):
        before = text[:first].rstrip()
        first = before.rfind(BREAK) + 1 if before else first
        skipped = len(text) - len(text[last:].lstrip())
        if skipped < len(text):
            following = text.find(BREAK, skipped)
            last = len(text) if following < 0 else following
    return first, last


def highlighted(text: str, start: int, end: int, highlights: Iterable[Highlight]) -> SafeString:
    """Return characters `start` to `end` of `text` as HTML paragraphs with the highlights marked.

    Where two highlights overlap, the one that begins first keeps the shared words. A
    highlight over a paragraph's end is marked in each of its paragraphs.
    """
    pieces: list[SafeString] = []
    done = start
    for highlight in sorted(highlights, key=lambda each: (each.start, each.end)):
        first, last = max(highlight.start, done), min(highlight.end, end)
        if first >= last:
            continue
        pieces.append(format_html("{}", text[done:first]))
        pieces.append(_marked(text[first:last], highlight))
        done = last
    pieces.append(format_html("{}", text[done:end]))
    paragraphs = "".join(pieces).split(BREAK)
    # Safe: every piece has been escaped above; only <mark> and <a> were added.
    return format_html_join("", "<p>{}</p>", ((mark_safe(each),) for each in paragraphs if each.strip()))  # noqa: S308


def _marked(words: str, highlight: Highlight) -> SafeString:
    """Mark `words`, each line by itself, so that no element reaches over a paragraph's end."""
    lines = [
        format_html('<mark class="{}" title="{}">{}</mark>', highlight.part, highlight.label, line)
        if line.strip()
        else format_html("{}", line)
        for line in words.split(BREAK)
    ]
    if highlight.url:
        lines = [
            format_html('<a href="{}">{}</a>', highlight.url, line) if line.strip() else line
            for line in lines
        ]
    return mark_safe(BREAK.join(lines))  # noqa: S308
