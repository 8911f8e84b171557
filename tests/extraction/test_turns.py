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
    pytest.param(
        "We met her.\n\nGazette: How cold was it?\n\nAnn Poe: Very.\n\nGazette: And?\n\nAnn Poe: Wet.",
        [("Gazette", "How cold was it?"), ("Ann Poe", "Very."), ("Gazette", "And?"), ("Ann Poe", "Wet.")],
        id="names in small letters",
    ),
    pytest.param(
        "Ann Poe: Will you resign?\nTom Roe: No.",
        [("Ann Poe", "Will you resign?"), ("Tom Roe", "No.")],
        id="a question and its answer",
    ),
    pytest.param(
        "**Q: Who paid?**\n**A:** The town.",
        [("Q", "Who paid?"), ("A", "The town.")],
        id="labels in bold print",
    ),
    pytest.param(
        '"ANN ROE: One.\n\n"Two.\n\n"(LAUGHTER)\n\n"TOM POE: Three.\n\n"ANN ROE: Four.\n\n"Five.',
        [("ANN ROE", "One.", "Two."), ("TOM POE", "Three."), ("ANN ROE", "Four.")],
        id="further paragraphs with a mark, up to the next label",
    ),
    pytest.param(
        "Q: Who paid?\n\nA: The town did.\n\nIt took years.\n\nQ: All of it?\n\nA: Yes.",
        [("Q", "Who paid?"), ("A", "The town did.", "It took years."), ("Q", "All of it?"), ("A", "Yes.")],
        id="further paragraphs of a transcript throughout",
    ),
    pytest.param(
        "A council met.\n\nIt rained.\n\nROE: Why?\n\nPOE: No.\n\nHe wept.\n\nNobody spoke.\n\n"
        "It was late.\n\nROE: Well?\n\nAll went home.",
        [("ROE", "Why?"), ("POE", "No."), ("ROE", "Well?")],
        id="what a reporter tells between turns is nobody's",
    ),
]
LEAVES_ALONE = [
    pytest.param("ROE: I resign.\nPOE: No.", id="two labels make no transcript"),
    pytest.param("ROE: Will you resign?\nROE: No.", id="nobody else answers"),
    pytest.param("Cast: Who is who?\n\nThe play is over.\n\nSet: Ann Poe.", id="no answer in the next line"),
    pytest.param(
        "RELATED: Ten bridges\nRELATED: Ten towers\nRELATED: Ten dams", id="links to other articles"
    ),
    pytest.param("WASHINGTON: Two men\nLONDON: Two women\nPARIS: Nobody", id="places, none of them twice"),
    pytest.param("Roe said: yes.\nPoe said: no.\nRoe said: why?", id="words that are no label"),
    pytest.param("At 10:30 ROE: a\nAt 10:31 ROE: b\nAt 10:32 ROE: c", id="labels inside a line"),
    pytest.param("Serves: four\nTime: an hour\nServes: six\nTime: two", id="a recipe"),
    pytest.param(
        "Monday: Ayr v Hale.\nTuesday: Ayr v York.\nMonday: Ayr v Leeds.\nTuesday: Rest.",
        id="days of the week",
    ),
    pytest.param("Roe: 1,769.\nPoe: 1,501.\nRoe: 46.\nPoe: 38.", id="a table"),
    pytest.param("Roe: One.\nRoe: Two.\nRoe: Three.\nRoe: Four.", id="one label only"),
    pytest.param('Roe: "No."\nPoe: "Yes."\nRoe: "No."\nPoe: "Yes."', id="marks tell what is quoted"),
    pytest.param("", id="nothing"),
]


@pytest.mark.parametrize(("text", "expected"), FIRES)
def test_turns(text: str, expected: list[tuple[str, str]]) -> None:
    turns = find_turns(text)
    assert [(turn.label.of(text), *(span.of(text) for span in turn.words)) for turn in turns] == expected
    assert {turn.colon.of(text) for turn in turns} == {":"}


@pytest.mark.parametrize("text", LEAVES_ALONE)
def test_no_turns(text: str) -> None:
    assert find_turns(text) == ()
