"""API keys in the admin: made, shown once, listed, revoked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from quotes.models import Key, Scope

SCOPES = tuple(f"may_{scope.value}" for scope in Scope)


class StateFilter(admin.SimpleListFilter):
    """Which keys work, and why the others do not."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choices."""
        return [("works", "works"), ("expired", "expired"), ("revoked", "revoked")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Key]) -> QuerySet[Key]:
        """Return the keys in the state chosen."""
        match self.value():
            case "works":
                return queryset.filter(revoked=None).exclude(expires__lte=timezone.now())
            case "expired":
                return queryset.filter(revoked=None, expires__lte=timezone.now())
            case "revoked":
                return queryset.exclude(revoked=None)
        return queryset


@admin.register(Key)
class KeyAdmin(admin.ModelAdmin):
    """Keys of users for the REST API. What a key may do stays as it was made; revoke it, make another.

    Superusers see and make those of everybody, others their own: a key acts for its owner.
    """

    list_display = ("name", "owner", "prefix", "allows", "expires", "last_used", "revoked")
    list_select_related = ("owner",)
    list_filter = (StateFilter,)
    search_fields = ("name", "prefix", "owner__username")
    search_help_text = "Name, prefix or owner"
    autocomplete_fields = ("owner",)
    actions = ("revoke",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Key]:
        """Leave out the keys of others, but for superusers."""
        keys: QuerySet[Key] = super().get_queryset(request)
        return keys if _is_superuser(request) else keys.filter(owner=request.user.pk)

    def get_fields(self, request: HttpRequest, obj: Key | None = None) -> tuple[str, ...]:
        """Let superusers alone choose the owner of a new key; show all there is of one that was made."""
        if obj:
            return ("owner", "name", "prefix", "allows", "created", "expires", "last_used", "revoked")
        chosen = ("name", *SCOPES, "expires")
        return ("owner", *chosen) if _is_superuser(request) else chosen

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Offer whoever makes the key as its owner."""
        return {"owner": request.user.pk} | super().get_changeform_initial_data(request)

    def save_model(self, request: HttpRequest, obj: Key, form: forms.ModelForm, change: bool) -> None:
        """Save a new key as that of who makes it, unless a superuser chose somebody."""
        if not _is_superuser(request):
            obj.owner = request.user  # type: ignore[assignment]  # Nobody else comes here.
        super().save_model(request, obj, form, change)

    def response_add(
        self, request: HttpRequest, obj: Key, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Show the key in the answer itself: in a message it would go through a cookie."""
        context = {
            **self.admin_site.each_context(request),
            "title": "The new key",
            "key": obj,
            "opts": self.opts,
        }
        return TemplateResponse(request, "quotes/admin/new_key.html", context)

    def has_change_permission(self, request: HttpRequest, obj: Key | None = None) -> bool:
        """Let nobody change what a key may do: whoever has it would not know."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Key | None = None) -> bool:
        """Show keys to all who may do something with them."""
        return any(
            request.user.has_perm(f"quotes.{verb}_key") for verb in ("view", "add", "change", "delete")
        )

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        """Let those revoke whom Django lets change keys, or add them."""
        return request.user.has_perm("quotes.change_key") or request.user.has_perm("quotes.add_key")

    @admin.action(description="Revoke the selected keys", permissions=("revoke",))
    def revoke(self, request: HttpRequest, keys: QuerySet[Key]) -> None:
        """Revoke at once and for good."""
        working = list(keys.filter(revoked=None))
        Key.objects.filter(pk__in=[key.pk for key in working], revoked=None).update(revoked=timezone.now())
        for key in working:
            self.log_change(request, key, "Revoked.")
        self.message_user(request, f"Revoked: {len(working)}.")

    @admin.display(description="scopes")
    def allows(self, key: Key) -> str:
        """Show the scopes."""
        return ", ".join(key.scopes)


def _is_superuser(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))
