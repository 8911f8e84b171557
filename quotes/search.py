"""The query grammar of full-text search, and its form for each of the two engines. Pure.

    climate levy            all of these words, anywhere
    "according to the"      exactly these words in this order
    -treaty  -"per cent"    without them
    negotiat*               words that begin so
    twenty-one  don't       a word that punctuation divides is a phrase of its parts

Case, accents and punctuation do not count, every word does: there are no stop words and no
stemming. A quotation mark that is not closed runs to the end. Both engines index the same
words, those of `words`, and so give the same answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from quotes import folding

MAX_WORDS = 64
# Longer words are cut: PostgreSQL indexes none above 2046 bytes.
MAX_WORD = 100
MIN_PREFIX = 2

_QUOTATION_MARKS = str.maketrans("“”„‟«»＂", '"""""""')
_TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


class BadQuery(ValueError):
    """A query that cannot be answered; the message says why, in words for its author."""


def words(text: str) -> list[str]:
    """Return the words of `text` as they are indexed and searched."""
    return [word[:MAX_WORD] for word in folding.words(text)]


@dataclass(frozen=True, slots=True)
class Term:
    """One or more words that must stand side by side; of a `prefix` the last is a word's beginning."""

    words: tuple[str, ...]
    prefix: bool = False
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What to search for: at least one term that must occur, and those that must not."""

    terms: tuple[Term, ...]

    @classmethod
    def parse(cls, text: str) -> Query:
        """Read a query as its author typed it. Raises BadQuery."""
        terms = []
        for match in _TERM.finditer(text.translate(_QUOTATION_MARKS)):
            typed = match["phrase"] if match["word"] is None else match["word"]
            parts = tuple(words(typed))
            prefix = match["word"] is not None and typed.endswith("*")
            if not parts:
                continue
            if prefix and len(parts) == 1 and len(parts[0]) < MIN_PREFIX:
                raise BadQuery(
                    f"{typed} begins too many words: give at least {MIN_PREFIX} letters before the *."
                )
            terms.append(Term(parts, prefix, bool(match["minus"])))
        if not terms:
            raise BadQuery("The search has no words: give at least one letter or digit.")
        if all(term.negative for term in terms):
            raise BadQuery("The search only says what to leave out: give at least one word to find.")
        if sum(len(term.words) for term in terms) > MAX_WORDS:
            raise BadQuery(f"The search is too long: give at most {MAX_WORDS} words.")
        return cls(tuple(terms))

    def for_sqlite(self) -> str:
        """Return the query for FTS5's MATCH."""
        wanted = " AND ".join(_sqlite(term) for term in self.terms if not term.negative)
        unwanted = [_sqlite(term) for term in self.terms if term.negative]
        return " NOT ".join([f"({wanted})", *unwanted])

    def for_postgresql(self) -> tuple[str, list[str], list[str]]:
        """Return the text of a tsquery, and LIKE patterns that must and that must not fit.

        The tsquery is about words only. Phrases are the patterns, for a text of words
        between spaces: the positions in a tsvector end at the 255th of a word.
        """
        words: list[str] = []
        must: list[str] = []
        must_not: list[str] = []
        # Words are letters and digits only: nothing in them needs escaping.
        for term in self.terms:
            divided = len(term.words) > 1
            if divided:
                pattern = f"% {' '.join(term.words)}{'' if term.prefix else ' '}%"
                (must_not if term.negative else must).append(pattern)
            if not (divided and term.negative):
                words += [f"{'!' if term.negative else ''}'{word}'" for word in term.words]
                if term.prefix:
                    words[-1] += ":*"
        return " & ".join(words), must, must_not


def _sqlite(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + (" *" if term.prefix else "")
