"""Full-text search in the two engines, over indexes that migration 0002 makes."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func
from django.db.models.sql.compiler import SQLCompiler

from quotes.search import Query

_Sql = tuple[str, tuple[Any, ...]]


class Matches(Func):
    """A condition for filter(): the words of a quote match the query.

    The indexes are kept in step by the database itself: SQLite's FTS5 table
    `quotes_quote_words`, whose rowid is the quote's id, by triggers; in PostgreSQL it is
    an index of the expression below.
    """

    output_field = BooleanField()

    def __init__(self, query: Query) -> None:
        super().__init__(F("pk"), F("search_text"))
        self.query = query

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> _Sql:
        key, params = compiler.compile(self.source_expressions[0])
        found = "SELECT rowid FROM quotes_quote_words WHERE quotes_quote_words MATCH %s"
        return f"{key} IN ({found})", (*params, self.query.for_sqlite())

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> _Sql:
        text, params = compiler.compile(self.source_expressions[1])
        words, must, must_not = self.query.for_postgresql()
        conditions = [f"array_to_tsvector(string_to_array({text}, ' ')) @@ %s::tsquery"]
        conditions += [f"' ' || {text} || ' ' LIKE %s" for _ in must]
        conditions += [f"' ' || {text} || ' ' NOT LIKE %s" for _ in must_not]
        patterns = [words, *must, *must_not]
        values = (one for pattern in patterns for one in (*params, pattern))
        return f"({' AND '.join(conditions)})", tuple(values)
