"""Quotations that are set apart by their layout."""

from __future__ import annotations

import pytest

from quotes.extraction.blocks import find_after_colon, find_blocks

FIRES = [
    pytest.param(
        "Roe wrote to us:\n\n    The school will close.\n    It was a hard choice.\n\nWe left.",
        [("Roe wrote to us:", ["The school will close.", "It was a hard choice."])],
        id="indented lines",
    ),
    pytest.param(
        "Roe posted this:\n> The inn is closed for good.\n>\n> Thank you all.",
        [("Roe posted this:", ["The inn is closed for good.", "Thank you all."])],
        id="markdown",
    ),
    pytest.param(
        "Roe wrote:\n\tThe inn is closed for good.\nPoe wrote:\n\tIt should have been long ago.",
        [("Roe wrote:", ["The inn is closed for good."]), ("Poe wrote:", ["It should have been long ago."])],
        id="two blocks, with tabs",
    ),
]
LEAVES_ALONE = [
    pytest.param("Roe wrote:\n\nThe inn is closed for good.", id="not set apart"),
    pytest.param("Roe was sad.\n\n    The inn is closed for good.", id="no colon before"),
    pytest.param("You need:\n\n    - four large eggs.\n    - a cup of milk.", id="a list"),
    pytest.param("You need:\n\n    1. four large eggs.\n    2. a cup of milk.", id="a numbered list"),
    pytest.param("Roe wrote:\n\n    “The inn is closed for good.”", id="the marks tell what is quoted"),
    pytest.param("Results:\n\n    Ayr 3 Leeds 1\n    York 2 Hale 2", id="a table, no sentence"),
    pytest.param("  Roe wrote:\n  The inn is closed for good.", id="a text indented throughout"),
    pytest.param("Roe wrote:\n\n    Closed for good.", id="too short"),
    pytest.param("Roe wrote:", id="nothing follows"),
    pytest.param("", id="nothing"),
]


@pytest.mark.parametrize(("text", "expected"), FIRES)
def test_blocks(text: str, expected: list[tuple[str, list[str]]]) -> None:
    found = find_blocks(text)
    assert [(b.introduction.of(text), [line.of(text) for line in b.lines]) for b in found] == expected


@pytest.mark.parametrize("text", LEAVES_ALONE)
def test_no_blocks(text: str) -> None:
    assert find_blocks(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Roe added:\n\nThe inn will close in June.", ["The inn will close in June."], id="plain"
        ),
        pytest.param('Roe added:\n\nThe "inn" will close in June.', [], id="with marks"),
        pytest.param("Roe left.\n\nThe inn will close in June.", [], id="no colon before"),
        pytest.param("Roe added:\n\n    The inn will close in June.", [], id="set apart"),
        pytest.param("Roe needs:\n\n- a very large inn by the sea.", [], id="a list"),
        pytest.param("Roe added:\n\nNot in June.", [], id="too short"),
        pytest.param("Roe added:\n\n", [], id="nothing follows"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_paragraphs_after_a_colon(text: str, expected: list[str]) -> None:
    assert [block.span.of(text) for block in find_after_colon(text)] == expected
