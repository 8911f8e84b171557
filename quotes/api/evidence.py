"""GET /api/v1/quotes/{id}/evidence/: why the quote is believed to be what it says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from quotes.api import serializers as outputs
from quotes.api.addresses import address
from quotes.api.conditional import told_when
from quotes.models import Quote

AROUND = 32
"""So many characters of the text are told before and after each span."""


class EvidenceSourceSerializer(serializers.Serializer):
    """The article, and how to know its text again."""

    id = serializers.CharField()
    api_url = serializers.URLField()
    url = serializers.CharField(help_text="Where the article was published; empty if it is not known.")
    title = serializers.CharField()
    publisher = serializers.CharField()
    published = serializers.DateField(allow_null=True)
    sha256 = serializers.CharField(help_text="Of the text in UTF-8, which all offsets refer to.")
    characters = serializers.IntegerField(help_text="How long the text is.")


class PlaceSerializer(serializers.Serializer):
    """Words of the article and where they stand, in characters, half-open."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()
    text = serializers.CharField(trim_whitespace=False)
    prefix = serializers.CharField(
        allow_blank=True, trim_whitespace=False, help_text=f"At most {AROUND} characters before."
    )
    suffix = serializers.CharField(
        allow_blank=True, trim_whitespace=False, help_text=f"At most {AROUND} characters after."
    )


class RivalSerializer(serializers.Serializer):
    """Somebody whom the words for the speaker may stand for as well."""

    name = serializers.CharField()
    score = serializers.FloatField(help_text="The share of certainty, from 0 to 1.")


class StatedSerializer(serializers.Serializer):
    """What the article itself says of the speaker."""

    name = serializers.CharField(allow_null=True, help_text="The fullest name that it gives.")
    role = serializers.CharField(allow_blank=True)
    organization = serializers.CharField(allow_blank=True)
    party = serializers.CharField(allow_blank=True)
    state = serializers.CharField(allow_blank=True)


class OutcomeSerializer(serializers.Serializer):
    """What became of that name among the speakers on record, and why."""

    outcome = serializers.ChoiceField(Quote.Resolution.choices)
    reason = serializers.CharField(allow_blank=True)


class ReviewedSerializer(serializers.Serializer):
    """What an editor made of it."""

    state = serializers.ChoiceField(Quote.Review.choices)
    by = serializers.CharField(
        allow_null=True, help_text="Who reviewed it last; told to those who have logged in."
    )
    at = serializers.DateTimeField(allow_null=True)


class EvidenceSerializer(serializers.Serializer):
    """All that speaks for a quote."""

    id = serializers.CharField()
    url = serializers.URLField(help_text="The quote.")
    source = EvidenceSourceSerializer()
    extractor = serializers.CharField(help_text="Rules and model that found it, with their versions.")
    kind = serializers.ChoiceField(Quote.Kind.choices)
    type = serializers.ChoiceField(Quote.Type.choices)
    confidence = serializers.FloatField()
    content = PlaceSerializer(many=True)
    cue = PlaceSerializer(many=True)
    mention = PlaceSerializer(many=True)
    chain = PlaceSerializer(
        many=True, help_text="The words that lead from the mention to the name: she, Okafor, Adaeze Okafor."
    )
    rivals = RivalSerializer(many=True)
    stated = StatedSerializer()
    resolution = OutcomeSerializer()
    speaker = outputs.SpeakerBriefSerializer(allow_null=True)
    review = ReviewedSerializer()


class Evidence:
    """The evidence of a quote, for its viewset."""

    @extend_schema(
        operation_id="quotes_evidence",
        summary="Show why a quote is believed",
        description="The article's hash, each span with its words, the chain of mentions that led to the"
        " name, who else was weighed, what found it, and who reviewed it.",
        responses=EvidenceSerializer,
        filters=False,
    )
    @action(detail=True, pagination_class=None)
    @told_when
    def evidence(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer with all that speaks for the quote."""
        quotes = Quote.objects.select_related("speaker", "affiliation", "source", "reviewed_by")
        quote = get_object_or_404(quotes, public_id=kwargs["id"])
        return Response(evidence_of(quote, request))


def evidence_of(quote: Quote, request: Request) -> dict[str, Any]:
    """Return the evidence; the reviewer's name only for who has logged in."""
    source, affiliation, reviewer = quote.source, quote.affiliation, quote.reviewed_by
    named = reviewer is not None and request.user.is_authenticated

    def places(spans: Iterable[Any]) -> list[dict[str, Any]]:
        return [place(source.text, start, end) for start, end, *_ in spans]

    return {
        "id": quote.public_id,
        "url": address(request, "quote-detail", id=quote.public_id),
        "source": {
            "id": source.public_id,
            "api_url": address(request, "source-detail", id=source.public_id),
            **{name: getattr(source, name) for name in ("url", "title", "publisher", "published", "sha256")},
            "characters": len(source.text),
        },
        "extractor": source.extractor,
        "kind": quote.kind,
        "type": quote.type,
        "confidence": quote.confidence,
        "content": places(quote.content_spans),
        "cue": places(quote.cue_spans),
        "mention": places(quote.mention_spans),
        "chain": places(quote.chain),
        "rivals": [{"name": name, "score": score} for name, score in quote.rivals],
        "stated": {
            "name": quote.stated_name or None,
            **{
                name: getattr(affiliation, name) if affiliation else ""
                for name in ("role", "organization", "party", "state")
            },
        },
        "resolution": {"outcome": quote.resolution, "reason": quote.reason},
        "speaker": quote.speaker and outputs.SpeakerBriefSerializer(quote.speaker).data,
        "review": {
            "state": quote.review,
            "by": (reviewer.get_full_name() or reviewer.get_username()) if named else None,
            "at": quote.reviewed_at,
        },
    }


def place(text: str, start: int, end: int) -> dict[str, Any]:
    """Return a span of the text with its words and those around it."""
    return {
        "start": start,
        "end": end,
        "text": text[start:end],
        "prefix": text[max(start - AROUND, 0) : start],
        "suffix": text[end : end + AROUND],
    }
