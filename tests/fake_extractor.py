"""An extractor for tests of everything but extraction.

Finds `"words," said Jane Roe` and `"words," said Jane Roe, "more."`, and nothing else.
"""

import re

from quotes.extraction.records import Extraction, Kind, Quotation, Span, SpeakerKind, Voice

QUOTATION = re.compile(
    r'"(?P<content>[^"]+)" (?P<cue>said) (?P<name>[A-Z]\w+(?: [A-Z]\w+)*)(?:, "(?P<more>[^"]+)")?'
)


class FakeExtractor:
    """Counts its calls in `texts`. `version` can be changed to stand for a newer model, `pattern` as well."""

    def __init__(self, version="fake 1"):
        self.version = version
        self.texts = []
        self.pattern = QUOTATION

    def __call__(self, text, title=""):
        self.texts.append(text)
        found = tuple(self._quotation(match) for match in self.pattern.finditer(text))
        return Extraction(quotations=found, entities=(), extractor=self.version)

    def _quotation(self, match):
        name = Span(*match.span("name"))
        return Quotation(
            content=tuple(Span(*match.span(part)) for part in ("content", "more") if match[part]),
            cue=(Span(*match.span("cue")),),
            source=(name,),
            kind=Kind.DIRECT,
            voice=Voice(name=match["name"], kind=SpeakerKind.PERSON, name_span=name),
            confidence=0.9,
        )
