"""`ordering=relevance`: the best answers to a search first, ranked among the newest.

Ranking everything would cost the more the commoner a word is: of what matches, the CANDIDATES
newest are ranked, and the answer says how many those were and whether there are more. What comes
after the first page was read is not ranked with it: it would move all that stand behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.signing import BadSignature
from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from quotes.api.errors import BadParameters
from quotes.api.pagination import KeysetPagination
from quotes.api.rows import Item, fetch
from quotes.occurrences import scores
from quotes.search import parse, terms

RELEVANCE = "relevance"
CANDIDATES = 1000

# Where a row stands: the score, with a minus; the day, with a minus; the key, with a minus.
Rank = tuple[float, int, int]


class SearchPagination(KeysetPagination):
    """Keyset pages, and for a search the best answers first.

    A page of these begins after the rank of the last row on the one before it. `newest_key` is the
    largest key that is ranked, on all pages that follow from one another.
    """

    ranks: dict[int, Rank] | None = None
    newest_key: int | None = None

    def paginate_queryset(self, rows: Callable[[], QuerySet], request: Request, view: Any) -> list[Item]:
        """Return the items of the page that the request asks for. Raises BadParameters."""
        if request.query_params.get("ordering") != RELEVANCE:
            return super().paginate_queryset(rows, request, view)
        if "q" not in request.query_params:
            raise BadParameters({"ordering": "Relevance to what? Give a search as q."})
        limit = self.begin(rows, request, view)
        after, backwards = self.read_rank(request.query_params.get("cursor"), self.model)
        queryset = rows()
        if self.newest_key is not None:
            queryset = queryset.filter(pk__lte=self.newest_key)
        newest = queryset.order_by("-sort_date", "-pk").values_list("pk", "sort_date", "search_text")
        candidates = list(newest[: CANDIDATES + 1])
        self.capped = len(candidates) > CANDIDATES
        self.newest_key = self.newest_key or max((key for key, _, _ in candidates), default=None)
        del candidates[CANDIDATES:]
        found = scores(terms(parse(request.query_params["q"])), [text for _, _, text in candidates])
        self.ranks = {
            key: (-score, -day.toordinal(), -key)
            for (key, day, _), score in zip(candidates, found, strict=True)
        }
        listed = sorted(self.ranks, key=self.ranks.__getitem__, reverse=backwards)
        if after is not None:
            listed = [
                key for key in listed if (self.ranks[key] < after) == backwards and self.ranks[key] != after
            ]
        page = listed[:limit]
        key_place = view.selection.place("pk")
        by_key = {row[key_place]: row for row in fetch(view.selection.rows.filter(pk__in=page))}
        self.rows = [by_key[key] for key in (reversed(page) if backwards else page) if key in by_key]
        more = len(listed) > limit
        self.has_previous = more if backwards else after is not None
        self.has_next = more or backwards
        self.display_page_controls = self.has_previous or self.has_next
        return view.selection.items(self.rows)

    def ordered(self, queryset: Any, request: Request, view: Any) -> Any:
        """Return all rows in the order that the request asks for. Raises BadParameters."""
        if request.query_params.get("ordering") == RELEVANCE:
            raise BadParameters(
                {"ordering": "This format holds the whole list, of which relevance ranks a part."}
            )
        return super().ordered(queryset, request, view)

    def read_rank(self, text: str | None, model: type[Any]) -> tuple[Rank | None, bool]:
        """Return the rank that the cursor stands for, and whether to go back from there.

        Takes note of what was ranked on the page that it comes from.
        """
        if text is None:
            return None, False
        try:
            name, rank, key, backwards = self.signer(model).unsign_object(text)
        except BadSignature:
            raise BadParameters({"cursor": "Not a cursor of this list. Begin again without it."}) from None
        if name != RELEVANCE:
            raise BadParameters(
                {"cursor": f"A cursor of the ordering '{name}'. Ask for that ordering with it."}
            )
        self.newest_key = key
        return tuple(rank), backwards

    def link(self, rows: Any, backwards: bool) -> str:
        """Return the address of the page before or after `rows`."""
        if self.ranks is None:
            return super().link(rows, backwards)
        key = (rows[0] if backwards else rows[-1])[self.view.selection.place("pk")]
        cursor = self.signer(self.model).sign_object([RELEVANCE, self.ranks[key], self.newest_key, backwards])
        return self.address(cursor)

    def get_paginated_response(self, data: list[Any]) -> Response:
        """Return the page; where it is ranked, say among how many."""
        answer = super().get_paginated_response(data)
        if self.ranks is not None:
            answer.data["ranked"] = {"candidates": len(self.ranks), "capped": self.capped}
        return answer

    def choices(self, view: Any) -> list[str]:
        """Return every value of `ordering`."""
        return [*super().choices(view), RELEVANCE]

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return the OpenAPI schema of a page."""
        page = super().get_paginated_response_schema(schema)
        page["properties"]["ranked"] = {
            "type": "object",
            "description": "With ordering=relevance: how many matches were ranked, and if there are more.",
            "required": ["candidates", "capped"],
            "properties": {
                "candidates": {"type": "integer", "maximum": CANDIDATES},
                "capped": {"type": "boolean"},
            },
        }
        return page
