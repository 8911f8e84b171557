"""The words around a quote: its sentence and its paragraph, with offsets in the source's text.

    Ferries pay. “The levy falls on ferries,” Okafor said. Rain came.
                 sentence: “The levy falls on ferries,” Okafor said.

The paragraph is the lines that the quote stands in, of which at most REACH characters are read
on either side. The sentence holds the quote, and the cue and the mention that stand in the same
paragraph, whole; where a period ends a sentence is told by rule.
"""

from __future__ import annotations

import re
from typing import Any

import orjson
from django.db.models import F, TextField
from django.db.models.functions import Greatest, Substr

REACH = 2000

# A sentence ends here: "He left. She", "He left.” She". Not: "Mr. Roe", "J. Roe", "the U.S. Senate".
_END = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St|Lt|Jr|Sr|vs|No))(?<!\b(?:Mrs|Sen|Rep|Gov|Gen|Col|Sgt|Rev|Hon))"
    r"(?<!\bProf)[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[^\Wa-z])"
)


def window() -> Substr:
    """Return the expression for the text from REACH characters before a quote to REACH after it."""
    opening = Greatest(F("start") - REACH, 0) + 1
    closing = F("end") + REACH + 1
    return Substr("source__text", opening, closing - opening, output_field=TextField())


def around(text: str, start: int, end: int, cue: str, mention: str) -> dict[str, Any]:
    """Return the sentence and the paragraph of a quote.

    `text` is that of `window`; `start` and `end` count in the source's text, as do the spans
    of the cue and the mention, which are JSON.
    """
    opening = max(start - REACH, 0)
    first = text.rfind("\n", 0, start - opening) + 1
    last = text.find("\n", end - opening)
    last = len(text) if last < 0 else last
    inner = [(start - opening, end - opening)]
    inner += [(one - opening, two - opening) for one, two in orjson.loads(cue) + orjson.loads(mention)]
    inner = [(one, two) for one, two in inner if first <= one and two <= last]
    opens, closes = min(inner)[0], max(two for _, two in inner)
    ends = [match.end() for match in _END.finditer(text, first, last)]
    sentence = (
        max((place for place in ends if place <= opens), default=first),
        min((place for place in ends if place >= closes), default=last),
    )
    return {
        name: stretch(text, opening, *span)
        for name, span in (("sentence", sentence), ("paragraph", (first, last)))
    }


def stretch(text: str, opening: int, start: int, end: int) -> dict[str, Any]:
    """Return text[start:end] without space around it, and where it stands after `opening` characters."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    return {"text": words, "start": opening + start, "end": opening + start + len(words)}
