"""Coreference: whom the pronouns and nominals stand for; the last source of each row is asked."""

from __future__ import annotations

import pytest

from tests.extraction.notation import names

RESOLVED = [
    # Pronouns.
    ("subject of the sentence before", "[p:Jane Roe] won. {She} thanked them.", "Jane Roe"),
    ("same sentence", "[p:Jane Roe] won, and {she} thanked them.", "Jane Roe"),
    ("gender decides", "[p:John Doe] met [p:Jane Roe]. {She} thanked him.", "Jane Roe"),
    ("gender of a title", "Mr. [p:Doe] met Mrs. [p:Roe]. {She} thanked him.", "Roe"),
    ("gender of a role", "[p:Sky Doe], an actress, met Mr. [p:Roe]. {She} thanked him.", "Sky Doe"),
    ("last speaker", '"No," said {[p:Jane Roe]}. "Not now," {she} said of [p:Mary Poe].', "Jane Roe"),
    ("not whom the quotation names", '[p:Jane Roe] left. "I like [p:Mary Poe]," {she} said.', "Jane Roe"),
    ("subject before object", "[p:Mark Doe] praised the late [p:John Poe]. {He} said more.", "Mark Doe"),
    (
        "over a long quotation",
        '[p:Jane Roe] called for it. "We must. It is time. We can," {she} said.',
        "Jane Roe",
    ),
    ("through another pronoun", "[p:Jane Roe] won. She wept. Then she sang. Later {she} spoke.", "Jane Roe"),
    (
        "gender learned from a pronoun",
        "[p:Sky Doe] won and he wept. [p:Jane Roe] saw [p:Sky Doe]. {She} spoke.",
        "Jane Roe",
    ),
    (
        "the other one of two",
        '[p:Jane Roe] sold it to [p:John Doe]. "I was," {she} said. "Not I," {he} said.',
        "John Doe",
    ),
    (
        "the other one, in another paragraph",
        '[p:Jane Roe] sold it to [p:John Doe].\n\n"I did," {she} said. "No," {he} said.',
        "John Doe",
    ),
    ("a surname that may be a first name", "[p:Clinton] won. {She} thanked them.", "Clinton"),
    (
        "an unusual bearer of a first name, who spoke last",
        "{[p:Hillary Doe]} told of the mine. {He} gave credit to the men.",
        "Hillary Doe",
    ),
    (
        "it, for an organization that spoke",
        "{The [o:Harbor Trust]} said no. {It} would wait.",
        "Harbor Trust",
    ),
    ("they, likewise", "{The [o:Harbor Trust]} said no. {They} would wait.", "Harbor Trust"),
    ("her remarks", "[p:Jane Roe] won. {Her statement} was short.", "Jane Roe"),
    ("relative", "They met [p:Jane Roe], {who} said no.", "Jane Roe"),
    ("relative after an apposition", "They met [p:Jane Roe], a farmer, {who} said no.", "Jane Roe"),
    ("which", "He praised the [o:Harbor Trust], {which} said no.", "Harbor Trust"),
    # Nominals.
    ("role stated before", "Sen. [p:Jane Roe] met Mayor [p:Mary Poe]. {The senator} spoke.", "Jane Roe"),
    (
        "other word for the role",
        "Rep. [p:Jane Roe] met Mayor [p:Mary Poe]. {The congresswoman} spoke.",
        "Jane Roe",
    ),
    (
        "modifier chooses",
        "[l:Ohio] Sen. [p:Jane Roe] met [l:Iowa] Sen. [p:Mary Poe]. {The Ohio senator} spoke.",
        "Jane Roe",
    ),
    (
        "nobody has the role, one has none",
        "[p:Jane Roe] met Mayor [p:Mary Poe]. {The nominee} spoke.",
        "Jane Roe",
    ),
    ("gender of the nominal", "[p:Jane Roe] met [p:John Doe]. {The first lady} spoke.", "Jane Roe"),
    (
        "who was just brought in and speaks",
        "[p:John Doe], a baker, left.\n\nIt rained.\n\nIt rained. It rained.\n\n"
        "Her neighbour [p:Max Poe] has had enough. {He} left, {he} said. {The baker} laughed.",
        "Max Poe",
    ),
    (
        "the baker near by goes before",
        "[p:John Doe], a baker, met his neighbour [p:Max Poe]. {[p:Poe]} left. {The baker} laughed.",
        "John Doe",
    ),
    (
        "who spoke last was known before",
        "[p:Max Poe] ran. [p:John Doe], a baker, left.\n\nIt rained.\n\n"
        "{[p:Max Poe]} left. {The baker} laughed.",
        "John Doe",
    ),
    ("name after a nominal that breaks off", "{Its chairman}, [p:Jane Roe], said no.", "Jane Roe"),
    ("institution in apposition", "{The regulator, the [o:Harbor Office],} said no.", "Harbor Office"),
    (
        "polity in apposition",
        "{[l:Leith]'s neighbour, the county of [l:Ayr],} said no.",
        "county of Ayr",
    ),
    ("company", "[o:Acme] closed its plant. {The company} said no.", "Acme"),
    (
        "kind of organization",
        "[o:Acme] sued the [o:Harbor Bureau of Ships]. {The agency} said no.",
        "Harbor Bureau of Ships",
    ),
    (
        "same word as in the name",
        "[o:Acme] sued the [o:Harbor Council]. {The council} said no.",
        "Harbor Council",
    ),
    (
        "company of a word that tells what it makes",
        "[o:Roe Energy] shut. {The company} said no.",
        "Roe Energy",
    ),
    ("company by its legal form", "[p:Norvane AG] shut. {The company} said no.", "Norvane AG"),
    ("the only organization is the group", "[o:Ayr Now] met. {The group} said no.", "Ayr Now"),
    ("charity whose name tells nothing", "[p:Oxfam] met. {The charity} said no.", "Oxfam"),
    ("railway", "[o:Norland Bahn] closed. {The railway} said no.", "Norland Bahn"),
    ("pontiff", "Pope [p:Leo] left. {The pontiff} spoke.", "Pope Leo"),
    ("skipper", "[l:England] captain [p:Joe Roe] left. {The skipper} spoke.", "Joe Roe"),
    ("author is a novelist", "Novelist [p:Ines Roe] won. {The author} spoke.", "Ines Roe"),
    (
        "and nobody who is something else",
        "Novelist [p:Ines Roe] won. The president, [p:Max Poe], praised her. {The author} spoke.",
        "Ines Roe",
    ),
    ("the Swede", "[p:Stellan Roe] won. {The [x:Swede]} spoke.", "Stellan Roe"),
    ("the Swede without an entity", "[p:Stellan Roe] won. {The Swede} spoke.", "Stellan Roe"),
    (
        "the only Democrat",
        "Sen. [p:Jane Roe], D-Ohio, met Sen. [p:Luis Poe], R-Iowa. {The [x:Democrat]} spoke.",
        "Jane Roe",
    ),
    (
        "the only Republican",
        "Sen. [p:Jane Roe], a Democrat, met Sen. [p:Luis Poe], a Republican. {The Republican} spoke.",
        "Luis Poe",
    ),
    ("newspaper", "[p:Jane Roe], an American, left. {The [o:American]} said no.", "American"),
    ("their document", "{A report by the [o:Harbor Trust]} said no.", "Harbor Trust"),
    ("a person's document", "{[p:Jane Roe]'s op-ed} said no.", "Jane Roe"),
]


