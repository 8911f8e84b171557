"""Headings, bylines and feet, and the lines that only look like them."""

import datetime

import pytest

from quotes.readers.furniture import (
    Byline,
    is_address,
    is_foot,
    looks_like_heading,
    marked_heading,
    read_byline,
)

JULY_9 = datetime.date(2024, 7, 9)


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        pytest.param("Ane Holt 9 July 2024", Byline(("Ane Holt",), JULY_9), id="name and date"),
        pytest.param("By Ane Holt, 9 July 2024", Byline(("Ane Holt",), JULY_9), id="By"),
        pytest.param("BY ANE HOLT | JULY 9, 2024", Byline(("ANE HOLT",), JULY_9), id="capitals"),
        pytest.param("July 9, 2024 - By Ane Holt", Byline(("Ane Holt",), JULY_9), id="date first"),
        pytest.param("By Ane Holt and Bo Ek", Byline(("Ane Holt", "Bo Ek"), None), id="two without a date"),
        pytest.param(
            "By Ane Holt, Bo Ek, and Cy Roe", Byline(("Ane Holt", "Bo Ek", "Cy Roe"), None), id="three"
        ),
        pytest.param("By Ludo van der Meer", Byline(("Ludo van der Meer",), None), id="particles"),
        pytest.param(
            "By J.R. O’Dowd-Smith", Byline(("J.R. O’Dowd-Smith",), None), id="initials, apostrophe, hyphen"
        ),
        pytest.param("By Ángel Núñez", Byline(("Ángel Núñez",), None), id="accents"),
        pytest.param("By Holt", Byline(("Holt",), None), id="one name after By"),
        pytest.param(
            "By Ane Holt, Health Correspondent", Byline(("Ane Holt",), None), id="a job is no author"
        ),
        pytest.param("By Ane Holt in New Ostvik", Byline(("Ane Holt",), None), id="a place is no author"),
        pytest.param("Words by Ane Holt", Byline(("Ane Holt",), None), id="Words by"),
        pytest.param("July 9, 2024", Byline((), JULY_9), id="date alone"),
        pytest.param("Published: 9 July 2024, 14:05 GMT", Byline((), JULY_9), id="labelled date"),
        pytest.param(
            "Ane Holt · Updated 2024-07-09", Byline(("Ane Holt",), JULY_9), id="name and labelled date"
        ),
    ],
)
def test_it_reads_a_byline(line, byline):
    assert read_byline(line) == byline


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("On 9 July 2024 the river rose above its banks.", id="a sentence with a date"),
        pytest.param("The strike of 9 July 2024", id="words with a date"),
        pytest.param("9 July 2024 was a black day for Ostvik.", id="a sentence that opens with a date"),
        pytest.param("Ostvik, 9 July 2024", id="a place and a date"),
        pytest.param("Ane Holt", id="a name without By or date"),
        pytest.param("By noon the water had gone.", id="By opens a sentence"),
        pytest.param("By Ane Holt's reckoning the dam will go", id="By opens a clause"),
        pytest.param("Ane Holt said on 9 July 2024", id="somebody said"),
        pytest.param("“By Jove,” said Ane Holt", id="By in a quotation"),
        pytest.param("By 9 July 2024", id="a deadline"),
        pytest.param("Ane Holt 09/07/2024", id="a date that can be read in two ways"),
    ],
)
def test_it_takes_no_text_for_a_byline(line):
    assert read_byline(line) is None


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("# Dam holds", "Dam holds"),
        ("## Dam holds ##", "Dam holds"),
        ("###### Dam holds", "Dam holds"),
        ("#dam holds", None),
        ("####### Dam holds", None),
        ("##", None),
        ("Dam # 3 holds", None),
    ],
)
def test_it_reads_a_marked_heading(line, title):
    assert marked_heading(line) == title


@pytest.mark.parametrize(
    ("line", "before_text", "before_byline"),
    [
        pytest.param("Dam above Ostvik holds", True, True, id="plain"),
        pytest.param("3 killed as dam breaks", True, True, id="a figure"),
        pytest.param("OSTMARK", False, True, id="one word may be a dateline"),
        pytest.param("Will the dam hold?", False, True, id="a question may be text"),
        pytest.param("Minister: 'We knew'", False, True, id="a quotation may be text"),
        pytest.param("The dam held.", False, True, id="a sentence"),
        pytest.param("“We knew about the dam” Lund", False, True, id="somebody speaks"),
        pytest.param("EK: The dam held all night", False, True, id="a line of a transcript"),
        pytest.param("and then the dam broke", False, True, id="lower case"),
        pytest.param("word " * 31, False, False, id="too long"),
    ],
)
def test_it_judges_a_first_line(line, before_text, before_byline):
    assert looks_like_heading(line, before_byline=False) is before_text
    assert looks_like_heading(line, before_byline=True) is before_byline


@pytest.mark.parametrize(
    "line",
    [
        "© 2024 The Ostvik Herald. All rights reserved.",
        "(c) 2024 Ostvik Herald",
        "Copyright 2024 Ostvik Herald",
        "All rights reserved.",
        "To contact the Ostvik Herald and its friends visit:",
        "To contact the reporter on this story: Ane Holt at aholt@herald.example",
        "Contact the author at aholt@herald.example.",
        "Read more: Dam holds for a second night",
        "Related:",
        "Share this article",
        "Follow us on Mastodon",
        "Sign up for our newsletter",
        "This article was first published in the Ostvik Herald.",
        "Reporting by Ane Holt in New Ostvik; editing by Bo Ek",
        "(Additional reporting by Cy Roe)",
        "-30-",
        "* * *",
        "ENDS",
    ],
)
def test_it_knows_a_foot(line):
    assert is_foot(line)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("The dam is to be inspected again in May.", id="an ordinary last line"),
        pytest.param("To contact the minister was impossible, Holt said.", id="to contact opens a sentence"),
        pytest.param("Copyright law does not cover dams, she said.", id="copyright as a subject"),
        pytest.param("All rights in the valley belong to the town.", id="all rights"),
        pytest.param("“All rights reserved,” she joked.", id="somebody speaks"),
        pytest.param("Reporting by the Herald has shown that he knew.", id="reporting as a subject"),
        pytest.param("First published in 1984, the novel sold badly.", id="first published, of a book"),
        pytest.param("Related families moved out of the valley.", id="related as an adjective"),
        pytest.param("The article was first published by the ministry, said Ek.", id="another article"),
        pytest.param("Read more books, the minister told pupils.", id="read more as an order"),
        pytest.param("The road ends here.", id="ends within a sentence"),
        pytest.param("© " + "word " * 80, id="too long"),
    ],
)
def test_it_takes_no_text_for_a_foot(line):
    assert not is_foot(line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("herald.example/contact.", True),
        ("https://herald.example/contact?a=b", True),
        ("aholt@herald.example", True),
        ("@ostvikherald", True),
        ("See herald.example", False),
        ("Yes.", False),
        ("3.5", False),
    ],
)
def test_it_knows_an_address(line, expected):
    assert is_address(line) is expected
