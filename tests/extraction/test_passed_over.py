"""What is made of quoted stretches that the model passed over: the first of each text."""

from __future__ import annotations

import pytest

from quotes.extraction.passed_over import recover
from quotes.extraction.quotations import find_quoted

QUOTATIONS = [
    pytest.param('Roe left. "Nobody has ever believed that we would win."', id="a sentence after another"),
    pytest.param('"Nobody has ever believed that we would win."', id="a paragraph of its own"),
    pytest.param('On the wall: "Nobody has ever believed we would win."', id="after a colon"),
    pytest.param('The game -- "Nobody has ever believed that we would win." -- was long.', id="after a dash"),
    pytest.param(
        'It was described as "a long and very hard night for all" there.', id="told close before it"
    ),
    pytest.param('In the end, "nobody had believed that we would," said Roe.', id="told right after it"),
]
NO_QUOTATIONS = [
    pytest.param(
        'They met in "a living room in the west of the town" twice.', id="within the narrator's sentence"
    ),
    pytest.param(
        'The reporters of the paper met quietly in "a living room in the west of the town" twice.',
        id="a word that tells, too far off",
    ),
    pytest.param('Roe was "more than only a little furious."', id="a remark of the narrator"),
    pytest.param('Roe left. "Not much."', id="a few words"),
    pytest.param('Roe read from her new novel, "The Long Way to the Valley of Kings," twice.', id="a title"),
]


def recovered(text: str) -> bool:
    quoted = find_quoted(text)[0]
    return bool(recover(text, [(quoted.span, quoted)], [], []))


@pytest.mark.parametrize("text", QUOTATIONS)
def test_it_is_a_quotation(text: str) -> None:
    assert recovered(text)


@pytest.mark.parametrize("text", NO_QUOTATIONS)
def test_it_is_none(text: str) -> None:
    assert not recovered(text)


def test_what_the_layout_tells_is_not_told_twice() -> None:
    quoted = find_quoted('"Nobody has ever believed that we would win."')[0]
    assert (
        recover('"Nobody has ever believed that we would win."', [(quoted.span, quoted)], [], [quoted.span])
        == []
    )
