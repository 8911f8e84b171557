"""Turn the public corpora into one file of annotated texts that train.py reads.

    python -m training.convert ../shared build/training

Writes `train.jsonl` and `dev.jsonl`, one text per line:
`{"id", "text", "attributions": [{"content", "cue", "source"}] or null, "entities":
[[start, end, label]], "syntax": [[start, end, part of speech, number of the head, relation]]
or null}`, where spans are [start, end] in characters, half-open, a head is the number of
a row of the same list or -1, and null means that nobody has annotated it (GUM's
attributions), so that no loss is taken there.

Sources: PolNeAR 1.0 (Newell, Margolin and Ruths, LREC 2018) for the attributions;
Stanford CoreNLP's annotation of the same articles (silver) for syntax and, with GUM
(Zeldes 2017, gold), for the named entities.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

ROLES = ("content", "cue", "source")
CORENLP = {"PERSON": "person", "ORGANIZATION": "organization", "LOCATION": "place", "MISC": "other"}
GUM = {
    "person": "person",
    "organization": "organization",
    "place": "place",
    "event": "other",
    "object": "other",
}
# How the parts of speech begin that can name a speaker: "Roe", "the mayor", "she", "who".
NAMING = {"NN", "PR", "WP"}
# Words that may stand inside a name: "University of the Arts", "Procter & Gamble".
INSIDE_NAMES = {"ADP", "DET", "CCONJ", "PUNCT", "NUM", "PART", "SYM", "ADJ", "NOUN"}

Entities = list[tuple[int, int, str]]


def open_text(path: Path) -> TextIO:
    """Open a text file, gzipped or not, by its ending."""
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Read a file of one JSON object per line."""
    with open_text(path) as lines:
        return [json.loads(line) for line in lines if line.strip()]


def corenlp_entities(sentences: list[list[list[Any]]]) -> Entities:
    """Join neighbouring tokens of one CoreNLP class into entities: "Jane" "Roe" -> "Jane Roe"."""
    found: Entities = []
    for sentence in sentences:
        previous = ""
        for _, start, end, _, _, ner, _, _ in sentence:
            label = CORENLP.get(ner, "")
            if label and label == previous:
                found[-1] = (found[-1][0], end, label)
            elif label:
                found.append((start, end, label))
            previous = label
    return found


def corenlp_syntax(sentences: list[list[list[Any]]]) -> list[list[Any]]:
    """Number CoreNLP's tokens through the whole text: [start, end, part of speech, head or -1, relation]."""
    rows: list[list[Any]] = []
    for sentence in sentences:
        before = len(rows)
        rows += [
            [start, end, pos, before + head - 1 if head else -1, relation]
            for _, start, end, pos, _, _, head, relation in sentence
        ]
    return rows


def swapped(attribution: dict[str, Any], syntax: list[list[Any]]) -> bool:
    """Say whether source and cue were exchanged by the annotator: cue "the mayor", source "said".

    The source holds a verb and nothing that names anybody, the cue the reverse.
    """

    def kinds(role: str) -> set[str]:
        return {
            pos[:2]
            for start, end, pos, _, _ in syntax
            if any(start < e and s < end for s, e in attribution[role])
        }

    source, cue = kinds("source"), kinds("cue")
    return "VB" in source and not source & NAMING and bool(cue & NAMING) and "VB" not in cue


def polnear(gold_path: Path, corenlp_path: Path) -> Iterator[dict[str, Any]]:
    """Yield PolNeAR's articles with people's attributions and CoreNLP's entities."""
    parsed = {article["id"]: article for article in read_jsonl(corenlp_path)}
    for article in read_jsonl(gold_path):
        text = article["text"]
        silver = parsed.get(article["id"])
        if silver is not None and silver["text"] != text:
            raise ValueError(f"{article['id']}: the two files hold different texts")
        syntax = corenlp_syntax(silver["sentences"]) if silver else []
        attributions = []
        for raw in article["attributions"]:
            attribution = {role: raw[role] for role in ROLES}
            if swapped(attribution, syntax):
                attribution["cue"], attribution["source"] = attribution["source"], attribution["cue"]
            attributions.append(attribution)
        yield {
            "id": article["id"],
            "text": text,
            "attributions": attributions,
            "entities": corenlp_entities(silver["sentences"]) if silver else None,
            "syntax": syntax or None,
        }


def conllu_documents(lines: Iterable[str]) -> Iterator[tuple[str, list[list[list[str]]], set[int]]]:
    """Yield (document id, sentences of token rows, numbers of sentences that open a paragraph)."""
    name, sentences, paragraphs, rows = "", [], set(), []
    for raw in lines:
        line = raw.rstrip("\n")
        if line.startswith("# newdoc id"):
            if sentences:
                yield name, sentences, paragraphs
            name, sentences, paragraphs = line.split("=", 1)[1].strip(), [], set()
        elif line.startswith("# newpar"):
            paragraphs.add(len(sentences))
        elif not line and rows:
            sentences.append(rows)
            rows = []
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
    if sentences:
        yield name, sentences, paragraphs


