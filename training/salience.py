"""Fit the weights by which a pronoun's referent is chosen: coreference of other texts -> WEIGHTS.

    python -m training.salience ../shared/corpora

Reads the training articles with CoreNLP's coreference (silver: found by a program) and the
texts of GUM with people's (gold), runs the extractor over them, and prints the weights for
quotes/extraction/salience.py, with the share of pronouns that they resolve as the coreference
does, beside the weights of before. Needs no more than the extractor itself.

"he" and "she" outside quotations are learned from. An article's pronoun counts if its chain
holds a person's name before it; GUM's also if nobody is named at all, which teaches to abstain.

Not taken over as fitted: both corpora hardly hold people whose name suggests another gender
("other first name", "other lone name"), and CoreNLP's coreference knows nothing of who spoke
last; there the held-out pronouns decided between round values.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from quotes.extraction import salience
from quotes.extraction.attribution import attribute
from quotes.extraction.chains import Cast, Chain, find_chains
from quotes.extraction.coreference import GENDERS, Discourse, resolve_pronoun
from quotes.extraction.linking import entities, link
from quotes.extraction.prose import Prose, read_prose
from quotes.extraction.reader import Reader, Reading
from quotes.extraction.records import Span
from quotes.extraction.salience import WEIGHTS, places, standing
from quotes.extraction.sources import SourceKind, read_source, whole_source
from quotes.extraction.voices import NARRATED
from training.convert import gum

NAMES = tuple(WEIGHTS)
RIDGE = 0.002
"""Weight of the penalty on the squared distance from the weights of before."""
STEPS, RATE = 400, 0.02
LONGEST_NAME = 60
"""Characters of a mention that may be a name."""
GOLD_WEIGHT, SPEAKS_WEIGHT = 4.0, 3.0


@dataclass(frozen=True, slots=True)
class Example:
    """A pronoun: for each candidate its places' features [places, features], and which one is meant.

    `meant` is None for nobody who is named. `gold`: people said so. `speaks`: it is a source.
    """

    candidates: list[np.ndarray]
    meant: int | None
    gold: bool
    speaks: bool


@dataclass(frozen=True, slots=True)
class Text:
    """A text, and for each pronoun's first character the names that its chain holds."""

    text: str
    names: dict[int, list[Span]]
    gold: bool
    held_out: bool


def articles(path: Path, *, held_out: bool) -> Iterator[Text]:
    """Yield the articles of a CoreNLP file with the names that their pronouns' chains hold."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            names: dict[int, list[Span]] = {}
            for chain in article["coref"]:
                tokens = [article["sentences"][number][head] for number, _, _, head, _ in chain]
                named = [Span(token[1], token[2]) for token in tokens if token[3].startswith("NNP")]
                if named:
                    names |= {t[1]: named for t in tokens if t[0].lower() in NARRATED}
            yield Text(article["text"], names, gold=False, held_out=held_out)


def gum_texts(path: Path, *, held_out: bool) -> Iterator[Text]:
    """Yield the texts of GUM with the names that their pronouns' chains hold, which may be none."""
    for document in gum(path):
        text = document["text"]
        names: dict[int, list[Span]] = {}
        for mentions in document["people"]:
            spans = [Span(start, end) for start, end in mentions]
            pronouns = [span for span in spans if span.of(text).lower() in NARRATED]
            named = [span for span in spans if span not in pronouns and is_name(span.of(text))]
            names |= {span.start: named for span in pronouns}
        yield Text(text, names, gold=True, held_out=held_out)


def is_name(phrase: str) -> bool:
    """Say whether a phrase may hold a person's name: it is short and has a capital."""
    return len(phrase) < LONGEST_NAME and any(word[0].isupper() for word in phrase.split())


def named(prose: Prose, cast: Cast, spans: list[Span]) -> Chain | None:
    """Return the person whom most of the spans name."""
    found: Counter[Chain] = Counter()
    for span in spans:
        mentions = (cast.at(word) for word in prose.within(span))
        inside = (m for m in mentions if m and m.chain.is_person and span.contains(prose.span(m.words)))
        if mention := next(inside, None):
            found[mention.chain] += 1
    return found.most_common(1)[0][0] if found else None


