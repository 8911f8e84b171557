"""Whatever is stored, in whatever order: again changes nothing, and every span is the text."""

from __future__ import annotations

import datetime

from django.core import serializers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from quotes.articles import Article
from quotes.extraction.names import name_key
from quotes.extraction.records import Extraction, Kind, Quotation, Span, SpeakerKind, Voice
from quotes.models import Affiliation, Alias, Quote, Source, Speaker
from quotes.offsets import find_broken
from quotes.store import store

QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# All that databases can hold, so with characters of one to four bytes.
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=60
).filter(str.strip)
DATES = st.none() | st.dates(datetime.date(1999, 12, 30), datetime.date(2000, 1, 3))
# Some are one person, some contradict each other, some are surnames alone.
NAMES = st.sampled_from(
    ["Ada Roe", "ada roe", "Tom Roe", "Roe", "Zoë Lund", "Zoe A. Lund", "Zoe B. Lund", "Lund", "Harbor Union"]
)
PERSONS = st.sampled_from(
    [
        "Ada Roe",
        "ADA ROE",
        "Ada B. Roe",
        "Tom Roe",
        "Roe",
        "Mr. Roe",
        "Mrs. Roe",
        "Zoë Lund",
        "Zoe Lund",
        "Lund",
    ]
)
Reading = tuple[Article, Extraction]


@st.composite
def quotations(draw: st.DrawFn, text: str, names: st.SearchStrategy[str]) -> Quotation:
    borders = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)))
    spans = tuple(Span(start, end) for start, end in zip(borders[::2], borders[1::2], strict=False))
    voice = Voice(
        name=draw(st.none() | names),
        kind=draw(st.sampled_from([None, SpeakerKind.PERSON, SpeakerKind.ORGANIZATION])),
        role=draw(st.sampled_from([None, "pilot", "mayor"])),
        organization=draw(st.sampled_from([None, "Port", "Board"])),
    )
    rest = spans[1:2]
    return Quotation(spans[:1], rest, rest, draw(st.sampled_from(Kind)), voice, draw(st.floats(0, 1)))


@st.composite
def readings(draw: st.DrawFn, names: st.SearchStrategy[str] = NAMES) -> Reading:
    text = draw(TEXTS.filter(lambda text: len(text) > 1))
    found = draw(st.lists(quotations(text, names), max_size=4, unique_by=lambda one: (one.start, one.end)))
    url = draw(st.sampled_from(["", "https://a.example/1", "https://a.example/2"]))
    article = Article(text=text, url=url, published=draw(DATES))
    return article, Extraction(tuple(found), (), "test 1")


def known_as(reading: Reading) -> str:
    return reading[0].url or reading[0].text


def rows() -> str:
    models = (Source, Speaker, Alias, Affiliation, Quote)
    return serializers.serialize("json", [row for model in models for row in model.objects.order_by("pk")])


class StoreProperties(TestCase):
    """Each example starts from an empty database."""

    @QUICK
    @given(st.data())
    def test_again_in_any_order_changes_nothing(self, data: st.DataObject) -> None:
        articles = data.draw(st.lists(readings(), max_size=5, unique_by=known_as))
        for article, extraction in articles:
            assert store(article, extraction).outcome == "stored"
        before = rows()
        for article, extraction in data.draw(st.permutations(articles * 2)):
            assert store(article, extraction).outcome == "unchanged"
        assert rows() == before
        assert list(find_broken()) == []

    @QUICK
    @given(st.lists(readings(), max_size=6))
    def test_changed_texts_and_new_readings_leave_every_span_right(self, articles: list[Reading]) -> None:
        for number, (article, extraction) in enumerate(articles):
            newer = Extraction(extraction.quotations, (), f"test {number}")
            stored = store(article, newer)
            assert stored.source.quotes.count() == len(extraction.quotations)
            assert list(find_broken()) == []
        assert Source.objects.count() == len({known_as(reading) for reading in articles})

    @QUICK
    @given(st.data())
    def test_persons_are_the_same_speakers_in_any_order(self, data: st.DataObject) -> None:
        articles = data.draw(st.lists(readings(PERSONS), max_size=5, unique_by=known_as))
        persons = [
            (article, Extraction(tuple(map(_of_a_person, extraction.quotations)), (), extraction.extractor))
            for article, extraction in articles
        ]
        found = []
        for order in (persons, data.draw(st.permutations(persons))):
            for article, extraction in order:
                store(article, extraction)
            found.append(_who_said_what())
            Source.objects.all().delete()
            Speaker.objects.all().delete()
        assert found[0] == found[1]


def _of_a_person(quotation: Quotation) -> Quotation:
    voice = Voice(
        name=quotation.voice.name,
        kind=SpeakerKind.PERSON,
        role=quotation.voice.role,
        organization=quotation.voice.organization,
    )
    return Quotation(
        quotation.content, quotation.cue, quotation.source, quotation.kind, voice, quotation.confidence
    )


def _who_said_what() -> list[tuple[str, int, str, str, str]]:
    """Return each quote with its speaker, and the speaker's roles with their dates, without keys."""
    quotes = Quote.objects.select_related("source", "speaker", "affiliation")
    return sorted(
        (
            quote.source.text,
            quote.start,
            name_key(quote.speaker.name) if quote.speaker else "",
            str(quote.affiliation or ""),
            f"{quote.affiliation.first_stated} {quote.affiliation.last_stated}" if quote.affiliation else "",
        )
        for quote in quotes
    )
