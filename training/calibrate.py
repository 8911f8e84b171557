"""Fit the confidence: probabilities of the network and what the rules did -> how likely it is right.

    python -m training.calibrate ../shared/eval quotes/extraction/model

Runs the extractor of the checkout on the development articles, prints how well weights
fitted on half of them fit the other half, and writes weights fitted on all of them to
`confidence.json` in the model's folder. Needs no more than the extractor itself. Run it after
every change of the network or of a rule: quotes/extraction/confidence.py says what a
confidence means.

The articles must be others than those that the network was trained on.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from benchmarks.gold import Verdict, judge, load_scorer, read_lines
from benchmarks.reliability import calibration_error, curve, diagram, precision_at
from quotes.extraction.attribution import attribute
from quotes.extraction.confidence import FALLING, FEATURES, FILE, RISING, features, probabilities
from quotes.extraction.filter import pairs
from quotes.extraction.linking import entities, link
from quotes.extraction.reader import Reader
from quotes.extraction.records import Attribution, Kind

RIDGE = 1.0
"""Weight of the penalty on the squared weights of the standardized features, the constant aside."""
STEPS = 100


@dataclass(frozen=True, slots=True)
class Example:
    """An attribution that the extractor made: its article's number, features, kind, and what it is."""

    article: int
    features: np.ndarray
    kind: Kind
    verdict: Verdict


def rows_of(attributions: tuple[Attribution, ...]) -> list[dict[str, object]]:
    """Return attributions as the scorer reads them."""
    return [{role: pairs(getattr(a, role)) for role in ("content", "cue", "source")} for a in attributions]


def fit(rows: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return the weights of a logistic regression on `rows` [n, features], by Newton's method.

    A weight that would make a feature of RISING lower the confidence, or one of FALLING
    raise it, is left at 0.
    """
    mean, scale = rows.mean(axis=0), rows.std(axis=0)
    mean[0], scale[0] = 0.0, 1.0  # the constant
    used = [n for n in range(rows.shape[1]) if scale[n] > 0]
    while True:
        standard = (rows[:, used] - mean[used]) / scale[used]
        solved = newton(standard, right)
        wrong = {
            n
            for n, weight in zip(used, solved, strict=True)
            if (FEATURES[n] in RISING and weight < 0) or (FEATURES[n] in FALLING and weight > 0)
        }
        if not wrong:
            break
        used = [n for n in used if n not in wrong]
    weights = np.zeros(rows.shape[1])
    weights[used] = solved / scale[used]
    weights[0] -= weights[1:] @ mean[1:]
    return weights


def newton(rows: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Minimize the penalized logistic loss; the first column is the constant."""
    penalty = np.full(rows.shape[1], RIDGE)
    penalty[0] = 0.0
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        guess = probabilities(rows @ weights)
        slope = rows.T @ (guess - right) + penalty * weights
        bend = rows.T @ (rows * (guess * (1 - guess))[:, None]) + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def cross_fitted(examples: list[Example]) -> np.ndarray:
    """Return the confidence of each example by weights fitted on the other half of the articles."""
    rows = np.array([example.features for example in examples])
    right = right_of(examples)
    half = np.array([example.article % 2 for example in examples])
    result = np.zeros(len(examples))
    for side in (0, 1):
        result[half == side] = probabilities(
            rows[half == side] @ fit(rows[half != side], right[half != side])
        )
    return result


def right_of(examples: list[Example], *others: Verdict) -> np.ndarray:
    """Return 1 for each example that is right, or one of the other verdicts, 0 for the rest."""
    return np.array([example.verdict in (Verdict.RIGHT, *others) for example in examples], dtype=np.float64)


def figures_of(examples: list[Example]) -> dict[str, float]:
    """Return the calibration error, overall and per kind, and the precision of sure direct quotations."""
    confidence, right = cross_fitted(examples), right_of(examples)
    kinds = np.array([example.kind for example in examples])
    chosen = {"overall": kinds == kinds, **{str(kind): kinds == kind for kind in Kind}}
    figures = {
        f"calibration error, {name}": calibration_error(confidence[mask], right[mask])
        for name, mask in chosen.items()
    }
    direct = chosen[Kind.DIRECT]
    return {**figures, "precision, direct, at 80%": precision_at(confidence[direct], right[direct], 0.8)}


def report(examples: list[Example]) -> list[str]:
    """Return lines that say how well a confidence fits that was fitted on the other half.

    "Right but for the gold" counts attributions whose only fault is one of the gold, or
    that it has for one quotation what the extractor has for two.
    """
    confidence, right = cross_fitted(examples), right_of(examples)
    forgiving = right_of(examples, Verdict.EXCHANGED, Verdict.REST)
    direct = np.array([example.kind is Kind.DIRECT for example in examples])
    targets = {"calibration error, overall": "below 0.030", "precision, direct, at 80%": "0.990"}
    return [
        f"Confidence of {len(examples)} attributions by weights fitted on the other half of the articles",
        *(
            f"{name:40}{value:8.3f}" + (f"  (target: {targets[name]})" if name in targets else "")
            for name, value in figures_of(examples).items()
        ),
        "",
        *diagram(confidence, right),
        "",
        f"The most confident of {direct.sum()} direct quotations",
        *curve(confidence[direct], right[direct], forgiving[direct]),
    ]


def collect(evaluation: Path, model: Path) -> list[Example]:
    """Run the extractor on the development articles."""
    scorer = load_scorer(evaluation / "score.py")
    reader = Reader(model)
    articles = read_lines(evaluation / "gold" / "dev.jsonl")
    found = []
    for number, article in enumerate(tqdm(articles, unit=" articles", disable=not sys.stderr.isatty())):
        text = article["text"]
        reading = reader.read(text)
        attributions = attribute(text, reading, link(reading), entities(reading, text))
        found += examples_of(
            number,
            attributions,
            features(text, reading, attributions),
            judge(scorer, article, rows_of(attributions)),
        )
    return found


def examples_of(
    article: int,
    attributions: tuple[Attribution, ...],
    rows: np.ndarray,
    verdicts: list[Verdict | None],
) -> list[Example]:
    """Return the attributions of one article that count."""
    return [
        Example(article, row, attribution.kind, verdict)
        for attribution, row, verdict in zip(attributions, rows, verdicts, strict=True)
        if verdict is not None
    ]


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("evaluation", type=Path, help="folder with score.py and gold/dev.jsonl")
    parser.add_argument("model", type=Path, help="folder of the model; confidence.json is written there")
    options = parser.parse_args()
    examples = collect(options.evaluation, options.model)
    print("\n".join(report(examples)))
    rows = np.array([example.features for example in examples])
    right = right_of(examples)
    weights = {name: round(float(weight), 6) for name, weight in zip(FEATURES, fit(rows, right), strict=True)}
    version = json.loads((options.model / "model.json").read_text(encoding="utf-8"))["version"]
    path = options.model / FILE
    path.write_text(json.dumps({"model": version, "weights": weights}, indent=1) + "\n", encoding="utf-8")
    print(path, weights)


if __name__ == "__main__":
    main()
