"""What the API answers with: flat, complete rows under their public names.

`id` is the public identifier. `url` is the record's own address here, except that a source,
which is known by the address of its article, has that as `url` and its own as `api_url`.
"""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from quotes.api.addresses import address
from quotes.models import Affiliation, Identifier, Quote, Source, Speaker, Term
from quotes.occurrences import highlights

SPAN = {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}

# What an affiliation says, in every record that has one.
POSITION = ("role", "organization", "party", "state", "former", "acting")


@extend_schema_field({"type": "array", "items": SPAN, "example": [[112, 148]]})
class SpansField(serializers.JSONField):
    """Spans of the source's text: [start, end] in characters, half-open."""


class PublicIdField(serializers.CharField):
    """The opaque identifier that stands for a row in every address and filter."""

    def __init__(self, **options: Any) -> None:
        super().__init__(source="public_id", read_only=True, **options)


class AddressField(serializers.HyperlinkedIdentityField):
    """The address of the record in this API."""

    def __init__(self, resource: str) -> None:
        super().__init__(f"{resource}-detail", lookup_field="public_id", lookup_url_kwarg="id")

    def get_url(self, obj: Any, view_name: str, request: Request, format: str | None) -> str:
        """Return the address, which is the same in whatever format it is told."""
        return address(request, view_name, id=obj.public_id)


class SpeakerBriefSerializer(serializers.ModelSerializer):
    """A speaker inside another record."""

    id = PublicIdField()

    class Meta:
        model = Speaker
        fields = ("id", "name", "kind")
        read_only_fields = fields


class AffiliationBriefSerializer(serializers.ModelSerializer):
    """An affiliation inside another record. Some of its texts may be empty, not all."""

    id = PublicIdField()

    class Meta:
        model = Affiliation
        fields: tuple[str, ...] = ("id", *POSITION)
        read_only_fields = fields


class SourceBriefSerializer(serializers.ModelSerializer):
    """A source inside a quote: the article's address, title, publisher and date."""

    id = PublicIdField()
    url = serializers.CharField(help_text="The article's own address; empty if it is not known.")

    class Meta:
        model = Source
        fields = ("id", "url", "title", "publisher", "published")
        read_only_fields = fields


class WordsSerializer(serializers.Serializer):
    """Words of the article with their spans in the source's text."""

    text = serializers.CharField()
    spans = SpansField()


class QuoteSerializer(serializers.ModelSerializer):
    """A quotation: who said what, where it stands, and how sure that is.

    `text` is the words of `content_spans`, `start` and `end` their outer borders; all offsets
    are characters of the source's text, half-open. `cue` (she said) and `mention` (the words
    that name the speaker) are null where the article has none; `speaker` is null where it
    cannot be known; `affiliation` is what this source states of the speaker.
    """

    id = PublicIdField()
    url = AddressField("quote")
    highlights = SpansField(
        required=False, help_text="With a search: where its words stand in `text` (not in the source's)."
    )
    content_spans = SpansField(read_only=True)
    cue = serializers.SerializerMethodField()
    mention = serializers.SerializerMethodField()
    speaker = SpeakerBriefSerializer(allow_null=True)
    affiliation = AffiliationBriefSerializer(allow_null=True)
    source = SourceBriefSerializer()

    class Meta:
        model = Quote
        fields = (
            "id",
            "url",
            "text",
            "highlights",
            "kind",
            "type",
            "speaker",
            "affiliation",
            "source",
            "start",
            "end",
            "content_spans",
            "cue",
            "mention",
            "resolution",
            "confidence",
            "review",
            "created",
            "updated",
        )
        read_only_fields = fields

    def to_representation(self, quote: Quote) -> dict[str, Any]:
        """Return the row; with `terms` of a search in the context, say where they stand."""
        if (terms := self.context.get("terms")) is not None:
            quote.highlights = highlights(terms, quote.text)
        row: dict[str, Any] = super().to_representation(quote)
        return row

    @extend_schema_field(WordsSerializer(allow_null=True))
    def get_cue(self, quote: Quote) -> dict[str, Any] | None:
        """Return the cue's words and spans."""
        return {"text": quote.cue, "spans": quote.cue_spans} if quote.cue_spans else None

    @extend_schema_field(WordsSerializer(allow_null=True))
    def get_mention(self, quote: Quote) -> dict[str, Any] | None:
        """Return the mention's words and spans."""
        return {"text": quote.mention, "spans": quote.mention_spans} if quote.mention_spans else None


class StatedAffiliationSerializer(serializers.ModelSerializer):
    """An affiliation of a speaker, with the dates of the first and last source that state it."""

    id = PublicIdField()

    class Meta:
        model = Affiliation
        fields = ("id", *POSITION, "first_stated", "last_stated")
        read_only_fields = fields


class IdentifierSerializer(serializers.ModelSerializer):
    """What the speaker is called in another catalog."""

    class Meta:
        model = Identifier
        fields = ("scheme", "value")
        read_only_fields = fields


class SpeakerSerializer(serializers.ModelSerializer):
    """A person, organization or group that is quoted, with every name and affiliation."""

    id = PublicIdField()
    url = AddressField("speaker")
    aliases = serializers.SerializerMethodField(help_text="Every name the speaker goes by, `name` included.")
    identifiers = IdentifierSerializer(many=True)
    affiliations = StatedAffiliationSerializer(many=True)

    class Meta:
        model = Speaker
        fields = (
            "id",
            "url",
            "name",
            "kind",
            "incomplete",
            "aliases",
            "identifiers",
            "affiliations",
            "created",
            "updated",
        )
        read_only_fields = fields

    def get_aliases(self, speaker: Speaker) -> list[str]:
        """Return the names (a query unless they are prefetched)."""
        return [alias.name for alias in speaker.aliases.all()]


class TermSerializer(serializers.ModelSerializer):
    """When an affiliation was held, as curated; both days included, null where it is open."""

    class Meta:
        model = Term
        fields = ("held_from", "held_until")
        read_only_fields = fields


class AffiliationSerializer(serializers.ModelSerializer):
    """A role in an organization that sources state of a speaker; null for somebody without a name."""

    id = PublicIdField()
    url = AddressField("affiliation")
    speaker = SpeakerBriefSerializer(allow_null=True)
    terms = TermSerializer(many=True)

    class Meta:
        model = Affiliation
        fields = (
            "id",
            "url",
            "speaker",
            *POSITION,
            "role_form",
            "first_stated",
            "last_stated",
            "terms",
            "created",
            "updated",
        )
        read_only_fields = fields


class SourceSerializer(serializers.ModelSerializer):
    """An article, without its text. `url` is the article's own address, empty where unknown."""

    id = PublicIdField()
    api_url = AddressField("source")
    url = serializers.CharField(help_text="The article's own address; empty if it is not known.")
    authors = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = Source
        fields: tuple[str, ...] = (
            "id",
            "api_url",
            "url",
            "title",
            "authors",
            "publisher",
            "published",
            "language",
            "sha256",
            "extractor",
            "status",
            "created",
            "updated",
        )
        read_only_fields = fields


class SourceTextSerializer(SourceSerializer):
    """An article with the text that all offsets refer to; `sha256` is the hash of that text."""

    class Meta(SourceSerializer.Meta):
        fields = (*SourceSerializer.Meta.fields, "text")
        read_only_fields = fields
