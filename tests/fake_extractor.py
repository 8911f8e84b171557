"""An extractor for tests of everything but extraction: finds `"words," said Jane Roe` and nothing else."""

import re

from quotes.extraction.records import Extraction, Kind, Quotation, Span, SpeakerKind, Voice

QUOTATION = re.compile(r'"(?P<content>[^"]+)" (?P<cue>said) (?P<name>[A-Z]\w+(?: [A-Z]\w+)*)')


class FakeExtractor:
    """Counts its calls in `texts`. `version` can be changed to stand for a newer model."""

    def __init__(self, version="fake 1"):
        self.version = version
        self.texts = []

    def __call__(self, text, title=""):
        self.texts.append(text)
        found = tuple(self._quotation(match) for match in QUOTATION.finditer(text))
        return Extraction(quotations=found, entities=(), extractor=self.version)

    def _quotation(self, match):
        name = Span(*match.span("name"))
        return Quotation(
            content=(Span(*match.span("content")),),
            cue=(Span(*match.span("cue")),),
            source=(name,),
            kind=Kind.DIRECT,
            voice=Voice(name=match["name"], kind=SpeakerKind.PERSON, name_span=name),
            confidence=0.9,
        )
