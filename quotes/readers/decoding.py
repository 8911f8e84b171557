"""Bytes to clean text: the one place where encoding and line ends are settled.

In: the bytes of a file or of one line. Out: text with line feeds only, without a byte
order mark, free of characters that no database can hold. Offsets exist only afterwards.
`b"Yes,\\r\\nshe said."` becomes `"Yes,\\nshe said."`.
"""

from __future__ import annotations

import re

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class UnreadableError(ValueError):
    """An item cannot be read; the message says why in words for the user."""


def decode(data: bytes, encoding: str = "utf-8") -> str:
    """Return the text of `data`, cleaned as `clean` does; a byte order mark is dropped.

    Raises UnreadableError where a byte does not fit the encoding.
    """
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"not {encoding.upper()}: byte 0x{data[error.start]:02x} at position {error.start}"
        ) from error
    return clean(text.removeprefix("\ufeff"))


def clean(text: str) -> str:
    """Return `text` with every line end as a line feed.

    Raises UnreadableError for a NUL character (PostgreSQL cannot store it) and for half
    of a surrogate pair (no encoding can).
    """
    if "\0" in text:
        raise UnreadableError(f"NUL character at position {text.index(chr(0))}")
    if surrogate := _LONE_SURROGATE.search(text):
        raise UnreadableError(
            f"lone surrogate U+{ord(surrogate.group()):04X} at position {surrogate.start()}"
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")
