"""Names: taking them apart and comparing them, without knowing who bears them.

    "Sen. Robert P. Casey Jr.'s" -> titles ("Sen.",), given ("Robert", "P."), family "Casey", suffix "Jr."

Two names *agree* when one person can bear both ("Bob Casey", "Robert P. Casey"); whether
one person does is for coreference.py and resolution.py to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from quotes import folding
from quotes.extraction import lexicon
from quotes.extraction.lexicon import Gender

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
NUMERAL = re.compile(r"V|[IVX]{2,5}")
"""After a name: "Harald V", "Leo XIV"; not "Malcolm X", nor "Xi"."""
ARTICLES = frozenset({"al", "el", "ad", "an", "ar", "as", "ash", "at", "az"})
"""The Arabic article, hyphened: "al-Roe" has the surname "roe"."""
HYPHENED_GIVEN = re.compile(r"[A-Z]\w{0,5}-[a-z]\w{0,5}")
"""A given name as Koreans and Chinese write it: "Ki-moon"; not "Fox-Lane"."""
SYLLABLE = 5
"""Letters of a short word, at most: "Jong Un"."""
NICKNAME = re.compile(r"""(?<=[^\s,]) ["“”'‘(]+ ?(?:\w[\w.'’-]* ?){1,2}["”'’)]+ (?=\w)""")
"""A nickname in marks within a name: 'William "Bill" Roe'."""
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

    Left out: case, accents, punctuation, a title, "the", a nickname in marks, and initials after the
    first name, which some papers print and others do not. Kept: "Jr.", since father and son are two.
    "Ki-moon Ban" has the key of "Ban Ki-moon".
    Names with one key may still contradict each other: see `agree`. Never empty for a
    name with a letter or a digit.
    """
    written = without_nickname(name).split()
    if len(written) == 2 and is_hyphened_given(written[0]):
        name = " ".join(reversed(written))
    words = fold(INITIALS.sub(". ", without_nickname(name))).split()
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


def without_nickname(name: str) -> str:
    """Return the name without a nickname in marks: 'William "Bill" Roe' -> "William Roe"."""
    return NICKNAME.sub(" ", name)


def is_hyphened_given(word: str) -> bool:
    """Say whether a word is a given name as Koreans write it: "Ki-moon"; not "Jean-luc"."""
    known = lexicon.first_names().keys() & {word.lower(), word.partition("-")[0].lower()}
    return not known and HYPHENED_GIVEN.fullmatch(word) is not None


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
        """The folded last word of the family name: "Van der Berg" -> "berg", "al-Roe" -> "roe"."""
        words = fold(self.family.split()[-1]).split() if self.family else []
        return " ".join(words[1:] if len(words) > 1 and words[0] in ARTICLES else words)

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
    "Ban Ki-moon", "Xi Jinping", "Kim Jong Un" have the family name first. "Pope Leo" is a
    whole name, of which "Pope" is the given one.
    """
    words = [word.strip(",") for word in without_nickname(without_possessive(text.strip())).split()]
    words = [word for word in words if fold(word)]
    titles = []
    while len(words) > 1 and is_title(words[0]):
        titles.append(words.pop(0))
    suffix = words.pop() if len(words) > 1 and is_suffix(words[-1], words[-2]) else ""
    if not words:
        return Name(tuple(titles), (), "", suffix)
    if is_family_first(words):
        return Name(tuple(titles), tuple(words[1:]), words[0], suffix)
    start = family_start(words)
    return Name(tuple(titles), tuple(words[:start]), " ".join(words[start:]), suffix)


def is_suffix(word: str, before: str) -> bool:
    """Say whether a word closes a name after the family name: "Jr.", "III", "XIV"; not "MR XI"."""
    return fold(word) in SUFFIXES or (NUMERAL.fullmatch(word) is not None and not before.isupper())


def is_family_first(words: list[str]) -> bool:
    """Say whether the first of a name's words is the family name.

    A known one ("Xi Jinping"), one before two short words ("Kim Jong Un"), or one before a
    hyphened given name with a small letter in it ("Ban Ki-moon").
    """
    classes = lexicon.classes()
    first, given = fold(words[0]), words[1:]
    if len(words) == 2 and is_hyphened_given(given[0]):
        return True
    if not given or any(len(fold(word)) == 1 or fold(word) in lexicon.first_names() for word in given):
        return False
    if first in classes["family first"]:
        return words[0][0].isupper() and len(words) < 5
    plain = all(len(word) <= SYLLABLE and fold(word) not in PARTICLES for word in given)
    return first in classes["family first of three"] and len(given) == 2 and plain


def family_start(words: list[str]) -> int:
    """Return which word of a name the family name begins with: "van" in "Ursula van der Roe".

    A name of particles and one word is a family name alone ("De Roe", "Van der Roe"), unless
    the one particle is a first name as well ("Al Roe").
    """
    start = len(words) - 1
    while start > 0 and fold(words[start - 1]) in PARTICLES:
        start -= 1
    if start == 0 and len(words) == 2 and not words[0].islower():
        return int(fold(words[0]) in lexicon.classes()["particle names"])
    return start


def agree(one: Name, other: Name) -> bool:
    """Say whether one person can bear both names: nothing in them contradicts.

    "Bob Casey" and "Robert P. Casey" agree, "Casey" and "Bob Casey Jr." too; "George W. Bush"
    and "George H. W. Bush", "Mr. Clinton" and "Hillary Clinton", "John Roe" and "John Roe Jr."
    do not: often nothing but the suffix tells a son from his father.
    """
    if one.surname != other.surname:
        return False
    if one.given and other.given and fold(one.suffix) != fold(other.suffix):
        return is_regnal(one) and one.given == other.given and not (one.suffix and other.suffix)
    genders = {gender_of(one), gender_of(other)} - {None}
    if len(genders) == 2 and not (one.given and other.given):
        return False
    if not one.given or not other.given:
        return True
    return given_agree(one.first, other.first) and middles_agree(one, other)


def is_regnal(name: Name) -> bool:
    """Say whether a name is a ruler's, with the title as its given name: "Pope Leo"."""
    return len(name.given) == 1 and name.first in regnal_titles()


@cache
def regnal_titles() -> dict[str, Gender]:
    """Return the titles that make a name with a first name, and their gender: "pope", "queen"."""
    classes = lexicon.classes()
    return {**dict.fromkeys(classes["regnal m"], "m"), **dict.fromkeys(classes["regnal f"], "f")}


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
    if is_regnal(name):
        return regnal_titles()[name.first]
    for given in name.given[:2]:  # "J. Edgar Hoover"
        if len(fold(given)) > 1:
            return lexicon.first_names().get(fold(given))
    return None
