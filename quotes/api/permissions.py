"""Who may do what, checked here and nowhere else.

| scope     | is for                                                                        |
|-----------|-------------------------------------------------------------------------------|
| `read`    | GET and HEAD of everything, and what a view says: POST of a lookup            |
| `export`  | GET and HEAD of a list in a format that is streamed whole                     |
| `submit`  | what a view says: POST of an article                                          |
| `correct` | POST, PATCH and DELETE of everything else                                     |

OPTIONS is for all, and what tells a key of itself for any key. A scope limits a key, and a right
limits a person; a key needs both. Everybody may read and export, or with VERBATIM_ANONYMOUS off
everybody who has logged in. For the other two, staff have every right, and others those that
Django's permissions give them, such as quotes.change_quote.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Model
from rest_framework.permissions import SAFE_METHODS, BasePermission, DjangoModelPermissions
from rest_framework.request import Request

from quotes.api.exports import StreamRenderer
from quotes.models import Key, Scope

OPEN = (Scope.READ, Scope.EXPORT)


class ByScope(BasePermission):
    """Whoever has the right, with a key only within its scopes."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Say whether the request is allowed, and in `message` why it is not."""
        scope = scope_of(view, request.method)
        if scope is Scope.READ and isinstance(getattr(request, "accepted_renderer", None), StreamRenderer):
            scope = Scope.EXPORT
        if scope and isinstance(request.auth, Key) and not request.auth.allows(scope):
            has = ", ".join(request.auth.scopes)
            self.message = f"This key is not for this: it lacks the scope '{scope}' and has {has}."
            return False
        if scope is None or scope in OPEN:
            return settings.VERBATIM_ANONYMOUS or request.user.is_authenticated
        needed = rights(view, request.method)
        others = f" and for those with the permission {', '.join(needed)}" if needed else ""
        self.message = f"This is for staff{others}."
        return request.user.is_staff or (bool(needed) and request.user.has_perms(needed))


def may_change(request: Request, model: type[Model]) -> bool:
    """Say whether who asks may change records of the model that are there, by whatever method."""
    if isinstance(request.auth, Key) and not request.auth.allows(Scope.CORRECT):
        return False
    needed = DjangoModelPermissions().get_required_permissions("PATCH", model)
    return bool(request.user.is_staff or request.user.has_perms(needed))


def scope_of(view: Any, method: str) -> Scope | None:
    """Return the scope that a key needs for a method of a view, in all formats but the streamed.

    None where any key will do.
    """
    usual = Scope.READ if method in SAFE_METHODS else Scope.CORRECT
    scopes: dict[str, Scope | None] = getattr(view, "scopes", {})
    return scopes.get("GET" if method == "HEAD" else method, usual)


def rights(view: Any, method: str) -> list[str]:
    """Return Django's permissions for a method of a view; none where it is of no model."""
    queryset = getattr(view, "queryset", None)
    if queryset is None:
        return []
    # What is sent to a record, such as whom to merge it into, changes it.
    changes = method == "POST" and getattr(view, "detail", False)
    names: list[str] = DjangoModelPermissions().get_required_permissions(
        "PATCH" if changes else method, queryset.model
    )
    return names
