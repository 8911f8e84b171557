"""Authority files: who somebody is, as a newsroom or a library keeps it, from CSV or JSON Lines.

JSON Lines, an object on each line; only `name` must be there:

{"name": "Adaeze Okafor", "kind": "person", "aliases": ["A. Okafor"], "ids": {"wikidata": "Q900000042"},
 "roles": [{"role": "harbor minister", "organization": "Port of Lindhaven", "from": "2023-11"}]}

CSV, with some of these columns; `|` divides aliases and ids, and each further role is a further row:

name,kind,aliases,ids,role,organization,from,until
Adaeze Okafor,person,A. Okafor,wikidata:Q900000042|viaf:901,harbor minister,Port of Lindhaven,2023-11,

A date may be a month or a year: from its first day, until its last. What is wrong with a line
costs that line only.
"""

from __future__ import annotations

import calendar
import csv
import datetime
import difflib
import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quotes.extraction.names import name_key
from quotes.readers.decoding import UnreadableError, clean, decode
from quotes.readers.failure import Failure

FORMATS = ("csv", "jsonl")
KINDS = ("person", "organization", "group")
KEYS = ("name", "kind", "aliases", "ids", "roles")
ROLE_KEYS = ("role", "organization", "from", "until")
COLUMNS = ("name", "kind", "aliases", "ids", *ROLE_KEYS)
MAX_LENGTH = 300
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Position:
    """A role in an organization, one of which may be empty, with its first and last day."""

    role: str
    organization: str
    held_from: datetime.date | None
    held_until: datetime.date | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `ids` are schemes and values, `line` is where it stands ("people.csv:17")."""

    line: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    ids: tuple[tuple[str, str], ...]
    positions: tuple[Position, ...]


def read(path: Path, format: str | None = None) -> Iterator[Entry | Failure]:
    """Yield an entry or a failure for each line but empty ones.

    `format` is one of FORMATS, by default the end of the file's name. Raises UnreadableError
    for a file of another format, and for a CSV whose columns are not known.
    """
    found = format or path.suffix.removeprefix(".").lower()
    if found not in FORMATS:
        raise UnreadableError(f"{path.name}: neither .csv nor .jsonl; say which by --format")
    records = _rows(path) if found == "csv" else _objects(path)
    for number, record in records:
        line = f"{path.name}:{number}"
        try:
            if isinstance(record, UnreadableError):
                raise record
            yield _entry(line, record)
        except UnreadableError as error:
            yield Failure(item=line, reason=str(error))


def _objects(path: Path) -> Iterator[tuple[int, Any]]:
    """Yield the number of each line with what it holds."""
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                yield number, json.loads(decode(line))
            except UnreadableError as error:
                yield number, error
            except (ValueError, RecursionError) as error:
                yield number, UnreadableError(f"no JSON: {error}")


def _rows(path: Path) -> Iterator[tuple[int, Any]]:
    """Yield the number of the line on which each row begins, with the row as an object."""
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
        rows = csv.reader(stream, strict=True)
        try:
            columns = [name.strip().lower() for name in next(rows, [])]
        except csv.Error as error:
            raise UnreadableError(f"{path.name}:1: no CSV: {error}") from error
        try:
            _check_keys(dict.fromkeys(columns), COLUMNS, "column")
        except UnreadableError as error:
            raise UnreadableError(f"{path.name}:1: {error}") from error
        if "name" not in columns or len(columns) != len(set(columns)):
            raise UnreadableError(f"{path.name}:1: a column 'name' must be there, and each only once")
        while True:
            number = rows.line_num + 1
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield number, UnreadableError(f"no CSV: {error}")
                continue
            if any(cell.strip() for cell in row):
                yield number, _object(columns, row)


def _object(columns: list[str], row: list[str]) -> dict[str, Any] | UnreadableError:
    """Return a row of CSV as the object that it would be in JSON."""
    if len(row) > len(columns):
        return UnreadableError(f"{len(row)} cells in {len(columns)} columns; quote those with a comma")
    cells = {name: cell.strip() for name, cell in zip(columns, row, strict=False)}
    pairs = [one.strip().partition(":") for one in cells.get("ids", "").split("|") if one.strip()]
    if wrong := next(("".join(pair) for pair in pairs if not pair[1]), None):
        return UnreadableError(f"ids: {wrong!r} is not scheme:value, such as wikidata:Q42")
    if len({scheme for scheme, _, _ in pairs}) < len(pairs):
        return UnreadableError("ids: two of one scheme")
    role = {name: cells[name] for name in ROLE_KEYS if cells.get(name)}
    return {
        "name": cells["name"],
        "kind": cells.get("kind"),
        "aliases": cells.get("aliases", "").split("|"),
        "ids": {scheme.strip(): value.strip() for scheme, _, value in pairs},
        "roles": [role] if role else [],
    }


def _entry(line: str, record: Any) -> Entry:
    """Return the entry of an object. Raises UnreadableError with what is wrong with it."""
    if not isinstance(record, dict):
        raise UnreadableError(f"no JSON object but {type(record).__name__}")
    _check_keys(record, KEYS, "key")
    kind = _text(record, "kind") or "person"
    if kind not in KINDS:
        raise UnreadableError(f"kind: {kind!r} is none of {', '.join(KINDS)}")
    ids = record.get("ids") or {}
    if not isinstance(ids, dict):
        raise UnreadableError("ids: no object of schemes with their values")
    return Entry(
        line=line,
        name=_name(_text(record, "name"), "name"),
        kind=kind,
        aliases=tuple(_name(alias, "aliases") for alias in _aliases(record)),
        ids=tuple((_text({"ids": scheme}, "ids"), _text(ids, scheme)) for scheme in ids),
        positions=tuple(_position(one) for one in _list(record, "roles")),
    )


def _position(record: Any) -> Position:
    if not isinstance(record, dict):
        raise UnreadableError("roles: each must be an object")
    _check_keys(record, ROLE_KEYS, "key of a role")
    role, organization = _text(record, "role"), _text(record, "organization")
    if not role and not organization:
        raise UnreadableError("roles: neither role nor organization")
    first, last = _date(record, "from", last=False), _date(record, "until", last=True)
    if first and last and first > last:
        raise UnreadableError(f"until {last} is before from {first}")
    return Position(role, organization, first, last)


def _check_keys(record: Mapping[str, Any], known: Collection[str], what: str) -> None:
    for key in record:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f", did you mean {near[0]!r}?" if near else ""
            raise UnreadableError(f"unknown {what} {key!r}{hint} (known: {', '.join(known)})")


def _list(record: Mapping[str, Any], key: str) -> list[Any]:
    value = record.get(key)
    if value is not None and not isinstance(value, list):
        raise UnreadableError(f"{key}: {type(value).__name__}, not a list")
    return value or []


def _aliases(record: Mapping[str, Any]) -> list[str]:
    """Return the aliases that are not empty, on one line each."""
    found = [_text({"aliases": alias}, "aliases") for alias in _list(record, "aliases")]
    return [alias for alias in found if alias]


def _text(record: Mapping[str, Any], key: str) -> str:
    """Return a text on one line, empty where there is none; a whole number is its digits."""
    value = record.get(key)
    if value is None:
        return ""
    if not isinstance(value, str) and type(value) is not int:
        raise UnreadableError(f"{key}: {type(value).__name__}, not a string")
    text = " ".join(clean(str(value)).split())
    if len(text) > MAX_LENGTH:
        raise UnreadableError(f"{key}: {len(text)} characters, at most {MAX_LENGTH}")
    return text


def _name(name: str, key: str) -> str:
    if not name_key(name):
        raise UnreadableError(f"{key}: {name!r} holds no letter or digit" if name else f"no {key}")
    return name


def _date(record: Mapping[str, Any], key: str, *, last: bool) -> datetime.date | None:
    """Return a date; of a month or a year, the `last` or the first day."""
    text = _text(record, key)
    if not text:
        return None
    try:
        if not (found := _DATE.fullmatch(text)):
            raise ValueError
        year = int(found[1])
        month = int(found[2] or (12 if last else 1))
        day = int(found[3] or (calendar.monthrange(year, month)[1] if last else 1))
        return datetime.date(year, month, day)
    except ValueError as error:
        raise UnreadableError(f"{key}: {text!r} is no date such as 2024-07-09, 2024-07 or 2024") from error
