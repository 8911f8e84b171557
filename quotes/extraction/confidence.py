"""Attributions -> how likely each is to be right, as a share that can be counted on.

    '"We won," said Roe.' with all parts sure  ->  0.99

Of the attributions with confidence 0.9 nine in ten are right. Right means, by the matching
that the gold's scorer makes (one to one, most shared words first):

1. The content shares a word with that of the gold attribution it is matched to, and
2. the source shares a word with the source of that one. Where the extractor states no
   source, the first is enough: these words are a quotation.

So two records for what is one quotation in the gold are one right and one wrong. It is the
certainty of the attribution alone, of the words that name the speaker ("she"). Whom they
stand for is resolved afterwards and plays no part.

The network's own probabilities promise too much: it has seen its training texts. A
logistic regression over them and over what the rules did (Platt 1999, with more than one
feature) is fitted on articles that it has not seen: see training/calibrate.py.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from quotes.extraction.labels import ROLE_TAGS
from quotes.extraction.reader import MODEL, Reading
from quotes.extraction.records import Attribution, Kind, SourceRule, Span

FILE = "confidence.json"
FEATURES = (
    "always",
    "content",
    "cue",
    "source",
    "score",
    "direct",
    "mixed",
    "no_cue",
    "no_source",
    "stated",
    "introduced",
    "content_words",
    "cue_words",
    "distance",
    "other_paragraph",
)
RISING = frozenset({"content", "cue", "source", "score"})
"""Features that may only raise the confidence: the network's certainty of each part, and of the whole."""
FALLING = frozenset({"distance", "other_paragraph", "no_cue", "introduced"})
"""Features that may only lower it: how far the source is from the content, and what has to be guessed."""
STATED = frozenset({SourceRule.LABEL, SourceRule.SIGNATURE, SourceRule.CONTINUATION})
"""Rules that read the speaker off the layout, whatever the network thinks and however far the name is."""
EDGE = 0.01
"""Probabilities nearer to 0 or 1 than this count as this."""


class Confidence:
    """The fitted weights, one per feature."""

    def __init__(self, weights: np.ndarray) -> None:
        """Raises ValueError if there is not one finite weight per feature."""
        if weights.shape != (len(FEATURES),) or not np.isfinite(weights).all():
            raise ValueError(f"{len(FEATURES)} finite weights are needed")
        self.weights = weights

    @classmethod
    def load(cls, folder: Path = MODEL) -> Confidence:
        """Read the weights that lie beside the network.

        Raises FileNotFoundError, naming the file, if there are none, and ValueError if
        they are those of other features.
        """
        path = folder / FILE
        if not path.is_file():
            raise FileNotFoundError(f"no model: {path} is missing (python -m training.calibrate makes it)")
        weights = json.loads(path.read_text(encoding="utf-8"))["weights"]
        if tuple(weights) != FEATURES:
            raise ValueError(f"{path} does not fit: run python -m training.calibrate")
        return cls(np.array(list(weights.values()), dtype=np.float64))

    def of(self, text: str, reading: Reading, attributions: Sequence[Attribution]) -> list[float]:
        """Return the probability that each attribution is right."""
        return [float(p) for p in probabilities(features(text, reading, attributions) @ self.weights)]


def probabilities(logits: np.ndarray) -> np.ndarray:
    """Return the logistic function of each."""
    result: np.ndarray = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    return result


def features(text: str, reading: Reading, attributions: Sequence[Attribution]) -> np.ndarray:
    """Return one row per attribution of a text that has been read, one column per feature."""
    tags = np.exp(reading.tags.astype(np.float64))
    rows = [features_of(text, reading, tags, attribution) for attribution in attributions]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(FEATURES))


def features_of(text: str, reading: Reading, tags: np.ndarray, attribution: Attribution) -> list[float]:
    """Return the features of one attribution; `tags` are probabilities, one row per word.

    A part that is absent, or that the layout states, is neither sure nor unsure: 0. Where
    the layout states the speaker, no cue is missing and no name too far.
    """
    content, cue, source = (
        [words_of(reading, span) for span in spans]
        for spans in (attribution.content, attribution.cue, attribution.source)
    )
    stated = bool(source) and attribution.rule in STATED
    return [
        1.0,
        certainty(tags, content, "content"),
        0.0 if stated else certainty(tags, cue, "cue"),
        0.0 if stated else certainty(tags, source, "source"),
        logit(attribution.score),
        float(attribution.kind is Kind.DIRECT),
        float(attribution.kind is Kind.MIXED),
        float(not cue and not stated),
        float(not source),
        float(stated),
        float(bool(source) and attribution.rule is SourceRule.INTRODUCTION),
        math.log1p(sum(map(len, content))),
        math.log1p(sum(map(len, cue))),
        0.0 if stated else math.log1p(distance(content, source)),
        float(bool(source) and not stated and "\n" in between(text, attribution)),
    ]


def words_of(reading: Reading, span: Span) -> range:
    """Return the numbers of the words that share a character with a span."""
    first = int(np.searchsorted(reading.ends, span.start, side="right"))
    return range(first, max(first, int(np.searchsorted(reading.starts, span.end))))


def certainty(tags: np.ndarray, parts: list[range], role: str) -> float:
    """Return the logit of the mean probability that the words have this role, 0 without words."""
    words = sum(map(len, parts))
    if not words:
        return 0.0
    begin = ROLE_TAGS.index(f"B-{role}")  # the I of the role is the next column
    total = sum(float(tags[part.start : part.stop, begin : begin + 2].sum()) for part in parts)
    return logit(total / words)


def logit(probability: float) -> float:
    """Return the log odds of a probability that is kept off 0 and 1."""
    kept = min(max(probability, EDGE), 1 - EDGE)
    return math.log(kept / (1 - kept))


def distance(content: list[range], source: list[range]) -> int:
    """Return how many words stand between the source and the nearest piece of content."""
    return min(
        (max(piece.start - part.stop, part.start - piece.stop, 0) for piece in content for part in source),
        default=0,
    )


def between(text: str, attribution: Attribution) -> str:
    """Return the text between the source and the first piece of content."""
    content, source = attribution.content[0], attribution.source[0]
    return text[min(content.end, source.end) : max(content.start, source.start)]
