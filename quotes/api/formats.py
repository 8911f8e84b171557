"""Which formats a list comes in, and what each resource is in them.

| format   | Accept                  | what                                           |
|----------|-------------------------|------------------------------------------------|
| `json`   | `application/json`      | a page                                         |
| `jsonld` | `application/ld+json`   | a page, for machines that know schema.org      |
| `atom`   | `application/atom+xml`  | a page, for feed readers                       |
| `csv`    | `text/csv`              | the whole list, streamed                       |
| `jsonl`  | `application/jsonl`     | the whole list, streamed                       |

JSON Lines go by `application/x-ndjson` and `application/ndjson`, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from typing import Any

from django.db import connections, transaction
from django.db.models import F, QuerySet, TextField
from django.db.models.functions import Greatest, Substr
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from rest_framework import viewsets
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from quotes.api import feeds, linked_data
from quotes.api.addresses import address
from quotes.api.conditional import unchanged_since
from quotes.api.counting import PARAMETER as COUNT
from quotes.api.errors import BadParameters
from quotes.api.exports import CSVRenderer, JSONLinesRenderer, StreamRenderer
from quotes.api.fields import PARAMETERS as FIELDS
from quotes.api.fields import in_order
from quotes.api.rows import fetch
from quotes.models import Quote

# Rows that the database hands over at once.
CHUNK = 2000
LIST_RENDERERS = (JSONLinesRenderer, CSVRenderer, linked_data.JSONLDRenderer, feeds.AtomRenderer)
# Parameters that say which page it is.
PAGE = ("limit", "cursor", COUNT)
# Formats that are the same whatever fields are asked for.
FIXED = (linked_data.JSONLDRenderer.format, feeds.AtomRenderer.format)

Row = Mapping[str, Any]


class ManyFormats(viewsets.GenericViewSet):
    """A list in all formats, standing before a mixin whose `list` answers with a page."""

    # What makes a node of linked data of a row.
    node: Callable[[Row], linked_data.Node]
    # What makes an entry of a feed of a row.
    entry: Callable[[Row], feeds.Entry]

    def get_renderers(self) -> Sequence[BaseRenderer]:
        """Add the formats of lists to those of single records."""
        # Without an action the method is refused, in whatever format.
        more = LIST_RENDERERS if self.action in ("list", None) and not self.detail else ()
        return [*super().get_renderers(), *(renderer() for renderer in more)]

    def formats(self) -> Sequence[BaseRenderer]:
        """Return the renderers of all formats that the address has for reading."""
        more = LIST_RENDERERS if self.action_map.get("get") == "list" else ()
        return [*super().get_renderers(), *(renderer() for renderer in more)]

    @unchanged_since
    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer with a page, or with everything in a format that is streamed."""
        renderer = request.accepted_renderer
        shaping = [name for name in (*FIELDS, COUNT) if name in request.query_params]
        if renderer.format in FIXED and shaping:
            raise BadParameters(dict.fromkeys(shaping, "This format has fields of its own."))
        if renderer.format == feeds.AtomRenderer.format:
            self.default_ordering = feeds.ORDERING
        if not isinstance(renderer, StreamRenderer):
            page: HttpResponseBase = super().list(request, *args, **kwargs)
            return page
        if paged := [name for name in PAGE if name in request.query_params]:
            raise BadParameters(dict.fromkeys(paged, "This format holds the whole list, not a page of it."))
        self.selection = self.select()
        rows = self.paginator.ordered(self.rows(), request, self)
        columns = in_order(self.selection.paths, request.query_params)
        media_type = request.accepted_media_type.partition(";")[0]
        content_type = f"{media_type}; charset={renderer.charset}"
        answer: HttpResponseBase = (
            HttpResponse(content_type=content_type)
            if request.method == "HEAD"
            else StreamingHttpResponse(renderer.stream(self.read(rows), columns), content_type)
        )
        answer["Content-Disposition"] = f'attachment; filename="{self.basename}s.{renderer.format}"'
        return answer

    def read(self, rows: QuerySet) -> Iterator[Row]:
        """Yield the rows as the list shows them, a chunk of them at a time."""
        # Outside of a transaction PostgreSQL would first set the whole result aside; on SQLite
        # a transaction would keep out everybody who writes.
        vendor = connections[rows.db].vendor
        with transaction.atomic(rows.db) if vendor == "postgresql" else nullcontext():
            yield from self.selection.read(fetch(rows, CHUNK))

    def nodes(self, rows: Sequence[Row]) -> Sequence[linked_data.Node]:
        """Return the rows as linked data."""
        return [self.node(row) for row in rows]


class QuoteFormats(ManyFormats):
    """Quotes in all formats."""

    entry = staticmethod(feeds.quotation)

    def nodes(self, rows: Sequence[Row]) -> Sequence[linked_data.Node]:
        """Return the rows as linked data, with the words around each (one query)."""
        near = linked_data.CONTEXT
        opening = Greatest(F("start") - near, 0) + 1
        length = F("end") - F("start") + 2 * near
        window = Substr("source__text", opening, length, output_field=TextField())
        quotes = Quote.objects.filter(public_id__in=[row["id"] for row in rows])
        windows = dict(quotes.values_list("public_id", window))
        return [
            linked_data.quotation(row, windows.get(row["id"], ""), self.text_address(row)) for row in rows
        ]

    def text_address(self, row: Row) -> str:
        """Return the address of the text that the offsets of a quote refer to."""
        return address(self.request, "source-detail", id=row["source"]["id"])


class SpeakerFormats(ManyFormats):
    """Speakers in all formats."""

    node = staticmethod(linked_data.agent)
    entry = staticmethod(feeds.speaker)


class SourceFormats(ManyFormats):
    """Sources in all formats."""

    node = staticmethod(linked_data.article)
    entry = staticmethod(feeds.source)


class AffiliationFormats(ManyFormats):
    """Affiliations in all formats."""

    node = staticmethod(linked_data.affiliation)
    entry = staticmethod(feeds.affiliation)
