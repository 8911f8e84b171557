"""The resources: each a list and single records, read by all, written by staff."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from quotes.api import conditional, fields, inputs, parameters, resources
from quotes.api import serializers as outputs
from quotes.api.addresses import address
from quotes.api.errors import Conflict
from quotes.api.evidence import Evidence
from quotes.api.filters.affiliations import AffiliationFilters
from quotes.api.filters.quotes import QuoteFilters
from quotes.api.filters.sources import SourceFilters
from quotes.api.filters.speakers import SpeakerFilters
from quotes.api.formats import AffiliationFormats, QuoteFormats, SourceFormats, SpeakerFormats
from quotes.api.lists import ReadResource
from quotes.api.narrowing import FilterBackend, Filters
from quotes.api.pagination import KeysetPagination
from quotes.api.relevance import SearchPagination
from quotes.api.rows import Record
from quotes.api.stats import PARAMETERS as COUNTED
from quotes.api.stats import Stats
from quotes.api.strict import StrictView
from quotes.api.submission import Submission
from quotes.api.variants import Variants
from quotes.models import Affiliation, Quote, Scope, Source, Speaker
from quotes.search import BadQuery, parse, terms

# What other APIs have in place of a cursor.
PAGES = ("page", "offset", "start_at", "skip")


class Resource(StrictView, ReadResource):
    """A list with filters and cursors, and single records by public id."""

    lookup_field = "public_id"
    lookup_url_kwarg = "id"
    lookup_value_regex = parameters.PUBLIC_ID
    http_method_names = ("get", "head", "options", "post", "patch", "delete")
    filter_backends = (FilterBackend,)
    pagination_class = KeysetPagination
    filterset_class: type[Filters]
    serializer_class: type[serializers.BaseSerializer]
    change_class: type[inputs.Input]

    def parameters(self) -> dict[str, bool]:
        """Add the filters and the pages' parameters to a list."""
        known = super().parameters()
        if self.action == "list":
            known.update(self.filterset_class.known())
            known |= dict.fromkeys(KeysetPagination.parameters, False)
        if self.action == "stats":
            known.update(self.filterset_class.known(), **dict.fromkeys(COUNTED, False))
        if self.action in ("list", "retrieve"):
            known |= dict.fromkeys(fields.names(self.record), False)
        return known

    def hint(self, name: str) -> str | None:
        """Say how a list is read on, and how a filter is turned round."""
        if self.action == "list" and name in PAGES:
            return "There are no page numbers: follow `next`, which has a `cursor`."
        return self.filterset_class.hint(name) if self.action in ("list", "stats") else None

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Filter lists; a single record is known by its address alone."""
        return queryset if self.detail else super().filter_queryset(queryset)

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        """Return what is read for methods that change a record, and else what is answered."""
        return self.change_class if self.request.method == "PATCH" else super().get_serializer_class()

    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change the given fields and answer with the whole record."""
        data = request.data  # read before anybody has to wait
        with transaction.atomic():
            self.expect()
            changed = self.get_serializer(self.get_object(), data=data, partial=True)
            changed.is_valid(raise_exception=True)
            pk = changed.save().pk
        return self.answer(pk)

    def expect(self) -> None:
        """Raise PreconditionFailed where the record is not what If-Match and the like ask for.

        Inside of a transaction nobody changes it until that ends.
        """

        def current() -> bytes:
            key = {"public_id": self.kwargs[self.lookup_url_kwarg]}
            self.queryset.model.objects.select_for_update(no_key=True, of=("self",)).filter(**key).first()
            context = self.get_renderer_context()
            renderer, media_type = self.request.accepted_renderer, self.request.accepted_media_type
            content: bytes = renderer.render(self.item(**key), media_type, context)
            return content

        conditional.expect(self.request, current)


