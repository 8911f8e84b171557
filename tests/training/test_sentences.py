"""Templates -> annotated texts."""

from __future__ import annotations

import random
import re

import pytest

from training.sentences import TOKEN, made_up, sections


@pytest.mark.parametrize("template", sections()["attributed"] + sections()["plain"])
def test_template_is_well_formed(template: str) -> None:
    kinds = [token.lastgroup for token in TOKEN.finditer(template) if token.lastgroup != "slot"]
    assert kinds == ["part", "close"] * (len(kinds) // 2)
    assert ("[c " in template) == (template in sections()["attributed"])
    assert not re.search(r"[{}\[\]]", TOKEN.sub("", template))


def test_spans_are_words_of_the_text() -> None:
    rng = random.Random(4)
    for _ in range(2000):
        document = made_up(rng)
        text = document["text"]
        spans = [span for a in document["attributions"] for spans in a.values() for span in spans]
        names = [(start, end) for start, end, _ in document["entities"]]
        for start, end in (*spans, *names):
            assert text[start:end] == text[start:end].strip() != ""
        assert all(attribution["content"] for attribution in document["attributions"])


def test_same_seed_same_text() -> None:
    assert made_up(random.Random(7)) == made_up(random.Random(7))
    assert made_up(random.Random(7)) != made_up(random.Random(8))
