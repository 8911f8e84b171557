"""How long a statement may run that an API request makes; all others may run for as long as they like.

PostgreSQL stops it by `statement_timeout`, which a session keeps until something else is wanted, so
that one request after another costs nothing more. SQLite asks every STEPS steps of its machine
whether time is up. Either way Django raises OperationalError, for which `stopped` knows the reason.

What is streamed is read after the view has ended, and no longer has a limit.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.dispatch import receiver

# A millisecond or two, unless they go through long texts.
STEPS = 100_000

# SQLSTATEs and SQLite's codes of statements that were stopped, and of those that others stood in
# the way of: locks that are held for too long, deadlocks, transactions that cannot be made serial.
_STOPPED = ("57014", 9)
_IN_THE_WAY = ("40001", "40P01", "55P03", 5, 6)

_seconds: ContextVar[float] = ContextVar("seconds", default=0.0)


@contextmanager
def limited() -> Iterator[None]:
    """Let no statement run for more than VERBATIM_QUERY_SECONDS in here; 0: let it."""
    token = _seconds.set(settings.VERBATIM_QUERY_SECONDS)
    try:
        yield
    finally:
        _seconds.reset(token)


def stopped(error: OperationalError) -> str:
    """Say in a sentence why a statement that might do another time did not; nothing if it will not."""
    cause = error.__cause__
    # SQLite puts what is special to a case into the higher bits.
    code = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorcode", 0) & 0xFF
    if code in _STOPPED:
        limit = settings.VERBATIM_QUERY_SECONDS
        return f"This would take longer than {limit} seconds, and was stopped. Ask for less, or narrow it."
    if code in _IN_THE_WAY:
        return "Others are writing at the same time. Try again."
    return ""


class StatementTimeout:
    """Wraps every statement of a PostgreSQL connection. Session and wish rarely differ."""

    def __init__(self) -> None:
        self.session = 0.0

    def __call__(self, execute: Callable, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """Have the session stop the statement in time, and execute it."""
        wanted = _seconds.get()
        if wanted != self.session:
            connection = context["connection"]
            value = f"'{wanted}s'" if wanted else "DEFAULT"
            # A rollback would take back what is set for the session.
            scope = "LOCAL" if connection.in_atomic_block else "SESSION"
            with connection.wrap_database_errors:
                connection.connection.execute(f"SET {scope} statement_timeout TO {value}")
            if scope == "SESSION":
                self.session = wanted
        return execute(sql, params, many, context)


class Clock:
    """Wraps every statement of a SQLite connection; the reading of its rows is a part of it."""

    def __init__(self) -> None:
        self.end = math.inf

    def __call__(self, execute: Callable, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """Execute the statement, and note when its time is up."""
        seconds = _seconds.get()
        self.end = time.monotonic() + seconds if seconds else math.inf
        return execute(sql, params, many, context)

    def is_over(self) -> bool:
        """Say whether time is up."""
        return time.monotonic() > self.end and bool(_seconds.get())


@receiver(connection_created)
def watch(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Have a new connection keep to the limits."""
    kept = [one for one in connection.execute_wrappers if not isinstance(one, (StatementTimeout, Clock))]
    if connection.vendor == "postgresql":
        kept.insert(0, StatementTimeout())
    elif connection.vendor == "sqlite":
        clock = Clock()
        kept.insert(0, clock)
        connection.connection.set_progress_handler(clock.is_over, STEPS)
    # In place, and before all others: who is using one takes the last away again.
    connection.execute_wrappers[:] = kept
