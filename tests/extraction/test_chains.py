"""Chains: which names are one person or organization, and by which form they go."""

from __future__ import annotations

import pytest

from tests.extraction.notation import names

ONE = [
    ("surname", "[p:Jane Roe] left. {[p:Roe]} spoke.", "Jane Roe"),
    ("surname before the full name", "{[p:Roe]} spoke. [p:Jane Roe] left.", "Jane Roe"),
    ("fullest form", "[p:Jane Roe] left. {[p:Jane Q. Roe]} spoke.", "Jane Q. Roe"),
    ("first name", "[p:Jane Roe] left. {[p:Jane]} spoke.", "Jane Roe"),
    ("nickname", "[p:William Roe] left. {[p:Bill Roe]} spoke.", "William Roe"),
    ("nickname alone", "[p:William Roe] left. {[p:Bill]} spoke.", "William Roe"),
    ("particle", "[p:Bill de Roe] left. {[p:De Roe]} spoke.", "Bill de Roe"),
    ("family name first", "[p:Xi Roeping] left. {[p:Xi]} spoke.", "Xi Roeping"),
    ("two words of three", "[p:Ana Roe Doe] left. {[p:Roe Doe]} spoke.", "Ana Roe Doe"),
    ("surname that no entity covers", "[p:Jane Roe] left. {Roe} spoke.", "Jane Roe"),
    ("title in the entity", "{[p:Sen. Jane Roe]} spoke.", "Jane Roe"),
    ("role in the entity", "{[p:House Speaker Jane Roe]} spoke.", "Jane Roe"),
    ("small role in the entity", "[p:{retired Air Force general Jane Roe} said].", "Jane Roe"),
    ("office in the entity", "{[p:Secretary of State Jane F. Roe]} spoke.", "Jane F. Roe"),
    ("place in the entity", "{[p:Jane Roe of Maryland]} spoke.", "Jane Roe"),
    ("verb in the entity", "[p:Jane Roe] left. [p:{Roe} said].", "Jane Roe"),
    ("two in one entity", "{[p:Jane Roe and John Doe]} spoke.", "Jane Roe"),
    ("role noun for a surname", "{[p:Jane Baker]} spoke.", "Jane Baker"),
    ("role noun for a first name", "{[p:Dean Roe]} spoke.", "Dean Roe"),
    ("possessive in the entity", "[p:Jane Roe's] car stood there. {[p:Roe]} spoke.", "Jane Roe"),
    ("word before the name in the entity", "{[l:Even Norland]} spoke.", "Norland"),
    ("Jr. left out of the entity", "{[p:John Roe] Jr.} spoke.", "John Roe Jr."),
    ("family name left out of the entity", "{Ban [p:Ki-roe]} spoke.", "Ban Ki-roe"),
    ("first name that is a preposition", '"No," said {[p:Per Roe]}.', "Per Roe"),
    ("it opens the sentence", '{[p:Per Roe]} said: "No."', "Per Roe"),
    ("a preposition opens the sentence", '[p:Per Roe], it is late. {[p:Roe]} said: "No."', "Roe"),
    ("first name left out of the entity", '"No," {Agnieszka [p:Roe]} told Ms. [p:Poe].', "Agnieszka Roe"),
    ("a word before it that is no first name", '"No," said {Baker [p:Roe]}.', "Roe"),
    ("particles and surname left out", '"No," said {[p:Pieter] van der Roe}.', "Pieter van der Roe"),
    ("a name cut within its particles", '"No," said {[p:Pieter van der] [p:Roe]}.', "Pieter van der Roe"),
    ("a place after the name", '"No," said {[p:Ann Roe] of Ayr}.', "Ann Roe"),
    ("family name like an organization's", '"No," said {[p:Rebecca Hall]}.', "Rebecca Hall"),
    ("surname taken for an organization", "[p:Jane Roe] left. {[o:Roe]} spoke.", "Jane Roe"),
    ("full name taken for an organization", "{[o:Jane Roe]} spoke.", "Jane Roe"),
    (
        "headline taken for one name",
        "[p:Jane Roe Calls John Doe]\n\n[p:Jane Roe] met [p:John Doe]. {[p:Doe]} spoke.",
        "John Doe",
    ),
    (
        "place before the name in the entity",
        "They left [l:Norland]. {Ambassador to [p:Norland Jane Roe]} spoke.",
        "Jane Roe",
    ),
    ("insult before the name", "[p:Crooked Jane Roe]! [p:Jane Roe] left. {[p:Roe]} spoke.", "Jane Roe"),
    ("capitals of a headline", "[p:JANE ROE] WINS\n\n{[p:Jane Roe]} spoke.", "Jane Roe"),
    ("name that no entity covers", "{Citizens for Fair Tax} said no.", "Citizens for Fair Tax"),
    ("speaker label", "{ROE}: Let us begin. We have time.", "ROE"),
    ("acronym", "The [o:Harbor Safety Agency] met. {The [o:HSA]} said no.", "Harbor Safety Agency"),
    ("closing word", "The [o:Harbor Post] wrote. {The [o:Post]} said no.", "Harbor Post"),
    (
        "closing words",
        "The [o:Norland Safety Council] met. {The [o:Safety Council]} said no.",
        "Norland Safety Council",
    ),
    ("family name tagged by nobody", "{[p:Jane] Tell} spoke.", "Jane Tell"),
    ("name after the source, the verb before", '"No," said {the guard}, [p:Jane Roe].', "Jane Roe"),
    ("name after the source goes on", '"No," said {the guard}, [p:Jane Roe] being away.', None),
    ("name after a source, no verb before", "It is late, according to {the guard}, [p:Jane Roe].", None),
    ("title in capitals before a name", "{MAYOR LUND}: No.", "LUND"),
    ("letters after the name", '"No," said {the Rt Hon [p:Jane Roe] MP}.', "Jane Roe"),
    ("letters that are the noun", '"No," said {[p:Jane Roe]\'s MP}.', None),
    ("two words of an office", '"No," said {Attorney General}.', None),
    ("plain plural that opens the sentence", '{Thousands} shouted: "No."', None),
    ("source that breaks off in the name", "{[p:Jane]} Tell spoke.", "Jane Tell"),
    ("family name that is a name elsewhere", "{[p:Jo-Renee] Poe} spoke. [p:Poe] left.", "Jo-Renee Poe"),
    ("of without the rest", "{The [o:Federation of] Metalworkers} spoke.", "Federation of Metalworkers"),
    (
        "for and all the rest",
        "{The [o:Center] for Ships and Boats} spoke.",
        "Center for Ships and Boats",
    ),
    ("company's closing word", "{[p:Norvane] Systems} said no.", "Norvane Systems"),
    ("organization passed over", "The [o:Acme] works closed. {The operator Acme} said so.", "Acme"),
    ("day after a council", "{Harbor Council on Friday} said no.", "Harbor Council"),
    ("county", "{The county of [l:Ayr]} said no.", "county of Ayr"),
    ("organization whose name is a place", "{The [l:White House]} said no.", "White House"),
    ("university tagged as a place", "{[l:Harbor University]} said no.", "Harbor University"),
    ("family name that two share", "{[p:Ida] and [p:Karl Roe]} said no.", "Ida Roe"),
    (
        "a name of her own before another's",
        "[p:Jane Ross] met [p:Karl Roe]. {[p:Ross] and [p:Karl Roe]} said no.",
        "Jane Ross",
    ),
    ("place beside a person", "{[l:Oslo]} and [p:Karl Roe] said no.", "Oslo"),
]


