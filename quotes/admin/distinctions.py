"""Rulings in the admin: who is not whom."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from quotes.models import Distinction


@admin.register(Distinction)
class DistinctionAdmin(admin.ModelAdmin):
    """Two speakers who are not the same. Nobody merges them until the ruling is deleted."""

    list_display = ("one", "other", "ruled_by", "created")
    list_display_links = ("one", "other")
    list_select_related = ("one", "other", "ruled_by")
    date_hierarchy = "created"
    search_fields = ("one__name", "other__name")
    search_help_text = "The name of one of the two"
    show_full_result_count = False
    autocomplete_fields = ("one", "other")
    fields = ("one", "other", "ruled_by", "created")
    readonly_fields = ("ruled_by", "created")

    def has_change_permission(self, request: HttpRequest, obj: Distinction | None = None) -> bool:
        """Let rulings be made and deleted: one about somebody else is another one."""
        return obj is None and super().has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Distinction, form: forms.ModelForm, change: bool) -> None:
        """Save, and say who ruled."""
        obj.ruled_by = request.user  # type: ignore[assignment]  # who is logged in
        super().save_model(request, obj, form, change)
