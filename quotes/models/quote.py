"""Quote: a quotation in a source, with the characters that are its evidence."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from quotes.models.affiliation import Affiliation
from quotes.models.derived import DerivedDateField, DerivedTextField
from quotes.models.full_text import condition
from quotes.models.public_ids import LENGTH, new_public_id
from quotes.models.source import UNDATED
from quotes.models.speaker import Speaker
from quotes.search import parse, words


class QuoteQuerySet(models.QuerySet["Quote"]):
    """What can be asked of quotes."""

    def with_details(self) -> QuoteQuerySet:
        """Load speaker, affiliation and source in the same query, without the article's text."""
        return self.select_related("speaker", "affiliation", "source").defer("source__text", "search_text")

    def search(self, query: str) -> QuoteQuerySet:
        """Keep those that answer the query (its grammar: quotes.search). Raises BadQuery."""
        return self.filter(condition(parse(query)))

    def reviewed(self) -> QuoteQuerySet:
        """Keep those that an editor accepted, corrected or rejected."""
        return self.exclude(review=Quote.Review.UNREVIEWED)

    def not_rejected(self) -> QuoteQuerySet:
        """Leave out what an editor found to be no quotation."""
        return self.exclude(review=Quote.Review.REJECTED)

    def published_between(
        self, first: datetime.date | None = None, last: datetime.date | None = None
    ) -> QuoteQuerySet:
        """Keep quotes of sources published on these days, both included; undated sources are left out."""
        quotes = self.filter(sort_date__gt=UNDATED)
        if first is not None:
            quotes = quotes.filter(sort_date__gte=first)
        if last is not None:
            quotes = quotes.filter(sort_date__lte=last)
        return quotes


