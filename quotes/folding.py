"""Fold a text to the words that search and name look-up compare: no case, no accents. Pure.

>>> words("Zoë's 1,000 “co-operators”, in the U.S.")
['zoe', 's', '1000', 'co', 'operators', 'in', 'the', 'us']
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

# Letters that Unicode does not decompose into a base and an accent, and characters that
# stand inside a word without being part of it (soft hyphen, joiners).
_PLAIN = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th"}
    | {"™": " ", "\u00ad": None, "\u200c": None, "\u200d": None, "\u2060": None, "\ufeff": None}
)
# "1,000,000" is the number 1000000.
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
# "U.S." and "u.s" are the word "us".
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.)+[^\W\d_]\b\.?")
_POINT = re.compile(r"\.")
_WORD = re.compile(r"[^\W_]+")


class Located(NamedTuple):
    """A folded word and where it stands in the text: characters, half-open."""

    word: str
    start: int
    end: int


class _Folds(dict[int, str]):
    """What each character is folded to, found when it is first met."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(code).casefold().translate(_PLAIN)).casefold()
        folded = "".join(character for character in plain if unicodedata.category(character)[0] != "M")
        # Every character that there is would be a million; those of all articles are a few thousand.
        if len(self) < 20_000:
            self[code] = folded
        return folded


_FOLDS = _Folds()


def words(text: str) -> list[str]:
    """Return the words of `text`: its runs of letters and digits, folded.

    Compatibility forms are resolved (ligatures, full-width letters: Unicode NFKD), commas
    in numbers and points in abbreviations taken out. All else divides words: apostrophes,
    hyphens, symbols, emoji.
    """
    folded = _THOUSANDS.sub("", text.translate(_FOLDS))
    return _WORD.findall(_DOTTED.sub(lambda match: match[0].replace(".", ""), folded))


def located_words(text: str) -> list[Located]:
    """Return the same words as `words`, each with its place in `text`."""
    pieces = [_FOLDS[ord(character)] for character in text]
    folded = "".join(pieces)
    # Where each character of `folded` comes from.
    origins = [place for place, piece in enumerate(pieces) for _ in piece]
    folded, origins = _without(folded, origins, {match.start() for match in _THOUSANDS.finditer(folded)})
    points = {
        match.start() + point.start()
        for match in _DOTTED.finditer(folded)
        for point in _POINT.finditer(match[0])
    }
    folded, origins = _without(folded, origins, points)
    return [
        Located(match[0], origins[match.start()], origins[match.end() - 1] + 1)
        for match in _WORD.finditer(folded)
    ]


def _without(text: str, origins: list[int], places: set[int]) -> tuple[str, list[int]]:
    """Take the characters at `places` out of both."""
    if not places:
        return text, origins
    kept = [place for place in range(len(text)) if place not in places]
    return "".join(text[place] for place in kept), [origins[place] for place in kept]
