"""Readers: files of every known format to articles. No Django here."""

from quotes.readers.failure import Failure
from quotes.readers.files import FORMATS, count, read, read_stream

__all__ = ["FORMATS", "Failure", "count", "read", "read_stream"]
