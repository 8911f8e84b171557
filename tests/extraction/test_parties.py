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
    # Parties whose name holds that of another.
    (
        "two words before the role",
        "{Liberal Democrat leader [p:Jane Roe]} spoke.",
        "Liberal Democrat",
        None,
        "Liberal Democrat",
    ),
    ("two words, shortened", "{Lib Dem MP [p:Jane Roe]} spoke.", "Liberal Democrat", None, "Lib Dem"),
    ("with Party", "{Green Party co-leader [p:Jane Roe]} spoke.", "Green", None, "Green Party"),
    ("in letters", "{SNP MP [p:Jane Roe]} spoke.", "SNP", None, "SNP"),
    (
        "two words after the name",
        "{[p:Jane Roe]}, a Christian Democrat, spoke.",
        "Christian Democratic",
        None,
        "a Christian Democrat",
    ),
    # An office after the name.
    (
        "the member",
        "{[p:Jane Roe], the Conservative MP for Hull North,} spoke.",
        "Conservative",
        None,
        "Conservative",
    ),
    ("a councillor", "{[p:Jane Roe], a Labour councillor,} spoke.", "Labour", None, "Labour"),
    ("small words before it", "{[p:Jane Roe], a senior Labour councillor,} spoke.", "Labour", None, "Labour"),
    ("age before it", "{[p:Jane Roe], 41, the Tory leader,} spoke.", "Conservative", None, "Tory"),
    (
        "office and state",
        "{[p:Jane Roe], a Republican senator from Ohio,} spoke.",
        "Republican",
        "Ohio",
        "Republican",
    ),
    (
        "mayor of a town",
        "{[p:Jane Roe], the Republican mayor of New York,} spoke.",
        "Republican",
        None,
        "Republican",
    ),
    # The place stands before.
    (
        "of a state, a Democrat",
        "{Sen. [p:Jane Roe] of [l:Vermont]}, a Democrat, spoke.",
        "Democratic",
        "Vermont",
        "a Democrat",
    ),
    (
        "of a town, a Democrat",
        "{Rep. [p:Jane Roe] of [l:Ayr]}, a Democrat, spoke.",
        "Democratic",
        None,
        "a Democrat",
    ),
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
    for mark in ("{", "}", "[p:", "[l:", "]"):
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
    ("another party of two words", "{Forum Democrat leader [p:Jane Roe]} spoke."),
    ("another party after the name", "{[p:Jane Roe], a Sweden Democrat,} spoke."),
    ("the nominee is somebody else", "According to {[p:Jane Roe]}, the Republican nominee is late."),
    ("the nominee's daughter", "{[p:Jane Roe], the Republican nominee's daughter,} spoke."),
    ("pollster after the name", "{[p:Jane Roe], a Democratic pollster,} spoke."),
    ("another's party in a list", "{[p:Jane Roe]}, Republican Sen. [p:John Doe] and others spoke."),
    ("a small letter", "{[p:Jane Roe], a conservative leader,} spoke."),
    ("a flat", "{[p:Jane Roe]} (R12) spoke."),
]


@pytest.mark.parametrize("marked", [row[1] for row in NOT_STATED], ids=[row[0] for row in NOT_STATED])
def test_it_reads_none_elsewhere(marked: str) -> None:
    voice = voices(marked)[-1]
    assert (voice.party, voice.state, voice.party_span) == (None, None, None)
