"""Who speaks where no cue says it. `[..]` marks a person, `<..>` the quotation."""

from __future__ import annotations

import re

import pytest

from quotes.extraction.introductions import introduced_by, signed_by
from quotes.extraction.records import Span


def parse(marked: str) -> tuple[str, Span, list[Span]]:
    """Return the text without the notation, the quotation and the persons."""
    text, opened = "", 0
    people: list[Span] = []
    start = end = 0
    for part in re.split(r"([\[\]<>])", marked):
        if part == "[":
            opened = len(text)
        elif part == "]":
            people.append(Span(opened, len(text)))
        elif part == "<":
            start = len(text)
        elif part == ">":
            end = len(text)
        else:
            text += part
    return text, Span(start, end), people


SIGNED = [
    pytest.param('<"The bridge must stay."> — [Ann Poe], baker', ("—", "Ann Poe"), id="dash in the line"),
    pytest.param('<"The bridge must stay.">\n- [Ann Poe]', ("-", "Ann Poe"), id="dash opens the next line"),
    pytest.param(
        '<"The bridge must stay."> ― Ann de la Poe', ("―", "Ann de la Poe"), id="a name that no tagger knows"
    ),
    pytest.param(
        '<"The bridge must stay.">\n\n[Ann Poe], 54, Oakhaven', (None, "Ann Poe"), id="a line of her own"
    ),
]
NOT_SIGNED = [
    pytest.param('<"The bridge must stay."> — and it did.', id="a dash of the sentence"),
    pytest.param('<"The bridge must stay."> — Then it fell.', id="a sentence after the dash"),
    pytest.param('<"The bridge must stay.">\n\n[Ann Poe] left at noon.', id="a short sentence after it"),
    pytest.param(
        '<"The bridge must stay.">\n\n[Ann Poe] is one of nine people who went to the river that day',
        id="a long line without a point",
    ),
    pytest.param('<"The bridge must stay."> [Ann Poe] left.', id="no dash, no line"),
    pytest.param('<"The bridge must stay.">', id="the end of the text"),
]


@pytest.mark.parametrize(("marked", "expected"), SIGNED)
def test_signed(marked: str, expected: tuple[str | None, str]) -> None:
    text, quotation, people = parse(marked)
    signature = signed_by(text, quotation.end, people)
    assert signature
    cue, source = signature
    assert (cue and cue.of(text), source.of(text)) == expected


@pytest.mark.parametrize("marked", NOT_SIGNED)
def test_not_signed(marked: str) -> None:
    text, quotation, people = parse(marked)
    assert signed_by(text, quotation.end, people) is None


INTRODUCED = [
    pytest.param(
        '[Roe] took the floor. <"Nobody should work.">', "Roe", id="the only person of the paragraph"
    ),
    pytest.param('[Roe] took the floor.\n\n<"Nobody should work.">', "Roe", id="of the paragraph before"),
    pytest.param('[Roe] met [Poe]. <"Nobody should work.">', None, id="one of two: nobody"),
    pytest.param(
        '[Roe] left.\n\n[Poe] met [Coe]. <"Nobody works.">', None, id="two in its own paragraph: no look back"
    ),
    pytest.param(
        '[Roe] left.\n\nIt rained.\n\n<"Nobody should work.">', None, id="two paragraphs before: too far"
    ),
    pytest.param('It rained. <"Nobody should work.">', None, id="nobody there"),
    pytest.param('<"Nobody should work."> [Roe] left.', None, id="a person after it does not introduce"),
]


@pytest.mark.parametrize(("marked", "expected"), INTRODUCED)
def test_introduced(marked: str, expected: str | None) -> None:
    text, quotation, people = parse(marked)
    source = introduced_by(text, quotation, [], people)
    assert (source and source.of(text)) == expected


def test_the_last_source_goes_before_names() -> None:
    """Roe called for a strike, said Poe. "Nobody should work." is Poe's."""
    text, quotation, people = parse('[Roe] wants a strike, said [Poe]. <"Nobody should work.">')
    content, source = Span(0, text.index(", said")), people[1]
    assert introduced_by(text, quotation, [(content, source)], people) == source


def test_a_line_of_nothing_but_space_signs_nothing() -> None:
    text = '"Never."\n\x1c'
    assert signed_by(text, len('"Never."'), []) is None
