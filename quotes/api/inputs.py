"""What the API accepts from staff: the fields that may be written, checked as the admin does.

A field that is unknown or that cannot be changed is a 400; nothing is silently ignored.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import copy
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.core.exceptions import ValidationError as ModelValidationError
from django.db import models, transaction
from django.db.models import Model
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.fields import empty

from quotes.api.parameters import PUBLIC_ID, nearest
from quotes.api.serializers import SpansField
from quotes.bare_names import renew
from quotes.extraction.names import name_key
from quotes.models import Affiliation, Alias, Quote, Source, Speaker
from quotes.models.corrections import correct
from quotes.models.merging import merge
from quotes.models.source import TAG, language_fault


class TextField(serializers.CharField):
    """A text; a number is not taken for one."""

    def to_internal_value(self, data: Any) -> str:
        """Return the text. Raises ValidationError."""
        if not isinstance(data, str):
            self.fail("invalid")
        text: str = super().to_internal_value(data)
        return text


@extend_schema_field({"type": "string", "pattern": f"^{TAG}$", "maxLength": 35})
class LanguageField(TextField):
    """A language tag (BCP 47)."""

    def to_internal_value(self, data: Any) -> str:
        """Return the tag. Raises ValidationError."""
        tag = super().to_internal_value(data)
        if fault := language_fault(tag):
            raise ValidationError(fault)
        return tag


@extend_schema_field({"type": "string", "pattern": f"^{PUBLIC_ID}$"})
class PublicIdRelatedField(serializers.SlugRelatedField):
    """A row of `queryset` by its public identifier."""

    default_error_messages = {
        "does_not_exist": "There is none with the id '{value}'.",
        "invalid": "Not an id.",
    }

    def __init__(self, **options: Any) -> None:
        # A text input in the browsable API: there may be too many rows for a list.
        super().__init__(slug_field="public_id", style={"base_template": "input.html"}, **options)

    def run_validation(self, data: Any = empty) -> Model | None:
        """Refuse the empty text, which forms send for null. Raises ValidationError."""
        if data == "":
            self.fail("invalid")
        row: Model | None = super().run_validation(data)
        return row

    def to_internal_value(self, data: Any) -> Model:
        """Return the row. Raises ValidationError."""
        if not (isinstance(data, str) and re.fullmatch(PUBLIC_ID, data)):
            self.fail("invalid")
        return super().to_internal_value(data)


class SpeakerField(PublicIdRelatedField):
    """A speaker by the public identifier; of one who was merged, it says into whom."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Speaker.objects.all(), **options)

    def to_internal_value(self, data: Any) -> Model:
        """Return the speaker. Raises ValidationError."""
        speaker: Any = super().to_internal_value(data)
        if speaker.merged_into is not None:
            raise ValidationError(merged_into(speaker))
        return speaker


def merged_into(speaker: Speaker) -> str:
    """Say who took the quotes of a speaker who was merged."""
    survivor = speaker.survivor()
    return f"This speaker is merged into '{survivor.public_id}' ({survivor.name}): name that one."


class Input(serializers.ModelSerializer):
    """Refuses unknown fields, and applies the model's own rules to the row as it would be."""

    serializer_field_mapping = serializers.ModelSerializer.serializer_field_mapping | {
        models.CharField: TextField
    }

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """Return the validated fields. Raises ValidationError."""
        if isinstance(data, Mapping):
            faults = {name: self.fault(name) for name in data if name not in self.fields}
            if faults:
                raise ValidationError(faults)
        return super().to_internal_value(data)

    def fault(self, name: str) -> str:
        """Return what is wrong with giving a field called `name`."""
        return f"Cannot be written.{nearest(name, self.fields)} Writable here: {', '.join(self.fields)}."

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Check the row as it would be: its fields, and the database's constraints."""
        row: Any = copy(self.instance) if self.instance else self.Meta.model()
        columns = {field.name for field in row._meta.concrete_fields}
        for name in attrs.keys() & columns:
            setattr(row, name, attrs[name])
        try:
            row.full_clean()
        except ModelValidationError as error:
            raise ValidationError(serializers.as_serializer_error(error)) from error
        return attrs


