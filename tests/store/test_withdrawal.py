"""What was read anew, or deleted, is no evidence any more; what editors made stays."""

from __future__ import annotations

import pytest

from quotes.articles import Article
from quotes.authority import Entry
from quotes.curation import Namesakes, bring_in
from quotes.models import Affiliation, Quote, Source, Speaker
from quotes.store import store
from tests.store.readings import Found, read
from tests.store.test_bare_names import speaker_of, store_mention

pytestmark = pytest.mark.django_db
URL = "https://gazette.example/1"


def store_reading(name: str, reading: str, text: str = "We wait.") -> Quote:
    """Store one article as a reading that finds this name in it."""
    found = read(text, Found(text, name=name, role="pilot"), extractor=reading)
    return store(Article(text=text, url=URL), found).source.quotes.get()


@pytest.mark.parametrize("text", ["We wait.", "We do not wait."], ids=["read anew", "changed"])
def test_who_is_told_of_no_more_is_gone(text: str) -> None:
    store_reading("Ada Roe", "test 1")
    bare = store_mention(("Roe", ""))
    assert speaker_of(bare) == "Ada Roe"
    store_reading("Tom Roe", "test 2", text)
    assert speaker_of(bare) == "Tom Roe"
    assert [str(one) for one in Speaker.objects.all()] == ["Tom Roe"]
    assert Affiliation.objects.get().speaker == bare.speaker


def test_who_was_in_a_deleted_article_alone_is_gone() -> None:
    ada, tom, bare = (store_mention((name, "")) for name in ("Ada Roe", "Tom Roe", "Roe"))
    assert speaker_of(bare) == ""
    ada.source.delete()
    assert speaker_of(bare) == "Tom Roe"
    Source.objects.filter(pk=tom.source_id).delete()
    assert (speaker_of(bare), bare.speaker and bare.speaker.incomplete) == ("Roe", True)
    assert Speaker.objects.count() == 1


def test_a_full_name_that_is_gone_leaves_the_surname() -> None:
    bare, full = store_mention(("Roe", "")), store_mention(("Ada Roe", ""))
    assert full.speaker == bare.speaker
    full.source.delete()
    assert speaker_of(bare) == "Roe"
    assert bare.speaker is not None
    assert (bare.speaker.incomplete, bare.speaker.aliases.count()) == (True, 1)
    assert speaker_of(store_mention(("Tom Roe", ""))) == speaker_of(bare) == "Tom Roe"


def test_what_an_editor_has_touched_stays() -> None:
    quotes = [store_mention((f"{name} Roe", "")) for name in ("Ada", "Tom", "Zoe", "Jan")]
    ada, tom, zoe, _ = (quote.speaker for quote in quotes)
    assert ada and tom and zoe
    ada.save()
    tom.identifiers.create(scheme="wikidata", value="Q42")
    zoe.affiliations.create(role="judge").terms.create()
    Source.objects.all().delete()
    assert set(Speaker.objects.all()) == {ada, tom, zoe}


def test_surnames_are_those_of_whom_an_authority_file_tells() -> None:
    bare = store_mention(("Stoltz", "secretary general"))
    bring_in(Entry("1", "Jens Stoltz", "person", (), (), ()), Namesakes())
    assert speaker_of(bare) == "Jens Stoltz"
    assert speaker_of(store_mention(("Stoltz", ""))) == "Jens Stoltz"
    bring_in(Entry("2", "Ann Stoltz", "person", (), (), ()), Namesakes())
    assert speaker_of(bare) == ""
