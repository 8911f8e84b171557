"""Full-text search in the two engines: from a tree of quotes.search to conditions for filter().

The words of quotes are looked up in the indexes that migration 0002 makes, as many of a
query at once as one look-up can answer; fields are compared in the rows.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func, Q, TextField, Value
from django.db.models.functions import Concat, Lower, Replace
from django.db.models.lookups import Contains
from django.db.models.sql.compiler import SQLCompiler

from quotes.models.affiliation import Affiliation
from quotes.models.source import UNDATED, Source
from quotes.models.speaker import Alias
from quotes.search import And, Choice, Field, Not, Or, Published, Tree, Words

_Sql = tuple[str, tuple[Any, ...]]

# SQLite: what more quotes match than this is looked up row by row, in the order that the
# list asks for, and not collected before it begins. PostgreSQL decides by its statistics.
COMMON = 5_000
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
        """Ask the index as little as possible; for each time, one query tells how."""
        wanted = _match(tree)
        if wanted is not None:
            found = f"SELECT rowid FROM {_INDEX} WHERE {_INDEX} MATCH %s"  # noqa: S608
            if _is_common(wanted, connection):
                return f"EXISTS ({found} AND rowid = {key})", (wanted,)
            return f"({key} IN ({found}))", (wanted,)
        parts = (tree.part,) if isinstance(tree, Not) else _parts(tree)
        return _composed(tree, [self._sqlite(part, key, connection) for part in parts])

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> _Sql:
        text, _ = compiler.compile(self.source_expressions[1])
        query, exact = _tsquery(self.tree)
        found = f"array_to_tsvector(string_to_array({text}, ' ')) @@ %s::tsquery"
        if query and exact:
            return f"({found})", (query,)
        sql, params = _like(self.tree, f"' ' || {text} || ' '")
        return (f"({found} AND {sql})", (query, *params)) if query else (sql, params)


class PlainLower(Lower):
    """Lower case of the letters A to Z alone, which is all that SQLite knows."""

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> _Sql:
        return self.as_sql(compiler, connection, template='LOWER(%(expressions)s COLLATE "C")', **context)


def _holds(words: Any, value: Words) -> Contains:
    """Return the condition that a text of words between spaces holds these, side by side."""
    bordered = Concat(Value(" "), words, Value(" "), output_field=TextField())
    return Contains(bordered, _pattern(value).strip("%"))


_CUE = Replace(PlainLower("cue"), Value("-"), Value(" "), output_field=TextField())
_FIELDS = {
    "speaker": lambda value: Q(speaker__in=Alias.objects.filter(_holds("key", value)).values("speaker")),
    "org": lambda value: Q(affiliation__in=Affiliation.objects.filter(_holds("organization_key", value))),
    "role": lambda value: Q(affiliation__in=Affiliation.objects.filter(_holds("role_key", value))),
    "publisher": lambda value: Q(source__in=Source.objects.filter(_holds("publisher_key", value))),
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


def _is_common(wanted: str, connection: BaseDatabaseWrapper) -> bool:
    """Say whether more than COMMON quotes match an FTS5 query."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT 1 FROM {_INDEX} WHERE {_INDEX} MATCH %s LIMIT 1 OFFSET {COMMON}",  # noqa: S608
            [wanted],
        )
        return cursor.fetchone() is not None


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

    It is about words only. Phrases are for LIKE to decide, on a text of words between
    spaces: the positions in a tsvector end at the 255th of a word.
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


def _like(tree: Tree, text: str) -> _Sql:
    """Return the SQL that decides exactly, by LIKE alone."""
    if isinstance(tree, Words):
        return f"{text} LIKE %s", (_pattern(tree),)
    parts = (tree.part,) if isinstance(tree, Not) else _parts(tree)
    return _composed(tree, [_like(part, text) for part in parts])


def _pattern(value: Words) -> str:
    """Return the LIKE pattern of words, for a text of words between spaces."""
    return f"% {' '.join(value.words)}{'' if value.prefix else ' '}%"
