"""Voices: who speaks, as what, for whom; the whole of the resolver."""

from __future__ import annotations

import pickle
import time

import pytest

from quotes.extraction.records import Attribution, Kind, Span, SpeakerKind, Voice
from quotes.extraction.voices import name_voices
from tests.extraction.notation import names, read, voices

PERSON, ORGANIZATION, GROUP = SpeakerKind.PERSON, SpeakerKind.ORGANIZATION, SpeakerKind.GROUP

HEADS = [
    # Which name of a source is its head.
    ("name alone", "{[p:Jane Roe]} spoke.", "Jane Roe", PERSON),
    ("name with a reflexive", "{[p:Jane Roe] herself} spoke.", "Jane Roe", PERSON),
    ("after by", "It was called a farce {by [p:Jane Roe]}.", "Jane Roe", PERSON),
    ("organization's person", "{[o:Acme]'s [p:Jane Roe]} spoke.", "Jane Roe", PERSON),
    ("name before of", "{[p:Jane Roe] of [o:Acme]} spoke.", "Jane Roe", PERSON),
    (
        "name after a title with a preposition",
        "{Former ambassador to [l:Norland] [p:Jane Roe]} spoke.",
        "Jane Roe",
        PERSON,
    ),
    (
        "name in an organization's entity",
        "{Head of the [o:Harbor Council Enver Roe]} spoke.",
        "Enver Roe",
        PERSON,
    ),
    (
        "place in an organization's entity",
        "{The [o:Harbor Council North Ayr]} spoke.",
        "Harbor Council North Ayr",
        ORGANIZATION,
    ),
    (
        "name after brackets",
        "{The head of [o:AHT] ([o:Ayr Harbor Trust]), [p:Jane Roe],} spoke.",
        "Jane Roe",
        PERSON,
    ),
    ("role tagged as a person", "{[p:Undersecretary] for Education Mr. [p:Roe]} spoke.", "Roe", PERSON),
    ("contraction tagged as a person", "[p:Jane Roe] left. {[p:She’ll]} speak.", "Jane Roe", PERSON),
    ("brand tagged as a person", "{[p:PoliFact]} spoke.", "PoliFact", ORGANIZATION),
    ("brand that is not tagged", "{PoliFact} spoke.", "PoliFact", ORGANIZATION),
    ("untagged name that is tagged elsewhere", "[o:Acme] left. {Acme} spoke.", "Acme", ORGANIZATION),
    ("capital within a surname", "{[p:McLenney]} spoke.", "McLenney", PERSON),
    ("first of two countries", "{[l:Norland and Sudland]} spoke.", "Norland", ORGANIZATION),
    ("country with an and", "{[l:Bosnia and Herzegovina]} spoke.", "Bosnia and Herzegovina", ORGANIZATION),
    ("surname that is a role", "[p:Ann Bishop] left. {[p:Bishop]} spoke.", "Ann Bishop", PERSON),
    ("name in apposition to a nominal", "{His lawyer, [p:Jane Roe],} spoke.", "Jane Roe", PERSON),
    ("first of two", "{[p:Jane Roe] and [p:John Doe]} spoke.", "Jane Roe", PERSON),
    (
        "relative clause with another name",
        "{[p:Jane Roe], who beat [p:John Doe],} spoke.",
        "Jane Roe",
        PERSON,
    ),
    ("organization", "{The [o:Harbor Trust]} spoke.", "Harbor Trust", ORGANIZATION),
    ("country", "{[l:Norland]} spoke.", "Norland", ORGANIZATION),
    ("somebody's campaign", "{[p:Jane Roe]'s campaign} spoke.", "Roe campaign", ORGANIZATION),
    ("the campaign of that name", "{The [p:Roe] campaign} spoke.", "Roe campaign", ORGANIZATION),
    ("somebody's company", "{[p:Jane Roe]'s company} spoke.", "Jane Roe's company", ORGANIZATION),
    ("firm with its legal form", "{[p:Norvane AG]} spoke.", "Norvane AG", ORGANIZATION),
    (
        "the WHO",
        "[o:World Health Office] ([o:WHO]) met. {The [o:WHO]} spoke.",
        "World Health Office",
        ORGANIZATION,
    ),
    ("the administration", "{The [p:Roe] administration} spoke.", "Roe administration", ORGANIZATION),
]


@pytest.mark.parametrize(
    ("marked", "name", "kind"), [row[1:] for row in HEADS], ids=[row[0] for row in HEADS]
)
def test_it_names_the_head(marked: str, name: str, kind: SpeakerKind) -> None:
    voice = voices(marked)[-1]
    assert (voice.name, voice.kind) == (name, kind)


