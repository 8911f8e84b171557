"""GET /api/v1/quotes/stats/: how many quotes there are by speaker, publisher, month and the like."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, TruncMonth, TruncYear
from django.http import QueryDict
from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from quotes.api import serializers as outputs
from quotes.api.conditional import unchanged_since
from quotes.api.errors import BadParameters
from quotes.api.exports import StreamRenderer, exported
from quotes.api.parameters import nearest
from quotes.models import Quote
from quotes.models.source import UNDATED

MOST_DIMENSIONS = 2
DEFAULT_LIMIT = 50
MAX_LIMIT = 1000
PARAMETERS = ("by", "limit", "ordering")


@dataclass(frozen=True)
class Dimension:
    """What quotes are counted by: the columns that a group shares, and how their values are shown."""

    columns: tuple[str | Combinable, ...]
    show: Callable[..., Any]
    # Where the values stand in what is shown.
    paths: tuple[tuple[str, ...], ...] = ((),)

    def aliased(self, name: str) -> dict[str, Combinable]:
        """Return the columns under names that no field has."""
        return {
            f"{name}_by_{number}": F(column) if isinstance(column, str) else column
            for number, column in enumerate(self.columns)
        }


def _month(day: datetime.date) -> str | None:
    return None if day == UNDATED else f"{day:%Y-%m}"


def _year(day: datetime.date) -> int | None:
    return None if day == UNDATED else day.year


def _speaker(name: str, key: str | None, kind: str) -> dict[str, str] | None:
    return {"id": key, "name": name, "kind": kind} if key else None


DIMENSIONS = {
    "speaker": Dimension(
        ("speaker__name", "speaker__public_id", "speaker__kind"), _speaker, (("id",), ("name",), ("kind",))
    ),
    "organization": Dimension((Coalesce("affiliation__organization", Value("")),), lambda name: name or None),
    "publisher": Dimension(("source__publisher",), lambda name: name or None),
    "domain": Dimension(("source__domain",), lambda name: name or None),
    "kind": Dimension(("kind",), str),
    "type": Dimension(("type",), str),
    "month": Dimension((TruncMonth("sort_date"),), _month),
    "year": Dimension((TruncYear("sort_date"),), _year),
}
ORDERINGS = ("quotes", "sources", *DIMENSIONS)


class GroupSerializer(serializers.Serializer):
    """One group: the values that its quotes share, those of `by` alone, and how many there are."""

    speaker = outputs.SpeakerBriefSerializer(required=False, allow_null=True)
    organization = serializers.CharField(required=False, allow_null=True)
    publisher = serializers.CharField(required=False, allow_null=True)
    domain = serializers.CharField(required=False, allow_null=True)
    kind = serializers.CharField(required=False)
    type = serializers.CharField(required=False)
    month = serializers.CharField(required=False, allow_null=True, help_text="Such as 2024-07.")
    year = serializers.IntegerField(required=False, allow_null=True)
    quotes = serializers.IntegerField()
    sources = serializers.IntegerField(help_text="How many articles they are in.")


class StatsSerializer(serializers.Serializer):
    """The groups. A value is null for the quotes that have none: nobody known, no date."""

    by = serializers.ListField(child=serializers.ChoiceField(list(DIMENSIONS)))
    more = serializers.BooleanField(help_text="Whether there are more groups than `limit`.")
    results = GroupSerializer(many=True)


class Stats:
    """Counts of quotes, for their viewset."""

    @extend_schema(
        operation_id="quotes_stats",
        summary="Count quotes by speaker, month and the like",
        description="Under the same filters as the list of quotes; rejected quotes are left out as there.",
        parameters=[
            OpenApiParameter(
                "by",
                {
                    "type": "array",
                    "items": {"type": "string", "enum": list(DIMENSIONS)},
                    "minItems": 1,
                    "maxItems": 2,
                    "uniqueItems": True,
                },
                required=True,
                explode=False,
                style="form",
                description="What to count by: one or two, separated by a comma.",
                examples=[OpenApiExample("who is quoted most, over time", ["speaker", "year"])],
            ),
            OpenApiParameter(
                "ordering",
                {"type": "string", "enum": [f"{sign}{name}" for name in ORDERINGS for sign in ("", "-")]},
                description="Order of the groups: `-quotes`, the largest first, or by another value; a minus"
                " turns it round. One that is not in `by` or a count is refused.",
                examples=[OpenApiExample("the most sources first", "-sources")],
            ),
            OpenApiParameter(
                "limit",
                {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
                description="How many groups to answer with at most.",
                examples=[OpenApiExample("many", MAX_LIMIT)],
            ),
        ],
        responses=StatsSerializer,
        filters=True,
    )
    @action(detail=False, pagination_class=None)
    @unchanged_since
    def stats(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer with the groups."""
        by, ordering, limit = asked(request.query_params)
        if isinstance(request.accepted_renderer, StreamRenderer) and "limit" in request.query_params:
            raise BadParameters({"limit": "This format holds the whole list, of all groups."})
        columns = {name: DIMENSIONS[name].aliased(name) for name in by}
        aliases = {alias: column for each in columns.values() for alias, column in each.items()}
        rows = self.filter_queryset(Quote.objects.order_by())
        groups = rows.annotate(**aliases).values(*aliases)
        groups = groups.annotate(quotes=Count("pk"), sources=Count("source", distinct=True))
        sign, name = ("-", ordering[1:]) if ordering.startswith("-") else ("", ordering)
        places = [f"{sign}{alias}" for alias in columns.get(name, (name,))]
        groups = groups.order_by(*places, "-quotes", *aliases)

        def item(row: Mapping[str, Any]) -> dict[str, Any]:
            values = {name: DIMENSIONS[name].show(*map(row.get, columns[name])) for name in by}
            return {**values, "quotes": row["quotes"], "sources": row["sources"]}

        if isinstance(request.accepted_renderer, StreamRenderer):
            paths = [(name, *inner) for name in by for inner in DIMENSIONS[name].paths]
            return exported(
                request, map(item, groups.iterator()), [*paths, ("quotes",), ("sources",)], "counts"
            )
        found = list(groups[: limit + 1])
        return Response({"by": by, "more": len(found) > limit, "results": list(map(item, found[:limit]))})


def asked(query: QueryDict) -> tuple[list[str], str, int]:
    """Return what to count by, the ordering and the limit. Raises BadParameters."""
    faults: dict[str, str] = {}
    by = query.get("by", "").split(",")
    if unknown := [name for name in by if name not in DIMENSIONS]:
        known = f"Known here: {', '.join(DIMENSIONS)}."
        faults["by"] = f"Not known: '{unknown[0]}'.{nearest(unknown[0], DIMENSIONS)} {known}"
    elif len(by) > MOST_DIMENSIONS or len(set(by)) < len(by):
        faults["by"] = f"At most {MOST_DIMENSIONS}, each once."
    ordering = query.get("ordering", "-quotes")
    if ordering.removeprefix("-") not in ("quotes", "sources", *by):
        faults["ordering"] = "One of quotes, sources and what is counted by, with a minus turned round."
    limit = query.get("limit", str(DEFAULT_LIMIT))
    if not re.fullmatch("[0-9]{1,9}", limit) or not 1 <= int(limit) <= MAX_LIMIT:
        faults["limit"] = f"Not a whole number from 1 to {MAX_LIMIT}."
    if faults:
        raise BadParameters(faults)
    return by, ordering, int(limit)
