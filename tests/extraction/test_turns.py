"""Speaker labels of transcripts."""

from __future__ import annotations

import pytest

from quotes.extraction.turns import find_turns

FIRES = [
    pytest.param(
        "ROE: Will you resign?\nPOE: No.\nROE: Why not?",
        [("ROE", "Will you resign?"), ("POE", "No."), ("ROE", "Why not?")],
        id="two speakers in capitals",
    ),
    pytest.param(
        "The talk went like this.\n\nQ: Who paid?\n\nA: The town did.\n\nQ: All of it?\n\nShe left.",
        [("Q", "Who paid?"), ("A", "The town did."), ("Q", "All of it?")],
        id="question and answer between prose",
    ),
    pytest.param(
        '"ANN ROE: One.\n"TOM POE: Two.\n"ANN ROE: Three.',
        [("ANN ROE", "One."), ("TOM POE", "Two."), ("ANN ROE", "Three.")],
        id="full names, a stray mark before each",
    ),
]
LEAVES_ALONE = [
    pytest.param("ROE: Will you resign?\nPOE: No.", id="two labels make no transcript"),
    pytest.param(
        "RELATED: Ten bridges\nRELATED: Ten towers\nRELATED: Ten dams", id="links to other articles"
    ),
    pytest.param("WASHINGTON: Two men\nLONDON: Two women\nPARIS: Nobody", id="places, none of them twice"),
    pytest.param("Roe said: yes.\nPoe said: no.\nRoe said: why?", id="words that are no label"),
    pytest.param("At 10:30 ROE: a\nAt 10:31 ROE: b\nAt 10:32 ROE: c", id="labels inside a line"),
    pytest.param("", id="nothing"),
]


@pytest.mark.parametrize(("text", "expected"), FIRES)
def test_turns(text: str, expected: list[tuple[str, str]]) -> None:
    turns = find_turns(text)
    assert [(turn.label.of(text), turn.words.of(text)) for turn in turns] == expected
    assert {turn.colon.of(text) for turn in turns} == {":"}


@pytest.mark.parametrize("text", LEAVES_ALONE)
def test_no_turns(text: str) -> None:
    assert find_turns(text) == ()
