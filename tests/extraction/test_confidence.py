"""Confidence: how it moves with what speaks for an attribution, and the file that it needs."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from quotes.extraction.confidence import FALLING, FEATURES, FILE, RISING, STATED, Confidence, features
from quotes.extraction.labels import ROLE_TAGS
from quotes.extraction.quotations import find_quoted
from quotes.extraction.reader import MODEL, Reading
from quotes.extraction.records import Attribution, Kind, SourceRule, Span

TEXT = 'Roe left early that day. "We will rebuild the pier soon," said Mara Lind.\n\nPoe did not answer.'


@dataclass(frozen=True)
class Case:
    """An attribution in TEXT, by its words, and how sure the network is of each role."""

    content: str = '"We will rebuild the pier soon,"'
    cue: str = "said"
    source: str = "Mara Lind"
    kind: Kind = Kind.DIRECT
    score: float = 0.9
    rule: SourceRule = SourceRule.NETWORK
    sure: tuple[float, float, float] = (0.9, 0.9, 0.9)
    """Of the source, the cue, the content: in the order of ROLE_TAGS."""

    def reading(self) -> Reading:
        spans = [match.span() for match in re.finditer(r"\w+|[^\w\s]", TEXT)]
        starts, ends = (np.array(side, dtype=np.int64) for side in zip(*spans, strict=True))
        tags = np.full((len(spans), len(ROLE_TAGS)), 0.001)
        for role, (words, sure) in enumerate(
            zip((self.source, self.cue, self.content), self.sure, strict=True)
        ):
            for span in self.spans(words):
                tags[(starts >= span.start) & (ends <= span.end), 2 + 2 * role] = sure
        return Reading(starts, ends, np.log(tags), np.zeros((len(spans), 0)), (), find_quoted(TEXT))

    def spans(self, words: str) -> tuple[Span, ...]:
        return (Span(TEXT.index(words), TEXT.index(words) + len(words)),) if words else ()

    def attribution(self) -> Attribution:
        content, cue, source = map(self.spans, (self.content, self.cue, self.source))
        return Attribution(content, cue, source, self.kind, self.score, self.rule)

    def features(self) -> dict[str, float]:
        (row,) = features(TEXT, self.reading(), [self.attribution()])
        return dict(zip(FEATURES, row.tolist(), strict=True))

    def confidence(self, weights: Confidence) -> float:
        (value,) = weights.of(TEXT, self.reading(), [self.attribution()])
        return value


PLAIN = Confidence(np.array([float(name in RISING) - float(name in FALLING) for name in FEATURES]))
"""Weights of 1 and -1 where the direction is fixed, so that each of those features counts."""


@pytest.fixture(scope="module")
def shipped() -> Confidence:
    return Confidence.load()


@pytest.mark.parametrize(
    ("less", "more"),
    [
        pytest.param(replace(Case(), sure=(0.9, 0.9, 0.4)), Case(), id="surer of the content"),
        pytest.param(replace(Case(), sure=(0.9, 0.4, 0.9)), Case(), id="surer of the cue"),
        pytest.param(replace(Case(), sure=(0.4, 0.9, 0.9)), Case(), id="surer of the source"),
        pytest.param(replace(Case(), score=0.2), Case(), id="surer of the links"),
        pytest.param(replace(Case(), source="Roe"), Case(), id="a source that is nearer"),
        pytest.param(replace(Case(), source="Poe"), replace(Case(), source="Roe"), id="in its paragraph"),
    ],
)
def test_what_speaks_for_an_attribution_raises_its_confidence(
    less: Case, more: Case, shipped: Confidence
) -> None:
    assert less.confidence(PLAIN) < more.confidence(PLAIN)
    assert less.confidence(shipped) <= more.confidence(shipped)


@pytest.mark.parametrize("rule", sorted(STATED))
def test_where_the_layout_says_who_speaks_the_network_has_no_say(rule: SourceRule) -> None:
    assert Case(rule=rule).features() == Case(rule=rule, sure=(0.1, 0.1, 0.9)).features()


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("sure", [0.0001, 0.5, 1.0])
@pytest.mark.parametrize("score", [0.0, 0.5, 1.0])
@pytest.mark.parametrize(("cue", "source"), [("", ""), ("said", ""), ("", "Poe"), ("said", "Poe")])
def test_confidence_is_a_share(
    kind: Kind, sure: float, score: float, cue: str, source: str, shipped: Confidence
) -> None:
    case = Case(cue=cue, source=source, kind=kind, score=score, sure=(sure, sure, sure))
    assert 0 < case.confidence(shipped) < 1


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        # The full stop of "day." lies between; after the quotation, "said" does.
        pytest.param(Case(source="that day"), {"distance": np.log1p(1)}, id="distance before"),
        pytest.param(Case(source="Mara Lind"), {"distance": np.log1p(1)}, id="distance after"),
        pytest.param(Case(source=""), {"distance": 0, "source": 0, "no_source": 1}, id="no source"),
        pytest.param(Case(cue=""), {"cue": 0, "no_cue": 1, "cue_words": 0}, id="no cue"),
        pytest.param(Case(source="Poe"), {"other_paragraph": 1}, id="a source in the next paragraph"),
        pytest.param(Case(), {"direct": 1, "mixed": 0, "other_paragraph": 0}, id="direct"),
        pytest.param(Case(kind=Kind.INDIRECT), {"direct": 0, "mixed": 0}, id="indirect"),
        pytest.param(Case(rule=SourceRule.INTRODUCTION), {"introduced": 1, "stated": 0}, id="introduced"),
        pytest.param(
            Case(rule=SourceRule.SIGNATURE), {"introduced": 0, "stated": 1, "source": 0}, id="stated"
        ),
        pytest.param(
            Case(source="", rule=SourceRule.INTRODUCTION), {"introduced": 0}, id="nobody is introduced"
        ),
    ],
)
def test_features(case: Case, expected: dict[str, float]) -> None:
    found = case.features()
    assert {name: found[name] for name in expected} == pytest.approx(expected)


def test_no_attributions_have_no_confidence(shipped: Confidence) -> None:
    assert shipped.of(TEXT, Case().reading(), []) == []


def test_shipped_weights_point_the_right_way(shipped: Confidence) -> None:
    weights = dict(zip(FEATURES, shipped.weights, strict=True))
    assert all(weights[name] >= 0 for name in RISING)
    assert all(weights[name] <= 0 for name in FALLING)


def test_shipped_weights_are_those_of_the_shipped_network() -> None:
    """Fails after a change of the network until training/calibrate.py has been run."""
    fitted, model = (json.loads((MODEL / name).read_text(encoding="utf-8")) for name in (FILE, "model.json"))
    assert fitted["model"] == model["version"]


def test_no_weights_are_an_error_that_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=FILE):
        Confidence.load(tmp_path)


def test_weights_of_other_features_are_an_error_that_names_the_command(tmp_path: Path) -> None:
    shutil.copy(MODEL / FILE, tmp_path / FILE)
    fitted = json.loads((tmp_path / FILE).read_text(encoding="utf-8"))
    fitted["weights"]["length of the title"] = fitted["weights"].pop("cue_words")
    (tmp_path / FILE).write_text(json.dumps(fitted), encoding="utf-8")
    with pytest.raises(ValueError, match=r"training\.calibrate"):
        Confidence.load(tmp_path)


@pytest.mark.parametrize("weights", [[], [float("nan")] * len(FEATURES)])
def test_weights_must_be_numbers_one_for_each_feature(weights: list[float]) -> None:
    with pytest.raises(ValueError, match="finite weights"):
        Confidence(np.array(weights))
