"""Opaque public identifiers: 80 random bits as 16 lower-case letters and digits.

They appear in URLs in place of row numbers, so that nothing about the size or the order
of the database can be read from them, and so that they survive an export and an import.
"""

from __future__ import annotations

import base64
import secrets

LENGTH = 16


def new_public_id() -> str:
    """Return a fresh identifier, e.g. `k3v5xq2m7a4nbz6d` (RFC 4648 base 32, lower case)."""
    return base64.b32encode(secrets.token_bytes(10)).decode("ascii").lower()
