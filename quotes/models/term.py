"""Term: a time during which an affiliation was held, as an editor or an authority file says."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from quotes.models.affiliation import Affiliation


class TermQuerySet(models.QuerySet["Term"]):
    """What can be asked of terms."""

    def held_on(self, day: datetime.date) -> TermQuerySet:
        """Keep those that include `day`; one of which no border is known includes none."""
        begun = Q(held_from__lte=day) | Q(held_from=None, held_until__isnull=False)
        return self.filter(begun, Q(held_until__gte=day) | Q(held_until=None))


class Term(models.Model):
    """The first and the last day, either null where it is open or not known.

    Terms are curated: no article adds, widens or deletes one. What articles state, and when, is
    the affiliation itself with its `first_stated` and `last_stated`.
    """

    affiliation = models.ForeignKey(Affiliation, models.CASCADE, related_name="terms", db_index=False)
    held_from = models.DateField("from", null=True, blank=True)
    held_until = models.DateField("until", null=True, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ("held_from", "held_until", "id")
        constraints = (
            # Also serves as the index of the foreign key.
            models.UniqueConstraint(
                "affiliation",
                Coalesce("held_from", Value(datetime.date.min)),
                Coalesce("held_until", Value(datetime.date.max)),
                name="term_once_per_affiliation",
                violation_error_message="The affiliation has this term already.",
            ),
            models.CheckConstraint(
                condition=Q(held_from=None) | Q(held_until=None) | Q(held_from__lte=F("held_until")),
                name="term_from_before_until",
                violation_error_message="The last day is before the first.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.held_from or ''}/{self.held_until or ''}"

    def includes(self, day: datetime.date) -> bool:
        """Say whether it includes `day`, as `held_on` does."""
        first, last = self.held_from, self.held_until
        if first is None and last is None:
            return False
        return (first or day) <= day <= (last or day)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; whoever has a term is an editor's from then on."""
        if self.affiliation.speaker is not None:
            self.affiliation.speaker.settle()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse a term that ends before it begins."""
        if self.held_from and self.held_until and self.held_from > self.held_until:
            raise ValidationError({"held_until": f"Before it begins, {self.held_from}."})
