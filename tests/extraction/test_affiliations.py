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
    ("party of two words", "[o:Lib Dem] leader {[p:Jane Roe]} left.", "Lib Dem leader", None),
    ("party in letters", "SNP leader {[p:Jane Roe]} left.", "SNP leader", None),
    ("with Party", "[o:Green Party] leader {[p:Jane Roe]} left.", "leader", "Green Party"),
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
    (
        "of inside the organization",
        "[o:Bank of Ayr] Governor {[p:Jane Roe]} left.",
        "Governor",
        "Bank of Ayr",
    ),
    (
        "of inside the organization, and words before it",
        "Former [o:Bank of Ayr] deputy governor Sir {[p:John Doe]} left.",
        "Former Bank of Ayr deputy governor",
        "Bank of Ayr",
    ),
    (
        "of inside an organization that no entity covers",
        "They met University of Ayr historian {[p:Jane Roe]}.",
        "historian",
        "University of Ayr",
    ),
    (
        "of inside an organization with its place alone as an entity",
        "They met University of North [l:Ayr] historian {[p:Jane Roe]}.",
        "historian",
        "University of North Ayr",
    ),
    (
        "company that no entity covers",
        "They met Nordfly spokeswoman {[p:Jane Roe]}.",
        "spokeswoman",
        "Nordfly",
    ),
    (
        "company that is tagged as a person",
        "They met [p:Nordfly] spokeswoman {[p:Jane Roe]}.",
        "spokeswoman",
        "Nordfly",
    ),
    (
        "company that is tagged as something else",
        "They met [x:Transmar] spokeswoman {[p:Jane Roe]}.",
        "spokeswoman",
        "Transmar",
    ),
    (
        "a company's chief of finance",
        "They met [p:Brightwell] finance chief {[p:Jane Roe]}.",
        "finance chief",
        "Brightwell",
    ),
    (
        "of the, inside the organization",
        "They met Ministry of the Interior spokesman {[p:John Doe]}.",
        "spokesman",
        "Ministry of the Interior",
    ),
    (
        "school with its first word alone as an entity",
        "[p:Elm] Primary School headteacher {[p:Jane Roe]} left.",
        "headteacher",
        "Elm Primary School",
    ),
    ("occupation by its ending", "They met local hydrologist {[p:Jane Roe]}.", "local hydrologist", None),
    ("occupation by its ending at the start", "Glaciologist {[p:Jane Roe]} left.", "Glaciologist", None),
    ("maker of something", "Clockmaker {[p:Jane Roe]} left.", "Clockmaker", None),
    ("doer straight after said", '"No," said falconer {[p:Jane Roe]}.', "falconer", None),
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
    ("now", "{[p:Jane Roe], now chairwoman of the [o:Harbor Trust],} left.", "chairwoman", "Harbor Trust"),
    (
        "then, which says that it is over",
        "{[p:Jane Roe], then chairwoman of the [o:Harbor Trust],} left.",
        "then chairwoman",
        "Harbor Trust",
    ),
    ("formerly, with an article", "{[p:Jane Roe], formerly a teacher,} left.", "formerly a teacher", None),
    ("currently, with an article", "{[p:Jane Roe], currently the mayor,} left.", "mayor", None),
    (
        "at, after a role before the name",
        "They met virologist {[p:Jane Roe]} at the [o:University of Ayr].",
        "virologist",
        "University of Ayr",
    ),
    (
        "company tagged as a person after of",
        "{[p:Jane Roe], chief executive officer of [p:Tessel],} left.",
        "chief executive officer",
        "Tessel",
    ),
    (
        "company tagged as a person after at",
        "{[p:Jane Roe], an engineer at [p:Tessel],} left.",
        "engineer",
        "Tessel",
    ),
    (
        "company tagged as a place after a chief executive",
        "{[p:Jane Roe], chief executive of [l:Lumio],} left.",
        "chief executive",
        "Lumio",
    ),
    (
        "club with a town's name",
        "{[p:Jane Roe], a midfielder with [l:Rovigo],} left.",
        "midfielder",
        "Rovigo",
    ),
    (
        "a mayor's town that is tagged as an organization",
        "{[p:Jane Roe], the mayor of [o:Porto Novo],} left.",
        "mayor of Porto Novo",
        None,
    ),
    (
        "who leads something there",
        "{[p:Jane Roe], who leads the trial at [o:Harbor Hospital],} left.",
        None,
        "Harbor Hospital",
    ),
    (
        "a member's seat is no organization",
        "{[p:Jane Roe], the MP for Hull North,} left.",
        "MP for Hull North",
        None,
    ),
    (
        "a seat that is tagged as an organization",
        "{[p:Jane Roe], the MP for [o:Hull North],} left.",
        "MP for Hull North",
        None,
    ),
    (
        "who was appointed",
        "{[p:Jane Roe], who was appointed director of [o:Acme] in May,} left.",
        "director",
        "Acme",
    ),
    # A sentence that says it.
    ("has been", "[p:Jane Roe] has been the chief engineer since 2011. {Roe} left.", "chief engineer", None),
    (
        "has served as",
        "[p:Jane Roe] has served as treasurer of [o:Acme] since 2011. {Roe} left.",
        "treasurer",
        "Acme",
    ),
    (
        "was elected",
        "[p:Jane Roe] was elected chairwoman of [o:Acme] in May. {Roe} left.",
        "chairwoman",
        "Acme",
    ),
    ("was unanimously named as", "[p:Jane Roe] was unanimously named as coach. {Roe} left.", "coach", None),
    ("is, without an article", "[p:Jane Roe] is director of [o:Acme]. {Roe} left.", "director", "Acme"),
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
    ("whose sister", "{[p:Jane Roe], whose sister chairs the council,} left."),
    ("whose brother, after an age", "{[p:Jane Roe], 61, whose brother, [p:Hank], died,} left."),
    ("elected to something", "[p:Jane Roe] was elected to the council. {Roe} left."),
    ("named after somebody", "[p:Jane Roe] was named after the mayor. {Roe} left."),
    ("has been ill", "[p:Jane Roe] has been ill since the mayor left. {Roe} left."),
    ("is no role without an article", "[p:Jane Roe] is chief among them. {Roe} left."),
    ("a verb after now", "{[p:Jane Roe]}, now smears reporters at [o:Acme]."),
    ("then somebody else", "{[p:Jane Roe], then Senator [p:John Doe] spoke}."),
    ("at, without a role", "They met {[p:Jane Roe]} at the [o:University of Ayr]."),
    ("openers before a name", "After {[p:Roe]} left, they met. However {[p:Roe]} left. Never {[p:Roe]}."),
    ("after is no doer", '"No," said after {[p:Jane Roe]} left.'),
    ("a thing that ends like a doer", "{[p:Jane Roe], a matter of taste,} left."),
    ("a career", "[p:Jane Roe] has had a career. [p:Jane Roe] is a power here. {Roe} left."),
    ("former alone", '"No," said former {[p:Jane Roe]}.'),
    ("role across a sentence's end", "He met the mayor. {[p:Jane Roe]} left."),
]


