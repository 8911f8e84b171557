"""POST /api/v1/lookup/: what is on record of the words of a sentence, or of each quotation of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from quotes.api import serializers as outputs
from quotes.api.errors import TooLarge
from quotes.api.extractor import extract
from quotes.api.inputs import TextField
from quotes.api.parameters import nearest
from quotes.api.problems import MEDIA_TYPE
from quotes.api.schema import ProblemSerializer
from quotes.api.variants import ChangeSerializer, changes
from quotes.api.views import StrictView
from quotes.extraction.pipeline import find_unbroken
from quotes.lookup import Credit, Found, look_up
from quotes.matching import Relation
from quotes.models import Scope
from quotes.search import words

MAX_LENGTH = 50_000
MAX_QUOTATIONS = 50
MAX_RIVALS = 20
# Longer texts without quotation marks are read as articles: they may have indirect quotations.
MAX_BARE_WORDS = 120

STATUSES = {
    Relation.SAME: "verbatim",
    Relation.PART: "truncated",
    Relation.WHOLE: "extended",
    Relation.CHANGED: "altered",
}
NOT_FOUND = "not_found"

_MARKS = re.compile('["“”„‟«»＂]')
_IN_MARKS = re.compile('\\s*["“”„‟«»＂]([^"“”„‟«»＂]+)["“”„‟«»＂]\\s*')

# A stretch of the text, half-open, and the name of whom it is credited to there.
Quoted = tuple[int, int, str | None]


class LookupInput(serializers.Serializer):
    """A sentence, with or without quotation marks, or a whole article."""

    text = TextField(trim_whitespace=False, help_text=f"At most {MAX_LENGTH} characters.")

    def to_internal_value(self, data: Any) -> Any:
        """Refuse fields that nobody reads."""
        if isinstance(data, Mapping) and (unknown := [name for name in data if name not in self.fields]):
            raise serializers.ValidationError(
                {name: f"Not known.{nearest(name, self.fields)} Known here: text." for name in unknown}
            )
        return super().to_internal_value(data)


class CreditSerializer(serializers.Serializer):
    """Whom the words are credited to, or nobody: the earliest quote, and how many of how many publishers."""

    speaker = outputs.SpeakerBriefSerializer(allow_null=True)
    earliest = outputs.QuoteSerializer()
    quotes = serializers.IntegerField()
    outlets = serializers.IntegerField()


class FindingSerializer(serializers.Serializer):
    """What is on record of one quotation. All but the first five are null where nothing is."""

    text = serializers.CharField()
    start = serializers.IntegerField(help_text="In the text that was sent: characters, half-open.")
    end = serializers.IntegerField()
    attributed_to = serializers.CharField(
        allow_null=True, help_text="Whom the text that was sent names as the speaker."
    )
    status = serializers.ChoiceField([*STATUSES.values(), NOT_FOUND])
    similarity = serializers.FloatField(
        allow_null=True,
        help_text="From 0 to 1; of a truncated or extended one, how much of the longer it is.",
    )
    diff = ChangeSerializer(many=True, allow_null=True, help_text="From the words sent to those of `quote`.")
    quote = outputs.QuoteSerializer(allow_null=True, help_text="The nearest quote on record.")
    credit = CreditSerializer(allow_null=True, help_text="Whom it is credited to on record.")
    rivals = CreditSerializer(
        many=True,
        allow_null=True,
        help_text="Others who are credited with the same words, the earliest first.",
    )
    capped = serializers.BooleanField(
        allow_null=True, help_text="Whether there may be more quotes than were counted."
    )


class LookupSerializer(serializers.Serializer):
    """One finding for each quotation, in reading order."""

    results = FindingSerializer(many=True)
    left_out = serializers.IntegerField(
        help_text=f"How many quotations were not looked up: beyond {MAX_QUOTATIONS}."
    )


class Lookup(StrictView):
    """Is this on record, and who said it? POST a `text`."""

    name = "Lookup"
    scopes = {"POST": Scope.READ}
    costly = ("POST",)
    serializer_class = LookupSerializer

    @extend_schema(
        operation_id="lookup",
        summary="Look quotations up",
        description="Each quotation of an article, and a sentence without quotation marks, is `verbatim`,"
        " `truncated` (a part of what is on record), `extended` (more than is on record), `altered` or"
        " `not_found`. Nothing is stored.",
        tags=["lookup"],
        request=LookupInput,
        responses={200: LookupSerializer, (413, MEDIA_TYPE): ProblemSerializer},
        examples=[
            OpenApiExample(
                "a sentence", {"text": "The levy falls on ferries and on nobody else."}, request_only=True
            )
        ],
    )
    def post(self, request: Request) -> Response:
        """Answer with a finding for each quotation."""
        text = request.data.get("text") if isinstance(request.data, Mapping) else None
        if isinstance(text, str) and len(text) > MAX_LENGTH:
            raise TooLarge(f"The text has {len(text)} characters; at most {MAX_LENGTH} are looked up.")
        sent = LookupInput(data=request.data)
        sent.is_valid(raise_exception=True)
        text = sent.validated_data["text"]
        quoted = list(_quotations(text))
        self.rows = outputs.QuoteSerializer(context={"request": request})
        results = [self.finding(text, *one) for one in quoted[:MAX_QUOTATIONS]]
        return Response({"results": results, "left_out": max(len(quoted) - MAX_QUOTATIONS, 0)})

    def finding(self, text: str, start: int, end: int, name: str | None) -> dict[str, Any]:
        """Return what is on record of one quotation."""
        said = text[start:end]
        finding = {"text": said, "start": start, "end": end, "attributed_to": name}
        return finding | self.record(said, look_up(said))

    def record(self, said: str, found: Found | None) -> dict[str, Any]:
        """Return what there is to say of `found`."""
        if found is None:
            return {"status": NOT_FOUND} | dict.fromkeys(
                ("similarity", "diff", "quote", "credit", "rivals", "capped")
            )
        return {
            "status": STATUSES[found.comparison.relation],
            "similarity": found.comparison.similarity,
            "diff": changes(said, found.quote.text),
            "quote": self.rows.to_representation(found.quote),
            "credit": self.credit(found.credit),
            "rivals": [self.credit(one) for one in found.rivals[:MAX_RIVALS]],
            "capped": found.capped or len(found.rivals) > MAX_RIVALS,
        }

    def credit(self, credit: Credit) -> dict[str, Any]:
        """Return a speaker with the earliest quote."""
        return {
            "speaker": credit.speaker and outputs.SpeakerBriefSerializer(credit.speaker).data,
            "earliest": self.rows.to_representation(credit.earliest),
            "quotes": credit.quotes,
            "outlets": credit.outlets,
        }


def _quotations(text: str) -> Iterator[Quoted]:
    """Yield what is to be looked up: the quotations of an article, or all of a sentence."""
    if quoted := _IN_MARKS.fullmatch(text):
        yield (*quoted.span(1), None)
    elif not _MARKS.search(text) and len(words(text)) <= MAX_BARE_WORDS:
        yield _stripped(text, 0, len(text))
    else:
        found = False
        for quotation in () if find_unbroken(text) else extract(text).quotations:
            found = True
            yield quotation.start, quotation.end, quotation.voice.name
        if not found:
            marked = [match.span(1) for match in _IN_MARKS.finditer(text)]
            yield from (_stripped(text, *span) for span in marked or [(0, len(text))])


def _stripped(text: str, start: int, end: int) -> Quoted:
    """Return a stretch without the space around it."""
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip()), None
