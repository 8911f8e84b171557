"""Coreference: which chain a pronoun stands for.

    "Roe won. She thanked the voters" -> "She" is Roe

Candidates are ranked by few features: sentences in between, paragraph, subject, last
speaker, gender as evidence, being quoted. The resolver abstains where the two best are close.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from quotes.extraction import lexicon
from quotes.extraction.affiliations import Statement, find_statements
from quotes.extraction.chains import Cast, Chain, Mention, fullest
from quotes.extraction.lexicon import Gender
from quotes.extraction.phrases import divide
from quotes.extraction.prose import Prose
from quotes.extraction.records import EntityLabel
from quotes.extraction.salience import Features, Referent, choose, score, score_candidates

LIKELY = 0.6
"""The least share of certainty for "it" and "they", which may stand for things as well."""

GENDERS: dict[str, Gender] = {"he": "m", "she": "f"}


@dataclass(slots=True)
class Discourse:
    """What was said so far: the article, who speaks where, and what is stated of each chain."""

    prose: Prose
    cast: Cast
    speaking: frozenset[int] = frozenset()
    """The first word of each source."""
    words_of: dict[Chain, set[str]] = field(default_factory=dict)
    trail: list[tuple[int, Chain, bool]] = field(default_factory=list)
    """The words already resolved, in reading order: which, whom it stands for, whether it is a subject."""
    speaker: Chain | None = None
    """Who spoke last."""
    learned: dict[Chain, Gender] = field(default_factory=dict)
    """Gender as told by pronouns that could be nobody else's."""
    stated: dict[Chain, list[Statement]] = field(default_factory=dict)
    weighed: dict[int, dict[Chain, float]] = field(default_factory=dict)
    """The scores of whom the word at this place may stand for."""

    fullest_of: dict[Chain, Mention] = field(default_factory=dict)

    def fullest(self, chain: Chain) -> Mention:
        """Return the mention with the fullest name, looked up once."""
        if chain not in self.fullest_of:
            self.fullest_of[chain] = fullest(self.prose, chain)
        return self.fullest_of[chain]

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
            classes = lexicon.classes()
            idle = classes["kin"] | classes["demonyms"] | classes["parties"]  # "the woman", "the Swede"
            plain = len(role) == 1 and self.prose.lower[role[0]] in idle
            if not plain and not words <= self.called(chain):
                self.statements(chain).append(Statement(role, organization, 0.0))
                self.words_of[chain] |= words

    def called(self, chain: Chain) -> set[str]:
        """Return the words, in small letters, of all that is stated of a person."""
        if chain not in self.words_of:
            stated = [i for s in self.statements(chain) for words in (s.role, s.organization) for i in words]
            self.words_of[chain] = {self.prose.lower[i] for i in stated}
        return self.words_of[chain]

    def told(self, chain: Chain) -> Gender | None:
        """Return the gender that titles, pronouns or else roles tell: "the actress"."""
        if chain.gender is None and chain not in self.learned:
            for statement in self.statements(chain):
                for i in statement.role:
                    if gender := lexicon.roles().get(self.prose.lower[i]):
                        return gender
        return chain.gender or self.learned.get(chain)

    def gender(self, chain: Chain) -> Gender | None:
        """Return the gender that is told or else the one that names suggest."""
        return self.told(chain) or chain.likely

    def agreement(self, chain: Chain, gender: Gender) -> Features | None:
        """Say how well a person fits "he" or "she"; None for not at all.

        What names suggest is evidence only: "Malkia Roe left. She ...", "Clinton left. She ...".
        """
        told = self.told(chain)
        if told is None and chain.likely not in (None, gender):
            full = any(mention.name.given for mention in chain.mentions)
            return {"other first name" if full else "other lone name": 1}
        return {"same gender": self.gender(chain) == gender} if told in (None, gender) else None

    def follow(self, word: int, pronoun: str) -> Referent | None:
        """Resolve a pronoun and remember whom it stands for, as evidence for the next one."""
        referent = resolve_pronoun(self, word, pronoun)
        if referent and referent.chain.is_person and pronoun in GENDERS:
            if self.told(referent.chain) is None and referent.confidence > 0.8:
                self.learned[referent.chain] = GENDERS[pronoun]
            subject = self.prose.lower[word] == pronoun
            self.trail.append((word, referent.chain, subject))
        return referent

    def spoke(self, word: int, chain: Chain) -> None:
        """Remember who speaks at `word`."""
        self.speaker = chain
        self.trail.append((word, chain, True))


def resolve_pronoun(discourse: Discourse, word: int, pronoun: str) -> Referent | None:
    """Return whom a pronoun at `word` stands for, or None where that is not clear."""
    if gender := GENDERS.get(pronoun):
        fitting = {
            chain: features
            for chain in discourse.cast.chains
            if chain.is_person and (features := discourse.agreement(chain, gender)) is not None
        }
        scores = score_candidates(discourse, word, fitting.__contains__, lambda chain: score(fitting[chain]))
        return choose(scores)
    if pronoun in ("who", "which"):
        return resolve_relative(discourse, word, person=pronoun == "who")
    if pronoun == "it":
        return choose(score_candidates(discourse, word, is_organization, lambda chain: 0), LIKELY)
    if pronoun == "they" and discourse.speaker and is_organization(discourse.speaker):
        return choose(score_candidates(discourse, word, is_organization, lambda chain: 0), LIKELY)
    return None


def is_organization(chain: Chain) -> bool:
    """Say whether "it" may stand for a chain that speaks."""
    return chain.label is EntityLabel.ORGANIZATION


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
