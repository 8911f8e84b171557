"""How often somebody may ask: so many times in a window of time, told apart by key, user or address.

    RateLimit-Policy: "address";q=600;w=60, "submit";q=60;w=60
    RateLimit: "address";r=597;t=41, "submit";r=59;t=12

(draft-ietf-httpapi-ratelimit-headers-10.) Windows are fixed, and begin for each at another moment.
The counts are in Django's cache, one entry for each; where it fails, nobody is kept waiting.
"""

from __future__ import annotations

import ipaddress
import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any
from zlib import crc32

from django.conf import settings
from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from quotes.api.errors import TooManyRequests
from quotes.models import Key

# The policy, beside that of who asks, of what costs the most.
SUBMIT = "submit"
# The policy of addresses that send passwords.
PASSWORD = "password"  # noqa: S105 - a name

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a policy leaves to who asks: `quota` requests in `window` seconds, which end in `reset`."""

    policy: str
    quota: int
    window: int
    used: int
    reset: int

    @property
    def remaining(self) -> int:
        """Return how many requests are left."""
        return max(self.quota - self.used, 0)


class Throttle(BaseThrottle):
    """Counts a request, and leaves in `view.allowances` what is left."""

    def allow_request(self, request: Request, view: Any) -> bool:
        """Say whether the request is within all its policies."""
        costly = request.method in getattr(view, "costly", ())
        view.allowances = list(allowances(request, count=1, costly=costly))
        self.exceeded = [one for one in view.allowances if one.used > one.quota]
        return not self.exceeded

    def wait(self) -> int:
        """Return in how many seconds it will be."""
        return max(one.reset for one in self.exceeded)


def allowances(request: Request, count: int, costly: bool) -> Iterator[Allowance]:
    """Yield what the policies leave to who asks, after `count` more requests."""
    policy, partition = caller(request)
    rate = settings.VERBATIM_RATE if policy == "address" else settings.VERBATIM_KEY_RATE
    yield from _allowance(policy, rate, partition, count)
    if costly:
        yield from _allowance(SUBMIT, settings.VERBATIM_SUBMIT_RATE, partition, count)


def count_password(request: Request) -> None:
    """Count that a password was sent, before it is checked, which is slow. Raises TooManyRequests."""
    partition = network(address(request))
    for left in _allowance(PASSWORD, settings.VERBATIM_SUBMIT_RATE, partition, 1):
        if left.used > left.quota:
            raise TooManyRequests(left.reset, [PASSWORD])


def caller(request: Request) -> tuple[str, str]:
    """Return what kind of somebody asks, `key`, `user` or `address`, and who of these."""
    if isinstance(request.auth, Key):
        return "key", f"key{request.auth.pk}"
    if request.user.is_authenticated:
        return "user", f"user{request.user.pk}"
    return "address", network(address(request))


def address(request: Request) -> str:
    """Return the address of who asks, behind as many proxies as VERBATIM_PROXIES says."""
    return BaseThrottle().get_ident(request) or ""


@lru_cache(4096)
def network(address: str) -> str:
    """Return an IPv4 address, or the /64 network of an IPv6 address, which is one customer's.

    >>> network("203.0.113.7"), network("2001:db8::5")
    ('203.0.113.7', '2001:db8::')
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        # A socket has none, and a proxy may write anything.
        return sha256(address.encode(errors="replace")).hexdigest()[:16]
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ipaddress.IPv6Address(int(found) >> 64 << 64))


def headers(found: Sequence[Allowance]) -> dict[str, str]:
    """Return the headers that tell of them; none where nothing is limited."""
    if not found:
        return {}
    return {
        "RateLimit-Policy": ", ".join(f'"{one.policy}";q={one.quota};w={one.window}' for one in found),
        "RateLimit": ", ".join(f'"{one.policy}";r={one.remaining};t={one.reset}' for one in found),
    }


def _allowance(policy: str, rate: tuple[int, int] | None, partition: str, count: int) -> Iterator[Allowance]:
    """Yield what the policy leaves to `partition`; nothing where there is no limit, or no cache."""
    if rate is None:
        return
    quota, window = rate
    number, elapsed = divmod(int(time.time()) + crc32(partition.encode()) % window, window)
    reset = window - elapsed
    try:
        used = _counted(f"verbatim.{policy}.{partition}.{number}", count, reset)
    except Exception as error:  # whatever the cache's library raises
        log.warning("Requests are not counted, since the cache failed: %r", error)
    else:
        yield Allowance(policy, quota, window, used, reset)


def _counted(key: str, count: int, seconds: int) -> int:
    """Return the count with `count` added to it, one or two operations of the cache."""
    if not count:
        found: int = cache.get(key, 0)
        return found
    for _ in range(2):
        try:
            return cache.incr(key, count)
        except ValueError:
            if cache.add(key, count, seconds):
                break
    return count
