"""What the gold says of a few words in marks."""

from __future__ import annotations

import pytest

from quotes.extraction.quotations import find_quoted
from training.own_words import label_of

TEXT = 'Roe said on Monday that she would back a "free ferry" for all who live there.'


@pytest.mark.parametrize(
    ("content", "label"),
    [
        pytest.param('a "free ferry"', 1, id="little more than the words"),
        pytest.param(TEXT, None, id="much more than the words"),
        pytest.param("on Monday", 0, id="another content"),
        pytest.param("", 0, id="no content"),
    ],
)
def test_label(content: str, label: int | None) -> None:
    start = TEXT.index(content)
    rows = [{"content": [[start, start + len(content)]]}] if content else []
    assert label_of({"text": TEXT, "attributions": rows}, find_quoted(TEXT)[0]) == label


def test_the_shortest_content_counts() -> None:
    start = TEXT.index('a "free ferry"')
    rows = [{"content": [[0, len(TEXT)]]}, {"content": [[start, start + len('a "free ferry"')]]}]
    assert label_of({"text": TEXT, "attributions": rows}, find_quoted(TEXT)[0]) == 1
