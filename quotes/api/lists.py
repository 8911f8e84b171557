"""Lists and single records, read straight from the columns that are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from rest_framework import status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from quotes.api import conditional, fields
from quotes.api.addresses import address
from quotes.api.rows import Item, Record, Selection, fetch


class ReadResource(viewsets.GenericViewSet):
    """Answers reading with one statement, and one more for each list inside of items.

    `record` describes the items, `given` are the extra fields of it that a single record is
    answered with, `orderings` are the public names of a list's orders, each with its field.
    """

    queryset: QuerySet
    record: Record
    given: Sequence[str] = ()
    orderings: Mapping[str, str]
    default_ordering: str
    # What a list is answered with; set by `list`, for its pages and formats.
    selection: Selection

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        """Answer with a page."""
        self.selection = self.select()
        return self.get_paginated_response(self.paginate_queryset(self.rows))

    def rows(self) -> QuerySet:
        """Return the filtered rows of a list, for `selection`. Raises BadParameters."""
        return self.filter_queryset(self.selection.rows.all())

    @conditional.told_when
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        """Answer with one record."""
        return Response(self.item(public_id=kwargs[self.lookup_url_kwarg]))

    def answer(self, pk: int, code: int = status.HTTP_200_OK) -> Response:
        """Return a record as reading it would, after a change."""
        item = self.item(pk=pk)
        created = code == status.HTTP_201_CREATED
        answer = Response(item, code, headers={"Location": item["url"]} if created else None)
        conditional.tag_written(self.request, answer)
        return answer

    def item(self, **key: Any) -> Item:
        """Return the one record that has these values. Raises Http404."""
        selection = self.select(*self.given)
        found = selection.items(fetch(selection.rows.filter(**key)))
        if not found:
            raise Http404
        return found[0]

    def select(self, *given: str) -> Selection:
        """Return what is asked for, by default with the extra fields `given`. Raises BadParameters."""
        base = address(self.request, f"{self.basename}-list")
        query, record = self.request.query_params, self.described()
        asked = tuple((name, query[name]) for name in fields.PARAMETERS if name in query)
        make = known_selection if record is self.record else selection
        return make(type(self), record, asked, given, base)  # type: ignore[arg-type]

    def described(self) -> Record:
        """Return the description of the items."""
        return self.record


def selection(
    resource: type[ReadResource],
    record: Record,
    asked: tuple[tuple[str, str], ...],
    given: tuple[str, ...],
    base: str,
) -> Selection:
    """Return the fields that are asked for, with all that the resource is ordered by."""
    chosen = fields.choose(record, dict(asked), given)
    leading = ("pk", *resource.orderings.values())
    return Selection(record, chosen, base, resource.queryset.all(), leading)


known_selection = lru_cache(128)(selection)
