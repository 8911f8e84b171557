"""Change: what became of a record, in an order without gaps, for those who keep a copy.

Rows are written by the database itself (quotes.models.triggers) in the transaction that changes
the record, whatever way it comes. A row counts as told once it has its `sequence`:

    SQLite       has one writer at a time; the trigger gives the next number
    PostgreSQL   transactions end in another order than they begin in, so that the numbers are
                 given afterwards, by `number`, to what has been committed

so that nothing ever appears before what was told already. Where one change was made in the
knowledge of another, it has the later number.
"""

from __future__ import annotations

import datetime
from contextlib import suppress
from dataclasses import dataclass

from django.db import DatabaseError, connection, models, transaction
from django.db.models import Max, Min, Q

from quotes.models.public_ids import LENGTH

_LOCK = 0x7665726263
# At most so many at a time: nobody waits long for an answer after a great many changes.
BATCH = 10_000

_NUMBER = """
    UPDATE quotes_change SET sequence = numbered.number, told = clock_timestamp()
    FROM (
        SELECT id, row_number() OVER (ORDER BY id)
            + (SELECT coalesce(max(sequence), 0) FROM quotes_change) AS number
        FROM (SELECT id FROM quotes_change WHERE sequence IS NULL ORDER BY id LIMIT %s) AS waiting
    ) AS numbered
    WHERE quotes_change.id = numbered.id
"""


# PostgreSQL has what bears no number first. As text: it is asked for with every request.
_NEWEST = "SELECT sequence, coalesce(told, time) FROM quotes_change ORDER BY sequence DESC LIMIT 1"


class Change(models.Model):
    """One change. `record` is the public id, `merged_into` that of the speaker who took the quotes.

    `told` is when it got its number, null where that was at `time`.
    """

    class Resource(models.TextChoices):
        QUOTE = "quote"
        SPEAKER = "speaker"
        SOURCE = "source"
        AFFILIATION = "affiliation"

    class Action(models.TextChoices):
        CREATED = "created"
        UPDATED = "updated"
        CORRECTED = "corrected"
        REJECTED = "rejected"
        MERGED = "merged"
        DELETED = "deleted"

    sequence = models.BigIntegerField(null=True, unique=True)
    time = models.DateTimeField()
    told = models.DateTimeField(null=True)
    resource = models.CharField(max_length=11, choices=Resource)
    record = models.CharField(max_length=LENGTH)
    action = models.CharField(max_length=9, choices=Action)
    merged_into = models.CharField(max_length=LENGTH, blank=True)

    class Meta:
        ordering = ("sequence",)
        indexes = (models.Index(fields=("id",), condition=Q(sequence=None), name="change_not_numbered"),)

    def __str__(self) -> str:
        return f"{self.sequence}: {self.resource} {self.record} {self.action}"


@dataclass(frozen=True, slots=True)
class State:
    """The newest change of a database: its number, 0 for none, and when it was told."""

    sequence: int
    time: datetime.datetime | None


def state() -> State | None:
    """Return which state the database is in: as long as it is the same, so are all records.

    Read it before them. None where there are changes without a number, which this gives if it can.
    """
    found = _state()
    if found is None:
        # A role that may only read cannot.
        with suppress(DatabaseError):
            number()
        found = _state()
    return found


def _state() -> State | None:
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST)
        row = cursor.fetchone()
    if row is None:
        return State(0, None)
    sequence, time = row
    # SQLite hands moments over as text, in UTC without saying so.
    moment = datetime.datetime.fromisoformat(time) if isinstance(time, str) else time
    if moment is not None and moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    return State(sequence, moment) if sequence else None


def number() -> None:
    """Give the next numbers to what has been committed, unless somebody else is about it."""
    if connection.vendor != "postgresql" or not Change.objects.filter(sequence=None).exists():
        return
    with transaction.atomic(), connection.cursor() as cursor:
        # Held until what was numbered is there for all to see.
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if cursor.fetchone()[0]:
            cursor.execute(_NUMBER, [BATCH])


def newest() -> int:
    """Return the last number that was given, 0 if none was."""
    return Change.objects.aggregate(last=Max("sequence"))["last"] or 0


def forget(before: datetime.datetime) -> int:
    """Delete the changes made before the first one since `before`; return how many those were.

    The newest stays, so that the numbers go on.
    """
    kept = Change.objects.filter(time__gte=before).aggregate(first=Min("sequence"))["first"]
    last = newest() if kept is None else kept
    deleted, _ = Change.objects.filter(sequence__lt=last).delete()
    return deleted
