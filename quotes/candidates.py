"""Candidates: everybody on record who may bear one of the names of an article.

    load([("Ada Roe", ...), ("Lund", ...)], ...)    the Ada Roes, all Lunds, and "Roe" alone

Names are looked up by indexed keys, so that it does not matter how many speakers there are.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Q

from quotes.extraction.names import name_key, parse_name
from quotes.models import Speaker
from quotes.models.affiliation import STATED
from quotes.models.source import UNDATED
from quotes.resolution import Candidate, Register, is_bare, surname_key
from quotes.stated import Fact, Stated
from quotes.statements import among, array, fetch, listed
from quotes.surnames import Surname, survey

MAX_LENGTH = 300
"""Of names, roles and organizations in the database."""

_Sql = tuple[str, list[Any]]
_Term = tuple[Stated, datetime.date | None, datetime.date | None]


def key_of(name: str) -> str:
    """Return the key of a name as the database holds it."""
    return name_key(name)[:MAX_LENGTH]


def surname_of(name: str) -> str:
    """Return the key of a name's surname as the database holds it."""
    return surname_key(name)[:MAX_LENGTH]


def load(named: Collection[tuple[str, Stated]], surnames: Mapping[str, Surname]) -> Register:
    """Load everybody on record whose names have something in common with one of those `named`.

    Each is a name and what the article states of its bearer; `surnames` is what is on record of all
    their surnames. One statement, one for what is stated of the candidates if it may decide between
    some, and one more for each step by which a speaker was merged into another. Who was merged
    stands for the speaker they were merged into.
    """
    if not named:
        return Register()
    keys = {key for name, _ in named for key in (key_of(name), *_alone(name))}
    chosen = [(f"SELECT speaker_id FROM quotes_alias WHERE key {among()}", [array(keys)])]
    bare = {surname_of(name) for name, _ in named if is_bare(name)}
    chosen += _bearing(
        bare, surnames, {fact for name, stated in named if is_bare(name) for fact in stated.facts}
    )
    known = Register(_load(chosen))
    unclear: set[int] = set()
    for name, stated in named:
        alike = known.like(name) if stated.facts else []
        if len(alike) > 1 or any(is_bare(name) or is_bare(one.names[0]) for one in alike):
            unclear.update(one.speaker for one in alike if one.kind == Speaker.Kind.PERSON)
    known.tell(stated_of(unclear))
    return known


def _alone(name: str) -> set[str]:
    """Return the keys of what a full name's surname may be on record as, alone: "Jan van der Roe Jr."."""
    if is_bare(name):
        return set()
    parsed = parse_name(name)
    return {surname_of(name), key_of(parsed.family), key_of(f"{parsed.family} {parsed.suffix}")}


def bearers(surnames: Collection[str], facts: Collection[Fact]) -> Register:
    """Load the persons with one of these surnames, given by their keys, and what is stated of them."""
    return _told(_bearing(surnames, survey(surnames), facts))


def namesakes(keys: Collection[str]) -> Register:
    """Load everybody with names of these keys, and what is stated of them."""
    return _told([(f"SELECT speaker_id FROM quotes_alias WHERE key {among()}", [array(keys)])])


def _told(chosen: Iterable[_Sql]) -> Register:
    known = Register(_load(chosen))
    known.tell(stated_of(one.speaker for one in known if one.kind == Speaker.Kind.PERSON))
    return known


def _bearing(bare: Collection[str], surnames: Mapping[str, Surname], facts: Collection[Fact]) -> list[_Sql]:
    """Choose the speakers with one of the surnames in `bare`, by a statement each.

    Of a surname that more than CROWD bear, only those who are stated to be one of `facts`, and
    two others, so that it stays clear that there are several.
    """
    crowded = [one for one in bare if one in surnames and surnames[one].crowded]
    few = [one for one in bare if one not in crowded]
    chosen = []
    if few:
        chosen.append((f"SELECT speaker_id FROM quotes_alias WHERE surname {among()}", [array(few)]))
    if crowded:
        named = "SELECT speaker_id FROM quotes_alias WHERE surname = value"
        first = f"{named} ORDER BY id LIMIT 1"
        for one in (first, f"{named} AND speaker_id <> ({first}) ORDER BY id LIMIT 1"):
            chosen.append((f"SELECT ({one}) AS speaker_id FROM ({listed()}) AS crowded", [array(crowded)]))
    if crowded and facts:
        by_kind: dict[str, list[str]] = {"role": [], "organization": [], "member": []}
        for kind, *words in facts:
            by_kind[kind].append("/".join(words))
        by_kind["organization"] += [f"the {body}" for body in by_kind["organization"]]
        # SQLite takes tables that are joined by CROSS JOIN in this order, and needs no statistics.
        stated = f"""SELECT affiliation.speaker_id
            FROM ({listed()}) AS crowded
            CROSS JOIN quotes_alias AS alias CROSS JOIN quotes_affiliation AS affiliation
            WHERE alias.surname = value AND affiliation.speaker_id = alias.speaker_id
            AND (affiliation.role_form {among()} OR affiliation.organization_key {among()}
                OR affiliation.party || '/' || affiliation.state {among()})"""
        chosen.append((stated, [array(crowded), *map(array, by_kind.values())]))
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


