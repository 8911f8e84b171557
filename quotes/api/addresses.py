"""The addresses of what the API has, as they are told in answers.

REST framework's `reverse` is not for this: it carries `?format=` of the request over to every address.
"""

from __future__ import annotations

from functools import cache

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from rest_framework.request import Request


def address(request: HttpRequest | Request, view: str, **names: str) -> str:
    """Return the whole address of the view called `view`, without any parameters.

    >>> address(request, "quote-detail", id="rbdap6npw7xgozer")
    'https://verbatim.example/api/v1/quotes/rbdap6npw7xgozer/'
    """
    path = reverse(view, kwargs=names) if names else _path(view, get_script_prefix())
    found: str = request.build_absolute_uri(path)
    return found


@cache
def _path(view: str, prefix: str) -> str:
    """Return the path of a view below the prefix that the server is mounted at."""
    return reverse(view)
