"""The query grammar of full-text search: what its author typed comes in, a tree goes out. Pure.

    climate levy                  all of these words, anywhere (AND may be written out)
    "according to the"            exactly these words in this order
    levy OR toll                  one of them; AND binds closer than OR
    -treaty  NOT "per cent"       without
    (levy OR toll) -rail          parentheses
    negotiat*  "pier op"*         words that begin so
    twenty-one  don't             a word that punctuation divides is a phrase of its parts
    speaker:"Jane Roe" org:port   fields, see FIELDS; a field takes one word or phrase
    date:2024-07..2024-08         days, months, years and ranges of them, both ends included

Case, accents and punctuation do not count, every word does: there are no stop words and no
stemming. Operators are upper case. What holds neither letter nor digit is punctuation, and
says nothing. The words are those of `words`, in both engines: they give the same answers.
"""

from __future__ import annotations

import calendar
import datetime
import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from quotes import folding
from quotes.extraction.names import name_key
from quotes.extraction.records import Kind, QuotationType

MAX_LENGTH = 4000  # characters
MAX_WORDS = 400
MAX_FIELDS = 20
MAX_DEPTH = 20
# Longer words are cut: PostgreSQL indexes none above 2046 bytes.
MAX_WORD = 100
MIN_PREFIX = 2

#: What a field compares with.
FIELDS = {
    "said": "words of the quote, as without a field",
    "speaker": "words of a name that the speaker goes by",
    "org": "words of the organization that the source states",
    "role": "words of the role that the source states",
    "publisher": "words of the publisher's name",
    "cue": "words of the cue",
    "kind": ", ".join(Kind),
    "type": ", ".join(QuotationType),
    "date": "day, month or year of publication, or a range of them",
}
_CHOICES = {"kind": tuple(map(str, Kind)), "type": tuple(map(str, QuotationType))}

_QUOTATION_MARKS = str.maketrans("“”„‟«»＂", '"""""""')
_TOKEN = re.compile(
    r"""\s*(?:
        (?P<mark>[()])
      | (?P<minus>-(?=[^\s)]))?
        (?:(?P<field>[A-Za-z_]+):)?
        (?: "(?P<phrase>[^"]*)(?P<close>"?)(?P<more>\*?) | (?P<word>[^\s"()]+) | (?P<nothing>) )
    )""",
    re.VERBOSE,
)
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class BadQuery(ValueError):
    """A query that cannot be answered; the message says why, in words for its author.

    `position` is the place of the fault: characters from the start of the query.
    """

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


def words(text: str) -> list[str]:
    """Return the words of `text` as they are indexed and searched."""
    return [word[:MAX_WORD] for word in folding.words(text)]


@dataclass(frozen=True, slots=True)
class Words:
    """One or more words that must stand side by side; of a `prefix` the last is a word's beginning."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field called `name` holds these words."""

    name: str
    value: Words


@dataclass(frozen=True, slots=True)
class Choice:
    """A field called `name` has this value."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Published:
    """The source is dated from `first` to `last`, both included; None is open."""

    first: datetime.date | None
    last: datetime.date | None


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Tree


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold; there are at least two."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part holds; there are at least two."""

    parts: tuple[Tree, ...]


Tree: TypeAlias = Words | Field | Choice | Published | Not | And | Or


@dataclass(frozen=True, slots=True)
class _Token:
    """A parenthesis, an operator, a `term` or punctuation; `kind` is its character or name."""

    kind: str
    start: int
    term: Tree | None = None


def parse(text: str) -> Tree:
    """Read a query as its author typed it. Raises BadQuery."""
    if len(text) > MAX_LENGTH:
        raise BadQuery(f"The search is too long: give at most {MAX_LENGTH} characters.", MAX_LENGTH)
    tokens = list(_tokens(text.translate(_QUOTATION_MARKS)))
    if all(token.kind == "punctuation" for token in tokens):
        raise BadQuery("The search has no words: give at least one letter or digit.", 0)
    parser = _Parser(tokens, len(text))
    tree = parser.either(0)
    if parser.kind == ")":
        raise BadQuery("This parenthesis closes none that was opened.", parser.start)
    return tree


def terms(tree: Tree) -> list[Words]:
    """Return the words to be found in the quote: those of the tree that are not negated."""
    match tree:
        case Words():
            return [tree]
        case And(parts) | Or(parts):
            return [term for part in parts for term in terms(part)]
        case _:
            return []


def _tokens(text: str) -> Iterable[_Token]:
    """Yield the tokens of a query in which every quotation mark is straight."""
    place, count, fields = 0, 0, 0
    while match := _TOKEN.match(text, place):
        start, place = match.end() - len(match[0].lstrip()), match.end()
        if match["mark"]:
            yield _Token(match["mark"], start)
            continue
        if match["phrase"] is not None and not match["close"]:
            raise BadQuery("This quotation mark is not closed.", match.start("phrase") - 1)
        typed = match["word"] if match["phrase"] is None else match["phrase"]
        if match["word"] in ("AND", "OR", "NOT") and not match["minus"] and not match["field"]:
            yield _Token(match["word"], start)
            continue
        if match["field"]:
            fields += 1
            if fields > MAX_FIELDS:
                raise BadQuery(f"The search is too long: give at most {MAX_FIELDS} fields.", start)
        elif typed is None:
            if not match["minus"]:
                return
            yield _Token("NOT", start)  # before a parenthesis
            continue
        term = _term(match, typed or "")
        if term is None:
            yield _Token("punctuation", start)
            continue
        value = term.value if isinstance(term, Field) else term
        count += len(value.words) if isinstance(value, Words) else 1
        if count > MAX_WORDS:
            raise BadQuery(f"The search is too long: give at most {MAX_WORDS} words.", start)
        if match["minus"]:
            yield _Token("NOT", start)
        yield _Token("term", start, term)


