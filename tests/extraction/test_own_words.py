"""Which words in marks may well be somebody's own: the first quoted stretch of each text."""

from __future__ import annotations

import pytest

from quotes.extraction.own_words import DOUBT, DOUBT_TOLD, MOST, WEIGHTS, features, is_told, likelihood
from quotes.extraction.quotations import Quoted, find_quoted


def quoted_in(text: str) -> Quoted:
    return find_quoted(text)[0]


OWN = [
    pytest.param('Roe called the plan "a farce."', id="what somebody calls something"),
    pytest.param('Roe dismissed it as "pure theater" on Monday.', id="what something is dismissed as"),
    pytest.param('The pier, Roe said, is "never safe."', id="said before"),
    pytest.param('It will be "a hard year," said Roe.', id="said after"),
    pytest.param('Roe dismissed it as "pure theater".', id="a point outside the marks"),
    pytest.param("Roe dismissed the plan as ‘pure theater’.", id="single marks throughout"),
    pytest.param('The crowd chanted, "No more!"', id="a shout"),
    pytest.param('Roe warned that they would "have to go now" for good.', id="with a verb"),
    pytest.param('They met in a "living room where nobody ever sits down for long" twice.', id="many words"),
    pytest.param('They held a "walk-in', id="never closed"),
]
NOT_OWN = [
    pytest.param('Two mayors spoke at the "Harbor and Coast Forum" of the town.', id="an event"),
    pytest.param('Schools held a "walk-in" in May.', id="a term"),
    pytest.param('Roe backs her rival\'s "free ferry" for all.', id="the name of a plan"),
    pytest.param('She played in the film "Harbor" last year.', id="a work"),
    pytest.param("Council Shows Bias When It Comes To ‘Tram-Checking’ Rivals", id="a term in a headline"),
]


@pytest.mark.parametrize("text", OWN)
def test_words_that_may_be_somebodys(text: str) -> None:
    assert likelihood(text, quoted_in(text)) >= DOUBT


@pytest.mark.parametrize("text", NOT_OWN)
def test_words_that_are_hardly_anybodys(text: str) -> None:
    assert likelihood(text, quoted_in(text)) < DOUBT


def test_what_is_told_is_doubted_less() -> None:
    text = 'Roe wondered whether the vote would be "fair" to him.'
    assert DOUBT_TOLD < likelihood(text, quoted_in(text)) < DOUBT


@pytest.mark.parametrize(
    ("cue", "content", "told"),
    [
        pytest.param("said", 'it was "fair"', True, id="a verb of saying"),
        pytest.param("wrote", 'of a "fair" vote', True, id="a verb of writing"),
        pytest.param(":", "The vote is ‘fair’", True, id="a colon"),
        pytest.param("", 'The vote is "fair"', True, id="no cue"),
        pytest.param("wondered", 'whether it was "fair"', True, id="a clause"),
        pytest.param("dreams of", 'a "fair" vote', False, id="a thing"),
        pytest.param("backs", 'thatched "inns"', False, id="a word that begins like a clause"),
    ],
)
def test_what_tells(cue: str, content: str, told: bool) -> None:
    assert is_told(cue, content) is told


def test_there_is_a_weight_for_each_feature() -> None:
    text = 'Roe called it "a farce."'
    assert features(text, quoted_in(text)).keys() == WEIGHTS.keys()


def test_a_stretch_of_many_words_is_not_doubted() -> None:
    few, many = (f'It was the "{"Harbor " * count}" forum.' for count in (MOST, MOST + 1))
    assert likelihood(few, quoted_in(few)) < 1.0 == likelihood(many, quoted_in(many))
