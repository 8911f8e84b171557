"""Coreference: which chain a pronoun stands for.

    "Roe won. She thanked the voters" -> "She" is Roe

Candidates are ranked by few features: sentences in between, paragraph, subject, last
speaker, gender as evidence, being quoted. The resolver abstains where the two best are close.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from quotes.extraction import lexicon
from quotes.extraction.affiliations import Statement, find_statements
from quotes.extraction.chains import Cast, Chain, Mention
from quotes.extraction.entities import POSSESSIVES
from quotes.extraction.lexicon import Gender
from quotes.extraction.phrases import divide
from quotes.extraction.prose import Prose
from quotes.extraction.records import EntityLabel

REACH = 12
"""How many narrator's sentences back a pronoun may reach."""
WINDOW = 40
"""How many mentions back are weighed at most."""
NOBODY = -1.5
"""The score of somebody without a name: a candidate who scores less is none."""
SURE = 0.5
"""The least share of certainty for an answer."""

GENDERS: dict[str, Gender] = {"he": "m", "she": "f"}


@dataclass(slots=True)
class Discourse:
    """What was said so far: the article, who speaks where, and what is stated of each chain."""

    prose: Prose
    cast: Cast
    words_of: dict[Chain, set[str]] = field(default_factory=dict)
    trail: list[tuple[int, Chain, float]] = field(default_factory=list)
    """The words already resolved, in reading order: which, whom it stands for, how prominent it is."""
    speaker: Chain | None = None
    """Who spoke last."""
    learned: dict[Chain, Gender] = field(default_factory=dict)
    """Gender as told by pronouns that could be nobody else's."""
    stated: dict[Chain, list[Statement]] = field(default_factory=dict)

    def statements(self, chain: Chain) -> list[Statement]:
        """Return what the article states of a person, looked up once."""
        if chain not in self.stated:
            self.stated[chain] = find_statements(self.prose, self.cast, chain) if chain.is_person else []
        return self.stated[chain]

    def state(self, chain: Chain, phrase: range) -> None:
        """Add what a nominal calls a person, after what is stated at the name: "the Leeds baker"."""
        if chain.is_person and len(phrase) > 1:
            organization, role = divide(self.prose, self.cast, phrase[1:])
            words = {self.prose.lower[i] for i in phrase[1:]}
            plain = len(role) == 1 and self.prose.lower[role[0]] in lexicon.classes()["kin"]  # "the woman"
            if not plain and not words <= self.called(chain):
                self.statements(chain).append(Statement(role, organization, 0.0))
                self.words_of[chain] |= words

    def called(self, chain: Chain) -> set[str]:
        """Return the words, in small letters, of all that is stated of a person."""
        if chain not in self.words_of:
            stated = [i for s in self.statements(chain) for words in (s.role, s.organization) for i in words]
            self.words_of[chain] = {self.prose.lower[i] for i in stated}
        return self.words_of[chain]

    def gender(self, chain: Chain) -> Gender | None:
        """Return the gender that titles, names or else roles suggest: "the actress"."""
        if chain.gender is None and chain not in self.learned:
            for statement in self.statements(chain):
                for i in statement.role:
                    if gender := lexicon.roles().get(self.prose.lower[i]):
                        return gender
        return chain.gender or self.learned.get(chain)

    def follow(self, word: int, pronoun: str) -> Referent | None:
        """Resolve a pronoun and remember whom it stands for, as evidence for the next one."""
        referent = resolve_pronoun(self, word, pronoun)
        if referent and referent.chain.is_person and pronoun in GENDERS:
            if self.gender(referent.chain) is None and referent.confidence > 0.8:
                self.learned[referent.chain] = GENDERS[pronoun]
            subject = self.prose.lower[word] == pronoun
            self.trail.append((word, referent.chain, 1.2 if subject else 0.2))
        return referent

    def spoke(self, word: int, chain: Chain) -> None:
        """Remember who speaks at `word`."""
        self.speaker = chain
        self.trail.append((word, chain, 1.2))


@dataclass(frozen=True, slots=True)
class Referent:
    """The chain that a mention stands for, and how sure that is."""

    chain: Chain
    confidence: float


def resolve_pronoun(discourse: Discourse, word: int, pronoun: str) -> Referent | None:
    """Return whom a pronoun at `word` stands for, or None where that is not clear."""
    if gender := GENDERS.get(pronoun):
        scores = score_candidates(
            discourse,
            word,
            lambda chain: chain.is_person and discourse.gender(chain) in (None, gender),
            lambda chain: 0.6 * (discourse.gender(chain) == gender),
        )
        return choose(scores) or only_one(discourse, word, gender, scores)
    if pronoun in ("who", "which"):
        return resolve_relative(discourse, word, person=pronoun == "who")
    if pronoun == "it":
        return choose(
            score_candidates(
                discourse, word, lambda chain: chain.label is EntityLabel.ORGANIZATION, lambda chain: 0
            )
        )
    return None


