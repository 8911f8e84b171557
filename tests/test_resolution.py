"""Names and who may bear them: what must be one speaker, and what must not."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.resolution import Candidate, Outcome, Register, Resolution, is_bare, resolve, surname_key
from quotes.stated import Stated


def person(number: int, *names: str) -> Candidate:
    return Candidate(number, "person", names)


ORGANIZATION, GROUP = "organization", "group"


@pytest.mark.parametrize(
    ("name", "kind", "known"),
    [
        pytest.param("Ada Roe", "person", person(1, "Ada Roe"), id="same"),
        pytest.param("ADA ROE", "person", person(1, "Ada Roe"), id="case"),
        pytest.param("Zoe Muller", "person", person(1, "Zoë Müller"), id="accents"),
        pytest.param("Pat O’Dell", "person", person(1, "Pat O'Dell"), id="apostrophe"),
        pytest.param("Sen. Ada Roe", "person", person(1, "Ada Roe"), id="title"),
        pytest.param("Ada B. Roe", "person", person(1, "Ada Roe"), id="an initial that the record lacks"),
        pytest.param("Ada Roe", "person", person(1, "Ada B. Roe"), id="an initial that the article lacks"),
        pytest.param("J.K. Roe", "person", person(1, "J. K. Roe"), id="initials written together"),
        pytest.param(
            "George H.W. Roe", "person", person(1, "George H. W. Roe"), id="middle initials together"
        ),
        pytest.param("John Roe Jr.", "person", person(1, "John Roe, Jr"), id="the same suffix"),
        pytest.param("Ada Lund", "person", person(1, "Ada Roe", "Ada Lund"), id="an alias"),
        pytest.param("Ada Roe", None, person(1, "Ada Roe"), id="kind not shown"),
        pytest.param("Roe", "person", person(1, "Ada Roe"), id="bare surname"),
        pytest.param("Mr. Roe", "person", person(1, "Tom Roe"), id="bare surname with a title"),
        pytest.param("Lund", "person", person(1, "Ada Roe", "Ada Lund"), id="bare surname of an alias"),
        pytest.param("Roe", "person", person(1, "Roe"), id="bare surname on record"),
        pytest.param("Van der Roe", "person", person(1, "Ann van der Roe"), id="surname of particles"),
        pytest.param("al-Roe", "person", person(1, "Ali al-Roe"), id="surname with an article"),
        pytest.param("Xi", "person", person(1, "Xi Roeping"), id="surname that comes first"),
        pytest.param("Ki-moon Ban", "person", person(1, "Ban Ki-moon"), id="the other order"),
        pytest.param('William "Bill" Roe', "person", person(1, "William Roe"), id="nickname in marks"),
        pytest.param("Roe", "person", person(1, "John Roe Jr."), id="bare surname of one who is Jr."),
        pytest.param(
            "the Port Board", ORGANIZATION, Candidate(1, ORGANIZATION, ("Port Board",)), id="article"
        ),
        pytest.param("U.N.", ORGANIZATION, Candidate(1, ORGANIZATION, ("UN",)), id="abbreviation"),
        pytest.param("Fishers", GROUP, Candidate(1, GROUP, ("fishers",)), id="group"),
        # Somebody else's names beside do no harm.
        pytest.param("Ada B. Roe", "person", person(1, "Ada B. Roe", "A. B. Roe"), id="exact among others"),
    ],
)
def test_they_are_one(name: str, kind: str | None, known: Candidate) -> None:
    others = [person(7, "Tom Lindqvist"), Candidate(8, ORGANIZATION, ("Harbor Union",))]
    answer = resolve(name, kind, [*others, known])
    assert (answer.outcome, answer.speaker, answer.rivals) == (Outcome.ONE, 1, (1,))


@pytest.mark.parametrize(
    ("name", "kind", "known", "reason"),
    [
        pytest.param(
            "George W. Roe", "person", person(1, "George H. W. Roe"), "somebody else", id="initials"
        ),
        pytest.param("Ada B. Roe", "person", person(1, "Ada C. Roe"), "somebody else", id="an initial"),
        pytest.param(
            "George H. W. Roe",
            "person",
            person(1, "George Roe", "George W. Roe"),
            "somebody else",
            id="an alias",
        ),
        pytest.param("John Roe", "person", person(1, "John Roe Jr."), "nobody", id="father and son"),
        pytest.param("John Roe Sr.", "person", person(1, "John Roe Jr."), "nobody", id="Sr. and Jr."),
        pytest.param("John Roe III", "person", person(1, "John Roe"), "nobody", id="third of the name"),
        pytest.param("Roe Jr.", "person", person(1, "John Roe"), "nobody", id="bare Jr."),
        pytest.param("Ada Roe", "person", person(1, "Anna Roe"), "nobody", id="first names"),
        pytest.param("A. Roe", "person", person(1, "Ada Roe"), "nobody", id="an initial is no first name"),
        pytest.param("Ada Roe", "person", person(1, "Roe"), "nobody", id="the record has a surname only"),
        pytest.param("Ada", "person", person(1, "Ada Roe"), "nobody", id="a first name alone"),
        pytest.param("Anna Maria Roe", "person", person(1, "Anna Marta Roe"), "nobody", id="middle names"),
        pytest.param("Ada Roe", "person", person(1, "Ada Roe-Lund"), "nobody", id="double surname"),
        pytest.param("Ada Roe-Lund", "person", person(1, "Ada Lund"), "nobody", id="half a double surname"),
        pytest.param(
            "Ford", ORGANIZATION, person(1, "Ford"), "person, not organization", id="a firm, a person"
        ),
        pytest.param(
            "Ford",
            "person",
            Candidate(1, ORGANIZATION, ("Ford",)),
            "organization, not person",
            id="a person, a firm",
        ),
        pytest.param(
            "Ford", "person", Candidate(1, ORGANIZATION, ("Ford Motor",)), "nobody", id="part of a firm"
        ),
        pytest.param(
            "Port", ORGANIZATION, Candidate(1, ORGANIZATION, ("Port Board",)), "nobody", id="part of it"
        ),
        pytest.param(
            "Channel 4 News",
            ORGANIZATION,
            Candidate(1, ORGANIZATION, ("Channel 5 News",)),
            "nobody",
            id="numbers",
        ),
        pytest.param(
            "Roe Ltd", ORGANIZATION, Candidate(1, GROUP, ("Roe Ltd",)), "group, not organization", id="group"
        ),
    ],
)
def test_they_are_not_one(name: str, kind: str, known: Candidate, reason: str) -> None:
    answer = resolve(name, kind, [known])
    assert (answer.outcome, answer.speaker, answer.rivals) == (Outcome.NONE, None, ())
    assert reason in answer.reason


LEFTOVER = Candidate(7, "person", ("Roe",), found=True)
W, HW, UNCLEAR = person(1, "George W. Roe"), person(2, "George H. W. Roe"), person(3, "George Roe")


@pytest.mark.parametrize(
    ("name", "candidates", "rivals"),
    [
        pytest.param("Roe", [person(1, "Ada Roe"), person(2, "Tom Roe")], (1, 2), id="two of one surname"),
        pytest.param(
            "Roe", [person(1, "Ada Roe"), person(2, "Roe")], (1, 2), id="one of them unknown otherwise"
        ),
        pytest.param("Ada Roe", [person(1, "Ada Roe"), person(2, "Ada Roe")], (1, 2), id="namesakes"),
        pytest.param("George Roe", [W, HW], (1, 2), id="either"),
        pytest.param("George Roe", [W, UNCLEAR], (1, 3), id="the letter of the name does not decide"),
        pytest.param("John Roe", [person(1, "John A. Roe"), person(2, "John B. Roe")], (1, 2), id="initials"),
        pytest.param(
            "George Roe",
            [W, HW, replace(UNCLEAR, found=True)],
            (1, 2),
            id="known by that name alone is no rival",
        ),
    ],
)
def test_they_are_ambiguous(name: str, candidates: list[Candidate], rivals: tuple[int, ...]) -> None:
    answer = resolve(name, "person", candidates)
    assert (answer.outcome, answer.speaker, answer.rivals) == (Outcome.AMBIGUOUS, None, rivals)


@pytest.mark.parametrize(
    ("name", "candidates", "speaker"),
    [
        pytest.param("George W. Roe", [W, HW], 1, id="an initial decides"),
        pytest.param("Roe", [person(1, "Ada Roe"), LEFTOVER], 1, id="a surname in articles is no rival"),
        pytest.param("Roe", [LEFTOVER], 7, id="the same surname in articles"),
        pytest.param("Mr. Roe", [LEFTOVER], 7, id="the same with a title"),
        pytest.param("George H. W. Roe", [W, HW], 2, id="other initials decide"),
        pytest.param("George W. Roe", [UNCLEAR, W], 1, id="the same initials before none"),
        pytest.param("John Roe Jr.", [person(1, "John Roe"), person(2, "John Roe Jr.")], 2, id="Jr. decides"),
        pytest.param(
            "Roe Jr.", [person(1, "Ada Roe"), person(2, "John Roe Jr.")], 2, id="a bare Jr. decides"
        ),
    ],
)
def test_evidence_decides_between_two(name: str, candidates: list[Candidate], speaker: int) -> None:
    assert resolve(name, "person", candidates).speaker == speaker


@pytest.mark.parametrize(
    ("name", "apart", "candidates", "outcome"),
    [
        # The article tells them apart: the surname is not hers, whose then?
        pytest.param(
            "Roe", ["Ada Roe"], [person(1, "Ada Roe")], Outcome.AMBIGUOUS, id="surname beside full name"
        ),
        pytest.param("Roe", ["Ada Roe"], [], Outcome.AMBIGUOUS, id="nobody on record"),
        pytest.param("Roe", ["Ada Lund"], [person(1, "Ada Roe")], Outcome.ONE, id="another surname beside"),
        pytest.param(
            "Mrs. Roe",
            ["Mr. Roe"],
            [person(1, "Ada Roe")],
            Outcome.AMBIGUOUS,
            id="title that tells two apart",
        ),
        pytest.param("Mrs. Roe", ["Mr. Roe"], [], Outcome.AMBIGUOUS, id="the same, with nobody on record"),
        pytest.param(
            "Mr. Roe", ["Roe"], [person(1, "Ada Roe")], Outcome.ONE, id="title that tells nobody apart"
        ),
        pytest.param(
            "George W. Roe", ["George H. W. Roe"], [UNCLEAR], Outcome.NONE, id="both fit one record"
        ),
        pytest.param("George W. Roe", ["George H. W. Roe"], [W], Outcome.ONE, id="one is on record"),
        pytest.param("George W. Roe", ["Ada Roe"], [UNCLEAR], Outcome.ONE, id="another first name beside"),
    ],
)
def test_other_names_in_the_article_are_evidence(
    name: str, apart: list[str], candidates: list[Candidate], outcome: Outcome
) -> None:
    assert resolve(name, "person", candidates, apart=apart).outcome is outcome


@pytest.mark.parametrize("name", ["Roe Jr.", "de Roe", "Ada Roe"])
def test_a_surname_in_articles_is_that_surname_alone(name: str) -> None:
    assert resolve(name, "person", [LEFTOVER]).outcome is Outcome.NONE


def test_nobody_on_record() -> None:
    assert resolve("Ada Roe", "person", []) == Resolution(
        Outcome.NONE, None, (), "'Ada Roe': nobody on record fits"
    )


@pytest.mark.parametrize(
    ("name", "bare", "surname"),
    [
        ("Roe", True, "roe"),
        ("Mr. Roe", True, "roe"),
        ("De Roe", True, "roe"),
        ("Pope Leo", False, "leo"),
        ("Ada Roe", False, "roe"),
        ("Gov. Anna B. Müller", False, "muller"),
        ("Ursula van der Roe", False, "roe"),
        ("John Roe Jr.", False, "roe"),
        ("…", True, ""),
    ],
)
def test_surnames(name: str, bare: bool, surname: str) -> None:
    assert (is_bare(name), surname_key(name)) == (bare, surname)


@pytest.mark.parametrize(
    ("year", "outcome"),
    [
        pytest.param(1995, Outcome.ONE, id="between the known articles"),
        pytest.param(2050, Outcome.ONE, id="in a long life"),
        pytest.param(1921, Outcome.NONE, id="generations before"),
        pytest.param(2070, Outcome.NONE, id="generations after"),
    ],
)
def test_nobody_is_quoted_for_longer_than_a_lifetime(year: int, outcome: Outcome) -> None:
    known = Candidate(1, "person", ("Ada Roe",), datetime.date(1990, 1, 1), datetime.date(1999, 1, 1))
    answer = resolve("Ada Roe", "person", [known], published=datetime.date(year, 1, 1))
    assert answer.outcome is outcome
    assert outcome is Outcome.ONE or "quoted from 1990-01-01 to 1999-01-01" in answer.reason


def test_organizations_outlive_everybody() -> None:
    known = Candidate(
        1, "organization", ("Port Board",), datetime.date(1890, 1, 1), datetime.date(1899, 1, 1)
    )
    answer = resolve("Port Board", "organization", [known], published=datetime.date(2020, 1, 1))
    assert answer.outcome is Outcome.ONE


def stated(*positions: str) -> Stated:
    """Return what is stated: "role, organization, party, state", any of them empty or left out."""
    rows = [[part.strip() for part in position.split(",")] for position in positions]
    return Stated.of([tuple([*row, "", "", ""][:4]) for row in rows])


SENATOR = Candidate(1, "person", ("Ada Roe",), stated=stated("Sen., , Democratic, Ohio", "chair, Port Board"))
BAKER = Candidate(2, "person", ("Tom Roe",), stated=stated("baker, Acme"))
IOWAN = Candidate(5, "person", ("Zoe Roe",), stated=stated("Sen., , Republican, Iowa"))
SILENT = Candidate(3, "person", ("Zoe Roe",))


@pytest.mark.parametrize(
    ("name", "known", "position", "outcome", "speaker"),
    [
        # "Sen. Roe said": one Roe on record is a senator.
        pytest.param("Roe", [SENATOR, BAKER], "senator", "one", 1, id="role in another form"),
        pytest.param("Roe", [SENATOR, BAKER], "former senator", "one", 1, id="role of the past"),
        pytest.param("Roe", [SENATOR, BAKER], ", the Acme", "one", 2, id="organization"),
        pytest.param("Roe", [SENATOR, BAKER], ", , Democratic, Ohio", "one", 1, id="party and state"),
        pytest.param("Roe", [SENATOR, BAKER, SILENT], "baker", "one", 2, id="of another nothing is stated"),
        pytest.param("Roe", [SENATOR, BAKER], "", "ambiguous", None, id="nothing is stated"),
        pytest.param("Roe", [SENATOR, BAKER], "pilot", "ambiguous", None, id="neither"),
        pytest.param("Roe", [SENATOR, BAKER], "chair, Acme", "ambiguous", None, id="both"),
        pytest.param("Roe", [SENATOR, BAKER], ", , Democratic", "ambiguous", None, id="a party alone"),
        pytest.param("Roe", [SENATOR, BAKER], "chair of the senate", "ambiguous", None, id="words of a role"),
        # "Sen. Roe, R-Iowa": the senator on record is a Democrat of Ohio.
        pytest.param(
            "Roe", [SENATOR], "Sen., , Republican, Iowa", "ambiguous", None, id="another party and state"
        ),
        pytest.param("Roe", [SENATOR], "Sen., , , Iowa", "ambiguous", None, id="another state"),
        pytest.param("Roe", [SENATOR], "Sen., , Republican", "one", 1, id="another party alone"),
        pytest.param("Roe", [SENATOR], "former senator, , , Iowa", "one", 1, id="in the past"),
        pytest.param("Roe", [SENATOR], "chair, Port Board, , Iowa", "one", 1, id="another office there"),
        pytest.param(
            "Roe", [SENATOR, BAKER], "Sen., , Republican, Iowa", "ambiguous", None, id="elsewhere, of several"
        ),
        # "Sen. Roe, R-Iowa", and both are senators.
        pytest.param(
            "Roe", [SENATOR, IOWAN], "Sen., , Republican, Iowa", "one", 5, id="of two that of the state"
        ),
        pytest.param("Roe", [SENATOR, IOWAN], "Sen.", "ambiguous", None, id="of two senators neither"),
        # "Roe, the senator and chair of the board": one is both.
        pytest.param("Roe", [SENATOR, IOWAN], "Sen., Port Board", "one", 1, id="who is more of it"),
        # "Roe, a plumber, said": the only Roe on record is a baker.
        pytest.param("Roe", [BAKER], "plumber", "ambiguous", None, id="the only bearer is something else"),
        pytest.param("Roe", [BAKER], "baker, Ayr Council", "one", 2, id="the only bearer, role"),
        pytest.param("Roe", [BAKER], "master baker", "one", 2, id="a word of the role"),
        pytest.param("Roe", [BAKER], "the head of the bakery", "ambiguous", None, id="idle words"),
        pytest.param("Roe", [BAKER], "", "one", 2, id="nothing stated here"),
        pytest.param("Roe", [SILENT], "plumber", "one", 3, id="nothing stated of the only bearer"),
        # A full name is its bearer's, whatever the role: people have several.
        pytest.param("Tom Roe", [BAKER], "plumber", "one", 2, id="full name"),
        pytest.param(
            "Tom Roe", [BAKER, Candidate(4, "person", ("Tom Roe",))], "baker", "one", 2, id="namesakes"
        ),
        pytest.param(
            "Tom Roe", [BAKER, Candidate(4, "person", ("Tom Roe",))], "pilot", "ambiguous", None,
            id="namesakes, neither",
        ),
    ],
)  # fmt: skip
def test_what_is_stated_decides(
    name: str, known: list[Candidate], position: str, outcome: str, speaker: int | None
) -> None:
    answer = resolve(name, "person", known, stated=stated(position))
    assert (answer.outcome, answer.speaker) == (outcome, speaker)


def held(first: int | None, last: int | None) -> Stated:
    """Return that somebody was mayor from one year to another."""
    days = [datetime.date(year, 1, 1) if year else None for year in (first, last)]
    return Stated(terms=((stated("mayor"), days[0], days[1]),))


@pytest.mark.parametrize(
    ("year", "role", "speaker"),
    [
        # "Roe, the mayor, said", of two who were mayors one after the other.
        pytest.param(1992, "mayor", 1, id="in the term of the one"),
        pytest.param(2020, "mayor", 2, id="in that of the other, which is open"),
        pytest.param(2000, "mayor", None, id="in neither"),
        pytest.param(2000, "former mayor", 1, id="the past one"),
        pytest.param(2020, "former mayor", None, id="may be either"),
        pytest.param(None, "mayor", None, id="no date"),
        pytest.param(2020, "", None, id="nothing stated"),
    ],
)
def test_who_held_the_office_at_that_time(year: int | None, role: str, speaker: int | None) -> None:
    mayors = [
        Candidate(1, "person", ("Ada Roe",), stated=held(1990, 1995)),
        Candidate(2, "person", ("Tom Roe",), stated=held(2015, None)),
    ]
    published = datetime.date(year, 1, 1) if year else None
    answer = resolve("Roe", "person", mayors, published=published, stated=stated(role))
    assert answer.speaker == speaker


def test_the_only_bearer_held_the_office_at_another_time() -> None:
    known = [Candidate(1, "person", ("Ada Roe",), stated=held(1990, 1995))]
    for year, outcome in ((1992, Outcome.ONE), (2020, Outcome.AMBIGUOUS)):
        published = datetime.date(year, 1, 1)
        assert resolve("Roe", "person", known, published=published, stated=stated("mayor")).outcome is outcome


def test_the_reason_tells_what_was_stated() -> None:
    assert resolve("Roe", "person", [SENATOR, BAKER], stated=stated("Sen.")).reason == (
        "'Roe': several speakers on record fit, one of them is senator"
    )
    assert resolve("Roe", "person", [BAKER], stated=stated("plumber")).reason == (
        "'Roe': Tom Roe is not on record as plumber"
    )


def test_what_is_stated_does_not_bring_somebody_beside_back() -> None:
    answer = resolve("Roe", "person", [SENATOR, BAKER], apart=["Tom Roe"], stated=stated("baker"))
    assert answer.outcome is Outcome.AMBIGUOUS


NAMES = st.sampled_from(
    "Ada Roe|ADA ROE|Ada B. Roe|Ada C. Roe|Roe|Mr. Roe|Roe Jr.|Tom Roe Jr.|the Roe|De Roe|de Roe|Jr.|"
    "Jan van der Berg|van der Berg|Berg|Ban Ki-moon|Ban Ki Moon".split("|")
)
KINDS = st.sampled_from(["person", ORGANIZATION])


@given(
    NAMES,
    KINDS | st.none(),
    st.lists(st.tuples(KINDS, st.lists(NAMES, min_size=1, max_size=3), st.booleans()), max_size=6),
    st.lists(NAMES, max_size=2),
)
def test_a_register_passes_over_nobody_who_counts(
    name: str, kind: str | None, known: list[tuple[str, list[str], bool]], apart: list[str]
) -> None:
    everybody = [
        Candidate(number, one, tuple(names), found=found) for number, (one, names, found) in enumerate(known)
    ]
    register = Register(everybody)
    assert list(register) == everybody
    assert resolve(name, kind, register.like(name), apart=apart) == resolve(
        name, kind, everybody, apart=apart
    )


def test_a_register_knows_a_new_name() -> None:
    register = Register([person(1, "Ada Roe"), person(2, "Tom Roe")])
    register.rename(1, "Ada Lund")
    assert [one.names for one in register.like("Lund")] == [("Ada Roe", "Ada Lund")]


def test_a_register_is_told_what_is_stated() -> None:
    register = Register([person(1, "Ada Roe"), person(2, "Tom Roe")])
    register.tell({2: stated("baker")})
    assert [one.stated for one in register.like("Roe")] == [Stated(), stated("baker")]
