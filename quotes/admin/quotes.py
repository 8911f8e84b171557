"""Quotes in the admin: each in its context, to be accepted, corrected or rejected."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import ngettext

from quotes.admin.highlights import Highlight, context, highlighted
from quotes.models import Affiliation, Quote, Speaker
from quotes.models.corrections import correct, review
from quotes.search import BadQuery


class ConfidenceFilter(admin.SimpleListFilter):
    """Quotes by how sure the extractor is, in three bands."""

    title = "confidence"
    parameter_name = "confidence"
    bands = {"low": (0.0, 0.5), "middle": (0.5, 0.9), "high": (0.9, 1.1)}

    def lookups(self, request: HttpRequest, model_admin: Any) -> tuple[tuple[str, str], ...]:
        """Name the bands."""
        return (("low", "below 50%"), ("middle", "50% to 90%"), ("high", "90% and above"))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Quote]) -> QuerySet[Quote]:
        """Keep the quotes of the chosen band: lower border included, upper one not."""
        value = self.value()
        if value not in self.bands:
            return queryset
        low, high = self.bands[value]
        return queryset.filter(confidence__gte=low, confidence__lt=high)


class QuoteForm(forms.ModelForm):
    """What an editor may correct."""

    class Meta:
        model = Quote
        fields = ("speaker", "affiliation", "kind", "type", "review")
        help_texts = {"affiliation": "Those of this speaker. After a change of speaker, save first."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Who may only look has no fields here.
        if "affiliation" in self.fields:
            offered = Affiliation.objects.filter(speaker=self.instance.speaker_id)
            self.fields["affiliation"].queryset = offered  # type: ignore[attr-defined]
        for field in self.fields.values():
            # No red cross beside a speaker who has other quotes.
            field.widget.can_delete_related = False

    def clean(self) -> dict[str, Any]:
        """Take the former speaker's affiliation off, where only the speaker was changed."""
        cleaned = super().clean() or self.cleaned_data
        affiliation = cleaned.get("affiliation")
        if (
            "affiliation" not in self.changed_data
            and affiliation
            and affiliation.speaker != cleaned.get("speaker")
        ):
            cleaned["affiliation"] = None
        return cleaned


