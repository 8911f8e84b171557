"""Names: keys, parts, and what one person can be called."""

from __future__ import annotations

import pytest

from quotes.extraction import lexicon
from quotes.extraction.names import agree, gender_of, name_key, parse_name, without_possessive

KEYS = [
    ("plain", "Jane Roe", "jane roe"),
    ("accents and capitals", "JOSÉ PEÑA", "jose pena"),
    ("letters that do not decompose", "Søren Łukasz Ærø", "soren lukasz aero"),
    ("straight apostrophe", "Nora O'Dell", "nora odell"),
    ("curly apostrophe", "Nora O’Dell", "nora odell"),
    ("hyphens", "Anne-Marie Fox-Lane", "anne marie fox lane"),
    ("courtesy title", "Mrs. Roe", "roe"),
    ("several titles", "Rev. Dr. Jane Roe", "jane roe"),
    ("title written out", "Senator Jane Roe", "jane roe"),
    ("middle initial", "Jane Q. Roe", "jane roe"),
    ("initials with and without spaces", "J. K. Roe", "jk roe"),
    ("initials in one", "J.K. Roe", "jk roe"),
    ("leading initial", "J. Edgar Roe", "j edgar roe"),
    ("leading the", "The Harbor Trust", "harbor trust"),
    ("points in an acronym", "U.N.", "un"),
    ("nickname in marks", 'William "Bill" Roe', "william roe"),
    ("nickname in brackets", "William (Bill) Roe", "william roe"),
    ("Korean given name in front", "Ki-moon Ban", "ban ki moon"),
    ("Korean given name behind", "Ban Ki-moon", "ban ki moon"),
    ("French given name", "Jean-luc Roe", "jean luc roe"),
    # What must stay.
    ("father and son are two", "John Roe Jr.", "john roe jr"),
    ("organization that begins with a title", "General Motors", "general motors"),
    ("title alone", "Senator", "senator"),
    ("title and surname", "President Roe", "president roe"),
    ("last letter", "Malcolm X", "malcolm x"),
    ("not Latin", "李娜", "李娜"),
    ("one letter", "W", "w"),
]


@pytest.mark.parametrize(("name", "key"), [row[1:] for row in KEYS], ids=[row[0] for row in KEYS])
def test_name_key(name: str, key: str) -> None:
    assert name_key(name) == key


PARTS = [
    (
        "title, initial, suffix, possessive",
        "Sen. Robert P. Casey Jr.'s",
        ("Sen.",),
        ("Robert", "P."),
        "Casey",
        "Jr.",
    ),
    ("surname alone", "Roe", (), (), "Roe", ""),
    ("courtesy title", "Mrs. Roe", ("Mrs.",), (), "Roe", ""),
    ("particle", "Bill de Blasio", (), ("Bill",), "de Blasio", ""),
    ("two particles", "Ursula van der Roe", (), ("Ursula",), "van der Roe", ""),
    ("particle in front", "de Blasio", (), (), "de Blasio", ""),
    ("Arabic article", "Bashar al-Roe", (), ("Bashar",), "al-Roe", ""),
    ("particle in front with a capital", "De Roe", (), (), "De Roe", ""),
    ("particles in front with a capital", "Van der Roe", (), (), "Van der Roe", ""),
    ("first name that is a particle", "Al Roe", (), ("Al",), "Roe", ""),
    ("particles after a title", "Ms. von der Roe", ("Ms.",), (), "von der Roe", ""),
    ("family name first", "Xi Roeping", (), ("Roeping",), "Xi", ""),
    ("title before a family name first", "Mr. Xi Roeping", ("Mr.",), ("Roeping",), "Xi", ""),
    ("family name first of four", "Nguyen Thi Van Roe", (), ("Thi", "Van", "Roe"), "Nguyen", ""),
    ("family name first before two short words", "Kim Jong Un", (), ("Jong", "Un"), "Kim", ""),
    ("first name before a family name", "Kim Roe", (), ("Kim",), "Roe", ""),
    ("first name before two names", "Kim Jane Roe", (), ("Kim", "Jane"), "Roe", ""),
    ("Chinese family name last", "Jack Wang", (), ("Jack",), "Wang", ""),
    ("Chinese family name before a Western one", "Wang Jack", (), ("Wang",), "Jack", ""),
    ("Chinese family name before an initial", "Li C. Roe", (), ("Li", "C."), "Roe", ""),
    ("Asian order turned round", "Ki-moon Ban", (), ("Ki-moon",), "Ban", ""),
    ("ruler", "Pope Leo", (), ("Pope",), "Leo", ""),
    ("ruler with a number", "King Harald V", (), ("King",), "Harald", "V"),
    ("letter that is a name", "Malcolm X", (), ("Malcolm",), "X", ""),
    ("family name in capitals", "PRESIDENT XI", (), ("PRESIDENT",), "XI", ""),
    ("nickname in marks", "William “Bill” Roe", (), ("William",), "Roe", ""),
    ("suffix after a comma", "John Roe, Jr.", (), ("John",), "Roe", "Jr."),
    ("Asian order shown by the hyphen", "Ban Ki-moon", (), ("Ki-moon",), "Ban", ""),
    ("hyphened Western surname is no Asian name", "Jane Fox-Lane", (), ("Jane",), "Fox-Lane", ""),
    ("Jones’", "Mary Jones’", (), ("Mary",), "Jones", ""),
    ("title alone is a name", "Gen.", (), (), "Gen.", ""),
    ("nothing", "", (), (), "", ""),
]


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("Ali al-Roe", "roe"),
        ("al-Roe", "roe"),
        ("Jan Fox-Lane", "fox lane"),
        ("Van der Roe", "roe"),
        ("", ""),
    ],
)
def test_surname(name: str, surname: str) -> None:
    assert parse_name(name).surname == surname


