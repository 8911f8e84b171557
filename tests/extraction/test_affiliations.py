"""Affiliations: the role and the organization that the article states of the last source."""

from __future__ import annotations

import pytest

from tests.extraction.notation import voices

STATED = [
    # The words before the name.
    (
        "organization, role, name",
        "[o:Acme] chief executive {[p:Jane Roe]} said so.",
        "chief executive",
        "Acme",
    ),
    (
        "country stays in the role",
        "[l:US] national security adviser {[p:Jane Roe]} left.",
        "US national security adviser",
        None,
    ),
    ("US without an entity is no pronoun", "US President {[p:Jane Roe]} left.", "US President", None),
    ("party stays in the role", "[x:Republican] Senator {[p:Jane Roe]} left.", "Republican Senator", None),
    ("abbreviated title", "{Sen. [p:Jane Roe]}, R-Iowa, left.", "Sen.", None),
    ("party in brackets", "{Rep. [p:Jane Roe] (D-Ohio)} left.", "Rep.", None),
    ("hyphened adjective", "Left-wing historian {[p:Jane Roe]} called for it.", "Left-wing historian", None),
    ("former", "Former mayor {[p:Jane Roe]} left.", "Former mayor", None),
    ("retired, though in -ed", "{retired general [p:Jane Roe]} left.", "retired general", None),
    ("of inside the title", "Secretary of State {[p:Jane Roe]} left.", "Secretary of State", None),
    (
        "to inside the title",
        "Former [l:US] Ambassador to [l:Norland] {[p:Jane Roe]}\n\ncalled on them.",
        "Former US Ambassador to Norland",
        None,
    ),
    ("two roles", "Actor and director {[p:Jane Roe]} left.", "Actor and director", None),
    ("organization's 's", "[o:Acme]'s chief executive {[p:Jane Roe]} left.", "chief executive", "Acme"),
    ("committee's 's", "The committee's chairman, {[p:Jane Roe]}, left.", "chairman", "committee"),
    ("nominal before a comma", "The [o:Acme] spokeswoman, {[p:Jane Roe]}, left.", "spokeswoman", "Acme"),
    (
        "long nominal before a comma",
        "The director of the [o:Harbor Trust], {[p:Jane Roe]}, left.",
        "director",
        "Harbor Trust",
    ),
    (
        "person's campaign",
        "[p:John Doe]'s campaign manager {[p:Jane Roe]} left.",
        "campaign manager",
        "John Doe's campaign",
    ),
    ("newspaper's 's, no role", "[o:Daily Harbor]'s {[p:Jane Roe]} left.", None, "Daily Harbor"),
    (
        "plural title over two names",
        "Sens. [p:John Doe] (R-Ohio) and {[p:Jane Roe]} (D-Iowa) left.",
        "Sens.",
        None,
    ),
    ("brand that no entity covers", "PolitiWatch director {[p:Jane Roe]} left.", "director", "PolitiWatch"),
    (
        "role inside the organization's entity",
        "[o:Harbor Trust Research Director] {[p:Jane Roe]} left.",
        "Research Director",
        "Harbor Trust",
    ),
    (
        "outside a quotation before inside one",
        '"My friend, senator [p:Jane Roe], knows," said {[p:John Doe]}. {The Ayr baker [p:Jane Roe]} left.',
        "Ayr baker",
        None,
    ),
    (
        "in a quotation if nowhere else",
        '"I was appointed by Secretary General [p:Roe]," said {[p:John Doe]}. {[p:Roe]} left.',
        "Secretary General",
        None,
    ),
    # The words after the name.
    ("apposition with of", "{[p:Jane Roe], chief executive of [o:Acme],} left.", "chief executive", "Acme"),
    (
        "apposition with a",
        "{[p:Jane Roe], a former [l:US] ambassador to [l:Norland],} left.",
        "former US ambassador to Norland",
        None,
    ),
    (
        "for the campaign",
        "{[p:Jane Roe], a spokeswoman for the [p:Doe] campaign,} left.",
        "spokeswoman",
        "Doe campaign",
    ),
    ("of the committee", "{[p:Jane Roe], the chairwoman of the committee,} left.", "chairwoman", "committee"),
    (
        "role with its subject",
        "{[p:Jane Roe], professor of history at [o:Harbor University],} left.",
        "professor of history",
        "Harbor University",
    ),
    (
        "two roles of one house",
        "{[p:Jane Roe], president and chief executive of [o:Acme],} left.",
        "president and chief executive",
        "Acme",
    ),
    (
        "second role with its own article",
        "{[p:Jane Roe], a campaign consultant and the host of a show,} left.",
        "campaign consultant",
        None,
    ),
    ("age between", "{[p:Jane Roe], 42, a teacher,} left.", "teacher", None),
    ("party between", "{[p:Jane Roe], D-Ohio, the committee's chairwoman,} left.", "chairwoman", "committee"),
    ("who heads", "said {[p:Jane Roe], who heads the [o:Harbor Trust]}.", None, "Harbor Trust"),
    ("who was", "{[p:Jane Roe], who was mayor of [l:Leeds],} left.", "mayor of Leeds", None),
    (
        "who serves as",
        "{[p:Jane Roe], who serves as treasurer of the [o:Harbor Trust],} left.",
        "treasurer",
        "Harbor Trust",
    ),
    (
        "role in a relative clause",
        "{[p:Jane Roe], a chemist who heads the [o:Harbor Trust],} left.",
        "chemist",
        "Harbor Trust",
    ),
    (
        "place between name and apposition",
        "{Rep. [p:Jane Roe] of [l:Ohio], chairwoman of the panel,} left.",
        "chairwoman",
        "panel",
    ),
    ("of, no role", "{[p:Jane Roe] of the [o:Harbor Trust]} left.", None, "Harbor Trust"),
    (
        "organization that the entities lack",
        "{[p:Jane Roe], pastor of Harbor Street Baptist Church,} left.",
        "pastor",
        "Harbor Street Baptist Church",
    ),
    ("unlisted role after a", "{[p:Jane Roe], a falconer,} left.", "falconer", None),
    (
        "copula",
        "[p:Jane Roe] is the director of the [o:Harbor Trust]. {Roe} left.",
        "director",
        "Harbor Trust",
    ),
    (
        "role elsewhere, organization of who heads",
        "{Mayor [p:Jane Roe], who heads the [o:Harbor Trust],} left.",
        "Mayor",
        "Harbor Trust",
    ),
    (
        "who replaced",
        "{[p:Jane Roe], who replaced [p:John Doe] as chair of [o:Acme],} left.",
        "chair",
        "Acme",
    ),
    (
        "who was replaced",
        "[p:Jane Roe], who replaced [p:John Doe] as chair of [o:Acme], left. {[p:Doe]} spoke.",
        "chair",
        "Acme",
    ),
    (
        "workplace after a verb of work",
        "{[p:Jane Roe], who analysed it at the [o:Harbor Institute],} left.",
        None,
        "Harbor Institute",
    ),
    (
        "seat on a council",
        "{[p:Jane Roe], who looks after parks on the city council,} left.",
        None,
        "city council",
    ),
    (
        "name in apposition to an indefinite nominal",
        "It rained when a cook at [o:Acme], [p:Jane Roe], left. {Roe} spoke.",
        "cook",
        "Acme",
    ),
    (
        "organization inside the role",
        "Retired [o:Air Force] general {[p:Jane Roe]} left.",
        "Retired Air Force general",
        "Air Force",
    ),
    (
        "organization inside a role in small letters",
        "He met retired [o:Air Force] general {[p:Jane Roe]}.",
        "retired Air Force general",
        "Air Force",
    ),
    (
        "abbreviated title after a role",
        "Presidential nominee Gov. {[p:Jane Roe]} left.",
        "Presidential nominee",
        None,
    ),
    ("abbreviated title that belongs to it", "Attorney Gen. {[p:Jane Roe]} left.", "Attorney Gen.", None),
    ("kinship beside a role", "His wife and lawyer {[p:Jane Roe]} left.", "lawyer", None),
    ("kinship with more words", "Gold Star mother {[p:Jane Roe]} left.", "Gold Star mother", None),
    (
        "owner of a chief executive that no entity covers",
        "They saw that Acme's chief executive, {[p:Jane Roe],} left.",
        "chief executive",
        "Acme",
    ),
    ("a coach may be a place's", "They saw that Ayr's coach, {[p:Jane Roe],} left.", "coach", None),
    # Stated elsewhere in the article.
    ("stated at another mention", "{[p:Roe]} left. [p:Jane Roe], the mayor, was late.", "mayor", None),
    (
        "better statement first",
        "Sen. [p:Jane Roe] came. [p:Jane Roe], chairwoman of the [o:Harbor Committee], left. {Roe} spoke.",
        "chairwoman",
        "Harbor Committee",
    ),
    (
        "kinship after an office",
        "[p:John Doe]'s sister [p:Jane Roe] came. Mayor [p:Jane Roe] left. {Roe} spoke.",
        "Mayor",
        None,
    ),
]


