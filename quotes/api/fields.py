"""Which fields of a record are answered: the parameters `fields`, `omit` and `expand`.

fields=id,text,speaker.name    these alone
omit=source,created            all but these
expand=context                 these as well, which cost more and are left out else
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from quotes.api.errors import BadParameters
from quotes.api.parameters import nearest
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


def named_in(record: Record) -> list[Path]:
    """Return what `fields` may name, records within the record too; the id comes first."""
    whole = paths(record, extra=True)
    return list(dict.fromkeys(path[:depth] for path in whole for depth in range(1, len(path) + 1)))


def choose(record: Record, query: Mapping[str, str], given: Iterable[str] = ()) -> tuple[Path, ...]:
    """Return the paths that are asked for; the extras in `given` are answered by default.

    The id is answered where nothing else is left. Raises BadParameters for a name that is none.
    """
    ordinary, more = set(paths(record)), list(extras(record))
    whole = list(paths(record, extra=True))
    known = named_in(record)
    faults: dict[str, str] = {}

    def named(parameter: str, among: list[Path]) -> list[Path]:
        """Return the paths that a parameter names."""
        found = asked_for(parameter, query)
        for path in found:
            if path not in among:
                name, choices = ".".join(path), [".".join(one) for one in among]
                all_choices = ", ".join(choices) or "nothing here"
                faults[parameter] = f"No field '{name}'.{nearest(name, choices)} Choose from {all_choices}."
        return found

    fields, omit, expand = named("fields", known), named("omit", known[1:]), named("expand", more)
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
    return chosen or (whole[0],)


def in_order(chosen: Sequence[Path], query: Mapping[str, str]) -> list[Path]:
    """Return the paths in the order in which `fields` names them; what `expand` adds comes last."""
    names = asked_for("fields", query)
    places = {path: [begins(path, name) for name in names] for path in chosen}
    return sorted(chosen, key=lambda path: (*places[path], True).index(True))


def asked_for(parameter: str, query: Mapping[str, str]) -> list[Path]:
    """Return what a parameter names, known or not."""
    return (
        [tuple(name.strip().split(".")) for name in query[parameter].split(",")] if parameter in query else []
    )


def begins(path: Path, name: Path) -> bool:
    """Say whether the path is at or below that of a name."""
    return path[: len(name)] == name


def schemas(record: Record) -> list[dict[str, Any]]:
    """Return the OpenAPI parameters."""
    known, more = named_in(record), list(extras(record))
    described = [
        ("fields", "Answer these fields alone; a dot leads into a record.", known, known[:2]),
        ("omit", "Leave these fields out; a dot leads into a record.", known[1:], known[-2:]),
    ]
    if more:
        described.append(("expand", "Answer these fields as well.", more, more[:1]))
    return [
        {
            "name": name,
            "in": "query",
            "description": f"{text} Separated by commas.",
            "schema": {
                "type": "array",
                "items": {"type": "string", "enum": [".".join(path) for path in among]},
                "minItems": 1,
            },
            "style": "form",
            "explode": False,
            "example": [".".join(path) for path in example],
        }
        for name, text, among, example in described
    ]