class CuratedResource(mixins.DestroyModelMixin, Resource):
    """A resource whose records staff also create and delete."""

    input_class: type[inputs.Input]

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        """Return what is read for POST as well."""
        return self.input_class if self.request.method == "POST" else super().get_serializer_class()

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Create a record and answer with it."""
        made = self.get_serializer(data=request.data)
        made.is_valid(raise_exception=True)
        return self.answer(made.save().pk, status.HTTP_201_CREATED)

    @transaction.atomic
    def perform_destroy(self, instance: Any) -> None:
        """Delete the record unless quotes refer to it."""
        self.expect()
        if instance.quotes.exists():
            raise Conflict("Quotes refer to this record. Correct them first.")
        instance.delete()


class QuoteViewSet(Evidence, Stats, Variants, QuoteFormats, Resource):
    """Quotations with their speaker, affiliation and source.

    Newest first by the source's date of publication. What editors rejected is left out of
    the list unless `review` asks for it. Staff can correct the speaker, the affiliation, the
    kind, the type, the review state, and which characters of the source are the quotation, its
    cue and its mention; the words themselves are always those of the source.
    """

    queryset = Quote.objects.with_details()
    record = resources.QUOTE
    serializer_class = outputs.QuoteSerializer
    change_class = inputs.QuoteInput
    filterset_class = QuoteFilters
    orderings = {
        "published": "sort_date",
        "created": "created",
        "confidence": "confidence",
        "start": "start",
    }
    default_ordering = "-published"
    pagination_class = SearchPagination
    variants = conditional.told_when(Variants.variants)

    def described(self) -> Record:
        """Let the items of a search say where its words stand."""
        if self.action != "list" or "q" not in self.request.query_params:
            return super().described()
        with suppress(BadQuery):
            return resources.searched(terms(parse(self.request.query_params["q"])))
        return super().described()


class SpeakerViewSet(SpeakerFormats, CuratedResource):
    """People, organizations and groups that are quoted, with their names and affiliations.

    A speaker who was merged into another is not listed; the address answers 301 to the other.
    A speaker whom quotes refer to cannot be deleted.
    """

    queryset = Speaker.objects.current()
    record = resources.SPEAKER
    serializer_class = outputs.SpeakerSerializer
    input_class = change_class = inputs.SpeakerInput
    filterset_class = SpeakerFilters
    orderings = {"name": "name", "created": "created"}
    default_ordering = "name"

    @extend_schema(responses={200: outputs.SpeakerSerializer, 301: OpenApiResponse(description="Merged")})
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Answer with the speaker, or with the address of the one who took the quotes."""
        merged = Speaker.objects.filter(public_id=kwargs["id"], merged_into__isnull=False).first()
        if merged is None:
            return super().retrieve(request, *args, **kwargs)
        survivor = address(request, "speaker-detail", id=merged.survivor().public_id)
        query = request.META.get("QUERY_STRING", "")
        headers = {"Location": f"{survivor}?{query}" if query else survivor}
        return Response(status=status.HTTP_301_MOVED_PERMANENTLY, headers=headers)

    def expect(self) -> None:
        """Refuse to change a speaker who was merged, whatever else the request expects."""
        self.refuse_merged()
        super().expect()

    def get_object(self) -> Speaker:
        """Return the speaker that is to be changed. Raises Conflict where that one was merged."""
        self.refuse_merged()
        found: Speaker = super().get_object()
        return found

    def refuse_merged(self) -> None:
        """Raise Conflict, which names who took the quotes, where the speaker was merged."""
        merged = Speaker.objects.filter(public_id=self.kwargs["id"], merged_into__isnull=False).first()
        if merged is not None:
            raise Conflict(inputs.merged_into(merged))

    @extend_schema(
        operation_id="speakers_merge",
        summary="Merge a speaker into another",
        description="The quotes, names and affiliations become those of the other, with whom this answers."
        " From then on the address of the one that was merged answers 301.",
        request=inputs.MergeInput,
        responses=outputs.SpeakerSerializer,
    )
    @action(detail=True, methods=["post"])
    def merge(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Merge, and answer with the one who is left."""
        data = request.data
        with transaction.atomic():
            self.expect()
            given = inputs.MergeInput(self.get_object(), data=data)
            given.is_valid(raise_exception=True)
            pk = given.save().pk
        return self.answer(pk)


class SourceViewSet(Submission, SourceFormats, Resource):
    """Articles. A single one comes with its text, which all offsets refer to; the list without.

    Articles are added by `manage.py ingest`, and one at a time by POST, together with their
    quotes. Staff can correct what is known about an article, but not its text.
    """

    queryset = Source.objects.all()
    scopes = {"POST": Scope.SUBMIT}
    costly = ("POST",)
    record = resources.SOURCE
    given = ("text",)
    serializer_class = outputs.SourceTextSerializer
    change_class = inputs.SourceInput
    filterset_class = SourceFilters
    orderings = {"published": "sort_date", "title": "title", "created": "created"}
    default_ordering = "-published"

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        """Leave the texts out of a list."""
        return outputs.SourceSerializer if self.action == "list" else super().get_serializer_class()


class AffiliationViewSet(AffiliationFormats, CuratedResource):
    """Roles in organizations that sources state of speakers.

    The dates are those of the first and the last source that states it. An affiliation stays
    with its speaker, and one that quotes refer to cannot be deleted.
    """

    queryset = Affiliation.objects.all()
    record = resources.AFFILIATION
    serializer_class = outputs.AffiliationSerializer
    input_class = inputs.AffiliationInput
    change_class = inputs.AffiliationChange
    filterset_class = AffiliationFilters
    orderings = {"organization": "organization", "role": "role", "created": "created"}
    default_ordering = "organization"
