"""Triggers by which the database itself writes down every change (quotes.models.change).

Whatever changes a row is told, in bulk, by a cascade or by hand. What is compared is every column
that is not derived from others, so that a new one needs nothing here. Migrations run without the
triggers, which SQLite would lose or stumble over; they are made anew afterwards.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.apps.registry import Apps
from django.apps.registry import apps as registry
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import GeneratedField

from quotes.models.derived import Derived

_PREFIX = "quotes_change_"
_COLUMNS = "time, resource, record, action, merged_into"

# For each model: what an insertion and an update are called, where it is not always the same.
_RECORDED = {
    "Quote": (
        "'created'",
        "CASE WHEN {new}.review = 'rejected' AND {old}.review <> 'rejected' THEN 'rejected'"
        " WHEN {new}.review = 'corrected' THEN 'corrected' ELSE 'updated' END",
    ),
    "Speaker": (
        "CASE WHEN {new}.merged_into_id IS NULL THEN 'created' ELSE 'merged' END",
        "CASE WHEN {new}.merged_into_id IS NOT NULL THEN 'merged'"
        " WHEN {old}.merged_into_id IS NOT NULL THEN 'created' ELSE 'updated' END",
    ),
    "Source": ("'created'", "'updated'"),
    "Affiliation": ("'created'", "'updated'"),
}
_INTO = "(SELECT taker.public_id FROM quotes_speaker AS taker WHERE taker.id = {new}.merged_into_id)"
# What a record is answered with beside its own columns: for each model the record's, and what must
# hold. A speaker's own name comes with it.
_CURRENT = " AND owner.merged_into_id IS NULL"
_PARTS = {
    "Alias": ("speaker", f"{_CURRENT} AND owner.name <> {{row}}.name"),
    "Identifier": ("speaker", _CURRENT),
    "Affiliation": ("speaker", _CURRENT),
    "Term": ("affiliation", ""),
}


def install(using: str, apps: Apps = registry, **kwargs: Any) -> None:
    """Make the triggers if they are missing. For post_migrate."""
    connection = connections[using]
    try:
        apps.get_model("quotes", "Change")
    except LookupError:  # migrated back to before there were any
        return
    if _installed(connection):
        return
    make = _sqlite if connection.vendor == "sqlite" else _postgresql
    with connection.cursor() as cursor:
        for statement in make(connection, apps):
            cursor.execute(statement)


def remove(using: str, plan: Sequence[Any] = (), **kwargs: Any) -> None:
    """Take the triggers away while migrations run. For pre_migrate."""
    connection = connections[using]
    if not plan:
        return
    with connection.cursor() as cursor:
        for name in _installed(connection):
            sqlite = connection.vendor == "sqlite"
            cursor.execute(f"DROP TRIGGER {name}" if sqlite else f"DROP FUNCTION {name}() CASCADE")


def _installed(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of what the database has: of triggers in SQLite, of their functions in PostgreSQL."""
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor != "sqlite":
        query = "SELECT proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [name for (name,) in cursor.fetchall() if name.startswith(_PREFIX)]


def _compared(connection: BaseDatabaseWrapper, model: Any) -> list[str]:
    """Return the columns of a model that are not derived from others."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    return [
        connection.ops.quote_name(field.column)
        for field in fields
        if not isinstance(field, Derived | GeneratedField)
    ]


def _parts(apps: Apps, time: str) -> Iterator[tuple[str, Any, str]]:
    """Yield each part: a name for its triggers, its model, and a change of its record for each {row}."""
    for name, (owner, condition) in _PARTS.items():
        try:
            model = apps.get_model("quotes", name)
        except LookupError:  # not migrated so far
            continue
        change = _values(owner, "'updated'", "NULL", "owner", time)
        joined = f" FROM {{rows}} JOIN quotes_{owner} AS owner ON owner.id = {{row}}.{owner}_id WHERE true"
        yield f"{name.lower()}_of_{owner}", model, change + joined + condition


def _values(resource: str, action: str, merged_into: str, row: str, time: str) -> str:
    """Return the values of a change's columns."""
    return f"{time}, '{resource}', {row}.public_id, {action}, coalesce({merged_into}, '')"


