"""Full-text search in the two engines: from a tree of quotes.search to conditions for filter().

The words of quotes are looked up in the indexes that migration 0002 makes, as many of a
query at once as one look-up can answer; fields are compared in the rows.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, Lower, Replace, StrIndex
from django.db.models.lookups import GreaterThan, In
from django.db.models.sql.compiler import SQLCompiler

from quotes.models.affiliation import Affiliation
from quotes.models.source import UNDATED, Source
from quotes.models.speaker import Alias
from quotes.search import And, Choice, Field, Not, Or, Published, Tree, Words

_Sql = tuple[str, tuple[Any, ...]]

# Databases cannot know how many quotes a condition holds of, and so are told how to go about it:
# at most FEW are collected and sorted; at most MANY are collected and looked for in the order
# that the list asks for; of what is commoner the index is asked quote by quote. Figures measured
# on 200,000 quotes. Only words PostgreSQL knows by its statistics.
FEW = 2_000
MANY = 50_000
_INDEX = "quotes_quote_words"


def condition(tree: Tree) -> Q:
    """Return the condition that a quote answers the query."""
    match tree:
        case _ if _only_words(tree):
            return Q(Matches(tree))
        case Not(part):
            return ~condition(part)
        case And(parts):
            return _joined(parts, Q.AND)
        case Or(parts):
            return _joined(parts, Q.OR)
        case Choice(name, value):
            return Q((name, value))
        case Published(first, last):
            days = Q(sort_date__gt=UNDATED)
            days &= Q(sort_date__gte=first) if first else Q()
            return days & (Q(sort_date__lte=last) if last else Q())
        case Field(name, value):
            return _FIELDS[name](value)
    raise TypeError(tree)


class Matches(Func):
    """A condition: the words of a quote answer `tree`, which has no fields.

    The indexes are kept in step by the database itself: SQLite's FTS5 table
    `quotes_quote_words`, whose rowid is the quote's id, by triggers; in PostgreSQL it is
    an index of the expression below.
    """

    output_field = BooleanField()

    def __init__(self, tree: Tree) -> None:
        super().__init__(F("pk"), F("search_text"))
        self.tree = tree

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> _Sql:
        key, _ = compiler.compile(self.source_expressions[0])
        return self._sqlite(self.tree, key, connection)

    def _sqlite(self, tree: Tree, key: str, connection: BaseDatabaseWrapper) -> _Sql:
        wanted = _match(tree)
        if wanted is not None:
            found = f"SELECT rowid FROM {_INDEX} WHERE {_INDEX} MATCH %s"  # noqa: S608
            count = _count(found, (wanted,), MANY, connection)
            if count > MANY:
                return f"EXISTS ({found} AND rowid = {key})", (wanted,)
            # The plus keeps SQLite from beginning with this condition.
            return f"({'+' if count > FEW else ''}{key} IN ({found}))", (wanted,)
        parts = (tree.part,) if isinstance(tree, Not) else _parts(tree)
        return _composed(tree, [self._sqlite(part, key, connection) for part in parts])

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> _Sql:
        text, _ = compiler.compile(self.source_expressions[1])
        query, exact = _tsquery(self.tree)
        found = f"array_to_tsvector(string_to_array({text}, ' ')) @@ %s::tsquery"
        if query and exact:
            return f"({found})", (query,)
        sql, params = _exactly(self.tree, f"' ' || {text} || ' '")
        return (f"({found} AND {sql})", (query, *params)) if query else (sql, params)


class PlainLower(Lower):
    """Lower case of the letters A to Z alone, which is all that SQLite knows."""

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> _Sql:
        return self.as_sql(compiler, connection, template='LOWER(%(expressions)s COLLATE "C")', **context)


def _holds(words: Any, value: Words) -> GreaterThan:
    """Return the condition that a text of words between spaces holds these, side by side."""
    bordered = Concat(Value(" "), words, Value(" "), output_field=TextField())
    return GreaterThan(StrIndex(bordered, Value(_bordered(value))), 0)


class Among(In):
    """A condition: a foreign key of the quote is among these rows. Where it is null, so is the answer."""

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> _Sql:
        key, rows, params = self._parts(compiler, connection)
        if self._are_few(f"{key} IN {rows}", key, params, connection):
            return f"{key} IN {rows}", params
        return f"+{key} IN {rows}", params

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> _Sql:
        key, rows, params = self._parts(compiler, connection)
        if self._are_few(f"{key} = ANY (ARRAY {rows})", key, params, connection):
            return f"{key} = ANY (ARRAY {rows})", params
        return f"(({key} IN {rows}) IS TRUE)", params  # no join: the quotes keep their order

    def _parts(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, str, tuple[Any, ...]]:
        key, _ = self.process_lhs(compiler, connection)
        rows, params = self.process_rhs(compiler, connection)
        return str(key), str(rows), tuple(params)

    def _are_few(self, sql: str, key: str, params: tuple[Any, ...], connection: BaseDatabaseWrapper) -> bool:
        """Say whether at most FEW quotes fit (one query)."""
        quotes = f"SELECT 1 FROM quotes_quote AS {key.partition('.')[0]} WHERE {sql}"  # noqa: S608
        return _count(quotes, params, FEW, connection) <= FEW


def _among(name: str, rows: QuerySet[Any]) -> Q:
    """Return the condition that the foreign key called `name` is among these; never null."""
    return Q((f"{name}__isnull", False)) & Q(Among(F(name), rows.order_by()))


_CUE = Replace(PlainLower("cue"), Value("-"), Value(" "), output_field=TextField())
_FIELDS = {
    "speaker": lambda value: _among("speaker", Alias.objects.filter(_holds("key", value)).values("speaker")),
    "org": lambda value: _among(
        "affiliation", Affiliation.objects.filter(_holds("organization_key", value)).values("pk")
    ),
    "role": lambda value: _among(
        "affiliation", Affiliation.objects.filter(_holds("role_key", value)).values("pk")
    ),
    "publisher": lambda value: _among(
        "source", Source.objects.filter(_holds("publisher_key", value)).values("pk")
    ),
    "cue": lambda value: Q(_holds(_CUE, value)),
}


def _only_words(tree: Tree) -> bool:
    match tree:
        case Words():
            return True
        case Not(part):
            return _only_words(part)
        case And(parts) | Or(parts):
            return all(map(_only_words, parts))
    return False


def _count(rows: str, params: tuple[Any, ...], limit: int, connection: BaseDatabaseWrapper) -> int:
    """Return how many rows a query has, at most one more than `limit`."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({rows} LIMIT {limit + 1}) AS counted", params)  # noqa: S608
        return int(cursor.fetchone()[0])