class QuoteInput(Input):
    """A correction.

    A new speaker takes off the affiliation that was stated of the former one, unless a new
    one is given too. Spans are characters of the source's text, half-open, in reading order,
    none overlapping another; the words are those that stand there, and cannot be given. An
    empty list takes the cue or the mention off; the content must share a character with that
    which it replaces. A correction sets `review` to `corrected`, unless it is `rejected`.
    """

    speaker = SpeakerField(allow_null=True)
    affiliation = PublicIdRelatedField(queryset=Affiliation.objects.all(), allow_null=True)
    content_spans = SpansField()
    cue_spans = SpansField()
    mention_spans = SpansField()

    class Meta:
        model = Quote
        fields = (
            "speaker",
            "affiliation",
            "kind",
            "type",
            "review",
            "content_spans",
            "cue_spans",
            "mention_spans",
        )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Leave the rules to `correct`, which is where the admin's edits go as well."""
        return attrs

    def update(self, quote: Quote, attrs: dict[str, Any]) -> Quote:
        """Correct what differs."""
        changes = {name: value for name, value in attrs.items() if getattr(quote, name) != value}
        try:
            correct(quote, changes, by=self.context["request"].user)
        except ModelValidationError as error:
            raise ValidationError(serializers.as_serializer_error(error)) from error
        except ObjectDoesNotExist as error:
            raise NotFound from error
        return quote


class SpeakerInput(Input):
    """A speaker. `aliases` replaces every other name; `name` is always kept as one of them."""

    aliases = serializers.ListField(
        child=TextField(max_length=300), required=False, max_length=200, write_only=True
    )

    class Meta:
        model = Speaker
        fields = ("name", "kind", "aliases")

    def validate_aliases(self, names: list[str]) -> list[str]:
        """Refuse a name that has no letter or digit."""
        for name in names:
            if not name_key(name):
                raise ValidationError(f"A name needs a letter or a digit, and '{name}' has none.")
        return names

    @transaction.atomic
    def save(self, **extra: Any) -> Speaker:
        """Save the speaker and the names."""
        names = self.validated_data.pop("aliases", None)
        before = list(self.instance.aliases.values_list("name", flat=True)) if self.instance else []
        speaker: Speaker = super().save(**extra)
        if names is not None:
            by_key = {name_key(name): name for name in (*names, speaker.name)}
            speaker.aliases.exclude(key__in=by_key).delete()
            for key, name in by_key.items():
                Alias.objects.update_or_create(speaker=speaker, key=key, defaults={"name": name})
        renew([*before, *speaker.aliases.values_list("name", flat=True)])
        return speaker


class MergeInput(Input):
    """The speaker who takes the quotes, the names and the affiliations."""

    into = SpeakerField()

    class Meta:
        model = Speaker
        fields = ("into",)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Leave the rules to `merge`."""
        return attrs

    def update(self, speaker: Speaker, attrs: dict[str, Any]) -> Speaker:
        """Merge, and return who is left."""
        into: Speaker = attrs["into"]
        try:
            merge(speaker, into)
        except ModelValidationError as error:
            raise ValidationError(serializers.as_serializer_error(error)) from error
        except ObjectDoesNotExist as error:
            raise NotFound from error
        renew(into.aliases.values_list("name", flat=True))
        return into


class AffiliationInput(Input):
    """An affiliation. The dates come from the sources that state it."""

    speaker = SpeakerField()

    class Meta:
        model = Affiliation
        fields = ("speaker", "role", "organization", "party", "state")
        validators = ()


class AffiliationChange(Input):
    """A change of an affiliation, which stays with its speaker."""

    class Meta:
        model = Affiliation
        fields = ("role", "organization", "party", "state")
        validators = ()


class SourceInput(Input):
    """What is known about an article. Its text never changes: every offset refers to it."""

    authors = serializers.ListField(child=TextField(max_length=300), max_length=200)
    language = LanguageField(max_length=35)

    class Meta:
        model = Source
        fields = ("url", "title", "authors", "publisher", "published", "language")
        validators = ()
