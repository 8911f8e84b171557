"""The format of the answer: by a suffix or `?format=`, where an unknown one is a 400, or else by `Accept`.

    Accept                                  answered with
    application/json;q=0.1, text/csv        text/csv: what is wanted more
    text/html, */*;q=0.8                    text/html
    text/csv;q=0, */*                       application/json: anything else, in the server's order

A suffix or `?format=` is what the client wants, whatever its program writes into `Accept`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django.http.request import MediaType
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from quotes.api.errors import BadParameters
from quotes.api.parameters import no_choice

FORMAT = "format"


class Negotiation(DefaultContentNegotiation):
    """Negotiation by quality (RFC 9110, 12.5.1), which REST framework's leaves out."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        """Return the renderer and the media type of the answer. Raises BadParameters, NotAcceptable."""
        asked = request.query_params.get(FORMAT)
        if format_suffix and asked and asked != format_suffix:
            raise BadParameters({FORMAT: f"The address says .{format_suffix}, and this says '{asked}'."})
        accept = tuple(self.get_accept_list(request))
        if name := format_suffix or asked:
            renderers = self.filter_renderers(renderers, name)
        listed = list(renderers)
        found = best(tuple(map(media_types, listed)), accept)
        if found is None and not name:
            raise NotAcceptable(available_renderers=listed)
        number, media_type = found or (0, listed[0].media_type)
        return listed[number], media_type

    def filter_renderers(self, renderers: Iterable[BaseRenderer], format: str) -> list[BaseRenderer]:
        """Return the renderers of `format`. Raises BadParameters where there is none."""
        known = [renderer.format for renderer in renderers]
        if format not in known:
            raise BadParameters({FORMAT: no_choice(format, known)})
        return [renderer for renderer in renderers if renderer.format == format]


def media_types(renderer: BaseRenderer) -> tuple[str, ...]:
    """Return the names of what a renderer writes, the usual one first."""
    return (renderer.media_type, *getattr(renderer, "aliases", ()))


@lru_cache(1024)
def best(offered: tuple[tuple[str, ...], ...], accept: tuple[str, ...]) -> tuple[int, str] | None:
    """Return what is wanted most, of what is wanted the same the first, or None where nothing will do.

    `offered` are the media types of each renderer; the answer is the number of one and its media
    type, with the parameters that were asked for.
    """
    ranges = [MediaType(token) for token in accept]
    found: tuple[tuple[float, int], int, str] | None = None
    for number, names in enumerate(offered):
        for name in names:
            matching = [one for one in ranges if one.match(name)]
            if not matching:
                continue
            # How much a type is wanted, that which names it most closely says.
            said = max(matching, key=lambda one: one.specificity)
            rank = (quality(said), said.specificity)
            if rank[0] > 0 and (found is None or rank > found[0]):
                given = [f"{key}={value!s}" for key, value in said.range_params.items()]
                found = rank, number, "; ".join([name, *given])
    return found and found[1:]


def quality(said: MediaType) -> float:
    """Return the quality from 0 to 1; one that is none counts as not given."""
    return said.quality if 0 <= said.quality <= 1 else 1
