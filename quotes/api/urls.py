"""Addresses below /api/."""

from __future__ import annotations

from django.urls import include, path, re_path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularAPIView, SpectacularRedocView, SpectacularSwaggerView
from rest_framework.routers import SimpleRouter

from quotes.api import views
from quotes.api.changes import Changes
from quotes.api.entry import Root, nowhere
from quotes.api.extraction import Extract
from quotes.api.formats import LIST_RENDERERS, STREAMED
from quotes.api.lookup import Lookup
from quotes.api.renderers import FastJSONRenderer
from quotes.api.usage import Usage

router = SimpleRouter()
router.register("quotes", views.QuoteViewSet, basename="quote")
router.register("speakers", views.SpeakerViewSet, basename="speaker")
router.register("sources", views.SourceViewSet, basename="source")
router.register("affiliations", views.AffiliationViewSet, basename="affiliation")

# A list with its format as a suffix: /api/v1/quotes.csv
FORMATS = "|".join(renderer.format for renderer in (FastJSONRenderer, *LIST_RENDERERS))
suffixed = [
    re_path(rf"^{name}\.(?P<format>{FORMATS})$", resource.as_view({"get": "list"}, basename=basename))
    for name, resource, basename in router.registry
]
COUNTS = "|".join(renderer.format for renderer in (FastJSONRenderer, *STREAMED))
counts = views.QuoteViewSet.as_view({"get": "stats"}, basename="quote", detail=False, pagination_class=None)
suffixed.append(re_path(rf"^quotes/stats\.(?P<format>{COUNTS})$", counts))

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="api-root")),
    path("v1/", Root.as_view(), name="api-root"),
    path("v1/", include([*router.urls, *suffixed])),
    path("v1/extract/", Extract.as_view(), name="extract"),
    path("v1/lookup/", Lookup.as_view(), name="lookup"),
    path("v1/changes/", Changes.as_view(), name="changes"),
    path("v1/usage/", Usage.as_view(), name="usage"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerView.as_view(), name="docs"),
    path("redoc/", SpectacularRedocView.as_view(template_name="quotes/api/redoc.html"), name="redoc"),
    path("auth/", include("rest_framework.urls")),
    re_path("", nowhere),
]
