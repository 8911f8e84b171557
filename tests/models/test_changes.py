"""The database writes down every change itself, in order and without gaps."""

from __future__ import annotations

import contextlib
import datetime
import random
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from quotes.models import Affiliation, Alias, Change, Identifier, Quote, Source, Speaker, Term
from quotes.models.change import forget, newest, number
from quotes.models.corrections import correct, review
from quotes.models.merging import merge
from tests.factories import AffiliationFactory, QuoteFactory, SourceFactory, SpeakerFactory

MODELS: dict[str, Any] = {
    "quote": Quote,
    "speaker": Speaker,
    "source": Source,
    "affiliation": Affiliation,
}


@pytest.fixture
def told(db: None) -> Callable[[], list[tuple[str, str, str]]]:
    """Return a function that returns what was told since it was last called."""
    last = 0

    def read() -> list[tuple[str, str, str]]:
        nonlocal last
        number()
        rows = list(Change.objects.filter(sequence__gt=last))
        assert [row.sequence for row in rows] == list(range(last + 1, last + 1 + len(rows)))
        assert not Change.objects.filter(sequence=None).exists()
        last += len(rows)
        return [(row.resource, row.record, row.action) for row in rows]

    return read


Told = Callable[[], list[tuple[str, str, str]]]


class TestWhatIsTold:
    """Each way by which a row can change."""

    def test_making(self, told: Told) -> None:
        quote = QuoteFactory()
        (affiliation,) = Affiliation.objects.all()
        source, speaker = quote.source, quote.speaker
        # The factory adds the quotation to the text of the source.
        assert sorted(told()) == [
            ("affiliation", affiliation.public_id, "created"),
            ("quote", quote.public_id, "created"),
            ("source", source.public_id, "created"),
            ("source", source.public_id, "updated"),
            ("speaker", speaker.public_id, "created"),
            ("speaker", speaker.public_id, "updated"),  # an affiliation is part of a speaker
        ]

    def test_many_at_once(self, told: Told) -> None:
        speakers = Speaker.objects.bulk_create([Speaker(name=f"Ada {n}") for n in "abc"])
        assert told() == [("speaker", speaker.public_id, "created") for speaker in speakers]
        Speaker.objects.update(kind="group")
        assert told() == [("speaker", speaker.public_id, "updated") for speaker in speakers]
        Speaker.objects.all().delete()
        assert sorted(told()) == sorted(("speaker", speaker.public_id, "deleted") for speaker in speakers)

    def test_replacing(self, told: Told) -> None:
        old = QuoteFactory()
        told()
        new = {field.name: getattr(old, field.name) for field in Quote._meta.fields if field.name != "id"}
        other = Quote(**new | {"public_id": "a" * 16, "start": 1, "end": 2})
        Quote.objects.bulk_create(
            [Quote(**new | {"public_id": "b" * 16, "confidence": 0.1}), other],
            update_conflicts=True,
            unique_fields=("source", "start", "end"),
            update_fields=("confidence",),
        )
        assert sorted(told()) == sorted(
            [("quote", old.public_id, "updated"), ("quote", other.public_id, "created")]
        )

    @pytest.mark.parametrize(
        ("changes", "action"),
        [
            pytest.param({"kind": "mixed"}, "corrected", id="corrected"),
            pytest.param({"content_spans": "cut"}, "corrected", id="spans"),
            pytest.param({"review": "rejected"}, "rejected", id="rejected"),
            pytest.param({"review": "rejected", "kind": "mixed"}, "rejected", id="corrected and rejected"),
            pytest.param({"review": "accepted"}, "updated", id="accepted"),
        ],
    )
    def test_an_editor(self, changes: dict[str, Any], action: str, told: Told) -> None:
        quote = QuoteFactory()
        told()
        if "content_spans" in changes:
            changes = {"content_spans": [[quote.start, quote.start + 3]]}
        correct(quote, changes)
        assert told() == [("quote", quote.public_id, action)]

    def test_review(self, told: Told) -> None:
        quotes = QuoteFactory.create_batch(2)
        told()
        review(Quote.objects.all(), Quote.Review.REJECTED)
        assert told() == [("quote", quote.public_id, "rejected") for quote in quotes]
        review(Quote.objects.all(), Quote.Review.ACCEPTED)
        assert [action for *_, action in told()] == ["updated"] * 2

    def test_a_merge(self, told: Told) -> None:
        quote, left = QuoteFactory(affiliation=None), SpeakerFactory()
        before = SpeakerFactory(merged_into=quote.speaker)
        assert ("speaker", before.public_id, "merged") in told()
        merge(quote.speaker, left)
        found = told()
        assert ("quote", quote.public_id, "updated") in found
        # Both of them straight to the one who is left.
        merged = Change.objects.filter(action="merged").order_by("-sequence")[:2]
        assert {(one.record, one.merged_into) for one in merged} == {
            (before.public_id, left.public_id),
            (quote.speaker.public_id, left.public_id),
        }
        assert ("speaker", left.public_id, "updated") in found

    def test_taking_a_merge_back(self, told: Told) -> None:
        speaker = SpeakerFactory(merged_into=SpeakerFactory())
        told()
        Speaker.objects.filter(pk=speaker.pk).update(merged_into=None)
        assert told() == [("speaker", speaker.public_id, "created")]

    def test_names(self, told: Told) -> None:
        speaker = SpeakerFactory()
        told()
        alias = speaker.aliases.create(name="The Admiral")
        assert told() == [("speaker", speaker.public_id, "updated")]
        Alias.objects.filter(pk=alias.pk).update(name="Her Honor", key="her honor")
        assert told() == [("speaker", speaker.public_id, "updated")]
        alias.delete()
        assert told() == [("speaker", speaker.public_id, "updated")]

    def test_affiliations(self, told: Told) -> None:
        one = AffiliationFactory()
        told()
        expected = [("affiliation", one.public_id, "updated"), ("speaker", one.speaker.public_id, "updated")]
        one.role = "pilot"
        one.save()
        assert sorted(told()) == expected
        Affiliation.objects.update(role="pilot")
        assert told() == []
        one.delete()
        assert sorted(told()) == [("affiliation", one.public_id, "deleted"), expected[1]]

    def test_identifiers(self, told: Told) -> None:
        speaker = SpeakerFactory()
        told()
        Identifier.objects.bulk_create([Identifier(speaker=speaker, scheme="wikidata", value="Q42")])
        assert told() == [("speaker", speaker.public_id, "updated")]
        Identifier.objects.update(value="Q43")
        assert told() == [("speaker", speaker.public_id, "updated")]
        Identifier.objects.all().delete()
        assert told() == [("speaker", speaker.public_id, "updated")]

    def test_terms(self, told: Told) -> None:
        one = AffiliationFactory()
        told()
        Term.objects.bulk_create([Term(affiliation=one, held_from=datetime.date(2020, 1, 1))])
        assert told() == [("affiliation", one.public_id, "updated")]
        Term.objects.update(held_until=datetime.date(2024, 1, 1))
        assert told() == [("affiliation", one.public_id, "updated")]
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM quotes_term")
        assert told() == [("affiliation", one.public_id, "updated")]

    def test_deletions_that_others_bring(self, told: Told) -> None:
        quote = QuoteFactory()
        records = {(name, row.public_id) for name, model in MODELS.items() for row in model.objects.all()}
        told()
        quote.speaker.delete()
        found = told()
        assert ("speaker", quote.speaker.public_id, "deleted") in found
        assert ("quote", quote.public_id, "updated") in found
        quote.source.delete()
        found += told()
        assert {(name, record) for name, record, action in found if action == "deleted"} == records

    def test_sql_by_hand(self, told: Told) -> None:
        quote = QuoteFactory()
        told()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE quotes_quote SET confidence = 0.25")
            assert told() == [("quote", quote.public_id, "updated")]
            cursor.execute("DELETE FROM quotes_quote")
            assert told() == [("quote", quote.public_id, "deleted")]

    def test_what_stays_the_same_is_not_told(self, told: Told) -> None:
        quote = QuoteFactory()
        told()
        Quote.objects.update(kind=quote.kind)
        Quote.objects.filter(pk=0).update(kind="mixed")
        Quote.objects.filter(pk=0).delete()
        # Derived columns are nobody's business.
        Quote.objects.update(search_text="pier", sort_date=datetime.date.min)
        assert told() == []

    def test_what_is_taken_back_is_not_told(self, told: Told) -> None:
        with transaction.atomic():
            SourceFactory()
            transaction.set_rollback(True)
        assert told() == []
        source = SourceFactory()
        assert told() == [("source", source.public_id, "created")]

    def test_emptying_a_table(self, told: Told) -> None:
        quotes = QuoteFactory.create_batch(2)
        told()
        postgresql = connection.vendor == "postgresql"
        with connection.cursor() as cursor:
            if postgresql:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("TRUNCATE quotes_quote CASCADE" if postgresql else "DELETE FROM quotes_quote")
        assert told() == [("quote", quote.public_id, "deleted") for quote in quotes]


