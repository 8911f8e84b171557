"""Identifier: what a speaker is called in another catalog, such as Wikidata, VIAF or a newsroom's own."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from quotes.models.speaker import Speaker

SCHEME = r"[a-z][a-z0-9_.-]{0,39}"
VALUE = r"[^\s\x00-\x1f\x7f]{1,200}"

# How the values of well-known schemes look.
_KNOWN = {
    "wikidata": (r"Q[1-9][0-9]{0,15}", "Q42"),
    "viaf": (r"[1-9][0-9]{0,21}", "113230702"),
    "isni": (r"[0-9]{15}[0-9X]", "0000000121034996"),
    "orcid": (r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]", "0000-0002-1825-0097"),
}


def fault(scheme: str, value: str) -> str:
    """Say what is wrong with an identifier; nothing if it can be one."""
    if not re.fullmatch(SCHEME, scheme):
        return f"{scheme!r} is no scheme: up to 40 lower-case letters, digits and '_.-', a letter first."
    if not re.fullmatch(VALUE, value):
        return f"{value!r} is no value: 1 to 200 characters without a space."
    if scheme in _KNOWN and not re.fullmatch(_KNOWN[scheme][0], value):
        return f"{value!r} is no {scheme} identifier, such as {_KNOWN[scheme][1]}."
    return ""


class Identifier(models.Model):
    """One speaker has one value of a scheme at most, and one value is that of one speaker.

    Who is merged hands them on (quotes.models.merging), so that none stands for somebody who is
    no longer current. An organization has them as a speaker of that kind.
    """

    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="identifiers", db_index=False)
    scheme = models.CharField(max_length=40)
    value = models.CharField(max_length=200)

    class Meta:
        ordering = ("scheme",)
        constraints = (
            # Also serves as the index of the foreign key.
            models.UniqueConstraint(fields=("speaker", "scheme"), name="identifier_once_per_scheme"),
            models.UniqueConstraint(fields=("scheme", "value"), name="identifier_of_one_speaker"),
            models.CheckConstraint(condition=~Q(scheme="") & ~Q(value=""), name="identifier_not_empty"),
        )

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; whoever has an identifier is an editor's from then on."""
        self.speaker.settle()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse what cannot be a scheme, what is no value of it, and a merged speaker."""
        # As stored: in the admin the speaker may be about to be merged, and hands it on.
        if Speaker.objects.filter(pk=self.speaker_id).exclude(merged_into=None).exists():
            raise ValidationError(f"{self.speaker} is merged: give it to the one who is left.")
        if wrong := fault(self.scheme, self.value):
            raise ValidationError(wrong)
