"""Find or make the rows of what one article states of its speakers: roles and organizations.

    find({(7, ("mayor", "", "", "")), (None, ("spokesperson", "Acme", "", ""))}, published)

Each is a speaker, None for somebody whom the article does not name, and what is stated, as in
STATED. One statement finds what is on record; one more makes the rest, and one widens dates.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.db import connection
from django.utils import timezone

from quotes.models import Affiliation
from quotes.models.affiliation import STATED
from quotes.statements import among, array, execute, fetch, insert

Position = tuple[str, ...]
Held = tuple[int | None, Position]


def find(stated: Collection[Held], published: datetime.date | None) -> dict[Held, int]:
    """Return the key of each, made if it was not on record. Their dates include `published`."""
    found = _on_record(stated, published)
    new = {
        (speaker, position): Affiliation(
            speaker_id=speaker,
            **dict(zip(STATED, position, strict=True)),
            first_stated=published,
            last_stated=published,
        )
        for speaker, position in sorted(stated - found.keys(), key=lambda one: (one[0] or 0, one[1]))
    }
    insert(list(new.values()))
    found.update({held: one.pk for held, one in new.items() if one.pk is not None})
    # What is missing now somebody else was making at this moment: theirs are the ones.
    return found | _on_record(set(stated) - found.keys(), published)


def _on_record(stated: Collection[Held], published: datetime.date | None) -> dict[Held, int]:
    """Return the keys of those on record, and widen their dates (a statement each, if it is needed)."""
    of_speakers = [(speaker, *position) for speaker, position in stated if speaker is not None]
    of_nobody = [position for speaker, position in stated if speaker is None]
    selects = []
    if of_speakers:
        selects.append(_select(("speaker_id", *STATED), len(of_speakers)))
    if of_nobody:
        selects.append(f"{_select(STATED, len(of_nobody))} AND speaker_id IS NULL")
    if not selects:
        return {}
    values = [value for row in (*of_speakers, *of_nobody) for value in row]
    found: dict[Held, int] = {}
    narrow = []
    for key, first, last, speaker, *position in fetch(" UNION ALL ".join(selects), values):
        found[speaker, tuple(position)] = key
        if published is not None and (first is None or not first <= published <= last):
            narrow.append(key)
    if narrow:
        _widen(narrow, published)
    return found


def _select(columns: Collection[str], number: int) -> str:
    """Return the SQL for the affiliations that have these columns in common with so many rows of values."""
    row = "({})".format(", ".join(["%s"] * len(columns)))
    same = " AND ".join(f"{column} = column{place}" for place, column in enumerate(columns, start=1))
    return (
        f"SELECT id, first_stated, last_stated, speaker_id, {', '.join(STATED)}"
        f" FROM (VALUES {', '.join([row] * number)}) AS stated JOIN quotes_affiliation ON {same}"
    )


def _widen(affiliations: Collection[int], published: datetime.date | None) -> None:
    """Let the dates of affiliations include that of an article."""
    execute(
        "UPDATE quotes_affiliation SET updated = %s,"
        " first_stated = CASE WHEN first_stated < %s THEN first_stated ELSE %s END,"
        " last_stated = CASE WHEN last_stated > %s THEN last_stated ELSE %s END"
        f" WHERE id {among()}",
        [
            connection.ops.adapt_datetimefield_value(timezone.now()),
            *[connection.ops.adapt_datefield_value(published)] * 4,
            array(affiliations),
        ],
    )
