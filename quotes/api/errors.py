"""What can be wrong with a request, as exceptions; `problems` makes answers of them.

REST framework's own views import this, by way of the settings: nothing of them is imported here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rest_framework import exceptions

NOT_UNDERSTOOD = "The request was not understood; see errors."


class BadParameters(exceptions.APIException):
    """Faults in the query string: what is wrong, by the parameter's name.

    `positions` tells of parameters where in the value the fault lies, in characters.
    """

    status_code = 400

    def __init__(self, faults: Mapping[str, str], positions: Mapping[str, int] | None = None) -> None:
        super().__init__(NOT_UNDERSTOOD)
        self.errors: list[dict[str, Any]] = [
            {"parameter": name, "detail": fault} for name, fault in faults.items()
        ]
        for error in self.errors:
            if positions and error["parameter"] in positions:
                error["position"] = positions[error["parameter"]]


class Conflict(exceptions.APIException):
    """The change contradicts what is stored."""

    status_code = 409
    default_detail = "This contradicts what is stored."


class Gone(exceptions.APIException):
    """What was asked for is no longer there, and will not be."""

    status_code = 410
    default_detail = "This is no longer there."


class PreconditionFailed(exceptions.APIException):
    """The request was to be answered only on a condition, which does not hold."""

    status_code = 412
    default_detail = "What is there is not what the request expects (If-Match and the like). Read it again."


class Stopped(exceptions.APIException):
    """The database could not answer in time; it might another time, or a smaller request."""

    status_code = 503
    default_detail = "The database could not answer in time."
    # What REST framework makes the header Retry-After of.
    wait = 10


class TooManyRequests(exceptions.Throttled):
    """More requests than these policies allow; `wait` seconds later there may be others.

    The problem is of the type that draft-ietf-httpapi-ratelimit-headers registers.
    """

    default_detail = "This is more than is allowed."
    extra_detail_singular = "Try again in {wait} second."
    extra_detail_plural = "Try again in {wait} seconds."

    def __init__(self, wait: float, policies: Sequence[str]) -> None:
        super().__init__(wait)
        self.members = {
            "type": "https://iana.org/assignments/http-problem-types#quota-exceeded",
            "violated-policies": list(policies),
        }


class TooLarge(exceptions.APIException):
    """The body is longer than this server reads."""

    status_code = 413
    default_detail = "The body of the request is too long."
