"""POST /api/v1/lookup/: what is on record of the words of a sentence, or of each quotation of an article."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

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
from quotes.api.strict import StrictView
from quotes.api.submission import MAX_ANONYMOUS, MAX_LENGTH, longest_text
from quotes.api.variants import OUTLETS, ChangeSerializer, changes
from quotes.extraction.pipeline import find_unbroken
from quotes.extraction.records import Span
from quotes.lookup import Credit, Found, is_held, look_up, nearness
from quotes.matching import Relation
from quotes.models import Scope
from quotes.search import words

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


class Asked(NamedTuple):
    """What is to be looked up: stretches of the text, and the name of whom it credits with them."""

    spans: tuple[Span, ...]
    name: str | None = None

    def words(self, text: str) -> str:
        """Return the words, as they are stored with a quote: `"We knew," he said. "All."` is We knew, All."""
        return " ".join(span.of(text) for span in self.spans)


class LookupInput(serializers.Serializer):
    """A sentence, with or without quotation marks, or a whole article."""

    text = TextField(
        trim_whitespace=False,
        help_text=f"At most {MAX_LENGTH['text']} characters; {MAX_ANONYMOUS} without credentials.",
    )

    def to_internal_value(self, data: Any) -> Any:
        """Refuse fields that nobody reads."""
        if isinstance(data, Mapping) and (unknown := [name for name in data if name not in self.fields]):
            raise serializers.ValidationError(
                {name: f"Not known.{nearest(name, self.fields)} Known here: text." for name in unknown}
            )
        return super().to_internal_value(data)

    def validate_text(self, text: str) -> str:
        """Refuse what is nothing but space."""
        if not text.strip():
            raise serializers.ValidationError(self.fields["text"].error_messages["blank"], code="blank")
        return text


class CreditSerializer(serializers.Serializer):
    """Whom the words are credited to, or nobody: the earliest quote, and how many of how many outlets."""

    speaker = outputs.SpeakerBriefSerializer(allow_null=True)
    earliest = outputs.QuoteSerializer()
    quotes = serializers.IntegerField()
    outlets = serializers.IntegerField(help_text=OUTLETS)


class FindingSerializer(serializers.Serializer):
    """What is on record of one quotation. All but the first six are null where nothing is."""

    text = serializers.CharField(help_text="The words that are looked up, those of all spans.")
    start = serializers.IntegerField(help_text="In the text that was sent: characters, half-open.")
    end = serializers.IntegerField()
    content_spans = outputs.SpansField(
        help_text="The stretches of the text that are looked up: all but a cue between them."
    )
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
        description="Each quotation of an article, or a sentence as it stands, is `verbatim`,"
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
        longest = longest_text(request)
        if isinstance(text, str) and len(text) > longest:
            raise TooLarge(f"The text has {len(text)} characters; at most {longest} are looked up.")
        sent = LookupInput(data=request.data)
        sent.is_valid(raise_exception=True)
        text = sent.validated_data["text"]
        looked, left_out = _look_up(text)
        self.rows = outputs.QuoteSerializer(context={"request": request})
        results = [self.finding(text, *one) for one in looked]
        return Response({"results": results, "left_out": left_out})

    def finding(self, text: str, asked: Asked, found: Found | None) -> dict[str, Any]:
        """Return what is on record of one quotation."""
        said = asked.words(text)
        finding = {
            "text": said,
            "start": asked.spans[0].start,
            "end": asked.spans[-1].end,
            "content_spans": [[span.start, span.end] for span in asked.spans],
            "attributed_to": asked.name,
        }
        return finding | self.record(said, found)

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


def _look_up(text: str) -> tuple[list[tuple[Asked, Found | None]], int]:
    """Look up the quotations of a text, and of a short one all of it; return also how many are left out.

    `He said: ‘We won.’` is on record as "We won."; what somebody wrote down without saying who
    said it, and "The levy falls, he hopes, on ships", may be there as they stand. The nearer wins.
    """
    whole = Asked((_stripped(text, Span(0, len(text))),))
    short = len(words(text)) <= MAX_BARE_WORDS
    as_it_stands: list[tuple[Asked, Found | None]] = []
    if (quoted := _IN_MARKS.fullmatch(text)) and quoted[1].strip():
        inner = Asked((_stripped(text, Span(*quoted.span(1))),))
        return [(inner, look_up(inner.words(text)))], 0
    if short and not _MARKS.search(text):
        as_it_stands = [(whole, look_up(whole.words(text)))]
        if is_held(as_it_stands[0][1]):  # reading takes longer than looking up
            return as_it_stands, 0
    asked = _quotations(text)
    looked = [(one, look_up(one.words(text))) for one in asked[:MAX_QUOTATIONS]]
    if short or not asked:
        as_it_stands = as_it_stands or [(whole, look_up(whole.words(text)))]
        best = min((nearness(found) for _, found in looked), default=None)
        if best is None or nearness(as_it_stands[0][1]) < best:
            return as_it_stands, 0
    return looked, max(len(asked) - MAX_QUOTATIONS, 0)


def _quotations(text: str) -> list[Asked]:
    """Return the quotations of a text, with whom they are credited to; else what stands in marks."""
    if not find_unbroken(text) and (found := extract(text).quotations):
        return [Asked(quotation.content, quotation.voice.name) for quotation in found]
    marked = (Span(*match.span(1)) for match in _IN_MARKS.finditer(text) if match[1].strip())
    return [Asked((_stripped(text, span),)) for span in marked]


def _stripped(text: str, span: Span) -> Span:
    """Return a stretch without the space around it."""
    inner = span.of(text)
    return Span(span.start + len(inner) - len(inner.lstrip()), span.start + len(inner.rstrip()))