def test_the_time_is_that_of_the_change(told: Told) -> None:
    before = timezone.now()
    SourceFactory()
    told()
    slack = datetime.timedelta(seconds=1)  # SQLite counts milliseconds
    assert before - slack < Change.objects.get().time < timezone.now() + slack


class TestForgetting:
    """Old changes go, from the first on."""

    @pytest.fixture
    def days(self, told: Told) -> datetime.datetime:
        """Five changes, a day apart; returns the time of the first."""
        SourceFactory.create_batch(5)
        told()
        first = timezone.now() - datetime.timedelta(days=5)
        for one in Change.objects.all():
            day = datetime.timedelta(days=one.sequence - 1)
            Change.objects.filter(pk=one.pk).update(time=first + day)
        return first

    @pytest.mark.parametrize(("days_later", "kept"), [(0, 5), (0.5, 4), (3, 2), (4, 1), (9, 1)])
    def test_what_is_kept(self, days: datetime.datetime, days_later: float, kept: int) -> None:
        assert forget(days + datetime.timedelta(days=days_later)) == 5 - kept
        assert list(Change.objects.values_list("sequence", flat=True)) == list(range(6 - kept, 6))

    def test_the_numbers_go_on(self, days: datetime.datetime) -> None:
        forget(timezone.now())
        SourceFactory()
        number()
        assert newest() == 6

    def test_nothing_to_forget(self, db: None) -> None:
        assert forget(timezone.now()) == 0
        assert newest() == 0


