"""manage.py make_key: make a key for the REST API and print it, this once."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from quotes.models import Key, Scope


class Command(BaseCommand):
    """Print the key alone, so that it can be piped on; what there is to say goes to stderr."""

    help = "Make an API key for a user and print it. It is stored as a hash, and nothing shows it again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("user", metavar="USER", help="the name of the user whose key it is")
        parser.add_argument("--name", required=True, help="what it is for, such as the program that uses it")
        parser.add_argument(
            "--scope",
            required=True,
            action="append",
            choices=Scope.values,
            help="what it may be used for; may be given several times",
        )
        parser.add_argument(
            "--expires", metavar="DATE", help="the last day (UTC) on which it works: 2027-01-31"
        )

    def handle(self, *, user: str, name: str, scope: list[str], expires: str | None, **options: Any) -> None:
        owner = get_user_model().objects.filter(**{get_user_model().USERNAME_FIELD: user}).first()
        if owner is None:
            raise CommandError(f"There is no user {user!r}.")
        scopes = {f"may_{one}": one in scope for one in Scope.values}
        key = Key(owner=owner, name=name, expires=expires and _end_of(expires), **scopes)
        try:
            key.full_clean(exclude=("prefix", "sha256"))
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        key.save()
        until = f" until {expires}" if expires else ""
        self.stderr.write(
            f"A key of {user} for {', '.join(key.scopes)}{until}. Keep it: it is not shown again."
        )
        self.stdout.write(key.token)


def _end_of(day: str) -> datetime.datetime:
    """Return the first moment after a day (UTC). Raises CommandError where it is none."""
    try:
        midnight = datetime.datetime.combine(datetime.date.fromisoformat(day), datetime.time(), datetime.UTC)
        return midnight + datetime.timedelta(days=1)
    except (ValueError, OverflowError):
        raise CommandError(f"--expires: {day!r} is no date like 2027-01-31.") from None
