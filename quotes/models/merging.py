"""Merging: two rows that stand for one speaker become one, and nothing that was said is lost.

merge(speaker, into)    speaker's quotes, names, affiliations and identifiers are those of `into`
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from quotes.models.affiliation import Affiliation
from quotes.models.distinction import Distinction
from quotes.models.identifier import Identifier
from quotes.models.quote import Quote
from quotes.models.speaker import Alias, Speaker
from quotes.models.term import Term


@transaction.atomic
def merge(speaker: Speaker, into: Speaker) -> None:
    """Give the quotes, names and affiliations of `speaker` to `into`, and leave a pointer.

    The row of `speaker` stays with its own names, so that its address leads on; whoever was
    merged into it before points to `into` from now on. An affiliation that both have becomes
    one with the dates of both. Raises ValidationError where the two are one or one of them is
    merged already, where an editor ruled that they are not the same, or where both have an
    identifier of one scheme (there they are two), and Speaker.DoesNotExist where one was deleted meanwhile.
    """
    # All in one order, so that two merges at a time wait for each other and do not block.
    involved = Speaker.objects.filter(Q(pk__in=(speaker.pk, into.pk)) | Q(merged_into=speaker.pk))
    locked = {row.pk: row for row in involved.select_for_update(no_key=True).order_by("pk")}
    if speaker.pk not in locked or into.pk not in locked:
        raise Speaker.DoesNotExist
    if speaker.pk == into.pk:
        raise ValidationError({"into": "A speaker cannot be merged into itself."})
    for row in (locked[speaker.pk], locked[into.pk]):
        if row.merged_into_id is not None:
            raise ValidationError({"into": f"{row} is merged already."})
    if Distinction.objects.between(speaker, into).exists():
        raise ValidationError({"into": f"An editor ruled that {speaker} is not {into}."})
    _move_identifiers(speaker, into)
    _move_distinctions(speaker, into)
    now = timezone.now()
    _move_affiliations(speaker, into)
    # What was the speaker's by likeness is the other's by this ruling, whatever articles tell later.
    speaker.quotes.exclude(surname="").update(surname="")
    into.settle()
    Quote.objects.filter(speaker=speaker).update(speaker=into, updated=now)
    Alias.objects.bulk_create(
        [Alias(speaker=into, name=alias.name) for alias in speaker.aliases.all()], ignore_conflicts=True
    )
    Speaker.objects.filter(Q(pk=speaker.pk) | Q(merged_into=speaker.pk)).update(merged_into=into, updated=now)
    Speaker.objects.filter(pk=into.pk).update(updated=now)
    speaker.merged_into = into


def _move_identifiers(speaker: Speaker, into: Speaker) -> None:
    """Give the identifiers of `speaker` to `into`. Raises ValidationError if both have one of a scheme."""
    known = {one.scheme: one for one in Identifier.objects.filter(speaker=into)}
    for one in Identifier.objects.filter(speaker=speaker):
        if other := known.get(one.scheme):
            raise ValidationError(
                {"into": f"{speaker} is {one}, {into} is {other}: take one of these off to merge them."}
            )
    Identifier.objects.filter(speaker=speaker).update(speaker=into)


def _move_distinctions(speaker: Speaker, into: Speaker) -> None:
    """Let whoever was told from `speaker` be told from `into`."""
    for ruling in Distinction.objects.about(speaker):
        other = ruling.other_id if ruling.one_id == speaker.pk else ruling.one_id
        one, two = sorted((into.pk, other))
        if Distinction.objects.filter(one=one, other=two).exists():
            ruling.delete()
        else:
            Distinction.objects.filter(pk=ruling.pk).update(one=one, other=two)


def _move_affiliations(speaker: Speaker, into: Speaker) -> None:
    """Give the affiliations of `speaker` to `into`; those that both have become one."""
    known = {one.stated: one for one in into.affiliations.all()}
    for one in speaker.affiliations.all():
        same = known.get(one.stated)
        if same is None:
            one.speaker = into
            one.save(update_fields=("speaker", "updated"))
            continue
        dates = (same.first_stated, same.last_stated, one.first_stated, one.last_stated)
        stated = [date for date in dates if date is not None]
        same.first_stated, same.last_stated = min(stated, default=None), max(stated, default=None)
        same.save(update_fields=("first_stated", "last_stated", "updated"))
        Quote.objects.filter(affiliation=one).update(affiliation=same, updated=timezone.now())
        Term.objects.bulk_create(
            [
                Term(affiliation=same, held_from=term.held_from, held_until=term.held_until)
                for term in Term.objects.filter(affiliation=one)
            ],
            ignore_conflicts=True,
        )
        Affiliation.objects.filter(pk=one.pk).delete()
