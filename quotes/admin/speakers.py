"""Speakers in the admin, with the names they go by."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from quotes.models import Affiliation, Alias, Quote, Speaker


class AliasInline(admin.TabularInline):
    """The names as articles write them."""

    model = Alias
    fields = ("name",)
    extra = 0
    verbose_name_plural = "also known as"


class AffiliationInline(admin.TabularInline):
    """What articles say the speaker is, and for whom."""

    model = Affiliation
    fields = ("role", "organization", "first_stated", "last_stated")
    extra = 0


@admin.register(Speaker)
class SpeakerAdmin(admin.ModelAdmin):
    """Those who are quoted; `merged_into` is shown, since merging moves quotes as well."""

    list_display = ("name", "kind", "quotes", "merged_into", "updated")
    list_select_related = ("merged_into",)
    list_filter = ("kind", ("merged_into", admin.EmptyFieldListFilter))
    search_fields = ("name", "aliases__name")
    search_help_text = "A name, or another name that the speaker goes by"
    show_full_result_count = False
    fields = ("name", "kind", "quotes", "merged_into", "public_id", "created", "updated")
    readonly_fields = ("quotes", "merged_into", "public_id", "created", "updated")
    inlines = (AliasInline, AffiliationInline)

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

    def has_delete_permission(self, request: HttpRequest, obj: Speaker | None = None) -> bool:
        """Refuse where quotes refer to the row: they would lose their speaker."""
        return super().has_delete_permission(request, obj) and not (obj and obj.quotes.exists())

    @admin.display(description="quotes", ordering="quote_count")
    def quotes(self, speaker: Speaker) -> SafeString:
        """Show how many quotes the speaker has, as a link to them."""
        url = reverse("admin:quotes_quote_changelist")
        return format_html(
            '<a href="{}?speaker__id__exact={}">{}</a>', url, speaker.pk, getattr(speaker, "quote_count", 0)
        )
