"""Surnames: whether many on record bear each, and whether it stands alone in some quote.

    survey({"roe", "smith"})    {"roe": Surname(alone=True), "smith": Surname(crowded=True)}

Nothing is counted further than it must be: it costs the same for any number of bearers.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from quotes.statements import array, fetch, listed

CROWD = 50
"""So many names with one surname are looked at, and no more."""


@dataclass(frozen=True, slots=True)
class Surname:
    """`crowded` if more than CROWD names have it; `alone` if a quote does not tell whose it is."""

    crowded: bool = False
    alone: bool = False


def survey(surnames: Collection[str]) -> dict[str, Surname]:
    """Return what is on record of surnames, given by their keys (one statement, if any)."""
    if not surnames:
        return {}
    # It is a crowd if there is one more after CROWD of them. The index has this order: no row is read.
    crowded = f"EXISTS (SELECT 1 FROM quotes_alias WHERE surname = value ORDER BY id LIMIT 1 OFFSET {CROWD})"
    # A range in its order is read from the index, whatever statistics say of a column that is mostly empty.
    alone = """SELECT 1 FROM quotes_quote WHERE surname BETWEEN value AND value AND review = 'unreviewed'
        ORDER BY surname LIMIT 1"""
    rows = fetch(
        f"SELECT value, {crowded}, ({alone}) IS NOT NULL FROM ({listed()}) AS surnames", [array(surnames)]
    )
    return {surname: Surname(bool(crowd), bool(stands)) for surname, crowd, stands in rows}


def count_bearers(surnames: Collection[str]) -> dict[str, int]:
    """Return how many persons bear each who are more than a surname, up to five (one statement)."""
    bearers = """SELECT DISTINCT alias.speaker_id
        FROM quotes_alias AS alias JOIN quotes_speaker AS speaker ON speaker.id = alias.speaker_id
        WHERE alias.surname = value AND speaker.kind = 'person' AND NOT (speaker.incomplete AND speaker.found)
            AND speaker.merged_into_id IS NULL
        LIMIT 5"""
    counted = f"(SELECT count(*) FROM ({bearers}) AS bearers)"
    return dict(fetch(f"SELECT value, {counted} FROM ({listed()}) AS surnames", [array(surnames)]))
