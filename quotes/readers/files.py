"""Files and directories to articles: which reader reads what, and what becomes of errors.

`news/` with `a.txt`, `b.jsonl` and `c.pdf` yields one article, then those of the lines of
`b.jsonl`, then a failure that says that nobody reads ".pdf".
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from quotes.articles import Article
from quotes.readers import html, jsonl, text
from quotes.readers.decoding import UnreadableError
from quotes.readers.failure import Failure

Reader = Callable[[BinaryIO, str], Iterator[Article | Failure]]

FORMATS: dict[str, Reader] = {"text": text.read, "html": html.read, "jsonl": jsonl.read}
_ENDINGS = {".txt": "text", ".md": "text", ".html": "html", ".htm": "html", ".jsonl": "jsonl"}


def read(path: Path, format: str | None = None) -> Iterator[Article | Failure]:
    """Yield the articles of a file or directory in sorted order, a Failure for what is none.

    `format` (a key of FORMATS) holds for every file; without it the file name's ending
    decides, upper or lower case, and ".gz" may follow it. Hidden files and directories are
    passed over. Errors never stop the rest. A path that does not exist is a Failure too.
    """
    for file in _walk(path):
        if isinstance(file, Failure):
            yield file
        else:
            yield from _read_file(file, format)


def count(path: Path, format: str | None = None) -> int:
    """Return how many items `read` will yield, without reading more than line ends.

    An archive that breaks off is counted up to there.
    """
    return sum(_count_file(file, format) if isinstance(file, Path) else 1 for file in _walk(path))


def read_stream(stream: BinaryIO, format: str, origin: str) -> Iterator[Article | Failure]:
    """Yield the articles of an open binary stream, a Failure for what is none."""
    try:
        yield from FORMATS[format](stream, origin)
    except UnreadableError as error:
        yield Failure(item=origin, reason=str(error))
    except (OSError, EOFError, zlib.error) as error:
        yield _unreadable(origin, error)


def _walk(path: Path) -> Iterator[Path | Failure]:
    if not path.is_dir():
        yield path
        return
    try:
        entries = sorted(path.iterdir())
    except OSError as error:
        yield _unreadable(path, error)
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_symlink() and entry.is_dir():  # it might lead back up
            yield Failure(item=str(entry), reason="a link to a directory is not followed")
        else:
            yield from _walk(entry)


def _unreadable(path: Path | str, error: Exception) -> Failure:
    return Failure(item=str(path), reason=f"cannot be read: {getattr(error, 'strerror', None) or error}")


def _format(path: Path) -> str | None:
    """Return the format that the ending tells, None for an unknown one."""
    return _ENDINGS.get((path.with_suffix("") if _is_compressed(path) else path).suffix.lower())


def _is_compressed(path: Path) -> bool:
    return path.suffix.lower() == ".gz"


def _open(path: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path)) if _is_compressed(path) else path.open("rb")


def _read_file(path: Path, format: str | None) -> Iterator[Article | Failure]:
    origin = str(path)
    if not path.exists():
        yield Failure(item=origin, reason="does not exist")
        return
    format = format or _format(path)
    if format is None:
        known = " ".join(_ENDINGS)
        yield Failure(
            item=origin, reason=f"unknown ending {path.suffix!r} (known: {known}, each also with .gz)"
        )
        return
    try:
        with _open(path) as stream:
            yield from read_stream(stream, format, origin)
    except OSError as error:
        yield _unreadable(path, error)


def _count_file(path: Path, format: str | None) -> int:
    if (format or _format(path)) != "jsonl":
        return 1
    lines = 0
    try:
        with _open(path) as stream:
            for line in stream:
                lines += bool(line.strip())
    except (OSError, EOFError, zlib.error):
        lines += 1  # the failure that read() yields in its place
    return lines
