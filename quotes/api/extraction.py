"""POST /api/v1/extract/: the quotations of an article that is sent; nothing is stored."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from quotes.api import serializers as outputs
from quotes.api.evidence import RivalSerializer
from quotes.api.extractor import extract
from quotes.api.problems import MEDIA_TYPE
from quotes.api.schema import ProblemSerializer
from quotes.api.strict import StrictView
from quotes.api.submission import ArticleInput, article_of
from quotes.extraction.records import Quotation, Span
from quotes.extraction.roles import role_form
from quotes.models import Quote, Scope, Speaker


class NamedSerializer(serializers.Serializer):
    """The speaker by the fullest name that the article gives."""

    name = serializers.CharField()
    kind = serializers.ChoiceField(Speaker.Kind.choices, allow_null=True)


class PositionSerializer(serializers.Serializer):
    """What the article states of the speaker."""

    role = serializers.CharField(allow_blank=True)
    organization = serializers.CharField(allow_blank=True)
    party = serializers.CharField(allow_blank=True)
    state = serializers.CharField(allow_blank=True)
    former = serializers.BooleanField()
    acting = serializers.BooleanField()


class ExtractedQuoteSerializer(serializers.Serializer):
    """A quotation as it was found; its fields are those of a quote."""

    text = serializers.CharField()
    kind = serializers.ChoiceField(Quote.Kind.choices)
    type = serializers.ChoiceField(Quote.Type.choices)
    speaker = NamedSerializer(allow_null=True)
    affiliation = PositionSerializer(allow_null=True)
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    content_spans = outputs.SpansField()
    cue = outputs.WordsSerializer(allow_null=True)
    mention = outputs.WordsSerializer(allow_null=True)
    chain = outputs.WordsSerializer(help_text="The words that lead from the mention to the name.")
    rivals = RivalSerializer(many=True)
    confidence = serializers.FloatField()


class ExtractedSerializer(serializers.Serializer):
    """The quotations of an article in reading order, and the text that all offsets refer to."""

    title = serializers.CharField(allow_blank=True)
    text = serializers.CharField(trim_whitespace=False)
    extractor = serializers.CharField()
    quotes = ExtractedQuoteSerializer(many=True)


class Extract(StrictView):
    """Who says what in this article? POST a `text` or a page as `html`."""

    name = "Extract"
    scopes = {"POST": Scope.READ}
    costly = ("POST",)
    serializer_class = ExtractedSerializer

    @extend_schema(
        operation_id="extract",
        summary="Find the quotations of an article",
        description="Nothing is stored. Speakers are named as the article names them.",
        tags=["extract"],
        request=ArticleInput,
        responses={200: ExtractedSerializer, (413, MEDIA_TYPE): ProblemSerializer},
    )
    def post(self, request: Request) -> Response:
        """Answer with the quotations."""
        article = article_of(request)
        found = extract(article.text, article.title)
        quotes = [as_item(article.text, quotation) for quotation in found.quotations]
        return Response(
            {"title": article.title, "text": article.text, "extractor": found.extractor, "quotes": quotes}
        )


def as_item(text: str, quotation: Quotation) -> dict[str, Any]:
    """Return a quotation under the names that a quote has."""
    voice = quotation.voice
    stated = {name: getattr(voice, name) or "" for name in ("role", "organization", "party", "state")}
    form = role_form(stated["role"])
    return {
        "text": " ".join(span.of(text) for span in quotation.content),
        "kind": quotation.kind,
        "type": quotation.type,
        "speaker": {"name": voice.name, "kind": voice.kind} if voice.name else None,
        "affiliation": {**stated, "former": form.former, "acting": form.acting}
        if any(stated.values())
        else None,
        "start": quotation.start,
        "end": quotation.end,
        "content_spans": [[span.start, span.end] for span in quotation.content],
        "cue": words(text, quotation.cue) if quotation.cue else None,
        "mention": words(text, quotation.source) if quotation.source else None,
        "chain": words(text, voice.chain),
        "rivals": [{"name": rival.name, "score": rival.score} for rival in voice.rivals],
        "confidence": quotation.confidence,
    }


def words(text: str, spans: tuple[Span, ...]) -> dict[str, Any]:
    """Return words of the article with their spans."""
    return {
        "text": " ".join(span.of(text) for span in spans),
        "spans": [[span.start, span.end] for span in spans],
    }
