"""Salience: how likely each person or organization on stage is the one that a word stands for.

    "Roe met Poe. She ..." -> Roe, a subject one sentence back, before Poe, an object

A candidate is weighed by its best place before the word: sentences in between, paragraph,
subject or object, quoted or not; and by itself: how often it is named, whether it spoke
last, what its gender is thought to be, which is evidence and never certainty. The weights
are those of a conditional logit over the candidates and nobody (McFadden 1974; for
coreference Denis and Baldridge, IJCAI 2007), fitted by training/salience.py.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotes.extraction import lexicon
from quotes.extraction.chains import Chain, Mention
from quotes.extraction.entities import POSSESSIVES
from quotes.extraction.prose import Prose

if TYPE_CHECKING:
    from quotes.extraction.coreference import Discourse

REACH = 12
"""How many narrator's sentences back a pronoun may reach."""
WINDOW = 40
"""How many mentions back are weighed at most."""
SURE = 0.5
"""The least share of certainty for an answer."""

WEIGHTS = {
    "nobody": -3.26,
    "sentences": -1.58,
    "other paragraph": -0.54,
    "quoted": -1.45,
    "possessive": 0.21,
    "governed": -0.21,
    "subject": 0.81,
    "pronoun as subject": 1.13,
    "pronoun": 1.72,
    "spoke last": 0.5,
    "speaks on": 0.6,
    "brought in here": 0.11,
    "mentions": 0.3,
    "same gender": 1.01,
    "other first name": -3.0,
    "other lone name": -1.3,
}
"""Of each feature; "nobody" is the score of somebody without a name."""

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Referent:
    """The chain that a mention stands for, and how sure that is."""

    chain: Chain
    confidence: float


def score(features: Mapping[str, float]) -> float:
    """Return the weighted sum of the features."""
    return sum(WEIGHTS[name] * value for name, value in features.items())


def score_candidates(
    discourse: Discourse, word: int, fits: Callable[[Chain], bool], extra: Callable[[Chain], float]
) -> dict[Chain, float]:
    """Score each chain that `fits` by its best place in reach before `word`, and add `extra`."""
    scores: dict[Chain, float] = {}
    discourse.weighed[word] = scores
    for chain, features in places(discourse, word, fits):
        scores[chain] = max(score(features), scores.get(chain, -math.inf))
    for chain in scores:
        scores[chain] += extra(chain) + score(standing(discourse, chain, word))
    return scores


def places(
    discourse: Discourse, word: int, fits: Callable[[Chain], bool]
) -> Iterator[tuple[Chain, Features]]:
    """Yield the places in reach before `word` where a chain that `fits` stands, nearest names first."""
    prose, cast = discourse.prose, discourse.cast
    here, paragraph = prose.sentence[word], prose.paragraph[word]

    def place(at: int, kind: Features) -> Features:
        distance = {"sentences": min(here - prose.sentence[at], 4)}
        return distance | {"other paragraph": paragraph != prose.paragraph[at]} | kind

    number = cast.before(word - 1)
    for mention in reversed(cast.mentions[max(0, number - WINDOW) : number]):
        at = mention.words.start
        if here - prose.sentence[at] > REACH:
            break
        if fits(mention.chain):
            yield mention.chain, place(at, role_of(prose, mention))
    for at, chain, subject in discourse.trail[-6:]:
        if at < word and here - prose.sentence[at] <= REACH and fits(chain):
            yield chain, place(at, {"pronoun as subject" if subject else "pronoun": 1})


def standing(discourse: Discourse, chain: Chain, word: int) -> Features:
    """Return what tells for a chain wherever it stands."""
    prose, spoke_last = discourse.prose, discourse.speaker is chain
    first = chain.mentions[0].words.start
    return {
        "spoke last": spoke_last,
        "speaks on": spoke_last and word in discourse.speaking,
        "brought in here": first < word and prose.paragraph[first] == prose.paragraph[word],
        "mentions": math.log(len(chain.mentions)),
    }


def role_of(prose: Prose, mention: Mention) -> Features:
    """Say what its place in the sentence makes of a name: a subject is more the topic than an object."""
    start, stop = mention.words.start, mention.words.stop
    features: Features = {"quoted": bool(prose.quoted[start])}
    after = prose.lower[stop] if stop < len(prose) else ""
    before = prose.lower[start - 1] if start else ""
    if after in POSSESSIVES:
        features["possessive"] = 1
    elif before in lexicon.classes()["prepositions"]:
        features["governed"] = 1
    elif is_subject(prose, mention, after):
        features["subject"] = 1
    return features


def is_subject(prose: Prose, mention: Mention, after: str) -> bool:
    """Say whether a name looks like a subject: a verb follows, or it opens the sentence."""
    if after in lexicon.classes()["verbs"] or (after.endswith("ed") and len(after) > 4):
        return True
    start = mention.words.start
    opening = start
    while opening and prose.sentence[opening - 1] == prose.sentence[start] and start - opening < 4:
        opening -= 1
    return opening == start or prose.sentence[opening - 1] != prose.sentence[start]


def choose(scores: Mapping[Chain, float], sure: float = SURE) -> Referent | None:
    """Return the best candidate with its share of the certainty, or None where that is below `sure`."""
    if not scores:
        return None
    chain, share = max(shares(scores).items(), key=lambda row: row[1])
    return Referent(chain, share) if share >= sure else None


def shares(scores: Mapping[Chain, float]) -> dict[Chain, float]:
    """Return each candidate's share of the certainty; what is left over is that of somebody else."""
    best = max((*scores.values(), WEIGHTS["nobody"]))
    weights = {chain: math.exp(found - best) for chain, found in scores.items()}
    total = sum(weights.values()) + math.exp(WEIGHTS["nobody"] - best)
    return {chain: weight / total for chain, weight in weights.items()}
