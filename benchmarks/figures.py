"""The figures that are reported, with their targets and with what others reach, and how they are printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.bootstrap import Interval, Result, at, interval

PEERS = ("textacy", "GenderGap", "Citron", "BERT", "two people")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its name, where it stands in a scorer's result, its target, and what the peers reach."""

    name: str
    path: tuple[str, ...]
    target: float | None = None
    peers: tuple[float | None, ...] = (None,) * len(PEERS)


# Peers: textacy 0.13 and GenderGapTracker with their own parsers, Citron retrained on PolNeAR
# train, and agreement between two annotators, all on PolNeAR test with the same scorer. BERT:
# CofeNet (COLING 2022, 110M parameters), published, its spans cut in another way.
SPANS = (
    Figure("overall found F1", ("overall", "found", "f1"), 0.88, (0.352, 0.566, 0.735, None, 0.852)),
    Figure(
        "overall attribution", ("overall", "attribution_accuracy"), 0.85, (0.222, 0.385, 0.587, None, 0.812)
    ),
    Figure(
        "direct attribution", ("direct", "attribution_accuracy"), 0.975, (0.746, 0.748, 0.787, None, 0.982)
    ),
    Figure("mixed attribution", ("mixed", "attribution_accuracy"), 0.93, (0.390, 0.440, 0.653, None, 0.924)),
    Figure(
        "indirect attribution", ("indirect", "attribution_accuracy"), None, (None, 0.246, 0.502, None, 0.741)
    ),
    Figure(
        "overall exact content F1",
        ("overall", "exact_trim_content", "f1"),
        0.67,
        (0.142, 0.308, 0.458, None, 0.687),
    ),
    Figure(
        "direct exact content F1",
        ("direct", "exact_trim_content", "f1"),
        0.94,
        (0.425, 0.418, 0.643, None, 0.945),
    ),
    Figure(
        "single spans, content F1",
        ("overall", "span_exact_content", "f1"),
        0.70,
        (0.297, 0.436, 0.510, 0.729, 0.720),
    ),
    Figure(
        "single spans, source F1",
        ("overall", "span_exact_source", "f1"),
        0.83,
        (None, None, None, 0.832, 0.789),
    ),
    Figure(
        "single spans, cue F1", ("overall", "span_exact_cue", "f1"), 0.74, (None, None, None, 0.753, 0.708)
    ),
    Figure("direct found, many F1", ("direct", "found_many", "f1"), 0.99, (0.874, 0.956, 0.921, None, 0.99)),
    Figure("overall token content F1", ("overall", "token_content", "f1"), 0.865),
)
# Peers: 12 other held-out articles; they return the mention as it is written.
SPEAKERS = (
    Figure("quotes F1", ("quotes", "all", "f1"), 0.91),
    Figure("speaker, full name", ("speaker_full", "acc"), 0.93, (0.08, 0.02, 0.03, None, None)),
    Figure("the same, named by a pronoun", ("by_mention", "pronoun", "acc"), 0.88),
    Figure("the same, by a nominal", ("by_mention", "nominal", "acc"), 0.80),
    Figure("nobody where nobody is named", ("anonymous_null", "acc"), 0.80),
    Figure("end to end F1", ("end_to_end", "f1"), 0.84),
    Figure("role", ("role", "acc"), 0.85),
    Figure("organization", ("organization", "acc"), 0.80),
)
COLUMNS = (
    ("found F1", ("found", "f1")),
    ("attribution", ("attribution_accuracy",)),
    ("exact content F1", ("exact_trim_content", "f1")),
    ("token content F1", ("token_content", "f1")),
)
"""The figures of each kind and each publisher."""


def table(title: str, figures: Sequence[Figure], result: Result, samples: Sequence[Result] = ()) -> list[str]:
    """Return the figures of one scorer as lines, with intervals where there are samples."""
    lines = [f"{title:40}{'here':>8}{'95%':>16}{'target':>8}  " + "".join(f"{peer:>12}" for peer in PEERS)]
    below = False
    for figure in figures:
        value = at(result, figure.path)
        short = figure.target is not None and value is not None and value < figure.target
        below = below or short
        lines.append(
            f"{figure.name:40}{shown(value):>8}{between(interval(samples, figure.path)):>16}"
            f"{shown(figure.target):>8}{' *' if short else '  '}"
            + "".join(f"{shown(peer):>12}" for peer in figure.peers)
        )
    return [*lines, "* below the target"] if below else lines


def heading(title: str) -> str:
    """Return the head of a table whose rows `row` makes."""
    columns = "".join(f"{name:>22}" for name, _ in COLUMNS)
    return f"{title:22}{'articles':>9}{'gold':>7}{'predicted':>10}{columns}"


def row(name: str, articles: int, kind: str, result: Result, samples: Sequence[Result]) -> str:
    """Return the figures of one kind, over some articles, as a line."""
    cells = "".join(
        f"{shown(at(result, (kind, *path))):>7} {between(interval(samples, (kind, *path))):<14}"
        for _, path in COLUMNS
    )
    figures = result[kind]
    return f"{name:22}{articles:9}{figures['gold']:7}{figures['predicted']:10}{cells}"


def shown(value: float | None) -> str:
    """Write a figure with three places, nothing for None."""
    return "" if value is None else f"{value:.3f}"


def between(limits: Interval | None) -> str:
    """Write an interval, nothing for None."""
    return "" if limits is None else f"{limits[0]:.3f}-{limits[1]:.3f}"
