"""HTML pages: paragraphs, metadata, encodings."""

import datetime
import io

import pytest

from quotes.articles import Article
from quotes.readers import html
from quotes.readers.decoding import UnreadableError

HEAD = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Dam holds - Herald</title>
<meta property="og:title" content="Dam holds &amp; town sleeps">
<meta property="og:site_name" content="Ostvik Herald">
<meta name="author" content="Ane Holt and Cy Roe">
<meta property="article:published_time" content="2024-07-09T23:30:00+02:00">
<link rel="canonical" href="https://herald.example/dam"></head>"""


def body_of(markup):
    """Return the text of a page whose main part is `markup`."""
    return html.parse(f"<html><body><main><article>{markup}</article></main></body></html>", "a.html").text


def test_it_reads_the_article_and_what_the_page_says_of_it():
    page = f"""{HEAD}<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
    <article><h1>Dam holds &amp; town sleeps</h1><p class="byline">By Ane Holt, 9 July 2024</p>
    <p>The dam above Ostvik held through the night, the engineer Bo Ek said on Tuesday.</p>
    <p>“We slept,” said the mayor, Hedda Lund.</p></article>
    <footer>© 2024 Ostvik Herald. All rights reserved.</footer></body></html>"""
    assert html.parse(page, "a.html") == Article(
        text="The dam above Ostvik held through the night, the engineer Bo Ek said on Tuesday.\n\n"
        "“We slept,” said the mayor, Hedda Lund.",
        title="Dam holds & town sleeps",
        url="https://herald.example/dam",
        authors=("Ane Holt", "Cy Roe"),
        publisher="Ostvik Herald",
        published=datetime.date(2024, 7, 9),
        language="en-GB",
        origin="a.html",
    )


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        pytest.param(
            '<p>Dams, said <a href="/ek">Bo <b>Ek</b></a>, <em>hold</em>.</p><p>They do.</p>',
            "Dams, said Bo Ek, hold.\n\nThey do.",
            id="inline markup",
        ),
        pytest.param(
            "<p>The former engineer\n   of the dam <strong>Bo Ek</strong>\n called.</p>",
            "The former engineer of the dam Bo Ek called.",
            id="a name in bold is no paragraph",
        ),
        pytest.param(
            "<p>“We slept.”<br><br>So did they.</p>", "“We slept.”\n\nSo did they.", id="two line breaks"
        ),
        pytest.param(
            "<p>The dam held<br>all night.</p>", "The dam held\nall night.", id="a break in a sentence"
        ),
        pytest.param(
            "<p>Ek said:</p><blockquote><p>It holds.</p><p>It does.</p></blockquote><p>Then he left.</p>",
            "Ek said:\n\nIt holds.\n\nIt does.\n\nThen he left.",
            id="block quotation",
        ),
        pytest.param(
            "<p>Ek asked for:</p><ul><li>sand</li><li>rest, says Lund</li></ul>",
            "Ek asked for:\n\nsand\n\nrest, says Lund",
            id="list",
        ),
        pytest.param(
            "<div>It held.</div><div>We slept, he said.</div>", "It held.\n\nWe slept, he said.", id="divs"
        ),
        pytest.param("<p>It&nbsp;held, &ldquo;he&rdquo; said.</p>", "It held, “he” said.", id="entities"),
        pytest.param("<p>It held.</p><script>var x = 'no';</script>", "It held.", id="script"),
    ],
)
def test_it_keeps_paragraphs_apart_and_sentences_together(markup, text):
    assert body_of(markup) == text


def test_it_guesses_no_date():
    article = html.parse(
        "<html><body><p>On 9 July 2023 the dam broke, Ek said.</p><p>© 2021</p></body></html>", "a"
    )
    assert article.published is None


@pytest.mark.parametrize(
    ("charset", "data"),
    [
        pytest.param("", "Café".encode(), id="none declared"),
        pytest.param('<meta charset="utf-8">', "Café".encode(), id="utf-8"),
        pytest.param(
            '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">',
            b"Caf\xe9",
            id="latin 1",
        ),
        pytest.param('<meta charset="windows-1252">', b"Caf\xe9", id="windows 1252"),
        pytest.param("<meta charset=iso-8859-2>", b"Caf\xe9", id="latin 2"),
    ],
)
def test_it_reads_the_declared_encoding(charset, data):
    page = b"<html><head>" + charset.encode() + b"</head><body><p>" + data + b"</p></body></html>"
    [article] = html.read(io.BytesIO(page), "a.html")
    assert article.text == "Café"


def test_a_byte_order_mark_rules_over_the_declared_encoding():
    page = b"\xef\xbb\xbf<meta charset=latin-1><p>" + "“Café,” she said.".encode() + b"</p>"
    [article] = html.read(io.BytesIO(page), "a.html")
    assert article.text == "“Café,” she said."


def test_it_reads_curly_marks_on_a_page_that_says_latin_1():
    page = b"<meta charset=latin-1><p>\x93We slept,\x94 she said.</p>"
    [article] = html.read(io.BytesIO(page), "a.html")
    assert article.text == "“We slept,” she said."


@pytest.mark.parametrize(
    ("page", "message"),
    [
        pytest.param(b"", "no HTML|no text", id="empty"),
        pytest.param(b"<html><body></body></html>", "no text", id="no paragraph"),
        pytest.param(b"<p>Caf\xe9</p>", "not UTF-8", id="undecodable"),
        pytest.param(b"<meta charset=martian><p>x</p>", "unknown encoding 'martian'", id="unknown encoding"),
        pytest.param(b"<p>a\x00b</p>", "NUL character", id="NUL"),
    ],
)
def test_it_refuses(page, message):
    with pytest.raises(UnreadableError, match=message):
        list(html.read(io.BytesIO(page), "a.html"))
