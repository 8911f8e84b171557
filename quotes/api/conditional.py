"""Conditional requests (RFC 9110, section 13): what has not changed is not sent again.

    answer                    its ETag is made of
    list, counts, export      the address and the newest change in the database, before a row is read
    single record, the rest   its own bytes, so that only a change of what it shows is one

Both are strong. Last-Modified is when the newest change of all was told, to the second, and is left
out until SETTLED seconds later: another change in that second would not move it (RFC 9110, 8.8.2.2).
"""

from __future__ import annotations

import datetime
import hashlib
import time
from collections.abc import Callable
from functools import cache, partial, wraps
from pathlib import Path
from typing import Any

from django.http import HttpResponse, HttpResponseNotModified, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, parse_etags, parse_http_date_safe
from rest_framework.request import Request
from rest_framework.response import Response

import quotes
from quotes.api.errors import PreconditionFailed
from quotes.api.problems import MEDIA_TYPE, problem
from quotes.models.change import State, state

# More seconds than the clocks of a server and its database differ by, or than a change waits to be told.
SETTLED = 5
# Headers by which a change is made to depend on what is there.
CONDITIONS = ("If-Match", "If-None-Match", "If-Unmodified-Since")


def unchanged_since(handler: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a handler of a view answer 304 before it begins, where nothing at all has changed."""

    @wraps(handler)
    def answer(view: Any, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = None if for_people(request) else state()
        if found is None:
            return handler(view, request, *args, **kwargs)
        tag = tag_of(found, request)
        # A star matches whatever there is, which is not known yet.
        if tag in parse_etags(request.headers.get("If-None-Match", "")):
            return marked(HttpResponseNotModified(), tag, found.time)
        return judged(request, marked(handler(view, request, *args, **kwargs), tag, found.time))

    return answer


def told_when(handler: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a handler of a view tell when the newest change was, which is read before anything else."""

    @wraps(handler)
    def answer(view: Any, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = None if for_people(request) else state()
        return dated(handler(view, request, *args, **kwargs), found.time if found else None)

    return answer


def finish(request: Request, answer: HttpResponseBase) -> None:
    """Have an answer to reading asked for again before it is used again, and tagged."""
    if request.method not in ("GET", "HEAD") or answer.status_code not in (200, 304):
        return
    patch_cache_control(answer, no_cache=True)
    if isinstance(answer, Response) and not answer.has_header("ETag") and not for_people(request):
        answer.add_post_render_callback(partial(_finished, request))


def tag_written(request: Request, answer: Response) -> None:
    """Tag the answer to a change, which is the record as reading it would be answered."""
    if not for_people(request):
        answer.add_post_render_callback(_tagged)


def expect(request: Request, current: Callable[[], bytes]) -> None:
    """Raise PreconditionFailed where a change is not to be made of what is `current` now."""
    if any(name in request.headers for name in CONDITIONS):
        found = state()
        moment = seconds(found.time) if found and found.time else None
        if get_conditional_response(request, tag_of_bytes(current()), moment) is not None:
            raise PreconditionFailed


def for_people(request: Request) -> bool:
    """Say whether the answer is a page, which depends on who looks at it."""
    return bool(request.accepted_renderer.format == "api")


def tag_of(found: State, request: Request) -> str:
    """Return the ETag of what is answered from this state of the database."""
    parts = (found.sequence, found.time, request.accepted_media_type, request.build_absolute_uri(), _code())
    return f'"{hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()}"'


def tag_of_bytes(content: bytes) -> str:
    """Return the ETag of an answer with this content."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def seconds(moment: datetime.datetime) -> int:
    """Return the whole seconds since 1970."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    return int(aware.timestamp())


def marked(answer: HttpResponseBase, tag: str, moment: datetime.datetime | None) -> HttpResponseBase:
    """Return the answer with its validators."""
    answer["ETag"] = tag
    return dated(answer, moment)


def dated(answer: HttpResponseBase, moment: datetime.datetime | None) -> HttpResponseBase:
    """Return the answer with the moment of the newest change, if there was one a while ago."""
    if moment and seconds(moment) + SETTLED < time.time():
        answer["Last-Modified"] = http_date(seconds(moment))
    return answer


def judged(request: Request, answer: Any) -> Any:
    """Return the answer, or that nothing has changed, or that a condition does not hold."""
    if answer.status_code != 200:
        return answer
    since = parse_http_date_safe(answer.get("Last-Modified", ""))
    found = get_conditional_response(request, answer["ETag"], since, answer)
    if found.status_code != 412:
        return found
    return JsonResponse(problem(412, PreconditionFailed.default_detail), status=412, content_type=MEDIA_TYPE)


def _tagged(answer: Response) -> None:
    answer["ETag"] = tag_of_bytes(answer.content)


def _finished(request: Request, answer: Response) -> HttpResponse:
    _tagged(answer)
    done: HttpResponse = judged(request, answer)
    return done


@cache
def _code() -> str:
    """Return a hash of the code that makes the answers: another version may make others."""
    files = sorted(Path(quotes.__path__[0]).rglob("*.py"))
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
