"""The format of the answer: by `Accept`, or by `?format=`, where an unknown one is a 400."""

from __future__ import annotations

from collections.abc import Iterable

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer

from quotes.api.errors import BadParameters
from quotes.api.parameters import no_choice


class Negotiation(DefaultContentNegotiation):
    """REST framework's negotiation, which answers an unknown format with a 404 of its own."""

    def filter_renderers(self, renderers: Iterable[BaseRenderer], format: str) -> list[BaseRenderer]:
        """Return the renderers of `format`. Raises BadParameters where there is none."""
        known = [renderer.format for renderer in renderers]
        if format not in known:
            raise BadParameters({"format": no_choice(format, known)})
        return [renderer for renderer in renderers if renderer.format == format]
