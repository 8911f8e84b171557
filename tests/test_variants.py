"""Quotes that are one quotation are joined, in whatever order they come and go."""

from __future__ import annotations

import datetime
from itertools import permutations

import pytest
from django.core.management import call_command

from quotes.articles import Article
from quotes.models import Fingerprint, Quote, Speaker, Variant
from quotes.models.corrections import correct
from quotes.reach import outlets
from quotes.store import store
from quotes.variants import refresh, variants_of
from tests.factories import QuoteFactory, SpeakerFactory
from tests.fake_extractor import FakeExtractor

pytestmark = pytest.mark.django_db

# The whole; its two halves, which have no words in common; a changed form; something else.
WHOLE = (
    "We will never raise the levy on small ferries, and everybody on these islands knows that I keep my word"
)
FIRST = "We will never raise the levy on small ferries"
SECOND = "everybody on these islands knows that I keep my word"
CHANGED = (
    "We shall never raise any levy on small ferries, and everybody on these islands knows that I keep my word"
)
OTHER = "Rain is expected over the northern coast until late on Sunday evening"
TEXTS = {"whole": WHOLE, "first": FIRST, "second": SECOND, "changed": CHANGED, "other": OTHER}


def made(text: str, **values: object) -> Quote:
    quote = QuoteFactory(text=text, **values)
    refresh([quote])
    return quote


def joined() -> set[frozenset[int]]:
    """Return the keys of each group."""
    leaders = set(Variant.objects.values_list("group", flat=True))
    return {frozenset(Variant.objects.filter(group=one).values_list("quote", flat=True)) for one in leaders}


@pytest.mark.parametrize("order", list(permutations(TEXTS))[::7])
def test_groups_do_not_depend_on_the_order(order: tuple[str, ...]) -> None:
    quotes = {name: made(TEXTS[name]) for name in order}
    assert joined() == {frozenset(quotes[name].pk for name in ("whole", "first", "second", "changed"))}


def test_what_is_no_variant_has_no_group() -> None:
    quote = made(OTHER)
    assert joined() == set()
    assert list(variants_of(quote)) == [quote]


def test_refreshing_again_changes_nothing() -> None:
    quotes = [made(WHOLE), made(FIRST)]
    before = joined(), set(Fingerprint.objects.values_list("quote", "key"))
    refresh(quotes, {quote.pk: quote.search_text for quote in quotes})
    refresh(quotes, {quote.pk: "other words" for quote in quotes})
    assert (joined(), set(Fingerprint.objects.values_list("quote", "key"))) == before


def test_a_group_falls_apart_when_what_joined_it_is_deleted() -> None:
    first, whole, second = made(FIRST), made(WHOLE), made(SECOND)
    assert joined() == {frozenset((first.pk, whole.pk, second.pk))}
    whole.source.delete()
    assert joined() == set()
    assert not Fingerprint.objects.filter(quote=whole.pk).exists()


def test_a_group_holds_while_a_copy_of_what_was_deleted_is_left() -> None:
    whole, copy, first, second = made(WHOLE), made(WHOLE), made(FIRST), made(SECOND)
    whole.delete()
    assert joined() == {frozenset((copy.pk, first.pk, second.pk))}
    Quote.objects.filter(pk=copy.pk).delete()
    assert joined() == set()


def test_a_pair_of_copies_becomes_none() -> None:
    whole, copy = made(WHOLE), made(WHOLE)
    assert joined() == {frozenset((whole.pk, copy.pk))}
    copy.delete()
    assert joined() == set()


def test_storing_joins_and_reading_again_joins_anew() -> None:
    extract = FakeExtractor()

    def read(url: str, *texts: str) -> None:
        text = "\n".join(f'"{one}" said Jane Roe' for one in texts)
        store(Article(text=text, url=f"https://gazette.example/{url}", origin=url), extract(text))

    read("one", WHOLE)
    read("two", FIRST, OTHER)
    assert {frozenset(map(str, Quote.objects.filter(pk__in=group))) for group in joined()}
    assert [len(group) for group in joined()] == [2]
    extract.version = "fake 2"
    read("one", WHOLE)
    assert [len(group) for group in joined()] == [2]
    read("one", OTHER)
    assert {Quote.objects.get(pk=key).text for group in joined() for key in group} == {OTHER}
    assert [len(group) for group in joined()] == [2]
    read("two", FIRST)
    assert joined() == set()


