import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quotes.extraction.marks import Style
from quotes.extraction.quotations import find_quoted, kind_of, mask
from quotes.extraction.records import Kind, Span

# Name, text, what stands in marks: a string per quotation, a tuple where it runs over
# paragraphs, nested ones with a leading ">" each.
CASES = [
    # Styles
    ("straight", 'Roe said, "We won."', ['"We won."']),
    ("curly", "“We won,” said Roe, “at last.”", ["“We won,”", "“at last.”"]),
    ("backticks", "Roe said, ``We won.''", ["``We won.''"]),
    ("two single marks on both sides", "''We won,'' Roe said. ''At last.''", ["''We won,''", "''At last.''"]),
    ("guillemets", "«We won», said Roe.", ["«We won»"]),
    ("guillemets with space", "«\u00a0We won\u00a0», said Roe.", ["«\u00a0We won\u00a0»"]),
    ("guillemets the Danish way", "»We won«, said Roe.", ["»We won«"]),
    ("low and high", "„We won“, said Roe.", ["„We won“"]),
    ("low and high, the Polish way", "„We won”, said Roe.", ["„We won”"]),
    ("single straight", "'We won,' said Roe. 'At last.'", ["'We won,'", "'At last.'"]),
    ("single curly", "‘We won,’ said Roe. ‘At last.’", ["‘We won,’", "‘At last.’"]),
    ("single with a backtick", "`We won,' said Roe.", ["`We won,'"]),
    ("two curly single marks for a double", "‘‘We won,’’ said Roe.", ["‘‘We won,’’"]),
    ("escaped", r"\"We won,\" said Roe.", [r"\"We won,\""]),
    ("full width", "＂We won,＂ said Roe.", ["＂We won,＂"]),
    ("styles side by side", "\"A\" and “B” and ``C'' and «D»", ['"A"', "“B”", "``C''", "«D»"]),
    # Apostrophes
    ("apostrophes inside words", "Don't say it's O'Neill's or O’Neill’s.", []),
    ("plural possessive", "The dogs' owner met the Joneses' lawyer.", []),
    ("curly plural possessive", "The dogs’ owner met the Joneses’ lawyer.", []),
    ("lost beginnings", "Give 'em hell, 'cause 'tis the '90s and the ’60s and ’Tis over.", []),
    ("elision with the wrong curly mark", "It was ‘90s music, give ‘em that.", []),
    ("rock 'n' roll", "Rock 'n' roll is here, rock ’n’ roll, rock ‘n’ roll.", []),
    ("lost endings", "He was goin' home with ol' Roe on th' bus.", []),
    (
        "plural possessive inside single marks",
        "'The Joneses' house fell,' he said.",
        ["'The Joneses' house fell,'"],
    ),
    (
        "two possessives inside single marks",
        "‘The dogs’ owners’ van left,’ he said.",
        ["‘The dogs’ owners’ van left,’"],
    ),
    (
        "a quoted word that ends in s before a possessive",
        "He calls them 'the bosses' and the workers' friends.",
        ["'the bosses'"],
    ),
    ("elision at the start of single marks", "‘’Tis late,’ she said.", ["‘’Tis late,’"]),
    (
        "a name with an apostrophe inside single marks",
        "'O'Neill won't come,' he said.",
        ["'O'Neill won't come,'"],
    ),
    (
        "the possessive of quoted words",
        'The "Herald"\'s owner and “Herald”’s staff',
        ['"Herald"', "“Herald”"],
    ),
    # Feet and inches
    ("feet and inches", "He is 6'2\" tall, she is 5' 10\" tall.", []),
    ("inches", 'A 12" record and a 7" one.', []),
    (
        "inches inside a quotation",
        '"He is 6\'2" tall," she said, "and I have a 12" record."',
        ['"He is 6\'2" tall,"', '"and I have a 12" record."'],
    ),
    (
        "a quotation that ends in a figure",
        'She said "we need 12" and left "at 9".',
        ['"we need 12"', '"at 9"'],
    ),
    # Nesting
    ("single in double", "\"He said 'no' twice,\" she said.", ["\"He said 'no' twice,\"", ">'no'"]),
    ("double in single", "‘He said “no” twice,’ she said.", ["‘He said “no” twice,’", ">“no”"]),
    ("three deep", "“A ‘b “c” d’ e”", ["“A ‘b “c” d’ e”", ">‘b “c” d’", ">>“c”"]),
    ("both close at once", "“She said, ‘We won.’”", ["“She said, ‘We won.’”", ">‘We won.’"]),
    ("both close with a space between", "“She said, ‘We won.’ ”", ["“She said, ‘We won.’ ”", ">‘We won.’"]),
    ("both open at once", "“‘We won,’ she said to me.”", ["“‘We won,’ she said to me.”", ">‘We won,’"]),
    ("three single marks at the end", "''He said 'no.'''", ["''He said 'no.'''", ">'no.'"]),
    ("three single marks at the start", "'''No,' he told me.''", ["'''No,' he told me.''", ">'No,'"]),
    ("the same mark inside", '"A "clear" win," he said.', ['"A "clear" win,"', '>"clear"']),
    ("the same curly mark inside", "“A “clear” win,” he said.", ["“A “clear” win,”", ">“clear”"]),
    ("guillemets around double", "«A “clear” win», he said.", ["«A “clear” win»", ">“clear”"]),
    # Quotations over paragraphs
    (
        "reopened in each paragraph",
        "“One.\n\n“Two.\n\n“Three,” she said. “Four.”",
        [("“One.", "“Two.", "“Three,”"), "“Four.”"],
    ),
    ("reopened, straight", '"One.\n\n"Two," she said.', [('"One.', '"Two,"')]),
    ("reopened, one line each", "''One.\n''Two,'' she said.", [("''One.", "''Two,''")]),
    ("reopened, British", "‘One isn’t.\n\n‘Two,’ she said.", [("‘One isn’t.", "‘Two,’")]),
    ("begun in the middle", "She said: “One.\n\n“Two.”", [("“One.", "“Two.”")]),
    ("a nested one at the border", "“One.\n\n“‘Two,’ he said.”", [("“One.", "“‘Two,’ he said.”"), ">‘Two,’"]),
    (
        "broken off inside a sentence",
        "“It was late\n\nand we left,” she said.",
        [("“It was late", "and we left,”")],
    ),
    ("never closed: one for each paragraph", "“One.\n\n“Two.\n\nThe end.", ["“One.", "“Two."]),
    ("not reopened", "“One.\n\nTwo, she said. “Three.”", ["“One.", "“Three.”"]),
    (
        "wrapped lines are one paragraph",
        "The mayor told the council on Monday that “the trams will\n"
        "run on Sunday again, and nobody in this town will have to\n"
        "wait,” and she left.",
        ["“the trams will\nrun on Sunday again, and nobody in this town will have to\nwait,”"],
    ),
    # Missing, stray, wrong and doubled marks
    ("no closing mark", "“We won, Roe said.\n\n“Yes,” said Poe.", [("“We won, Roe said.", "“Yes,”")]),
    (
        "no closing mark, then plain text",
        "“We won, Roe said.\n\nPoe said “yes.”",
        ["“We won, Roe said.", "“yes.”"],
    ),
    (
        "no closing mark before the next quotation",
        "“We won, Roe said. “At last,” he said.",
        ["“We won, Roe said.", "“At last,”"],
    ),
    (
        "straight, no closing mark",
        '"We won, Roe said. "At last," he said.',
        ['"We won, Roe said.', '"At last,"'],
    ),
    (
        "the inner one is not closed",
        "“He said ‘no to me,” she said. “Yes.”",
        ["“He said ‘no to me,”", "“Yes.”"],
    ),
    ("stray closing mark", 'We won," Roe said. "At last."', ['"At last."']),
    ("stray curly closing mark", "We won,” Roe said. “At last.”", ["“At last.”"]),
    ("closed twice", "“We won,”” Roe said. “At last.”", ["“We won,”", "“At last.”"]),
    ("opened twice", "““We won,” Roe said. “At last.”", ["“We won,”", "“At last.”"]),
    ("doubled on both sides", '""We won,"" Roe said.', ['""We won,""', '>"We won,"']),
    ("wrong way at the start", "”We won,” Roe said. “At last.”", ["”We won,”", "“At last.”"]),
    ("wrong way at the end", "“We won,“ Roe said. “At last.”", ["“We won,“", "“At last.”"]),
    ("wrong way on both sides", "”We won,“ Roe said.", ["”We won,“"]),
    ("straight and curly mixed", '“We won," Roe said. "At last.”', ['“We won,"', '"At last.”']),
    ("space inside the marks", '" We won , " Roe said.', ['" We won , "']),
    ("no space before the mark", 'Roe said,"We won," and left.', ['"We won,"']),
    ("mark on the wrong side of the space", 'Roe said" We won," and left.', ['" We won,"']),
    ("nothing inside", 'Roe said "" and “” and left.', []),
    ("a lone mark", 'Roe said " and left.', []),
    # Headlines
    ("headline, single marks", "Roe calls tram plan 'a disgrace'", ["'a disgrace'"]),
    ("headline, colon", "Roe: ‘We Won’t Stop’ at Harbor’s Edge", ["‘We Won’t Stop’"]),
    ("headline, possessives only", "Drivers' anger grows over owners' plan", []),
    # Next to other marks
    ("dash after", "“We won”—Roe smiled—“at last.”", ["“We won”", "“at last.”"]),
    ("broken off with a dash", "“We—” Roe began. “We won.”", ["“We—”", "“We won.”"]),
    ("brackets", '(Roe: "We won.") ["Yes"]', ['"We won."', '"Yes"']),
    ("a change in brackets at the start", "“[We] won,” Roe said.", ["“[We] won,”"]),
    ("dots at the start", 'Roe said "... won" twice.', ['"... won"']),
]


