"""Measure the whole extractor on the development articles: accuracy beside the targets and the peers, speed.

    python benchmarks/accuracy.py [--shared ../shared] [--bootstrap 1000] [--errors 20] [--json]

Gold and scorers are not part of this repository: they are read from `--shared`, or from
where VERBATIM_SHARED says, by default the folder `shared` beside the checkout. Develop on
train, decide on dev, and do not tune to single dev articles.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import re
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from tqdm import tqdm

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # for `python benchmarks/accuracy.py`

from quotes.extraction import load  # noqa: E402
from quotes.extraction.filter import as_row  # noqa: E402

PEERS = ("Citron", "GenderGapTracker", "textacy", "two people")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its name, where it stands in a scorer's result, its target, and what the peers reach."""

    name: str
    path: tuple[str, ...]
    target: float | None = None
    peers: tuple[float | None, ...] = (None,) * len(PEERS)


# Peers: Citron retrained on PolNeAR train, GenderGapTracker and textacy 0.13 with their own
# parsers, and agreement between two annotators, all on PolNeAR test with the same scorer.
SPANS = (
    Figure("overall found F1", ("overall", "found", "f1"), 0.86, (0.735, 0.566, 0.352, 0.852)),
    Figure("overall attribution", ("overall", "attribution_accuracy"), 0.81, (0.587, 0.385, 0.222, 0.812)),
    Figure("overall token content F1", ("overall", "token_content", "f1"), 0.865),
    Figure("direct found, many F1", ("direct", "found_many", "f1"), 0.99, (0.921, 0.956, 0.874, 0.99)),
    Figure(
        "direct exact content F1", ("direct", "exact_trim_content", "f1"), 0.88, (0.643, 0.418, 0.425, 0.945)
    ),
    Figure("direct attribution", ("direct", "attribution_accuracy"), 0.94, (0.787, 0.748, 0.746, 0.982)),
    Figure("mixed attribution", ("mixed", "attribution_accuracy"), 0.88, (0.653, 0.440, 0.390, 0.924)),
    Figure("indirect attribution", ("indirect", "attribution_accuracy"), None, (0.502, 0.246, None, 0.741)),
)
# Peers: 12 other held-out articles; they return the mention as it is written.
SPEAKERS = (
    Figure("quotes F1", ("quotes", "all", "f1")),
    Figure("speaker, full name", ("speaker_full", "acc"), None, (0.03, 0.02, 0.08, None)),
    Figure("end to end F1", ("end_to_end", "f1"), 0.65),
    Figure("role", ("role", "acc")),
    Figure("organization", ("organization", "acc")),
)


def main() -> int:
    """Extract, score, print."""
    options = arguments().parse_args()
    folder = options.shared / "eval"
    if not folder.is_dir():
        print(f"no gold: {folder} is missing (see --shared)", file=sys.stderr)
        return 2
    gold = read_lines(folder / "gold" / "dev.jsonl")
    predicted, speed = extract_all(gold, options.pipeline)
    spans = load_scorer(folder / "score.py").score(gold, predicted, options.bootstrap)
    errors: list[Any] = []
    speakers = score_speakers(folder, predicted, errors)
    if options.json:
        print(
            json.dumps({"spans": spans, "speakers": speakers, "speed": speed}, ensure_ascii=False, indent=1)
        )
        return 0
    print(f"{len(gold)} development articles, {speed['words']} words")
    print_table("Spans and linking (score.py)", SPANS, spans)
    print_table("Canonical speakers (score_speakers.py)", SPEAKERS, speakers)
    print(f"\nSpeed: {speed['words_per_cpu_second']:,.0f} words per CPU second, all steps, one thread")
    for name, (low, high) in spans.get("ci95_articles_resampled", {}).items():
        print(f"95% of resampled article sets: {name:32} {low:.3f} to {high:.3f}")
    for what, article, wanted, found in errors[: options.errors]:
        quote = wanted or found
        text = " | ".join(quote["pieces"] or map(str, quote["spans"]))
        said = f"{wanted['speaker'] if wanted else '-'} / {found['speaker'] if found else '-'}"
        print(f"{what:9} {article[:32]:32} {said:40} {text[:80]}")
    return 0


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--shared",
        type=Path,
        default=Path(os.environ.get("VERBATIM_SHARED") or ROOT.parent / "shared"),
        metavar="FOLDER",
        help="where eval/ lies (default: VERBATIM_SHARED, else the folder shared beside the checkout)",
    )
    parser.add_argument("--pipeline", metavar="NAME", help="spaCy pipeline to build upon")
    parser.add_argument("--bootstrap", type=int, default=0, metavar="N", help="resample the articles N times")
    parser.add_argument(
        "--errors", type=int, default=0, metavar="N", help="print N errors: wanted / found speaker"
    )
    parser.add_argument("--json", action="store_true", help="print all that the scorers return")
    return parser


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Read a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def load_scorer(path: Path) -> ModuleType:
    """Import a scorer from its file, which lies outside the repository."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def extract_all(
    articles: list[dict[str, Any]], pipeline: str | None
) -> tuple[list[dict[str, Any]], dict[str, float]]:
    """Return what the extractor prints for each article, and how fast it was, loading aside."""
    extract = load(pipeline)
    predicted = []
    seconds = 0.0
    for article in tqdm(articles, unit=" articles", disable=not sys.stderr.isatty()):
        start = time.process_time()
        extraction = extract(article["text"], article.get("title") or "")
        seconds += time.process_time() - start
        rows = [as_row(quotation) for quotation in extraction.quotations]
        predicted.append({"id": article["id"], "attributions": rows})
    words = sum(len(re.findall(r"\w+", article["text"])) for article in articles)
    return predicted, {"words": words, "cpu_seconds": seconds, "words_per_cpu_second": words / seconds}


def score_speakers(folder: Path, predicted: list[dict[str, Any]], errors: list[Any]) -> dict[str, Any]:
    """Return what score_speakers.py finds; what went wrong is appended to `errors`."""
    scorer = load_scorer(folder / "score_speakers.py")
    gold = folder / "speakers" / "polnear_dev.jsonl"
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "predicted.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in predicted), encoding="utf-8")
        result: dict[str, Any] = scorer.run(str(gold), str(path), log=errors)[0]
    return result


def print_table(title: str, figures: tuple[Figure, ...], result: dict[str, Any]) -> None:
    """Print the figures of one scorer, a line each."""
    print(f"\n{title:40}{'here':>8}{'target':>8}  " + "".join(f"{peer:>18}" for peer in PEERS))
    below = False
    for figure in figures:
        value: Any = result
        for key in figure.path:
            value = value[key]
        short = figure.target is not None and value < figure.target
        below = below or short
        peers = "".join(f"{shown(peer):>18}" for peer in figure.peers)
        print(f"{figure.name:40}{shown(value):>8}{shown(figure.target):>8}{' *' if short else '  '}{peers}")
    if below:
        print("* below the target")


def shown(value: float | None) -> str:
    """Write a figure with three places, nothing for None."""
    return "" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    sys.exit(main())
