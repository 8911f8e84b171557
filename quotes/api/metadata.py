"""OPTIONS: what an address is, which formats it answers in, and what may be sent to it."""

from __future__ import annotations

from typing import Any

from rest_framework.metadata import SimpleMetadata
from rest_framework.request import Request


class Metadata(SimpleMetadata):
    """REST framework's description, with all formats of a list."""

    def determine_metadata(self, request: Request, view: Any) -> dict[str, Any]:
        """Return the description; what may be sent only for those who may send it."""
        found: dict[str, Any] = super().determine_metadata(request, view)
        return {**found, "renders": [renderer.media_type for renderer in view.formats()]}
