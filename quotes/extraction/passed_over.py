"""Quoted stretches that the model passed over: which of them are quotations all the same.

    Roe left. "Nobody has ever believed that we would win."      a quotation: a sentence in its marks
    They met in "a living room in the west of the town" twice.   none: the narrator's sentence goes on

The model is right about most of what it passes over. A stretch of some length is a quotation
nevertheless, unless its form says otherwise, or unless it stands within a sentence and no word
close to it says that anything is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from quotes.extraction.drafts import Draft, words
from quotes.extraction.false_quotations import WINDOW, is_titled, looks_like
from quotes.extraction.introductions import is_signed
from quotes.extraction.quotation_types import UTTERED, told_by, words_of
from quotes.extraction.quotations import Quoted
from quotes.extraction.records import Span

LONG = 6
"""Quoted stretches of this many words are quotations even if the model passed them over.

Of those in PolNeAR train 98% are part of a content, of shorter ones 73%.
"""
RECOVERED = 0.5
"""Confidence of a quotation that only its marks tell."""
BEFORE, AFTER = 5, 3
"""How many words before and after a stretch are close to it."""
# What stands before a quoted sentence: the end of another, a colon, a dash, nothing at all.
OPEN = re.compile(r"(?:[.!?:…\"”’»)\]]|--|[–—~])?\s*\Z")


def recover(
    text: str, passed_over: Iterable[tuple[Span, Quoted]], people: Sequence[Span], apart: Sequence[Span]
) -> list[Draft]:
    """Return the stretches that are quotations, without cue and source; `apart` is what the layout tells."""
    return [
        Draft([stretch], None, None, RECOVERED, marked=True)
        for stretch, quoted in passed_over
        if (is_signed(text, stretch, people) or is_long(text, stretch))
        and looks_like(text, quoted) is None
        and not is_titled(stretch.of(text))
        and not any(stretch.overlaps(span) for span in apart)
    ]


def is_long(text: str, stretch: Span) -> bool:
    """Say whether a stretch has the words of a sentence, and no sentence of the narrator's around it."""
    return words(text, stretch) >= LONG and (opens(text, stretch) or is_told(text, stretch))


def opens(text: str, stretch: Span) -> bool:
    """Say whether a sentence may begin at a stretch: in its line nothing, or the end of one, goes before."""
    before = beside(text, stretch)[0]
    match = OPEN.search(before)
    return match is not None and (not before.strip() or bool(match[0].strip()))


def is_told(text: str, stretch: Span) -> bool:
    """Say whether a word close to a stretch, in its line, tells that something is said or written."""
    before, after = map(words_of, beside(text, stretch))
    return any(told_by([word]) in UTTERED for word in (*before[-BEFORE:], *after[:AFTER]))


def beside(text: str, stretch: Span) -> tuple[str, str]:
    """Return what stands before and after a stretch in its line, not farther off than is looked at."""
    before = text[max(0, stretch.start - WINDOW) : stretch.start].rpartition("\n")[2]
    return before, text[stretch.end : stretch.end + WINDOW].partition("\n")[0]
