"""Exchanges of two speakers: who says the lines that only hold what is said.

A row: the text, with [names of people] and {words for speakers}; for each line that
stands alone, who says it, two of them where it may be either.
"""

from __future__ import annotations

import re

import pytest

from quotes.extraction.attribution import quoted_stretches
from quotes.extraction.dialogue import find_replies
from quotes.extraction.drafts import Draft
from quotes.extraction.quotations import find_quoted
from quotes.extraction.records import Span

OPENING = '"Were you there?" {[Roe]} asked.\n\n"I was," {[Poe]} said.'
FIRES = [
    pytest.param(f'{OPENING}\n\n"Alone?"\n\n"With her."', ["Roe", "Poe"], id="every other line"),
    pytest.param(
        f'{OPENING}\n\n"Alone?"\n\n"With her."\n\n"Who is she?"\n\n"She is my sister, and she was ill."',
        ["Roe", "Poe", "Roe", "Poe"],
        id="questions and answers",
    ),
    pytest.param(
        '"It is late," [Roe] said. {[Roe]} yawned.\n\n"It is," said {[Poe]}.\n\n"We must go."\n\n"We must."',
        ["Roe", "Poe"],
        id="short lines in a row without a question",
    ),
    pytest.param(
        f'{OPENING}\n\n"Alone?"\n\n"With her," {{[Poe]}} said.\n\n"Is she well?"',
        ["Roe", "Roe"],
        id="a line that names its speaker in between",
    ),
    pytest.param(
        '"Are you closed?" {she} asked.\n\n"No," {he} said.\n\n"And on Monday?"', ["she"], id="she and he"
    ),
    pytest.param(
        '"Are you closed?" asked {a man in a wet coat}.\n\n"No," {[Poe]} said.\n\n"And on Monday?"',
        ["a man in a wet coat"],
        id="somebody who is new",
    ),
    pytest.param(
        f'{OPENING}\n\n"I was there for the whole night, and nobody came, and nobody called."',
        ["Roe / Poe"],
        id="after a statement it may be either",
    ),
    pytest.param(
        f'{OPENING}\n\n"{"word " * 30}."\n\n"{"word " * 30}."\n\n"Why?"',
        ["Roe / Poe", "Roe / Poe", "Roe / Poe"],
        id="and then nobody knows",
    ),
    pytest.param(
        f'{OPENING}\n\n"{"word " * 30}."\n\n"No," {{[Roe]}} said. "Why?"\n\n"It rained."',
        ["Roe / Poe", "Poe"],
        id="until a line names its speaker",
    ),
]
LEAVES_ALONE = [
    pytest.param('"We won," {[Roe]} said.\n\n"At last."\n\n"Nobody helped."', id="one speaker goes on"),
    pytest.param(
        '"We won," {[Roe]} said.\n\n"At last," {he} added.\n\n"Nobody helped."', id="a name and a pronoun"
    ),
    pytest.param(
        '[Jane Roe] left.\n\n"We won," {[Jane]} said.\n\n"At last," {[Roe]} said.\n\n"Nobody helped."',
        id="two names of one person",
    ),
    pytest.param(
        '"We won," {the mayor} said.\n\n"At last," {[Roe]} said.\n\n"Nobody helped."',
        id="the mayor may be Roe",
    ),
    pytest.param(f'{OPENING}\n\nIt rained.\n\n"Alone?"', id="the narrator comes in between"),
    pytest.param(
        '"We won," {[Roe]} said.\n\nIt rained.\n\n"We lost," {[Poe]} said.\n\n"It was close."',
        id="two who do not talk with each other",
    ),
    pytest.param(
        '"We won," {[Roe]} said.\n\n"We lost," {[Poe]} said. "The rain came.\n\n"Then the wind."',
        id="a quotation that runs over paragraphs",
    ),
    pytest.param(f"{OPENING}\n\nHe was not alone.", id="no line that stands alone"),
    pytest.param("", id="nothing"),
]


def read(marked: str) -> tuple[str, list[Span], list[Span]]:
    """Return the text, the names of people and the words for speakers."""
    text = ""
    opened: list[tuple[str, int]] = []
    found: dict[str, list[Span]] = {"[": [], "{": []}
    for part in re.split(r"([\[\]{}])", marked):
        if part in ("[", "{"):
            opened.append((part, len(text)))
        elif part in ("]", "}"):
            mark, start = opened.pop()
            found[mark].append(Span(start, len(text)))
        else:
            text += part
    return text, found["["], found["{"]


def replies(marked: str) -> list[str]:
    text, people, sources = read(marked)
    stretches = quoted_stretches(text, find_quoted(text))
    made = []
    for source in sources:
        line = Span(text.rfind("\n", 0, source.start) + 1, (text + "\n").index("\n", source.end))
        pieces = [stretch for stretch, _ in stretches if line.contains(stretch)]
        made.append(Draft(pieces, source, source, 1.0, marked=True))
    found = find_replies(text, made, stretches, people)
    return [" / ".join(source.of(text) for source in found[line]) for line in sorted(found)]


@pytest.mark.parametrize(("marked", "expected"), FIRES)
def test_replies(marked: str, expected: list[str]) -> None:
    assert replies(marked) == expected


@pytest.mark.parametrize("marked", LEAVES_ALONE)
def test_no_replies(marked: str) -> None:
    assert replies(marked) == []