@pytest.mark.parametrize(
    ("marked", "role", "organization"), [row[1:] for row in STATED], ids=[row[0] for row in STATED]
)
def test_it_reads_what_is_stated(marked: str, role: str | None, organization: str | None) -> None:
    voice = voices(marked)[-1]
    assert (voice.role, voice.organization) == (role, organization)


NOT_STATED = [
    ("verb before the name", "She praised {[p:Jane Roe]}."),
    ("courtesy title", "{Mrs. [p:Roe]} left."),
    ("object of for", "A spokesman for Mayor [p:John Doe] met {[p:Jane Roe]}."),
    ("another's role in a list", "{[p:Jane Roe]}, Senator [p:John Doe] and others left."),
    ("clause after a comma", "According to {[p:Jane Roe]}, the president is late."),
    ("the next subject", "{[p:Jane Roe], the mayor said, was late}."),
    ("party is no organization", "{[p:Jane Roe] (R-Iowa)} left."),
    ("plain place", "{[p:Jane Roe] of [l:Leeds]} left."),
    ("modal before a noun that is a verb", "They will coach {[p:Jane Roe]}."),
    ("place that no entity covers", "{[p:Jane Roe], from Leeds,} left."),
    ("kinship", "Her brother, {[p:John Roe]}, left."),
    ("what somebody ran once", "{[p:Jane Roe], who ran the campaign,} left."),
    ("who was hurt at", "{[p:Jane Roe], who was hurt at the [o:Harbor Hospital],} left."),
    ("a counter is no workplace", "{[p:Jane Roe], who works at the counter,} left."),
    ("who spoke on the council", "{[p:Jane Roe], who spoke on the council,} left."),
    ("who replaced somebody in a game", "{[p:Jane Roe], who replaced [p:John Doe] at half-time,} left."),
    ("list after an indefinite nominal", "They saw a cook, {[p:Jane Roe]}, and a dog."),
    ("no role noun", "{[p:Jane Roe], exhausted,} left."),
    ("role across a sentence's end", "He met the mayor. {[p:Jane Roe]} left."),
]


@pytest.mark.parametrize("marked", [row[1] for row in NOT_STATED], ids=[row[0] for row in NOT_STATED])
def test_it_reads_nothing_else(marked: str) -> None:
    voice = voices(marked)[-1]
    assert (voice.role, voice.organization) == (None, None)
