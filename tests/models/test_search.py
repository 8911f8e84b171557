"""One table of searches and their answers; it holds on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection

from quotes.models import Quote, full_text
from quotes.search import BadQuery
from tests.factories import AffiliationFactory, QuoteFactory, SourceFactory, SpeakerFactory

TEXTS = {
    "levy": "The climate levy falls on ferries, not on people,",
    "accord": "According to the harbor board, 1,000 berths are free",
    "order": "the board, to the harbor, according",
    "dont": "We don’t know. I won't guess.",
    "straight": "They don't pay O'Dell's fees",
    "accents": "Zoë Müller was naïve about the façade",
    "us": "The U.S. and the EU agreed on twenty-one points",
    "url": "See https://pier.example/plan?id=7 for the plan",
    "emoji": "Rain 🌧 again, 𝒟octor 👩‍🚒 says",
    "negotiate": "negotiations with negotiators, negotiated by us",
    "repeat": "no no no " * 150 + "never again",
    "cyrillic": "Порт открыт",
    "stop": "to be or not to be the one",
}
ALL = frozenset(TEXTS)


@pytest.fixture
def named(db: None) -> dict[int, str]:
    """Store the texts, three of them with all that fields compare, and return their names by key."""
    text = "\n".join(TEXTS.values())
    source = SourceFactory(text=text, publisher="The Gazette", published=datetime.date(2025, 1, 31))
    adaeze, ada = SpeakerFactory(name="Adaézé Okafor"), SpeakerFactory(name="Ada Okafor-Roe")
    adaeze.aliases.create(name="Okafor")
    ada.aliases.create(name="A. Okafor")
    details = {
        "levy": {
            "source": SourceFactory(text=text, publisher="L’École", published=datetime.date(2024, 7, 9)),
            "speaker": adaeze,
            "affiliation": AffiliationFactory(
                speaker=adaeze, role="Harbor minister", organization="N.A.T.O."
            ),
            "kind": Quote.Kind.INDIRECT,
            "cue": "Said",
        },
        "accord": {
            "speaker": ada,
            "affiliation": AffiliationFactory(speaker=ada, role="harbor-minister", organization="Senators"),
            "type": Quote.Type.THOUGHT,
            "cue": "according to",
        },
        "order": {
            "affiliation": AffiliationFactory(
                role="former harbor minister", organization="Port of Côte d’Ivoire"
            ),
            "cue": "Double-Checked",
        },
        "cyrillic": {"source": SourceFactory(text=text, publisher="The Gazette", published=None)},
    }
    quotes = []
    for name, words in TEXTS.items():
        start = text.index(words)
        place = {"start": start, "end": start + len(words), "content_spans": [[start, start + len(words)]]}
        values = {"source": source, "kind": "direct"} | details.get(name, {})
        quotes.append(Quote(text=words, confidence=1, **values, **place))
    Quote.objects.bulk_create(quotes)
    return {quote.pk: name for quote, name in zip(quotes, TEXTS, strict=True)}


SEARCHES = [
    # Words: all of them must occur, anywhere.
    ("levy", {"levy"}),
    ("ferries climate", {"levy"}),
    ("climate harbor", set()),
    ("harbor board", {"accord", "order"}),
    ("lev", set()),
    ("fall", set()),  # no stemming
    ("LEVY", {"levy"}),
    ("the", {"levy", "accord", "order", "accents", "us", "url", "stop"}),  # no stop words
    # Phrases: these words in this order, side by side.
    ('"according to the"', {"accord"}),
    ('"to the harbor"', {"accord", "order"}),
    ('"the according"', set()),
    ('"to be or not to be"', {"stop"}),
    ('"not to be the"', {"stop"}),
    ('"climate falls"', set()),
    ('"falls on" people', {"levy"}),
    ('"no no never again"', {"repeat"}),
    ('"again no"', set()),
    # Without.
    ("harbor -berths", {"order"}),
    ('harbor -"according to the"', {"order"}),
    ("-berths harbor", {"order"}),
    ("harbor -harbor", set()),
    ("board -nothing", {"accord", "order"}),
    # The beginning of a word.
    ("negotiat*", {"negotiate"}),
    ("neg* by", {"negotiate"}),
    ("fer* cli*", {"levy"}),
    ("harbor -ber*", {"order"}),
    ("twenty-o*", {"us"}),
    ("levyx*", set()),
    ('harbor -"berths are"', {"order"}),
    ("harbor -berths-ar*", {"order"}),
    # Accents and case.
    ("zoe muller", {"accents"}),
    ("ZOË MÜLLER", {"accents"}),
    ("naive facade", {"accents"}),
    ("ПОРТ", {"cyrillic"}),
    ("откр*", {"cyrillic"}),
    # Apostrophes, straight and curly.
    ("don't", {"dont", "straight"}),
    ("don’t", {"dont", "straight"}),
    ("o’dell", {"straight"}),
    ("dell", {"straight"}),
    ("O'Dell's fees", {"straight"}),
    # Hyphens, abbreviations, numbers, addresses.
    ("twenty-one", {"us"}),
    ("twenty one", {"us"}),
    ('"twenty one points"', {"us"}),
    ("one-twenty", set()),
    ("U.S.", {"us", "negotiate"}),
    ("1000", {"accord"}),
    ("1,000", {"accord"}),
    ("100", set()),
    ("pier.example/plan", {"url"}),
    ("https", {"url"}),
    ("id=7", {"url"}),
    # Symbols and letters outside the basic plane.
    ("🌧 rain", {"emoji"}),
    ("doctor", {"emoji"}),
    # Curly marks.
    ("“according to the”", {"accord"}),
    # One of several.
    ("levy OR berths", {"levy", "accord"}),
    ('levy OR "to the harbor"', {"levy", "accord", "order"}),
    ("levy OR harbor -berths", {"levy", "order"}),
    ("(levy OR harbor) -berths", {"levy", "order"}),
    ("(levy OR harbor) the -(berths OR ferries)", {"order"}),
    ("(levy OR -the) -(no OR pay)", {"levy", "dont", "negotiate", "cyrillic", "emoji"}),
    ("levy OR -the -no -pay", {"levy", "dont", "negotiate", "cyrillic", "emoji"}),
    (
        'levy OR -"to the harbor" -the',
        {"levy", "dont", "straight", "emoji", "negotiate", "repeat", "cyrillic"},
    ),
    # Without alone.
    ("-the", ALL - {"levy", "accord", "order", "accents", "us", "url", "stop"}),
    ('-"to the harbor"', ALL - {"accord", "order"}),
    ('-(harbor -"according to the")', ALL - {"order"}),
    ("-(the OR no)", {"dont", "straight", "emoji", "negotiate", "cyrillic"}),
    ("-fer*", ALL - {"levy"}),
    # Fields.
    ("said:levy", {"levy"}),
    ("speaker:okafor", {"levy", "accord"}),
    ('speaker:"Adaeze Okafor"', {"levy"}),
    ('speaker:"ADAÉZÉ M. OKAFOR"', {"levy"}),
    ("speaker:okaf", set()),
    ("speaker:oka*", {"levy", "accord"}),
    ("-speaker:okafor", ALL - {"levy", "accord"}),
    ("speaker:okafor -levy", {"accord"}),
    ("speaker:okafor OR fees", {"levy", "accord", "straight"}),
    ("org:nato", {"levy"}),
    ("org:senators", {"accord"}),
    ('org:"cote d\'ivoire"', {"order"}),
    ('role:"harbor minister"', {"levy", "accord", "order"}),
    ("role:minister -org:nato", {"accord", "order"}),
    ("-org:nato", ALL - {"levy"}),
    ("publisher:ecole", {"levy"}),
    ('publisher:"the gazette"', ALL - {"levy"}),
    ("-publisher:gaz*", {"levy"}),
    ("cue:said", {"levy"}),
    ('cue:"according to"', {"accord"}),
    ('cue:"double checked"', {"order"}),
    ("cue:sai", set()),
    ("-cue:said -cue:acc*", ALL - {"levy", "accord"}),
    ("kind:indirect", {"levy"}),
    ("-kind:indirect harbor", {"accord", "order"}),
    ("type:thought", {"accord"}),
    ("(kind:indirect OR type:thought) -levy", {"accord"}),
    # Dates; what has none is in no range.
    ("date:2024-07", {"levy"}),
    ("date:2024-07-09", {"levy"}),
    ("date:2024-07-10..", ALL - {"levy", "cyrillic"}),
    ("date:..2024", {"levy"}),
    ("-date:2024 -date:2025", {"cyrillic"}),
    ("date:2024..2025 no", {"repeat"}),
    # What the engines would take for operators.
    ("levy | harbor", set()),
    ("levy & !harbor", set()),
    ('levy" OR "harbor', set()),
    ("NEAR(harbor board)", set()),
    ("levy' OR 'x", {"levy"}),
    ("^levy", {"levy"}),
    ("levy\\", {"levy"}),
    ("levy\0", {"levy"}),
    ("levy%", {"levy"}),
    ("{levy}:x <-> [harbor", set()),
    # As much as a query may hold.
    ("(" * 20 + "levy" + ")" * 20, {"levy"}),
    (" OR ".join(["levy"] * 400), {"levy"}),
    ("harbor " * 390 + "board", {"accord", "order"}),
    ("harbor " + "-x " * 390, {"accord", "order"}),
    ('harbor -"x y" ' * 100, {"accord", "order"}),
    ("levy " + " OR ".join(["org:nato"] * 20), {"levy"}),
]


# How a search is gone about depends on how many quotes it finds; what it finds does not.
WAYS = {"few": (2_000, 50_000), "many": (0, 50_000), "very many": (0, 0)}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("query", "expected"), SEARCHES, ids=[repr(query[:60]) for query, _ in SEARCHES])
def test_search(
    named: dict[int, str], query: str, expected: set[str], way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert expected <= ALL
    few, many = WAYS[way]
    monkeypatch.setattr(full_text, "FEW", few)
    monkeypatch.setattr(full_text, "MANY", many)
    found = Quote.objects.search(query).values_list("pk", flat=True)
    assert {named[key] for key in found} == expected


def test_a_bad_query_is_refused() -> None:
    with pytest.raises(BadQuery, match="not closed"):
        Quote.objects.search('"levy')


def test_search_is_one_filter_among_others(named: dict[int, str]) -> None:
    Quote.objects.search("order").update(kind=Quote.Kind.INDIRECT)
    QuoteFactory(text="the harbor", kind=Quote.Kind.INDIRECT)
    harbor = Quote.objects.search("harbor")
    assert harbor.filter(kind="indirect").count() == 1
    assert harbor.search("berths").count() == 1
    assert harbor.exclude(pk__in=Quote.objects.search("berths")).count() == 2
    assert harbor.with_details().order_by("-sort_date", "-id").first() == harbor.first()


@pytest.mark.django_db
def test_the_index_follows_the_rows() -> None:
    quote = QuoteFactory(text="the first words")
    assert Quote.objects.search("first").exists()
    quote.text = "other words"
    quote.save()
    assert not Quote.objects.search("first").exists()
    assert Quote.objects.search("other").exists()
    quote.review = Quote.Review.ACCEPTED
    quote.save(update_fields=["review"])
    assert Quote.objects.search("other").exists()
    quote.delete()
    assert not Quote.objects.search("other").exists()


@pytest.mark.django_db
def test_the_index_is_used() -> None:
    plan = Quote.objects.search("levy").explain()
    if connection.vendor == "sqlite":
        assert "VIRTUAL TABLE" in plan
    else:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        assert "quote_words" in Quote.objects.search("levy").order_by().explain()
