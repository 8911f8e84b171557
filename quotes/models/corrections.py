"""Corrections: the one way by which an editor, in the admin or over REST, changes a quote.

correct(quote, {"speaker": speaker}, by=editor)          the quote has this speaker, and is corrected
correct(quote, {"content_spans": [[64, 109]]}, by=...)   these characters of the source are its words
review(Quote.objects.filter(...), state, by=editor)      many quotes, nothing changed but the state
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from quotes.models.quote import Quote
from quotes.models.source import Source
from quotes.models.speaker import Speaker

#: Columns of spans, each with the column of the words that stand there.
SPANS = {"content_spans": "text", "cue_spans": "cue", "mention_spans": "mention"}
#: What can be corrected. Words follow from their spans, and are never given.
CORRECTABLE = frozenset({"speaker", "affiliation", "kind", "type", *SPANS})
#: More stretches than any quotation has.
MAX_SPANS = 100


def correct(quote: Quote, changes: Mapping[str, Any], *, by: Any = None) -> None:
    """Apply an editor's `changes` and save them; a correction marks the quote as corrected.

    `by` is the user who made them, None where nobody knows.

    `changes` holds fields that differ: those of CORRECTABLE, and "review". A quote that
    is rejected in the same step stays rejected. A new speaker takes the affiliation off
    that was stated of the former one, unless a new affiliation is given too, and what became of the
    name follows (`resolution`). New spans bring
    the words that stand there, and all that is derived from them. What somebody else changed
    since `quote` was read stays, and `quote` shows it. Raises ValidationError by field, with
    nothing saved, for an unknown kind, type or review state, a speaker who was merged into
    another, another speaker's affiliation, and spans that are none (see `_words`);
    ObjectDoesNotExist for one that was deleted meanwhile, and ValueError for a field that
    cannot be corrected.
    """
    if unknown := changes.keys() - CORRECTABLE - {"review"}:
        raise ValueError(f"cannot be corrected: {', '.join(sorted(unknown))}")
    with transaction.atomic():
        _lock(quote, changes)
        former = {name: getattr(quote, name) for name in changes}
        for name, value in changes.items():
            setattr(quote, name, value)
        written = {*changes, "affiliation", "review", "reviewed_by", "reviewed_at", "updated"}
        if "speaker" in changes and "affiliation" not in changes and not fits(quote):
            quote.affiliation = None
        written |= _place(quote, former)
        written |= _settle(quote, changes)
        if changes.keys() & CORRECTABLE and quote.review != Quote.Review.REJECTED:
            quote.review = Quote.Review.CORRECTED
        if changes:
            _sign(quote, by)
        checked = {"kind", "type", "review"}
        quote.clean_fields(exclude={field.name for field in quote._meta.fields} - checked)
        quote.clean()
        quote.save(update_fields=written)


def fits(quote: Quote) -> bool:
    """Say whether the quote's affiliation, if it has one, is that of its speaker."""
    return quote.affiliation is None or quote.affiliation.speaker_id == quote.speaker_id


def review(quotes: QuerySet[Quote], state: Quote.Review, *, by: Any = None) -> int:
    """Set the review state of all `quotes`, as `by` decided, and return how many changed."""
    now = timezone.now()
    signed = {"reviewed_by": by, "reviewed_at": None if state == Quote.Review.UNREVIEWED else now}
    return quotes.exclude(review=state).update(review=state, updated=now, **signed)


def _sign(quote: Quote, by: Any) -> None:
    """Say who reviewed the quote, and when; nobody did where it is to be reviewed again."""
    reviewed = quote.review != Quote.Review.UNREVIEWED
    quote.reviewed_by = by if reviewed else None
    quote.reviewed_at = timezone.now() if reviewed else None