@pytest.mark.django_db(transaction=True)
def test_migrations_bring_the_triggers_back() -> None:
    try:
        call_command("migrate", "quotes", "0003", verbosity=0)
    finally:
        call_command("migrate", verbosity=0)
    quote = QuoteFactory()
    quote.delete()
    number()
    assert ("quote", quote.public_id, "deleted") in Change.objects.values_list("resource", "record", "action")
    # Nothing to migrate, nothing lost.
    call_command("migrate", verbosity=0)
    QuoteFactory()
    number()
    assert Change.objects.order_by("-sequence")[0].action == "created"


def records() -> dict[tuple[str, str], str]:
    """Return what a mirror is to have: each record with when it was changed."""
    found = {}
    for name, model in MODELS.items():
        rows = model.objects.current() if model is Speaker else model.objects.all()
        found |= {(name, row.public_id): row for row in rows}
    return {key: fingerprint(row) for key, row in found.items()}


def fingerprint(row: Any) -> str:
    """Return all that a row holds, and the names and affiliations of a speaker, as one text."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    names: list[str] = []
    if isinstance(row, Speaker):
        names = sorted(alias.name for alias in row.aliases.all())
        names += sorted(f"{one.role} {one.organization}" for one in row.affiliations.all())
    return repr((values, names))


class Mirror:
    """A copy that knows nothing but the feed, and fetches what it is told of."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], str] = {}
        self.last = 0

    def poll(self, limit: int) -> int:
        """Read at most `limit` changes and follow them; return how many there were."""
        number()
        changes = list(Change.objects.filter(sequence__gt=self.last)[:limit])
        for one in changes:
            assert one.sequence == self.last + 1
            self.last = one.sequence
            key = one.resource, one.record
            row = MODELS[one.resource].objects.filter(public_id=one.record).first()
            if one.action in ("deleted", "merged") or row is None:
                self.rows.pop(key, None)
            elif not getattr(row, "merged_into_id", None):
                self.rows[key] = fingerprint(row)
        return len(changes)


