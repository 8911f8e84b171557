"""GET /api/v1/changes/: what became of records, in order and without gaps, for who keeps a copy."""

from __future__ import annotations

import re
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import Min
from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from quotes.api.addresses import address
from quotes.api.conditional import told_when
from quotes.api.errors import BadParameters, Gone
from quotes.api.pagination import link_header
from quotes.api.problems import MEDIA_TYPE
from quotes.api.schema import ProblemSerializer
from quotes.api.strict import StrictView
from quotes.models import Change
from quotes.models.change import newest, number

DEFAULT_LIMIT = 100
MAX_LIMIT = 1000
NOW = "now"

_GONE = "The changes after this place are no longer kept. Read everything anew, from `since=now` on."


class ChangedSerializer(serializers.Serializer):
    """One change of one record."""

    sequence = serializers.IntegerField(help_text="One more than that of the change before.")
    time = serializers.DateTimeField(help_text="When the change was made, which may be out of order.")
    resource = serializers.ChoiceField(Change.Resource.choices)
    id = serializers.CharField(help_text="The record's id, which it keeps.")
    url = serializers.URLField(help_text="The record's address: 404 once it is deleted, 301 once merged.")
    action = serializers.ChoiceField(
        Change.Action.choices,
        help_text="updated: in any other way than the rest, such as read again, accepted, renamed.",
    )
    merged_into = serializers.CharField(
        allow_null=True, help_text="The id of the speaker who took the quotes; null unless merged."
    )


class ChangesSerializer(serializers.Serializer):
    """Changes, the oldest first."""

    next = serializers.URLField(help_text="Where to go on, now or later; there always is one.")
    more = serializers.BooleanField(help_text="Whether there are more already.")
    results = ChangedSerializer(many=True)


class Changes(StrictView):
    """What was created, updated, corrected, rejected, merged or deleted, the oldest first.

    Every change of a quote, speaker, source or affiliation is told, whatever way it came, once its
    transaction has ended, and none appears later before one that was told already.
    """

    name = "Changes"

    def parameters(self) -> dict[str, bool]:
        """Add where to begin, and how much to read."""
        return super().parameters() | {"since": False, "limit": False}

    @extend_schema(
        operation_id="changes",
        summary="List what was changed",
        tags=["changes"],
        parameters=[
            OpenApiParameter(
                "since",
                {"type": "string", "pattern": r"^\S+$"},
                description="`now`, or what stands in a `next`: only what came after that."
                " Without it, everything that is kept.",
                examples=[OpenApiExample("from now on", NOW)],
            ),
            OpenApiParameter(
                "limit",
                {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
                description="How many changes to answer with at most.",
                examples=[OpenApiExample("many", MAX_LIMIT)],
            ),
        ],
        responses={200: ChangesSerializer, (410, MEDIA_TYPE): ProblemSerializer},
    )
    @told_when
    def get(self, request: Request) -> HttpResponseBase:
        """Answer with the changes since a place, and where to go on."""
        limit = self.limit(request.query_params.get("limit"))
        since = self.since(request.query_params.get("since"))
        number()
        if since is None:
            first = Change.objects.aggregate(first=Min("sequence"))["first"]
            since = (first or 1) - 1
        elif since == NOW:
            since = newest()
        names = ("sequence", "time", "resource", "record", "action", "merged_into")
        found = list(Change.objects.filter(sequence__gt=since).values_list(*names)[: limit + 1])
        # The numbers have no gaps: where one is missing, it was deleted, or made in another database.
        if found[0][0] != since + 1 if found else since > newest():
            raise Gone(_GONE)
        rows = found[:limit]
        last = rows[-1][0] if rows else since
        after = replace_query_param(request.build_absolute_uri(), "since", signer().sign_object(last))
        more = len(found) > limit
        headers = link_header(next=after if more else None)
        return Response({"next": after, "more": more, "results": self.items(rows)}, headers=headers)

    def items(self, rows: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
        """Return the changes under their public names."""
        lists = {name: address(self.request, f"{name}-list") for name in Change.Resource.values}
        return [
            {
                "sequence": sequence,
                "time": time,
                "resource": resource,
                "id": record,
                "url": f"{lists[resource]}{record}/",
                "action": action,
                "merged_into": merged_into or None,
            }
            for sequence, time, resource, record, action, merged_into in rows
        ]

    def limit(self, text: str | None) -> int:
        """Return how many changes to answer with. Raises BadParameters."""
        if text is None:
            return DEFAULT_LIMIT
        if not re.fullmatch("[0-9]{1,9}", text) or not 1 <= int(text) <= MAX_LIMIT:
            raise BadParameters({"limit": f"Not a whole number from 1 to {MAX_LIMIT}."})
        return int(text)

    def since(self, text: str | None) -> Any:
        """Return the number after which to begin, None for the first. Raises BadParameters."""
        if text is None or text == NOW:
            return text
        try:
            return signer().unsign_object(text)
        except BadSignature:
            fault = "Neither 'now' nor a place among the changes. Take it from `next`."
            raise BadParameters({"since": fault}) from None


def signer() -> Signer:
    """Return the signer of places among the changes."""
    return Signer(salt="quotes.api.changes", sep="~")