@pytest.mark.parametrize("marked", [row[1] for row in NOT_STATED], ids=[row[0] for row in NOT_STATED])
def test_it_reads_nothing_else(marked: str) -> None:
    voice = voices(marked)[-1]
    assert (voice.role, voice.organization) == (None, None)


NO_WORKPLACE = [
    # A role, and no organization.
    ("at a place of meeting", "They met Mayor {[p:Jane Roe]} at the [o:University of Ayr].", "Mayor"),
    ("spokesman of a person", "[p:Ada Poe] and Poe spokesman {[p:John Doe]} left.", "Poe spokesman"),
    ("spokesman of a nation", "They met [x:Danish] spokesman {[p:John Doe]}.", "Danish spokesman"),
    ("a town's police", "Former Police Chief {[p:Jane Roe]} left.", "Former Police Chief"),
    ("deputy of a council", "Deputy Council Leader {[p:Jane Roe]} left.", "Deputy Council Leader"),
    ("chairwoman of a place", "{[p:Jane Roe], chairwoman of [l:Ayr],} left.", "chairwoman of Ayr"),
    ("spokesman of a place", "They met Ayr captain {[p:John Doe]}.", "Ayr captain"),
    ("a plain word opens the sentence", "Veteran spokesman {[p:John Doe]} left.", "Veteran spokesman"),
    ("biographer of a person", "{[p:John Doe], a biographer of [p:Poe],} left.", "biographer of Poe"),
]


@pytest.mark.parametrize(
    ("marked", "role"), [row[1:] for row in NO_WORKPLACE], ids=[row[0] for row in NO_WORKPLACE]
)
def test_it_reads_no_organization(marked: str, role: str) -> None:
    voice = voices(marked)[-1]
    assert (voice.role, voice.organization) == (role, None)


SEVERAL = [
    # The best, then the others.
    (
        "a former office",
        "{[p:Jane Roe], chief executive of [o:Solara] and a former energy minister,} left.",
        [("chief executive", "Solara"), ("former energy minister", None)],
    ),
    (
        "two houses",
        "{[p:Jane Roe], director of [o:Solara] and the chairwoman of the [o:Harbor Trust],} left.",
        [("director", "Solara"), ("chairwoman", "Harbor Trust")],
    ),
    (
        "at two places",
        "Sen. [p:Jane Roe] came. [p:Jane Roe], chairwoman of the [o:Harbor Trust], left. {Roe} spoke.",
        [("chairwoman", "Harbor Trust"), ("Sen.", None)],
    ),
    (
        "in a sentence",
        "[p:Jane Roe] is a baker and a former mayor. {Roe} spoke.",
        [("former mayor", None), ("baker", None)],
    ),
    # One role only.
    (
        "one role said twice",
        "Sen. [p:Jane Roe] came. [x:Republican] Senator [p:Jane Roe] left. {Roe} spoke.",
        [("Republican Senator", None)],
    ),
    (
        "and the next person",
        "{[p:Jane Roe], the mayor and a baker, [p:John Doe],} left.",
        [("mayor", None)],
    ),
    ("and the next subject", "{[p:Jane Roe], the mayor}, and the governor left.", [("mayor", None)]),
    ("two of them", "{[p:Jane Roe], the mayor and a baker} said so.", [("mayor", None)]),
    (
        "role of several",
        "Sens. [p:John Doe] (R-Ohio) and [p:Jane Roe] (D-Iowa) left. Chairwoman {[p:Jane Roe]} spoke.",
        [("Chairwoman", None)],
    ),
    ("kinship", "Mayor [p:Jane Roe] came. His sister [p:Jane Roe] left. {Roe} spoke.", [("Mayor", None)]),
    (
        "in a quotation",
        '"My friend, baker [p:Jane Roe], knows," said {[p:John Doe]}. {Mayor [p:Jane Roe]} left.',
        [("Mayor", None)],
    ),
]


@pytest.mark.parametrize(("marked", "roles"), [row[1:] for row in SEVERAL], ids=[row[0] for row in SEVERAL])
def test_it_reads_several_roles(marked: str, roles: list[tuple[str, str | None]]) -> None:
    voice = voices(marked)[-1]
    found = [(post.role, post.organization) for post in voice.others]
    assert [(voice.role, voice.organization), *found] == roles
