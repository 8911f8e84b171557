"""GET /api/v1/quotes/{id}/variants/: the forms of one quotation, in all its sources."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from quotes.api import serializers as outputs
from quotes.matching import Relation, compare, difference
from quotes.models import Quote
from quotes.reach import outlets
from quotes.variants import variants_of

MAX_VARIANTS = 200
OUTLETS = "How many publishers; one without a name is known by its domain."

TYPES = {
    Relation.SAME: "exact",
    Relation.WHOLE: "truncated",
    Relation.PART: "extended",
    Relation.CHANGED: "reworded",
    None: "linked",
}


class ChangeSerializer(serializers.Serializer):
    """A stretch of words that two texts share, or in which they differ."""

    op = serializers.ChoiceField(["equal", "replace", "delete", "insert"])
    this = serializers.CharField(help_text="Words of this text; empty where the other has more.")
    other = serializers.CharField(help_text="Words of the other text; empty where it has less.")


class VariantSerializer(serializers.Serializer):
    """One form of the quotation, compared with the quote that was asked for."""

    type = serializers.ChoiceField(
        list(TYPES.values()),
        help_text="exact: the same words; truncated: some of them; extended: more; reworded: changed;"
        " linked: like another variant, not like this quote.",
    )
    similarity = serializers.FloatField(allow_null=True, help_text="From 0 to 1; null where it is linked.")
    diff = ChangeSerializer(many=True, help_text="From this quote's words to the variant's.")
    quote = outputs.QuoteSerializer()


class VariantsSerializer(serializers.Serializer):
    """The quotation in all its sources, the earliest first, this quote included in the counts."""

    quotes = serializers.IntegerField()
    outlets = serializers.IntegerField(
        help_text="How many publishers; one without a name is known by its domain."
    )
    earliest = outputs.QuoteSerializer()
    results = VariantSerializer(many=True, help_text=f"The other quotes, at most {MAX_VARIANTS}.")


class Variants:
    """The variants of a quote, for its viewset."""

    @extend_schema(
        operation_id="quotes_variants",
        summary="List the variants of a quote",
        description="The same words in other sources, credited to the same speaker or to nobody:"
        " exact, cut or reworded. Few words are the same quotation only in the mouth of one speaker.",
        responses=VariantsSerializer,
        filters=False,
    )
    @action(detail=True, pagination_class=None)
    def variants(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Answer with the group that the quote is in."""
        quote = self.get_object()
        return Response(group_of(quote, outputs.QuoteSerializer(context=self.get_serializer_context())))


def group_of(quote: Quote, rows: serializers.BaseSerializer) -> dict[str, Any]:
    """Return the variants of `quote`; `rows` represents them."""
    quotes = variants_of(quote)
    counted = quotes.order_by().values_list("source__publisher_key", "source__domain")
    sources = {(publisher, domain): count for publisher, domain, count in counted.annotate(count=Count("pk"))}
    earliest = F("source__published").asc(nulls_last=True)
    listed = quotes.select_related("speaker", "affiliation", "source").defer("source__text")
    first = list(listed.order_by(earliest, "pk")[: MAX_VARIANTS + 1])
    # Of a text that a hundred newspapers print the same, one comparison is enough.
    texts = {other.text: other for other in first}
    compared = {text: _compared(quote, other) for text, other in texts.items()}
    results = [
        compared[other.text] | {"quote": rows.to_representation(other)}
        for other in first
        if other.pk != quote.pk
    ]
    return {
        "quotes": sum(sources.values()),
        "outlets": outlets(sources),
        "earliest": rows.to_representation(first[0] if first else quote),
        "results": results[:MAX_VARIANTS],
    }


def _compared(quote: Quote, other: Quote) -> dict[str, Any]:
    comparison = compare(quote.search_text.split(), other.search_text.split())
    return {
        "type": TYPES[comparison.relation if comparison else None],
        "similarity": comparison and comparison.similarity,
        "diff": changes(quote.text, other.text),
    }


def changes(this: str, other: str) -> list[dict[str, str]]:
    """Return how two texts differ."""
    return [
        {"op": change.operation, "this": change.one, "other": change.other}
        for change in difference(this, other)
    ]
