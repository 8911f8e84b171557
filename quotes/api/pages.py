"""The rows of one page, by a statement that is put together once and filled in for each request.

Django takes longer to write the statement of a page than the database to answer it. What differs
between two requests with the same parameters is values; where all filters are `plain`, they write
their conditions for slots in place of them:

    kind=direct    ... WHERE kind IN (%s) ...    kept, with a slot for "direct"
    kind=mixed     the same statement            filled in with "mixed"
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import count
from typing import Any, TypeAlias

from django.db import connections
from django.db.models import Expression, Q, QuerySet

from quotes.api.narrowing import Filters
from quotes.api.rows import Row, Selection, fetch

# So many statements are kept.
KEPT = 512

# A value that may be another in the next request.
OPEN = ...
# What the conditions of two requests have in common: names with True and False, OPEN, tuples of these.
Shape: TypeAlias = tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Ordering:
    """A list's order: by a field that is never null, ties by primary key in the same direction."""

    name: str
    field: str
    descending: bool

    def names(self, backwards: bool) -> tuple[str, str]:
        """Return the arguments for `order_by`."""
        sign = "-" if self.descending != backwards else ""
        return f"{sign}{self.field}", f"{sign}pk"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an ordering: beside the row with `value` and `key`, looking one way."""

    ordering: Ordering
    value: Any
    key: Any
    backwards: bool

    def condition(self) -> Q:
        """Return the condition for the rows beyond this place, in a form that an index serves."""
        side = "lt" if self.ordering.descending != self.backwards else "gt"
        beyond = Q((f"{self.ordering.field}__{side}", self.value)) | Q((f"pk__{side}", self.key))
        return Q((f"{self.ordering.field}__{side}e", self.value)) & beyond


class Slot(Expression):
    """The parameter of a statement that is filled in later, with the value of this number."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Return the mark of a parameter, and this as what stands for it."""
        return "%s", [self]


def page(
    selection: Selection,
    filters: type[Filters],
    values: Mapping[str, Any],
    ordering: Ordering,
    place: Place | None,
    size: int,
) -> list[Row]:
    """Return the first `size` rows beyond the place, of those that filters with these values keep."""
    backwards = place is not None and place.backwards
    if not filters.plain(values):
        queryset = selection.rows.filter(*filters.conditions(values))
        return list(fetch(beyond(queryset, ordering, place, backwards)[:size]))
    found: list[Any] = []
    shape = tuple((name, shape_of(value, found)) for name, value in values.items())
    if place is not None:
        found += (place.value, place.key)
        place = replace(place, value=OPEN, key=OPEN)
    text, parameters = statement(selection, filters, shape, ordering, place, size)  # type: ignore[arg-type]
    connection = connections[selection.rows.db]
    filled = [connection.ops.adapt_unknown_value(value) for value in found]
    with connection.cursor() as cursor:
        cursor.execute(text, [filled[one.number] if isinstance(one, Slot) else one for one in parameters])
        rows: list[Row] = cursor.fetchall()
    return rows


@lru_cache(KEPT)
def statement(
    selection: Selection,
    filters: type[Filters],
    shape: Shape,
    ordering: Ordering,
    place: Place | None,
    size: int,
) -> tuple[str, tuple[Any, ...]]:
    """Return the statement and its parameters, with slots numbered in the order of the shape's values."""
    numbers = count()
    queryset = selection.rows.filter(
        *filters.conditions({name: slots_of(value, numbers) for name, value in shape})
    )
    if place is not None:
        place = replace(place, value=Slot(next(numbers)), key=Slot(next(numbers)))
    rows = beyond(queryset, ordering, place, place is not None and place.backwards)[:size]
    text, parameters = rows.query.get_compiler(rows.db).as_sql()
    return text, tuple(parameters)


def beyond(queryset: QuerySet, ordering: Ordering, place: Place | None, backwards: bool) -> QuerySet:
    """Return the rows beyond the place, in order."""
    if place is not None:
        queryset = queryset.filter(place.condition())
    return queryset.order_by(*ordering.names(backwards))


def shape_of(value: Any, found: list[Any]) -> Any:
    """Return the value's shape, and add to `found` what was left open in it.

    True and False choose between conditions, and stay.
    """
    if isinstance(value, bool):
        return value
    if isinstance(value, list | tuple):
        return tuple([shape_of(one, found) for one in value])
    found.append(value)
    return OPEN


def slots_of(shape: Any, numbers: count[int]) -> Any:
    """Return the shape with slots where it is open."""
    if shape is OPEN:
        return Slot(next(numbers))
    return [slots_of(one, numbers) for one in shape] if isinstance(shape, tuple) else shape
