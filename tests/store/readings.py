"""What an extractor would have found, written by hand."""

from __future__ import annotations

from dataclasses import dataclass

from quotes.extraction.records import Extraction, Kind, Quotation, Span, SpeakerKind, Voice


@dataclass(frozen=True)
class Found:
    """A quotation by its words: each part is looked up in the text after the one before."""

    content: str | tuple[str, ...]
    name: str | None = None
    role: str | None = None
    organization: str | None = None
    party: str | None = None
    state: str | None = None
    speaker_kind: SpeakerKind | None = SpeakerKind.PERSON
    cue: str = ""
    source: str = ""
    kind: Kind = Kind.DIRECT
    confidence: float = 0.9


def read(text: str, *found: Found, extractor: str = "test 1") -> Extraction:
    """Return the extraction of `text` that has these quotations."""
    return Extraction(tuple(_quotation(text, one) for one in found), (), extractor)


def _quotation(text: str, found: Found) -> Quotation:
    content: list[Span] = []
    for words in (found.content,) if isinstance(found.content, str) else found.content:
        content.append(_span(text, words, content[-1].end if content else 0))
    return Quotation(
        content=tuple(content),
        cue=(_span(text, found.cue),) if found.cue else (),
        source=(_span(text, found.source),) if found.source else (),
        kind=found.kind,
        voice=Voice(
            name=found.name,
            kind=found.speaker_kind,
            role=found.role,
            organization=found.organization,
            party=found.party,
            state=found.state,
        ),
        confidence=found.confidence,
    )


def _span(text: str, words: str, after: int = 0) -> Span:
    start = text.index(words, after)
    return Span(start, start + len(words))