@pytest.mark.parametrize("row", PARTS, ids=[row[0] for row in PARTS])
def test_parse_name(row: tuple[str, str, tuple[str, ...], tuple[str, ...], str, str]) -> None:
    _, text, titles, given, family, suffix = row
    name = parse_name(text)
    assert (name.titles, name.given, name.family, name.suffix) == (titles, given, family, suffix)


AGREE = [
    ("surname", "Roe", "Jane Roe"),
    ("nickname", "Bob Casey", "Robert P. Casey"),
    ("suffix left out with the first name", "Casey", "Bob Casey Jr."),
    ("two nicknames of one name", "Bill Roe", "Will Roe"),
    ("initial", "J. Roe", "Jane Roe"),
    ("middle initial on one side", "Donald J. Roe", "Donald Roe"),
    ("same middle", "George W. Roe", "George Walker Roe"),
    ("title of the usual gender", "Mrs. Roe", "Hillary Roe"),
    ("first name given to both", "Mr. Roe", "Leslie Roe"),
    ("ruler with and without a number", "King Harald", "King Harald V"),
    ("Arabic article left out", "Roe", "Ali al-Roe"),
    ("Asian order turned round", "Ki-moon Ban", "Ban Ki-moon"),
]
CONTRADICT = [
    ("other surname", "Jane Roe", "Jane Doe"),
    ("other first name", "Jane Roe", "Mary Roe"),
    ("title of the other gender", "Mr. Roe", "Hillary Roe"),
    ("two titles", "Mr. Roe", "Mrs. Roe"),
    ("two rulers", "Pope Leo XIII", "Pope Leo XIV"),
    ("king and prince", "King Harald", "Prince Harald"),
    ("king and Mrs.", "King Harald", "Mrs. Harald"),
    ("other middle initials", "George W. Roe", "George H. W. Roe"),
    ("father and son", "John Roe Sr.", "John Roe Jr."),
    ("father, and the son with his suffix", "John Roe", "John Roe Jr."),
    ("first name that only begins alike", "Jan Roe", "Janine Roe"),
]


@pytest.mark.parametrize(("one", "other"), [row[1:] for row in AGREE], ids=[row[0] for row in AGREE])
def test_one_person_can_bear_both(one: str, other: str) -> None:
    assert agree(parse_name(one), parse_name(other))
    assert agree(parse_name(other), parse_name(one))


@pytest.mark.parametrize(
    ("one", "other"), [row[1:] for row in CONTRADICT], ids=[row[0] for row in CONTRADICT]
)
def test_one_person_cannot_bear_both(one: str, other: str) -> None:
    assert not agree(parse_name(one), parse_name(other))
    assert not agree(parse_name(other), parse_name(one))


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Mrs. Roe", "f"),
        ("Hillary Roe", "f"),
        ("J. Edgar Roe", "m"),
        ("Dr. Roe", None),
        ("Roe", None),
        ("Xqz Roe", None),
    ],
)
def test_gender_is_what_title_or_first_name_suggests(name: str, gender: str | None) -> None:
    assert gender_of(parse_name(name)) == gender


@pytest.mark.parametrize(
    ("name", "bare"),
    [("Roe's", "Roe"), ("Roe’s", "Roe"), ("Jones’", "Jones"), ("Ross", "Ross"), ("US", "US")],
)
def test_possessive(name: str, bare: str) -> None:
    assert without_possessive(name) == bare


def test_no_first_name_is_listed_with_both_genders() -> None:
    names = [word for line in lexicon.read("first_names.txt") if not line[0].startswith("[") for word in line]
    assert len(names) == len(set(names))
