"""The whole filtered list in one streamed answer, as CSV or as JSON Lines.

    id,url,text,kind,...,speaker_id,speaker_name,speaker_kind,...,content_spans
    {"id": ..., "speaker": {"id": ..., "name": ..., "kind": ...}, ...}

JSON Lines holds the rows of the JSON list as they are, one on each line. In CSV a record
inside a row becomes columns with its name before theirs, and spans are JSON. A cell that a
spreadsheet would take for a formula gets an apostrophe before it. Nothing is held in memory
but the rows of one chunk.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import orjson
from django.http import HttpResponse, StreamingHttpResponse
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from quotes.api.renderers import OPTIONS

# Rows that are written at once.
CHUNK = 500
# What opens a formula, in Excel and its like, also in full-width forms; tabs and line breaks
# are stripped there, so that what follows them would open one.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")

Row = Mapping[str, Any]
Columns = Sequence[tuple[str, ...]]


class StreamRenderer(BaseRenderer):
    """A format in which a list is streamed whole; `schema` describes it in OpenAPI."""

    charset = "utf-8"
    render_style = "text"

    def stream(self, rows: Iterable[Row], columns: Columns) -> Iterator[bytes]:
        """Yield the answer in pieces; `columns` are the paths to the values of a row."""
        raise NotImplementedError


class CSVRenderer(StreamRenderer):
    """Comma-separated values with a heading (RFC 4180)."""

    media_type = "text/csv"
    format = "csv"
    schema = {"type": "string", "description": "The whole list, with a heading."}

    def stream(self, rows: Iterable[Row], columns: Columns) -> Iterator[bytes]:
        """Yield the heading, then the rows."""
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer)
        writer.writerow("_".join(path) for path in columns)
        rows = iter(rows)
        while True:
            part = list(islice(rows, CHUNK))
            writer.writerows([cell(value_at(row, path)) for path in columns] for row in part)
            yield buffer.getvalue().encode()
            if len(part) < CHUNK:
                return
            buffer.seek(0)
            buffer.truncate()


class JSONLinesRenderer(StreamRenderer):
    """One JSON object on each line."""

    media_type = "application/jsonl"
    # What it is called as well.
    aliases = ("application/x-ndjson", "application/ndjson")
    format = "jsonl"
    schema = {"type": "string", "description": "The whole list: the rows as in JSON, one on each line."}

    def stream(self, rows: Iterable[Row], columns: Columns) -> Iterator[bytes]:
        """Yield the rows."""
        rows = iter(rows)
        while part := list(islice(rows, CHUNK)):
            yield b"".join(orjson.dumps(row, option=OPTIONS | orjson.OPT_APPEND_NEWLINE) for row in part)


def exported(
    request: Request, rows: Iterable[Row], columns: Columns, name: str
) -> HttpResponse | StreamingHttpResponse:
    """Return the rows as a file called `name`, in the streamed format that is asked for.

    HEAD does none of the work: the rows are not touched.
    """
    renderer = request.accepted_renderer
    content_type = f"{request.accepted_media_type.partition(';')[0]}; charset={renderer.charset}"
    answer: HttpResponse | StreamingHttpResponse = (
        HttpResponse(content_type=content_type)
        if request.method == "HEAD"
        else StreamingHttpResponse(renderer.stream(rows, columns), content_type)
    )
    answer["Content-Disposition"] = f'attachment; filename="{name}.{renderer.format}"'
    return answer


def value_at(row: Row, path: tuple[str, ...]) -> Any:
    """Return the value that the path leads to, or None where a record on the way is null."""
    value: Any = row
    for name in path:
        if value is None:
            return None
        value = value[name]
    return value


def cell(value: Any) -> Any:
    """Return the value as a cell: texts guarded against formulas, lists as JSON.

    >>> cell("=1+1"), cell(-0.5), cell([[1, 2]]), cell(None)
    ("'=1+1", -0.5, '[[1,2]]', None)
    """
    if isinstance(value, str):
        return f"'{value}" if _FORMULA.match(value) else value
    if isinstance(value, (bool, list, tuple, dict, datetime.datetime)):
        return orjson.dumps(value, option=OPTIONS).decode().strip('"')
    return value
