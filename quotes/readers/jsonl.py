"""JSON Lines: one article per line, as an object.

`{"text": "The dam held, said Bo Ek.", "title": "Dam holds", "url": "https://...",
"authors": ["Jane Author"], "publisher": "The Ostvik Herald", "published": "2024-07-09",
"language": "en"}`. Only `text` must be there; `null` counts as absent; `authors` may be
one string; `published` may carry a time, which is dropped; `id` names the line in messages.

Any other key is an error that names it: taken in silence, a misspelt or foreign key
("date" for "published") would lose what it holds without a word. Files of other systems
are brought into this form first, e.g. `jq -c '{text: .body, title, published: .date}'`.
"""

from __future__ import annotations

import datetime
import difflib
import json
from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from quotes.articles import Article
from quotes.readers.decoding import UnreadableError, clean, decode
from quotes.readers.failure import Failure

KEYS = ("text", "title", "url", "authors", "publisher", "published", "language", "id")


def read(stream: BinaryIO, origin: str) -> Iterator[Article | Failure]:
    """Yield an article or a failure per line, named `origin:line`. Blank lines are passed over.

    A bad line costs that line only.
    """
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        item = f"{origin}:{number}"
        try:
            yield parse(decode(line), item)
        except UnreadableError as error:
            yield Failure(item=item, reason=str(error))


def parse(line: str, origin: str) -> Article:
    """Return the article on one line. Raises UnreadableError with what is wrong with it."""
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnreadableError(f"no JSON: {error}") from error
    if not isinstance(record, dict):
        raise UnreadableError(f"no JSON object but {type(record).__name__}")
    for key in record:
        if key not in KEYS:
            near = difflib.get_close_matches(key, KEYS, n=1)
            hint = f", did you mean {near[0]!r}?" if near else ""
            raise UnreadableError(f"unknown key {key!r}{hint} (known: {', '.join(KEYS)})")
    if (identifier := record.get("id")) is not None:
        origin = f"{origin} (id {identifier})"
    text = _string(record, "text").strip()
    if not text:
        raise UnreadableError("no text")
    return Article(
        text=text,
        title=_string(record, "title"),
        url=_url(record),
        authors=_authors(record),
        publisher=_string(record, "publisher"),
        published=_date(record),
        language=_string(record, "language") or "en",
        origin=origin,
    )


def _string(record: dict[str, Any], key: str) -> str:
    value = record.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UnreadableError(f"{key} is {type(value).__name__}, not a string")
    return _clean(key, value)


def _clean(key: str, value: str) -> str:
    try:
        return clean(value)
    except UnreadableError as error:
        raise UnreadableError(f"{key}: {error}") from error


def _url(record: dict[str, Any]) -> str:
    url = _string(record, "url").strip()
    try:
        complete = not url or (urlsplit(url).scheme in ("http", "https") and urlsplit(url).netloc)
    except ValueError:
        complete = False
    if not complete or any(map(str.isspace, url)):
        raise UnreadableError(f"url is no http or https address: {url[:80]!r}")
    return url


def _authors(record: dict[str, Any]) -> tuple[str, ...]:
    value = record.get("authors")
    if value is None:
        return ()
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise UnreadableError("authors is neither a string nor a list of strings")
    return tuple(_clean("authors", name).strip() for name in value if name.strip())


def _date(record: dict[str, Any]) -> datetime.date | None:
    value = _string(record, "published")
    if not value:
        return None
    try:
        return datetime.datetime.fromisoformat(value).date()
    except ValueError as error:
        raise UnreadableError(f"published is no ISO 8601 date (2024-07-09): {value[:80]!r}") from error
