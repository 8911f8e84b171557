"""Rows for tests, with offsets that are right by construction."""

from __future__ import annotations

import datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from quotes.models import Affiliation, Quote, Source, Speaker


class SourceFactory(DjangoModelFactory[Source]):
    """A source that was read; each quote made for it adds its paragraph to the text."""

    class Meta:
        model = Source

    url = factory.Sequence(lambda n: f"https://gazette.example/{n}")
    title = factory.Sequence(lambda n: f"Harbor news {n}")
    authors = ["Mina Roe"]
    publisher = "The Harbor Gazette"
    published = factory.Sequence(lambda n: datetime.date(2024, 1, 1) + datetime.timedelta(days=n % 300))
    text = factory.Sequence(lambda n: f"News of the harbor, number {n}.")
    extractor = "test 1"
    status = Source.Status.EXTRACTED


class SpeakerFactory(DjangoModelFactory[Speaker]):
    """A person; the name is among the aliases, as ever."""

    class Meta:
        model = Speaker

    name = factory.Sequence(lambda n: f"Ada {_letters(n)}")
    kind = Speaker.Kind.PERSON


class AffiliationFactory(DjangoModelFactory[Affiliation]):
    """A role in an organization."""

    class Meta:
        model = Affiliation

    speaker = factory.SubFactory(SpeakerFactory)
    role = "harbor master"
    organization = factory.Sequence(lambda n: f"Port Authority {n}")
    first_stated = datetime.date(2024, 1, 1)
    last_stated = datetime.date(2024, 6, 1)


class QuoteFactory(DjangoModelFactory[Quote]):
    """A direct quotation that ends the source's text: “Text,” Ada Roe said.

    With `content_spans` given, nothing is added to the text: offsets and words are the
    caller's, as are those of a cue and a mention that are given with their spans.
    """

    class Meta:
        model = Quote

    source = factory.SubFactory(SourceFactory)
    speaker = factory.SubFactory(SpeakerFactory)
    affiliation = factory.Maybe(
        "speaker", factory.SubFactory(AffiliationFactory, speaker=factory.SelfAttribute("..speaker")), None
    )
    text = factory.Sequence(lambda n: f"The pier opens on day {n},")
    kind = Quote.Kind.DIRECT
    cue = "said"
    mention = factory.LazyAttribute(lambda quote: quote.speaker.name if quote.speaker else "a sailor")
    resolution = factory.LazyAttribute(lambda quote: "resolved" if quote.speaker else "unnamed")
    confidence = 0.9

    @classmethod
    def _create(cls, model_class: type[Quote], *args: Any, **values: Any) -> Quote:
        if "content_spans" not in values:
            source, text = values["source"], f"{values['source'].text}\n\n“"
            for name in ("text", "mention", "cue"):
                spans = "content_spans" if name == "text" else f"{name}_spans"
                if values[name] and spans not in values:
                    values[spans] = [[len(text), len(text) + len(values[name])]]
                text += values[name] + {"text": "” ", "mention": " ", "cue": "."}[name]
            source.text = text
            source.save()
        else:
            for name in ("cue", "mention"):
                if f"{name}_spans" not in values:
                    values[name] = ""
        values.setdefault("start", values["content_spans"][0][0])
        values.setdefault("end", values["content_spans"][-1][1])
        return super()._create(model_class, *args, **values)


def _letters(number: int) -> str:
    """Return a surname of its own for each number: Roea, Roeb, Roeba ..."""
    surname = "Roe"
    while True:
        number, digit = divmod(number, 26)
        surname += chr(ord("a") + digit)
        if not number:
            return surname
