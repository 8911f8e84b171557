"""Naming: the name that the voice of a person goes by, and where it stands.

    "Mr. Roe and Mrs. Roe left. Mrs. Roe said" -> "Mrs. Roe", since there is another Roe
    "Ida and Karl Berg said"                   -> "Ida Berg", which stands nowhere
    "King Harald said"                         -> "King Harald", a whole name

A name is its fullest form without a title, as a rule, nor with a nickname in marks.
"""

from __future__ import annotations

from itertools import pairwise

from quotes.extraction import lexicon
from quotes.extraction.chains import Chain, Mention
from quotes.extraction.coreference import Discourse
from quotes.extraction.mentions import is_ruler
from quotes.extraction.names import fold, is_title, without_nickname, without_possessive
from quotes.extraction.prose import Prose
from quotes.extraction.records import Span


def name_of(discourse: Discourse, chain: Chain, title: str = "") -> tuple[str, Span | None]:
    """Return the name of a chain on one line, and where it stands; `title` may have the first name alone."""
    prose = discourse.prose
    mention = discourse.fullest(chain)
    if chain.is_person:
        if not mention.name.given:
            if full := name_in_title(title, mention):
                return full, None
            if titled := told_apart(discourse, chain):
                return written(prose, titled), prose.span(titled)
        elif is_ruler(prose, mention.words):
            words = range(mention.words.start - 1, mention.words.stop)
            return written(prose, words), prose.span(words)
        elif len(mention.words) < 2:
            return " ".join(mention.name.words), None
    return without_nickname(written(prose, mention.words)), prose.span(mention.words)


def written(prose: Prose, words: range) -> str:
    """Return words with single spaces."""
    return " ".join(prose.span(words).of(prose.text).split())


def told_apart(discourse: Discourse, chain: Chain) -> range | None:
    """Return the bare name with its title where another goes by it too: "Mrs. Roe", beside Mr. Roe."""
    surname = chain.mentions[0].name.surname
    others = (c for c in discourse.cast.chains if c.is_person and c is not chain)
    if not any(c.mentions[0].name.surname == surname and not discourse.fullest(c).name.given for c in others):
        return None
    prose = discourse.prose
    for mention in chain.mentions:
        start = mention.words.start
        while start and mention.name.titles and is_title(prose.words[start - 1]):
            start -= 1
        if start < mention.words.start:
            return range(start, mention.words.stop)
    return None


def name_in_title(title: str, mention: Mention) -> str | None:
    """Return the full name that only the title gives: "Jane Roe wins" over a text that has "Roe"."""
    words = title.split()
    for first, last in pairwise(words):
        bare = without_possessive(last.strip('.,:;!?"“”'))
        if (
            fold(bare) == mention.name.surname
            and first[:1].isupper()
            and fold(first) in lexicon.first_names()
        ):
            return f"{first} {bare}"
    return None
