"""Quotation marks one by one: what each may be, judged by its shape and its neighbours.

    The dogs' owner said "no".  ->  ' is best read as an apostrophe, one " opens, the other closes

Every mark gets three costs: of opening a quotation, of closing one, of being no quotation
mark at all. quotations.py looks for the cheapest reading of a whole paragraph. The costs
are judgements, not counts; what matters is their order, which the tests fix.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """Which marks a quotation is written with."""

    STRAIGHT = '"'
    CURLY = "“”"
    TWO_SINGLE = "``''"
    GUILLEMET = "«»"
    LOW_HIGH = "„“"
    SINGLE_STRAIGHT = "'"
    SINGLE_CURLY = "‘’"

    @property
    def single(self) -> bool:
        """Say whether the marks are single ones, which apostrophes can be taken for."""
        return self in (Style.SINGLE_STRAIGHT, Style.SINGLE_CURLY)


STYLE_OF_OPENING = {
    '"': Style.STRAIGHT,
    "“": Style.CURLY,
    "”": Style.CURLY,
    "``": Style.TWO_SINGLE,
    "''": Style.TWO_SINGLE,
    "„": Style.LOW_HIGH,
    "«": Style.GUILLEMET,
    "»": Style.GUILLEMET,
    "'": Style.SINGLE_STRAIGHT,
    "`": Style.SINGLE_STRAIGHT,
    "‘": Style.SINGLE_CURLY,
    "’": Style.SINGLE_CURLY,
    "‚": Style.SINGLE_CURLY,
    "‹": Style.SINGLE_CURLY,
    "›": Style.SINGLE_CURLY,
}
FAMILY = {
    shape: "single" if style.single else "guillemet" if style is Style.GUILLEMET else "double"
    for shape, style in STYLE_OF_OPENING.items()
}
"""Marks of one family do not stand inside each other in careful prose."""
SAME = {"‟": "“", "＂": '"', "‛": "‘", "‘‘": "“", "’’": "”"}
"""Marks that are read as others."""

OPENING = {"”": 3.0, "’": 4.0, "»": 1.0, "›": 1.0, "‚": 1.0, "`": 0.5}
"""What opening with a mark costs that is made for something else; 0 for all others."""

CLOSING: dict[str, dict[str, float]] = {
    '"': {'"': 0, "”": 1.5, "“": 2.5, "''": 1.5},
    "“": {"”": 0, '"': 1.5, "“": 2.5, "''": 2.5},
    "”": {"”": 0, '"': 1.5, "“": 1},  # ”wrong way“
    "``": {"''": 0, '"': 1, "”": 2},
    "''": {"''": 0, '"': 2, "”": 2},
    "„": {"“": 0, "”": 0, '"': 1},
    "«": {"»": 0},
    "»": {"«": 0, "»": 1},  # »Danish«, »Finnish»
    "'": {"'": 0, "’": 1.5},
    "`": {"'": 0, "’": 0, "`": 1},
    "‘": {"’": 0, "'": 1, "‘": 2.5},
    "’": {"’": 0, "‘": 1},
    "‚": {"‘": 0, "’": 0},
    "‹": {"›": 0},
    "›": {"‹": 0},
}
"""What it costs to close with a mark, by the mark that opened."""

MARK = re.compile(r"\\?(?:‘‘|’’|[\"“”„‟«»‘’‚‛‹›＂]|``|`|'+)")
RUN = re.compile(r"[\"“”„‟«»‘’‚‛‹›＂`'\\]+")

# "give 'em", "rock 'n' roll", "the ’90s", "’Tis", "‘Course": words that lose their beginning.
ELISION = re.compile(
    r"(?:\d\ds?|em|n|tis|twas|twere|til|till|cause|bout|round|neath|nuff|cept|course|fraid|kay|ere|im|er)\b",
    re.IGNORECASE,
)
ENDING = re.compile(r"(?:[a-z]in|\b(?:o|ol|th|an|wi|mo|lil|li))\Z", re.IGNORECASE)  # goin', ol', th'
AND = re.compile(r"\s?['‘’]n['’]\s?", re.IGNORECASE)  # rock 'n' roll
FEET = re.compile(r"\d\s?(['’])\s?\d+(?:\.\d+|½)?\s?(\"|”|'')")  # 5' 10"

STRAY = 6.0
"""What it costs to take a double mark for nothing."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at characters `start` to `end`: its shape, and the costs of opening, closing, nothing."""

    start: int
    end: int
    shape: str
    opens: float
    closes: float
    nothing: float

    @property
    def style(self) -> Style:
        """Style of the quotation that this mark opens."""
        return STYLE_OF_OPENING[self.shape]


