"""The one way by which editors change quotes, in the admin and over REST."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from quotes.models import Affiliation, Quote, Speaker, Variant
from quotes.models.corrections import correct, review
from quotes.models.merging import merge
from quotes.offsets import find_broken
from quotes.variants import refresh, variants_of
from tests.factories import AffiliationFactory, QuoteFactory, SpeakerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def quote() -> Quote:
    return QuoteFactory(speaker__name="Ada Roe")


@pytest.fixture
def other() -> Speaker:
    return SpeakerFactory(name="Tom Lund")


@pytest.fixture
def others_affiliation(other: Speaker) -> Affiliation:
    return AffiliationFactory(speaker=other)


def state(quote: Quote) -> tuple[Any, ...]:
    stored = Quote.objects.get(pk=quote.pk)
    return stored.speaker, stored.affiliation, stored.kind, stored.review


def test_another_speaker_takes_the_affiliation_off(quote: Quote, other: Speaker) -> None:
    correct(quote, {"speaker": other})
    assert state(quote) == (other, None, "direct", "corrected")


def test_another_speaker_with_an_affiliation(
    quote: Quote, other: Speaker, others_affiliation: Affiliation
) -> None:
    correct(quote, {"speaker": other, "affiliation": others_affiliation})
    assert state(quote) == (other, others_affiliation, "direct", "corrected")


def test_no_speaker(quote: Quote) -> None:
    correct(quote, {"speaker": None})
    assert state(quote) == (None, None, "direct", "corrected")


def test_another_kind(quote: Quote) -> None:
    correct(quote, {"kind": "mixed"})
    assert state(quote) == (quote.speaker, quote.affiliation, "mixed", "corrected")


def test_another_type(quote: Quote) -> None:
    correct(quote, {"type": "writing"})
    assert Quote.objects.get(pk=quote.pk).type == "writing"
    assert state(quote)[-1] == "corrected"


@pytest.mark.parametrize("mark", ["accepted", "rejected", "unreviewed"])
def test_a_mark_alone(quote: Quote, mark: str) -> None:
    correct(quote, {"review": mark})
    assert state(quote) == (quote.speaker, quote.affiliation, "direct", mark)


@pytest.mark.parametrize(("mark", "stored"), [("accepted", "corrected"), ("rejected", "rejected")])
def test_a_mark_with_a_correction(quote: Quote, mark: str, stored: str) -> None:
    correct(quote, {"kind": "mixed", "review": mark})
    assert state(quote)[2:] == ("mixed", stored)


def test_the_evidence_stays(quote: Quote, other: Speaker) -> None:
    evidence = ("text", "start", "end", "content_spans", "cue", "mention", "mention_spans", "confidence")
    before = Quote.objects.values(*evidence).get()
    quote.text = "other words"
    correct(quote, {"speaker": other})
    assert Quote.objects.values(*evidence).get() == before


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "sung"}, "kind"),
        ({"review": "read"}, "review"),
        ({"speaker": "merged"}, "speaker"),
        ({"affiliation": "others"}, "affiliation"),
        ({"speaker": None, "affiliation": "others"}, "affiliation"),
    ],
)
def test_a_bad_correction_changes_nothing(
    quote: Quote, other: Speaker, others_affiliation: Affiliation, changes: dict[str, Any], field: str
) -> None:
    rows = {"merged": SpeakerFactory(name="T. Lund", merged_into=other), "others": others_affiliation}
    before = state(quote)
    with pytest.raises(ValidationError) as raised:
        correct(quote, {name: rows.get(value, value) for name, value in changes.items()})
    assert list(raised.value.message_dict) == [field]
    assert state(quote) == before


def test_what_somebody_else_changed_meanwhile_stays(quote: Quote, other: Speaker) -> None:
    first, second = Quote.objects.get(), Quote.objects.get()
    correct(first, {"speaker": other})
    correct(second, {"kind": "mixed"})
    assert state(quote) == (other, None, "mixed", "corrected")
    assert second.speaker == other


def test_a_speaker_who_was_merged_meanwhile(quote: Quote, other: Speaker) -> None:
    read_before, before = Speaker.objects.get(pk=other.pk), state(quote)
    merge(other, SpeakerFactory(name="Thomas Lund"))
    with pytest.raises(ValidationError, match="is merged into Thomas Lund"):
        correct(quote, {"speaker": read_before})
    assert state(quote) == before


def test_a_quote_that_was_deleted_meanwhile(quote: Quote, other: Speaker) -> None:
    Quote.objects.filter(pk=quote.pk).delete()
    for changes in ({"speaker": other}, {"mention_spans": []}):
        with pytest.raises(Quote.DoesNotExist):
            correct(quote, changes)


TEXT = "“The pier opens on Monday,” Ada Roe said on Friday. “It is dry.”"
OPENS, DRY = [1, 26], [53, 63]  # The pier opens on Monday, / It is dry.


@pytest.fixture
def placed() -> Quote:
    return QuoteFactory(
        source__text=TEXT,
        text=TEXT[1:26],
        content_spans=[OPENS],
        cue="said",
        cue_spans=[[36, 40]],
        mention="Ada Roe",
        mention_spans=[[28, 35]],
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            {"content_spans": [[5, 15]]},
            {"text": "pier opens", "start": 5, "end": 15, "search_text": "pier opens"},
            id="fewer words",
        ),
        pytest.param(
            {"content_spans": [OPENS, DRY]},
            {
                "text": "The pier opens on Monday, It is dry.",
                "start": 1,
                "end": 63,
                "search_text": "the pier opens on monday it is dry",
            },
            id="two stretches",
        ),
        pytest.param(
            {"content_spans": [[1, 9], [9, 26]]}, {"text": "The pier  opens on Monday,"}, id="touch"
        ),
        pytest.param({"cue_spans": [[36, 50]]}, {"cue": "said on Friday", "text": TEXT[1:26]}, id="cue"),
        pytest.param({"cue_spans": []}, {"cue": "", "mention": "Ada Roe"}, id="no cue"),
        pytest.param({"mention_spans": [[28, 31]]}, {"mention": "Ada", "cue": "said"}, id="mention"),
        pytest.param({"mention_spans": []}, {"mention": "", "mention_spans": []}, id="no mention"),
        pytest.param(
            {"content_spans": [[1, 25]], "mention_spans": [[28, 31]], "kind": "mixed"},
            {"text": TEXT[1:25], "mention": "Ada", "kind": "mixed"},
            id="all at once",
        ),
    ],
)
def test_other_spans_bring_their_words(
    placed: Quote, changes: dict[str, Any], expected: dict[str, Any]
) -> None:
    correct(placed, changes)
    assert Quote.objects.values(*changes, *expected, "review").get() == {
        **expected,
        **changes,
        "review": "corrected",
    }
    assert list(find_broken()) == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"content_spans": []}, "A quote has words", id="none"),
        pytest.param({"content_spans": None}, "Not a list", id="null"),
        pytest.param({"content_spans": "1-26"}, "Not a list", id="a text"),
        pytest.param({"content_spans": [1, 26]}, "two whole numbers", id="one span without its list"),
        pytest.param({"content_spans": [[1]]}, "two whole numbers", id="one border"),
        pytest.param({"content_spans": [[1, 9.0]]}, "two whole numbers", id="a fraction"),
        pytest.param({"content_spans": [[False, True]]}, "two whole numbers", id="truths"),
        pytest.param({"content_spans": [["1", "9"]]}, "two whole numbers", id="texts"),
        pytest.param({"content_spans": [[-9, 9]]}, "is no span", id="before the text"),
        pytest.param({"content_spans": [[9, 9]]}, "is no span", id="empty"),
        pytest.param({"content_spans": [[9, 5]]}, "is no span", id="backwards"),
        pytest.param({"content_spans": [[1, 65]]}, "outside the text, which has 64", id="after the text"),
        pytest.param({"content_spans": [[1, 2**63]]}, "ends outside the text", id="far outside"),
        pytest.param({"content_spans": [DRY, OPENS]}, "begins before the end", id="not in order"),
        pytest.param({"content_spans": [[1, 9], [8, 26]]}, "begins before the end of", id="overlapping"),
        pytest.param({"content_spans": [[1, 9], [26, 28]]}, "no letter or digit", id="no words"),
        pytest.param({"content_spans": [DRY]}, "no character in common", id="another quotation"),
        pytest.param({"content_spans": [[1, 2]] * 101}, "at most 100", id="too many"),
        pytest.param({"cue_spans": [[36, 65]]}, "ends outside the text", id="cue"),
        pytest.param({"mention_spans": [[35, 36]]}, "no letter or digit", id="mention"),
        pytest.param({"mention_spans": None}, "Not a list", id="no list of mentions"),
    ],
)
def test_bad_spans_change_nothing(placed: Quote, changes: dict[str, Any], message: str) -> None:
    before = Quote.objects.values().get()
    with pytest.raises(ValidationError, match=message) as raised:
        correct(placed, changes)
    assert list(raised.value.message_dict) == list(changes)
    assert Quote.objects.values().get() == before


def test_no_two_quotes_stand_at_one_place(placed: Quote) -> None:
    other = QuoteFactory(source=placed.source, text=TEXT[1:63], content_spans=[OPENS, DRY])
    with pytest.raises(ValidationError, match=f"The quote {other.public_id} stands there"):
        correct(placed, {"content_spans": [[1, 63]]})


def test_search_and_variants_follow_the_words(placed: Quote) -> None:
    long = "The tug Hilda took eleven barges from the quarry to the mole at noon"
    whole = QuoteFactory(text=long)
    # Too few words to be joined with the other, until the editor adds the rest.
    part = QuoteFactory(source__text=long, text=long[:9], content_spans=[[0, 9]])
    refresh([whole, part])
    assert set(variants_of(whole)) == {whole}
    correct(part, {"content_spans": [[0, len(long)]]})
    assert set(Variant.objects.values_list("quote", flat=True)) == {whole.pk, part.pk}
    assert set(Quote.objects.search("mole")) == {whole, part}
    correct(part, {"content_spans": [[0, 9]]})
    assert not Variant.objects.exists()
    assert set(Quote.objects.search("mole")) == {whole}


@pytest.mark.parametrize("name", ["text", "start", "source", "confidence", "created", "cue", "mention"])
def test_evidence_cannot_be_corrected(quote: Quote, name: str) -> None:
    with pytest.raises(ValueError, match=f"cannot be corrected: {name}"):
        correct(quote, {name: getattr(quote, name)})


def test_many_are_reviewed_at_once() -> None:
    quotes = [QuoteFactory(review=mark) for mark in ("unreviewed", "corrected", "accepted")]
    assert review(Quote.objects.filter(pk__in=[quote.pk for quote in quotes]), Quote.Review.ACCEPTED) == 2
    assert set(Quote.objects.values_list("review", flat=True)) == {"accepted"}
    assert Quote.objects.get(pk=quotes[0].pk).updated > quotes[0].updated
    assert Quote.objects.get(pk=quotes[2].pk).updated == quotes[2].updated
