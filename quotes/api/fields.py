"""Which fields of a record are answered: the parameters `fields`, `omit` and `expand`.

fields=id,text,speaker.name    these alone
omit=source,created            all but these
expand=context                 these as well, which cost more and are left out else
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from quotes.api.errors import BadParameters
from quotes.api.parameters import NOT_EMPTY, nearest
from quotes.api.rows import Path, Record, paths

PARAMETERS = ("fields", "omit", "expand")


def extras(record: Record) -> Iterator[Path]:
    """Yield the paths to the fields that are answered where they are asked for."""
    for name, field in record.fields.items():
        if field.extra:
            yield (name,)
        elif isinstance(field, Record):
            yield from ((name, *path) for path in extras(field))


def names(record: Record) -> tuple[str, ...]:
    """Return the parameters that a record has."""
    return PARAMETERS if any(extras(record)) else PARAMETERS[:2]


def choose(record: Record, query: Mapping[str, str], given: Iterable[str] = ()) -> tuple[Path, ...]:
    """Return the paths that are asked for; the extras in `given` are answered by default.

    Raises BadParameters for a name that is none, and where nothing is left.
    """
    ordinary, more = set(paths(record)), list(extras(record))
    whole = list(paths(record, extra=True))
    known = list(dict.fromkeys(path[:depth] for path in whole for depth in range(1, len(path) + 1)))
    faults: dict[str, str] = {}

    def named(parameter: str, among: list[Path]) -> list[Path]:
        """Return the paths that a parameter names."""
        if parameter not in query:
            return []
        found = [tuple(name.strip().split(".")) for name in query[parameter].split(",")]
        for path in found:
            if path not in among:
                name, choices = ".".join(path), [".".join(one) for one in among]
                all_choices = ", ".join(choices) or "nothing here"
                faults[parameter] = f"No field '{name}'.{nearest(name, choices)} Choose from {all_choices}."
        return found

    fields, omit, expand = named("fields", known), named("omit", known), named("expand", more)
    if faults:
        raise BadParameters(faults)
    asked = expand + [path for path in fields if any(begins(path, one) for one in more)]
    if "fields" not in query:
        asked += [(name,) for name in given]
    chosen = tuple(
        path
        for path in whole
        if not any(begins(path, one) for one in omit)
        and (
            any(begins(path, one) for one in asked)
            or (path in ordinary and ("fields" not in query or any(begins(path, one) for one in fields)))
        )
    )
    if not chosen:
        raise BadParameters({"omit": "This leaves no field."})
    return chosen


def begins(path: Path, name: Path) -> bool:
    """Say whether the path is at or below that of a name."""
    return path[: len(name)] == name


def schemas(record: Record) -> list[dict[str, Any]]:
    """Return the OpenAPI parameters."""
    more = [".".join(path) for path in extras(record)]
    first, second = list(record.fields)[:2]
    described = [
        (
            "fields",
            "Answer these fields alone, separated by commas; a dot leads into a record.",
            f"{first},{second}",
        ),
        ("omit", "Leave these fields out, separated by commas.", "created,updated"),
    ]
    if more:
        text = f"Answer these fields as well, separated by commas: {', '.join(more)}."
        described.append(("expand", text, more[0]))
    return [
        {
            "name": name,
            "in": "query",
            "description": text,
            "schema": {"type": "string", "pattern": NOT_EMPTY},
            "example": example,
        }
        for name, text, example in described
    ]
