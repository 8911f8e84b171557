"""Gold and its scorers, which lie outside the repository, and whether a single attribution is right."""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("VERBATIM_SHARED") or ROOT.parent / "shared")
"""Where eval/ lies: VERBATIM_SHARED, else the folder beside the checkout."""

Row = dict[str, Any]


class Verdict(StrEnum):
    """What an attribution that the extractor made is, held against the gold."""

    RIGHT = "right"
    """As confidence.py defines it."""
    EXCHANGED = "source and cue exchanged in the gold"
    """Its source is the gold's cue and its cue the gold's source, a known fault of the gold."""
    REST = "right, of a quotation found already"
    """Its words are part of a gold attribution, of which another record has more, with the right source."""
    MISATTRIBUTED = "wrong source"
    FALSE = "no quotation"


def read_lines(path: Path) -> list[Row]:
    """Read a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def load_scorer(path: Path) -> ModuleType:
    """Import a scorer from its file."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def compare(
    scorer: ModuleType, article: Row, predicted: Sequence[Row]
) -> tuple[list[Any], list[Any], dict[int, int]]:
    """Return gold and predicted as the scorer reads them, and which predicted is matched to which gold.

    What the scorer drops (no words, boilerplate) is None among the predicted.
    """
    text = article["text"]
    words, tokens = scorer.Index(text, scorer.WORD), scorer.Index(text, scorer.TOK)
    gold = [scorer.Attr(row, text, words, tokens) for row in article["attributions"]]
    discarded = words.of(article.get("discard") or [])
    read = [scorer.Attr(row, text, words, tokens) for row in predicted]
    kept = [n for n, row in enumerate(read) if row.words["content"] and not row.words["content"] <= discarded]
    _, matched = scorer.match(gold, [read[n] for n in kept])
    found = [row if n in set(kept) else None for n, row in enumerate(read)]
    return gold, found, {kept[j]: i for j, i in matched.items()}


def judge(scorer: ModuleType, article: Row, predicted: Sequence[Row]) -> list[Verdict | None]:
    """Return a verdict for each predicted attribution of an article, None for those that do not count."""
    gold, found, matched = compare(scorer, article, predicted)
    return [
        None if row is None else verdict(row, gold, gold[matched[n]] if n in matched else None)
        for n, row in enumerate(found)
    ]


def verdict(row: Any, gold: Iterable[Any], match: Any | None) -> Verdict:
    """Judge one attribution beside all gold of its article and the one that it is matched to."""
    source = row.words["source"]
    if match is not None:
        if not source or source & match.words["source"]:
            return Verdict.RIGHT
        exchanged = source & match.words["cue"] and row.words["cue"] & match.words["source"]
        return Verdict.EXCHANGED if exchanged else Verdict.MISATTRIBUTED
    shared = [other for other in gold if row.words["content"] & other.words["content"]]
    if any(not source or source & other.words["source"] for other in shared):
        return Verdict.REST
    return Verdict.MISATTRIBUTED if shared else Verdict.FALSE
