"""Whom turns and blocks are attributed to."""

from __future__ import annotations

import pytest

from quotes.extraction.drafts import Draft
from quotes.extraction.layout import find_set_apart
from quotes.extraction.records import Kind, SourceRule, Span

INN = "\n\n> The inn is closed for good."


def span(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


@pytest.mark.parametrize(
    ("introduction", "cue", "source", "people", "expected"),
    [
        pytest.param(
            "The owner wrote:", "wrote", "The owner", [], ("wrote", "The owner"), id="the model says"
        ),
        pytest.param("Roe posted this:", "", "", ["Roe"], ("", "Roe"), id="one person and a verb of writing"),
        pytest.param("Roe needs this:", "", "", ["Roe"], None, id="no verb of saying or writing"),
        pytest.param("Roe told Poe this:", "", "", ["Roe", "Poe"], None, id="two persons"),
        pytest.param("Somebody wrote this:", "", "", [], None, id="nobody"),
        pytest.param(
            "Roe wrote. It follows:", "wrote", "Roe", [], ("wrote", "Roe"), id="earlier in the line"
        ),
    ],
)
def test_who_speaks_in_a_block(
    introduction: str, cue: str, source: str, people: list[str], expected: tuple[str, str] | None
) -> None:
    text = introduction + INN
    made = [Draft([span(text, "The inn is closed")], span(text, cue), span(text, source), 0.9)] if cue else []
    found = find_set_apart(text, made, [span(text, name) for name in people])
    if expected is None:
        assert found == []
        return
    (block,) = found
    assert block.kind is Kind.DIRECT
    assert [content.of(text) for content in block.content] == ["The inn is closed for good."]
    assert ("".join(c.of(text) for c in block.cue), block.source[0].of(text)) == expected
    assert block.rule is (SourceRule.NETWORK if cue else SourceRule.INTRODUCTION)


LOST = "\n\nThe inn will close in June. It has few guests."


@pytest.mark.parametrize(
    ("text", "content", "cue", "expected"),
    [
        pytest.param("Roe added:" + LOST, "The inn will close", "added", True, id="as the model says"),
        pytest.param("Roe added:" + LOST, "It has few guests", "added", False, id="its end alone"),
        pytest.param("Roe said it was late:" + LOST, "The inn will close", "said", False, id="words between"),
        pytest.param("Roe feared:" + LOST, "The inn will close", "feared", False, id="a thought"),
        pytest.param(
            "Roe added:\n\nThe inn, Poe said, will close.", "The inn", "said", False, id="cue inside"
        ),
    ],
)
def test_a_block_that_has_lost_its_layout(text: str, content: str, cue: str, expected: bool) -> None:
    made = [Draft([span(text, content)], span(text, cue), span(text, "Roe"), 0.9)]
    found = find_set_apart(text, made, [])
    assert [a.content[0].of(text) for a in found] == ([LOST.strip()] if expected else [])
    assert all(a.kind is Kind.DIRECT and a.source[0].of(text) == "Roe" for a in found)


def test_turns_are_labelled() -> None:
    text = "Q: Who paid?\nA: The town."
    assert [(a.source[0].of(text), a.content[0].of(text), a.rule) for a in find_set_apart(text, [], [])] == [
        ("Q", "Who paid?", SourceRule.LABEL),
        ("A", "The town.", SourceRule.LABEL),
    ]


def test_prose_has_nothing_set_apart() -> None:
    assert find_set_apart("Roe wrote: the inn is closed for good.", [], []) == []
