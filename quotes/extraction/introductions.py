"""Who speaks where no cue says it: a line with the name, or the words before.

    Roe called for a strike. "Nobody should work."        -> Roe
    "The bridge must stay." <line> - Ann Poe, baker       -> Ann Poe

Rules over text and named entities; when they leave more than one person, nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotes.extraction.records import Span

WORD = re.compile(r"\w+")
# "The bridge must stay." — Ann Poe, baker; the dash may stand in the same line or open the next one.
DASH = re.compile(r"\s*(?P<dash>-{1,2}|[–—―~])\s*")
# A name that no tagger knows: two to five words with capitals, particles between them.
NAME = re.compile(
    r"[^\W\d_a-z][\w'’.-]*(?:[ \u00a0](?:de|del|da|di|la|van|von|der|den|bin|al|el)){0,2}"
    r"(?:[ \u00a0][^\W\d_a-z][\w'’-]*\.?){1,4}(?<!\.)"
)
# A line that is a name and little more: "Ann Poe, 54, Oakhaven". Not: "Ann Poe left at noon."
NEXT_LINE = re.compile(r"[ \t]*\n\s*(?P<line>[^\n]+)")
LONGEST_SIGNATURE = 8
"""Words of a line without a dash that signs a quotation, at most."""


def paragraph_of(text: str, position: int) -> Span:
    """Return the line that holds `position`."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return Span(start, end if end > position else max(len(text), position + 1))


def signed_by(text: str, end: int, people: Sequence[Span]) -> tuple[Span | None, Span] | None:
    """Return the cue and the source of a quotation that is signed with a dash or in a line of its own.

    `end` is where the quotation ends. The cue is the dash, None without one. A line without
    a dash signs only if it begins with a name, is short, and is no sentence.
    """
    dash = DASH.match(text, end)
    if dash:
        cue = Span(dash.start("dash"), dash.end("dash"))
        name = NAME.match(text, dash.end())
        known = next((person for person in people if person.start == dash.end()), name and Span(*name.span()))
        return (cue, known) if known else None
    line = NEXT_LINE.match(text, end)
    if (
        not line
        or not 0 < len(WORD.findall(line["line"])) <= LONGEST_SIGNATURE
        or line["line"].rstrip()[-1] in '.:!?"”'
    ):
        return None
    return next(((None, person) for person in people if person.start == line.start("line")), None)


def is_signed(text: str, stretch: Span, people: Sequence[Span]) -> bool:
    """Say whether a quoted stretch opens its paragraph and a dash with a name follows: “Never!” — Ann Poe."""
    opens = not text[paragraph_of(text, stretch.start).start : stretch.start].strip()
    signature = signed_by(text, stretch.end, people) if opens else None
    return signature is not None and signature[0] is not None


def introduced_by(
    text: str, quotation: Span, sources: Sequence[tuple[Span, Span]], people: Sequence[Span]
) -> Span | None:
    """Return the source that the words before a quotation introduce, if there is just one.

    `sources` are the contents and sources of the attributions before it, in reading order.
    The last source in the paragraph counts, else the only person it names; where it names
    nobody the same of the paragraph before. A person whose name is written in two ways
    counts as two.
    """
    own = paragraph_of(text, quotation.start)
    end = len(text[: own.start].rstrip())
    for paragraph in (own, paragraph_of(text, end - 1) if end else None):
        if paragraph is None:
            break
        part = Span(paragraph.start, max(min(paragraph.end, quotation.start), paragraph.start + 1))
        near = [source for content, source in sources if part.overlaps(content)]
        if near:
            return near[-1]
        named = [person for person in people if part.contains(person)]
        if named:
            return named[-1] if len({person.of(text) for person in named}) == 1 else None
    return None
