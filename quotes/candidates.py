"""Candidates: everybody on record who may bear one of the names of an article.

    load({"Ada Roe": ..., "Lund": ...})    the Ada Roes, whoever has the surname Lund, and "Roe" alone

Names are looked up by indexed keys, so that it does not matter how many speakers there are.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from quotes.extraction.names import name_key, parse_name
from quotes.models import Affiliation, Alias, Quote, Speaker
from quotes.models.affiliation import STATED
from quotes.models.source import UNDATED
from quotes.models.term import Term
from quotes.resolution import Candidate, Fact, Stated, is_bare, surname_key

MAX_LENGTH = 300
"""Of names, roles and organizations in the database."""
CROWD = 50
"""So many names with one surname are looked at, and no more."""


def key_of(name: str) -> str:
    """Return the key of a name as the database holds it."""
    return name_key(name)[:MAX_LENGTH]


def surname_of(name: str) -> str:
    """Return the key of a name's surname as the database holds it."""
    return surname_key(name)[:MAX_LENGTH]


def load(names: Mapping[str, Stated]) -> list[Candidate]:
    """Load everybody on record whose names have something in common with one of `names`.

    `names` holds what the article states of each. Two queries, one for what is stated of them if
    it may decide between some, up to two where a surname stands alone, and one more for each step
    by which a speaker was merged into another. Who was merged stands for the speaker they were
    merged into.
    """
    keys = {key_of(name) for name in names}
    surnames = {surname_of(name) for name in names if is_bare(name)}
    of_full = {key for name in names if not is_bare(name) for key in _alone(name)}
    facts = {fact for name, stated in names.items() if is_bare(name) for fact in stated.facts}
    incomplete = Q(key__in=of_full, speaker__incomplete=True)
    candidates = _load(Q(key__in=keys) | incomplete | _bearing(surnames, facts))
    alike = len({key_of(name) for one in candidates for name in one.names}) < len(candidates)
    unclear = surnames or alike or any(is_bare(one.names[0]) for one in candidates)
    return with_stated(candidates) if unclear else candidates


def _alone(name: str) -> set[str]:
    """Return the keys of what a full name's surname may be on record as, alone: "Jan van der Roe Jr."."""
    parsed = parse_name(name)
    return {surname_of(name), key_of(parsed.family), key_of(f"{parsed.family} {parsed.suffix}")}


def bearers(surnames: Collection[str], facts: Collection[Fact]) -> list[Candidate]:
    """Load the persons with one of these surnames, given by their keys, and what is stated of them."""
    return with_stated(_load(_bearing(surnames, facts)))


def _bearing(surnames: Collection[str], facts: Collection[Fact]) -> Q:
    """Choose the aliases of those with one of these surnames.

    Of a surname that more than CROWD bear, only those who are stated to be one of `facts`, and
    two others, so that it stays clear that there are several.
    """
    if not surnames:
        return Q(pk__in=())
    counted = (
        Alias.objects.filter(surname__in=surnames).order_by().values("surname").annotate(number=Count("pk"))
    )
    crowded = list(counted.filter(number__gt=CROWD).values_list("surname", flat=True))
    chosen = Q(surname__in=set(surnames) - set(crowded))
    for surname in crowded:
        two = Alias.objects.filter(surname=surname).order_by("pk").values_list("pk", flat=True)[:2]
        chosen |= Q(pk__in=list(two))
        if facts:
            stated = Affiliation.objects.filter(facts_in(facts), speaker__aliases__surname=surname)
            chosen |= Q(surname=surname, speaker__in=stated.order_by().values("speaker"))
    return chosen


def facts_in(facts: Iterable[Fact], prefix: str = "") -> Q:
    """Choose the affiliations that state one of `facts`."""
    by_kind: dict[str, list[Fact]] = {"role": [], "organization": [], "member": []}
    for kind, *words in facts:
        by_kind[kind].append(tuple(words))
    bodies = [body for (body,) in by_kind["organization"]]
    found = Q(**{f"{prefix}role_form__in": [role for (role,) in by_kind["role"]]})
    found |= Q(**{f"{prefix}organization_key__in": [*bodies, *(f"the {body}" for body in bodies)]})
    for party, state in by_kind["member"]:
        found |= Q(**{f"{prefix}party": party, f"{prefix}state": state})
    return found


def with_stated(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Add what is stated of each candidate (one query)."""
    listed = list(candidates)
    stated = stated_of(one.speaker for one in listed if one.kind == Speaker.Kind.PERSON)
    return [replace(one, stated=stated.get(one.speaker, one.stated)) for one in listed]


def stated_of(speakers: Iterable[int]) -> dict[int, Stated]:
    """Return what is stated of each speaker by its full name, or by an editor (one query).

    What is stated beside a surname alone was itself given by likeness, and does not count.
    """
    telling = Quote.objects.not_rejected().filter(affiliation=OuterRef("pk"))
    telling = telling.filter(Q(surname="") | Q(review__in=(Quote.Review.ACCEPTED, Quote.Review.CORRECTED)))
    curated = Term.objects.filter(affiliation=OuterRef("pk"))
    rows = Affiliation.objects.filter(
        Exists(telling) | Exists(curated), speaker__in=list(speakers)
    ).order_by()
    positions: dict[int, list[tuple[str, ...]]] = defaultdict(list)
    for speaker, *position in rows.values_list("speaker", *STATED):
        positions[speaker].append(tuple(position))
    return {speaker: Stated.of(each) for speaker, each in positions.items()}


def _load(alike: Q) -> list[Candidate]:
    """Load the speakers who have an alias that is `alike`, each with all its names."""
    names_of: dict[int, list[str]] = {}
    kinds: dict[int, str] = {}
    merged: dict[int, int] = {}
    wanted: Q | None = Q(speaker__in=Alias.objects.filter(alike).values("speaker"))
    while wanted is not None:
        rows = Alias.objects.filter(wanted).order_by("pk")
        for speaker, name, kind, into in rows.values_list(
            "speaker", "name", "speaker__kind", "speaker__merged_into"
        ):
            names_of.setdefault(speaker, []).append(name)
            kinds[speaker] = kind
            if into is not None:
                merged[speaker] = into
        missing = set(merged.values()) - names_of.keys()
        wanted = Q(speaker__in=missing) if missing else None
    for speaker in sorted(merged):
        final = speaker
        while final in merged:
            final = merged[final]
        names_of[final].extend(names_of.pop(speaker))
    years = _years(names_of)
    return [
        Candidate(speaker, kinds[speaker], tuple(names), *years[speaker])
        for speaker, names in sorted(names_of.items())
    ]


def _years(speakers: Iterable[int]) -> dict[int, tuple[datetime.date | None, datetime.date | None]]:
    """Return when each speaker was quoted first and last, which an index answers."""
    dated = Quote.objects.filter(speaker=OuterRef("pk"), sort_date__gt=UNDATED).values("sort_date")
    first, last = (Subquery(dated.order_by(order)[:1]) for order in ("sort_date", "-sort_date"))
    found = Speaker.objects.filter(pk__in=list(speakers)).order_by().values_list("pk", first, last)
    return {speaker: (begin, end) for speaker, begin, end in found}
