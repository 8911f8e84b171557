"""Affiliation: a role in an organization that sources state of a speaker."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from quotes.extraction.roles import role_form
from quotes.models.derived import DerivedBooleanField, DerivedTextField
from quotes.models.public_ids import LENGTH, new_public_id
from quotes.search import words

STATED = ("role", "organization", "party", "state")
"""What an article states, by which an affiliation of a speaker is known."""


class Affiliation(models.Model):
    """What a speaker is said to be, and for whom. Some of it may be empty, not all.

    `speaker` is null for somebody whom no article names: "a spokeswoman for Acme". `party` and
    `state` are usual names ("R-Iowa" is Republican, Iowa). `first_stated` and `last_stated` are
    the dates of publication of the earliest and the latest source that states it; both are null
    where no such source has a date. The keys are the folded words that search compares;
    `role_form` has one form for each office ("Former U.S. Sen." is a us senator), and `former`
    and `acting` are told by the role.
    """

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    speaker = models.ForeignKey(
        "quotes.Speaker", models.CASCADE, null=True, blank=True, related_name="affiliations", db_index=False
    )
    role = models.CharField(max_length=300, blank=True)
    organization = models.CharField(max_length=300, blank=True)
    party = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=60, blank=True)
    role_key = DerivedTextField(blank=True, derive=lambda affiliation: " ".join(words(affiliation.role)))
    organization_key = DerivedTextField(
        blank=True, derive=lambda affiliation: " ".join(words(affiliation.organization))
    )
    role_form = DerivedTextField(blank=True, derive=lambda affiliation: role_form(affiliation.role).words)
    former = DerivedBooleanField(default=False, derive=lambda affiliation: role_form(affiliation.role).former)
    acting = DerivedBooleanField(default=False, derive=lambda affiliation: role_form(affiliation.role).acting)
    first_stated = models.DateField(null=True, blank=True)
    last_stated = models.DateField(null=True, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("speaker", "-last_stated", "id")
        indexes = (
            models.Index(fields=("organization",), name="affiliation_organization"),
            models.Index(fields=("role",), name="affiliation_role"),
        )
        constraints = (
            # Also serves as the index of the foreign key.
            models.UniqueConstraint(fields=("speaker", *STATED), name="affiliation_once_per_speaker"),
            models.UniqueConstraint(
                fields=STATED,
                condition=Q(speaker=None),
                name="affiliation_once_without_speaker",
                violation_error_message="There is one with the same role, organization, party and state.",
            ),
            models.CheckConstraint(
                condition=~Q(role="", organization="", party="", state=""),
                name="affiliation_not_empty",
                violation_error_message="Give at least one of role, organization, party and state.",
            ),
            models.CheckConstraint(
                condition=Q(first_stated=None, last_stated=None)
                | Q(
                    first_stated__isnull=False, last_stated__isnull=False, first_stated__lte=F("last_stated")
                ),
                name="affiliation_dates_in_order",
                violation_error_message="Give both dates or none, the first one first.",
            ),
        )

    def __str__(self) -> str:
        return ", ".join(part for part in self.stated if part)

    @property
    def stated(self) -> tuple[str, ...]:
        """What is stated, in the order of STATED."""
        return tuple(getattr(self, name) for name in STATED)

    def widen(self, published: datetime.date | None) -> bool:
        """Let the dates include `published`, unsaved, and say whether that changed them."""
        if published is None:
            return False
        before = (self.first_stated, self.last_stated)
        self.first_stated = min(self.first_stated or published, published)
        self.last_stated = max(self.last_stated or published, published)
        self.updated = timezone.now()
        return before != (self.first_stated, self.last_stated)