def shown(text):
    """Return what was found, in the notation of CASES."""
    found = []
    for quoted in find_quoted(text):
        pieces = tuple(piece.of(text) for piece in quoted.pieces)
        found.append(pieces if len(pieces) > 1 else ">" * quoted.depth + pieces[0])
    return found


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case[1:], id=case[0]) for case in CASES])
def test_find_quoted(text, expected):
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "style", "inner"),
    [
        ('"We won."', Style.STRAIGHT, "We won."),
        ("“We won.”", Style.CURLY, "We won."),
        ("”We won.”", Style.CURLY, "We won."),
        ("``We won.''", Style.TWO_SINGLE, "We won."),
        ("''We won.''", Style.TWO_SINGLE, "We won."),
        ("«We won.»", Style.GUILLEMET, "We won."),
        ("„We won.“", Style.LOW_HIGH, "We won."),
        ("'We won.'", Style.SINGLE_STRAIGHT, "We won."),
        ("‘We won.’", Style.SINGLE_CURLY, "We won."),
        (r"\"We won.\"", Style.STRAIGHT, "We won."),
        ("“One.\n“Two.”", Style.CURLY, "One.\n“Two."),
    ],
)
def test_a_quotation_knows_its_style_and_its_words(text, style, inner):
    (quoted,) = find_quoted(f"Roe said: {text}")
    assert (quoted.style, quoted.inner.of(f"Roe said: {text}"), quoted.closed) == (style, inner, True)


