"""An editor rules that two speakers are not the same."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from quotes.articles import Article
from quotes.models import Distinction, Quote, Speaker
from quotes.models.merging import merge
from quotes.store import store
from tests.factories import QuoteFactory, SpeakerFactory
from tests.store.readings import Found, read
from tests.store.test_bare_names import speaker_of, store_mention

pytestmark = pytest.mark.django_db


def rule(one: Speaker, other: Speaker) -> Distinction:
    ruling = Distinction(one=one, other=other)
    ruling.full_clean()
    ruling.save()
    return ruling


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("asked", [False, True])
def test_they_are_not_merged(turned: bool, asked: bool) -> None:
    pair = [SpeakerFactory(name="Steve Roe"), SpeakerFactory(name="Stephen Roe")]
    quote = QuoteFactory(speaker=pair[0], affiliation=None)
    rule(*reversed(pair) if turned else pair)
    with pytest.raises(ValidationError, match=r"An editor ruled that Ste.* is not Ste"):
        merge(*reversed(pair) if asked else pair)
    assert Quote.objects.get().speaker == quote.speaker
    assert Speaker.objects.current().count() == 2


def test_without_the_ruling_they_are() -> None:
    one, other, third = SpeakerFactory(), SpeakerFactory(), SpeakerFactory()
    rule(one, third)
    rule(one, other).delete()
    merge(one, other)
    assert Speaker.objects.get(pk=one.pk).merged_into == other


def test_it_holds_for_whoever_takes_the_quotes() -> None:
    former, left, third = SpeakerFactory(), SpeakerFactory(), SpeakerFactory()
    rule(former, third)
    merge(former, left)
    with pytest.raises(ValidationError, match="is not"):
        merge(third, left)
    assert Distinction.objects.between(left, third).count() == Distinction.objects.count() == 1


def test_of_two_that_become_one_there_is_one() -> None:
    former, left, third = SpeakerFactory(), SpeakerFactory(), SpeakerFactory()
    rule(former, third)
    rule(third, left)
    merge(former, left)
    assert [(one.one, one.other) for one in Distinction.objects.all()] == [(left, third)]


def test_each_pair_is_there_once() -> None:
    one, other = SpeakerFactory(), SpeakerFactory()
    rule(one, other)
    with pytest.raises(ValidationError):
        rule(other, one)
    with pytest.raises(IntegrityError), transaction.atomic():
        Distinction.objects.create(one=other, other=one)
    with pytest.raises(IntegrityError), transaction.atomic():
        Distinction.objects.bulk_create([Distinction(one=other, other=one)])


def test_nobody_is_told_from_themselves_or_by_a_merged_row() -> None:
    speaker = SpeakerFactory()
    with pytest.raises(ValidationError, match="Choose two"):
        rule(speaker, speaker)
    merged = SpeakerFactory(merged_into=speaker)
    with pytest.raises(ValidationError, match="choose that speaker"):
        rule(SpeakerFactory(), merged)


def store_two_bearers() -> None:
    """Store an article that names two persons, either of whom "Roe" may be."""
    text = "The harbor opens. The harbor closes."
    found = [
        Found(part, name=name) for part, name in zip(text.split(". "), ("Ada Roe", "Tom Roe"), strict=True)
    ]
    store(Article(text=text), read(text, *found))


@pytest.mark.parametrize("ruled", [True, False])
def test_a_surname_alone_that_was_told_from_somebody_keeps_its_quotes(ruled: bool) -> None:
    quote = store_mention(("Roe", ""))
    stranger = Speaker.objects.get(name="Roe")
    if ruled:
        rule(stranger, SpeakerFactory(name="Eva Lund"))
    store_two_bearers()
    assert speaker_of(quote) == ("Roe" if ruled else "")
    assert Speaker.objects.filter(pk=stranger.pk).exists() == ruled


def test_a_full_name_that_was_told_from_somebody_is_still_weighed_against_new_ones() -> None:
    """The only Roe on record is Ada, until there is Tom: a ruling about Ada is none about "Roe"."""
    store_mention(("Ada Roe", ""))
    quote = store_mention(("Roe", ""))
    rule(Speaker.objects.get(name="Ada Roe"), SpeakerFactory(name="Ada Row"))
    assert speaker_of(quote) == "Ada Roe"
    store_mention(("Tom Roe", ""))
    assert speaker_of(quote) == ""
