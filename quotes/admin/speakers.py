"""Speakers in the admin, with the names they go by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from quotes.bare_names import renew
from quotes.models import Affiliation, Alias, Distinction, Identifier, Quote, Speaker
from quotes.models.merging import merge


class AliasInline(admin.TabularInline):
    """The names as articles write them."""

    model = Alias
    fields = ("name",)
    extra = 0
    verbose_name_plural = "also known as"


class IdentifierInline(admin.TabularInline):
    """What the speaker is called in other catalogs."""

    model = Identifier
    fields = ("scheme", "value")
    extra = 0


class AffiliationInline(admin.TabularInline):
    """What articles say the speaker is, and for whom."""

    model = Affiliation
    fields = ("role", "organization", "party", "state", "first_stated", "last_stated")
    extra = 0


@admin.register(Speaker)
class SpeakerAdmin(admin.ModelAdmin):
    """Those who are quoted. Choosing whom one is merged into moves the quotes as well."""

    list_display = ("name", "kind", "quotes", "merged_into", "updated")
    list_select_related = ("merged_into",)
    list_filter = ("kind", ("merged_into", admin.EmptyFieldListFilter))
    search_fields = ("name", "aliases__name", "identifiers__value")
    search_help_text = "A name that the speaker goes by, or an identifier"
    show_full_result_count = False
    fields = ("name", "kind", "quotes", "merged_into", "not_the_same_as", "public_id", "created", "updated")
    readonly_fields = ("quotes", "not_the_same_as", "public_id", "created", "updated")
    autocomplete_fields = ("merged_into",)
    inlines = (AliasInline, IdentifierInline, AffiliationInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Speaker]:
        """Count the quotes of the rows that are shown (not a join: that would count all rows' quotes)."""
        of_speaker = Quote.objects.filter(speaker=OuterRef("pk")).order_by().values("speaker")
        number = Subquery(of_speaker.values(number=Count("pk")), output_field=IntegerField())
        return super().get_queryset(request).annotate(quote_count=Coalesce(number, 0))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Speaker], search_term: str
    ) -> tuple[QuerySet[Speaker], bool]:
        """Offer no merged speaker where one is to be chosen."""
        speakers, may_repeat = super().get_search_results(request, queryset, search_term)
        if request.path == reverse("admin:autocomplete"):
            speakers = speakers.filter(merged_into=None)
        return speakers, may_repeat

    def get_readonly_fields(self, request: HttpRequest, obj: Speaker | None = None) -> tuple[str, ...]:
        """Let nobody be merged twice, or before there is a row."""
        fields = tuple(super().get_readonly_fields(request, obj))
        return fields if obj and obj.merged_into_id is None else (*fields, "merged_into")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Say what a merge does."""
        if db_field.name == "merged_into":
            options["help_text"] = (
                "Gives this speaker's quotes, names, affiliations and identifiers to the one chosen."
            )
        return super().formfield_for_foreignkey(db_field, request, **options)

    def save_model(self, request: HttpRequest, obj: Speaker, form: forms.ModelForm, change: bool) -> None:
        """Save what was edited, but for a merge."""
        if "merged_into" in form.changed_data:
            obj.merged_into = None
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool) -> None:
        """Save names and affiliations, then merge, so that they go along, and see whom surnames are."""
        names = set(form.instance.aliases.values_list("name", flat=True))
        super().save_related(request, form, formsets, change)
        names.update(form.instance.aliases.values_list("name", flat=True))
        if "merged_into" in form.changed_data:
            try:
                merge(form.instance, form.cleaned_data["merged_into"])
            except ValidationError as error:
                self.message_user(request, f"Not merged. {' '.join(error.messages)}", messages.ERROR)
        renew(names)

    def has_delete_permission(self, request: HttpRequest, obj: Speaker | None = None) -> bool:
        """Refuse where quotes refer to the row: they would lose their speaker."""
        return super().has_delete_permission(request, obj) and not (obj and obj.quotes.exists())

    @admin.display(description="not the same as")
    def not_the_same_as(self, speaker: Speaker) -> SafeString:
        """Name those from whom an editor told the speaker, and lead to where one rules so."""
        rulings = Distinction.objects.about(speaker).select_related("one", "other")
        others = [ruling.other if ruling.one_id == speaker.pk else ruling.one for ruling in rulings]
        links = ((reverse("admin:quotes_speaker_change", args=(one.pk,)), one) for one in others)
        named = format_html_join("", '<a href="{}">{}</a><br>', links)
        add = reverse("admin:quotes_distinction_add")
        rule = format_html('<a href="{}?one={}">Rule that somebody else is another</a>', add, speaker.pk)
        return format_html("{}{}", named, rule)

    @admin.display(description="quotes", ordering="quote_count")
    def quotes(self, speaker: Speaker) -> SafeString:
        """Show how many quotes the speaker has, as a link to them."""
        url = reverse("admin:quotes_quote_changelist")
        return format_html(
            '<a href="{}?speaker__id__exact={}">{}</a>', url, speaker.pk, getattr(speaker, "quote_count", 0)
        )
