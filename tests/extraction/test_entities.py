"""Entities of a tagger, cleaned: which words are a name, and what it names."""

from __future__ import annotations

import pytest

from quotes.extraction.entities import clean_entities
from quotes.extraction.prose import read_prose
from quotes.extraction.records import Entity, EntityLabel, Span

P, O, L = EntityLabel.PERSON, EntityLabel.ORGANIZATION, EntityLabel.PLACE  # noqa: E741

CASES = [
    # (why, text, tagged, expected)
    ("somebody's office holds its field", "the National Security Advisor Jane Roe",
     [("National Security", O), ("Jane Roe", P)], [("Jane Roe", P)]),
    ("an organization before a title stays", "NATO Secretary General Jane Roe",
     [("NATO", O), ("Jane Roe", P)], [("NATO", O), ("Jane Roe", P)]),
    ("a firm with such a name stays", "Harbor Health Director Jane Roe",
     [("Harbor Health", O), ("Jane Roe", P)], [("Harbor Health", O), ("Jane Roe", P)]),
    ("an office in small letters is none", "the Home Security adviser spoke",
     [("Home Security", O)], [("Home Security", O)]),
    ("one name, two labels: an organization", "Gridline fell. Gridline rose.",
     [("Gridline", P), ("Gridline", O)], [("Gridline", O), ("Gridline", O)]),
    ("somebody's surname stays a person", "Ann Poe left. Poe rose. Poe fell.",
     [("Ann Poe", P), ("Poe", P), ("Poe", O)], [("Ann Poe", P), ("Poe", P), ("Poe", O)]),
    ("a person who is nothing else stays one", "Roe left.",
     [("Roe", P)], [("Roe", P)]),
    ("a country in letters", "US President Jane Roe",
     [("US", O), ("Jane Roe", P)], [("US", L), ("Jane Roe", P)]),
    ("other letters are left", "NASA head Jane Roe",
     [("NASA", O), ("Jane Roe", P)], [("NASA", O), ("Jane Roe", P)]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "tagged", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_clean_entities(
    text: str, tagged: list[tuple[str, EntityLabel]], expected: list[tuple[str, EntityLabel]]
) -> None:
    entities, at = [], 0
    for words, label in tagged:
        at = text.index(words, at)
        entities.append(Entity(Span(at, at + len(words)), label))
        at += len(words)
    prose = read_prose(text)
    found = [
        (text[prose.starts[words.start] : prose.ends[words.stop - 1]], label)
        for words, label in clean_entities(prose, entities)
    ]
    assert found == expected
