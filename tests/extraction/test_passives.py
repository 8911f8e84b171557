"""Whoever is reported to have said something is the speaker."""

from __future__ import annotations

import pytest

from quotes.extraction.drafts import Draft
from quotes.extraction.passives import name_passive_speakers
from quotes.extraction.records import Span


def run(text: str, contents: list[str], cue: str, source: str, people: list[str]) -> tuple[list[str], str]:
    """Return contents and source after the rule."""

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    draft = Draft([span(words) for words in contents], span(cue), span(source) if source else None, 0.9)
    name_passive_speakers(text, [draft], [span(name) for name in people])
    return [piece.of(text) for piece in draft.pieces], draft.source.of(text) if draft.source else ""


FIRES = [
    pytest.param(
        'Ann Roe was quoted as saying: "No."',
        (['"No."'], "was quoted as saying:", "", ["Ann Roe"]),
        (['"No."'], "Ann Roe"),
        id="quoted as saying, a name before",
    ),
    pytest.param(
        "Ann Roe is reported to have told friends that it broke.",
        (["Ann Roe", "that it broke"], "is reported to have told", "", ["Ann Roe"]),
        (["that it broke"], "Ann Roe"),
        id="the model takes the subject for content",
    ),
    pytest.param(
        'A man in a hat was heard shouting "fire".',
        (['"fire"'], "was heard shouting", "", []),
        (['"fire"'], "A man in a hat"),
        id="no name, a short phrase",
    ),
    pytest.param(
        '"No," the Gazette quoted Ann Roe as saying.',
        (['"No,"', "Ann Roe as saying"], "quoted", "the Gazette", ["Ann Roe"]),
        (['"No,"'], "Ann Roe"),
        id="a paper quotes somebody",
    ),
    pytest.param(
        '"No," the Gazette quoted the minister as saying.',
        (['"No,"'], "quoted", "the Gazette", []),
        (['"No,"'], "the minister"),
        id="a paper quotes an office",
    ),
]
LEAVES_ALONE = [
    pytest.param(
        'The plan was described as "weak".',
        (["The plan", '"weak"'], "was described as", "", []),
        (["The plan", '"weak"'], ""),
        id="the subject is what is spoken of",
    ),
    pytest.param(
        "Ann Roe is expected to say no.",
        (["Ann Roe", "to say no"], "is expected", "", ["Ann Roe"]),
        (["Ann Roe", "to say no"], ""),
        id="nobody has said it yet",
    ),
    pytest.param(
        "Ann Roe is said to be ill.",
        (["Ann Roe", "to be ill"], "is said", "", ["Ann Roe"]),
        (["Ann Roe", "to be ill"], ""),
        id="said of somebody",
    ),
    pytest.param(
        '"No," Roe was quoted by the Gazette.',
        (['"No,"'], "was quoted by", "Roe", []),
        (['"No,"'], "Roe"),
        id="there is a source",
    ),
    pytest.param(
        '"No," the Gazette quoted Ann Roe.',
        (['"No,"'], "quoted", "the Gazette", ["Ann Roe"]),
        (['"No,"'], "the Gazette"),
        id="nobody is said to say it",
    ),
    pytest.param(
        'In a long and bitter night full of rain somebody unknown was heard shouting "fire".',
        (['"fire"'], "was heard shouting", "", []),
        (['"fire"'], ""),
        id="too many words before the cue",
    ),
    pytest.param(
        "Ann Roe is reported to have told it.",
        (["Ann Roe"], "is reported to have told", "", ["Ann Roe"]),
        (["Ann Roe"], ""),
        id="no content would be left",
    ),
]


@pytest.mark.parametrize(("text", "model", "expected"), FIRES)
def test_the_speaker_of_a_passive(text, model, expected) -> None:
    assert run(text, *model) == expected


@pytest.mark.parametrize(("text", "model", "expected"), LEAVES_ALONE)
def test_no_speaker_of_a_passive(text, model, expected) -> None:
    assert run(text, *model) == expected
