"""Names: taking them apart and comparing them, without knowing who bears them.

    "Sen. Robert P. Casey Jr.'s" -> titles ("Sen.",), given ("Robert", "P."), family "Casey", suffix "Jr."

Two names *agree* when one person can bear both ("Bob Casey", "Robert P. Casey"); whether
one person does is for coreference.py and resolution.py to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from quotes import folding
from quotes.extraction import lexicon
from quotes.extraction.lexicon import Gender

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
PARTICLES = lexicon.classes()["particles"]
WRITTEN_TITLES = lexicon.classes()["written titles"]
INITIALS = re.compile(r"(?<=\b[A-Z])\.(?=[A-Z]\.)")
"""Between initials that are written together: "H.W."."""
APOSTROPHE = re.compile(r"(?<=\w)['’‘`](?=\w)")
POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return the words of `text` as names are compared: "O’Dell-Peña" is "odell pena"."""
    return " ".join(folding.words(APOSTROPHE.sub("", text)))


@lru_cache(maxsize=8192)
def name_key(name: str) -> str:
    """Return the key that a name is looked up by: "Sen. José M. Peña" -> "jose pena".

    Left out: case, accents, punctuation, a title, "the", and initials after the first name,
    which some papers print and others do not. Kept: "Jr.", since father and son are two.
    Names with one key may still contradict each other: see `agree`. Never empty for a
    name with a letter or a digit.
    """
    words = fold(INITIALS.sub(". ", name)).split()
    while len(words) > 1 and (words[0] == "the" or words[0] in lexicon.titles()):
        words = words[1:]
    while len(words) > 2 and words[0] in WRITTEN_TITLES:
        words = words[1:]
    opening = 0
    while opening < len(words) and len(words[opening]) == 1:
        opening += 1
    if opening > 1:  # "J. K. Roe" is "J.K. Roe"
        words = ["".join(words[:opening]), *words[opening:]]
    return " ".join(word for i, word in enumerate(words) if i in (0, len(words) - 1) or len(word) > 1)


def without_possessive(name: str) -> str:
    """Return the name without a closing 's: "Roe's" -> "Roe", "Jones’" -> "Jones"."""
    return POSSESSIVE.sub("", name)


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of a person's name, as written. A single word is the family name until shown otherwise."""

    titles: tuple[str, ...]
    given: tuple[str, ...]
    family: str
    suffix: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The name without title: given names, family name with its particles, suffix."""
        return (*self.given, *self.family.split(), *([self.suffix] if self.suffix else []))

    @property
    def surname(self) -> str:
        """The folded last word of the family name: "Van der Berg" -> "berg"."""
        return fold(self.family.split()[-1]) if self.family else ""

    @property
    def first(self) -> str:
        """The folded first given name, or nothing."""
        return fold(self.given[0]) if self.given else ""


def is_title(word: str) -> bool:
    """Say whether `word` is a title such as "Mr." or "Sen."; roles written out are not."""
    return word[:1].isupper() and fold(word) in lexicon.titles()


@lru_cache(maxsize=8192)
def parse_name(text: str) -> Name:
    """Take a person's name apart; never raises.

    "Bill de Blasio" -> family "de Blasio"; "Mrs. Clinton" -> titles ("Mrs.",), family "Clinton".
    "Ban Ki-moon": the hyphened given name with a small letter after it marks the Asian order.
    """
    words = [word.strip(",") for word in without_possessive(text.strip()).split()]
    words = [word for word in words if fold(word)]
    titles = []
    while len(words) > 1 and is_title(words[0]):
        titles.append(words.pop(0))
    suffix = words.pop() if len(words) > 1 and fold(words[-1]) in SUFFIXES else ""
    if not words:
        return Name(tuple(titles), (), "", suffix)
    if len(words) == 2 and re.fullmatch(r"\w+-[a-z]\w*", words[1]):
        return Name(tuple(titles), (words[1],), words[0], suffix)
    start = len(words) - 1
    while start > 1 and fold(words[start - 1]) in PARTICLES:
        start -= 1
    if start == 1 and len(words) == 2 and words[0].islower():  # "de Blasio" alone
        start = 0
    return Name(tuple(titles), tuple(words[:start]), " ".join(words[start:]), suffix)


def agree(one: Name, other: Name) -> bool:
    """Say whether one person can bear both names: nothing in them contradicts.

    "Bob Casey" and "Robert P. Casey" agree, "Casey" and "Bob Casey Jr." too; "George W. Bush"
    and "George H. W. Bush", "Mr. Clinton" and "Hillary Clinton", "John Roe" and "John Roe Jr."
    do not: often nothing but the suffix tells a son from his father.
    """
    if one.surname != other.surname:
        return False
    if one.given and other.given and fold(one.suffix) != fold(other.suffix):
        return False
    genders = {gender_of(one), gender_of(other)} - {None}
    if len(genders) == 2 and not (one.given and other.given):
        return False
    if not one.given or not other.given:
        return True
    return given_agree(one.first, other.first) and middles_agree(one, other)


def given_agree(one: str, other: str) -> bool:
    """Say whether two folded given names can be one: equal, initial, or nickname ("bill", "william")."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) <= 2 and longer.startswith(shorter[0]):
        return True
    full = lexicon.nicknames()
    return not full.get(one, frozenset({one})).isdisjoint(full.get(other, frozenset({other})))


def middles_agree(one: Name, other: Name) -> bool:
    """Say whether the middle names, where both names have some, begin alike: "W." and "H. W." do not."""
    middle, other_middle = one.given[1:], other.given[1:]
    if not middle or not other_middle:
        return True
    return fold(middle[0])[:1] == fold(other_middle[0])[:1]


def gender_of(name: Name) -> Gender | None:
    """Return the gender that a title or else the first name suggests; evidence, not certainty."""
    for title in name.titles:
        if gender := lexicon.titles()[fold(title)]:
            return gender
    for given in name.given[:2]:  # "J. Edgar Hoover"
        if len(fold(given)) > 1:
            return lexicon.first_names().get(fold(given))
    return None
