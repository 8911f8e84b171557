"""Nominals: which chain "the senator" or "the company" stands for.

    "Sen. Jane Roe voted no. The Iowa senator said" -> "The Iowa senator" is Jane Roe

A person whom the article gives the role goes before one of whom it states no role at all,
as papers do with the famous. Whoever is stated to be something else is never meant.
"""

from __future__ import annotations

import math

from quotes.extraction import lexicon
from quotes.extraction.chains import Chain
from quotes.extraction.coreference import Discourse
from quotes.extraction.entities import POSSESSIVES
from quotes.extraction.names import fold
from quotes.extraction.parties import find_membership
from quotes.extraction.phrases import is_plural_role, is_role
from quotes.extraction.records import EntityLabel
from quotes.extraction.salience import SURE, Referent, choose, score_candidates
from quotes.extraction.sources import PARTY_MEMBERS

GUESS = 0.6
"""The least share of certainty for somebody whose role the article does not state."""
SEVERAL = 0.75
"""The least share of certainty where the article calls several people what the nominal does."""
COMPANIES = frozenset(
    "company firm corporation retailer manufacturer startup supplier airline carrier automaker carmaker"
    " lender insurer railway railroad".split()
)
ANY_KIND = frozenset({"group", "organization", "organisation", "charity"})
"""What the only organization of an article may be called, unless its name tells something else."""


def resolve_nominal(discourse: Discourse, phrase: range) -> Referent | None:
    """Return whom a nominal stands for; None for "a senator", "senators", and where it is not clear."""
    prose = discourse.prose
    if not phrase:
        return None
    head = prose.lower[phrase[-1]]
    opener = prose.lower[phrase[0]]
    classes = lexicon.classes()
    definite = opener in ("the", "this", "that")
    owned = opener in classes["possessive pronouns"] or any(prose.words[i] in POSSESSIVES for i in phrase)
    if head in classes["organization nouns"]:
        return resolve_organization(discourse, phrase.start, head) if definite and not owned else None
    if not (definite or owned):
        return None
    if definite and head in PARTY_MEMBERS:
        return resolve_member(discourse, phrase.start, head)
    if definite and head in classes["demonyms"] and len(phrase) == 2:
        return choose(score_candidates(discourse, phrase.start, is_person, lambda chain: 0.0), SEVERAL)
    if not is_role(head) or is_plural_role(head):
        return None
    return resolve_role(discourse, phrase, head, guess=definite and not owned)


def resolve_role(discourse: Discourse, phrase: range, head: str, *, guess: bool) -> Referent | None:
    """Return the person who is called `head`, or, with `guess`, one of whom no role is stated."""
    prose = discourse.prose
    modifiers = {prose.lower[i] for i in phrase[1:-1] if prose.words[i][0].isalnum()}
    same = lexicon.kindred("roles").get(head, frozenset({head}))

    people = [c for c in discourse.cast.chains if c.is_person and c.mentions[0].words.start < phrase.start]
    known = {
        chain: 4.0 + len(modifiers & called)
        for chain in people
        if not same.isdisjoint(called := discourse.called(chain))
    }
    closest = max(known.values(), default=0.0)  # of two senators "the Iowa senator" is the one from Iowa
    known = {chain: fit for chain, fit in known.items() if fit == closest}
    if known and guess and (newcomer := speaking_newcomer(discourse, phrase.start)):
        known.setdefault(newcomer, 0.0)
    if known:
        scores = score_candidates(discourse, phrase.start, known.__contains__, known.__getitem__)
        found = choose(scores, SEVERAL if len(known) > 1 else SURE)
        return found or (Referent(next(iter(known)), 0.7) if len(known) == 1 else None)
    if not guess:
        return None
    gender = next((g for i in phrase if (g := lexicon.roles().get(prose.lower[i]))), None)  # "the first lady"
    anybody = head in lexicon.classes()["person nouns"]

    def fits(chain: Chain) -> bool:
        if not chain.is_person or (gender and discourse.gender(chain) not in (None, gender)):
            return False
        return anybody or not any(
            statement.role and statement.weight for statement in discourse.statements(chain)
        )

    scores = score_candidates(
        discourse, phrase.start, fits, lambda chain: 0.3 * math.log(len(chain.mentions))
    )
    return choose(scores, GUESS)


def is_person(chain: Chain) -> bool:
    """Say whether a chain is a person's."""
    return chain.is_person


def resolve_member(discourse: Discourse, word: int, head: str) -> Referent | None:
    """Return the person whom the article puts in a party: "the Democrat" of Roe, D-Ohio, and Poe, R-Iowa."""
    prose = discourse.prose

    def fits(chain: Chain) -> bool:
        membership = find_membership(prose, chain) if chain.is_person else None
        party = membership.party if membership else ""
        return party == lexicon.parties()[head] or (
            not party and chain.is_person and head in discourse.called(chain)
        )

    scores = score_candidates(discourse, word, fits, lambda chain: 4.0)
    return choose(scores, SEVERAL)


def speaking_newcomer(discourse: Discourse, word: int) -> Chain | None:
    """Return who spoke last if this paragraph brought them in and states no role: they may have this one.

    "Her neighbour John Doe has had enough. He left, he said. The baker laughed", though
    another baker stands far above. A candidate, no more: a baker near by goes before.
    """
    prose, chain = discourse.prose, discourse.speaker
    if chain is None or not chain.is_person:
        return None
    brought_in = prose.paragraph[chain.mentions[0].words.start] == prose.paragraph[word]
    stated = any(statement.role for statement in discourse.statements(chain))
    return chain if brought_in and not stated else None


def resolve_organization(discourse: Discourse, word: int, head: str) -> Referent | None:
    """Return the organization that "the company" or "the department" stands for.

    Its name holds the head or a word that goes with it ("the agency": "Bureau"), or is an
    acronym. A company's may hold no word that tells something else. What may be any kind ("the
    group") is the only organization so far.
    """
    kindred = lexicon.kindred("organizations").get(head, frozenset({head}))
    told = lexicon.classes()["organization words"]
    company = lexicon.classes()["company words"]
    named = [
        chain
        for chain in discourse.cast.chains
        if chain.label is EntityLabel.ORGANIZATION and chain.mentions[0].words.start < word
    ]
    only = named[0] if len(named) == 1 and head in ANY_KIND else None

    def fits(chain: Chain) -> bool:
        if chain.label is not EntityLabel.ORGANIZATION:
            return False
        names = [mention.name.family for mention in chain.mentions[:5]]
        words = {fold(word) for name in names for word in name.split()}
        acronym = any(name.isupper() and len(name) < 6 for name in names)
        plain = words & told <= company if head in COMPANIES else chain is only and words.isdisjoint(told)
        return acronym or not words.isdisjoint(kindred) or plain

    return choose(score_candidates(discourse, word, fits, lambda chain: 1.0))
