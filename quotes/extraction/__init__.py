"""Text -> quotations with their speakers. Pure: no Django, no database, no network.

from quotes.extraction import load

extract = load()
for quotation in extract(text).quotations: ...
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.extraction.records import (
    Attribution,
    Entity,
    EntityLabel,
    Extraction,
    Kind,
    Post,
    Quotation,
    QuotationType,
    Span,
    SpeakerKind,
    Voice,
)

if TYPE_CHECKING:
    from quotes.extraction.pipeline import Extractor

__all__ = [
    "Attribution",
    "Entity",
    "EntityLabel",
    "Extraction",
    "Kind",
    "Post",
    "Quotation",
    "QuotationType",
    "Span",
    "SpeakerKind",
    "Voice",
    "load",
]


def load(pipeline: str | None = None, threads: int = 1) -> Extractor:
    """Load the extractor: a callable, `extract(text, title="") -> Extraction`.

    spaCy and the network are imported here and not before, so that a process that only
    reads the records starts at once. See `quotes.extraction.pipeline.load`.
    """
    from quotes.extraction.pipeline import load as load_pipeline

    return load_pipeline(pipeline, threads)
