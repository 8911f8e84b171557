"""Tags and quotation marks reconciled, with what the model says built by hand.

A row: the text; the attributions as the model links them, (contents, cue, source), by
their words; the persons; what must come out, (contents, cue, source, kind).
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from quotes.extraction.attribution import attribute
from quotes.extraction.decode import Stretch
from quotes.extraction.linking import Linked
from quotes.extraction.quotations import find_quoted
from quotes.extraction.reader import Reading
from quotes.extraction.records import Entity, EntityLabel, Span

Row = tuple[list[str], str, str]


def reading_of(text: str) -> Reading:
    spans = [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]
    starts, ends = (np.array(side, dtype=np.int64) for side in zip(*spans, strict=True))
    none = np.zeros((len(spans), 0))
    return Reading(starts, ends, none, none, (), find_quoted(text))


def stretch(text: str, reading: Reading, words: str, label: str) -> Stretch | None:
    if not words:
        return None
    start = text.index(words)
    first = int(np.searchsorted(reading.starts, start))
    last = int(np.searchsorted(reading.ends, start + len(words)))
    return Stretch(label, first, last, 0.9)


def run(text: str, model: list[Row], people: list[str]) -> list[tuple[list[str], str, str, str]]:
    reading = reading_of(text)
    linked = [
        Linked(
            [s for c in contents if (s := stretch(text, reading, c, "content"))],
            stretch(text, reading, cue, "cue"),
            stretch(text, reading, source, "source"),
            0.9,
        )
        for contents, cue, source in model
    ]
    entities = tuple(
        Entity(Span(text.index(name), text.index(name) + len(name)), EntityLabel.PERSON) for name in people
    )
    return [
        (
            [span.of(text) for span in a.content],
            " ".join(span.of(text) for span in a.cue),
            " ".join(span.of(text) for span in a.source),
            str(a.kind),
        )
        for a in attribute(text, reading, linked, entities)
    ]


CASES: list[Any] = [
    pytest.param(
        "“Bring back the bus!” – Ann Poe, Ayr",
        [],
        ["Ann Poe"],
        [(["“Bring back the bus!”"], "–", "Ann Poe", "direct")],
        id="a few words that are signed",
    ),
    pytest.param(
        "The “night bus” – Ann Poe had asked for it – is back.",
        [],
        ["Ann Poe"],
        [],
        id="a few words within a sentence, with a dash after them",
    ),
    pytest.param(
        'Two men called "Nails" and "the Dentist" left the town.',
        [(['"Nails" and "the Dentist"'], "called", "")],
        [],
        [],
        id="names in marks with the narrator's words between",
    ),
    pytest.param(
        'The alley is known as the "gullet" here.',
        [(["The alley", '"gullet"'], "is known", "")],
        [],
        [],
        id="what something is known as by nobody",
    ),
    pytest.param(
        'Roe said the alley is known as the "gullet" here.',
        [(['the alley is known as the "gullet" here'], "said", "Roe")],
        [],
        [(['the alley is known as the "gullet" here'], "said", "Roe", "mixed")],
        id="a name in what somebody said",
    ),
    pytest.param(
        'Roe backs a "walk-in" at every school in May.',
        [(['a "walk-in" at every school'], "backs", "Roe")],
        [],
        [(['a "walk-in" at every school'], "backs", "Roe", "indirect")],
        id="a term in marks makes no quotation of an indirect one",
    ),
    pytest.param(
        'Roe said she backs a "walk-in" at every school in May.',
        [(['she backs a "walk-in" at every school'], "said", "Roe")],
        [],
        [(['she backs a "walk-in" at every school'], "said", "Roe", "mixed")],
        id="what may be a term in what is said may be somebody's words",
    ),
    pytest.param(
        'Roe scolded him: "It will not hold."',
        [(["him", "It will not hold"], "scolded", "Roe")],
        [],
        [(['"It will not hold."'], "scolded", "Roe", "direct")],
        id="words apart from a quoted sentence are no piece of it",
    ),
    pytest.param(
        'The pier, Roe said, "was never safe."',
        [(["The pier", "was never safe"], "said", "Roe")],
        [],
        [(["The pier", '"was never safe."'], "said", "Roe", "mixed")],
        id="a sentence that begins outside the marks keeps its beginning",
    ),
    pytest.param(
        'He called it "Big Red" and them, Roe said, fools.',
        [(['it "Big Red"', "fools"], "said", "Roe")],
        [],
        [(['it "Big Red"', "fools"], "said", "Roe", "mixed")],
        id="a quoted name is no sentence",
    ),
    pytest.param(
        "The cause of the fire is not yet known.",
        [(["The cause of"], "is not yet known", "")],
        [],
        [],
        id="a few words without marks that are nobody's",
    ),
    pytest.param(
        "The cause of the fire is known, Roe said.",
        [(["The cause"], "said", "Roe")],
        [],
        [(["The cause"], "said", "Roe", "indirect")],
        id="a few words that are somebody's",
    ),
    pytest.param(
        "It is unclear how the fire began that night.",
        [(["how the fire began that night"], "is unclear", "")],
        [],
        [(["how the fire began that night"], "is unclear", "", "indirect")],
        id="more words that are nobody's",
    ),
    pytest.param(
        '"We won today," said Roe.',
        [(["won today"], "said", "Roe")],
        [],
        [(['"We won today,"'], "said", "Roe", "direct")],
        id="a direct quotation's borders are its marks",
    ),
    pytest.param(
        'Roe said that "we won" today.',
        [(["that", "we won"], "said", "Roe")],
        [],
        [(["that", '"we won"'], "said", "Roe", "mixed")],
        id="a mixed one takes in the marks it crosses",
    ),
    pytest.param(
        "Roe said that we won today.",
        [(["that we won today"], "said", "Roe")],
        [],
        [(["that we won today"], "said", "Roe", "indirect")],
        id="an indirect one stays as the model has it",
    ),
    pytest.param(
        'Roe said the "quiet coach" is full.',
        [(["the", "is full"], "said", "Roe")],
        [],
        [(["the", "is full"], "said", "Roe", "indirect")],
        id="a term in marks that the model left out stays out",
    ),
    pytest.param(
        '"We won," said Roe. "Nobody had believed it."',
        [(["We won,"], "said", "Roe"), (["Nobody had"], "", "")],
        [],
        [(['"We won,"', '"Nobody had believed it."'], "said", "Roe", "direct")],
        id="two pieces around a cue, which only the first has",
    ),
    pytest.param(
        '"We won," said Roe. "Nobody had believed it."',
        [(["We won,"], "", ""), (["Nobody had"], "said", "Roe")],
        [],
        [(['"We won,"', '"Nobody had believed it."'], "said", "Roe", "direct")],
        id="two pieces around a cue, which only the second has",
    ),
    pytest.param(
        'Roe left. "Nobody has ever believed that we would win."',
        [],
        ["Roe"],
        [(['"Nobody has ever believed that we would win."'], "", "Roe", "direct")],
        id="a quoted sentence that the model passed over",
    ),
    pytest.param(
        'Roe read from her new novel, "The Long Way to the Hidden Valley of Kings," twice.',
        [],
        ["Roe"],
        [],
        id="a title that the model passed over is none",
    ),
    pytest.param('Roe was "furious" all day.', [], ["Roe"], [], id="scare quotes that the model passed over"),
    pytest.param(
        'Roe sang.\n\n"All Bets Are Off."\n\nIt rained.',
        [(["All Bets Are Off"], "", "")],
        ["Roe"],
        [],
        id="a heading in marks that the model took for a quotation",
    ),
    pytest.param(
        'Roe said: "We have asked and asked for a year.\n\n"It never came."',
        [(["We have asked and asked for a year", "It never came"], "said", "Roe")],
        ["Roe"],
        [
            (['"We have asked and asked for a year.'], "said", "Roe", "direct"),
            (['"It never came."'], "", "Roe", "direct"),
        ],
        id="a few words are a quotation as the last paragraph of a long one",
    ),
    pytest.param(
        'Roe said: "He told me that he would go home."',
        [(["He told me"], "said", "Roe"), (["that he would go home"], "told", "He")],
        [],
        [(['"He told me that he would go home."'], "said", "Roe", "direct")],
        id="a cue inside a quotation is part of it",
    ),
    pytest.param(
        'Roe said: "We will stay here for a year.\n\n"And then we will all go home again."',
        [(["We will stay here for a year", "And then we will all go home again"], "said", "Roe")],
        [],
        [
            (['"We will stay here for a year.'], "said", "Roe", "direct"),
            (['"And then we will all go home again."'], "", "Roe", "direct"),
        ],
        id="each paragraph of a long quotation is one, with the same source",
    ),
    pytest.param(
        'Poe spoke.\n\nRoe called for a strike. "Nobody in this town should work."',
        [(["Nobody in this town"], "spoke", "Poe")],
        ["Poe", "Roe"],
        [(['"Nobody in this town should work."'], "spoke", "Poe", "direct")],
        id="what the model links it keeps, across a paragraph too",
    ),
    pytest.param(
        "The vote was expected to fail.",
        [(["to fail"], "", "")],
        [],
        [],
        id="an indirect content without a cue is nobody's",
    ),
    pytest.param(
        'Roe spoke first.\n\nThe plan has a further announcement on "the sale of old boats."',
        [(["the sale of old boats"], "announcement", "")],
        ["Roe"],
        [(['"the sale of old boats."'], "announcement", "Roe", "direct")],
        id="a noun as the cue: whoever has the floor",
    ),
    pytest.param(
        'Roe spoke first.\n\nThe plan was described as "a sale of old boats."',
        [(["a sale of old boats"], "described", "")],
        ["Roe"],
        [(['"a sale of old boats."'], "described", "", "direct")],
        id="a passive verb as the cue: nobody",
    ),
    pytest.param(
        'Roe called for a strike. "Nobody in this town should work."',
        [(["a strike", "Nobody in this town"], "called for", "Roe")],
        ["Roe"],
        [
            (["a strike"], "called for", "Roe", "indirect"),
            (['"Nobody in this town should work."'], "", "Roe", "direct"),
        ],
        id="a quoted sentence after an indirect one is a quotation of its own",
    ),
    pytest.param(
        'Roe said she had "won. At last."',
        [(["she had", "won"], "said", "Roe")],
        ["Roe"],
        [(["she had", '"won. At last."'], "said", "Roe", "mixed")],
        id="a quoted part of the sentence is not cut off",
    ),
    pytest.param(
        'The strike was "a farce," Roe said. "Nobody in this town should work."',
        [(['The strike was "a farce', "Nobody in this town"], "said", "Roe")],
        ["Roe"],
        [
            (['The strike was "a farce,"', '"Nobody in this town should work."'], "said", "Roe", "mixed"),
        ],
        id="a quoted sentence after one that is quoted in part goes on with it",
    ),
    pytest.param(
        '"We won," said the US President Jane Roe.',
        [(["We won"], "said", "the US")],
        ["President Jane Roe"],
        [(['"We won,"'], "said", "the US President Jane Roe", "direct")],
        id="a source that stops before a name takes it in",
    ),
    pytest.param(
        "The city has promised to pay.",
        [(["The city", "to pay"], "has promised", "The")],
        [],
        [(["to pay"], "has promised", "The city", "indirect")],
        id="what is called source and content is the source",
    ),
    pytest.param(
        "The old city by the sea has promised to pay.",
        [(["The old city by the sea"], "has promised", "The")],
        [],
        [(["The old city by the sea"], "has promised", "", "indirect")],
        id="what is called source and content is no source where no other content is left",
    ),
    pytest.param(
        "ROE: Will you resign?\nPOE: No, I said that before.\nROE: Why not?",
        [(["that before"], "said", "I")],
        [],
        [
            (["Will you resign?"], ":", "ROE", "direct"),
            (["No, I said that before."], ":", "POE", "direct"),
            (["Why not?"], ":", "ROE", "direct"),
        ],
        id="the labels of a transcript go before the model",
    ),
    pytest.param(
        '"The bridge must stay where it is." — Ann Poe\n"No, it must go at once, please." — Tom Coe',
        [(["No, it must go"], "—", "Ann Poe"), (["The bridge must stay"], "", "")],
        ["Ann Poe", "Tom Coe"],
        [
            (['"The bridge must stay where it is."'], "—", "Ann Poe", "direct"),
            (['"No, it must go at once, please."'], "—", "Tom Coe", "direct"),
        ],
        id="the dash after a quotation signs it, not the one before",
    ),
]


@pytest.mark.parametrize(("text", "model", "people", "expected"), CASES)
def test_attribute(text: str, model: list[Row], people: list[str], expected: list[Any]) -> None:
    assert run(text, model, people) == expected


def test_a_text_of_no_words() -> None:
    reading = Reading(np.zeros(0), np.zeros(0), np.zeros((0, 7)), np.zeros((0, 9)), (), ())
    assert attribute("", reading, [], ()) == ()
