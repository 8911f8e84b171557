"""Measure who speaks, alone: gold attributions and CoreNLP's entities in, score_speakers' report out.

    python -m benchmarks.voices_oracle ../shared [--errors 20]

Tells how well names, pronouns, nominals and roles are resolved where nothing before them
went wrong; `benchmarks.accuracy` measures the whole.
"""

from __future__ import annotations

import argparse
import gzip
import json
import runpy
import sys
import tempfile
from pathlib import Path
from typing import Any

from quotes.extraction.records import Attribution, Entity, EntityLabel, Kind, Span
from quotes.extraction.voices import name_voices

ROLES = ("content", "cue", "source")
CORENLP = {"PERSON": "person", "ORGANIZATION": "organization", "LOCATION": "place", "MISC": "other"}


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Read a file of JSON lines, gzipped or not."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in data.decode().splitlines() if line.strip()]


def entities_of(sentences: list[list[list[Any]]]) -> tuple[Entity, ...]:
    """Join neighbouring tokens of one CoreNLP class to entities."""
    found: list[tuple[int, int, str]] = []
    for sentence in sentences:
        before = ""
        for _, start, end, _, _, tag, _, _ in sentence:
            label = CORENLP.get(tag, "")
            if label and label == before:
                found[-1] = (found[-1][0], end, label)
            elif label:
                found.append((start, end, label))
            before = label
    return tuple(Entity(Span(start, end), EntityLabel(label)) for start, end, label in found)


def spans_of(pairs: list[list[int]]) -> tuple[Span, ...]:
    """Turn [start, end] pairs into spans."""
    return tuple(Span(start, end) for start, end in pairs)


def attributions_of(rows: list[dict[str, Any]]) -> tuple[Attribution, ...]:
    """Turn gold rows into records."""
    return tuple(
        Attribution(
            content=spans_of(row["content"]),
            cue=spans_of(row["cue"]),
            source=spans_of(row["source"]),
            kind=Kind(row["kind"]),
            score=1.0,
        )
        for row in rows
        if row["content"]
    )


def predicted(article: dict[str, Any], sentences: list[list[list[Any]]]) -> dict[str, Any]:
    """Return one line of PREDICTED for a gold article."""
    attributions = attributions_of(article["attributions"])
    voices = name_voices(article["text"], attributions, entities_of(sentences), article["title"])
    return {
        "id": article["id"],
        "attributions": [
            {
                **{role: [[s.start, s.end] for s in getattr(a, role)] for role in ROLES},
                "kind": a.kind,
                "speaker": voice.name,
                "role": voice.role,
                "organization": voice.organization,
                "confidence": voice.confidence,
            }
            for a, voice in zip(attributions, voices, strict=True)
        ],
    }


def main() -> None:
    """Run the oracle experiment and print the scorer's report."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    gold = options.shared / "eval" / "speakers" / "polnear_dev.jsonl"
    wanted = {line["article"] for line in read_lines(gold)}
    corpus = read_lines(options.shared / "corpora" / "polnear_dev.jsonl.gz")
    annotated = {article["id"]: article["sentences"] for article in corpus}
    articles = [a for a in read_lines(options.shared / "eval" / "gold" / "dev.jsonl") if a["id"] in wanted]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "predicted.jsonl"
        lines = [json.dumps(predicted(article, annotated.get(article["id"], []))) for article in articles]
        path.write_text("\n".join(lines))
        sys.argv = ["score_speakers.py", str(gold), str(path), "--errors", str(options.errors)]
        runpy.run_path(str(options.shared / "eval" / "score_speakers.py"), run_name="__main__")


if __name__ == "__main__":
    main()