@admin.register(Quote)
class QuoteAdmin(admin.ModelAdmin):
    """Quotes. They come in by `ingest`; words and offsets are evidence and cannot be edited."""

    form = QuoteForm
    list_display = ("words", "who", "short_kind", "certainty", "review_state", "article")
    list_filter = (
        "review",
        "kind",
        "type",
        "resolution",
        ConfidenceFilter,
        ("speaker", admin.EmptyFieldListFilter),
        "source__publisher",
    )
    list_per_page = 50
    date_hierarchy = "source__published"
    search_fields = ("text", "speaker__name")
    search_help_text = 'Words of the quotation ("exact phrase", -without, prefix*), or a name of the speaker'
    show_full_result_count = False
    autocomplete_fields = ("speaker",)
    actions = ("accept", "reject")
    fieldsets = (
        (None, {"fields": ("context", "article")}),
        (
            "Who is speaking",
            {"fields": ("led_by", "why", "others", "speaker", "affiliation", "kind", "type", "review")},
        ),
        (
            "Evidence",
            {
                "fields": (
                    "text",
                    ("start", "end"),
                    "content_spans",
                    "cue",
                    "cue_spans",
                    "mention_spans",
                    "certainty",
                    "public_id",
                    ("created", "updated"),
                    ("reviewed_by", "reviewed_at"),
                ),
                "classes": ("collapse",),
            },
        ),
    )
    readonly_fields = (
        "context",
        "article",
        "text",
        "start",
        "end",
        "content_spans",
        "cue",
        "cue_spans",
        "led_by",
        "why",
        "others",
        "mention_spans",
        "certainty",
        "public_id",
        "created",
        "updated",
        "reviewed_by",
        "reviewed_at",
    )

    class Media:
        css = {"all": ("quotes/admin.css",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Quote]:
        """Load what a row shows together, and no article's text."""
        return Quote.objects.with_details()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Quote], search_term: str
    ) -> tuple[QuerySet[Quote], bool]:
        """Search the words as the API does, and the speakers' names."""
        if not search_term.strip():
            return queryset, False
        names = Q(name__icontains=search_term) | Q(aliases__name__icontains=search_term)
        found = Q(speaker__in=Speaker.objects.filter(names))
        try:
            found |= Q(pk__in=Quote.objects.search(search_term).values("pk"))
        except BadQuery as error:
            self.message_user(request, str(error), messages.WARNING)
        return queryset.filter(found), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: a quote is made from an article, with offsets that hold in it."""
        return False

    def save_model(self, request: HttpRequest, obj: Quote, form: forms.BaseForm, change: bool) -> None:
        """Save what the editor changed as a correction."""
        if form.changed_data:
            correct(obj, {name: form.cleaned_data[name] for name in form.changed_data}, by=request.user)

    @admin.action(description="Accept the selected quotes", permissions=["change"])
    def accept(self, request: HttpRequest, queryset: QuerySet[Quote]) -> None:
        """Mark quotes as accepted."""
        self._review(request, queryset, Quote.Review.ACCEPTED)

    @admin.action(description="Reject the selected quotes: not quotations", permissions=["change"])
    def reject(self, request: HttpRequest, queryset: QuerySet[Quote]) -> None:
        """Mark quotes as rejected."""
        self._review(request, queryset, Quote.Review.REJECTED)

    def _review(self, request: HttpRequest, queryset: QuerySet[Quote], state: Quote.Review) -> None:
        changed = review(queryset, state, by=request.user)
        text = ngettext("%(count)d quote was %(state)s.", "%(count)d quotes were %(state)s.", changed)
        self.message_user(request, text % {"count": changed, "state": state.value}, messages.SUCCESS)

    @admin.display(description="quotation", ordering="text")
    def words(self, quote: Quote) -> str:
        """Show the first words."""
        return Truncator(quote.text).chars(110)

    @admin.display(description="speaker", ordering="speaker__name")
    def who(self, quote: Quote) -> SafeString:
        """Show the speaker, else the words that stand for one, and what the article states of them."""
        name = str(quote.speaker) if quote.speaker else f"({quote.mention or 'nobody named'})"
        return format_html('{}<div class="quiet">{}</div>', name, quote.affiliation or "")

    @admin.display(description="kind", ordering="kind")
    def short_kind(self, quote: Quote) -> SafeString:
        """Show the kind in one word, and the type below it."""
        return format_html('{}<div class="quiet">{}</div>', quote.kind, quote.type)

    @admin.display(description="confidence", ordering="confidence")
    def certainty(self, quote: Quote) -> str:
        """Show the confidence in percent."""
        return f"{quote.confidence:.0%}"

    @admin.display(description="review", ordering="review")
    def review_state(self, quote: Quote) -> SafeString:
        """Show the review state in its color."""
        return format_html('<span class="review {}">{}</span>', quote.review, quote.review)

    @admin.display(description="article", ordering="source__title")
    def article(self, quote: Quote) -> SafeString:
        """Link to the article, where all its quotations are marked."""
        url = reverse("admin:quotes_source_change", args=(quote.source_id,))
        return format_html('<a href="{}">{}</a>', url, Truncator(str(quote.source)).chars(48))

    @admin.display(description="named as")
    def led_by(self, quote: Quote) -> str:
        """Show the words that lead from the mention to a name."""
        return " → ".join(words for _, _, words in quote.chain) or quote.mention or "nobody named"

    @admin.display(description="resolution")
    def why(self, quote: Quote) -> SafeString:
        """Show what became of the name, and why."""
        return format_html('{}<div class="quiet">{}</div>', quote.resolution, quote.reason)

    @admin.display(description="who else was weighed")
    def others(self, quote: Quote) -> str:
        """Show the rivals, the likeliest first."""
        return ", ".join(f"{name} ({score:.0%})" for name, score in quote.rivals) or "nobody"

    @admin.display(description="in its context")
    def context(self, quote: Quote) -> SafeString:
        """Show the paragraphs around the quotation, with content, cue and mention marked."""
        text = quote.source.text
        parts = (("content", quote.content_spans), ("cue", quote.cue_spans), ("mention", quote.mention_spans))
        highlights = [
            Highlight(start, end, part, label=part) for part, spans in parts for start, end in spans
        ]
        start, end = context(text, min(h.start for h in highlights), max(h.end for h in highlights))
        return format_html(
            '<div class="article"><p class="legend"><mark class="content">quotation</mark> '
            '<mark class="cue">cue</mark> <mark class="mention">speaker as named here</mark></p>{}</div>',
            highlighted(text, start, end, highlights),
        )
