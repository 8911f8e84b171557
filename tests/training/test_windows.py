"""Annotated texts -> windows with targets."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from quotes.extraction.labels import ENTITY_TAGS, ROLE_TAGS
from quotes.extraction.reader import Reader
from training.windows import IGNORED, Syntax, Window, windows

TEXT = "Roe said we won.\n\nPoe left."
DOCUMENT: dict[str, Any] = {
    "text": TEXT,
    "attributions": [{"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 15]]}],
    "entities": [[0, 3, "person"], [18, 21, "person"]],
    "syntax": [[0, 3, "NNP", 1, "nsubj"], [4, 8, "VBD", -1, "root"]],
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def one_window(document: dict[str, Any], reader: Reader) -> Window:
    (window,) = windows(document, reader.tokenizer, Syntax.of([document]), 64)
    return window


def known(values: np.ndarray) -> dict[int, int]:
    """Return {place: target} of the places that have one."""
    return {place: value for place, value in enumerate(values.tolist()) if value != IGNORED}


def test_targets(reader: Reader) -> None:
    """[CLS] roe said we won . [SEP] poe left . [SEP]"""
    window = one_window(DOCUMENT, reader)
    tags = [ROLE_TAGS[tag] for tag in known(window.targets["tags"]).values()]
    assert tags == ["B-source", "B-cue", "B-content", "I-content", "O", "O", "O", "O"]
    names = [ENTITY_TAGS[tag] for tag in known(window.targets["entities"]).values()]
    assert [name for name in names if name != "O"] == ["B-person", "B-person"]
    assert known(window.targets["to_cue"]) == {3: 2}
    assert known(window.targets["to_source"]) == {2: 1}
    assert known(window.targets["to_last"]) == {1: 1, 2: 2, 3: 4}
    assert known(window.targets["to_first"]) == {1: 1, 2: 2, 4: 3}
    assert known(window.targets["heads"]) == {1: 2, 2: 0}
    assert len(known(window.targets["relations"])) == 2


def test_what_nobody_annotated_has_no_target(reader: Reader) -> None:
    window = one_window(DOCUMENT | {"attributions": None, "entities": None, "syntax": None}, reader)
    assert not any(known(values) for values in window.targets.values())


def test_arcs_end_at_the_window(reader: Reader) -> None:
    """A window of one word cannot point at the cue in another."""
    rows = list(windows(DOCUMENT, reader.tokenizer, Syntax.of([DOCUMENT]), 3))
    assert len(rows) > 3
    assert not any(known(row.targets["to_source"]) for row in rows)
    assert sum(len(row.ids) - 2 for row in rows) == 9