def _sqlite(connection: BaseDatabaseWrapper, apps: Apps) -> Iterator[str]:
    """Yield the triggers, one for each row."""
    number = "(SELECT coalesce(max(sequence), 0) + 1 FROM quotes_change)"
    time = "strftime('%Y-%m-%d %H:%M:%f', 'now')"

    def trigger(name: str, event: str, table: str, rows: str, when: str = "") -> str:
        return (
            f"CREATE TRIGGER {_PREFIX}{name} AFTER {event} ON {table} {when} BEGIN"
            f" INSERT INTO quotes_change (sequence, {_COLUMNS}) SELECT {number}, {rows}; END"
        )

    for name, actions in _RECORDED.items():
        model: Any = apps.get_model("quotes", name)
        table, resource = model._meta.db_table, name.lower()
        created, updated = (action.format(old="old", new="new") for action in actions)
        into = _INTO.format(new="new") if name == "Speaker" else "NULL"
        differs = " OR ".join(f"old.{column} IS NOT new.{column}" for column in _compared(connection, model))
        made = _values(resource, created, into, "new", time)
        yield trigger(f"{resource}_insert", "INSERT", table, made)
        changed = _values(resource, updated, into, "new", time)
        yield trigger(f"{resource}_update", "UPDATE", table, changed, f"WHEN {differs}")
        deleted = _values(resource, "'deleted'", "NULL", "old", time)
        yield trigger(f"{resource}_delete", "DELETE", table, deleted)
    for name, model, updated in _parts(apps, time):
        differs = " OR ".join(f"old.{column} IS NOT new.{column}" for column in _compared(connection, model))
        for event, row in (("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old")):
            rows = updated.format(rows="(SELECT 1) AS one", row=row)
            when = f"WHEN {differs}" if event == "UPDATE" else ""
            yield trigger(f"{name}_{event.lower()}", event, model._meta.db_table, rows, when)


def _postgresql(connection: BaseDatabaseWrapper, apps: Apps) -> Iterator[str]:
    """Yield a function for each table, and the triggers, one for each statement."""
    insert = f"INSERT INTO quotes_change ({_COLUMNS}) SELECT "
    time = "clock_timestamp()"
    for name, actions in _RECORDED.items():
        model: Any = apps.get_model("quotes", name)
        table, resource = model._meta.db_table, name.lower()
        # Not "old" and "new", which are variables in a function.
        created, updated = (action.format(old="before", new="after") for action in actions)
        into = _INTO.format(new="after") if name == "Speaker" else "NULL"
        before, after = _both(_compared(connection, model))
        made = _values(resource, created, into, "after", time)
        changed = _values(resource, updated, into, "after", time)
        deleted = _values(resource, "'deleted'", "NULL", "before", time)
        branches = {
            "INSERT": f"{insert}{made} FROM new_rows AS after ORDER BY after.id",
            "UPDATE": f"{insert}{changed} FROM old_rows AS before JOIN new_rows AS after USING (id)"
            f" WHERE ({before}) IS DISTINCT FROM ({after}) ORDER BY after.id",
            "DELETE": f"{insert}{deleted} FROM old_rows AS before ORDER BY before.id",
            "TRUNCATE": f"{insert}{deleted} FROM {table} AS before ORDER BY before.id",
        }
        yield from _function(resource, table, branches)
    for name, model, updated in _parts(apps, time):
        before, after = _both(_compared(connection, model))
        changed = (
            "(SELECT after.* FROM old_rows AS before JOIN new_rows AS after USING (id)"  # noqa: S608 (columns)
            f" WHERE ({before}) IS DISTINCT FROM ({after}))"
        )
        rows = {"INSERT": "new_rows", "UPDATE": changed, "DELETE": "old_rows"}
        branches = {
            event: insert + updated.format(rows=f"{its} AS part", row="part") for event, its in rows.items()
        }
        yield from _function(name, model._meta.db_table, branches)


def _both(columns: Collection[str]) -> tuple[str, str]:
    """Return the columns of a row before and after an update."""
    before, after = (", ".join(f"{row}.{column}" for column in columns) for row in ("before", "after"))
    return before, after


def _function(name: str, table: str, branches: dict[str, str]) -> Iterator[str]:
    """Yield a function that does what each event asks for, and a trigger for each."""
    body = " ".join(
        f"IF TG_OP = '{event}' THEN {statement}; END IF;" for event, statement in branches.items()
    )
    yield (
        f"CREATE FUNCTION {_PREFIX}{name}() RETURNS trigger LANGUAGE plpgsql"
        f" AS $$ BEGIN {body} RETURN NULL; END $$"
    )
    rows = {
        "INSERT": "AFTER INSERT ON {} REFERENCING NEW TABLE AS new_rows",
        "UPDATE": "AFTER UPDATE ON {} REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
        "DELETE": "AFTER DELETE ON {} REFERENCING OLD TABLE AS old_rows",
        "TRUNCATE": "BEFORE TRUNCATE ON {}",
    }
    for event in branches:
        yield (
            f"CREATE TRIGGER {_PREFIX}{name}_{event.lower()} {rows[event].format(table)}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {_PREFIX}{name}()"
        )