def gum_mentions(rows: list[list[str]]) -> Iterator[tuple[str, str, str, int, int]]:
    """Yield (entity, label, minimal span, first row, last row) of the mentions of one GUM sentence."""
    open_mentions: dict[str, list[tuple[int, str, str]]] = {}
    for position, row in enumerate(rows):
        value = next((v[7:] for v in row[9].split("|") if v.startswith("Entity=")), "")
        while value:
            if value[0] == "(":
                body = value[1:]
                cut = min((i for i in (body.find("("), body.find(")")) if i >= 0), default=len(body))
                fields, value = body[:cut].split("-"), body[cut:]
                open_mentions.setdefault(fields[0], []).append((position, fields[1], fields[5]))
                if not value.startswith(")"):
                    continue
                value, closing = value[1:], fields[0]
            else:
                closing, _, value = value.partition(")")
            if open_mentions.get(closing):
                first, label, minspan = open_mentions[closing].pop()
                yield closing, label, minspan, first, position


def gum_names(rows: list[list[str]], offsets: list[tuple[int, int]]) -> Entities:
    """Return the names among the mentions of one GUM sentence.

    A mention is a name when the words of its minimal span (GUM's MIN) run on without a
    gap, begin and end with proper nouns and hold nothing that no name holds. Of two
    that overlap the longer stays.
    """
    candidates: Entities = []
    for _, label, minspan, first, _ in gum_mentions(rows):
        numbers = [first + int(n) - 1 for n in minspan.split(",") if n.isdigit()]
        if label in GUM and numbers and max(numbers) < len(rows):
            low, high = min(numbers), max(numbers)
            pos = [rows[i][3] for i in range(low, high + 1)]
            if pos[0] == pos[-1] == "PROPN" and all(p == "PROPN" or p in INSIDE_NAMES for p in pos):
                candidates.append((offsets[low][0], offsets[high][1], GUM[label]))
    kept: Entities = []
    for entity in sorted(candidates, key=lambda c: (c[0] - c[1], c[0])):
        if all(entity[1] <= other[0] or other[1] <= entity[0] for other in kept):
            kept.append(entity)
    return sorted(kept)


def gum(path: Path) -> Iterator[dict[str, Any]]:
    """Yield GUM's documents with their named entities, and the mentions of each person."""
    with open_text(path) as lines:
        for name, sentences, paragraphs in conllu_documents(lines):
            if not name.startswith("GUM"):
                continue
            text, entities, people = "", [], defaultdict(list)
            for number, rows in enumerate(sentences):
                if text:
                    text = text.rstrip() + ("\n\n" if number in paragraphs else " ")
                tokens, offsets, inside_until = [], [], 0
                for row in rows:
                    if "-" in row[0]:  # a contraction such as "don't": its surface form, then its parts
                        inside_until = int(row[0].split("-")[1])
                        surface = (len(text), len(text) + len(row[1]))
                        text += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
                    elif "." not in row[0]:
                        tokens.append(row)
                        if int(row[0]) <= inside_until:
                            offsets.append(surface)
                        else:
                            offsets.append((len(text), len(text) + len(row[1])))
                            text += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
                entities += gum_names(tokens, offsets)
                for entity, label, _, first, last in gum_mentions(tokens):
                    if label == "person":
                        people[entity.partition("[")[0]].append((offsets[first][0], offsets[last][1]))
            yield {
                "id": name,
                "text": text.rstrip(),
                "attributions": None,
                "entities": entities,
                "people": list(people.values()),
                "syntax": None,
            }


def write(path: Path, documents: Iterable[dict[str, Any]]) -> None:
    """Write the documents as JSON Lines and print how many there were."""
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for document in documents:
            out.write(json.dumps(document, ensure_ascii=False) + "\n")
            count += 1
    print(f"{path}: {count} texts")


def main() -> None:
    """Convert the corpora of the shared folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path, help="the folder that holds eval/ and corpora/")
    parser.add_argument("out", type=Path, help="the folder to write to")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    gold, corpora = args.shared / "eval" / "gold", args.shared / "corpora"
    write(
        args.out / "train.jsonl",
        [
            *polnear(gold / "train.jsonl.gz", corpora / "polnear_train.jsonl.gz"),
            *gum(corpora / "ud_train.conllu.gz"),
        ],
    )
    write(
        args.out / "dev.jsonl",
        [*polnear(gold / "dev.jsonl", corpora / "polnear_dev.jsonl.gz"), *gum(corpora / "ud_dev.conllu.gz")],
    )


if __name__ == "__main__":
    main()