UNNAMED = [
    # Whoever has no name keeps what the source states.
    (
        "spokeswoman for a campaign",
        "{A spokeswoman for the [p:Roe] campaign} spoke.",
        PERSON,
        "spokeswoman",
        "Roe campaign",
    ),
    ("spokesman for the company", "{A spokesman for the company} spoke.", PERSON, "spokesman", "company"),
    ("lawyer for somebody", "{A lawyer for [p:Jane Roe]} spoke.", PERSON, "lawyer", None),
    ("adviser to the president", "{An adviser to President [p:Roe]} spoke.", PERSON, "adviser", None),
    (
        "officials at an agency",
        "{Officials at the [o:Harbor Bureau]} spoke.",
        GROUP,
        "Officials",
        "Harbor Bureau",
    ),
    (
        "organization's official",
        "{A senior [o:Acme] executive} spoke.",
        PERSON,
        "senior Acme executive",
        "Acme",
    ),
    ("official there", "{A senior official there} spoke.", PERSON, "senior official", None),
    ("pronoun for the same", "{A baker at [o:Acme]} left. {She} spoke.", PERSON, "baker", "Acme"),
    ("pronoun of another gender", "{A waitress at [o:Acme]} left. {He} spoke.", None, None, None),
    ("pronoun in another paragraph", "{A baker at [o:Acme]} left.\n\n{She} spoke.", None, None, None),
    ("who after a nominal", "An engineer at [o:Acme], {who} wept, left.", PERSON, "engineer", "Acme"),
    ("and she", "An engineer at [o:Acme], {who} wept, left. {She} spoke.", PERSON, "engineer", "Acme"),
    ("who after many", "The voters at the gate, {who} wept, left.", None, None, None),
    ("who after a thing", "A dam at the gate, {who} wept, left.", None, None, None),
    (
        "they of officials",
        "{Officials at the [o:Harbor Bureau]} left.\n\n{They} spoke.",
        GROUP,
        "Officials",
        "Harbor Bureau",
    ),
    ("they of one", "{A baker at [o:Acme]} left. {They} spoke.", None, None, None),
    ("county's board", "{The county's education board} spoke.", ORGANIZATION, None, "education board"),
    ("board alone", "{The board} spoke.", ORGANIZATION, None, None),
    ("unions", "{Unions} spoke.", GROUP, None, None),
    ("proponents", "{Proponents} spoke.", None, None, None),
    ("the organization's official", "{An [o:Acme] executive} spoke.", PERSON, "executive", "Acme"),
    ("their official", "{[o:Acme]'s lawyers} spoke.", GROUP, "lawyers", "Acme"),
    ("group with a participle", "{Activists hoping to stop [p:Jane Roe]} spoke.", GROUP, "Activists", None),
    ("party", "{[x:Republicans]} spoke.", GROUP, None, None),
    ("police", "{Police} spoke.", GROUP, None, None),
    ("somebody's relative", "{[p:Jane Roe]'s father} spoke.", PERSON, "father", None),
    ("supporters", "{[p:Roe] supporters} spoke.", GROUP, "Roe supporters", None),
    # Informants keep their description.
    (
        "person familiar with",
        "{A person familiar with the talks} spoke.",
        PERSON,
        "person familiar with the talks",
        None,
    ),
    (
        "person familiar with, who",
        "{A person familiar with the talks, who asked not to be named,} spoke.",
        PERSON,
        "person familiar with the talks",
        None,
    ),
    ("somebody's source", "{A [o:Kremlin] source} spoke.", PERSON, "source", "Kremlin"),
    ("source at an organization", "{A source at [o:Acme]} spoke.", PERSON, "source", "Acme"),
    (
        "sources close to",
        "{Two sources close to the family} spoke.",
        GROUP,
        "sources close to the family",
        None,
    ),
    (
        "official familiar with",
        "{An official familiar with it} spoke.",
        PERSON,
        "official familiar with it",
        None,
    ),
    (
        "people briefed on",
        "{Three people briefed on the plan} spoke.",
        GROUP,
        "people briefed on the plan",
        None,
    ),
    ("people", "{Some people} spoke.", GROUP, None, None),
    ("one", "{One} spoke.", PERSON, None, None),
    ("one of many", "{One of the residents} spoke.", PERSON, None, None),
    ("one of many things", "{One of the storms} spoke.", None, None, None),
    ("company's spokesman", "{A Norvane spokesman} spoke.", PERSON, "spokesman", "Norvane"),
    ("plain thing", "{The average} spoke.", None, None, None),
]