def only_one(discourse: Discourse, word: int, gender: Gender, scores: dict[Chain, float]) -> Referent | None:
    """Return the only candidate, known to be of that gender and named in the paragraph, however far off.

    'Ada sold it to Peter. "I was tired," she said. "I was not," he said.' Not: somebody of
    another paragraph, or of a gender that nothing tells.
    """
    if len(scores) != 1:
        return None
    (chain,) = scores
    prose = discourse.prose
    named = any(
        m.words.start < word and prose.paragraph[m.words.start] == prose.paragraph[word]
        for m in chain.mentions
    )
    return Referent(chain, SURE) if named and discourse.gender(chain) == gender else None


def score_candidates(
    discourse: Discourse, word: int, fits: Callable[[Chain], bool], extra: Callable[[Chain], float]
) -> dict[Chain, float]:
    """Score each chain that `fits` by its best mention in reach before `word`, and add `extra`."""
    prose, cast = discourse.prose, discourse.cast
    here, paragraph = prose.sentence[word], prose.paragraph[word]
    scores: dict[Chain, float] = {}

    def offer(chain: Chain, at: int, score: float) -> None:
        score -= 0.9 * min(here - prose.sentence[at], 4) + 0.6 * (paragraph != prose.paragraph[at])
        score += extra(chain)
        score += 0.8 * (discourse.speaker is chain)
        score += 0.15 * math.log(len(chain.mentions))
        if score > scores.get(chain, -math.inf):
            scores[chain] = score

    number = cast.before(word - 1)
    for mention in reversed(cast.mentions[max(0, number - WINDOW) : number]):
        at = mention.words.start
        if here - prose.sentence[at] > REACH:
            break
        if fits(mention.chain):
            offer(mention.chain, at, prominence(prose, mention))
    for at, chain, weight in discourse.trail[-6:]:
        if at < word and here - prose.sentence[at] <= REACH and fits(chain):
            offer(chain, at, weight)
    return scores


def prominence(prose: Prose, mention: Mention) -> float:
    """Say how much its place in the sentence makes a name the topic: a subject more than an object."""
    start, stop = mention.words.start, mention.words.stop
    score = 0.0
    if prose.quoted[start]:
        score -= 2.5
    after = prose.lower[stop] if stop < len(prose) else ""
    before = prose.lower[start - 1] if start else ""
    if after in POSSESSIVES:
        score -= 0.5
    elif before in lexicon.classes()["prepositions"]:
        score -= 0.7
    elif is_subject(prose, mention, after):
        score += 1.2
    return score


def is_subject(prose: Prose, mention: Mention, after: str) -> bool:
    """Say whether a name looks like a subject: a verb follows, or it opens the sentence."""
    if after in lexicon.classes()["verbs"] or (after.endswith("ed") and len(after) > 4):
        return True
    start = mention.words.start
    opening = start
    while opening and prose.sentence[opening - 1] == prose.sentence[start] and start - opening < 4:
        opening -= 1
    return opening == start or prose.sentence[opening - 1] != prose.sentence[start]


def choose(scores: dict[Chain, float], sure: float = SURE) -> Referent | None:
    """Return the best candidate with its share of the certainty, or None where that is below `sure`."""
    if not scores:
        return None
    best = max(scores.values())
    total = sum(math.exp(score - best) for score in (*scores.values(), NOBODY))
    chain = next(chain for chain, score in scores.items() if score == best)
    confidence = 1 / total
    return Referent(chain, confidence) if confidence >= sure else None


def resolve_relative(discourse: Discourse, word: int, *, person: bool) -> Referent | None:
    """Return the antecedent of "who" or "which": the name before it or before an apposition."""
    prose, cast = discourse.prose, discourse.cast
    before = word - 1
    while before >= 0 and (not prose.words[before][0].isalnum() or prose.lower[before] in ("and", "but")):
        before -= 1
    mention = cast.at(before) if before >= 0 else None
    if mention is None and person:  # "Roe, a doctor, who said"
        number = cast.before(before)
        mention = cast.mentions[number - 1] if number else None
        if mention and not (
            word - mention.words.stop <= 12
            and prose.words[mention.words.stop] == ","
            and prose.sentence[mention.words.start] == prose.sentence[word]
        ):
            mention = None
    if mention is None or mention.chain.is_person != person:
        return None
    return Referent(mention.chain, 0.9)
