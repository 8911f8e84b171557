"""The grammar of queries; the answers are in tests/models/test_search.py."""

from __future__ import annotations

import datetime

import pytest

from quotes.search import (
    MAX_DEPTH,
    MAX_FIELDS,
    MAX_LENGTH,
    MAX_WORDS,
    And,
    BadQuery,
    Choice,
    Field,
    Not,
    Or,
    Published,
    Tree,
    Words,
    parse,
    terms,
    words,
)


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


def w(text: str, prefix: bool = False) -> Words:
    """Return words that must stand side by side."""
    return Words(tuple(text.split()), prefix)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


LEVY, TOLL, RAIL = w("levy"), w("toll"), w("rail")


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        # A word, all words, with the operator and without.
        ("levy", LEVY),
        ("levy toll", And((LEVY, TOLL))),
        ("levy AND toll rail", And((LEVY, TOLL, RAIL))),
        # One of them; AND binds closer.
        ("levy OR toll", Or((LEVY, TOLL))),
        ("levy OR toll rail", Or((LEVY, And((TOLL, RAIL))))),
        ("levy toll OR rail", Or((And((LEVY, TOLL)), RAIL))),
        ("levy OR toll OR rail", Or((LEVY, TOLL, RAIL))),
        # Without.
        ("levy -toll", And((LEVY, Not(TOLL)))),
        ("levy NOT toll", And((LEVY, Not(TOLL)))),
        ("levy AND NOT toll", And((LEVY, Not(TOLL)))),
        ("-levy", Not(LEVY)),
        ("NOT -levy", LEVY),
        ('-"per cent"', Not(w("per cent"))),
        # Parentheses.
        ("(levy OR toll) -rail", And((Or((LEVY, TOLL)), Not(RAIL)))),
        ("-(levy toll)", Not(And((LEVY, TOLL)))),
        ("levy(toll)rail", And((LEVY, TOLL, RAIL))),
        ("((levy))", LEVY),
        # Phrases, with straight, curly and foreign marks.
        ('"according to the"', w("according to the")),
        ("“curly marks” «angled»", And((w("curly marks"), w("angled")))),
        ('pier"is open"', And((w("pier"), w("is open")))),
        ('"levy AND toll"', w("levy and toll")),
        ('"(levy)"', LEVY),
        # The beginning of a word; in the middle of a phrase the asterisk is punctuation.
        ("negotiat*", w("negotiat", True)),
        ('"pier op"*', w("pier op", True)),
        ("twenty-o*", w("twenty o", True)),
        ('"pier* opens"', w("pier opens")),
        # Words that punctuation divides.
        ("don’t", w("don t")),
        ("10:30", w("10 30")),
        # Operators are upper case.
        ("levy or toll", And((LEVY, w("or"), TOLL))),
        ('levy "OR" toll', And((LEVY, w("or"), TOLL))),
        ("ANDES", w("andes")),
        # Punctuation says nothing, and nothing of its neighbours.
        ('"" levy & 🌧 - toll', And((LEVY, TOLL))),
        ("-🌧 levy", LEVY),
        ("levy' OR 'toll", Or((LEVY, TOLL))),
        # Fields.
        ("said:levy", LEVY),
        ('SPEAKER:"Sen. Zoë B. Roe"', Field("speaker", w("zoe roe"))),
        ("speaker:ro*", Field("speaker", w("ro", True))),
        ("org:NATO -role:chief", And((Field("org", w("nato")), Not(Field("role", w("chief")))))),
        (
            'publisher:"The Gazette" cue:said',
            And((Field("publisher", w("the gazette")), Field("cue", w("said")))),
        ),
        ("kind:Direct OR type:speech", Or((Choice("kind", "direct"), Choice("type", "speech")))),
        ('kind:"mixed"', Choice("kind", "mixed")),
        # Dates: a day, a month, a year, ranges, open ranges.
        ("date:2024-07-09", Published(day("2024-07-09"), day("2024-07-09"))),
        ("date:2024-02", Published(day("2024-02-01"), day("2024-02-29"))),
        ("date:2023", Published(day("2023-01-01"), day("2023-12-31"))),
        ("date:2024-07..2024-08", Published(day("2024-07-01"), day("2024-08-31"))),
        ("date:2024..", Published(day("2024-01-01"), None)),
        ("-date:..2024-07-09", Not(Published(None, day("2024-07-09")))),
    ],
)
def test_queries(query: str, tree: Tree) -> None:
    assert parse(query) == tree


