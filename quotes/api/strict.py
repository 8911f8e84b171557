"""What all views of the API have in common: who may ask, how often, for how long, with what parameters."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from quotes.api import conditional, deadlines, parameters
from quotes.api.errors import TooManyRequests
from quotes.api.metadata import Metadata
from quotes.api.permissions import ByScope
from quotes.api.throttles import Allowance, headers
from quotes.models import Scope


class StrictView(APIView):
    """A view that checks who may do what, and refuses parameters that it does not know."""

    permission_classes = (ByScope,)
    metadata_class = Metadata
    #: What keys need for methods, where it is not the usual: see quotes.api.permissions.
    scopes: Mapping[str, Scope | None] = {}
    #: Methods that read an article, for which VERBATIM_SUBMIT_RATE is.
    costly: Collection[str] = ()
    #: What is left to who asks, where anything is limited; set by the throttle.
    allowances: Sequence[Allowance] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer; what runs long on the database is stopped."""
        with deadlines.limited():
            answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
            return answer

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Check the parameters once it is clear that the request is allowed.

        OPTIONS is for all, and says what there is whatever parameters come along.
        """
        super().initial(request, *args, **kwargs)
        if request.method == "OPTIONS":
            return
        if request.method not in self.allowed_methods:
            self.http_method_not_allowed(request, *args, **kwargs)
        parameters.check(request.query_params, self.parameters(), self.hint)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[Any, str]:
        """Return the renderer and the media type; OPTIONS is answered in some format in any case."""
        found: tuple[Any, str] = super().perform_content_negotiation(
            request, force or request.method == "OPTIONS"
        )
        return found

    def formats(self) -> Sequence[BaseRenderer]:
        """Return the renderers of all formats that the address has for reading."""
        return self.get_renderers()

    def check_permissions(self, request: Request) -> None:
        """Refuse what is not allowed. Raises PermissionDenied, NotAuthenticated."""
        if request.method != "OPTIONS":
            super().check_permissions(request)

    def perform_authentication(self, request: Request) -> None:
        """Find out who asks, and count the request, whoever it is and whatever comes of it."""
        try:
            super().perform_authentication(request)
        finally:
            super().check_throttles(request)

    def check_throttles(self, request: Request) -> None:
        """Leave it at that: it was done with the authentication."""

    def throttled(self, request: Request, wait: float) -> None:
        """Refuse the request. Raises TooManyRequests."""
        raise TooManyRequests(wait, [one.policy for one in self.allowances if one.used > one.quota])

    def finalize_response(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Tell in headers what is left."""
        answer: HttpResponseBase = super().finalize_response(*args, **kwargs)
        for name, value in headers(self.allowances).items():
            answer[name] = value
        conditional.finish(self.request, answer)
        return answer

    def parameters(self) -> dict[str, bool]:
        """Return the names of the known parameters, each with whether it may be repeated."""
        return {"format": False}

    def hint(self, name: str) -> str | None:
        """Return what is to be used in place of a parameter that is not known, if there is such a thing."""
        return None
