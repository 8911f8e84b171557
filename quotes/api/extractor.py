"""The extractor, for requests: loaded with the first of them, used by one at a time."""

from __future__ import annotations

from functools import cache
from threading import Lock

from django.conf import settings

from quotes.extraction import Extraction, load
from quotes.ingestion import Extractor

_one_at_a_time = Lock()


@cache
def extractor() -> Extractor:
    """Return the extractor that the settings name. Loading takes seconds, once for each process."""
    return load(settings.VERBATIM_PIPELINE or None, threads=settings.VERBATIM_THREADS)


def extract(text: str, title: str = "") -> Extraction:
    """Return the quotations of a text."""
    with _one_at_a_time:
        return extractor()(text, title)


class Shared:
    """The same, as ingestion asks for it."""

    @property
    def version(self) -> str:
        """Name and version, as stored with what it finds."""
        return extractor().version

    def __call__(self, text: str, title: str = "") -> Extraction:
        """Return the quotations of a text."""
        return extract(text, title)
