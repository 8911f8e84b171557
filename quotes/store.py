"""Store what was extracted from one article: all of it in one transaction, or nothing.

    stored = store(article, extract(article.text, article.title))
    stored.outcome   "stored", "replaced" or "unchanged"

A source is known by its URL, without one by its text. What an editor has reviewed is never
touched: a re-read text gets new quotes only where no reviewed one stands, and a changed
text, in which the offsets of reviewed quotes would point at other words, is a Conflict. What is
known about a source stays where an article with a changed text does not say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from quotes.articles import Article
from quotes.extraction.records import Extraction, Quotation, Span
from quotes.models import Quote, Source
from quotes.models.source import text_hash
from quotes.speakers import Speakers
from quotes.variants import refresh
from quotes.withdrawal import Credits, withdraw

# What a new reading of the same text may change in a quote that nobody has reviewed.
_REPLACED = (
    "speaker", "affiliation", "text", "search_text", "kind", "type", "content_spans", "cue",
    "cue_spans",
    "mention", "mention_spans", "stated_name", "surname", "chain", "rivals", "resolution", "reason",
    "confidence", "sort_date", "updated",
)  # fmt: skip

# NUL, which PostgreSQL refuses, and halves of surrogate pairs, which UTF-8 does.
_REFUSED = re.compile("[\0\ud800-\udfff]")

_check_url = URLValidator(schemes=("http", "https"))


class Unfit(ValueError):
    """An article or an extraction that cannot be stored; the message names what and why."""


class Conflict(ValueError):
    """An article that cannot be stored without losing an editor's work."""


class Known(ValueError):
    """An article whose source is stored with another text, which is not to be replaced."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of one article.

    `quotes` counts those written, `kept` those that an editor has reviewed and that stay,
    `speakers` the new ones. `ambiguous` has a line for each name that several speakers on
    record may bear; its quotes have a mention but no speaker.
    """

    outcome: Literal["stored", "replaced", "unchanged"]
    source: Source
    quotes: int = 0
    kept: int = 0
    speakers: int = 0
    ambiguous: tuple[str, ...] = ()


def find_unchanged(article: Article, extractor: str) -> Source | None:
    """Return the source if this text was read by this extractor before: there is nothing to do."""
    known = Source.objects.of(url=article.url, text=article.text).filter(
        sha256=text_hash(article.text), extractor=extractor, status=Source.Status.EXTRACTED
    )
    return known.without_text().first()


def store(article: Article, extraction: Extraction, *, replace: bool = True) -> Stored:
    """Store the article with its quotes, unless it is stored so already.

    Raises Unfit for what cannot be stored (a bad URL, a character that databases
    refuse, a span outside the text), Conflict where an editor's work would be lost, and
    without `replace` Known where another text is stored of it.
    """
    check(article, extraction)
    if source := find_unchanged(article, extraction.extractor):
        return Stored("unchanged", source)
    with transaction.atomic():
        known = Source.objects.select_for_update().of(url=article.url, text=article.text).first()
        if known is None:
            return _write(article, extraction, Source(), [])
        # Locked, so that no editor's work comes in between; variants may still refer to them.
        before = list(known.quotes.select_for_update(no_key=True).defer("text"))
        reviewed = [quote for quote in before if quote.review != Quote.Review.UNREVIEWED]
        if known.text != article.text:
            if not replace:
                raise Known(f"{known}: another text of it is stored")
            if reviewed:
                raise Conflict(
                    f"{known}: the text has changed, but editors reviewed {len(reviewed)} of its quotes"
                )
            known.quotes.all().delete()
        return _write(article, extraction, known, before)


def _write(article: Article, extraction: Extraction, source: Source, before: list[Quote]) -> Stored:
    """Write the source, its speakers and affiliations, and its quotes in place of those `before`."""
    if source.text != article.text:
        _describe(source, article)
    source.extractor = extraction.extractor
    source.status = Source.Status.EXTRACTED
    outcome: Literal["stored", "replaced"] = "stored" if source.pk is None else "replaced"
    source.save()
    reviewed = [quote for quote in before if quote.review != Quote.Review.UNREVIEWED]
    settled = [Span(*span) for quote in reviewed for span in quote.content_spans]
    quotations = [
        quotation
        for quotation in extraction.quotations
        if not any(span.overlaps(other) for span in quotation.content for other in settled)
    ]
    speakers = Speakers.find((quotation.voice for quotation in quotations), source.published)
    quotes = [_quote(quotation, source, speakers) for quotation in quotations]
    places = {(quote.start, quote.end) for quote in (*reviewed, *quotes)}
    gone = [quote.pk for quote in before if (quote.start, quote.end) not in places]
    source.quotes.filter(pk__in=gone).delete()
    # A quote that stands where one stood before keeps its row and its public identifier.
    Quote.objects.bulk_create(
        quotes, update_conflicts=True, unique_fields=("source", "start", "end"), update_fields=_REPLACED
    )
    speakers.reconsider()
    withdraw(Credits.of(before, without=(*reviewed, *quotes)))
    refresh(quotes, {quote.pk: quote.search_text for quote in before})
    return Stored(outcome, source, len(quotes), len(reviewed), speakers.new, tuple(speakers.ambiguous))


