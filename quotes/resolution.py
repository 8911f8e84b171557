"""Decide which speaker on record a name in an article stands for: one, none or ambiguous.

Pure: candidates come in as records, the answer goes out as a record with its reason. An
answer that is not certain is no answer. A person's full name must match and nothing may
contradict it; one without a middle name is nobody's where those on record have different ones; a
bare surname stands for its only bearer, unless the article calls that one something else; and of
several it is the one who alone is stated to be what the article says. Organizations and groups
match by their whole name. Who came first does not count.

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
from quotes.stated import NOTHING, Fact, Stated, whole_key

LIFETIME = datetime.timedelta(days=70 * 365)
"""How long a person is quoted, at most."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A speaker on record: its row, what it is, every name that it goes by.

    `first` and `last` are the dates of the earliest and latest article that quotes it, if known.
    `stated` is what articles that give the full name state of it, and what editors say. `found` if
    articles alone tell of it: no editor and no authority file.
    """

    speaker: int
    kind: str
    names: tuple[str, ...]
    first: datetime.date | None = None
    last: datetime.date | None = None
    stated: Stated = NOTHING
    found: bool = False

    @property
    def is_leftover(self) -> bool:
        """Say whether it is nothing but a surname in some articles, whose bearer none of them names."""
        return self.found and self.kind == "person" and all(map(is_bare, self.names))

    def middles(self, key: str) -> set[str]:
        """Return the middle initials of its names with that key, nothing for those without one."""
        return {middle_initial(name) for name in self.names if name_key(name) == key}


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

    def rename(self, speaker: int, name: str) -> None:
        """Let a speaker go by one more name."""
        for place, one in enumerate(self._candidates):
            if one.speaker == speaker:
                self._candidates[place] = replace(one, names=(*one.names, name))
                for key in _keys(name):
                    self._places[key].add(place)

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

    SURE = "sure"
    POSSIBLE = "possible"  # unless somebody is a sure match
    AS_WELL = "as well"  # beside those of either kind
    NO = "no"


def is_bare(name: str) -> bool:
    """Say whether a person's name is a surname alone: "Roe", "Mr. Roe", "van der Roe"."""
    return not parse_name(name).given


@lru_cache(maxsize=8192)
def surname_key(name: str) -> str:
    """Return the last word of a person's surname, folded: "Gov. Anna B. Müller" is "muller"."""
    return parse_name(name).surname


@lru_cache(maxsize=8192)
def middle_initial(name: str) -> str:
    """Return the first letter of a person's middle names: "George H. W. Bush" has "h", "Jane Roe" nothing."""
    return "".join(fold(given)[:1] for given in parse_name(name).given[1:2])


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
    stated: Stated = NOTHING,
) -> Resolution:
    """Find the speaker whom `name` stands for among `candidates`.

    `kind` is "person", "organization", "group", or None where the article does not show it.
    Candidates whose names have nothing in common with `name` do no harm. A name with a
    middle name prefers those who have it; one without fits "George W. Bush" and "George H. W.
    Bush" alike. What is known by no more than `name` itself, from articles alone, is nobody's
    rival. `apart` are the other names in the same article, whose bearers are others: "Roe" beside
    "Jane Roe" is not she, as far as the article shows, and may not be anybody on record. Nobody is
    quoted for longer than a lifetime: an article `published` too long before or after the others
    is about a namesake.
    """
    found: dict[_Match, list[int]] = {_Match.SURE: [], _Match.POSSIBLE: [], _Match.AS_WELL: []}
    contradictions: list[str] = []
    for candidate in candidates:
        match, contradiction = _compare(name, kind, candidate, apart)
        if match is not _Match.NO and candidate.kind == "person" and _too_far(candidate, published):
            contradiction = f"quoted from {candidate.first} to {candidate.last}"
        if contradiction:
            contradictions.append(f"{candidate.names[0]}: {contradiction}")
        elif match is not _Match.NO:
            found[match].append(candidate.speaker)
    rivals = tuple(sorted((found[_Match.SURE] or found[_Match.POSSIBLE]) + found[_Match.AS_WELL]))
    if beside := _beside(name, kind, apart):
        return Resolution(Outcome.AMBIGUOUS, None, rivals, f"{name!r}: the same article has {beside!r}")
    known = {candidate.speaker: candidate for candidate in candidates if candidate.speaker in rivals}
    on_record = {one: known[one].stated.on(published, past=stated.past) for one in rivals}
    if len(rivals) > 1:
        agreeing = {one: its.facts & stated.facts for one, its in on_record.items() if its.agrees(stated)}
        # Who is all that another is, and more.
        best = [one for one in agreeing if all(agreeing[one] > agreeing[it] for it in agreeing if it != one)]
        several = "several speakers on record fit"
        if len(best) != 1:
            return Resolution(Outcome.AMBIGUOUS, None, rivals, f"{name!r}: {several}")
        fact = _told(agreeing[best[0]])
        return Resolution(Outcome.ONE, best[0], rivals, f"{name!r}: {several}, one of them is {fact}")
    if rivals and is_bare(name) and on_record[rivals[0]].contradicts(stated):
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
    key = name_key(name)
    same_key = [known for known in candidate.names if name_key(known) == key]
    if kind is not None and candidate.kind != kind:
        return _Match.NO, f"{candidate.kind}, not {kind}" if same_key else ""
    if candidate.kind != "person":
        whole = any(whole_key(name) == whole_key(known) for known in candidate.names)
        return (_Match.SURE if whole else _Match.NO), ""
    if is_bare(name):
        if candidate.is_leftover:
            return (_Match.POSSIBLE if same_key else _Match.NO), ""
        return _compare_bare(name, candidate), ""
    if not same_key:
        return _Match.NO, ""
    middle, middles = middle_initial(name), candidate.middles(key) - {""}
    if not middle:
        return (_Match.SURE if middles else _Match.POSSIBLE if candidate.found else _Match.AS_WELL), ""
    if middles:
        other = next((one for one in same_key if middle_initial(one)), "")
        return (_Match.SURE, "") if middle in middles else (_Match.NO, f"{other!r} is somebody else")
    for other in apart:
        # "George Bush" on record may be "George W. Bush" or "George H. W. Bush", not both.
        if name_key(other) == key and contradict(name, other):
            return _Match.NO, f"may as well be {other!r}"
    return _Match.POSSIBLE, ""


def _compare_bare(surname: str, candidate: Candidate) -> _Match:
    """Compare a surname alone; "Roe Jr." fits only those who are Jr."""
    mention = parse_name(surname)
    for known in map(parse_name, candidate.names):
        if mention.surname == known.surname and fold(mention.suffix) in ("", fold(known.suffix)):
            return _Match.SURE
    return _Match.NO


@lru_cache(maxsize=8192)
def _keys(name: str) -> frozenset[str]:
    """Return what a name that is compared with this one has, at least one of it."""
    return frozenset((name_key(name), surname_key(name), whole_key(name)))
