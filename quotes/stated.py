"""What is stated of a person, as facts that can be compared: offices, organizations, party and state.

Pure. Two articles that name a Roe speak of one person rather where both call him a senator for
Ohio, and of two where one has a senator and the other a baker:

    >>> senator = Stated.of([("Sen.", "", "Democratic", "Ohio")])
    >>> senator.contradicts(Stated.of([("baker", "", "", "")]))
    True
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from quotes.extraction.names import fold
from quotes.extraction.roles import role_form

IDLE = frozenset("a an and at for from in of on the to who with".split())
"""Words of a role that tell nothing."""

Fact = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated of a person: the facts, and the words of the roles among them.

    Facts are an office in its one form, an organization, a party together with a state. `members`
    are party, state and office of those who hold one for a state now; `past` if an office is a former
    one. `terms` are what was held from one day to another, either None where it is open.
    """

    facts: frozenset[Fact] = frozenset()
    words: frozenset[str] = frozenset()
    members: frozenset[tuple[str, str, str]] = frozenset()
    past: bool = False
    terms: tuple[tuple[Stated, datetime.date | None, datetime.date | None], ...] = ()

    @classmethod
    def of(cls, positions: Iterable[tuple[str, ...]]) -> Stated:
        """Read positions, each of them role, organization, party and state, empty where not stated."""
        facts: set[Fact] = set()
        words: set[str] = set()
        members: set[tuple[str, str, str]] = set()
        past = False
        for role, organization, party, state in positions:
            form = role_form(role)
            past |= form.former
            if form.words:
                facts.add(("role", form.words))
                words.update(form.words.split())
            if state and not form.former:
                members.add((party, state, form.words))
            if body := whole_key(organization):
                facts.add(("organization", body))
            if party and state:
                facts.add(("member", party, state))
        return cls(frozenset(facts), frozenset(words - IDLE), frozenset(members), past)

    def on(self, day: datetime.date | None, *, past: bool = False) -> Stated:
        """Return what holds on that day: all terms where no day is known, and those before for the past."""
        held = [
            term
            for term, first, last in self.terms
            if day is None or ((first or day) <= day and (past or day <= (last or day)))
        ]
        if not held:
            return self
        return replace(
            self,
            facts=self.facts.union(*(term.facts for term in held)),
            words=self.words.union(*(term.words for term in held)),
            members=self.members.union(*(term.members for term in held)),
        )

    def includes(self, other: Stated) -> bool:
        """Say whether the other tells nothing more."""
        return other.facts <= self.facts and other.members <= self.members

    def agrees(self, other: Stated) -> bool:
        """Say whether both state one fact, and not for different states."""
        return not self.facts.isdisjoint(other.facts) and not self._is_elsewhere(other)

    def contradicts(self, other: Stated) -> bool:
        """Say whether two seem to be somebody else: a senator and a baker, or of Ohio and of Iowa.

        Not a "House speaker" and a "speaker", which have a word in common, and not where one of
        them states nothing.
        """
        if self._is_elsewhere(other):
            return True
        silent = not (self.facts or self.terms) or not other.facts
        return not silent and not self.agrees(other) and self.words.isdisjoint(other.words)

    def _is_elsewhere(self, other: Stated) -> bool:
        """Say whether they are of another party and another state, or hold one office for another state."""
        pairs = [(one, another) for one in self.members for another in other.members]
        return bool(pairs) and all(
            state != another_state
            and (bool(party and another_party and party != another_party) or (office == another_office != ""))
            for (party, state, office), (another_party, another_state, another_office) in pairs
        )


NOTHING = Stated()
"""What is stated of somebody who is only named."""


def whole_key(name: str) -> str:
    """Return all words of a name, folded, without a leading "the"."""
    return fold(name).removeprefix("the ")
