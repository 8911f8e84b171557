"""JSON Lines: every key, and what costs a line."""

import datetime
import io
import json

import pytest

from quotes.articles import Article
from quotes.readers import jsonl
from quotes.readers.decoding import UnreadableError
from quotes.readers.failure import Failure

JULY_9 = datetime.date(2024, 7, 9)


def test_it_reads_every_key():
    line = json.dumps(
        {
            "id": 7,
            "text": "The dam held, said Bo Ek.\r\n“Yes.”\n",
            "title": "Dam holds",
            "url": "https://herald.example/dam",
            "authors": ["Ane Holt", "Cy Roe"],
            "publisher": "Herald",
            "published": "2024-07-09",
            "language": "en-GB",
        }
    )
    assert jsonl.parse(line, "a.jsonl:3") == Article(
        text="The dam held, said Bo Ek.\n“Yes.”",
        title="Dam holds",
        url="https://herald.example/dam",
        authors=("Ane Holt", "Cy Roe"),
        publisher="Herald",
        published=JULY_9,
        language="en-GB",
        origin="a.jsonl:3 (id 7)",
    )


def test_it_needs_only_the_text():
    assert jsonl.parse('{"text": "Yes."}', "a:1") == Article(text="Yes.", origin="a:1")


def test_null_counts_as_absent():
    line = json.dumps({"text": "Yes.", **dict.fromkeys(jsonl.KEYS[1:])})
    assert jsonl.parse(line, "a:1") == Article(text="Yes.", origin="a:1")


@pytest.mark.parametrize(
    ("key", "value", "attribute"),
    [
        pytest.param("authors", "Ane Holt", ("Ane Holt",), id="one author"),
        pytest.param("authors", [], (), id="no author"),
        pytest.param("authors", [" Ane Holt ", ""], ("Ane Holt",), id="an empty author"),
        pytest.param("published", "2024-07-09T23:30:00+02:00", JULY_9, id="date with a time"),
        pytest.param("published", "2024-07-09 23:30", JULY_9, id="date with a space and a time"),
        pytest.param("published", "20240709", JULY_9, id="basic date"),
        pytest.param("published", "", None, id="empty date"),
        pytest.param("language", "", "en", id="empty language"),
    ],
)
def test_it_reads_forms_of_a_value(key, value, attribute):
    article = jsonl.parse(json.dumps({"text": "Yes.", key: value}), "a:1")
    assert getattr(article, key) == attribute


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param("{", "no JSON: ", id="no JSON"),
        pytest.param("[" * 100_000, "no JSON: ", id="nested without end"),
        pytest.param('["Yes."]', "no JSON object but list", id="no object"),
        pytest.param("{}", "no text", id="no text"),
        pytest.param('{"text": " \\n"}', "no text", id="blank text"),
        pytest.param('{"text": null}', "no text", id="null text"),
        pytest.param('{"text": 7}', "text is int, not a string", id="text is a number"),
        pytest.param('{"text": "a\\u0000b"}', "text: NUL character at position 1", id="NUL"),
        pytest.param('{"text": "a\\ud83d"}', r"text: lone surrogate U\+D83D", id="lone surrogate"),
        pytest.param(
            '{"text": "a", "authors": ["\\ud83d"]}', "authors: lone surrogate", id="surrogate author"
        ),
        pytest.param('{"text": "a", "authors": [1]}', "authors is neither", id="author is a number"),
        pytest.param(
            '{"text": "a", "url": "herald.example/dam"}', "url is no http", id="address without a scheme"
        ),
        pytest.param('{"text": "a", "url": "http://[x"}', "url is no http", id="broken address"),
        pytest.param(
            '{"text": "a", "url": "https://a b.example/"}', "url is no http", id="address with a space"
        ),
        pytest.param('{"text": "a", "url": "javascript:alert(1)"}', "url is no http", id="script"),
        pytest.param(
            '{"text": "a", "published": "9 July 2024"}', "published is no ISO 8601 date", id="date in words"
        ),
        pytest.param(
            '{"text": "a", "publishd": "2024-07-09"}',
            "unknown key 'publishd', did you mean 'publishe[rd]'",
            id="typo",
        ),
        pytest.param(
            '{"text": "a", "wire": 1}', r"unknown key 'wire' \(known: text, title, url", id="foreign key"
        ),
    ],
)
def test_it_says_what_is_wrong(line, message):
    with pytest.raises(UnreadableError, match=f"^{message}"):
        jsonl.parse(line, "a:1")


def test_a_bad_line_costs_that_line_only():
    lines = b'\xef\xbb\xbf{"text": "One."}\r\n{\n\n{"text": "caf\xe9"}\n{"text": "Five."}'
    assert list(jsonl.read(io.BytesIO(lines), "a.jsonl")) == [
        Article(text="One.", origin="a.jsonl:1"),
        Failure(
            item="a.jsonl:2",
            reason="no JSON: Expecting property name enclosed in double quotes: line 2 column 1 (char 2)",
        ),
        Failure(item="a.jsonl:4", reason="not UTF-8: byte 0xe9 at position 13"),
        Article(text="Five.", origin="a.jsonl:5"),
    ]
