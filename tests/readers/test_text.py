"""Plain text files: what is taken from around the text, and what is left in it."""

import datetime
import io

import pytest

from quotes.articles import Article
from quotes.readers import text
from quotes.readers.decoding import UnreadableError

JULY_9 = datetime.date(2024, 7, 9)
BODY = "The dam held, said Bo Ek.\n\n“We slept,” said Ane Holt."


def parsed(title="", authors=(), published=None, body=BODY):
    return Article(text=body, title=title, authors=authors, published=published, origin="a.txt")


@pytest.mark.parametrize(
    ("content", "article"),
    [
        pytest.param(BODY, parsed(), id="nothing around it"),
        pytest.param(
            f"## Dam holds\n\nCy Roe 9 July 2024\n\n{BODY}\n\n\n\nTo contact us visit:\n\nherald.example",
            parsed("Dam holds", ("Cy Roe",), JULY_9),
            id="heading, byline and foot",
        ),
        pytest.param(
            f"Dam holds at last\n\n{BODY}", parsed("Dam holds at last"), id="heading without a mark"
        ),
        pytest.param(f"Dam holds\n=========\n{BODY}", parsed("Dam holds"), id="heading underlined"),
        pytest.param(f"Dam!\nBy Cy Roe\n{BODY}", parsed("Dam!", ("Cy Roe",)), id="no blank lines"),
        pytest.param(f"# Dam holds\n{BODY}", parsed("Dam holds"), id="heading only"),
        pytest.param(f"By Cy Roe\n\n{BODY}", parsed(authors=("Cy Roe",)), id="byline only"),
        pytest.param(f"# Dam\n\nJuly 9, 2024\n\n{BODY}", parsed("Dam", (), JULY_9), id="date only"),
        pytest.param(
            f"# Dam\n\nCy Roe\n9 July 2024\n\n{BODY}",
            parsed("Dam", ("Cy Roe",), JULY_9),
            id="name above date",
        ),
        pytest.param(
            f"# Dam\n\n9 July 2024\n\nBy Cy Roe\n\n{BODY}",
            parsed("Dam", ("Cy Roe",), JULY_9),
            id="date above name",
        ),
        pytest.param(
            f"# Dam\n\nBy Cy Roe\n\nPublished 9 July 2024\n\n{BODY}",
            parsed("Dam", ("Cy Roe",), JULY_9),
            id="By above date",
        ),
        pytest.param(f"\n\n{BODY}\n\n© 2024 The Herald\n", parsed(), id="foot only"),
        pytest.param(
            f"{BODY}\n\n---\n\nReporting by Cy Roe\n\nFollow us on Mastodon\n@herald\n",
            parsed(),
            id="long foot",
        ),
    ],
)
def test_it_takes_what_stands_around_the_text(content, article):
    assert text.parse(content, "a.txt") == article


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("The dam held.\n\nEk slept.", id="a first line that is a sentence"),
        pytest.param("“We slept,” said Ek\n\nNobody else did.", id="a first line that quotes"),
        pytest.param("Former engineer at the dam Bo Ek\n\ncalled it safe.", id="a first line that goes on"),
        pytest.param(
            "The dam held all night and\nthe town slept.\n\nSo Ek said.", id="a first line that is wrapped"
        ),
        pytest.param("HOLT: And the dam\n\nEK: It held.", id="a transcript"),
        pytest.param("OSTMARK\n\nThe dam held.", id="a dateline"),
        pytest.param("Dam holds at last", id="one line and nothing else"),
        pytest.param("On 9 July 2024 it broke.\n\nEk fled.", id="a line with a date that is no byline"),
        pytest.param("It broke.\n\nWe ran.\n\nCy Roe 9 July 2024\n\nEk fled.", id="a byline in the middle"),
        pytest.param("It broke.\n\n© 2024 The Herald\n\nEk fled.", id="a foot in the middle"),
        pytest.param("The report can be read at:\n\nherald.example/report", id="an address that is no foot"),
        pytest.param(
            "All is said in a line of the charter:\nAll rights reserved.", id="a foot that ends a paragraph"
        ),
        pytest.param("It broke.\n\n\n\n   Ek fled.  \nSo did we.", id="white space inside"),
        pytest.param("It broke.\n\n## What now\n\nEk fled.", id="a heading in the middle"),
    ],
)
def test_it_leaves_the_text_alone(content):
    assert text.parse(content, "a.txt") == Article(text=content, origin="a.txt")


@pytest.mark.parametrize(
    "content", ["", "\n \n", "## Dam holds\n", "## Dam holds\n\nBy Cy Roe, 9 July 2024\n\n© 2024 The Herald"]
)
def test_it_refuses_a_file_without_text(content):
    with pytest.raises(UnreadableError, match="no text"):
        text.parse(content, "a.txt")


def test_it_reads_bytes_with_windows_line_ends():
    [article] = text.read(io.BytesIO(b"\xef\xbb\xbf# Dam\r\n\r\nIt held.\r\nEk slept.\r\n"), "a.txt")
    assert article == Article(text="It held.\nEk slept.", title="Dam", origin="a.txt")
