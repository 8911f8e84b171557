"""HTML pages: trafilatura finds the main text and what the page says of itself.

`<p>Dams, said <a href="/ek">Bo Ek</a>, hold.</p><p>They do.</p>` becomes two paragraphs
with a blank line between them; links, emphasis and the like leave no trace.

Barbaresi, A. (2021): Trafilatura. Proceedings of ACL-IJCNLP 2021: System Demonstrations.
"""

from __future__ import annotations

import codecs
import datetime
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import BinaryIO

from lxml import html as lxml_html
from lxml.etree import LxmlError, _Element, iterwalk
from trafilatura import bare_extraction
from trafilatura.settings import DEFAULT_CONFIG, Document

from quotes.articles import Article
from quotes.readers.decoding import UnreadableError, clean, decode

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_CHARSET_WITHIN = 2048
_LATIN_1 = ("ascii", "iso8859-1")
_INLINE = frozenset({"hi", "ref", "lb", "del", "graphic"})
_WHITESPACE = re.compile(r"\s+")
_BREAK_AFTER_SENTENCE = re.compile(r"(?<=[.!?…:\"'”’»])[ ]*\n\s*")

_SHORT_TOO = deepcopy(DEFAULT_CONFIG)
"""Below this length trafilatura takes the whole page as one paragraph: never wanted here."""
_SHORT_TOO["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "1"


def read(stream: BinaryIO, origin: str) -> Iterator[Article]:
    """Yield the one article of a page. Raises UnreadableError."""
    data = stream.read()
    yield parse(decode(data, _encoding(data)), origin)


def parse(page: str, origin: str) -> Article:
    """Return the article that `page` is. Raises UnreadableError where no text is found.

    The date is taken only from the page's own statements, never guessed from its text.
    """
    try:
        tree = lxml_html.document_fromstring(page.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (LxmlError, ValueError) as error:
        raise UnreadableError(f"no HTML: {error}") from error
    language = tree.get("lang") or "en"
    try:
        found = bare_extraction(
            tree,
            include_comments=False,
            with_metadata=True,
            config=_SHORT_TOO,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception as error:  # whatever a strange page provokes there must cost that page only
        raise UnreadableError(f"trafilatura: {type(error).__name__}: {error}") from error
    if not isinstance(found, Document) or found.body is None:
        raise UnreadableError("no text")
    title = " ".join((found.title or "").split())
    paragraphs = list(_paragraphs(found.body))
    if paragraphs and paragraphs[0] == title:
        del paragraphs[0]
    if not paragraphs:
        raise UnreadableError("no text")
    return Article(
        text=clean("\n\n".join(paragraphs)),
        title=title,
        url=found.url or "",
        authors=tuple(name.strip() for name in (found.author or "").split(";") if name.strip()),
        publisher=found.sitename or "",
        published=datetime.date.fromisoformat(found.date) if found.date else None,
        language=language,
        origin=origin,
    )


def _paragraphs(body: _Element) -> Iterator[str]:
    """Yield the paragraphs of what trafilatura found, whitespace reduced to single spaces.

    A line break (`<br>`) divides paragraphs where a sentence has ended, elsewhere it stays
    a line end: trafilatura makes one of two.
    """
    text = ""
    for event, element in iterwalk(body, events=("start", "end")):
        if element.tag not in _INLINE:
            yield from _divide(text)
            text = ""
        if element.tag == "lb" and event == "start":
            text += "\n"
        text += _WHITESPACE.sub(" ", (element.text if event == "start" else element.tail) or "")
    yield from _divide(text)


def _divide(text: str) -> Iterator[str]:
    for part in _BREAK_AFTER_SENTENCE.split(text):
        if part := "\n".join(line.strip() for line in part.strip().split("\n")):
            yield part


def _encoding(data: bytes) -> str:
    """Return the encoding that the page declares, UTF-8 where it declares none.

    A page that says Latin 1 or ASCII means Windows 1252, as browsers read it (WHATWG
    Encoding Standard). Raises UnreadableError for a name that nobody knows.
    """
    declared = _CHARSET.search(data, 0, _CHARSET_WITHIN)
    if declared is None or data.startswith(codecs.BOM_UTF8):
        return "utf-8"
    label = declared[1].decode("ascii", "replace")
    try:
        name = codecs.lookup(label).name
    except LookupError as error:
        raise UnreadableError(f"unknown encoding {label!r}") from error
    return "cp1252" if name in _LATIN_1 else name