@pytest.mark.parametrize(
    ("marked", "kind", "role", "organization"), [row[1:] for row in UNNAMED], ids=[row[0] for row in UNNAMED]
)
def test_it_leaves_the_unnamed_without_a_name(
    marked: str, kind: SpeakerKind | None, role: str | None, organization: str | None
) -> None:
    voice = voices(marked)[-1]
    assert (voice.name, voice.name_span) == (None, None)
    assert (voice.kind, voice.role, voice.organization) == (kind, role, organization)


@pytest.mark.parametrize(
    ("text", "source", "role"),
    [
        ("A critic of Roe called it bad.", "A", "critic"),
        ("The dull critic called it bad.", "The", "dull critic"),
        ("The rain. A critic called it bad.", "The", None),
    ],
    ids=["a", "the", "over a sentence's end"],
)
def test_a_source_that_breaks_off_after_its_article_goes_on(text: str, source: str, role: str | None) -> None:
    cue, content = text.index("called"), text.index("bad")
    attribution = Attribution(
        (Span(content, content + 3),), (Span(cue, cue + 6),), (Span(0, len(source)),), Kind.INDIRECT, 1.0
    )
    assert name_voices(text, [attribution], [])[0].role == role


def test_no_source_has_no_voice() -> None:
    attribution = Attribution((Span(0, 5),), (), (), Kind.DIRECT, 1.0)
    (voice,) = name_voices('"No." Jane Roe left.', [attribution], [])
    assert (voice.name, voice.kind, voice.confidence) == (None, None, 0.5)


def test_no_attribution_gives_no_voice() -> None:
    assert name_voices("Jane Roe left.", [], []) == ()


def test_voices_come_in_the_order_of_the_attributions() -> None:
    text, attributions, entities = read("{[p:Jane Roe]} spoke. {She} left. {[p:John Doe]} stayed.")
    there = name_voices(text, attributions, entities)
    back = name_voices(text, attributions[::-1], entities[::-1])
    assert there == back[::-1]


def test_all_quotations_of_one_speaker_carry_what_is_stated_anywhere() -> None:
    first, last = voices("{[p:Roe]} left. Later [p:Jane Roe], the mayor, spoke. {She} won.")
    assert (first.name, first.role) == (last.name, last.role) == ("Jane Roe", "mayor")


def test_a_pronoun_is_less_certain_than_a_name() -> None:
    name, pronoun = voices("{[p:Jane Roe]} met [p:Mary Poe]. {She} left.")
    assert name.name == pronoun.name
    assert 0.5 <= pronoun.confidence < name.confidence <= 1


def test_a_name_over_two_lines_is_written_with_one_space() -> None:
    text, attributions, entities = read("{[p:Jane\nRoe]} spoke.")
    (voice,) = name_voices(text, attributions, entities)
    assert voice.name == "Jane Roe"
    assert voice.name_span is not None
    assert voice.name_span.of(text) == "Jane\nRoe"


@pytest.mark.parametrize(
    ("title", "name"),
    [("Jane Roe wins again", "Jane Roe"), ("Why Roe wins", "Roe"), ("Jane Doe wins", "Roe"), ("", "Roe")],
    ids=["full name", "surname after a plain word", "another surname", "no title"],
)
def test_a_full_name_may_stand_in_the_title_alone(title: str, name: str) -> None:
    (voice,) = voices("{[p:Roe]} spoke.", title=title or " ")
    assert voice.name == name


def test_wrong_entities_do_no_harm_to_others() -> None:
    assert names("[p:The] [o:Of] {[p:Jane Roe]} spoke. {Roe} left. [x:.]") == ["Jane Roe", "Jane Roe"]


def test_voices_are_records_that_can_be_sent_to_another_process() -> None:
    found = voices("Mayor {[p:Jane Roe]} spoke.")
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301
    assert isinstance(found[0], Voice)


def test_time_grows_with_the_length_of_the_text_and_not_faster() -> None:
    sentence = (
        'Mayor {[p:Jane Roe]} of [l:Ayr] met [o:Acme] there. "We won," {she} said. {The mayor} left.\n\n'
    )

    def seconds(times: int) -> float:
        text, attributions, entities = read(sentence * times)
        start = time.process_time()
        name_voices(text, attributions, entities)
        return time.process_time() - start

    assert min(seconds(400) for _ in range(2)) < 20 * max(min(seconds(50) for _ in range(3)), 0.003)
