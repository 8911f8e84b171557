"""Fingerprint and Variant: by what the forms of one quotation are found, and what was found.

Both are derived from the quotes' words, by quotes.variants, and can be made again.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Fingerprint(models.Model):
    """One of the keys by which a quote's words are found (quotes.matching)."""

    # The primary key also serves as the index of the foreign key.
    pk = models.CompositePrimaryKey("quote_id", "key")
    quote = models.ForeignKey("quotes.Quote", models.CASCADE, related_name="fingerprints", db_index=False)
    key = models.IntegerField()

    class Meta:
        indexes = (models.Index(fields=("key", "quote"), name="fingerprint_key"),)

    def __str__(self) -> str:
        return str(self.key)


class Variant(models.Model):
    """A quote whose words are found elsewhere: the same, cut or reworded.

    All forms of one quotation have the same `group`, which is the one of them with the
    lowest key, itself included. Who is credited makes no difference here: the same words
    credited to two speakers are what a reader wants to know.
    """

    quote = models.OneToOneField("quotes.Quote", models.CASCADE, primary_key=True, related_name="variant")
    group = models.ForeignKey("quotes.Quote", models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(group__lte=F("quote")), name="variant_group_is_its_lowest"),
        )

    def __str__(self) -> str:
        return f"{self.quote_id} in {self.group_id}"
