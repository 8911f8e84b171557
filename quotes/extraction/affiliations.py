"""Affiliations: what a person is, and for whom, in the words around the name.

    "Acme chief executive Jane Roe" -> role "chief executive", organization "Acme"
    "Jane Roe, who heads the Harbor Trust, said" -> organization "Harbor Trust"; a verb is no role

The words before each mention are read by premodifiers.py, those after it by appositions.py.
A party ("R-Iowa") is not an organization, and "former" stays part of the role.
"""

from __future__ import annotations

from dataclasses import dataclass

from quotes.extraction import lexicon
from quotes.extraction.appositions import (
    read_after,
    read_copula,
    read_further,
    read_workplace_after,
)
from quotes.extraction.chains import Cast, Chain, Mention
from quotes.extraction.phrases import NOTHING, Phrase, is_plural_role, is_role
from quotes.extraction.premodifiers import read_before, read_before_comma
from quotes.extraction.prose import Prose
from quotes.extraction.roles import role_form

TELLING = 0.75
"""The least weight of a further role: that of a plain one that a sentence states."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A role, an organization or both, as one place of the article states them; `weight` ranks them."""

    role: range
    organization: range
    weight: float
    head: int = -1
    """The role noun, where it is known."""

    @property
    def start(self) -> int:
        """The first word of what is stated."""
        return min(words.start for words in (self.role, self.organization) if words)


def find_statements(prose: Prose, cast: Cast, chain: Chain) -> list[Statement]:
    """Return what the article states of a person, the best first; earlier before later among equals."""
    found = []
    for mention in chain.mentions:
        for read, weight in (
            (read_before, 0.0),
            (read_before_comma, 0.0),
            (read_after, 0.0),
            (read_workplace_after, 0.0),
            (read_copula, -0.5),
        ):
            first = read(prose, cast, mention)
            closing = read in (read_after, read_copula)
            further = read_further(prose, cast, first) if first and closing else None
            for one in (first, further):
                phrase = without_kin(prose, one)
                if phrase and (phrase.role or phrase.organization):
                    found.append(
                        Statement(
                            phrase.role,
                            phrase.organization,
                            weight + weigh(prose, mention, phrase),
                            phrase.head,
                        )
                    )
    return sorted(found, key=lambda statement: (-statement.weight, statement.start))


def further_roles(prose: Prose, statements: list[Statement]) -> list[Statement]:
    """Return the roles that tell more than those before them, the best left out.

    Not: "senator" after "Republican senator"; a neighbour or a friend; a role of several; what is
    said of a person inside a quotation only.
    """
    kept = [statement for statement in statements if statement.role][:1]
    for statement in statements:
        if is_telling(prose, statement) and not any(repeats(prose, statement, other) for other in kept):
            kept.append(statement)
    return kept[1:]


def is_telling(prose: Prose, statement: Statement) -> bool:
    """Say whether a role is one person's for certain, by its noun and where it stands."""
    noun = prose.lower[statement.head] if statement.head in statement.role else ""
    sure = is_role(noun) and not is_plural_role(noun)
    return sure and statement.weight >= TELLING and not prose.quoted[statement.role.start]


def repeats(prose: Prose, statement: Statement, other: Statement) -> bool:
    """Say whether two roles are one: one has all words of the other, and their organizations agree."""
    words, others = (
        set(role_form(" ".join(prose.words[i] for i in one.role)).words.split()) for one in (statement, other)
    )
    here, there = ({prose.lower[i] for i in one.organization} for one in (statement, other))
    return (words <= others or others <= words) and (here <= there or there <= here)


def head_of(prose: Prose, phrase: Phrase) -> str:
    """Return the role noun, in small letters without its point."""
    return prose.lower[phrase.head if phrase.head in phrase.role else phrase.role[-1]].rstrip(".")


def without_kin(prose: Prose, phrase: Phrase | None) -> Phrase | None:
    """Drop what tells whose somebody is, not what: "his brother, Jane Roe", "his wife and lawyer Jane Roe".

    "Gold Star mother" and "mother of three" stay.
    """
    if phrase is None or not phrase.role:
        return phrase
    kin = lexicon.classes()["kin"]
    role = phrase.role
    if len(role) > 2 and prose.lower[role[0]] in kin and prose.lower[role[1]] == "and":
        return Phrase(role[2:], phrase.organization, phrase.head)
    if len(role) == 1 and prose.lower[role[0]] in kin:
        return Phrase(NOTHING, phrase.organization)
    return phrase


def weigh(prose: Prose, mention: Mention, phrase: Phrase) -> float:
    """Weigh a statement: more for an organization, several words, a full name; less for kinship, quotes."""
    weight = 0.5 * bool(mention.name.given) - 2 * prose.quoted[mention.words.start]
    if not phrase.role:
        return weight
    head = head_of(prose, phrase)
    classes = lexicon.classes()
    if head in classes["family"] or head in classes["parties"]:
        return weight
    return (
        weight
        + 1
        + 1.5 * bool(phrase.organization)
        + 0.5 * (len(phrase.role) > 1)
        + 0.25 * (head in lexicon.roles())
    )