def _term(match: re.Match[str], typed: str) -> Tree | None:
    """Return the term that was typed, None for punctuation. Raises BadQuery."""
    name = (match["field"] or "said").lower()
    start = match.start("phrase") - 1 if match["word"] is None else match.start("word")
    if name not in FIELDS:
        near = difflib.get_close_matches(name, FIELDS, n=1)
        meant = f"Did you mean '{near[0]}:'? " if near else ""
        raise BadQuery(
            f"There is no field '{name}'. {meant}Fields: {', '.join(FIELDS)}."
            " Words with a colon are searched for in quotation marks.",
            match.start("field"),
        )
    if match["field"] and not typed.strip():
        raise BadQuery(f"Give '{name}:' a word or a phrase, without a space between.", match.end("field") + 1)
    if name in _CHOICES:
        return Choice(name, _choice(name, typed.strip().lower(), start))
    if name == "date":
        return _published(typed.strip(), start)
    prefix = bool(match["more"]) if match["word"] is None else typed.endswith("*")
    parts = tuple(name_key(typed).split() if name == "speaker" else words(typed))
    if not parts and match["field"]:
        raise BadQuery(f"Give '{name}:' a letter or a digit.", start)
    if not parts:
        return None
    if prefix and len(parts) == 1 and len(parts[0]) < MIN_PREFIX:
        raise BadQuery(
            f"{typed} begins too many words: give at least {MIN_PREFIX} letters before the *.", start
        )
    return Words(parts, prefix) if name == "said" else Field(name, Words(parts, prefix))


def _choice(name: str, typed: str, start: int) -> str:
    if typed not in _CHOICES[name]:
        near = difflib.get_close_matches(typed, _CHOICES[name], n=1)
        meant = f"Did you mean '{near[0]}'? " if near else ""
        raise BadQuery(f"No {name} is called so. {meant}Choose from {', '.join(_CHOICES[name])}.", start)
    return typed


def _published(typed: str, start: int) -> Published:
    """Read "2024", "2024-07", "2024-07-09", "2024..2025-03", "2024-07.." or "..2024"."""
    first, dots, last = typed.partition("..")
    published = Published(
        _days(first, start)[0] if first else None,
        _days(last, start + len(first) + 2)[1] if last else None if dots else _days(first, start)[1],
    )
    if published == Published(None, None):
        raise BadQuery("Give the range a beginning or an end: 2024-07..2024-08.", start)
    if published.first and published.last and published.first > published.last:
        raise BadQuery("The range ends before it begins.", start)
    return published


def _days(typed: str, start: int) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day of a year, month or day."""
    try:
        match = _DAY.fullmatch(typed)
        year, month, day = (int(part) if part else None for part in match.groups()) if match else (0, 0, 0)
        first = datetime.date(year or 0, month or 1, day or 1)
        last_month = month or 12
        return first, first.replace(
            month=last_month, day=day or calendar.monthrange(first.year, last_month)[1]
        )
    except ValueError:
        raise BadQuery("Not a date: write 2024, 2024-07 or 2024-07-09.", start) from None


class _Parser:
    """Recursive descent over the tokens; every method begins at the next one that is not read."""

    def __init__(self, tokens: list[_Token], end: int) -> None:
        self.tokens = [*tokens, _Token("", end)]
        self.place = 0

    @property
    def kind(self) -> str:
        """What the next token is; empty at the end."""
        return self.tokens[self.place].kind

    @property
    def start(self) -> int:
        """Where the next token stands."""
        return self.tokens[self.place].start

    def either(self, depth: int) -> Tree:
        """Read parts that are joined by OR."""
        parts = [self.all(depth)]
        while self.kind == "OR":
            self.place += 1
            parts.append(self.all(depth))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def all(self, depth: int) -> Tree:
        """Read parts that are joined by AND, by nothing or by punctuation."""
        parts: list[Tree] = []
        while not parts or self.kind in ("AND", "NOT", "(", "term", "punctuation"):
            if self.kind == "punctuation":
                self.place += 1
                continue
            self.place += bool(parts) and self.kind == "AND"
            parts.append(self.one(depth))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def one(self, depth: int) -> Tree:
        """Read a term or a parenthesis, with any NOT before it."""
        negative = False
        while self.kind == "NOT":
            negative = not negative
            self.place += 1
        token = self.tokens[self.place]
        if token.kind == "(":
            if depth == MAX_DEPTH:
                raise BadQuery(f"Parentheses may be nested {MAX_DEPTH} deep.", token.start)
            self.place += 1
            tree = self.either(depth + 1)
            if self.kind != ")":
                raise BadQuery("This parenthesis is not closed.", token.start)
        elif token.term is not None:
            tree = token.term
        else:
            raise BadQuery(self._missing(), token.start)
        self.place += 1
        return Not(tree) if negative else tree

    def _missing(self) -> str:
        """Say that there is nothing to search for where something should be."""
        before = self.tokens[self.place - 1].kind if self.place else ""
        if before in ("AND", "OR", "NOT"):
            return f"There is nothing to search for after {before}."
        if self.kind in ("AND", "OR"):
            return f'There is nothing to search for before {self.kind}. The word itself: "{self.kind}".'
        return "There is nothing to search for here."