def stated_of(speakers: Iterable[int]) -> dict[int, Stated]:
    """Return what is stated of each speaker by its full name, or by an editor (one statement, if any).

    What is stated beside a surname alone was itself given by likeness, and does not count.
    """
    wanted = list(speakers)
    if not wanted:
        return {}
    # Terms come first: SQLite takes the type of a column from there.
    columns = f"affiliation.id, speaker_id, {', '.join(STATED)}"
    rows = fetch(
        f"""SELECT held_from, held_until, {columns}
            FROM quotes_affiliation AS affiliation
            JOIN quotes_term AS term ON term.affiliation_id = affiliation.id
            WHERE speaker_id {among()}
            UNION ALL SELECT NULL, NULL, {columns}
            FROM quotes_affiliation AS affiliation
            WHERE speaker_id {among()} AND EXISTS (
                SELECT 1 FROM quotes_quote AS quote WHERE quote.affiliation_id = affiliation.id
                AND (quote.review IN ('accepted', 'corrected')
                    OR quote.surname = '' AND quote.review <> 'rejected')
            )""",
        [array(wanted)] * 2,
    )
    positions: dict[int, list[tuple[str, ...]]] = defaultdict(list)
    terms: dict[int, list[_Term]] = defaultdict(list)
    dated = {affiliation for first, last, affiliation, *_ in rows if first or last}
    for first, last, affiliation, speaker, *position in rows:
        if first or last:
            terms[speaker].append((Stated.of([tuple(position)]), first, last))
        elif affiliation not in dated:
            positions[speaker].append(tuple(position))
    return {
        speaker: replace(Stated.of(positions[speaker]), terms=tuple(terms[speaker]))
        for speaker in positions.keys() | terms.keys()
    }


def _load(chosen: Iterable[_Sql]) -> list[Candidate]:
    """Load the speakers whom these statements choose, each with all its names."""
    names_of: dict[int, list[str]] = {}
    kinds: dict[int, tuple[str, bool]] = {}
    merged: dict[int, int] = {}
    years: dict[int, tuple[datetime.date | None, datetime.date | None]] = {}
    wanted = list(chosen)
    while wanted:
        statement = _NAMES.format(chosen=" UNION ".join(each for each, _ in wanted))
        parameters = [one for _, its in wanted for one in its]
        for speaker, name, kind, found, into, *quoted in fetch(statement, parameters):
            names_of.setdefault(speaker, []).append(name)
            kinds[speaker] = kind, bool(found)
            years[speaker] = (quoted[0], quoted[1])
            if into is not None:
                merged[speaker] = into
        missing = set(merged.values()) - names_of.keys()
        by_key = f"SELECT id AS speaker_id FROM quotes_speaker WHERE id {among()}"
        wanted = [(by_key, [array(missing)])] if missing else []
    for speaker in sorted(merged):
        final = speaker
        while final in merged:
            final = merged[final]
        names_of[final].extend(names_of.pop(speaker))
    return [
        Candidate(speaker, kinds[speaker][0], tuple(names), *years[speaker], found=kinds[speaker][1])
        for speaker, names in sorted(names_of.items())
    ]


# All names of those who are chosen, and when each was quoted first and last, which an index answers.
_QUOTED = f"SELECT sort_date FROM quotes_quote WHERE speaker_id = speaker.id AND sort_date > '{UNDATED}'"
_NAMES = f"""
    SELECT alias.speaker_id, alias.name, speaker.kind, speaker.found, speaker.merged_into_id,
        ({_QUOTED} ORDER BY sort_date LIMIT 1), ({_QUOTED} ORDER BY sort_date DESC LIMIT 1)
    FROM ({{chosen}}) AS chosen
    JOIN quotes_alias AS alias ON alias.speaker_id = chosen.speaker_id
    JOIN quotes_speaker AS speaker ON speaker.id = chosen.speaker_id
    ORDER BY alias.id"""
