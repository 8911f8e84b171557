"""Decide which speaker on record a name in an article stands for: one, none or ambiguous.

Pure: candidates come in as records, the answer goes out as a record with its reason. An
answer that is not certain is no answer. A person's full name must match and nothing may
contradict it; a bare surname stands for its only bearer, unless the article calls that one
something else, and of several for the one who alone is stated to be what the article says;
organizations and groups match by their whole name.

    >>> bushes = [Candidate(1, "person", ("George W. Bush",)), Candidate(2, "person", ("George H. W. Bush",))]
    >>> resolve("George W. Bush", "person", bushes).speaker
    1
    >>> resolve("George Bush", "person", bushes).outcome
    <Outcome.AMBIGUOUS: 'ambiguous'>
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from quotes.extraction.names import agree, fold, middles_agree, name_key, parse_name
from quotes.extraction.roles import role_form

LIFETIME = datetime.timedelta(days=70 * 365)
"""How long a person is quoted, at most."""


IDLE = frozenset("a an and at for from in of on the to who with".split())
"""Words of a role that tell nothing."""

Fact = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated of a person: the facts, and the words of the roles among them.

    Facts are an office in its one form, an organization, a party together with a state.
    """

    facts: frozenset[Fact] = frozenset()
    words: frozenset[str] = frozenset()

    @classmethod
    def of(cls, positions: Iterable[tuple[str, ...]]) -> Stated:
        """Read positions, each of them role, organization, party and state, empty where not stated."""
        facts: set[Fact] = set()
        words: set[str] = set()
        for role, organization, party, state in positions:
            if office := role_form(role).words:
                facts.add(("role", office))
                words.update(office.split())
            if body := _whole(organization):
                facts.add(("organization", body))
            if party and state:
                facts.add(("member", party, state))
        return cls(frozenset(facts), frozenset(words - IDLE))

    def agrees(self, other: Stated) -> bool:
        """Say whether both state one fact."""
        return not self.facts.isdisjoint(other.facts)

    def contradicts(self, other: Stated) -> bool:
        """Say whether two seem to be somebody else: a senator and a baker.

        Not a "House speaker" and a "speaker", which have a word in common, and not where one of
        them states nothing.
        """
        silent = not self.facts or not other.facts
        return not silent and not self.agrees(other) and self.words.isdisjoint(other.words)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A speaker on record: its row, what it is, every name that it goes by.

    `first` and `last` are the dates of the earliest and latest article that quotes it, if known.
    `stated` is what articles that give the full name state of it, and what editors say.
    """

    speaker: int
    kind: str
    names: tuple[str, ...]
    first: datetime.date | None = None
    last: datetime.date | None = None
    stated: Stated = Stated()


class Register:
    """Candidates by what two names must have in common to be compared: key, surname or all words."""

    def __init__(self, candidates: Iterable[Candidate] = ()) -> None:
        self._candidates: list[Candidate] = []
        self._places: dict[str, set[int]] = defaultdict(set)
        for candidate in candidates:
            self.add(candidate)

    def __iter__(self) -> Iterator[Candidate]:
        return iter(self._candidates)

    def add(self, candidate: Candidate) -> None:
        """Add a candidate, for the names that are looked up from now on."""
        for name in candidate.names:
            for key in _keys(name):
                self._places[key].add(len(self._candidates))
        self._candidates.append(candidate)

    def tell(self, stated: Mapping[int, Stated]) -> None:
        """Add what is stated of some speakers."""
        for place, one in enumerate(self._candidates):
            if one.speaker in stated:
                self._candidates[place] = replace(one, stated=stated[one.speaker])

    def like(self, name: str) -> list[Candidate]:
        """Return those whom `resolve` would not pass over for that name, in the order of their coming."""
        places = set().union(*(self._places.get(key, ()) for key in _keys(name)))
        return [self._candidates[place] for place in sorted(places)]


class Outcome(StrEnum):
    """How many speakers on record a name can stand for."""

    ONE = "one"
    NONE = "none"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Resolution:
    """The answer: `speaker` is set if the outcome is one; `rivals` are all who remained."""

    outcome: Outcome
    speaker: int | None
    rivals: tuple[int, ...]
    reason: str


class _Match(StrEnum):
    """How a name compares with a candidate's names."""

    EXACT = "exact"  # letter for letter, middle names too
    POSSIBLE = "possible"
    NO = "no"


def is_bare(name: str) -> bool:
    """Say whether a person's name is a surname alone: "Roe", "Mr. Roe", "van der Roe"."""
    return not parse_name(name).given


@lru_cache(maxsize=8192)
def surname_key(name: str) -> str:
    """Return the last word of a person's surname, folded: "Gov. Anna B. Müller" is "muller"."""
    return parse_name(name).surname


def contradict(one: str, other: str) -> bool:
    """Say whether two full names with one key are two persons: "George W. Bush", "George H. W. Bush".

    "Jr." is part of the key, so that a son never has his father's.
    """
    return not middles_agree(parse_name(one), parse_name(other))


