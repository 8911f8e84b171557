"""Full-text search in the two engines, over indexes that migration 0002 makes."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func
from django.db.models.sql.compiler import SQLCompiler

from quotes.search import Query

_Sql = tuple[str, list[Any]]


class Matches(Func):
    """A condition for filter(): the words of a quote match the query.

    The indexes are kept in step by the database itself: in SQLite the FTS5 table
    `quotes_quote_words`, whose rowid is the quote's id, by triggers; in PostgreSQL the
    column `search_vector`, generated from `search_text`.
    """

    output_field = BooleanField()

    def __init__(self, query: Query) -> None:
        super().__init__(F("pk"))
        self.query = query

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> _Sql:
        key, params = compiler.compile(self.source_expressions[0])
        found = "SELECT rowid FROM quotes_quote_words WHERE quotes_quote_words MATCH %s"
        return f"{key} IN ({found})", [*params, self.query.for_sqlite()]

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> _Sql:
        table = compiler.quote_name_unless_alias(self.source_expressions[0].alias)
        return f"{table}.search_vector @@ %s::tsquery", [self.query.for_postgresql()]
