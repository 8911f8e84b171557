"""The grammar of queries, and their form for each engine; the answers are in tests/models/test_search.py."""

from __future__ import annotations

import pytest

from quotes.search import MAX_WORDS, BadQuery, Query, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The Levy FALLS", "the levy falls", id="case"),
        pytest.param("Zoë Müller, naïve façade", "zoe muller naive facade", id="accents"),
        pytest.param(
            "Łódź Søren Đặng Þór straße", "lodz soren dang thor strasse", id="letters without parts"
        ),
        pytest.param("don't don’t Roe's", "don t don t roe s", id="apostrophes divide"),
        pytest.param("co-operate twenty–one", "co operate twenty one", id="hyphens and dashes divide"),
        pytest.param("1,000 12,345,678 3.5 1,2,3", "1000 12345678 3 5 1 2 3", id="numbers"),
        pytest.param("7,0001 and 2024,100", "7 0001 and 2024100", id="commas that part no thousands"),
        pytest.param("the U.S. and U.K.-based, e.g. us", "the us and uk based eg us", id="abbreviations"),
        pytest.param("plan B. A new one", "plan b a new one", id="a letter at a sentence's end"),
        pytest.param("https://pier.example/a?b=c_d", "https pier example a b c d", id="URL"),
        pytest.param("rain 🌧 or ☀️?", "rain or", id="emoji are no words"),
        pytest.param("ﬁne ＦＵＬＬ m²", "fine full m2", id="compatibility forms"),
        pytest.param("co\u00adoper\u200date", "cooperate", id="soft hyphen and joiner"),
        pytest.param("Ferryline™ rises", "ferryline rises", id="trade mark"),
        pytest.param("Порт 港口 ميناء बंदरगाह", "порт 港口 ميناء बदरगह", id="other scripts"),
        pytest.param("İzmir ΣΊΣΥΦΟΣ", "izmir σισυφοσ", id="special cases of case"),
        pytest.param("a\0b \ud800c", "a b c", id="NUL and half a surrogate pair"),
        pytest.param("x" * 300, "x" * 100, id="an endless word is cut"),
        pytest.param("… — ¿?", "", id="no word"),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert " ".join(words(text)) == expected


def test_words_of_words_are_the_same() -> None:
    text = "Zoë's U.S. 1,000 ﬁne co-ops İzmir"
    assert words(" ".join(words(text))) == words(text)


@pytest.mark.parametrize(
    ("query", "sqlite", "postgresql"),
    [
        # A word.
        ("levy", '("levy")', ("'levy'", [], [])),
        # All words.
        ("climate levy", '("climate" AND "levy")', ("'climate' & 'levy'", [], [])),
        # A phrase.
        (
            '"according to the"',
            '("according to the")',
            ("'according' & 'to' & 'the'", ["% according to the %"], []),
        ),
        # Without a word, without a phrase.
        (
            'levy -treaty -"per cent"',
            '("levy") NOT "treaty" NOT "per cent"',
            ("'levy' & !'treaty'", [], ["% per cent %"]),
        ),
        # What must not occur may come first.
        ("-treaty levy", '("levy") NOT "treaty"', ("!'treaty' & 'levy'", [], [])),
        # The beginning of a word, of the last part of a divided word, and of neither.
        ("negotiat*", '("negotiat" *)', ("'negotiat':*", [], [])),
        ("rain -negotiat*", '("rain") NOT "negotiat" *', ("'rain' & !'negotiat':*", [], [])),
        ("twenty-o*", '("twenty o" *)', ("'twenty' & 'o':*", ["% twenty o%"], [])),
        ('"pier* opens"', '("pier opens")', ("'pier' & 'opens'", ["% pier opens %"], [])),
        # A word that punctuation divides.
        ("don’t", '("don t")', ("'don' & 't'", ["% don t %"], [])),
        # Marks: not closed, curly, without a space before.
        ('"not closed', '("not closed")', ("'not' & 'closed'", ["% not closed %"], [])),
        ("“curly marks”", '("curly marks")', ("'curly' & 'marks'", ["% curly marks %"], [])),
        ('pier"is open"', '("pier" AND "is open")', ("'pier' & 'is' & 'open'", ["% is open %"], [])),
        # Terms without words are left out.
        ('"" pier & 🌧', '("pier")', ("'pier'", [], [])),
        # The engines' own operators mean nothing.
        ("pier OR levy", '("pier" AND "or" AND "levy")', ("'pier' & 'or' & 'levy'", [], [])),
        (
            "NEAR(a b) ') | 'x%",
            '("near a" AND "b" AND "x")',
            ("'near' & 'a' & 'b' & 'x'", ["% near a %"], []),
        ),
    ],
)
def test_queries(query: str, sqlite: str, postgresql: tuple[str, list[str], list[str]]) -> None:
    parsed = Query.parse(query)
    assert (parsed.for_sqlite(), parsed.for_postgresql()) == (sqlite, postgresql)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        pytest.param("", "no words", id="empty"),
        pytest.param("   ", "no words", id="blank"),
        pytest.param('"', "no words", id="one mark"),
        pytest.param("-", "no words", id="one hyphen"),
        pytest.param("🌧 …", "no words", id="symbols"),
        pytest.param("-treaty", "only says what to leave out", id="only negative"),
        pytest.param("-treaty -levy", "only says what to leave out", id="only negatives"),
        pytest.param("a*", "begins too many words", id="prefix of one letter"),
        pytest.param("x " * (MAX_WORDS + 1), "too long", id="too many words"),
        pytest.param("x-" * (MAX_WORDS + 1), "too long", id="too many parts of a word"),
    ],
)
def test_bad_queries_say_why(query: str, message: str) -> None:
    with pytest.raises(BadQuery, match=message):
        Query.parse(query)


def test_the_longest_query_is_accepted() -> None:
    assert len(Query.parse("x " * MAX_WORDS).terms) == MAX_WORDS
