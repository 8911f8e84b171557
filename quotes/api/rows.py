"""From the database to the answer without model instances: columns in, items out.

A resource is described once, as a tree: a record of columns, of records, and of what a
further statement reads for many rows at once. A selection is the part of it that is asked for.

    QUOTE = Record({"id": Column("public_id"), "speaker": Record({...}, given="speaker__public_id")})
    chosen = Selection(QUOTE, [("id",), ("speaker", "name")], "https://.../quotes/", Quote.objects.all())
    chosen.items(fetch(chosen.rows[:50]))

gives [{"id": "rbda...", "speaker": {"name": "Adaeze Okafor"}}, ...]. Values are as the driver
has them: moments are aware of UTC (PostgreSQL) or naive and in UTC (SQLite).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, TypeAlias

import orjson
from django.db.models import ExpressionWrapper, F, QuerySet, TextField
from django.db.models.expressions import Combinable
from django.db.models.sql.constants import MULTI

# Rows that `read` holds at once.
CHUNK = 500

Path: TypeAlias = tuple[str, ...]
Item: TypeAlias = dict[str, Any]
# What the database hands over: a value for each of a selection's columns.
Row: TypeAlias = tuple[Any, ...]


class Column:
    """A value: that of a column or an expression, or what `read` makes of one or several.

    An `extra` field, of any sort, is answered where it is asked for by name.
    """

    def __init__(
        self, *sources: str | Combinable, read: Callable[..., Any] | None = None, extra: bool = False
    ) -> None:
        self.sources, self.read, self.extra = sources, read, extra


class Address(Column):
    """The address of the record in this API: its public id below the list."""

    def __init__(self) -> None:
        super().__init__("public_id")


class Related:
    """A list, or another value, that `read` finds by the key in a column, for many rows at once.

    It takes the keys and returns the values by key; a row whose key is not there has an empty list.
    """

    def __init__(
        self, key: str, read: Callable[[Collection[Any]], Mapping[Any, Any]], extra: bool = False
    ) -> None:
        self.key, self.read, self.extra = key, read, extra


@dataclass(frozen=True, eq=False)
class Record:
    """Named fields. The record is null where the column `given` is null or empty."""

    fields: Mapping[str, Column | Related | Record]
    given: str | None = None
    extra: bool = False


Field: TypeAlias = Column | Related | Record


def raw(name: str) -> ExpressionWrapper:
    """Return the expression for a JSON column as its text."""
    return ExpressionWrapper(F(name), output_field=TextField())


def parsed(name: str) -> Column:
    """Return the value of a JSON column."""
    return Column(raw(name), read=orjson.loads)


def paths(record: Record, *, extra: bool = False) -> Iterator[Path]:
    """Yield the path to every value, in order; those of extra fields too if `extra`."""
    for name, field in record.fields.items():
        if field.extra and not extra:
            continue
        if isinstance(field, Record):
            yield from ((name, *path) for path in paths(field, extra=extra))
        else:
            yield (name,)


def fetch(rows: QuerySet, chunk: int | None = None) -> Iterator[Row]:
    """Yield the rows as the driver has them, `chunk` at a time where there are many."""
    compiler = rows.query.get_compiler(rows.db)
    many = {} if chunk is None else {"chunked_fetch": True, "chunk_size": chunk}
    return chain.from_iterable(compiler.execute_sql(MULTI, **many))


class Selection:
    """The values of a record at `chosen` paths, in the record's order.

    `base` is the address of the list, `leading` what its order needs in the rows besides.
    `rows` is the queryset with the columns as its values, to be filtered, ordered and fetched.
    """

    def __init__(
        self,
        record: Record,
        chosen: Iterable[Path],
        base: str,
        queryset: QuerySet,
        leading: Sequence[str] = ("pk",),
    ) -> None:
        wanted = set(chosen)
        self.base = base
        self.paths = [path for path in paths(record, extra=True) if path in wanted]
        self._places: dict[Any, int] = {}
        for name in leading:
            self.place(name)
        self._related: list[tuple[int, Related]] = []
        self._make = self._maker(record, self.paths)
        self.rows = queryset.values_list(*self._places)

    def place(self, source: Any) -> int:
        """Return where the column stands in a row."""
        return self._places.setdefault(source, len(self._places))

    def items(self, rows: Iterable[Row]) -> list[Item]:
        """Return the items of the rows: one statement more for each related list."""
        if self._related:
            rows = self._with_related(list(rows))
        return list(map(self._make, rows))

    def read(self, rows: Iterable[Row]) -> Iterator[Item]:
        """Yield the items of any number of rows, of which a chunk is held in memory."""
        rows = iter(rows)
        while chunk := list(islice(rows, CHUNK)):
            yield from self.items(chunk)

    def _with_related(self, rows: list[Row]) -> list[Row]:
        """Append the related lists to the rows."""
        for place, related in self._related:
            found = related.read({row[place] for row in rows} - {None})
            rows = [(*row, found.get(row[place], ())) for row in rows]
        return rows

    def _maker(self, record: Record, chosen: list[Path]) -> Callable[[Row], Any]:
        """Return what makes the item of a row: a function that is compiled for just these fields.

        Closures in its place took three times as long, and more than all the rest of a page.
        """
        names: dict[str, Any] = {"base": self.base}
        text = self._expression(record, chosen, names)
        names |= {f"list{number}": number - len(self._related) for number in range(len(self._related))}
        made: Callable[[Row], Any] = eval(f"lambda row: {text}", names)  # noqa: S307 (of names and numbers here)
        return made

    def _expression(self, record: Record, chosen: list[Path], names: dict[str, Any]) -> str:
        """Return the expression for a record of `row`; what it calls is put into `names`."""
        parts = []
        for name in dict.fromkeys(path[0] for path in chosen):
            field = record.fields[name]
            if isinstance(field, Record):
                part = self._expression(field, [path[1:] for path in chosen if path[0] == name], names)
            elif isinstance(field, Related):
                # The last values of a row are the related lists.
                part = f"row[list{len(self._related)}]"
                self._related.append((self.place(field.key), field))
            else:
                values = ", ".join(f"row[{self.place(source)}]" for source in field.sources)
                part = values
                if isinstance(field, Address):
                    part = f"base + {values} + '/'"
                elif field.read is not None:
                    called = f"read{len(names)}"
                    names[called] = field.read
                    part = f"{called}({values})"
            parts.append(f"{name!r}: {part}")
        item = f"{{{', '.join(parts)}}}"
        return item if record.given is None else f"({item} if row[{self.place(record.given)}] else None)"
