"""What the API is compared with, behind the same middleware: addresses beside those of the application.

/bare/    a bare Django view: one SQL statement, dictionaries, orjson; the same bytes as the API
/stock/   REST framework as it comes: ModelSerializer, CursorPagination, django-filter
"""

from __future__ import annotations

from typing import Any

import django_filters
import orjson
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from rest_framework import generics, pagination, renderers, serializers
from rest_framework.utils.urls import replace_query_param

from quotes.api.pagination import KeysetPagination
from quotes.models import Affiliation, Quote, Source, Speaker

LIMIT = 50
COLUMNS = """
    quote.public_id, quote.text, quote.kind, quote.type,
    speaker.public_id, speaker.name, speaker.kind,
    affiliation.public_id, affiliation.role, affiliation.organization,
    affiliation.party, affiliation.state, affiliation.former, affiliation.acting,
    source.public_id, source.url, source.title, source.publisher, source.published,
    quote.start, quote."end", quote.content_spans, quote.cue, quote.cue_spans,
    quote.mention, quote.mention_spans, quote.confidence, quote.review, quote.created, quote.updated,
    quote.resolution, quote.id, quote.sort_date
"""
JOIN = """
    FROM quotes_quote quote
    JOIN quotes_source source ON source.id = quote.source_id
    LEFT JOIN quotes_speaker speaker ON speaker.id = quote.speaker_id
    LEFT JOIN quotes_affiliation affiliation ON affiliation.id = quote.affiliation_id
"""
ORDER = f" ORDER BY quote.sort_date DESC, quote.id DESC LIMIT {LIMIT + 1}"
CONDITIONS = {
    "speaker": "quote.speaker_id = (SELECT id FROM quotes_speaker WHERE public_id = {})",
    "published_after": "quote.sort_date >= {}",
    "published_before": "quote.sort_date <= {}",
    "kind": "quote.kind = {}",
}


def statement(names: list[str], mark: str = "%s") -> str:
    """Return the one statement for a list that is filtered by the parameters called `names`."""
    conditions = ["quote.review <> 'rejected'"]
    conditions += [CONDITIONS[name].format(mark.format(name=name)) for name in names]
    return f"SELECT {COLUMNS} {JOIN} WHERE {' AND '.join(conditions)} {ORDER}"


def bare(request: HttpRequest) -> HttpResponse:
    """Answer with the page of quotes that the API answers with."""
    asked = request.GET.dict()
    with connection.cursor() as cursor:
        cursor.execute(statement(list(asked)), list(asked.values()))
        rows = cursor.fetchall()
    base = request.build_absolute_uri("/api/v1/quotes/")
    following = None
    if len(rows) > LIMIT:
        last = rows[LIMIT - 1]
        place = ["-published", str(last[32]), last[31], False]
        here = request.build_absolute_uri().replace("/bare/", "/api/v1/quotes/")
        signed = KeysetPagination().signer(Quote).sign_object(place)
        following = replace_query_param(here, "cursor", signed)
    page = {"next": following, "previous": None, "results": [flat(row, base) for row in rows[:LIMIT]]}
    return HttpResponse(
        orjson.dumps(page, option=orjson.OPT_UTC_Z | orjson.OPT_NAIVE_UTC), "application/json"
    )


def flat(row: tuple[Any, ...], base: str) -> dict[str, Any]:
    """Return the row as the API shows it."""
    return {
        "id": row[0],
        "url": f"{base}{row[0]}/",
        "text": row[1],
        "kind": row[2],
        "type": row[3],
        "speaker": {"id": row[4], "name": row[5], "kind": row[6]} if row[4] else None,
        "affiliation": {
            "id": row[7],
            "role": row[8],
            "organization": row[9],
            "party": row[10],
            "state": row[11],
            "former": bool(row[12]),
            "acting": bool(row[13]),
        }
        if row[7]
        else None,
        "source": {
            "id": row[14],
            "url": row[15],
            "title": row[16],
            "publisher": row[17],
            "published": row[18],
        },
        "start": row[19],
        "end": row[20],
        "content_spans": orjson.loads(row[21]),
        "cue": {"text": row[22], "spans": orjson.loads(row[23])} if row[22] else None,
        "mention": {"text": row[24], "spans": orjson.loads(row[25])} if row[24] else None,
        "resolution": row[30],
        "confidence": row[26],
        "review": row[27],
        "created": row[28],
        "updated": row[29],
    }


class StockSpeaker(serializers.ModelSerializer):
    """A speaker inside a quote."""

    class Meta:
        model = Speaker
        fields = ("public_id", "name", "kind")


class StockAffiliation(serializers.ModelSerializer):
    """An affiliation inside a quote."""

    class Meta:
        model = Affiliation
        fields = ("public_id", "role", "organization", "party", "state", "former", "acting")


class StockSource(serializers.ModelSerializer):
    """A source inside a quote."""

    class Meta:
        model = Source
        fields = ("public_id", "url", "title", "publisher", "published")


class StockQuote(serializers.HyperlinkedModelSerializer):
    """A quote."""

    url = serializers.HyperlinkedIdentityField(
        "quote-detail", lookup_field="public_id", lookup_url_kwarg="id"
    )
    speaker = StockSpeaker()
    affiliation = StockAffiliation()
    source = StockSource()

    class Meta:
        model = Quote
        fields = (
            "public_id",
            "url",
            "text",
            "kind",
            "type",
            "speaker",
            "affiliation",
            "source",
            "start",
            "end",
            "content_spans",
            "cue",
            "cue_spans",
            "mention",
            "mention_spans",
            "resolution",
            "confidence",
            "review",
            "created",
            "updated",
        )


class StockFilters(django_filters.FilterSet):
    """The filters of the mix."""

    speaker = django_filters.CharFilter("speaker__public_id")
    published_after = django_filters.DateFilter("sort_date", "gte")
    published_before = django_filters.DateFilter("sort_date", "lte")
    kind = django_filters.CharFilter("kind")


class StockPages(pagination.CursorPagination):
    """Pages without a count."""

    ordering = ("-sort_date", "-id")
    page_size = LIMIT


class Stock(generics.ListAPIView):
    """Quotes, as REST framework's tutorial would list them."""

    queryset = Quote.objects.with_details().not_rejected()
    serializer_class = StockQuote
    pagination_class = StockPages
    filter_backends = (django_filters.rest_framework.DjangoFilterBackend,)
    filterset_class = StockFilters
    renderer_classes = (renderers.JSONRenderer,)
    authentication_classes = ()
    permission_classes = ()


urlpatterns = [
    path("bare/", bare),
    path("stock/", Stock.as_view()),
    path("", include("config.urls")),
]
