"""Who asks: by an API key in the header `Authorization: Bearer vb_...`, or by a name and a password.

`request.user` is the owner of the key, and `request.auth` the key.
"""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from rest_framework.authentication import (
    BaseAuthentication,
    BasicAuthentication,
    get_authorization_header,
)
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from quotes.api import throttles
from quotes.models import Key

_UNKNOWN = "This server knows no such key. A key is sent whole, as `Authorization: Bearer vb_...`."
_OTHERWISE = (
    "Credentials are sent as `Authorization: Bearer vb_...` (a key), or as Basic (a name and a password)."
)


class PasswordAuthentication(BasicAuthentication):
    """A name and a password (RFC 7617), so many times: to check one is slow, and it could be guessed."""

    def authenticate_credentials(
        self, userid: str, password: str, request: Request | None = None
    ) -> tuple[AbstractBaseUser, None]:
        """Return who it is. Raises AuthenticationFailed, and TooManyRequests before anything is checked."""
        throttles.count_password(request)
        found: tuple[AbstractBaseUser, None] = super().authenticate_credentials(userid, password, request)
        return found


class KeyAuthentication(BaseAuthentication):
    """A key that is unknown, expired or revoked is a 401 that says which, whatever is asked for.

    So are credentials of a kind that is not known: whoever sends some does not want to be nobody.
    """

    def authenticate(self, request: Request) -> tuple[AbstractBaseUser, Key] | None:
        """Return the key and its owner, None where there is none. Raises AuthenticationFailed."""
        scheme, _, token = get_authorization_header(request).partition(b" ")
        if scheme.lower() in (b"", b"basic"):
            return None
        if scheme.lower() != b"bearer":
            raise AuthenticationFailed(_OTHERWISE)
        key = Key.objects.of(token.strip().decode("latin-1"))
        if key is None:
            raise AuthenticationFailed(_UNKNOWN)
        if fault := key.fault():
            raise AuthenticationFailed(fault)
        key.mark_used()
        return key.owner, key

    def authenticate_header(self, request: Request) -> str:
        """Return what a 401 asks for (RFC 9110: any one of these)."""
        return 'Basic realm="api", Bearer realm="api"'