def examples(text: Text, reading: Reading) -> Iterator[Example]:
    """Yield the pronouns of a text, each as the resolver would meet it had it been right so far."""
    tagged = entities(reading, text.text)
    attributions = attribute(text.text, reading, link(reading), tagged)
    prose = read_prose(text.text, attributions)
    wholes = [whole_source(prose, attribution) for attribution in attributions]
    cast = find_chains(prose, tagged, (span for whole in wholes for span in whole))
    read = (read_source(prose, cast, whole) for whole in wholes)
    sources = {source.words.start: source for source in read if source}
    discourse = Discourse(prose, cast, frozenset(sources))
    for word, lower in enumerate(prose.lower):
        source = sources.get(word)
        if source and source.mention:
            discourse.spoke(word, source.mention.chain)
        if lower not in NARRATED or prose.quoted[word] or (source and source.kind is SourceKind.NOMINAL):
            continue
        known = text.names.get(prose.starts[word])
        meant = named(prose, cast, known) if known else None
        if known is not None and (meant or not known):
            candidates = features_of(discourse, word, NARRATED[lower])
            if not known or meant in candidates:
                number = list(candidates).index(meant) if meant else None
                yield Example(list(candidates.values()), number, text.gold, source is not None)
        if meant is None and (referent := resolve_pronoun(discourse, word, NARRATED[lower])):
            meant = referent.chain
        if meant:
            discourse.trail.append((word, meant, lower == NARRATED[lower]))
            if discourse.told(meant) is None:
                discourse.learned[meant] = GENDERS[NARRATED[lower]]
            if source:
                discourse.spoke(word, meant)


def features_of(discourse: Discourse, word: int, pronoun: str) -> dict[Chain, np.ndarray]:
    """Return for each candidate the features of each of its places, in the order of NAMES."""
    found: dict[Chain, list[list[float]]] = defaultdict(list)
    gender = GENDERS[pronoun]
    agreeing = {
        c: f
        for c in discourse.cast.chains
        if c.is_person and (f := discourse.agreement(c, gender)) is not None
    }
    for chain, features in places(discourse, word, agreeing.__contains__):
        everything: Mapping[str, float] = features | standing(discourse, chain, word) | agreeing[chain]
        found[chain].append([float(everything.get(name, 0)) for name in NAMES])
    return {chain: np.array(rows) for chain, rows in found.items()}


def scores(example: Example, weights: np.ndarray) -> np.ndarray:
    """Return the candidates' scores, and that of nobody at the end."""
    best = [(rows @ weights).max() for rows in example.candidates]
    return np.array([*best, weights[NAMES.index("nobody")]])


def fit(rows: list[Example], before: np.ndarray) -> np.ndarray:
    """Return the weights under which what is meant is likeliest, by gradient ascent (Adam)."""
    weights, mean, square = before.copy(), np.zeros_like(before), np.zeros_like(before)
    nobody = np.eye(len(NAMES))[NAMES.index("nobody")]
    for step in tqdm(range(1, STEPS + 1), unit="step"):
        gradient = np.zeros_like(weights)
        total = 0.0
        for row in rows:
            best = np.array([one[(one @ weights).argmax()] for one in row.candidates] + [nobody])
            found = best @ weights
            shares = np.exp(found - found.max())
            shares /= shares.sum()
            factor = (GOLD_WEIGHT if row.gold else 1.0) * (SPEAKS_WEIGHT if row.speaks else 1.0)
            gradient += factor * (best[-1 if row.meant is None else row.meant] - shares @ best)
            total += factor
        gradient = gradient / total - RIDGE * (weights - before)
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        weights += RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def judge(rows: list[Example], weights: np.ndarray) -> str:
    """Say how many are resolved rightly and wrongly; the others are left open."""
    right = wrong = named_rows = 0
    for row in rows:
        found = scores(row, weights)
        shares = np.exp(found - found.max())
        number = int(found.argmax())
        sure = shares.max() / shares.sum() >= salience.SURE and number < len(row.candidates)
        named_rows += row.meant is not None
        right += sure and number == row.meant
        wrong += sure and number != row.meant
    return f"{right} of {named_rows} right, {wrong} wrong"


def main() -> None:
    """Read, fit, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path, help="folder with polnear_*.jsonl.gz and ud_*.conllu.gz")
    folder: Path = parser.parse_args().corpora
    texts = [
        *articles(folder / "polnear_train.jsonl.gz", held_out=False),
        *articles(folder / "polnear_dev.jsonl.gz", held_out=True),
        *gum_texts(folder / "ud_train.conllu.gz", held_out=False),
        *gum_texts(folder / "ud_dev.conllu.gz", held_out=True),
        *gum_texts(folder / "ud_test.conllu.gz", held_out=True),
    ]
    reader = Reader()
    learned: list[Example] = []
    held_out: list[Example] = []
    for text in tqdm(texts, unit="text"):
        (held_out if text.held_out else learned).extend(examples(text, reader.read(text.text)))
    before = np.array(list(WEIGHTS.values()))
    after = fit(learned, before)
    for name, old, new in zip(NAMES, before, after, strict=True):
        print(f"    {name!r:24} {old:6.2f} -> {new:6.2f}")
    for label, rows in (
        ("learned from", learned),
        ("held out, silver", [row for row in held_out if not row.gold]),
        ("held out, silver, sources", [row for row in held_out if not row.gold and row.speaks]),
        ("held out, gold", [row for row in held_out if row.gold]),
        ("held out, gold, sources", [row for row in held_out if row.gold and row.speaks]),
    ):
        print(f"{label:26} before: {judge(rows, before)}; after: {judge(rows, after)}")


if __name__ == "__main__":
    main()
