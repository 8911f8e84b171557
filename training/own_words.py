"""Fit the weights by which quotes/extraction/own_words.py tells somebody's own words from terms and titles.

    python -m training.own_words ../shared/eval

Reads the attributions of PolNeAR train, prints how well weights fitted on four fifths of the
articles tell the rest apart, and the weights fitted on all, to be copied into own_words.py.
A stretch of a few words in marks is somebody's own if an attribution's content is little more
than it; it is not if it is in no content. Those within a longer content are left out: there the
gold does not tell.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from pathlib import Path
from typing import Any

import numpy as np

from quotes.extraction.false_quotations import WORD, Reason, looks_like
from quotes.extraction.own_words import MOST, features
from quotes.extraction.quotations import Quoted, find_quoted
from training.calibrate import newton, probabilities

TOKEN = re.compile(r"\w+")
FOLDS = 5
MUCH, MORE = 1.5, 3
"""A content is little more than a stretch if it has no more than so many times its words, and so many more."""


def label_of(article: dict[str, Any], quoted: Quoted) -> int | None:
    """Return 1 for somebody's own words, 0 for words in no content, None where the gold does not tell."""
    text = article["text"]
    tokens = [match.span() for match in TOKEN.finditer(text, quoted.span.start, quoted.span.end)]
    sizes = [
        sum(len(TOKEN.findall(text, start, end)) for start, end in row["content"])
        for row in article["attributions"]
        if 2 * sum(any(s <= start and end <= e for s, e in row["content"]) for start, end in tokens)
        >= len(tokens)
    ]
    if not sizes:
        return 0
    return 1 if min(sizes) <= MUCH * len(tokens) + MORE else None


def examples(path: Path) -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray]:
    """Return the names of the features, and per stretch features, label and the number of its article."""
    names: list[str] = []
    rows, labels, numbers = [], [], []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            article = json.loads(line)
            for quoted in find_quoted(article["text"]):
                words = WORD.findall(quoted.inner.of(article["text"]))
                if quoted.depth or not quoted.closed or len(quoted.pieces) > 1 or not 0 < len(words) <= MOST:
                    continue
                label = label_of(article, quoted)
                if label is None or looks_like(article["text"], quoted) is Reason.MARKUP:
                    continue
                found = features(article["text"], quoted)
                names = list(found)
                rows.append(list(found.values()))
                labels.append(label)
                numbers.append(number)
    return names, np.array(rows), np.array(labels, dtype=np.float64), np.array(numbers)


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("evaluation", type=Path, help="folder with gold/train.jsonl.gz")
    options = parser.parse_args()
    names, rows, labels, articles = examples(options.evaluation / "gold" / "train.jsonl.gz")
    assert names[0] == "always"  # which bears no penalty
    guesses = np.zeros(len(labels))
    for fold in range(FOLDS):
        held_out = articles % FOLDS == fold
        weights = newton(rows[~held_out], labels[~held_out])
        guesses[held_out] = probabilities(rows[held_out] @ weights)
    own, others = guesses[labels == 1], guesses[labels == 0]
    above = np.mean(own[:, None] > others[None, :])
    print(f"{len(own)} own, {len(others)} others; of a pair of them the right one is first in {above:.3f}")
    for bar in (0.15, 0.3, 0.4, 0.5):
        print(f"below {bar}: {np.mean(own < bar):.3f} of the own, {np.mean(others < bar):.3f} of the others")
    print({name: round(float(w), 2) for name, w in zip(names, newton(rows, labels), strict=True)})


if __name__ == "__main__":
    main()
