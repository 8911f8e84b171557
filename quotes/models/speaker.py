"""Speaker: a person, an organization or a group that is quoted, and the names they go by."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q

from quotes.extraction.names import name_key
from quotes.models.derived import DerivedBooleanField, DerivedCharField
from quotes.models.public_ids import LENGTH, new_public_id
from quotes.resolution import is_bare, surname_key


class SpeakerQuerySet(models.QuerySet["Speaker"]):
    """What can be asked of speakers."""

    def current(self) -> SpeakerQuerySet:
        """Leave out speakers who were merged into another."""
        return self.filter(merged_into=None)

    def named(self, name: str) -> SpeakerQuerySet:
        """Keep those who go by `name`, whatever its case, accents, punctuation and title."""
        return self.filter(pk__in=Alias.objects.filter(key=name_key(name)).values("speaker"))


class Speaker(models.Model):
    """Somebody who is quoted. `merged_into` points to the speaker who took this one's quotes.

    A person known by a surname alone is `incomplete` until an article tells the full name. `found`
    as long as articles alone tell of the speaker: whoever saves the row, or rules on it, has taken it over.
    """

    class Kind(models.TextChoices):
        PERSON = "person", "person"
        ORGANIZATION = "organization", "organization"
        GROUP = "group", "group"

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PERSON)
    incomplete = DerivedBooleanField(
        default=False, derive=lambda speaker: speaker.kind == Speaker.Kind.PERSON and is_bare(speaker.name)
    )
    found = models.BooleanField(default=False, editable=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        indexes = (models.Index(fields=("name", "id"), name="speaker_by_name"),)
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="speaker_name_not_empty"),
            models.CheckConstraint(
                condition=Q(kind__in=("person", "organization", "group")), name="speaker_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="speaker_not_merged_into_itself",
                violation_error_message="A speaker cannot be merged into itself.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a name without a letter or digit, a merge into itself and into one who is merged too."""
        if not name_key(self.name):
            raise ValidationError({"name": "A name needs a letter or a digit."})
        if self.merged_into_id is not None and self.merged_into_id == self.pk:
            raise ValidationError({"merged_into": "A speaker cannot be merged into itself."})
        if self.merged_into is not None and self.merged_into.merged_into_id is not None:
            raise ValidationError(
                {"merged_into": f"{self.merged_into} is merged too: choose {self.merged_into.merged_into}."}
            )

    def survivor(self) -> Speaker:
        """Return who took this speaker's quotes in the end, itself where nobody did (a query a step)."""
        speaker, seen = self, {self.pk}
        while speaker.merged_into is not None and speaker.merged_into_id not in seen:
            speaker = speaker.merged_into
            seen.add(speaker.pk)
        return speaker

    def settle(self) -> None:
        """Let an editor's ruling on the speaker stand: articles take nothing of it away any more.

        The quotes of a surname alone stay with the row that the ruling is about.
        """
        if self.found:
            self.found = False
            Speaker.objects.filter(pk=self.pk).update(found=False)
        self.quotes.filter(speaker__incomplete=True).exclude(surname="").update(surname="")

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and make sure that the name is among the aliases (a few more queries)."""
        if self.pk is not None:
            self.settle()
        super().save(*args, **kwargs)
        Alias.objects.get_or_create(speaker=self, name=self.name)


class Alias(models.Model):
    """A name that a speaker goes by, as written, with the keys that it is looked up by.

    "Gov. Anna B. Müller" has the key "anna muller" and the surname key "muller". The
    speaker's own name is always one of the aliases.
    """

    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="aliases", db_index=False)
    name = models.CharField(max_length=300)
    key = DerivedCharField(max_length=300, derive=lambda alias: name_key(alias.name)[:300])
    surname = DerivedCharField(max_length=300, derive=lambda alias: surname_key(alias.name)[:300])

    class Meta:
        ordering = ("name", "id")
        verbose_name_plural = "aliases"
        indexes = (
            models.Index(fields=("key",), name="alias_key"),
            # The first two bearers of a common surname are its first two entries.
            models.Index(fields=("surname", "id", "speaker"), name="alias_surname"),
        )
        constraints = (
            # Also serves as the index of the foreign key.
            models.UniqueConstraint(fields=("speaker", "name"), name="alias_once_per_speaker"),
            models.CheckConstraint(condition=~Q(key=""), name="alias_key_not_empty"),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a name without a letter or digit."""
        if not name_key(self.name):
            raise ValidationError({"name": "A name needs a letter or a digit."})
