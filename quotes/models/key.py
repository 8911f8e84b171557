"""Key: what a program shows in place of a password, for as much as its scopes allow.

    vb_k3v5xq2m_9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08

The eight characters in the middle are the prefix, by which a key is found and recognized; it is no
secret. After it come 256 random bits, of which only the SHA-256 is stored: a slow hash as of
passwords is for what can be guessed.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import logging
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connections, models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare

TOKEN = re.compile("vb_([a-z2-7]{8})_([0-9a-f]{64})")

# How old `last_used` may become before a request writes it again.
FRESH = datetime.timedelta(minutes=5)

log = logging.getLogger(__name__)


class Scope(models.TextChoices):
    """What a key may be used for. It never allows more than its owner may."""

    READ = "read", "Read records, look quotations up."
    SUBMIT = "submit", "Submit articles, if the owner may."
    CORRECT = "correct", "Create, correct, merge and delete records, if the owner may."
    EXPORT = "export", "Read whole lists as CSV and JSON Lines."


class KeyQuerySet(models.QuerySet["Key"]):
    """What can be asked of keys."""

    def of(self, token: str) -> Key | None:
        """Return the key, with its owner, that `token` is; revoked and expired ones too (one query)."""
        match = TOKEN.fullmatch(token)
        key = self.select_related("owner").filter(prefix=match[1]).first() if match else None
        if match and key and constant_time_compare(_hash(match[2]), key.sha256):
            return key
        return None


class Key(models.Model):
    """One of the keys of a user. Saving a new one makes its `token`, which nothing can show again."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=100, help_text="What it is for, such as the program that uses it.")
    prefix = models.CharField(max_length=8, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    may_read = models.BooleanField(default=True, help_text=Scope.READ.label)
    may_submit = models.BooleanField(default=False, help_text=Scope.SUBMIT.label)
    may_correct = models.BooleanField(default=False, help_text=Scope.CORRECT.label)
    may_export = models.BooleanField(default=False, help_text=Scope.EXPORT.label)
    created = models.DateTimeField(default=timezone.now, editable=False)
    expires = models.DateTimeField(null=True, blank=True, help_text="UTC; empty: never.")
    revoked = models.DateTimeField(null=True, blank=True, editable=False)
    last_used = models.DateTimeField(null=True, blank=True, editable=False)

    #: The whole key, on the instance that was just made and nowhere else.
    token = ""

    objects = KeyQuerySet.as_manager()

    class Meta:
        verbose_name = "API key"
        ordering = ("-created", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(may_read=True) | Q(may_submit=True) | Q(may_correct=True) | Q(may_export=True),
                name="key_with_a_scope",
                violation_error_message="Without a scope it is of no use: choose what it is for.",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="key_name_not_empty"),
            models.CheckConstraint(condition=~Q(prefix="") & ~Q(sha256=""), name="key_with_a_secret"),
            models.CheckConstraint(
                condition=Q(expires=None) | Q(expires__gt=F("created")),
                name="key_expires_after_it_is_made",
                violation_error_message="This is over already.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix})"

    def clean(self) -> None:
        """Refuse a new key that would never work."""
        if self._state.adding and self.expires and self.expires <= timezone.now():
            raise ValidationError({"expires": "This is over already."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and make the secret of a new key."""
        if self._state.adding and not self.sha256:
            # RFC 4648 base 32, lower case.
            self.prefix = base64.b32encode(secrets.token_bytes(5)).decode("ascii").lower()
            secret = secrets.token_hex(32)
            self.sha256 = _hash(secret)
            self.token = f"vb_{self.prefix}_{secret}"
        super().save(*args, **kwargs)

    @property
    def scopes(self) -> list[Scope]:
        """Return what the key may be used for."""
        return [scope for scope in Scope if self.allows(scope)]

    def allows(self, scope: Scope) -> bool:
        """Say whether the key may be used for this; what its owner may is another question."""
        return bool(getattr(self, f"may_{scope.value}"))

    def fault(self) -> str:
        """Say why the key does not work; nothing if it does."""
        if self.revoked:
            return f"This key was revoked on {self.revoked:%Y-%m-%d}."
        if self.expires and self.expires <= timezone.now():
            return f"This key expired on {self.expires:%Y-%m-%d}."
        if not self.owner.is_active:
            return "The owner of this key is no longer active."
        return ""

    def mark_used(self) -> None:
        """Write when the key was last used, unless that is told well enough; never wait, never fail."""
        now = timezone.now()
        if self.last_used and now - self.last_used < FRESH:
            return
        rows = Key.objects.filter(Q(last_used=None) | Q(last_used__lte=now - FRESH), pk=self.pk)
        try:
            with _without_waiting(rows.db), transaction.atomic(rows.db):
                free = rows.select_for_update(skip_locked=True)
                Key.objects.filter(pk__in=free.values("pk")).update(last_used=now)
        except DatabaseError as error:
            log.info("It was not written when the key %s was used: %s", self.prefix, error)


def _hash(secret: str) -> str:
    """Return the SHA-256 of the secret in hexadecimal."""
    return hashlib.sha256(secret.encode("ascii")).hexdigest()


@contextmanager
def _without_waiting(alias: str) -> Iterator[None]:
    """Have SQLite refuse to write at once while another connection does; elsewhere rows are locked."""
    connection = connections[alias]
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        (usual,) = cursor.fetchone()
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