def test_a_quotation_without_end_is_not_closed():
    text = "“We won, Roe said. “At last.”"
    assert [quoted.closed for quoted in find_quoted(text)] == [False, True]


# Every kind of mark, what stands next to marks, and letters that apostrophes go with.
NASTY = st.text(alphabet="\"“”„‟«»‘’‚‛‹›`'\\ \n\t\u00a0.,!?—-[(ansm6é𝒜", max_size=60)
STYLES = ['"{}"', "“{}”", "``{}''", "''{}''", "«{}»", "„{}“", "'{}'", "‘{}’", r"\"{}\""]
WORDS = st.lists(
    st.sampled_from(["trams", "don't", "Roe", "won", "owners", "O’Neill"]), min_size=1, max_size=6
)


@settings(deadline=None)
@given(NASTY)
@example("'" * 50)
@example('"' * 51)
@example("“‘" * 30)
def test_any_text_gives_valid_offsets(text):
    quoted = find_quoted(text)
    end = 0
    for q in quoted:
        assert q.span.contains(q.inner)
        assert q.span.end <= len(text)
        assert (q.pieces[0].start, q.pieces[-1].end) == (q.span.start, q.span.end)
        assert all(a.end <= b.start for a, b in zip(q.pieces, q.pieces[1:], strict=False))
        assert q.closed or len(q.pieces) == 1
        if not q.depth:
            assert q.span.start >= end
            end = q.span.end
    assert quoted == tuple(sorted(quoted, key=lambda q: (q.span.start, -q.span.end)))
    assert len(mask(text, quoted)) == len(text)


@settings(deadline=None)
@given(st.sampled_from(STYLES), WORDS, WORDS)
def test_balanced_marks_of_every_style_are_found(style, first, second):
    one, two = style.format(" ".join(first) + ","), style.format(" ".join(second) + ".")
    outer = [q for q in find_quoted(f"Earlier {one} said Poe, {two} Then it ended.") if not q.depth]
    assert [q.span.of(f"Earlier {one} said Poe, {two} Then it ended.") for q in outer] == [one, two]


@settings(deadline=None)
@given(NASTY.map(lambda text: text.replace("\n", " ")), WORDS)
def test_a_wrong_mark_changes_nothing_two_paragraphs_away(broken, words):
    between = "Nobody spoke on the tram."
    after = f"“Yes,” said Poe. ''{' '.join(words)},'' said Roe. 'No.'"
    text = "\n\n".join([broken, between, after])
    start = len(text) - len(after)
    found = [q for q in find_quoted(text) if q.span.end > start]
    assert [(q.span.start - start, q.span.end - start) for q in found] == [
        (q.span.start, q.span.end) for q in find_quoted(after)
    ]


def test_the_mask_covers_the_outermost_pieces():
    text = "a “b ‘c’\n\n“d” e"
    assert (
        "".join(str(inside) for inside in mask(text, find_quoted(text)))
        == "00" + "1" * 6 + "00" + "111" + "00"
    )


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (["“We won,”", "“at last.”"], Kind.DIRECT),
        (["We won"], Kind.DIRECT),
        (["“We won,” Roe said"], Kind.MIXED),
        (["Roe said"], Kind.INDIRECT),
        ([","], Kind.INDIRECT),
    ],
)
def test_kind_of(content, kind):
    text = "“We won,” Roe said, “at last.”"
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in content]
    assert kind_of(text, spans, mask(text, find_quoted(text))) is kind
