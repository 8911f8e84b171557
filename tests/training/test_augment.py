"""Variations of annotated texts: the annotations move with the words."""

from __future__ import annotations

import random
from typing import Any

import pytest

from training.augment import (
    VERBS,
    augmented,
    edited,
    joined_paragraphs,
    other_marks,
    other_names,
    other_things,
    other_verbs,
)

TEXT = "“We won,” said Jane Roe.\n\nRoe's plan, Jane Roe told Tom Poe, was “to wait.”"


def span(words: str, after: int = 0) -> list[int]:
    start = TEXT.index(words, after)
    return [start, start + len(words)]


DOCUMENT: dict[str, Any] = {
    "id": "one",
    "text": TEXT,
    "attributions": [
        {"content": [span("“We won,”")], "cue": [span("said")], "source": [span("Jane Roe")]},
        {
            "content": [span("was “to wait.”")],
            "cue": [span("told Tom Poe")],
            "source": [span("Jane Roe", 30)],
        },
    ],
    "entities": [
        [*span("Jane Roe"), "person"],
        [*span("Roe", 25), "person"],
        [*span("Jane Roe", 30), "person"],
        [*span("Tom Poe"), "person"],
    ],
    "syntax": [[*span("said"), "VBD", -1, "root"], [*span("won"), "VBD", 0, "ccomp"]],
}


def words_of(document: dict[str, Any]) -> tuple[list[list[str]], list[str]]:
    text = document["text"]
    roles = [
        [" ".join(text[s:e] for s, e in attribution[role]) for role in ("content", "cue", "source")]
        for attribution in document["attributions"]
    ]
    return roles, [text[s:e] for s, e, _ in document["entities"]]


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        pytest.param([], TEXT, id="nothing"),
        pytest.param([(0, 1, "''")], "''" + TEXT[1:], id="a longer mark"),
        pytest.param([(0, 1, ""), (8, 9, "")], "We won, " + TEXT[10:], id="marks taken away"),
    ],
)
def test_edited_text(edits: list[tuple[int, int, str]], expected: str) -> None:
    assert edited(DOCUMENT, edits)["text"] == expected


def test_spans_move_with_their_words() -> None:
    start = TEXT.index("Jane")
    changed = edited(DOCUMENT, [(0, 1, "''"), (start, start + 4, "Magdalena")])
    roles, names = words_of(changed)
    assert roles[0] == ["''We won,”", "said", "Magdalena Roe"]
    assert roles[1] == words_of(DOCUMENT)[0][1]
    assert names == ["Magdalena Roe", "Roe", "Jane Roe", "Tom Poe"]


def test_other_names_are_the_same_throughout() -> None:
    roles, names = words_of(other_names(DOCUMENT, random.Random(3)))
    first, surname = names[0].split(" ", 1)
    assert (first, surname) != ("Jane", "Roe")
    assert names[1] == surname
    assert names[2] == names[0] == roles[0][2] == roles[1][2]
    assert roles[1][1] == f"told {names[3]}"


def test_other_marks_change_marks_only() -> None:
    for seed in range(10):
        roles, _ = words_of(other_marks(DOCUMENT, random.Random(seed)))
        assert roles[0][0].strip("\"'“”‘’«»") == "We won,"
        assert roles[0][1:] == ["said", "Jane Roe"]


def test_syntax_moves_along() -> None:
    changed = edited(DOCUMENT, [(0, 1, "''")])
    assert [changed["text"][row[0] : row[1]] for row in changed["syntax"]] == ["said", "won"]


def test_other_verbs_change_said_and_nothing_else() -> None:
    seen = set()
    for seed in range(20):
        roles, names = words_of(other_verbs(DOCUMENT, random.Random(seed)))
        seen.add(roles[0][1])
        assert roles[1] == words_of(DOCUMENT)[0][1]
        assert names == words_of(DOCUMENT)[1]
    assert "said" in seen
    assert len(seen) > 3
    assert seen <= {"said", *VERBS["said"]}


def test_other_things_change_organizations_and_places() -> None:
    text = "Acme said so in Oslo, Acme's Roe told Oslo."
    labels = (("Acme", "organization"), ("Roe", "person"), ("Oslo", "place"))
    entities = [
        [m, m + len(word), label]
        for word, label in labels
        for m in range(len(text))
        if text.startswith(word, m)
    ]
    changed = other_things(
        {"text": text, "attributions": None, "entities": sorted(entities), "syntax": None}, random.Random(5)
    )
    names = [changed["text"][s:e] for s, e, _ in changed["entities"]]
    assert names[0] == names[2] != "Acme"
    assert names[1] == names[4] != "Oslo"
    assert names[3] == "Roe"


def test_joined_paragraphs_keep_the_words() -> None:
    for seed in range(4):
        assert words_of(joined_paragraphs(DOCUMENT, random.Random(seed))) == words_of(DOCUMENT)


def test_every_variation_keeps_its_spans_in_the_text() -> None:
    rng = random.Random(1)
    for _ in range(200):
        changed = augmented(DOCUMENT, rng)
        roles, names = words_of(changed)
        assert all(part.strip() == part and part for row in (*roles, names) for part in row)
        assert roles[0][1] in ("said", *VERBS["said"])
        assert roles[1][1].split()[0] == "told"