def steps(random: random.Random) -> Iterator[Callable[[], object]]:
    """Yield things that happen to a database."""

    def some(rows: Any) -> Any:
        found = list(rows.order_by("pk"))
        return random.choice(found) if found else None

    def on(rows: Any, act: Callable[[Any], object]) -> Callable[[], object]:
        return lambda: act(row) if (row := some(rows)) is not None else None

    def merged(speaker: Speaker, into: Speaker | None) -> None:
        if into is not None:
            merge(speaker, into)

    speakers = Speaker.objects.current()
    while True:
        yield random.choice(
            [
                lambda: QuoteFactory(affiliation=None),
                lambda: QuoteFactory(speaker=some(speakers) or SpeakerFactory(), affiliation=None),
                lambda: AffiliationFactory(speaker=some(speakers) or SpeakerFactory()),
                on(Quote.objects.all(), lambda quote: correct(quote, {"speaker": some(speakers)})),
                on(Quote.objects.all(), lambda quote: correct(quote, {"mention_spans": []})),
                on(Quote.objects.all(), lambda quote: review(Quote.objects.filter(pk=quote.pk), "rejected")),
                on(Quote.objects.all(), lambda quote: quote.delete()),
                on(Source.objects.all(), lambda source: source.delete()),
                on(Affiliation.objects.all(), lambda one: one.delete()),
                on(speakers.filter(quotes=None, merged=None), lambda speaker: speaker.delete()),
                on(speakers, lambda one: merged(one, some(speakers.exclude(pk=one.pk)))),
                on(speakers, lambda one: one.aliases.get_or_create(name=f"Bea {random.choice('abcdefgh')}")),
                lambda: Source.objects.filter(pk__gt=random.randrange(50)).update(language="nl"),
            ]
        )


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(5))
def test_a_mirror_that_follows_the_feed_is_the_database(seed: int) -> None:
    chance, mirror = random.Random(seed), Mirror()
    for _, step in zip(range(120), steps(chance), strict=False):
        step()
        if chance.random() < 0.2:
            mirror.poll(chance.randrange(1, 20))
    while mirror.poll(50):
        pass
    assert mirror.rows == records()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(3))
def test_a_mirror_follows_many_writers_at_a_time(seed: int) -> None:
    # SQLite has one writer at a time, and in memory no reader beside it.
    turn: Any = threading.Lock() if connection.vendor == "sqlite" else contextlib.nullcontext()
    QuoteFactory.create_batch(5, affiliation=None)
    done = []

    def write(chance: random.Random) -> None:
        try:
            for _, step, after in zip(range(40), steps(chance), steps(chance), strict=False):
                # Lost races (a deadlock, a row that is gone) are taken back as a whole.
                with turn, contextlib.suppress(DatabaseError, ObjectDoesNotExist, ValidationError):
                    with transaction.atomic():
                        step()
                        time.sleep(chance.random() / 200)
                        after()
                    done.append(1)
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=(random.Random(f"{seed} {n}"),)) for n in range(4)]
    mirror = Mirror()
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        with turn:
            mirror.poll(20)
        time.sleep(0.002)
    for writer in writers:
        writer.join()
    while mirror.poll(50):
        pass
    assert len(done) > 80
    assert mirror.rows == records()
    assert mirror.last == Change.objects.count()
