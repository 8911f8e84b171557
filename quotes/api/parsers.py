"""The body of a request: JSON alone."""

from __future__ import annotations

from typing import IO, Any

import orjson
from django.http import HttpRequest
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class StrictJSONParser(JSONParser):
    """JSON as RFC 8259 has it: UTF-8, no NaN, no half of a surrogate pair, not nested too deep."""

    def parse(self, stream: IO[bytes] | HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Return the value. Raises ParseError, and RequestDataTooBig for more than the settings allow."""
        body = stream.body if isinstance(stream, HttpRequest) else stream.read()
        try:
            return orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise ParseError(f"JSON parse error - {error}") from error