@pytest.mark.parametrize(("marked", "name"), [row[1:] for row in ONE], ids=[row[0] for row in ONE])
def test_it_finds_the_fullest_form(marked: str, name: str) -> None:
    assert names(marked)[-1] == name


TWO = [
    ("father and son", "[p:John Roe] left. {[p:John Roe Jr.]} spoke.", "John Roe Jr."),
    ("two first names", "[p:Jane Roe] left. {[p:Mary Roe]} spoke.", "Mary Roe"),
    ("first name that is a place too", "They left [l:Paris]. {[p:Paris Anne Roe]} spoke.", "Paris Anne Roe"),
    ("title of the other gender", "[p:Jane Roe] left. {Mr. [p:Roe]} spoke.", "Roe"),
    ("Mrs. is whom one calls a woman", "[p:Sky Roe] met [p:Jane Roe]. {Mrs. [p:Roe]} spoke.", "Jane Roe"),
    ("headline after a first name", "{[p:Jane]} Wins Again\n\nIt rained.", "Jane"),
    ("headline that names a party", "{[p:Jane Roe]} Joins Party Again\n\nIt rained.", "Jane Roe"),
    ("role after a first name", "{[p:Jane]} Senators spoke.", "Jane"),
    ("family name before a group", "[p:John Roe] left. {[p:Roe]} Republicans spoke.", "John Roe"),
    ("person after of", "{The [o:House] of [p:Jane Roe]} said no.", "House"),
    (
        "organization in a street's name",
        "The [o:Acme] works closed. {[p:Jane Roe]} of Acme Street spoke.",
        "Jane Roe",
    ),
    ("place of a mayor", "{The mayor of the city of [l:Ayr], [p:Jane Roe],} spoke.", "Jane Roe"),
    ("Mrs. chooses", "[p:John Roe] met [p:Jane Roe]. {Mrs. [p:Roe]} spoke.", "Jane Roe"),
    (
        "bare surname is whom the article names first",
        "[p:Jane Roe] met [p:John Roe]. {[p:Roe]} spoke.",
        "Jane Roe",
    ),
    (
        "or who was named last in full, far from the first",
        "[p:Jane Roe] ran.\n\nIt rained.\n\nIt rained.\n\n[p:John Roe] came. {[p:Roe]} spoke.",
        "John Roe",
    ),
    ("title that tells them apart", "Mr. [p:Roe] met Mrs. [p:Roe]. {Mrs. [p:Roe]} spoke.", "Mrs. Roe"),
    ("and who has the other", "Mr. [p:Roe] met Mrs. [p:Roe]. {Mr. [p:Roe]} spoke.", "Mr. Roe"),
    ("title that nobody else has", "{Mrs. [p:Roe]} spoke.", "Roe"),
    ("lord and lady", "Lord [p:Roe] met Lady [p:Roe]. {Lady [p:Roe]} spoke.", "Lady Roe"),
    (
        "pronoun that fits one of two",
        "[p:Jane] and [p:John Roe] ran. {[p:Roe]} said she would win.",
        "Jane Roe",
    ),
    (
        "pronoun after another name is no evidence",
        "[p:Jane] and [p:John Roe] ran. {[p:Roe]} told [p:Ann Poe] she would win.",
        None,
    ),
    ("two who are named together", "[p:Jane Roe] and [p:John Roe] ran. {[p:Roe]} spoke.", None),
    (
        "two who are named together, one of them often",
        "[p:Jane Roe] and [p:John Roe] ran. [p:Jane Roe] won. [p:Jane Roe] left. {[p:Roe]} spoke.",
        None,
    ),
    (
        "or more often",
        "[p:Jane Roe] and [p:John Roe] ran. " + 3 * "[p:Jane Roe] won. " + "{[p:Roe]} spoke.",
        "Jane Roe",
    ),
    (
        "whoever was not clearly meant was not named",
        "[p:Jane Roe] and [p:John Roe] ran. " + 9 * "[p:Roe] won. " + "{[p:Roe]} spoke.",
        None,
    ),
    ("the House is not the White House", "The [o:White House] met. {The [o:House]} said no.", "House"),
    ("foundation of that name", "[p:Jane Roe] left. {[o:Roe Foundation]} said no.", "Roe Foundation"),
]


@pytest.mark.parametrize(("marked", "name"), [row[1:] for row in TWO], ids=[row[0] for row in TWO])
def test_it_keeps_two_apart(marked: str, name: str) -> None:
    assert names(marked)[-1] == name
