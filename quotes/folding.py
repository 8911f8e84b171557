"""Fold a text to the words that search and name look-up compare: no case, no accents. Pure.

>>> words("Zoë's 1,000 “co-operators”, in the U.S.")
['zoe', 's', '1000', 'co', 'operators', 'in', 'the', 'us']
"""

from __future__ import annotations

import re
import unicodedata

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
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """Return the words of `text`: its runs of letters and digits, folded.

    Compatibility forms are resolved (ligatures, full-width letters: Unicode NFKD), commas
    in numbers and points in abbreviations taken out. All else divides words: apostrophes,
    hyphens, symbols, emoji.
    """
    text = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN)).casefold()
    text = "".join(character for character in text if unicodedata.category(character)[0] != "M")
    text = _DOTTED.sub(lambda match: match[0].replace(".", ""), _THOUSANDS.sub("", text))
    return _WORD.findall(text)
