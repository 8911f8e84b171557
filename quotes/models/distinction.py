"""Distinction: an editor's ruling that two speakers are not the same, whatever their names say."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from quotes.models.speaker import Speaker


class DistinctionQuerySet(models.QuerySet["Distinction"]):
    """What can be asked of rulings."""

    def about(self, speaker: Any) -> DistinctionQuerySet:
        """Keep those that tell the speaker (a row, a key or an expression for it) from somebody."""
        return self.filter(Q(one=speaker) | Q(other=speaker))

    def between(self, speaker: Speaker, other: Speaker) -> DistinctionQuerySet:
        """Keep the one that tells these two from each other."""
        one, two = sorted((speaker.pk, other.pk))
        return self.filter(one=one, other=two)


class Distinction(models.Model):
    """Two speakers who are not the same: nobody merges them while it stands.

    Of the two, `one` is that with the lower key, so that a ruling is there once. Where one of
    them is merged into a third, it is about the third from then on. A surname alone that was
    told from somebody keeps its quotes, however many bearers of it appear (Speaker.settle).
    """

    one = models.ForeignKey(Speaker, models.CASCADE, related_name="+", db_index=False)
    other = models.ForeignKey(Speaker, models.CASCADE, related_name="+")
    ruled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    created = models.DateTimeField(auto_now_add=True)

    objects = DistinctionQuerySet.as_manager()

    class Meta:
        ordering = ("-created", "-id")
        constraints = (
            # Also serves as the index of the foreign key.
            models.UniqueConstraint(fields=("one", "other"), name="distinction_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="distinction_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.one} is not {self.other}"

    def clean(self) -> None:
        """Refuse a speaker and itself, and one who is merged."""
        if self.one_id is not None and self.one_id == self.other_id:
            raise ValidationError({"other": "Choose two speakers."})
        for name in ("one", "other"):
            speaker = getattr(self, name, None)
            if speaker is not None and speaker.merged_into is not None:
                raise ValidationError(
                    {name: f"{speaker} is merged into {speaker.merged_into}: choose that speaker."}
                )
        self._order()
        super().clean()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, whichever of the two was named first."""
        self._order()
        for speaker in (self.one, self.other):
            speaker.settle()
        super().save(*args, **kwargs)

    def _order(self) -> None:
        if self.one_id is not None and self.other_id is not None and self.one_id > self.other_id:
            self.one, self.other = self.other, self.one
