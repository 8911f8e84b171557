import pytest

from quotes.extraction import Extraction, Kind, Quotation, Span, Voice
from tests.extraction.challenge import CASES, UNSOLVED, found_in, report, solved


def parameter(case):
    """Return the case as a parameter, marked if it is not solved yet."""
    name = f"{case.phenomenon}: {case.name}"
    marks = [pytest.mark.xfail(strict=True, reason=UNSOLVED[name])] if name in UNSOLVED else []
    return pytest.param(case, id=name, marks=marks)


@pytest.mark.parametrize("case", [parameter(case) for case in CASES])
def test_challenge(extract, case):
    assert solved(case, found := found_in(case.text, extract(case.text))), found


def test_the_cases_are_sound():
    """Each expected piece stands in its text, names are unique, nothing unsolved is unknown."""
    names = [(case.phenomenon, case.name) for case in CASES]
    assert len(set(names)) == len(names)
    assert set(UNSOLVED) <= {f"{phenomenon}: {name}" for phenomenon, name in names}
    assert len({case.text for case in CASES}) == len(CASES)


def test_a_wrong_speaker_is_not_solved():
    case = CASES[0]
    content = case.expected[0][0]
    start = case.text.index(content)

    def quoting(speaker):
        voice = Voice(name=speaker)
        span = Span(start, start + len(content))
        return Extraction((Quotation((span,), (), (), Kind.DIRECT, voice, 1.0),), (), "fake")

    assert solved(case, found_in(case.text, quoting(case.expected[0][1])))
    assert not solved(case, found_in(case.text, quoting("Oskar Brandt")))
    assert not solved(case, found_in(case.text, Extraction((), (), "fake")))


def test_the_report_names_what_is_wrong():
    lines = report(lambda text: Extraction((), (), "fake")).splitlines()
    assert "no quotation      9 of 10" in lines
    assert any(line.startswith("  expected ('The bridge is safe to cross', 'Marta Quill'") for line in lines)
