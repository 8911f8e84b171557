"""Corrections: the one way by which an editor, in the admin or over REST, changes a quote.

correct(quote, {"speaker": speaker})      the quote has this speaker, and is corrected
review(Quote.objects.filter(...), state)  many quotes at once, nothing changed but the state
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from quotes.models.quote import Quote

#: What can be corrected; the words and their offsets are evidence and stay as they are.
CORRECTABLE = frozenset({"speaker", "affiliation", "kind", "type"})


def correct(quote: Quote, changes: Mapping[str, Any]) -> None:
    """Apply an editor's `changes` and save them; a correction marks the quote as corrected.

    `changes` holds fields that differ: those of CORRECTABLE, and "review". A quote that
    is rejected in the same step stays rejected. A new speaker takes the affiliation off
    that was stated of the former one, unless a new affiliation is given too. Raises
    ValidationError by field, with nothing saved, for an unknown kind, type or review state, a
    speaker who was merged into another and another speaker's affiliation, and ValueError
    for a field that cannot be corrected.
    """
    if unknown := changes.keys() - CORRECTABLE - {"review"}:
        raise ValueError(f"cannot be corrected: {', '.join(sorted(unknown))}")
    for name, value in changes.items():
        setattr(quote, name, value)
    if "speaker" in changes and "affiliation" not in changes and not fits(quote):
        quote.affiliation = None
    if changes.keys() & CORRECTABLE and quote.review != Quote.Review.REJECTED:
        quote.review = Quote.Review.CORRECTED
    quote.clean_fields(exclude={field.name for field in quote._meta.fields} - {"kind", "type", "review"})
    quote.clean()
    quote.save(update_fields=(*CORRECTABLE, "review", "updated"))


def fits(quote: Quote) -> bool:
    """Say whether the quote's affiliation, if it has one, is that of its speaker."""
    return quote.affiliation is None or quote.affiliation.speaker_id == quote.speaker_id


def review(quotes: QuerySet[Quote], state: Quote.Review) -> int:
    """Set the review state of all `quotes` and return how many changed."""
    return quotes.exclude(review=state).update(review=state, updated=timezone.now())
