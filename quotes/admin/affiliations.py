"""Affiliations in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from quotes.bare_names import renew
from quotes.models import Affiliation, Alias, Term


class TermInline(admin.TabularInline):
    """When it was held, whatever articles state."""

    model = Term
    fields = ("held_from", "held_until")
    extra = 0


@admin.register(Affiliation)
class AffiliationAdmin(admin.ModelAdmin):
    """Roles and organizations of speakers, with the dates between which they were stated."""

    list_display = ("speaker", "role", "organization", "party", "state", "first_stated", "last_stated")
    list_display_links = ("speaker", "role")
    list_select_related = ("speaker",)
    list_filter = ("speaker__kind", "former", "acting")
    date_hierarchy = "last_stated"
    search_fields = ("role", "organization", "party", "state", "speaker__name")
    search_help_text = "Role, organization, party, state or the speaker's name"
    show_full_result_count = False
    autocomplete_fields = ("speaker",)
    fields = (
        "speaker",
        "role",
        "organization",
        "party",
        "state",
        "first_stated",
        "last_stated",
        "public_id",
        "created",
        "updated",
    )
    inlines = (TermInline,)
    readonly_fields = ("public_id", "created", "updated")

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool) -> None:
        """Save the terms, and see whom surnames are by them."""
        super().save_related(request, form, formsets, change)
        renew(Alias.objects.filter(speaker=form.instance.speaker).values_list("name", flat=True))

    def has_delete_permission(self, request: HttpRequest, obj: Affiliation | None = None) -> bool:
        """Refuse where quotes refer to the row: they would lose their affiliation."""
        return super().has_delete_permission(request, obj) and not (obj and obj.quotes.exists())
