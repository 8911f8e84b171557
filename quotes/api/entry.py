"""The way in: what there is at /api/v1/, and the answer where there is nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.urls import resolve
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from quotes.api.addresses import address
from quotes.api.problems import MEDIA_TYPE, problem
from quotes.api.strict import StrictView


class RootSerializer(serializers.Serializer):
    """Where everything is."""

    quotes = serializers.URLField()
    speakers = serializers.URLField()
    sources = serializers.URLField()
    affiliations = serializers.URLField()
    lookup = serializers.URLField(help_text="Whether words are on record: POST.")
    extract = serializers.URLField(help_text="Who says what in an article: POST.")
    changes = serializers.URLField(help_text="What became of records, in order.")
    usage = serializers.URLField(help_text="How often you may still ask.")
    schema = serializers.URLField(help_text="The OpenAPI description.")
    docs = serializers.URLField(help_text="The same to read and to try out.")


class Root(StrictView):
    """Who said what, in which article, with the exact characters as evidence.

    Each resource is a list with filters, and single records under its address.
    """

    name = "Verbatim"

    @extend_schema(responses=RootSerializer, operation_id="root", summary="List the resources", tags=["root"])
    def get(self, request: Request) -> Response:
        """List the resources."""
        views = {
            "quotes": "quote-list",
            "speakers": "speaker-list",
            "sources": "source-list",
            "affiliations": "affiliation-list",
            "lookup": "lookup",
            "extract": "extract",
            "changes": "changes",
            "usage": "usage",
            "schema": "schema",
            "docs": "docs",
        }
        return Response({name: address(request, view) for name, view in views.items()})


@csrf_exempt
def nowhere(request: HttpRequest) -> HttpResponse:
    """Answer 404, or lead on (308) where only the slash at the end is missing."""
    if not request.path.endswith("/") and resolve(f"{request.path_info}/").func is not nowhere:
        return HttpResponsePermanentRedirect(
            request.get_full_path(force_append_slash=True), preserve_request=True
        )
    return JsonResponse(
        problem(404, f"There is nothing at {request.path}"), status=404, content_type=MEDIA_TYPE
    )
