import pytest

from quotes.extraction import Extraction, Kind, Quotation, Span, Voice
from tests.extraction.challenge import CASES, found_in, read_cases, report, solved, words
from tests.extraction.challenge.unsolved import UNSOLVED


def parameter(case):
    """Return the case as a parameter, marked if it is not solved yet."""
    known = case.title in UNSOLVED
    marks = [pytest.mark.xfail(strict=True, reason=UNSOLVED[case.title])] if known else []
    return pytest.param(case, id=case.title, marks=marks)


@pytest.mark.parametrize("case", [parameter(case) for case in CASES])
def test_challenge(extract, case):
    assert solved(case, found := found_in(case.text, extract(case.text))), found


def test_the_cases_are_sound():
    """Titles and texts are unique, every expected word stands in its text, nothing unsolved is unknown."""
    titles = [case.title for case in CASES]
    assert len(CASES) >= 345
    assert len(set(titles)) == len(titles)
    assert len({case.text for case in CASES}) == len(CASES)
    assert UNSOLVED.keys() <= set(titles)
    for case in CASES:
        for row in case.expected:
            assert set(words(row.content)) <= set(words(case.text)), case.title


def quoting(start, end, speaker):
    """Return an extraction of one direct quotation."""
    quotation = Quotation((Span(start, end),), (), (), Kind.DIRECT, Voice(name=speaker), 1.0)
    return Extraction((quotation,), (), "fake")


def test_a_wrong_speaker_is_not_solved():
    case = next(case for case in CASES if case.title == "order: content, cue, source")
    words = case.expected[0].content
    start = case.text.index(words)
    end = start + len(words)
    assert solved(case, found_in(case.text, quoting(start, end, "Marta Quill")))
    assert not solved(case, found_in(case.text, quoting(start, end, "Oskar Brandt")))
    assert not solved(case, found_in(case.text, quoting(start, end - 1, "Marta Quill")))
    assert not solved(case, found_in(case.text, quoting(start, end, None)))
    assert not solved(case, found_in(case.text, Extraction((), (), "fake")))


def test_what_is_found_besides_is_not_solved():
    case = next(case for case in CASES if not case.expected)
    assert solved(case, ())
    assert not solved(case, found_in(case.text, quoting(0, 5, None)))


def test_what_may_be_found_may_be_missed():
    case = next(case for case in CASES if case.title == "inscription: a sign")
    start, end = case.text.index("Closed"), case.text.index(".”")
    assert solved(case, ())
    assert solved(case, found_in(case.text, quoting(start, end, None)))
    assert not solved(case, found_in(case.text, quoting(0, start, None)))


def test_a_line_that_is_out_of_place_is_named(tmp_path):
    path = tmp_path / "cases.txt"
    path.write_text("# dash: one\n“No.”\n> direct, -: No\nstray\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"cases.txt: no expected quotation: stray"):
        list(read_cases(path))


def test_the_report_names_what_is_wrong():
    lines = report(lambda text: Extraction((), (), "fake")).splitlines()
    assert "scare             7 of 7" in lines
    assert "  expected direct, Marta Quill: The bridge is safe to cross" in lines