def find_marks(text: str, start: int, end: int) -> Iterator[Mark]:
    """Yield the marks of the paragraph `text[start:end]`; apostrophes within words are none."""
    feet = {m.start(group) for m in FEET.finditer(text, start, end) for group in (1, 2)}
    ands = {i for m in AND.finditer(text, start, end) for i in range(m.start(), m.end())}
    for run in RUN.finditer(text, start, end):
        before = text[run.start() - 1] if run.start() > start else ""
        after = text[run.end()] if run.end() < end else ""
        for match in MARK.finditer(text, run.start(), run.end()):
            for left, right in split(match, before, after):
                shape = text[left:right].lstrip("\\")
                shape = SAME.get(shape, shape)
                if STYLE_OF_OPENING[shape].single:
                    if (before.isalnum() and after.isalnum()) or left in ands:
                        continue
                    nothing = apostrophe(text, shape, left, right, before, after)
                else:
                    nothing = 1.0 if before.isdigit() and shape not in "“«»„" else STRAY
                if left in feet:
                    nothing = 0.0
                yield Mark(left, right, shape, *as_border(text, shape, right, before, after), nothing)


def split(match: re.Match[str], before: str, after: str) -> Iterator[tuple[int, int]]:
    """Cut a run of straight single marks: ''' is '' and ' where it opens, ' and '' where it closes."""
    start, end = match.span()
    size = match[0].count("'")
    if size > 2:
        opening = not before or before.isspace()
        if size % 2 and not opening:
            yield start, end - size + 1
            start = end - size + 1
        while end - start > 1:
            yield start, min(end, start + 2)
            start += 2
        if start < end:
            yield start, end
    else:
        yield start, end


def as_border(text: str, shape: str, end: int, before: str, after: str) -> tuple[float, float]:
    """Return what it costs to take the mark for an opening and for a closing one."""
    spaced = shape in "«»‹›"  # « French marks stand off »
    opens = OPENING.get(shape, 0.0)
    if before.isalnum():
        opens += 3
    elif before and not before.isspace() and before not in "([{—–-/…<>=|*_":
        opens += 1
    if not after:
        opens += 8
    elif after.isspace():
        opens += 0 if spaced else 3
    elif after in ",;:!?)]}":
        opens += 3
    elif after == "." and not text.startswith("..", end):
        opens += 1
    if STYLE_OF_OPENING[shape].single and ELISION.match(text, end):
        opens += 2
    closes = 0.0
    if not before:
        closes += 8
    elif before.isspace():
        closes += 0 if spaced else 3
    elif before in "([{":
        closes += 3
    if after.isalnum():
        closes += 1.5
    elif after and after in "([{$":
        closes += 0.5
    return opens, closes


def apostrophe(text: str, shape: str, start: int, end: int, before: str, after: str) -> float:
    """Return what it costs to take a single mark for an apostrophe, or for nothing."""
    if shape in "‹›":
        return STRAY
    if shape == "‚":
        return 2.0
    if before.isalnum():
        if before.isdigit():
            return 0.5
        if before in "sSxz" or ENDING.search(text, max(0, start - 6), start):
            return 1.0  # the Joneses' house, goin' home
        return 4.0
    if after.isalnum():
        if before and not before.isspace() and re.match(r"(?:s|d|m|t|re|ve|ll)\b", text[end : end + 3]):
            return 0.0  # the "Herald"'s owner
        if ELISION.match(text, end):
            return 0.5
        if shape == "’":
            return 2.0
        return STRAY if not before else 4.0
    return 2.0 if before.isspace() else 5.0