class Quote(models.Model):
    """Words that a source credits to somebody.

    All offsets are characters of `source.text`, half-open. `start` and `end` are the
    outer borders of `content_spans`, a list of [start, end]; `text` is those spans' words
    joined by one space. `cue` and `mention` are the words of `cue_spans` and
    `mention_spans` in the same way; empty where the article has none. `affiliation` is
    what this source states of the speaker. `type` is told by the cue. `sort_date` is that
    of the source, kept in step by Source.save, so that newest first is one index.
    `stated_name` is the fullest name that the article itself gives the speaker, empty where it
    gives none; `surname` is its folded surname where it does not tell who is meant, else empty: a
    surname alone, or "George Bush" where several have middle names.
    `chain` are the words that lead from the mention to that name, a list of [start, end, words];
    `rivals` whom a pronoun or nominal may stand for as well, a list of [name, score]. `resolution`
    says what became of the name, `reason` why. `reviewed_by` and `reviewed_at` tell of the last
    review, as far as it is known. `search_text` is the folded words.
    """

    class Kind(models.TextChoices):
        DIRECT = "direct", "direct: all in quotation marks"
        MIXED = "mixed", "mixed: partly in quotation marks"
        INDIRECT = "indirect", "indirect: no quotation marks"

    class Type(models.TextChoices):
        SPEECH = "speech", "speech: said, asked, promised"
        WRITING = "writing", "writing: wrote, tweeted, a report found"
        THOUGHT = "thought", "thought: believes, fears, knew"
        INTENTION = "intention", "intention: wants, plans, refused"
        OTHER = "other", "other: endorsed, ordered, showed"

    class Resolution(models.TextChoices):
        RESOLVED = "resolved", "resolved: stands for one speaker"
        AMBIGUOUS = "ambiguous", "ambiguous: may stand for several speakers, or for somebody else"
        UNNAMED = "unnamed", "unnamed: the article names nobody"

    class Review(models.TextChoices):
        UNREVIEWED = "unreviewed", "not yet reviewed"
        ACCEPTED = "accepted", "accepted"
        CORRECTED = "corrected", "corrected"
        REJECTED = "rejected", "rejected: not a quotation"

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    source = models.ForeignKey("quotes.Source", models.CASCADE, related_name="quotes", db_index=False)
    speaker = models.ForeignKey(
        Speaker, models.SET_NULL, null=True, blank=True, related_name="quotes", db_index=False
    )
    affiliation = models.ForeignKey(
        Affiliation, models.SET_NULL, null=True, blank=True, related_name="quotes"
    )
    text = models.TextField()
    kind = models.CharField(max_length=8, choices=Kind)
    type = models.CharField(max_length=9, choices=Type, default=Type.SPEECH)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    content_spans = models.JSONField()
    cue = models.TextField(blank=True)
    cue_spans = models.JSONField(default=list, blank=True)
    mention = models.TextField(blank=True)
    mention_spans = models.JSONField(default=list, blank=True)
    stated_name = models.CharField(max_length=300, blank=True, default="", editable=False)
    surname = models.CharField(max_length=300, blank=True, default="", editable=False)
    chain = models.JSONField(default=list, blank=True, editable=False)
    rivals = models.JSONField(default=list, blank=True, editable=False)
    resolution = models.CharField(
        max_length=9, choices=Resolution, default=Resolution.UNNAMED, editable=False
    )
    reason = models.TextField(blank=True, default="", editable=False)
    confidence = models.FloatField()
    review = models.CharField(max_length=10, choices=Review, default=Review.UNREVIEWED)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True, editable=False)
    sort_date = DerivedDateField(derive=lambda quote: quote.source.published or UNDATED)
    search_text = DerivedTextField(derive=lambda quote: " ".join(words(quote.text)))
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    objects = QuoteQuerySet.as_manager()

    class Meta:
        ordering = ("-sort_date", "-id")
        indexes = (
            models.Index(fields=("-sort_date", "-id"), name="quote_newest"),
            models.Index(fields=("speaker", "-sort_date", "-id"), name="quote_newest_of_speaker"),
            models.Index(fields=("kind", "-sort_date", "-id"), name="quote_newest_of_kind"),
            models.Index(fields=("review", "-sort_date", "-id"), name="quote_newest_of_review"),
            models.Index(fields=("-created", "-id"), name="quote_last_created"),
            models.Index(fields=("-confidence", "-id"), name="quote_surest"),
            models.Index(fields=("surname",), name="quote_by_bare_surname"),
            models.Index(
                fields=("-sort_date", "-id"), condition=Q(resolution="ambiguous"), name="quote_ambiguous"
            ),
        )
        constraints = (
            # Also serves as the index of the foreign key.
            models.UniqueConstraint(fields=("source", "start", "end"), name="quote_once_per_place"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="quote_start_before_end"),
            models.CheckConstraint(condition=~Q(text=""), name="quote_text_not_empty"),
            models.CheckConstraint(
                condition=Q(confidence__gte=0, confidence__lte=1), name="quote_confidence_0_to_1"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("direct", "mixed", "indirect")), name="quote_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(type__in=("speech", "writing", "thought", "intention", "other")),
                name="quote_type_known",
            ),
            models.CheckConstraint(
                condition=Q(resolution__in=("resolved", "ambiguous", "unnamed")),
                name="quote_resolution_known",
            ),
            models.CheckConstraint(
                condition=Q(review__in=("unreviewed", "accepted", "corrected", "rejected")),
                name="quote_review_known",
            ),
        )

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"

    def clean(self) -> None:
        """Refuse a merged speaker, and another speaker's affiliation."""
        if self.speaker is not None and self.speaker.merged_into is not None:
            raise ValidationError(
                {"speaker": f"{self.speaker} is merged into {self.speaker.merged_into}: choose that speaker."}
            )
        if self.affiliation is not None and self.affiliation.speaker_id != self.speaker_id:
            raise ValidationError(
                {"affiliation": f"{self.affiliation} is not an affiliation of the quote's speaker."}
            )
