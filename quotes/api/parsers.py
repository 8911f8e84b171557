"""The body of a request: JSON alone."""

from __future__ import annotations

from typing import IO, Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class ShallowJSONParser(JSONParser):
    """REST framework's parser, for which a body nested too deep for Python is our failure."""

    def parse(self, stream: IO[bytes], *args: Any, **kwargs: Any) -> Any:
        """Return the value. Raises ParseError."""
        try:
            return super().parse(stream, *args, **kwargs)
        except RecursionError:
            raise ParseError("JSON parse error - nested too deep.") from None
