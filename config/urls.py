"""Addresses: the landing page, the admin, and the REST API below /api/."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path
from django.views.generic import TemplateView

urlpatterns = [
    path("", TemplateView.as_view(template_name="quotes/landing.html"), name="landing"),
    path("admin/", admin.site.urls),
    path("api/", include("quotes.api.urls")),
]

handler400 = "quotes.api.problems.bad_request"
handler500 = "quotes.api.problems.server_error"