def _describe(source: Source, article: Article) -> None:
    """Give the source the article's text and what it says of itself; what it leaves open stays as it is.

    An article in plain English does not say which: "en" leaves an "en-GB" alone.
    """
    source.url = article.url
    source.title = article.title or source.title
    source.authors = list(article.authors) or source.authors
    source.publisher = article.publisher or source.publisher
    source.published = article.published or source.published
    if not source.language.lower().startswith(f"{article.language.lower()}-"):
        source.language = article.language
    source.text = article.text


def _quote(quotation: Quotation, source: Source, speakers: Speakers) -> Quote:
    """Return the row of a quotation, not yet saved."""
    resolution, reason = speakers.resolution_of(quotation.voice)
    return Quote(
        source=source,
        speaker_id=speakers.of(quotation.voice),
        affiliation_id=speakers.affiliation_of(quotation.voice),
        text=_joined(quotation.content, source.text),
        kind=quotation.kind.value,
        type=quotation.type.value,
        start=quotation.start,
        end=quotation.end,
        content_spans=_pairs(quotation.content),
        cue=_joined(quotation.cue, source.text),
        cue_spans=_pairs(quotation.cue),
        mention=_joined(quotation.source, source.text),
        mention_spans=_pairs(quotation.source),
        stated_name=speakers.name_of(quotation.voice),
        surname=speakers.surname_of(quotation.voice),
        chain=[[span.start, span.end, span.of(source.text)] for span in quotation.voice.chain],
        rivals=[[rival.name, rival.score] for rival in quotation.voice.rivals],
        resolution=resolution,
        reason=reason,
        confidence=quotation.confidence,
    )


def _joined(spans: Iterable[Span], text: str) -> str:
    return " ".join(span.of(text) for span in spans)


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def check(article: Article, extraction: Extraction) -> None:
    """Raise Unfit, saying what is wrong, for what the database must not or cannot hold."""
    for name, value in (
        ("text", article.text),
        ("title", article.title),
        ("url", article.url),
        ("publisher", article.publisher),
        ("language", article.language),
        ("extractor", extraction.extractor),
        *(("authors", author) for author in article.authors),
    ):
        _check_characters(name, value)
        longest = None if name == "authors" else getattr(Source._meta.get_field(name), "max_length", None)
        if longest is not None and len(value) > longest:
            raise Unfit(f"{name}: {len(value)} characters, at most {longest} can be stored")
    if not article.text.strip():
        raise Unfit("text: it is empty")
    if article.url:
        try:
            _check_url(article.url)
        except ValidationError as error:
            raise Unfit(f"url: {article.url!r} is not a web address") from error
    _check_quotations(article.text, extraction.quotations)


def _check_characters(name: str, value: str) -> None:
    """Refuse a text that a database would refuse, and name the character."""
    if found := _REFUSED.search(value):
        raise Unfit(f"{name}: U+{ord(found[0]):04X} at character {found.start()} cannot be stored")


def _check_quotations(text: str, quotations: Iterable[Quotation]) -> None:
    """Refuse quotations that do not fit the text or each other, and name the first such place."""
    places = set()
    for quotation in quotations:
        place = f"the quotation at {quotation.start}"
        for part, spans in (
            ("content", quotation.content),
            ("cue", quotation.cue),
            ("source", quotation.source),
        ):
            borders = [border for span in spans for border in (span.start, span.end)]
            if borders != sorted(borders):
                raise Unfit(f"{place}: the spans of its {part} are not in reading order")
            if borders and borders[-1] > len(text):
                raise Unfit(f"{place}: its {part} ends at {borders[-1]}, the text at {len(text)}")
        if any(span.end > len(text) for span in quotation.voice.chain):
            raise Unfit(f"{place}: its chain goes beyond the text, which ends at {len(text)}")
        if not 0 <= quotation.confidence <= 1:
            raise Unfit(f"{place}: its confidence is {quotation.confidence}, not within 0 to 1")
        if (quotation.start, quotation.end) in places:
            raise Unfit(f"{place}: there are two from there to {quotation.end}")
        places.add((quotation.start, quotation.end))
