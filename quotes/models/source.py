"""Source: one article as it was read, with the text that all offsets refer to."""

from __future__ import annotations

import datetime
import hashlib
import re
from typing import Any
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce

from quotes.models.derived import DerivedCharField, DerivedTextField
from quotes.models.public_ids import LENGTH, new_public_id
from quotes.search import words

# Where a source without a date stands in the order: before all others.
UNDATED = datetime.date.min
#: A language tag: a language, then what it is closer defined by, or what is of private use alone.
TAG = r"([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*|[xX](-[A-Za-z0-9]{1,8})+)"
_TAG = re.compile(TAG)


def text_hash(text: str) -> str:
    """Return the SHA-256 of `text` (UTF-8) in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def domain_form(domain: str) -> str:
    """Return the domain as it is compared: in lower case, without "www." and a dot at its end."""
    return domain.lower().removeprefix("www.").removesuffix(".")


def domain_of(url: str) -> str:
    """Return the domain of an article's address, as it is compared; empty where it has none."""
    try:
        return domain_form(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def language_fault(tag: str) -> str | None:
    """Return what is wrong with a language tag, or None where it has the form of one (BCP 47).

    >>> language_fault("en-GB"), language_fault("zz-")
    (None, "'zz-' is not a language tag (BCP 47), such as en or en-GB.")
    """
    if _TAG.fullmatch(tag):
        return None
    return f"'{tag}' is not a language tag (BCP 47), such as en or en-GB."


class SourceQuerySet(models.QuerySet["Source"]):
    """What can be asked of sources."""

    def without_text(self) -> SourceQuerySet:
        """Leave the articles' text in the database: lists do not show it."""
        return self.defer("text")

    def of(self, *, url: str, text: str) -> SourceQuerySet:
        """Return the one source that an article is known as, if any: by URL, else by text."""
        return self.filter(url=url) if url else self.filter(url="", sha256=text_hash(text))


class Source(models.Model):
    """An article. With a URL it is known by the URL, without one by its text's hash.

    `sort_date` is `published`, or the first day there is where no date is known, so that
    "newest first" is an order of values that are never null. `publisher_key` is the folded
    words of the publisher's name, which search compares; `domain` is that of the URL without "www.".
    """

    class Status(models.TextChoices):
        PENDING = "pending", "stored, not yet read"
        EXTRACTED = "extracted", "read, quotes stored"

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    url = models.URLField(max_length=2000, blank=True)
    domain = DerivedCharField(
        max_length=253, blank=True, default="", derive=lambda source: domain_of(source.url)[:253]
    )
    title = models.CharField(max_length=1000, blank=True)
    authors = models.JSONField(default=list, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    publisher_key = DerivedTextField(blank=True, derive=lambda source: " ".join(words(source.publisher)))
    published = models.DateField(null=True, blank=True)
    sort_date = models.GeneratedField(
        expression=Coalesce("published", Value(UNDATED)),
        output_field=models.DateField(),
        db_persist=True,
    )
    language = models.CharField(max_length=35, default="en")
    text = models.TextField()
    sha256 = DerivedCharField(max_length=64, derive=lambda source: text_hash(source.text))
    extractor = models.CharField(max_length=100, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.PENDING)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ("-sort_date", "-id")
        indexes = (
            models.Index(fields=("-sort_date", "-id"), name="source_newest"),
            models.Index(fields=("publisher", "-sort_date", "-id"), name="source_newest_of_publisher"),
            models.Index(fields=("publisher_key",), name="source_publisher_key"),
            models.Index(fields=("sha256",), name="source_sha256"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("url",),
                condition=~Q(url=""),
                name="source_url_unique",
                violation_error_message="Another article has this address.",
            ),
            models.UniqueConstraint(
                fields=("sha256",),
                condition=Q(url=""),
                name="source_text_unique",
                violation_error_message="Another article without an address has this text.",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="source_text_not_empty"),
            models.CheckConstraint(
                condition=Q(url="") | Q(url__startswith="http://") | Q(url__startswith="https://"),
                name="source_url_is_a_web_address",
                violation_error_message="An address begins with http:// or https://.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("pending", "extracted")), name="source_status_known"
            ),
        )

    def __str__(self) -> str:
        return self.title or self.url or self.public_id

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and keep the `sort_date` of the source's quotes in step (one more query)."""
        new = self._state.adding
        super().save(*args, **kwargs)
        if not new:
            date = self.published or UNDATED
            self.quotes.exclude(sort_date=date).update(sort_date=date)
