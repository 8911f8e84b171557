"""Look words up: are they on record, as they stand or changed, by whom, where first, where else?

found = look_up("We will never raise the levy on ferries")
found.comparison.relation, found.credit.speaker, found.credit.earliest, found.rivals
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from django.db.models import Q

from quotes.matching import MIN_WORDS, Comparison, Relation, compare, holds, shingles
from quotes.models import Quote, Speaker, Variant
from quotes.models.full_text import condition
from quotes.models.source import UNDATED
from quotes.reach import outlets
from quotes.search import Words, words
from quotes.variants import CANDIDATES, near

#: Fewer words are looked up as a whole quotation only, not as a part of one.
MIN_PART = 4
#: At most so many quotes are counted as places where the words stand.
MAX_PLACES = 1000
_NEAREST_FIRST = (Relation.SAME, Relation.PART, Relation.WHOLE, Relation.CHANGED)


class Credit(NamedTuple):
    """A speaker, or nobody, and the quotes that credit them: how many, of how many outlets."""

    speaker: Speaker | None
    earliest: Quote
    quotes: int
    outlets: int


class Found(NamedTuple):
    """What is on record: `quote` is the nearest, which the words are compared with.

    Who is credited, where and when is told of the quotes that have all the words, side by side;
    where none has, of those that have the words of `quote`.
    `credit` is to its speaker; quotes that credit nobody are counted with them. `rivals` are
    the others, the earliest first. `capped` says that there are more places than were counted.
    """

    quote: Quote
    comparison: Comparison
    credit: Credit
    rivals: list[Credit]
    capped: bool


class _Place(NamedTuple):
    """A quote that has the words, as far as it matters for counting."""

    quote: int
    speaker: int | None
    published: datetime.date
    words: str
    publisher: str
    domain: str

    @property
    def order(self) -> tuple[bool, datetime.date, int]:
        """The earliest first, those without a date last."""
        return self.published == UNDATED, self.published, self.quote


def look_up(text: str) -> Found | None:
    """Return what is on record of these words, None where nothing is. At most eight queries."""
    said = words(text)
    candidates = _candidates(said)
    compared = {its: compare(said, its.split()) for its in {its for _, its in candidates}}
    matches = {quote: found for quote, its in candidates if (found := compared[its]) is not None}
    places = {place.quote: place for place in _read(Q(pk__in=matches))}
    if not places:
        return None
    best = min(places.values(), key=lambda place: (*_nearness(matches[place.quote]), *_credited_first(place)))
    asked = said if _holds(matches[best.quote].relation) else best.words.split()
    own = _holding(places.values(), asked)
    groups = Variant.objects.filter(quote__in=[place.quote for place in own]).values_list("group", flat=True)
    grouped = list(_read(Q(variant__group__in=set(groups))))
    everywhere = {place.quote: place for place in (*own, *_holding(grouped, asked))}
    capped = len(candidates) >= CANDIDATES or len(grouped) >= MAX_PLACES
    return _found(best, matches[best.quote], everywhere.values(), capped)


def is_held(found: Found | None) -> bool:
    """Say whether all the words are on record, side by side."""
    return found is not None and _holds(found.comparison.relation)


def nearness(found: Found | None) -> tuple[int, float]:
    """Return what sorts findings: the same words, a part of others, more than others, changed, nothing."""
    return _nearness(found.comparison) if found else (len(_NEAREST_FIRST), 0.0)


def _candidates(said: Sequence[str]) -> list[tuple[int, str]]:
    """Return quotes that may have these words, with their folded words."""
    candidates = near({0: shingles(said)})[0]
    if MIN_PART <= len(said) < MIN_WORDS:
        rows = Quote.objects.filter(condition(Words(tuple(said)))).order_by("pk")
        candidates += rows.values_list("pk", "search_text")[:CANDIDATES]
    return candidates


def _read(wanted: Q) -> Iterable[_Place]:
    """Yield the quotes that are wanted, without those that are none."""
    rows = Quote.objects.filter(wanted).not_rejected().order_by("pk")
    its = ("pk", "speaker", "sort_date", "search_text", "source__publisher_key", "source__domain")
    return map(_Place._make, rows.values_list(*its)[:MAX_PLACES])


def _nearness(comparison: Comparison) -> tuple[int, float]:
    return _NEAREST_FIRST.index(comparison.relation), -comparison.similarity


def _credited_first(place: _Place) -> tuple[bool, bool, datetime.date, int]:
    return (place.speaker is None, *place.order)


def _holds(relation: Relation) -> bool:
    """Say whether the quote has all the words, side by side."""
    return relation in (Relation.SAME, Relation.PART)


def _holding(places: Iterable[_Place], asked: Sequence[str]) -> list[_Place]:
    """Return the places that have all these words, side by side."""
    return [place for place in places if holds(place.words.split(), asked)]


def _found(best: _Place, comparison: Comparison, places: Collection[_Place], capped: bool) -> Found:
    """Count the places by whom they credit, and load the rows that are shown."""
    by_speaker: dict[int | None, list[_Place]] = {}
    for place in sorted(places, key=lambda place: place.order):
        by_speaker.setdefault(place.speaker, []).append(place)
    known = by_speaker.keys() - {None}
    speaker = best.speaker if best.speaker is not None or len(known) != 1 else known.pop()
    credited = by_speaker.pop(speaker)
    if speaker is not None:
        credited = sorted(credited + by_speaker.pop(None, []), key=lambda place: place.order)
    rivals = list(by_speaker.values())
    rows = Quote.objects.with_details().in_bulk([best.quote, *(its[0].quote for its in (credited, *rivals))])
    speakers = Speaker.objects.in_bulk([one for one in (speaker, *by_speaker) if one is not None])

    def credit(its: list[_Place], speaker: int | None) -> Credit:
        reach = outlets((one.publisher, one.domain) for one in its)
        return Credit(speakers.get(speaker or 0), rows[its[0].quote], len(its), reach)

    return Found(
        rows[best.quote],
        comparison,
        credit(credited, speaker),
        [credit(its, one) for one, its in by_speaker.items()],
        capped,
    )
