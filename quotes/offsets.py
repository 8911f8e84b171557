"""Check in the database itself that every stored span is the text at its offsets.

The characters are counted by the database's own functions, independently of the code that
wrote the spans, and nothing but what is broken leaves the database.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

# Columns that hold words, and the columns that hold their spans.
_PARTS = {"text": "content_spans", "cue": "cue_spans", "mention": "mention_spans"}

# Of a column of spans: the words, joined by one space; the last end; the first start.
_SQLITE = (
    """(SELECT group_concat(substr(source.text, json_extract(value, '$[0]') + 1,
        max(json_extract(value, '$[1]') - json_extract(value, '$[0]'), 0)), ' ')
        FROM json_each(quote.{spans}))""",
    "(SELECT max(json_extract(value, '$[1]')) FROM json_each(quote.{spans}))",
    "(SELECT min(json_extract(value, '$[0]')) FROM json_each(quote.{spans}))",
)
_POSTGRESQL = (
    """(SELECT string_agg(substr(source.text, (span->>0)::integer + 1,
        greatest((span->>1)::integer - (span->>0)::integer, 0)), ' ' ORDER BY place)
        FROM jsonb_array_elements(quote.{spans}) WITH ORDINALITY AS listed (span, place))""",
    "(SELECT max((span->>1)::integer) FROM jsonb_array_elements(quote.{spans}) AS listed (span))",
    "(SELECT min((span->>0)::integer) FROM jsonb_array_elements(quote.{spans}) AS listed (span))",
)


# Of the chain, whose spans carry their words: whether one of them says something else.
_CHAIN = {
    "sqlite": """EXISTS (SELECT 1 FROM json_each(quote.chain) WHERE coalesce(
        substr(source.text, json_extract(value, '$[0]') + 1,
            json_extract(value, '$[1]') - json_extract(value, '$[0]'))
            <> json_extract(value, '$[2]') OR json_extract(value, '$[1]') > length(source.text), true))""",
    "postgresql": """EXISTS (SELECT 1 FROM jsonb_array_elements(quote.chain) AS listed (span) WHERE coalesce(
        substr(source.text, (span->>0)::integer + 1, (span->>1)::integer - (span->>0)::integer)
            <> span->>2 OR (span->>1)::integer > length(source.text), true))""",
}


@dataclass(frozen=True, slots=True)
class Broken:
    """A quote that is not what its source's text says, and the columns that are wrong."""

    quote: str
    source: str
    columns: tuple[str, ...]


def find_broken(limit: int = 20) -> Iterator[Broken]:
    """Yield the first `limit` quotes with a span that is not the text at its offsets.

    Also checked: that `start` and `end` are the borders of the content, and that
    `sort_date` is the source's.
    """
    words, last, first = _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL
    differs = f"(coalesce({words}, '') <> quote.{{column}} OR coalesce({last}, 0) > length(source.text))"
    wrong = {column: differs.format(column=column, spans=spans) for column, spans in _PARTS.items()}
    wrong["start"] = f"quote.start <> {first.format(spans='content_spans')}"
    wrong["end"] = f'quote."end" <> {last.format(spans="content_spans")}'
    wrong["chain"] = _CHAIN[connection.vendor]
    wrong["sort_date"] = "quote.sort_date <> source.sort_date"
    conditions = ", ".join(f"coalesce({condition}, true)" for condition in wrong.values())
    columns = ", ".join(f"wrong_{column}" for column in wrong)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH checked (quote, source, {columns}) AS (
                SELECT quote.public_id, source.public_id, {conditions}
                FROM quotes_quote AS quote JOIN quotes_source AS source ON source.id = quote.source_id
            )
            SELECT * FROM checked WHERE {columns.replace(",", " OR")} LIMIT %s
            """,  # noqa: S608 (made of the constants above)
            [limit],
        )
        for quote, source, *flags in cursor.fetchall():
            found = zip(wrong, flags, strict=True)
            yield Broken(quote, source, tuple(column for column, flag in found if flag))