def resolve(
    name: str,
    kind: str | None,
    candidates: Iterable[Candidate],
    *,
    apart: Collection[str] = (),
    published: datetime.date | None = None,
    stated: Stated = Stated(),
) -> Resolution:
    """Find the speaker whom `name` stands for among `candidates`.

    `kind` is "person", "organization", "group", or None where the article does not show it.
    Candidates whose names have nothing in common with `name` do no harm. A name with
    middle names prefers those who go by just that name; one without them does not, for
    it fits "George Bush" and "George W. Bush" alike. `apart` are the other names in the
    same article, whose bearers are others: "Roe" beside "Jane Roe" is not she, as far as
    the article shows, and may not be anybody on record. Nobody is quoted for longer than a
    lifetime: an article `published` too long before or after the others is about a namesake.
    """
    found: dict[_Match, list[int]] = {_Match.EXACT: [], _Match.POSSIBLE: []}
    contradictions: list[str] = []
    for candidate in candidates:
        match, contradiction = _compare(name, kind, candidate, apart)
        if match is not _Match.NO and candidate.kind == "person" and _too_far(candidate, published):
            contradiction = f"quoted from {candidate.first} to {candidate.last}"
        if contradiction:
            contradictions.append(f"{candidate.names[0]}: {contradiction}")
        elif match is not _Match.NO:
            found[match].append(candidate.speaker)
    exact, possible = found[_Match.EXACT], found[_Match.POSSIBLE]
    specific = len(parse_name(name).given) > 1
    rivals = tuple(sorted(exact if specific and exact else exact + possible))
    if beside := _beside(name, kind, apart):
        return Resolution(Outcome.AMBIGUOUS, None, rivals, f"{name!r}: the same article has {beside!r}")
    known = {candidate.speaker: candidate for candidate in candidates}
    if len(rivals) > 1:
        agreeing = [rival for rival in rivals if known[rival].stated.agrees(stated)]
        several = "several speakers on record fit"
        if len(agreeing) != 1:
            return Resolution(Outcome.AMBIGUOUS, None, rivals, f"{name!r}: {several}")
        fact = _told(known[agreeing[0]].stated.facts & stated.facts)
        return Resolution(Outcome.ONE, agreeing[0], rivals, f"{name!r}: {several}, one of them is {fact}")
    if rivals and is_bare(name) and known[rivals[0]].stated.contradicts(stated):
        against = f"{known[rivals[0]].names[0]} is not on record as {_told(stated.facts)}"
        return Resolution(Outcome.AMBIGUOUS, None, rivals, f"{name!r}: {against}")
    if rivals:
        return Resolution(Outcome.ONE, rivals[0], rivals, f"{name!r}: one speaker on record fits")
    reason = "; ".join(contradictions) or "nobody on record fits"
    return Resolution(Outcome.NONE, None, (), f"{name!r}: {reason}")


def _told(facts: Iterable[Fact]) -> str:
    """Return facts in words."""
    return ", ".join(" ".join(fact[1:]) for fact in sorted(facts, reverse=True))


def _too_far(candidate: Candidate, published: datetime.date | None) -> bool:
    """Say whether an article of that date would make a person's public life too long."""
    if published is None or candidate.first is None or candidate.last is None:
        return False
    return max(candidate.last, published) - min(candidate.first, published) > LIFETIME


def _beside(name: str, kind: str | None, apart: Collection[str]) -> str:
    """Return a name in the same article that a bare surname was kept apart from.

    A full name, or one that nothing but a title tells from it: "Mr. Roe" beside "Mrs. Roe".
    """
    if kind in ("organization", "group") or not is_bare(name):
        return ""
    same = (one for one in apart if surname_key(one) == surname_key(name))
    return next((one for one in same if not is_bare(one) or not agree(parse_name(one), parse_name(name))), "")


def _compare(name: str, kind: str | None, candidate: Candidate, apart: Collection[str]) -> tuple[_Match, str]:
    """Compare `name` with all of a candidate's names; what contradicts is told in words."""
    same_key = [known for known in candidate.names if name_key(known) == name_key(name)]
    if kind is not None and candidate.kind != kind:
        return _Match.NO, f"{candidate.kind}, not {kind}" if same_key else ""
    if any(_whole(name) == _whole(known) for known in candidate.names):
        return _Match.EXACT, ""
    if candidate.kind != "person":
        return _Match.NO, ""
    if is_bare(name):
        return _compare_bare(name, candidate), ""
    for other in same_key:
        if contradict(name, other):
            return _Match.NO, f"{other!r} is somebody else"
    for other in apart:
        # "George Bush" on record may be "George W. Bush" or "George H. W. Bush", not both.
        if same_key and name_key(other) == name_key(name) and contradict(name, other):
            return _Match.NO, f"may as well be {other!r}"
    return (_Match.POSSIBLE if same_key else _Match.NO), ""


def _compare_bare(surname: str, candidate: Candidate) -> _Match:
    """Compare a surname alone; "Roe Jr." fits only those who are Jr."""
    mention = parse_name(surname)
    for known in map(parse_name, candidate.names):
        if mention.surname == known.surname and fold(mention.suffix) in ("", fold(known.suffix)):
            return _Match.POSSIBLE
    return _Match.NO


@lru_cache(maxsize=8192)
def _keys(name: str) -> frozenset[str]:
    """Return what a name that is compared with this one has, at least one of it."""
    return frozenset((name_key(name), surname_key(name), _whole(name)))


def _whole(name: str) -> str:
    """Return all words of a name, folded, without a leading "the"."""
    return fold(name).removeprefix("the ")