@pytest.mark.parametrize(("marked", "name"), [row[1:] for row in RESOLVED], ids=[row[0] for row in RESOLVED])
def test_it_resolves(marked: str, name: str) -> None:
    assert names(marked)[-1] == name


ABSTAINS = [
    ("nobody before", "{She} left."),
    ("two senators", "Sen. [p:Jane Roe] met Sen. [p:Luis Poe]. {The senator} spoke."),
    ("two Democrats", "[p:Jane Roe], D-Ohio, met [p:Luis Poe], D-Iowa. {The Democrat} spoke."),
    ("no Democrat", "[p:Jane Roe], R-Ohio, met [p:Luis Poe]. {The Democrat} spoke."),
    ("Democrats", "[p:Jane Roe], D-Ohio, left. {The Democrats} spoke."),
    ("the Swede of two", "[p:Stellan Roe] met [p:Lars Poe]. [p:Poe] met [p:Roe]. {The Swede} spoke."),
    ("Swedes", "[p:Stellan Roe] won. {The Swedes} spoke."),
    ("company of two kinds", "The [o:Department of Energy] met. {The company} said no."),
    ("group of two organizations", "[o:Ayr Now] met [o:Leith First]. {The group} said no."),
    ("group that is a council", "The [o:Harbor Council] met. {The charity} said no."),
    ("only the other gender", "[p:John Doe] left. {She} followed."),
    (
        "the other one, of no known gender",
        '[p:Jane Roe] sold it to [p:Sky Doe]. "I did," {she} said. "No," {he} said.',
    ),
    ("they of a person", "{[p:Jane Roe]} said no. {They} would wait."),
    ("it of a report", "[o:Acme] closed a plant. {The report} said no. {It} pointed out more."),
    ("it after a person", "[o:Acme] closed.\n\n{[p:Jane Roe]} wept.\n\nRain fell.\n\n{It} was bad."),
    ("first name of the other gender, far off", "[p:John Doe] left.\n\nIt rained. {She} followed."),
    ("two equals", "[p:Jane Roe] and [p:Mary Poe] won. {She} wept."),
    ("too far back", "[p:Jane Roe] won.\n\n" + "It rained again in town.\n\n" * 14 + "{She} left."),
    ("they", "[p:Jane Roe] and [p:John Doe] won. {They} wept."),
    ("I", "[p:Jane Roe] won. {I} left."),
    ("it is no person", "[p:Jane Roe] won. {It} was good."),
    ("a senator is not the senator", "Sen. [p:Jane Roe] left. {A senator} spoke."),
    ("title alone", "Sen. [p:Jane Roe] left. {Sen.} spoke."),
    ("tagged as a person though a pronoun", "[p:John Doe] left. {[p:She]} spoke."),
    ("clause after a nominal", "According to {the chairman}, [p:Jane Roe] is late."),
    ("subject after a nominal", "According to {the chairman}, [p:Jane Roe], the mayor, is late."),
    ("organization beside a person's nominal", "{The chairman, the [o:Harbor Office]} and others left."),
    ("somebody without a name", "[p:Jane Roe] left.\n\n{A baker} said no. {She} wept."),
    ("plural", "Sen. [p:Jane Roe] left. {The senators} spoke."),
    ("stated to be something else", "[p:Jane Roe], a baker, left. {The senator} spoke."),
    ("somebody's nominal", "[p:Jane Roe] left. {Her lawyer} spoke."),
    ("company is no council", "The [o:Harbor Council] met. {The company} spoke."),
    ("person is no company", "[p:Jane Roe] left. {The company} spoke."),
    ("who after a common noun", "They met [p:Jane Roe] and voters {who} said no."),
]


@pytest.mark.parametrize("marked", [row[1] for row in ABSTAINS], ids=[row[0] for row in ABSTAINS])
def test_it_abstains(marked: str) -> None:
    assert names(marked)[-1] is None
