"""Fitting the weights of salience: from examples made by hand."""

from __future__ import annotations

import numpy as np

from quotes.extraction.reader import Reader
from quotes.extraction.records import Span
from quotes.extraction.salience import WEIGHTS
from training.salience import NAMES, Example, Text, examples, fit, is_name, judge


def place(**features: float) -> np.ndarray:
    """Return one place's features."""
    return np.array([[features.get(name.replace(" ", "_"), 0.0) for name in NAMES]])


def test_fitting_raises_the_weight_of_what_tells_them_apart() -> None:
    near, far = place(sentences=0), place(sentences=3)
    rows = [Example([near, far], 1, gold=True, speaks=False)] * 20  # a world in which the farther is meant
    before = np.array(list(WEIGHTS.values()))
    after = fit(rows, before)
    number = NAMES.index("sentences")
    assert after[number] > before[number]
    assert judge(rows, before).startswith("0 of 20 right")
    assert judge(rows, after).startswith("20 of 20 right")


def test_examples_are_what_the_resolver_meets() -> None:
    text = "Jane Roe met John Doe in Leeds.\n\nShe praised the bridge."
    names = {text.index("She"): [Span(0, len("Jane Roe"))]}
    reader = Reader()
    (example,) = examples(Text(text, names, gold=True, held_out=False), reader.read(text))
    assert example.meant is not None
    chosen = dict(zip(NAMES, example.candidates[example.meant][0], strict=True))
    assert (chosen["subject"], chosen["sentences"], chosen["other paragraph"]) == (1, 1, 1)


def test_a_pronoun_of_which_nothing_is_known_is_no_example() -> None:
    text = "Jane Roe met John Doe in Leeds. She praised the bridge."
    assert not list(examples(Text(text, {}, gold=True, held_out=False), Reader().read(text)))


def test_a_mention_with_a_capital_may_be_a_name() -> None:
    assert is_name("mayor Jane Roe")
    assert not is_name("the mayor")
    assert not is_name("the mayor of the town in which Jane Roe was born and brought up in")
