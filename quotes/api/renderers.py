"""Answers as JSON, written by orjson."""

from __future__ import annotations

from typing import Any

import orjson
from rest_framework.renderers import JSONRenderer
from rest_framework.utils.encoders import JSONEncoder

# Moments end in Z; those of SQLite are in UTC without saying so.
OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NAIVE_UTC


class FastJSONRenderer(JSONRenderer):
    """JSON in UTF-8."""

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> bytes:
        """Return the JSON, indented where the media type asks for it or a person reads it."""
        if data is None:
            return b""
        indent = self.get_indent(accepted_media_type or "", renderer_context or {})
        options = OPTIONS | (orjson.OPT_INDENT_2 if indent else 0)
        return orjson.dumps(data, JSONEncoder().default, options)
