"""When two quotations are one; the rows that follow from it are in tests/test_variants.py."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.matching import (
    MIN_WORDS,
    Change,
    Comparison,
    Relation,
    are_variants,
    changes_names,
    compare,
    difference,
    fingerprints,
    recurs,
    shingles,
)
from quotes.search import words

LONG = (
    "We will never raise the levy on the island ferries while I am harbor minister,"
    " and everybody who lives on these islands knows that I keep my promises"
)

VARIANTS = [
    # The same words, whatever their marks, case and accents.
    ("The levy falls on small ferries.", "the LÉVY falls, on “small ferries”", True),
    # Too few words, or too few that are no function words, to be the same by more than chance.
    ("The pier is open again", "The pier is open again", False),
    ("It is what it is and that is that", "It is what it is and that is that", False),
    # Cut: from eight words, or half of the whole.
    (LONG, "raise the levy on the island ferries while I am harbor minister", True),
    (LONG, "levy on the island ferries while I", False),
    ("The levy falls on small ferries and big ships", "falls on small ferries and big ships", True),
    # Cut in the middle of a word is another word.
    (LONG, "raise the levy on the island ferries while I am harbor minis", True),
    ("The pierhead opens on the first of the month", "The pier opens on the first of the month", True),
    # Reworded: a word or two come, go or change.
    (LONG, LONG.replace("island ferries", "ferries of the islands"), True),
    (LONG, LONG.replace("harbor minister", "the minister for harbors"), True),
    # Reworded and cut.
    (LONG, "We will never raise the levy on our island ferries while I am harbor minister", True),
    # Too short to be reworded.
    ("Small ferries carry heavy winter loads", "Small ferries carry heavy summer loads", False),
    # Another figure, another number word, a negation that comes or goes: another statement.
    (
        "Traffic at the harbor rose by 12 percent in May",
        "Traffic at the harbor rose by 14 percent in May",
        False,
    ),
    (
        "It takes two tugs to turn a ship in the old harbor",
        "It takes six tugs to turn a ship in the old harbor",
        False,
    ),
    (
        "We will raise the levy on ferries before the spring",
        "We won't raise the levy on ferries before the spring",
        False,
    ),
    (
        "The board has agreed to the new harbor plan today",
        "The board has not agreed to the new harbor plan today",
        False,
    ),
    # Another statement.
    (LONG, "Nobody who lives on the mainland has ever paid for a ferry in the winter months", False),
    # The same words in another order.
    (
        "First the pier will close and then the market opens",
        "then the market opens first and the pier will close",
        False,
    ),
]


@pytest.mark.parametrize(("one", "other", "expected"), VARIANTS)
def test_variants(one: str, other: str, expected: bool) -> None:
    assert are_variants(words(one), words(other)) is expected
    assert are_variants(words(other), words(one)) is expected


NAMES = [
    # A name, an abbreviation, in the place of other words.
    ("We choose to go to the moon in this decade", "We choose to go to Mars in this decade", True),
    ("The ferries to Norhaven will pay the levy", "The ferries to Ostholm will pay the levy", True),
    ("We have told Mr. Lind and the EU to wait", "We have told Mr. Lind and the UN to wait", True),
    ("Nobody told Mr. Lind about the levy", "Nobody told Mr. Kerr about the levy", True),
    # A name that comes or goes.
    ("The ferries to Norhaven and Ostholm must pay", "The ferries to Norhaven must pay", True),
    # A fuller name is the same, and so is one that an editor puts in the place of a pronoun.
    ("I have told Roe that the ferries must pay", "I have told Jane Roe that the ferries must pay", False),
    ("I have told her that the ferries must pay", "I have told [Jane Roe] that the ferries must pay", False),
    # Words that have a capital where a sentence begins, or where all have one.
    ("It rains. Ferries wait for us", "It rains and boats wait for us", False),
    ("He said: “Ferries wait for us”", "He said: “Boats wait for us”", False),
    ("FERRIES WAIT FOR US IN NORHAVEN", "BOATS WAIT FOR US IN NORHAVEN", False),
    ("Big Ferries Wait in the Harbor", "Big Boats Wait in the Harbor", False),
    # The same name, whatever else is changed; "I" is none; what is cut off at the ends is not changed.
    ("We never told Roe about the levy", "We did not tell Roe about the levy", False),
    ("The levy is what I want for us", "The levy is what we want for us", False),
    ("the ferries must pay the levy", "In Norhaven the ferries must pay the levy, says Roe", False),
    ("", "", False),
]


@pytest.mark.parametrize(("one", "other", "expected"), NAMES)
def test_names_that_are_changed(one: str, other: str, expected: bool) -> None:
    assert changes_names(one, other) is expected
    assert changes_names(other, one) is expected


def test_a_name_is_changed_within_a_part_of_a_longer_text() -> None:
    long = f"Rain came to Ostholm. {LONG}. Nobody in Ostholm paid for it."
    part = "raise the levy on the island ferries while I am harbor minister"
    assert not changes_names(part, long)
    assert changes_names(part.replace("island", "Norhaven"), long)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I am not a crook", True),
        ("The levy stays.", True),
        # One word, function words alone, what everybody says.
        ("Yes.", False),
        ("Levy, levy, levy!", False),
        ("It is what it is", False),
        ("No comment.", False),
        ("I don’t know", False),
        ("", False),
    ],
)
def test_few_words_that_are_one_utterance(text: str, expected: bool) -> None:
    assert recurs(words(text)) is expected


@pytest.mark.parametrize(("one", "other"), [(one, other) for one, other, expected in VARIANTS if expected])
def test_variants_are_found_by_their_fingerprints(one: str, other: str) -> None:
    assert fingerprints(words(one)) & fingerprints(words(other))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("the levy falls", "The levy falls.", Comparison(Relation.SAME, 1)),
        ("the levy", "The levy falls.", Comparison(Relation.PART, 0.67)),
        ("The levy falls.", "levy falls", Comparison(Relation.WHOLE, 0.67)),
        ("the levy falls on big ferries", "the levy falls on ferries", Comparison(Relation.CHANGED, 0.91)),
        ("the levy falls", "rain comes", None),
        ("lev", "the levy falls", None),
        ("", "", None),
        ("", "the levy falls", None),
    ],
)
def test_compare(one: str, other: str, expected: Comparison | None) -> None:
    assert compare(words(one), words(other)) == expected


def test_what_is_changed_is_found_within_a_longer_quotation() -> None:
    found = compare(words("never raise the levy on our island ferries while I am minister"), words(LONG))
    assert found
    assert found.relation is Relation.CHANGED
    assert found.similarity > 0.8


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("the levy", "The levy!", [("equal", "the levy", "The levy")]),
        (
            "We will “never” raise it.",
            "We will soon, and gladly, raise it",
            [
                ("equal", "We will", "We will"),
                ("insert", "", "soon, and"),
                ("replace", "never", "gladly"),
                ("equal", "raise it", "raise it"),
            ],
        ),
        ("Zoë did pay", "Zoe pay", [("equal", "Zoë", "Zoe"), ("delete", "did", ""), ("equal", "pay", "pay")]),
        ("", "rain", [("insert", "", "rain")]),
        ("…", "", []),
    ],
)
def test_difference(one: str, other: str, expected: list[tuple[str, str, str]]) -> None:
    assert difference(one, other) == [Change(*change) for change in expected]


@given(st.lists(st.sampled_from("abcdefgh"), max_size=30), st.data())
def test_a_run_of_common_words_is_never_missed(text: list[str], data: st.DataObject) -> None:
    places = data.draw(st.tuples(st.integers(0, 30), st.integers(0, 30)))
    run = text[min(places) : max(places)]
    other = ["x", "y", *run, "z", "z"]
    if len(run) >= MIN_WORDS:
        assert fingerprints(text) & fingerprints(other)


def test_short_quotations_have_one_fingerprint() -> None:
    short = ["the pier is open", "the pier is shut", "pier", "the pier is open again"]
    assert [len(fingerprints(words(text))) for text in short] == [1, 1, 1, 1]
    for one, other in combinations(short, 2):
        assert fingerprints(words(one)) != fingerprints(words(other))
    assert (fingerprints([]), shingles([])) == (set(), [])


def test_fingerprints_are_few_and_of_the_shingles() -> None:
    text = words(LONG)
    assert fingerprints(text) <= set(shingles(text))
    assert len(fingerprints(text)) < 0.6 * len(shingles(text))
