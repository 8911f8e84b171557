"""Measure the whole extractor on the development articles: accuracy beside the targets and the peers, speed.

    python benchmarks/accuracy.py [--shared ../shared] [--bootstrap 1000] [--errors 20] [--json]

Gold and scorers are not part of this repository: they are read from `--shared`, or from
where VERBATIM_SHARED says, by default the folder `shared` beside the checkout. Develop on
train, decide on dev, and do not tune to single dev articles.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tqdm import tqdm

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # for `python benchmarks/accuracy.py`

from benchmarks.bootstrap import Scored  # noqa: E402
from benchmarks.breakdown import by_cue, by_kind, by_publisher, by_speaker, worst_articles  # noqa: E402
from benchmarks.figures import SPANS, SPEAKERS, table  # noqa: E402
from benchmarks.gold import SHARED, Row, judge, load_scorer, read_lines  # noqa: E402
from quotes.extraction import load  # noqa: E402
from quotes.extraction.attribution import attribute  # noqa: E402
from quotes.extraction.confidence import features  # noqa: E402
from quotes.extraction.filter import as_row  # noqa: E402
from quotes.extraction.linking import link  # noqa: E402
from training.calibrate import Example, examples_of, figures_of, report  # noqa: E402

WELL_KNOWN = frozenset(
    {
        "Barack Obama",
        "Bernie Sanders",
        "Bill Clinton",
        "Donald J. Trump",
        "Donald Trump",
        "Gary Johnson",
        "George W. Bush",
        "Hillary Clinton",
        "Jill Stein",
        "Mike Pence",
        "Obama",
        "Ted Cruz",
        "Tim Kaine",
    }
)
"""Presidents and candidates, whose names a system may know without reading."""


def main() -> int:
    """Extract, score, print."""
    options = arguments().parse_args()
    folder = options.shared / "eval"
    if not folder.is_dir():
        print(f"no gold: {folder} is missing (see --shared)", file=sys.stderr)
        return 2
    gold = read_lines(folder / "gold" / "dev.jsonl")
    scorer = load_scorer(folder / "score.py")
    predicted, examples, speed = extract_all(gold, options.pipeline, scorer)
    scored = Scored(scorer, gold, predicted)
    spans = scored.result()
    errors: list[Any] = []
    speakers = score_speakers(folder, predicted, errors)
    if options.json:
        measured = {"spans": spans, "speakers": speakers, "confidence": figures_of(examples), "speed": speed}
        print(json.dumps(measured, ensure_ascii=False, indent=1))
        return 0
    samples = scored.resampled(options.bootstrap)
    print(f"{len(gold)} development articles, {speed['words']} words")
    for lines in (
        table("Spans and linking (score.py)", SPANS, spans, samples),
        by_kind(scored, spans, samples),
        by_publisher(scored, gold, options.bootstrap),
        by_cue(scorer, gold, predicted),
        worst_articles(scorer, gold, predicted),
        table("Canonical speakers (score_speakers.py)", SPEAKERS, speakers),
        by_speaker(speakers, score_speakers(folder, predicted, [], WELL_KNOWN)),
        report(examples),
        [f"Speed: {speed['words_per_cpu_second']:,.0f} words per CPU second, all steps, one thread"],
        errors_shown(errors[: options.errors]),
    ):
        print("\n" + "\n".join(lines))
    return 0


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--shared",
        type=Path,
        default=SHARED,
        metavar="FOLDER",
        help="where eval/ lies (default: VERBATIM_SHARED, else the folder shared beside the checkout)",
    )
    parser.add_argument("--pipeline", metavar="NAME", help="spaCy pipeline to build upon")
    parser.add_argument(
        "--bootstrap",
        type=int,
        default=1000,
        metavar="N",
        help="resample the articles N times for the intervals (default: 1000, about 10 seconds; 0 for none)",
    )
    parser.add_argument(
        "--errors", type=int, default=0, metavar="N", help="print N errors: wanted / found speaker"
    )
    parser.add_argument("--json", action="store_true", help="print all that the scorers return")
    return parser


def extract_all(
    articles: list[Row], pipeline: str | None, scorer: Any
) -> tuple[list[Row], list[Example], dict[str, float]]:
    """Return what the extractor prints for each article, what its confidence is made of, and its speed.

    Loading and judging do not count as time.
    """
    extract = load(pipeline)
    predicted, examples = [], []
    seconds = 0.0
    for number, article in enumerate(tqdm(articles, unit=" articles", disable=not sys.stderr.isatty())):
        text = article["text"]
        start = time.process_time()
        doc = extract.nlp.make_doc(text)
        doc._.title = article.get("title") or ""
        extraction = extract.nlp(doc)._.extraction
        seconds += time.process_time() - start
        rows = [as_row(quotation) for quotation in extraction.quotations]
        predicted.append({"id": article["id"], "attributions": rows})
        reading = doc._.reading
        attributions = attribute(text, reading, link(reading), extraction.entities)
        examples += examples_of(
            number, attributions, features(text, reading, attributions), judge(scorer, article, rows)
        )
    words = sum(len(re.findall(r"\w+", article["text"])) for article in articles)
    return (
        predicted,
        examples,
        {"words": words, "cpu_seconds": seconds, "words_per_cpu_second": words / seconds},
    )


def score_speakers(
    folder: Path, predicted: list[Row], errors: list[Any], only: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """Return what score_speakers.py finds; what went wrong is appended to `errors`.

    With `only`, the quotations of everybody else count neither as missed nor as found.
    """
    scorer = load_scorer(folder / "score_speakers.py")
    gold = read_lines(folder / "speakers" / "polnear_dev.jsonl")
    if only:
        gold = [
            {**quote, "optional": quote.get("optional") or quote["speaker"] not in only} for quote in gold
        ]
    with tempfile.TemporaryDirectory() as directory:
        paths = [Path(directory) / name for name in ("gold.jsonl", "predicted.jsonl")]
        for path, rows in zip(paths, (gold, predicted), strict=True):
            path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        nothing_said = folder / "speakers" / "polnear_dev_not_quotes.jsonl"
        result: dict[str, Any] = scorer.run(*map(str, paths), str(nothing_said), log=errors)[0]
    return result


def errors_shown(errors: list[Any]) -> list[str]:
    """Return the errors of score_speakers.py, a line each: what, where, wanted / found speaker, words."""
    lines = []
    for what, article, wanted, found in errors:
        quote = wanted or found
        text = " | ".join(quote["pieces"] or map(str, quote["spans"]))
        said = f"{wanted['speaker'] if wanted else '-'} / {found['speaker'] if found else '-'}"
        lines.append(f"{what:9} {article[:32]:32} {said:40} {text[:80]}")
    return lines


if __name__ == "__main__":
    sys.exit(main())