def _parts(tree: Tree) -> tuple[Tree, ...]:
    return tree.parts if isinstance(tree, And | Or) else ()


def _joined(parts: tuple[Tree, ...], connector: str) -> Q:
    """Join the conditions of parts, those about words alone as one."""
    about_words = tuple(part for part in parts if _only_words(part))
    others = [condition(part) for part in parts if not _only_words(part)]
    if about_words:
        kind = And if connector == Q.AND else Or
        whole = about_words[0] if len(about_words) == 1 else kind(about_words)
        others.insert(0, Q(Matches(whole)))
    return Q(*others, _connector=connector)


def _composed(tree: Tree, parts: list[_Sql]) -> _Sql:
    """Return the SQL of a tree from that of its parts."""
    params = tuple(param for _, given in parts for param in given)
    if isinstance(tree, Not):
        return f"NOT {parts[0][0]}", params
    connector = " AND " if isinstance(tree, And) else " OR "
    return f"({connector.join(sql for sql, _ in parts)})", params


def _match(tree: Tree) -> str | None:
    """Return the query for FTS5's MATCH, None where it has no words for it: "without" alone, fields.

    Words are letters and digits only: nothing in them needs escaping.
    """
    match tree:
        case Words(words, prefix):
            return f'"{" ".join(words)}"' + (" *" if prefix else "")
        case Or(parts):
            found = [_match(part) for part in parts]
            return None if None in found or not found else f"({' OR '.join(map(str, found))})"
        case And(parts):
            wanted = [_match(part) for part in parts if not isinstance(part, Not)]
            unwanted = [_match(part.part) for part in parts if isinstance(part, Not)]
            if not wanted or None in wanted or None in unwanted:
                return None
            both = " AND ".join(map(str, wanted))
            return f"({both}) NOT ({' OR '.join(map(str, unwanted))})" if unwanted else f"({both})"
    return None


def _tsquery(tree: Tree) -> tuple[str, bool]:
    """Return a tsquery that all answers match, empty where there is none, and whether no others do.

    It is about words only. Phrases are for `_exactly` to decide: the positions in a tsvector
    end at the 255th of a word.
    """
    match tree:
        case Words(words, prefix):
            quoted = [f"'{word}'" for word in words]
            return " & ".join(quoted) + (":*" if prefix else ""), len(words) == 1
        case Not(part):
            query, exact = _tsquery(part)
            return (f"!({query})", True) if exact else ("", False)
        case And(parts) | Or(parts):
            found = [_tsquery(part) for part in parts]
            exact = all(exact for _, exact in found)
            queries = [f"({query})" for query, _ in found if query]
            if isinstance(tree, Or):
                return (" | ".join(queries), exact) if len(queries) == len(parts) else ("", False)
            return " & ".join(queries), exact
    raise TypeError(tree)


def _exactly(tree: Tree, text: str) -> _Sql:
    """Return the SQL that decides exactly, of a text of words between spaces.

    Not LIKE, which PostgreSQL takes for rarer than it is, and then sorts all there is.
    """
    if isinstance(tree, Words):
        return f"strpos({text}, %s) > 0", (_bordered(tree),)
    parts = (tree.part,) if isinstance(tree, Not) else _parts(tree)
    return _composed(tree, [_exactly(part, text) for part in parts])


def _bordered(value: Words) -> str:
    """Return words between spaces; without the last space where the last word is a beginning."""
    return f" {' '.join(value.words)}{'' if value.prefix else ' '}"