class TestWhoIsCredited:
    """The group as it is read: one speaker's, and whoever is nobody else's."""

    def test_the_same_speaker_and_no_speaker_go_together(self) -> None:
        speaker = SpeakerFactory()
        quotes = [made(WHOLE, speaker=speaker), made(FIRST, speaker=None), made(WHOLE, speaker=speaker)]
        for quote in quotes:
            assert set(variants_of(quote)) == set(quotes)

    def test_two_speakers_are_kept_apart_and_nobody_is_given_to_either(self) -> None:
        one, other, nobody = made(WHOLE), made(WHOLE), made(WHOLE, speaker=None)
        more = made(FIRST, speaker=other.speaker)
        assert set(variants_of(one)) == {one}
        assert set(variants_of(other)) == set(variants_of(more)) == {other, more}
        assert set(variants_of(nobody)) == {nobody}

    def test_nobody_at_all(self) -> None:
        quotes = {made(WHOLE, speaker=None), made(FIRST, speaker=None)}
        assert all(set(variants_of(quote)) == quotes for quote in quotes)

    def test_a_correction_changes_who_goes_together(self) -> None:
        one, other = made(WHOLE), made(WHOLE)
        assert set(variants_of(one)) == {one}
        correct(other, {"speaker": Speaker.objects.get(pk=one.speaker_id)})
        assert set(variants_of(one)) == {one, other}

    def test_rejected_quotes_are_left_out(self) -> None:
        speaker = SpeakerFactory()
        one, other = made(WHOLE, speaker=speaker), made(WHOLE, speaker=speaker, review="rejected")
        assert set(variants_of(one)) == {one}
        assert set(variants_of(other)) == {one}


class TestFewWords:
    """They are one quotation in the mouth of one speaker, and join nobody else's."""

    def test_copies_of_one_speaker(self) -> None:
        speaker = SpeakerFactory()
        quotes = [made(text, speaker=speaker) for text in ("I am not a crook", "I am not a crook!")]
        made("I am not a cook", speaker=speaker)
        made("I am not a crook", speaker=speaker, review="rejected")
        others = [made("I am not a crook"), made("I am not a crook", speaker=None)]
        for quote in quotes:
            assert set(variants_of(quote)) == set(quotes)
        for quote in others:
            assert set(variants_of(quote)) == {quote}
        assert joined() == set()

    @pytest.mark.parametrize("text", ["Yes.", "No comment", "It is what it is and that is that"])
    def test_what_everybody_says(self, text: str) -> None:
        speaker = SpeakerFactory()
        quotes = [made(text, speaker=speaker) for _ in range(2)]
        assert [set(variants_of(quote)) for quote in quotes] == [{quote} for quote in quotes]

    def test_a_correction_changes_who_goes_together(self) -> None:
        one, other = made("I am not a crook"), made("I am not a crook")
        correct(other, {"speaker": Speaker.objects.get(pk=one.speaker_id)})
        assert set(variants_of(one)) == {one, other}


def test_another_name_is_another_statement() -> None:
    moon = made("We choose to go to the moon in this decade, and to stay")
    mars = made("We choose to go to Mars in this decade, and to stay")
    copy = made("We choose to go to Mars in this decade – and to stay!")
    assert joined() == {frozenset((mars.pk, copy.pk))}
    assert Fingerprint.objects.filter(quote=moon.pk).exists()


@pytest.mark.parametrize(
    ("sources", "count"),
    [
        ([("gazette", "gazette.example"), ("gazette", "news.example")], 1),
        # Without a name, the domain; not where somebody's name is known for it, nor where there is none.
        ([("", "gazette.example"), ("", "gazette.example"), ("", "post.example")], 2),
        ([("gazette", "gazette.example"), ("", "gazette.example")], 1),
        # Two publishers, one address of an archive; an archive that also has what nobody's name stands on.
        ([("gazette", "archive.example"), ("post", "archive.example"), ("", "archive.example")], 2),
        ([("", ""), ("gazette", "")], 1),
        ([], 0),
    ],
)
def test_outlets(sources: list[tuple[str, str]], count: int) -> None:
    assert outlets(sources) == count


def test_the_command_finds_the_variants_of_what_is_there_already(capsys: pytest.CaptureFixture[str]) -> None:
    quotes = [
        QuoteFactory(text=text, source__published=datetime.date(2024, 1, 1)) for text in (WHOLE, FIRST, OTHER)
    ]
    call_command("variants", "--batch", "2")
    assert "3 quotes" in capsys.readouterr().out
    assert joined() == {frozenset(quote.pk for quote in quotes[:2])}
    call_command("variants")
    assert "0 quotes" in capsys.readouterr().out