@pytest.mark.parametrize(
    ("query", "position", "message"),
    [
        pytest.param("", 0, "no words", id="empty"),
        pytest.param("   ", 0, "no words", id="blank"),
        pytest.param('""', 0, "no words", id="empty phrase"),
        pytest.param("🌧 … -", 0, "no words", id="symbols"),
        pytest.param('levy "toll', 5, "not closed", id="quotation mark"),
        pytest.param("“", 0, "not closed", id="one mark"),
        pytest.param("levy (toll", 5, "not closed", id="opening parenthesis"),
        pytest.param("levy) toll", 4, "closes none", id="closing parenthesis"),
        pytest.param("levy ()", 6, "nothing to search for here", id="empty parentheses"),
        pytest.param("levy (🌧)", 7, "nothing to search for here", id="punctuation in parentheses"),
        pytest.param("levy OR", 7, "after OR", id="nothing after OR"),
        pytest.param("levy AND OR toll", 9, "after AND", id="two operators"),
        pytest.param("levy NOT", 8, "after NOT", id="nothing after NOT"),
        pytest.param("NOT 🌧 levy", 4, "after NOT", id="punctuation after NOT"),
        pytest.param("  OR levy", 2, 'before OR. The word itself: "OR"', id="nothing before OR"),
        pytest.param("levy a*", 5, "begins too many words", id="prefix of one letter"),
        pytest.param("levy spaeker:roe", 5, "Did you mean 'speaker:'", id="unknown field"),
        pytest.param("https://pier.example", 0, "in quotation marks", id="address"),
        pytest.param("levy speaker:", 13, "Give 'speaker:' a word", id="field without a value"),
        pytest.param("speaker: roe", 8, "without a space", id="space before the value"),
        pytest.param("org:(levy)", 4, "Give 'org:' a word", id="parenthesis as a value"),
        pytest.param("org:🌧", 4, "a letter or a digit", id="punctuation as a value"),
        pytest.param("levy kind:dirct", 10, "Did you mean 'direct'", id="no such kind"),
        pytest.param("type:sung", 5, "Choose from speech", id="no such type"),
        pytest.param("date:yesterday", 5, "Not a date", id="no date"),
        pytest.param("date:2024-13", 5, "Not a date", id="no month"),
        pytest.param("date:2024-02..2024-02-30", 14, "Not a date", id="no day"),
        pytest.param("date:0000", 5, "Not a date", id="no year"),
        pytest.param("date:2024-08..2024-07", 5, "ends before it begins", id="backward range"),
        pytest.param("date:..", 5, "a beginning or an end", id="no range"),
        pytest.param("x " * (MAX_WORDS + 1), 2 * MAX_WORDS, "too long", id="too many words"),
        pytest.param("x-" * (MAX_WORDS + 1), 0, "too long", id="too many parts of a word"),
        pytest.param("org:x " * (MAX_FIELDS + 1), 6 * MAX_FIELDS, "too long", id="too many fields"),
        pytest.param("x" * (MAX_LENGTH + 1), MAX_LENGTH, "too long", id="too many characters"),
        pytest.param("(" * 1000 + "x", MAX_DEPTH, "nested", id="too many parentheses"),
    ],
)
def test_bad_queries_say_why_and_where(query: str, position: int, message: str) -> None:
    with pytest.raises(BadQuery, match=message) as caught:
        parse(query)
    assert caught.value.position == position


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("x " * MAX_WORDS, id="words"),
        pytest.param("org:x " * MAX_FIELDS, id="fields"),
        pytest.param("(" * MAX_DEPTH + "x" + ")" * MAX_DEPTH, id="parentheses"),
        pytest.param("NOT " * ((MAX_LENGTH - 1) // 4) + "x", id="operators"),
    ],
)
def test_the_longest_queries_are_accepted(query: str) -> None:
    assert parse(query)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('levy OR "the toll" ra*', [LEVY, w("the toll"), w("ra", True)]),
        ("levy -toll -(rail OR -levy) org:port", [LEVY]),
        ("-levy", []),
    ],
)
def test_terms_are_what_is_to_be_found_in_the_quote(query: str, found: list[Words]) -> None:
    assert terms(parse(query)) == found
