"""Which stretches are one quotation: a text, and the model's (content, cue, source) by their words."""

from __future__ import annotations

import pytest

from quotes.extraction.drafts import Draft
from quotes.extraction.joins import join_continued
from quotes.extraction.quotations import find_quoted
from quotes.extraction.records import Span

Row = tuple[str, str, str]


def find(text: str, words: str) -> Span | None:
    return Span(text.index(words), text.index(words) + len(words)) if words else None


def joined(text: str, rows: list[Row]) -> list[list[str]]:
    """Return the words of the pieces of each quotation."""
    drafts = []
    for content, cue, source in rows:
        piece = find(text, content)
        assert piece
        drafts.append(Draft([piece], find(text, cue), find(text, source), 0.9, marked=True))
    stretches = [quoted.span for quoted in find_quoted(text)]
    return [[piece.of(text) for piece in draft.pieces] for draft in join_continued(text, drafts, stretches)]


ONE = [
    pytest.param(
        '"We won," she said, clapping. "At last."',
        [('"We won,"', "said", "she"), ('"At last."', "clapping", "she")],
        ['"We won,"', '"At last."'],
        id="what the speaker did while speaking",
    ),
    pytest.param(
        '"If we win," she said, meaning the cup, "we go home."',
        [('"If we win,"', "said", "she"), ('the cup, "we go home."', "meaning", "she")],
        ['"If we win,"', '"we go home."'],
        id="a sentence that goes on in a small letter, without the narrator's words",
    ),
]
TWO = [
    pytest.param(
        '"We won," she said, adding, "At last."',
        [('"We won,"', "said", "she"), ('"At last."', "adding", "she")],
        id="a further cue right before the marks",
    ),
    pytest.param(
        '"We won," she said, adding that it was "a miracle."',
        [('"We won,"', "said", "she"), ('that it was "a miracle."', "adding", "she")],
        id="a further cue with a clause",
    ),
    pytest.param(
        '"If we win," she said, noting that he, her friend, "would go home."',
        [('"If we win,"', "said", "she"), ('that he, her friend, "would go home."', "noting", "she")],
        id="a clause with a comma before the marks",
    ),
    pytest.param(
        '"We won," she said and laughed. "At last."',
        [('"We won,"', "said", "she"), ('"At last."', "laughed", "she")],
        id="a second verb, no participle",
    ),
    pytest.param(
        '"We won," she said. He stood clapping. "At last."',
        [('"We won,"', "said", "she"), ('"At last."', "clapping", "He")],
        id="what somebody else did",
    ),
    pytest.param(
        '"We won," she said. She left, clapping. "At last."',
        [('"We won,"', "said", "she"), ('"At last."', "clapping", "she")],
        id="what the speaker did in another sentence",
    ),
    pytest.param(
        '"We won," she said, clapping.\n\n"At last."',
        [('"We won,"', "said", "she"), ('"At last."', "clapping", "she")],
        id="another paragraph",
    ),
]


@pytest.mark.parametrize(("text", "rows", "pieces"), ONE)
def test_it_is_one_quotation(text: str, rows: list[Row], pieces: list[str]) -> None:
    assert joined(text, rows) == [pieces]


@pytest.mark.parametrize(("text", "rows"), TWO)
def test_they_are_two_quotations(text: str, rows: list[Row]) -> None:
    assert joined(text, rows) == [[content] for content, _, _ in rows]
