"""Sources in the admin: the article as it was read, every quotation marked in it."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from quotes.admin.highlights import Highlight, highlighted
from quotes.models import Source
from quotes.models.source import language_fault


class SourceForm(forms.ModelForm):
    """What can be changed about an article, with a language that can be one."""

    def clean_language(self) -> str:
        """Return the language. Raises ValidationError."""
        tag: str = self.cleaned_data["language"]
        if "language" in self.changed_data and (fault := language_fault(tag)):
            raise forms.ValidationError(fault)
        return tag


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    """Articles. They come in by `ingest`, and their text never changes: offsets refer to it."""

    form = SourceForm
    list_display = ("title_or_address", "publisher", "published", "status", "language")
    list_filter = ("status", "language", "publisher")
    date_hierarchy = "published"
    search_fields = ("title", "url", "publisher")
    search_help_text = "Title, address or publisher"
    show_full_result_count = False
    fieldsets = (
        (None, {"fields": ("article",)}),
        ("Where it is from", {"fields": ("title", "url", "authors", "publisher", "published", "language")}),
        ("How it was read", {"fields": ("status", "extractor", "sha256", "public_id", "created", "updated")}),
    )
    formfield_overrides = {
        models.JSONField: {"widget": forms.Textarea(attrs={"rows": 1, "cols": 60})},
        models.URLField: {"assume_scheme": "https"},
    }
    readonly_fields = ("article", "status", "extractor", "sha256", "public_id", "created", "updated")

    class Media:
        css = {"all": ("quotes/admin.css",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        """Leave the texts of a list in the database."""
        return Source.objects.without_text()

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: an article that is typed in here would not have been read for quotations."""
        return False

    @admin.display(description="title", ordering="title")
    def title_or_address(self, source: Source) -> str:
        """Show the title, else the address."""
        return str(source)

    @admin.display(description="article")
    def article(self, source: Source) -> SafeString:
        """Show the text with every quotation as a link to its quote."""
        highlights = [
            Highlight(
                start,
                end,
                f"content {quote.review}",
                url=reverse("admin:quotes_quote_change", args=(quote.pk,)),
                label=str(quote.speaker or "nobody named"),
            )
            for quote in source.quotes.select_related("speaker")
            for start, end in quote.content_spans
        ]
        return format_html(
            '<div class="article">{}</div>', highlighted(source.text, 0, len(source.text), highlights)
        )
