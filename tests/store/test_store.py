"""One article's extraction becomes rows, all or none, and editors' work is never lost."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
from typing import Any

import pytest
from django.core import serializers
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quotes.articles import Article
from quotes.extraction.records import Extraction, Kind, Post, Quotation, Span, SpeakerKind, Voice
from quotes.models import Affiliation, Alias, Quote, Source, Speaker
from quotes.models.corrections import correct
from quotes.offsets import find_broken
from quotes.store import Conflict, Known, find_unchanged, store
from tests.factories import QuoteFactory, SourceFactory, SpeakerFactory
from tests.store.readings import Found, read

pytestmark = pytest.mark.django_db

TEXT = (
    '🌧 "We wait," said Harbor Master Ada Okafor of the Port of Lindhaven. "Not for long."\n\n'
    "The council said the pier would open in May. Tom Reyes doubted it."
)
WAIT = Found(
    ('"We wait,"', '"Not for long."'),
    name="Ada Okafor",
    role="Harbor Master",
    organization="Port of Lindhaven",
    cue="said",
    source="Harbor Master Ada Okafor",
)
OPEN = Found(
    "the pier would open in May",
    name="The council",
    speaker_kind=SpeakerKind.GROUP,
    source="The council",
    kind=Kind.INDIRECT,
    confidence=0.5,
)
ARTICLE = Article(
    text=TEXT,
    title="Pier shut",
    url="https://gazette.example/pier",
    authors=("Mina Roe",),
    publisher="The Harbor Gazette",
    published=datetime.date(2024, 7, 9),
    language="en-GB",
)


def rows() -> str:
    """Return all that the database holds."""
    models = (Source, Speaker, Alias, Affiliation, Quote)
    return serializers.serialize("json", [row for model in models for row in model.objects.order_by("pk")])


def places() -> list[tuple[int, int]]:
    return sorted(Quote.objects.values_list("start", "end"))


def test_it_stores_all_that_was_found() -> None:
    stored = store(ARTICLE, read(TEXT, WAIT, OPEN))
    assert (stored.outcome, stored.quotes, stored.kept, stored.speakers) == ("stored", 2, 0, 2)
    source = Source.objects.get()
    assert stored.source == source
    assert (source.url, source.title, source.publisher) == (ARTICLE.url, "Pier shut", "The Harbor Gazette")
    assert (source.authors, source.published, source.language) == (["Mina Roe"], ARTICLE.published, "en-GB")
    assert (source.text, source.extractor, source.status) == (TEXT, "test 1", "extracted")

    waiting, opening = Quote.objects.order_by("start")
    assert waiting.text == '"We wait," "Not for long."'
    assert waiting.content_spans == [[2, 12], [69, 84]]
    assert (waiting.start, waiting.end, waiting.kind, waiting.confidence) == (2, 84, "direct", 0.9)
    assert (waiting.cue, waiting.cue_spans) == ("said", [[13, 17]])
    assert (waiting.mention, waiting.mention_spans) == ("Harbor Master Ada Okafor", [[18, 42]])
    assert (waiting.speaker.name, waiting.speaker.kind) == ("Ada Okafor", "person")
    assert [alias.name for alias in waiting.speaker.aliases.all()] == ["Ada Okafor"]
    assert str(waiting.affiliation) == "Harbor Master, Port of Lindhaven"
    assert waiting.affiliation.first_stated == waiting.affiliation.last_stated == ARTICLE.published
    assert waiting.sort_date == ARTICLE.published
    assert (opening.kind, opening.cue, opening.cue_spans, opening.affiliation) == ("indirect", "", [], None)
    assert (opening.speaker.name, opening.speaker.kind) == ("The council", "group")
    assert list(find_broken()) == []


def test_an_article_without_quotations_is_stored_too() -> None:
    assert store(ARTICLE, read(TEXT)).quotes == 0
    assert find_unchanged(ARTICLE, "test 1") == Source.objects.get()


def test_a_speaker_without_a_name_is_null_with_the_mention_kept() -> None:
    text = '"No comment," said an official of the bank.'
    store(
        Article(text=text),
        read(text, Found('"No comment,"', role="official", source="an official of the bank")),
    )
    quote = Quote.objects.get()
    assert (quote.speaker, quote.mention) == (None, "an official of the bank")
    assert quote.sort_date == datetime.date.min


def test_what_is_stated_of_somebody_without_a_name_is_kept_once() -> None:
    text = '"No comment," said an official of the bank. "None," said an official of the bank.'
    first, second = (
        Found(words, role="official", organization="bank", source="an official of the bank")
        for words in ('"No comment,"', '"None,"')
    )
    store(Article(text=text), read(text, first, second))
    store(Article(text=f"{text} "), read(f"{text} ", first, second))
    (affiliation,) = Affiliation.objects.all()
    assert (affiliation.speaker, str(affiliation)) == (None, "official, bank")
    assert affiliation.quotes.count() == 4


def test_party_and_state_are_kept_apart() -> None:
    text = '"We wait," said former Sen. Ada Roe, R-Iowa.'
    found = Found(
        '"We wait,"', name="Ada Roe", role="former Sen.", source="Ada Roe", party="Republican", state="Iowa"
    )
    affiliation = store(Article(text=text), read(text, found)).source.quotes.get().affiliation
    assert (affiliation.role, affiliation.organization) == ("former Sen.", "")
    assert (affiliation.party, affiliation.state) == ("Republican", "Iowa")
    assert (affiliation.role_form, affiliation.former, affiliation.acting) == ("senator", True, False)


# Again.


def test_storing_the_same_again_writes_nothing() -> None:
    store(ARTICLE, read(TEXT, WAIT, OPEN))
    before = rows()
    with CaptureQueriesContext(connection) as queries:
        stored = store(ARTICLE, read(TEXT, WAIT, OPEN))
    assert (stored.outcome, stored.source, stored.quotes) == ("unchanged", Source.objects.get(), 0)
    assert [query["sql"].split()[0] for query in queries] == ["SELECT"]
    assert rows() == before


def test_a_newer_extractor_replaces_what_nobody_reviewed() -> None:
    store(ARTICLE, read(TEXT, WAIT, OPEN))
    waiting, opening = Quote.objects.order_by("start")
    doubt = Found("doubted it", name="Tom Reyes")
    better = dataclasses.replace(WAIT, name="Ada B. Okafor", confidence=0.99)
    stored = store(ARTICLE, read(TEXT, better, doubt, extractor="test 2"))
    assert (stored.outcome, stored.quotes, stored.kept, stored.speakers) == ("replaced", 2, 0, 1)
    assert not Quote.objects.filter(pk=opening.pk).exists()
    again = Quote.objects.get(pk=waiting.pk)
    assert (again.public_id, again.created, again.confidence) == (waiting.public_id, waiting.created, 0.99)
    assert (again.speaker, Source.objects.get().extractor) == (waiting.speaker, "test 2")
    assert Quote.objects.search("doubted").exists()
    assert not Quote.objects.search("pier").exists()


def accept(quote: Quote) -> None:
    correct(quote, {"review": Quote.Review.ACCEPTED})


def reject(quote: Quote) -> None:
    correct(quote, {"review": Quote.Review.REJECTED})


def change_speaker(quote: Quote) -> None:
    correct(quote, {"speaker": SpeakerFactory(name="Bea Lund")})


def take_speaker_off(quote: Quote) -> None:
    correct(quote, {"speaker": None, "kind": Quote.Kind.MIXED})


@pytest.mark.parametrize("review", [accept, reject, change_speaker, take_speaker_off])
@pytest.mark.parametrize(
    "second",
    [
        pytest.param((WAIT, OPEN), id="found again"),
        pytest.param((OPEN,), id="not found again"),
        pytest.param((Found('"We wait,"'), Found('"Not for long."'), OPEN), id="found in two"),
        pytest.param((Found('wait," said Harbor'), OPEN), id="found with other borders"),
    ],
)
def test_what_an_editor_reviewed_is_never_touched(review: Any, second: tuple[Found, ...]) -> None:
    store(ARTICLE, read(TEXT, WAIT, OPEN))
    waiting = Quote.objects.get(start=2)
    review(waiting)
    before = Quote.objects.filter(pk=waiting.pk).values().get()
    stored = store(ARTICLE, read(TEXT, *second, extractor="test 2"))
    assert (stored.outcome, stored.quotes, stored.kept) == ("replaced", 1, 1)
    assert Quote.objects.filter(pk=waiting.pk).values().get() == before
    assert places() == [(2, 84), (TEXT.index("the pier"), TEXT.index(" Tom") - 1)]


@pytest.mark.parametrize("spans", [[[2, 6]], [[70, 84]], [[2, 84], [100, 110]]])
@pytest.mark.parametrize("second", [(WAIT, OPEN), (OPEN,), (Found('wait," said Harbor'), OPEN)])
def test_corrected_spans_stay(spans: list[list[int]], second: tuple[Found, ...]) -> None:
    store(ARTICLE, read(TEXT, WAIT))
    waiting = Quote.objects.get()
    correct(waiting, {"content_spans": spans, "cue_spans": []})
    before = Quote.objects.filter(pk=waiting.pk).values().get()
    store(ARTICLE, read(TEXT, *second, extractor="test 2"))
    assert Quote.objects.filter(pk=waiting.pk).values().get() == before
    contents = Quote.objects.values_list("content_spans", flat=True)
    borders = sorted(span for spans in contents for span in spans)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(borders))
    assert list(find_broken()) == []


def test_a_changed_text_is_stored_anew() -> None:
    store(ARTICLE, read(TEXT, WAIT, OPEN))
    day = datetime.date(2024, 7, 10)
    changed = dataclasses.replace(ARTICLE, text="Correction. " + TEXT, title="Still shut", published=day)
    stored = store(changed, read(changed.text, OPEN))
    assert (stored.outcome, stored.quotes) == ("replaced", 1)
    source = Source.objects.get()
    assert (source.text, source.title, source.published) == (changed.text, "Still shut", day)
    assert find_unchanged(changed, "test 1") == source
    assert find_unchanged(ARTICLE, "test 1") is None
    assert list(find_broken()) == []


def test_what_is_known_stays_where_a_changed_text_does_not_say_it() -> None:
    store(ARTICLE, read(TEXT, WAIT))
    bare = Article(text="Correction. " + TEXT, url=ARTICLE.url)
    assert store(bare, read(bare.text, OPEN)).outcome == "replaced"
    source = Source.objects.get()
    assert source.text == bare.text
    for name in ("title", "publisher", "published", "language"):
        assert getattr(source, name) == getattr(ARTICLE, name)
    assert source.authors == ["Mina Roe"]
    assert {quote.sort_date for quote in source.quotes.all()} == {ARTICLE.published}


@pytest.mark.parametrize(
    ("known", "told", "kept"),
    [
        ("en", "en-US", "en-US"),
        ("en-GB", "en-US", "en-US"),
        ("en-GB", "en", "en-GB"),
        ("en-GB", "EN", "en-GB"),
        # Not a part of the same tag.
        ("english", "en", "en"),
    ],
)
def test_the_language_that_says_more_stays(known: str, told: str, kept: str) -> None:
    store(dataclasses.replace(ARTICLE, language=known), read(TEXT))
    changed = dataclasses.replace(ARTICLE, text="Correction. " + TEXT, language=told)
    store(changed, read(changed.text))
    assert Source.objects.get().language == kept


def test_a_text_that_is_not_to_be_replaced_stays() -> None:
    store(ARTICLE, read(TEXT, WAIT), replace=False)
    before = rows()
    changed = dataclasses.replace(ARTICLE, text="Correction. " + TEXT)
    with pytest.raises(Known, match="Pier shut: another text of it is stored"):
        store(changed, read(changed.text, OPEN), replace=False)
    assert rows() == before
    # The same text, read by another version, is not another text.
    assert store(ARTICLE, read(TEXT, OPEN, extractor="test 2"), replace=False).outcome == "replaced"


def test_a_changed_text_with_reviewed_quotes_is_a_conflict() -> None:
    store(ARTICLE, read(TEXT, WAIT, OPEN))
    accept(Quote.objects.get(start=2))
    before = rows()
    changed = dataclasses.replace(ARTICLE, text="Correction. " + TEXT)
    with pytest.raises(Conflict, match="Pier shut: the text has changed, but editors reviewed 1 of"):
        store(changed, read(changed.text, OPEN))
    assert rows() == before


def test_a_source_that_waits_to_be_read_gets_its_quotes() -> None:
    waiting = SourceFactory(text=TEXT, url="", title="By hand", extractor="", status=Source.Status.PENDING)
    assert find_unchanged(Article(text=TEXT), "") is None
    stored = store(Article(text=TEXT), read(TEXT, WAIT))
    assert (stored.source, stored.quotes) == (waiting, 1)
    waiting.refresh_from_db()
    assert (waiting.title, waiting.status) == ("By hand", "extracted")


# Which source.


URL = "https://gazette.example/pier"


@pytest.mark.parametrize(
    ("first", "second", "sources"),
    [
        pytest.param(
            {"url": "https://a.example/1"}, {"url": "https://a.example/2"}, 2, id="one text, two URLs"
        ),
        pytest.param({}, {}, 1, id="one text, no URL"),
        pytest.param({}, {"text": TEXT + " "}, 2, id="two texts, no URL"),
        pytest.param({"url": "https://a.example/1"}, {}, 2, id="one text, with and without URL"),
        pytest.param(
            {"url": "https://a.example/1"}, {"url": "https://a.example/1"}, 1, id="one text, one URL"
        ),
    ],
)
def test_a_source_is_known_by_its_url_else_by_its_text(first: dict, second: dict, sources: int) -> None:
    for fields in (first, second):
        article = Article(**{"text": TEXT, **fields})
        store(article, read(article.text, WAIT))
    assert Source.objects.count() == sources
    assert Speaker.objects.count() == 1


# Speakers and affiliations across articles. The rules are in tests/test_resolution.py.


def store_names(*names: str | tuple[str, SpeakerKind], published: datetime.date | None = None) -> list[Quote]:
    """Store an article with a quote by each name and return the quotes."""
    number = Source.objects.count()
    words = [f"Number {number} {place}" for place in range(len(names))]
    text = ". ".join(words)
    found = []
    for said, name in zip(words, names, strict=True):
        name, kind = (name, SpeakerKind.PERSON) if isinstance(name, str) else name
        found.append(Found(said, name=name, speaker_kind=kind, role="pilot"))
    stored = store(Article(text=text, published=published), read(text, *found))
    return list(stored.source.quotes.order_by("start"))


def test_one_full_name_is_one_speaker_across_articles() -> None:
    (first,) = store_names("Zoë Müller")
    (second,) = store_names("Zoe B. Muller")
    assert first.speaker == second.speaker
    assert sorted(first.speaker.aliases.values_list("name", flat=True)) == ["Zoe B. Muller", "Zoë Müller"]


def test_a_bare_surname_is_the_one_candidate() -> None:
    (full,) = store_names("Jonas Lindqvist")
    (bare,) = store_names("Lindqvist")
    assert bare.speaker == full.speaker
    assert Alias.objects.count() == 1


def test_an_ambiguous_name_is_given_to_nobody() -> None:
    store_names("Ada Roe", "Tom Roe")
    text = '"We wait," said Roe.'
    stored = store(
        Article(text=text), read(text, Found('"We wait,"', name="Roe", role="pilot", source="Roe"))
    )
    assert stored.ambiguous == ("'Roe': several speakers on record fit",)
    quote = stored.source.quotes.get()
    assert (quote.speaker, quote.affiliation.speaker, quote.affiliation.role) == (None, None, "pilot")
    assert Speaker.objects.count() == 2


def test_two_whom_a_title_alone_tells_apart_are_nobody_on_record() -> None:
    store_names("Ada Roe")
    quotes = store_names("Mr. Roe", "Mrs. Roe")
    assert [(quote.speaker, quote.stated_name) for quote in quotes] == [(None, "Mr. Roe"), (None, "Mrs. Roe")]
    assert {quote.reason for quote in quotes} == {
        "'Mr. Roe': the same article has 'Mrs. Roe'",
        "'Mrs. Roe': the same article has 'Mr. Roe'",
    }


def test_a_bare_surname_is_completed_by_a_later_article() -> None:
    (bare,) = store_names("Roe")
    assert bare.speaker.incomplete
    (full,) = store_names("Ada Roe")
    assert full.speaker == bare.speaker
    full.speaker.refresh_from_db()
    assert (full.speaker.name, full.speaker.incomplete) == ("Ada Roe", False)
    assert set(full.speaker.aliases.values_list("name", flat=True)) == {"Roe", "Ada Roe"}
    assert Speaker.objects.count() == 1


def test_a_bare_surname_is_taken_back_when_there_is_another_bearer() -> None:
    (full,) = store_names("Ada Roe", published=datetime.date(2024, 1, 2))
    (bare,) = store_names("Roe", published=datetime.date(2024, 5, 6))
    assert bare.speaker == full.speaker
    store_names("Tom Roe")
    bare.refresh_from_db()
    assert (bare.speaker, bare.affiliation.speaker, bare.affiliation.role) == (None, None, "pilot")
    full.refresh_from_db()
    assert full.speaker.name == "Ada Roe"
    # What only the other article stated of her is hers no more.
    assert full.affiliation.last_stated == datetime.date(2024, 1, 2)


def test_what_an_editor_has_accepted_is_not_taken_back() -> None:
    store_names("Ada Roe")
    (bare,) = store_names("Roe")
    Quote.objects.filter(pk=bare.pk).update(review=Quote.Review.ACCEPTED)
    store_names("Tom Roe")
    bare.refresh_from_db()
    assert bare.speaker.name == "Ada Roe"


def test_of_two_full_names_in_one_article_neither_completes_a_surname() -> None:
    (bare,) = store_names("Roe")
    ada, tom = store_names("Ada Roe", "Tom Roe")
    bare.refresh_from_db()
    assert bare.speaker is None
    assert ada.speaker != tom.speaker


def test_two_who_contradict_each_other_do_not_share_an_unclear_record() -> None:
    (unclear,) = store_names("George Roe")
    one, other = store_names("George W. Roe", "George H. W. Roe")
    assert one.speaker != other.speaker
    unclear.refresh_from_db()
    assert (unclear.speaker, unclear.resolution) == (None, Quote.Resolution.AMBIGUOUS)
    assert Speaker.objects.count() == 2


def test_a_bare_surname_beside_its_full_name_is_given_to_nobody() -> None:
    full, bare = store_names("Ada Roe", "Roe")
    assert full.speaker is not None
    assert bare.speaker is None


def test_an_organization_is_no_person() -> None:
    person, organization = store_names(("Ford", SpeakerKind.PERSON), ("Ford", SpeakerKind.ORGANIZATION))
    assert person.speaker != organization.speaker
    assert store_names(("Ford", SpeakerKind.ORGANIZATION))[0].speaker == organization.speaker


def test_quotes_go_to_the_speaker_that_the_name_was_merged_into() -> None:
    (quote,) = store_names("Bob Roe")
    last = SpeakerFactory(name="Robert Roe")
    middle = SpeakerFactory(name="Rob Roe", merged_into=last)
    Speaker.objects.filter(pk=quote.speaker_id).update(merged_into=middle)
    assert store_names("Bob Roe")[0].speaker == last


def test_a_name_without_letters_or_without_end_is_none() -> None:
    assert [quote.speaker for quote in store_names("…", "x" * 301)] == [None, None]


def test_further_roles_are_affiliations_of_the_speaker_without_a_quote() -> None:
    text = "Yes. No."
    spans = Span(0, 1), Span(1, 2)
    others = (Post("baker", spans[0]), Post("treasurer", spans[0], "Harbor Union", spans[1]))

    def reading(name: str) -> Extraction:
        voice = Voice(name=name, kind=SpeakerKind.PERSON, role="mayor", organization="Ayr", others=others)
        return Extraction((Quotation((Span(0, 4),), (), (), Kind.DIRECT, voice, 1.0),), (), "test 1")

    quote = store(Article(text=text), reading("Ada Roe")).source.quotes.get()
    assert str(quote.affiliation) == "mayor, Ayr"
    assert [str(one) for one in quote.speaker.affiliations.order_by("role")] == [
        "baker",
        "mayor, Ayr",
        "treasurer, Harbor Union",
    ]
    store(Article(text=text + " Never."), reading("Ada Roe"))
    assert quote.speaker.affiliations.count() == 3
    # A surname alone may turn out to be somebody else's.
    bare = store(Article(text=text + " Maybe."), reading("Lund")).source.quotes.get()
    assert [str(one) for one in bare.speaker.affiliations.all()] == ["mayor, Ayr"]


def test_an_affiliation_is_one_row_and_its_dates_widen() -> None:
    days = [datetime.date(2024, month, 1) for month in (5, 3, 7, 6)]
    dates = []
    for day in (None, *days, None):
        store_names("Ada Roe", published=day)
        affiliation = Affiliation.objects.get()
        dates.append((affiliation.first_stated, affiliation.last_stated))
    may, march, july, _ = days
    assert dates == [(None, None), (may, may), (march, may), (march, july), (march, july), (march, july)]
    assert Quote.objects.filter(affiliation=affiliation).count() == 6


# What cannot be stored.

LONE = Span(0, 1)


def quotation(
    *content: Span, cue: tuple[Span, ...] = (), source: tuple[Span, ...] = (), confidence: float = 0.5
) -> Quotation:
    return Quotation(content, cue, source, Kind.DIRECT, Voice(name="Ada Roe"), confidence)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        pytest.param({"text": ""}, "text: it is empty", id="empty text"),
        pytest.param({"text": " \n"}, "text: it is empty", id="blank text"),
        pytest.param({"text": "a\0b"}, r"text: U\+0000 at character 1", id="NUL"),
        pytest.param({"text": "a\ud83c"}, r"text: U\+D83C at character 1", id="half a surrogate pair"),
        pytest.param({"title": "a\0"}, r"title: U\+0000", id="NUL in the title"),
        pytest.param({"authors": ("Mina", "\0")}, r"authors: U\+0000", id="NUL in an author"),
        pytest.param({"publisher": "p" * 201}, "publisher: 201 characters, at most 200", id="long publisher"),
        pytest.param({"title": "p" * 1001}, "title: 1001 characters, at most 1000", id="long title"),
        pytest.param({"url": "javascript:alert(1)"}, "is not a web address", id="script"),
        pytest.param({"url": "ftp://a.example/1"}, "is not a web address", id="FTP"),
        pytest.param({"url": "a.example"}, "is not a web address", id="no scheme"),
    ],
)
def test_a_bad_article_is_refused(fields: dict[str, Any], message: str) -> None:
    article = dataclasses.replace(ARTICLE, **fields)
    with pytest.raises(ValueError, match=message):
        store(article, Extraction((), (), "test 1"))
    assert not Source.objects.exists()


@pytest.mark.parametrize(
    ("quotations", "message"),
    [
        pytest.param([quotation(Span(0, 21))], "at 0: its content ends at 21, the text at 20", id="end"),
        pytest.param([quotation(LONE, cue=(Span(20, 22),))], "its cue ends at 22", id="cue"),
        pytest.param([quotation(LONE, source=(Span(3, 99),))], "its source ends at 99", id="mention"),
        pytest.param([quotation(Span(5, 9), Span(1, 3))], "content are not in reading order", id="order"),
        pytest.param([quotation(Span(1, 5), Span(3, 9))], "content are not in reading order", id="overlap"),
        pytest.param([quotation(LONE), quotation(LONE)], "there are two from there to 1", id="twice"),
        pytest.param([quotation(LONE, confidence=1.5)], "its confidence is 1.5", id="confidence"),
        pytest.param([quotation(LONE, confidence=float("nan"))], "its confidence is nan", id="no number"),
    ],
)
def test_a_bad_extraction_is_refused(quotations: list[Quotation], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        store(Article(text="x" * 20), Extraction(tuple(quotations), (), "test 1"))
    assert not Source.objects.exists()


def test_a_failure_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **options: Any) -> None:
        raise RuntimeError("the disk is full")

    store(ARTICLE, read(TEXT, WAIT))
    before = rows()
    monkeypatch.setattr("quotes.models.quote.QuoteQuerySet.bulk_create", fail)
    for article in (ARTICLE, Article(text=TEXT)):
        with pytest.raises(RuntimeError):
            store(article, read(TEXT, OPEN, extractor="test 2"))
    assert rows() == before


def test_the_number_of_queries_does_not_grow_with_the_quotes() -> None:
    def queries(count: int, extractor: str = "test 1") -> int:
        words = [f"{count} word {number}." for number in range(count)]
        text = " ".join(words)
        found = [
            Found(said, name=f"Ada {chr(97 + n // 26)}{chr(97 + n % 26)}roe", role=f"pilot {n}")
            for n, said in enumerate(words)
        ]
        with CaptureQueriesContext(connection) as captured:
            store(Article(text=text, published=ARTICLE.published), read(text, *found, extractor=extractor))
        return len(captured)

    # SQLite takes 999 values in a statement: 80 rows of quotes are two statements.
    batches = 3 if connection.vendor == "sqlite" else 0
    for count in (3, 80):  # first all speakers are new, then some are
        assert queries(count) <= 18 + batches
    for count in (2, 60):  # now all are known
        assert queries(count) <= 15 + batches
        assert queries(count, "test 2") <= 17 + batches


def test_another_sources_quotes_stay() -> None:
    other = QuoteFactory()
    store(ARTICLE, read(TEXT, WAIT))
    store(ARTICLE, read(TEXT, OPEN, extractor="test 2"))
    assert Quote.objects.filter(pk=other.pk).exists()
