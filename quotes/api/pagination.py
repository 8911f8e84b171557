"""Cursors: a page begins after the last row of the one before it, however many rows come or go.

A cursor is a place in an ordering (the row's value and, for ties, its key), signed, so that
one that was forged, cut or meant for another list is a 400. A page costs the same at any depth
where an index covers the ordering, and nothing is counted.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import Model, QuerySet
from django.template.loader import render_to_string
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from quotes.api import counting
from quotes.api.errors import BadParameters
from quotes.api.pages import Ordering, Place, page
from quotes.api.parameters import NOT_EMPTY, no_choice
from quotes.api.rows import Item, Row

DEFAULT_LIMIT = 50
MAX_LIMIT = 200


class KeysetPagination(BasePagination):
    """Pages for views with `orderings`, their public names each with its field.

    `view.default_ordering` applies where the request names none.
    """

    parameters = ("ordering", "limit", "cursor", counting.PARAMETER)
    display_page_controls = False

    def paginate_queryset(self, rows: Callable[[], QuerySet], request: Request, view: Any) -> list[Item]:
        """Return the items of the page that the request asks for. Raises BadParameters.

        `rows` makes the queryset of the whole list, with the columns of `view.selection` as its values.
        """
        limit = self.begin(rows, request, view)
        self.ordering = self.read_ordering(request.query_params.get("ordering") or view.default_ordering)
        place = self.read_cursor(request.query_params.get("cursor"), self.model)
        backwards = place is not None and place.backwards
        values = view.filterset_class.read(request.query_params)
        found = page(view.selection, view.filterset_class, values, self.ordering, place, limit + 1)
        more, self.rows = len(found) > limit, found[:limit]
        if backwards:
            self.rows.reverse()
        self.has_previous = more if backwards else place is not None
        self.has_next = more or backwards
        self.display_page_controls = self.has_previous or self.has_next
        return view.selection.items(self.rows)

    def begin(self, rows: Callable[[], QuerySet], request: Request, view: Any) -> int:
        """Take note of what is asked for, count if that is, and return the size of the page."""
        self.request, self.view, self.model = request, view, view.queryset.model
        limit = self.read_limit(request.query_params.get("limit"))
        way = counting.read(request.query_params.get(counting.PARAMETER))
        self.counted = counting.counted(rows(), way) if way else {}
        return limit

    def ordered(self, queryset: Any, request: Request, view: Any) -> Any:
        """Return all rows in the order that the request asks for. Raises BadParameters."""
        self.request, self.view = request, view
        ordering = self.read_ordering(request.query_params.get("ordering") or view.default_ordering)
        return queryset.order_by(*ordering.names(backwards=False))

    def read_limit(self, text: str | None) -> int:
        """Return the size of the page."""
        if text is None:
            return DEFAULT_LIMIT
        if not re.fullmatch("[0-9]{1,9}", text) or not 1 <= int(text) <= MAX_LIMIT:
            raise BadParameters({"limit": f"Not a whole number from 1 to {MAX_LIMIT}."})
        return int(text)

    def read_ordering(self, text: str) -> Ordering:
        """Return the ordering called `text`, descending with a minus before it."""
        name = text.removeprefix("-")
        if name not in self.view.orderings:
            raise BadParameters({"ordering": no_choice(text, self.choices(self.view))})
        return Ordering(text, self.view.orderings[name], text.startswith("-"))

    def read_cursor(self, text: str | None, model: type[Model]) -> Place | None:
        """Return the place that the cursor stands for."""
        if text is None:
            return None
        try:
            name, value, key, backwards = self.signer(model).unsign_object(text)
        except BadSignature:
            raise BadParameters({"cursor": "Not a cursor of this list. Begin again without it."}) from None
        if name != self.ordering.name:
            raise BadParameters(
                {"cursor": f"A cursor of the ordering '{name}'. Ask for that ordering with it."}
            )
        field: Any = model._meta.get_field(self.ordering.field)
        value = field.to_python(value)
        if isinstance(value, datetime.datetime):
            # SQLite hands moments over in UTC without saying so.
            value = value.replace(tzinfo=datetime.UTC)
        return Place(self.ordering, value, key, backwards)

    def signer(self, model: type[Model]) -> Signer:
        """Return the signer for the cursors of this model's list."""
        return Signer(salt=f"quotes.api.pagination.{model.__name__}", sep="~")

    def link(self, rows: Sequence[Row], backwards: bool) -> str:
        """Return the address of the page before or after `rows`."""
        row = rows[0] if backwards else rows[-1]
        value, key = (row[self.view.selection.place(name)] for name in (self.ordering.field, "pk"))
        cursor = self.signer(self.model).sign_object([self.ordering.name, str(value), key, backwards])
        return self.address(cursor)

    def address(self, cursor: str) -> str:
        """Return the address of another page of this list, which is not counted again."""
        base = self.request.build_absolute_uri()
        if self.counted:
            base = remove_query_param(base, counting.PARAMETER)
        ordering = self.view.default_ordering
        if ordering != type(self.view).default_ordering and "ordering" not in self.request.query_params:
            # That of this format, which the other page need not be asked for in.
            base = replace_query_param(base, "ordering", ordering)
        return replace_query_param(base, "cursor", cursor)

    def get_next_link(self) -> str | None:
        """Return the address of the next page, or None on the last."""
        return self.link(self.rows, backwards=False) if self.rows and self.has_next else None

    def get_previous_link(self) -> str | None:
        """Return the address of the page before this one, or None on the first."""
        return self.link(self.rows, backwards=True) if self.rows and self.has_previous else None

    def get_paginated_response(self, data: list[Any]) -> Response:
        """Return the page with its neighbours' addresses."""
        links = {"next": self.get_next_link(), "previous": self.get_previous_link()}
        headers = link_header(next=links["next"], prev=links["previous"])
        return Response({**links, **self.counted, "results": data}, headers=headers)

    def to_html(self) -> str:
        """Return the buttons of the browsable API."""
        context = {"previous_url": self.get_previous_link(), "next_url": self.get_next_link()}
        return render_to_string("rest_framework/pagination/previous_and_next.html", context)

    def choices(self, view: Any) -> list[str]:
        """Return every value of `ordering`."""
        return [sign + name for name in view.orderings for sign in ("", "-")]

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """Return the OpenAPI parameters of a page."""
        size = {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}
        order = {"type": "string", "enum": self.choices(view), "default": view.default_ordering}
        return [
            {
                "name": "ordering",
                "in": "query",
                "description": "Order of the list; a minus reverses it. Without a date means oldest.",
                "schema": order,
                "example": view.default_ordering,
            },
            {
                "name": "limit",
                "in": "query",
                "description": "How many rows a page has.",
                "schema": size,
                "example": 20,
            },
            {
                "name": "cursor",
                "in": "query",
                "description": "Where the page begins: taken from `next` or `previous`, never made up.",
                "schema": {"type": "string", "pattern": NOT_EMPTY},
            },
            {
                "name": counting.PARAMETER,
                "in": "query",
                "description": f"Say how many rows the list has: all, up to {counting.MOST:,}, or about.",
                "schema": {"type": "string", "enum": list(counting.WAYS)},
                "example": "capped",
            },
        ]

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return the OpenAPI schema of a page."""
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "next": {**link, "description": "Address of the next page; null on the last."},
                "previous": {**link, "description": "Address of the page before; null on the first."},
                "count": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "With `count`: how many rows the list has; see `count_is`.",
                },
                "count_is": {
                    "type": "string",
                    "enum": [counting.EXACT, counting.AT_LEAST, counting.ESTIMATE],
                    "description": "With `count`: whether that is the number, a part of it, or an estimate.",
                },
                "results": schema,
            },
        }


def link_header(**links: str | None) -> dict[str, str]:
    """Return the header that tells where the pages beside this one are (RFC 8288), if there are any."""
    told = [f'<{address}>; rel="{relation}"' for relation, address in links.items() if address]
    return {"Link": ", ".join(told)} if told else {}
