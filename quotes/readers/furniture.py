"""What stands around an article's text: the heading, the byline and the foot.

In: single lines. Out: what they say, or None or False for a line that is text. When unsure
a line is text: one line too many does little harm, a lost sentence is lost for good. The
byline "By Jane Author and Bo Ek, 9 July 2024" gives two authors and a date.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from quotes.readers.dates import find_date

_MARKS = re.compile(r"[\"“”„«»]|``|''")

_MARKED_HEADING = re.compile(r"#{1,6}\s+(?P<title>\S.*?)\s*#*")
_SENTENCE_END = (".", ",", ";", ":", "…", "?", "!", "'", "’")
_SPEAKER_LABEL = re.compile(r"[^\s:]+(?:\s[^\s:]+){0,3}:\s")
_FEWEST_WORDS, _MOST_WORDS = 3, 30

_BY = re.compile(r"(?:(?:words|story|report|text)\s+)?by:?\s+", re.IGNORECASE)
_DATE_LABEL = re.compile(
    r"(?:(?:first |last )?(?:published|posted|updated)(?: on| at)?|date|on)\b:?\s*", re.IGNORECASE
)
_PLACE = re.compile(r"\s+in\s+(?=[A-Z])[^,;|]+")
_EDGES = " \t,;|/·•–—-()[]"
_BETWEEN_NAMES = re.compile(r"\s*(?:,\s*and\s|[,;|&]|\sand\s|\swith\s)\s*")
_NAME_WORD = re.compile(r"[^\W\d_](?:[\w’'.-]*\w)?\.?")
_PARTICLES = frozenset(
    (
        "al",
        "bin",
        "da",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "du",
        "ibn",
        "la",
        "le",
        "ter",
        "van",
        "von",
        "y",
    )
)
_JOB = re.compile(r"\b(?:correspondent|editor|reporter|writer|columnist|staff|bureau)\b", re.IGNORECASE)

_ADDRESS = r"(?:\S+@\S+|https?://|www\.)"
_FOOT = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"©|\(c\)\s*\d{4}|copyright\s(?:©|\(c\)|\d{4})",  # © 2024 The Ostvik Herald
        r"all\srights\sreserved\b",
        rf"to\s(?:contact|reach|donate|subscribe|report|comment)\b.*(?::$|{_ADDRESS})",  # To contact us:
        rf"(?:contact|e-?mail)\s(?:us|the\s(?:author|reporter|writer|newsroom))\b.*(?::$|{_ADDRESS})",
        r"(?:read\smore|related|see\salso|more\son\sthis\sstory|tags|topics|filed\sunder):",
        r"share\sthis\s(?:article|story|page)\W*$",
        r"follow\sus\son\b",  # Follow us on Mastodon
        r"(?:sign\sup|subscribe)\s(?:for|to)\sour\b",  # Sign up for our newsletter
        r"this\sarticle\s(?:was|is)\s(?:first|originally)?\s*(?:published|republished)\b",
        r"(?:-\s?30\s?-|#{3,}|\*(?:\s?\*){2,}|-{3,}|_{3,}|ends)$",  # -30-, ###, ENDS
    )
)
_CREDIT = re.compile(  # Reporting by Jane Author in Oslo; editing by Bo Ek
    r"\(?(?:Additional\s)?(?:[Rr]eporting|[Ww]riting|[Ee]diting)\sby"
    r"(?:[\s;,]+(?:and|in|by|additional|reporting|writing|editing|[A-Z][\w.’'-]*))+[.)]*"
)
_BARE_ADDRESS = re.compile(r"(?:https?://|www\.)?[\w@.-]+\.[a-z]{2,}(?:/\S*)?|@\w+", re.IGNORECASE)
_LONGEST_FOOT = 300


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote the article and when it appeared; either may be missing, not both."""

    authors: tuple[str, ...]
    published: datetime.date | None


def marked_heading(line: str) -> str | None:
    """Return the words of a heading that is marked as one ("## Dam holds"), or None."""
    match = _MARKED_HEADING.fullmatch(line.strip())
    return match["title"] if match else None


def looks_like_heading(line: str, *, before_byline: bool) -> bool:
    """Say whether a first line without a mark, alone in its paragraph, is a heading.

    Before a byline every short line is one. Otherwise it has three to thirty words, starts
    with a capital or a figure, ends unlike a sentence, quotes nobody and is no line of a
    transcript ("EK: The dam held").
    """
    line = line.strip()
    words = len(line.split())
    if before_byline:
        return words <= _MOST_WORDS
    return (
        _FEWEST_WORDS <= words <= _MOST_WORDS
        and not line[0].islower()
        and not line.endswith(_SENTENCE_END)
        and not _MARKS.search(line)
        and not _SPEAKER_LABEL.match(line)
    )


def read_byline(line: str) -> Byline | None:
    """Return what a byline says, or None where the line is text.

    Names need a "By" before them or a date beside them, and without "By" two words each.
    Words for jobs ("Health Correspondent") are no authors. A place in two words before a
    date ("New Ostvik, 9 July 2024") cannot be told from a name and counts as one.
    """
    line = line.strip()
    found = find_date(line)
    published = None
    if found:
        published, start, end = found
        line = _DATE_LABEL.sub("", f"{line[:start]} | {line[end:]}".strip(_EDGES), count=1).strip(_EDGES)
        if not line or _DATE_LABEL.fullmatch(line):
            return Byline((), published)
    if by := _BY.match(line):
        line = _PLACE.sub("", line[by.end() :])
    names = [stripped for name in _BETWEEN_NAMES.split(line) if (stripped := name.strip(_EDGES))]
    if not names or not (by or found):
        return None
    if not all(_is_name(name, fewest_words=1 if by else 2) for name in names):
        return None
    return Byline(tuple(name for name in names if not _JOB.search(name)), published)


def is_foot(line: str) -> bool:
    """Say whether the line is one that ends a page: rights, contacts, credits, links.

    A line with a quotation mark never is: somebody speaks in it.
    """
    line = line.strip()
    if len(line) > _LONGEST_FOOT or _MARKS.search(line):
        return False
    return any(form.match(line) for form in _FOOT) or bool(_CREDIT.fullmatch(line))


def is_address(line: str) -> bool:
    """Say whether the line is nothing but a web or mail address or a handle."""
    return bool(_BARE_ADDRESS.fullmatch(line.strip()))


def _is_name(words: str, *, fewest_words: int) -> bool:
    parts = words.split()
    return (
        fewest_words <= len(parts) <= 5
        and parts[-1] not in _PARTICLES
        and all(part in _PARTICLES or (_NAME_WORD.fullmatch(part) and part[0].isupper()) for part in parts)
    )
