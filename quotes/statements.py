"""Plain SQL for what every article asks of the database: Django would build it for longer than it runs.

    fetch(f"SELECT name FROM quotes_alias WHERE key {among()}", [array(["ada roe", "lund"])])

A list is one parameter. So the text of a statement is the same for any number of values, and SQLite
finds it among those that it has prepared.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models

ROWS = 100
"""So many are inserted by one statement: databases limit its parameters."""


def fetch(statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Execute a statement, with %s for each parameter, and return all that it answers."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def execute(statement: str, parameters: Sequence[Any]) -> None:
    """Execute a statement that answers nothing."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def array(values: Iterable[Any]) -> Any:
    """Return a list as the parameter that `among` and `listed` stand for."""
    return json.dumps(list(values)) if connection.vendor == "sqlite" else list(values)


def among() -> str:
    """Return the SQL for being one of the values of an array."""
    return f"IN ({listed()})" if connection.vendor == "sqlite" else "= ANY (%s)"


def listed() -> str:
    """Return the SQL for an array of texts as rows, whose column is called `value`."""
    if connection.vendor == "sqlite":
        return "SELECT value FROM json_each(%s)"
    return "SELECT value FROM unnest(%s::text[]) AS value"


def insert(rows: Sequence[Any]) -> None:
    """Insert new rows of a model, and give those their keys that have a public id.

    What is there already, because somebody else made it at this moment, is left out and gets no
    key. `bulk_create(ignore_conflicts=True)` gives none at all.
    """
    for start in range(0, len(rows), ROWS):
        some = rows[start : start + ROWS]
        model: type[models.Model] = type(some[0])
        fields = model._meta.concrete_fields[1:]
        values = [
            field.get_db_prep_save(field.pre_save(row, add=True), connection)
            for row in some
            for field in fields
        ]
        statement = _insertion(model, len(some))
        if not hasattr(model, "public_id"):
            execute(statement, values)
            continue
        keys = dict(fetch(statement, values))
        for row in some:
            row.pk = keys.get(row.public_id)


@lru_cache
def _insertion(model: type[models.Model], number: int) -> str:
    """Return the SQL that inserts so many rows, all columns of them but the key."""
    key, *fields = model._meta.concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    rows = ", ".join(["({})".format(", ".join(["%s"] * len(fields)))] * number)
    statement = f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES {rows} ON CONFLICT DO NOTHING'
    return f'{statement} RETURNING public_id, "{key.column}"' if hasattr(model, "public_id") else statement
