"""Parties and states at a person's name."""

from __future__ import annotations

import pytest

from tests.extraction.notation import voices

STATED = [
    # Tags.
    ("tag after a comma", "Sen. {[p:Jane Roe]}, R-Iowa, spoke.", "Republican", "Iowa", "R-Iowa"),
    ("tag in brackets", "Sen. {[p:Jane Roe]} (D-N.Y.) spoke.", "Democratic", "New York", "D-N.Y."),
    ("shortened state", "Rep. {[p:Jane Roe]}, D-Calif., spoke.", "Democratic", "California", "D-Calif."),
    ("postal code", "Sen. {[p:Jane Roe]} (I-VT) spoke.", "independent", "Vermont", "I-VT"),
    (
        "state of two words",
        "Sen. {[p:Jane Roe]}, R-South Dakota, spoke.",
        "Republican",
        "South Dakota",
        "R-South Dakota",
    ),
    (
        "a city, which is no state",
        "Rep. {[p:Jane Roe]}, D-Brooklyn, spoke.",
        "Democratic",
        None,
        "D-Brooklyn",
    ),
    ("letter alone in brackets", "Sen. {[p:Jane Roe]} (R) spoke.", "Republican", None, "R"),
    # In words.
    ("of", "{[p:Jane Roe]}, Republican of Iowa, spoke.", "Republican", "Iowa", "Republican of Iowa"),
    ("from", "{[p:Jane Roe]}, a Democrat from Ohio, spoke.", "Democratic", "Ohio", "a Democrat from Ohio"),
    ("party alone", "{[p:Jane Roe]}, a Democrat, spoke.", "Democratic", None, "a Democrat"),
    ("before the title", "Republican Sen. {[p:Jane Roe]} spoke.", "Republican", None, "Republican"),
    ("before the role", "Democratic nominee {[p:Jane Roe]} spoke.", "Democratic", None, "Democratic"),
    # Anywhere in the article.
    ("elsewhere", "Sen. [p:Jane Roe], R-Iowa, left. {[p:Roe]} spoke.", "Republican", "Iowa", "R-Iowa"),
]


@pytest.mark.parametrize(
    ("marked", "party", "state", "words"), [row[1:] for row in STATED], ids=[row[0] for row in STATED]
)
def test_it_reads_party_and_state(marked: str, party: str, state: str | None, words: str) -> None:
    voice = voices(marked)[-1]
    assert (voice.party, voice.state) == (party, state)
    text = marked
    for mark in ("{", "}", "[p:", "]"):
        text = text.replace(mark, "")
    assert voice.party_span is not None
    assert voice.party_span.of(text) == words


NOT_STATED = [
    ("nothing", "{[p:Jane Roe]} spoke."),
    ("others are of the party", "{[p:Jane Roe]} met Republicans from Iowa."),
    ("letter without brackets", "{[p:Jane Roe]}, D, spoke."),
    ("somebody else's", "[p:Ann Poe], R-Iowa, met {[p:Jane Roe]}."),
    ("adjective of a person", "Liberal {[p:Jane Roe]} spoke."),
    ("party before another's role", "The Republican and mayor {[p:Jane Roe]} spoke."),
    ("adjective of a scholar", "Conservative scholar {[p:Jane Roe]} spoke."),
    ("who works for the party", "Democratic pollster {[p:Jane Roe]} spoke."),
    ("word for a color", "{[p:Jane Roe]}, Green of Ayr, spoke."),
    ("a flat", "{[p:Jane Roe]} (R12) spoke."),
]


@pytest.mark.parametrize("marked", [row[1] for row in NOT_STATED], ids=[row[0] for row in NOT_STATED])
def test_it_reads_none_elsewhere(marked: str) -> None:
    voice = voices(marked)[-1]
    assert (voice.party, voice.state, voice.party_span) == (None, None, None)