def _lock(quote: Quote, changes: Mapping[str, Any]) -> None:
    """Read the quote anew and let nobody else change it, nor merge the speaker that it is given.

    With new spans, its source as well. Quotes come last, as when an article is stored again and
    when speakers are merged.
    """
    if speaker := changes.get("speaker"):
        current = Speaker.objects.select_for_update(no_key=True).get(pk=speaker.pk)
        speaker.merged_into = current.merged_into
    if changes.keys() & SPANS.keys():
        quote.source = Source.objects.select_for_update().get(pk=quote.source_id)
    names = {"speaker", "affiliation", "kind", "type", "review", "start", "end", *SPANS, *SPANS.values()}
    names |= {"stated_name", "resolution", "reason"}
    quote.refresh_from_db(fields=names, from_queryset=Quote.objects.select_for_update(no_key=True))


def _settle(quote: Quote, changes: Mapping[str, Any]) -> set[str]:
    """Say what became of the name that the source gives, where the speaker or the mention is another now.

    Returns the columns that follow. Where an editor took the speaker off, the name stands for somebody else.
    """
    if not changes.keys() & {"speaker", "mention_spans"}:
        return set()
    former = quote.resolution
    if quote.speaker is not None:
        quote.resolution = Quote.Resolution.RESOLVED
    elif quote.mention_spans and quote.stated_name:
        quote.resolution = Quote.Resolution.AMBIGUOUS
    else:
        quote.resolution = Quote.Resolution.UNNAMED
    if "speaker" in changes or quote.resolution != former:
        quote.reason = "an editor decided"
    return {"resolution", "reason"}


def _place(quote: Quote, former: Mapping[str, Any]) -> set[str]:
    """Give the quote the words of the spans that it has in place of the `former` ones.

    Returns the columns that follow from them.
    """
    written: set[str] = set()
    for name in sorted(SPANS.keys() & former.keys()):
        try:
            words = _words(getattr(quote, name), quote.source.text)
        except ValueError as error:
            raise ValidationError({name: str(error)}) from error
        setattr(quote, SPANS[name], words)
        written.add(SPANS[name])
    if "content_spans" not in former:
        return written
    new = quote.content_spans
    if not new:
        raise ValidationError({"content_spans": "A quote has words. Reject it, if it is no quotation."})
    replaced = former["content_spans"]
    if not any(start < last and first < end for start, end in new for first, last in replaced):
        # Where a quotation was found once it would be found again, and stand beside this one.
        raise ValidationError(
            {"content_spans": "These have no character in common with those that they would replace."}
        )
    quote.start, quote.end = new[0][0], new[-1][1]
    others = Quote.objects.filter(source=quote.source_id, start=quote.start, end=quote.end)
    if other := others.exclude(pk=quote.pk).first():
        raise ValidationError({"content_spans": f"The quote {other.public_id} stands there."})
    return written | {"start", "end", "search_text"}


def _words(spans: Any, text: str) -> str:
    """Return the words of `text` at `spans`, joined by one space.

    Raises ValueError for what is no list of [start, end], in characters, half-open, inside the
    text, in reading order, none overlapping another or without a letter or digit.
    """
    if not isinstance(spans, list) or len(spans) > MAX_SPANS:
        raise ValueError(f"Not a list of [start, end], at most {MAX_SPANS} of them.")
    before = 0
    for span in spans:
        if not (isinstance(span, list) and len(span) == 2 and all(type(border) is int for border in span)):
            raise ValueError("Each must be [start, end], two whole numbers.")
        start, end = span
        if not 0 <= start < end:
            raise ValueError(f"[{start}, {end}] is no span: start comes before end, and both count from 0.")
        if start < before:
            raise ValueError(f"[{start}, {end}] begins before the end of the one before it, {before}.")
        if end > len(text):
            raise ValueError(f"[{start}, {end}] ends outside the text, which has {len(text)} characters.")
        if not any(map(str.isalnum, text[start:end])):
            raise ValueError(f"[{start}, {end}] holds no letter or digit.")
        before = end
    return " ".join(text[start:end] for start, end in spans)
