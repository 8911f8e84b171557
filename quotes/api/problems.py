"""Errors as `application/problem+json` (RFC 9457), whatever went wrong and wherever.

The body holds `type`, `title`, `status` and `detail`. Where the fault lies in the request,
`errors` lists each one with its `parameter` (of the query) or its `pointer` (RFC 6901, into
the body):

    {"type": "about:blank", "title": "Bad Request", "status": 400,
     "detail": "The request was not understood; see errors.",
     "errors": [{"parameter": "kindd", "detail": "Unknown parameter. Did you mean 'kind'?"}]}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DataError, IntegrityError, OperationalError
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.views.defaults import bad_request as html_bad_request
from django.views.defaults import server_error as html_server_error
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from quotes.api.deadlines import stopped
from quotes.api.errors import NOT_UNDERSTOOD, Conflict, Stopped, TooLarge
from quotes.api.renderers import FastJSONRenderer

MEDIA_TYPE = "application/problem+json"

_WHY = "The request cannot be served: its host is none of this server's, or it is malformed."
# What REST framework and Django call the faults of no single field.
WHOLE_ROW = ("non_field_errors", "__all__")


def problem(status: int, detail: str, errors: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """Return the body of a problem, without `errors` where there are none."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if errors:
        body["errors"] = list(errors)
    return body


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer `error` with a problem; None, which makes it a 500, where it is our fault.

    For REST framework's EXCEPTION_HANDLER. A person in a browser gets the same body inside
    the browsable API's page.
    """
    if isinstance(error, RequestDataTooBig):
        error = TooLarge()
    elif isinstance(error, SuspiciousOperation):
        error = exceptions.ParseError(str(error))
    elif isinstance(error, DataError):
        error = exceptions.ParseError("The database has no such value.")
    elif isinstance(error, ProtectedError):
        error = Conflict("Other records refer to this one.")
    elif isinstance(error, IntegrityError):
        error = Conflict()
    elif isinstance(error, OperationalError) and (reason := stopped(error)):
        error = Stopped(reason)
    response = exception_handler(error, context)
    if response is None:
        return None
    if isinstance(error, exceptions.ValidationError):
        response.data = problem(response.status_code, NOT_UNDERSTOOD, list(pointers(error.detail)))
    else:
        detail = str(response.data["detail"])
        response.data = problem(response.status_code, detail, getattr(error, "errors", ()))
        response.data |= getattr(error, "members", {})
    renderer = getattr(context["request"], "accepted_renderer", None)
    if renderer is None or renderer.format != "api":
        context["request"].accepted_renderer = FastJSONRenderer()
        context["request"].accepted_media_type = response.content_type = MEDIA_TYPE
    return response


def pointers(detail: Any, path: str = "#") -> Iterator[dict[str, str]]:
    """Yield each message of a serializer's nested `detail` with the pointer to its field."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from pointers(inner, path if name in WHOLE_ROW else f"{path}/{escaped(str(name))}")
    elif isinstance(detail, list):
        for inner in detail:
            yield from pointers(inner, path)
    else:
        yield {"pointer": path, "detail": str(detail)}


def escaped(name: str) -> str:
    """Return the name as a step of a pointer in a URI's fragment (RFC 6901, sections 3 and 6).

    >>> escaped("a/b~c d")
    'a~1b~0c%20d'
    """
    return quote(name.replace("~", "~0").replace("/", "~1"), safe="~!$&'()*+,;=:@?", errors="replace")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Answer a 400 that comes before any view, such as for a host that is not ours. For `handler400`."""
    if not request.path.startswith("/api/"):
        return html_bad_request(request, exception)
    return JsonResponse(problem(400, _WHY), status=400, content_type=MEDIA_TYPE)


def server_error(request: HttpRequest) -> HttpResponseBase:
    """Answer a 500: a problem below /api/, a page elsewhere. For the URLs' `handler500`."""
    if not request.path.startswith("/api/"):
        return html_server_error(request)
    body = problem(500, "The server failed. It is not your fault, and it has been logged.")
    return JsonResponse(body, status=500, content_type=MEDIA_TYPE)
