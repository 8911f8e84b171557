"""The OpenAPI description: what drf-spectacular reads from the views, with the problems added."""

from __future__ import annotations

import inspect
from http import HTTPStatus
from typing import Any

from django.conf import settings
from drf_spectacular.authentication import BasicScheme
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample
from rest_framework import serializers
from rest_framework.permissions import SAFE_METHODS

from quotes.api import examples, fields
from quotes.api import serializers as records
from quotes.api.permissions import OPEN, scope_of
from quotes.api.problems import MEDIA_TYPE
from quotes.models import Scope

RETRY_AFTER = {"description": "In how many seconds to try again.", "schema": {"type": "integer"}}
VALIDATORS = {
    "ETag": {"description": "Strong: for If-None-Match and If-Match.", "schema": {"type": "string"}},
    "Last-Modified": {
        "description": "When the newest change in the database was told.",
        "schema": {"type": "string"},
    },
}
LINK = {
    "Link": {"description": "Where the pages beside this one are (RFC 8288).", "schema": {"type": "string"}}
}
# What changes a record, and may depend on what is there.
CONDITIONAL = ("partial_update", "destroy", "merge")


class FaultSerializer(serializers.Serializer):
    """One fault in a request."""

    parameter = serializers.CharField(required=False, help_text="The query parameter at fault.")
    pointer = serializers.CharField(required=False, help_text="JSON pointer into the body of the request.")
    position = serializers.IntegerField(
        required=False,
        help_text="Where in the parameter's value the fault lies, in characters from its start.",
    )
    detail = serializers.CharField()


class ProblemSerializer(serializers.Serializer):
    """What went wrong (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = FaultSerializer(many=True, required=False)


class KeyScheme(OpenApiAuthenticationExtension):
    """How a key is sent."""

    target_class = "quotes.api.authentication.KeyAuthentication"
    name = "key"

    def get_security_requirement(self, auto_schema: AutoSchema) -> dict[str, list[str]]:
        """Return the scope that a key needs, which OpenAPI 3.1 has room for."""
        scope = scope_of(auto_schema.view, auto_schema.method)
        return {self.name: [scope.value] if scope else []}

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        """Return the scheme."""
        return {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "vb_<prefix>_<secret>",
            "description": "An API key of a user, for what its scopes allow.",
        }


class PasswordScheme(BasicScheme):
    """How a name and a password are sent: as ever."""

    target_class = "quotes.api.authentication.PasswordAuthentication"


class Schema(AutoSchema):
    """Describes each operation by what it takes and gives, and by the problems it may answer with."""

    view: Any

    def get_summary(self) -> str | None:
        """Return a line such as "Change a quote"."""
        one = getattr(self.view, "basename", "")
        article = "an" if one.startswith("a") else "a"
        return {
            "list": f"List {one}s",
            "retrieve": f"Read {article} {one}",
            "create": f"Create {article} {one}",
            "partial_update": f"Change {article} {one}",
            "destroy": f"Delete {article} {one}",
        }.get(getattr(self.view, "action", ""))

    def get_description(self) -> str:
        """Return what the resource is for a list, and else what is read or answered with."""
        match getattr(self.view, "action", None):
            case "retrieve" | "create" | "partial_update":
                return inspect.getdoc(self.view.get_serializer_class()) or ""
            case "destroy":
                return "Refused with a 409 where quotes refer to it."
            case _:
                return super().get_description()

    def get_examples(self) -> list[OpenApiExample]:
        """Return those of the view, and those that are listed for the operation."""
        return [*super().get_examples(), *examples.of(self.get_operation_id())]

    def get_auth(self) -> list[dict[str, Any]]:
        """Add that reading needs no credentials, where it does not."""
        free = settings.VERBATIM_ANONYMOUS and scope_of(self.view, self.method) in (None, *OPEN)
        return [{}, *super().get_auth()] if free else super().get_auth()

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        """Say which scope a key needs."""
        operation: dict[str, Any] | None = super().get_operation(*args, **kwargs)
        if operation:
            scope = scope_of(self.view, self.method)
            needed = f"Keys need the scope `{scope}`" if scope else "Keys need no scope"
            if getattr(self.view, "action", None) == "list":
                needed += f", for csv and jsonl `{Scope.EXPORT}`"
                forms = [one.format for one in self.view.formats() if one.format != "api"]
                known = ", ".join(f"`{self.path[:-1]}.{form}`" for form in forms)
                needed += f". With its format as a suffix the list has addresses of its own: {known}"
            operation["description"] = f"{operation.get('description', '')}\n\n{needed}.".strip()
        return operation

    def _map_serializer_field(self, field: Any, direction: str, *args: Any, **kwargs: Any) -> Any:
        mapped = super()._map_serializer_field(field, direction, *args, **kwargs)
        if direction == "response":
            # Only what is sent must not be blank.
            mapped.pop("minLength", None)
        return mapped

    def _map_basic_serializer(self, serializer: Any, direction: str) -> dict[str, Any]:
        mapped: dict[str, Any] = super()._map_basic_serializer(serializer, direction)
        if direction == "request":
            mapped["additionalProperties"] = False
        elif type(serializer).__module__ == records.__name__:
            # `fields` and `omit` leave out any of them.
            mapped.pop("required", None)
        return mapped

    def get_response_serializers(self) -> Any:
        """Return what the method answers with, which is the same for reading and for writing."""
        if self.method in ("POST", "PATCH"):
            return self.view.serializer_class
        return super().get_response_serializers()

    def _get_filter_parameters(self) -> list[dict[str, Any]]:
        parameters: list[dict[str, Any]] = super()._get_filter_parameters()
        if getattr(self.view, "action", None) in ("list", "retrieve"):
            parameters += fields.schemas(self.view.record)
        return parameters

    def _get_format_parameters(self) -> list[dict[str, Any]]:
        parameters: list[dict[str, Any]] = super()._get_format_parameters()
        for parameter in parameters:
            parameter["description"] = (
                "Format of the answer, whatever Accept says; a suffix (quotes.csv) says the same."
                " csv and jsonl hold the whole list and take neither limit nor cursor."
            )
            parameter["example"] = parameter["schema"]["default"] = "json"
        return parameters

    def _get_response_bodies(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(*args, **kwargs)
        if getattr(self.view, "action", None) == "list":
            page = bodies["200"]["content"]["application/json"]
            page["examples"] = {"answered": {"value": examples.page(self.view.basename)}}
            bodies["200"]["content"] = {"application/json": page} | {
                renderer.media_type: {"schema": renderer.schema}
                for renderer in self.view.get_renderers()
                if hasattr(renderer, "schema")
            }
        codes = ["400", "401", "403", "406"]
        action = getattr(self.view, "action", None)
        if "{" in self.path:
            codes.append("404")
        if self.method not in SAFE_METHODS:
            codes.append("409")
        if self.method in ("POST", "PATCH"):
            codes += ["413", "415"]
        if self.method == "GET":
            paged = LINK if action == "list" or self.path.endswith("/changes/") else {}
            bodies["200"]["headers"] = VALIDATORS | paged
            bodies["304"] = {"description": "Nothing has changed since what If-None-Match tells of."}
        if self.method == "GET" or action in CONDITIONAL:
            codes.append("412")
        codes += ["429", "503"]
        for code in codes:
            bodies[code] = self._get_response_for_code(ProblemSerializer, code, media_types=[MEDIA_TYPE])
            bodies[code]["description"] = HTTPStatus(int(code)).phrase
            if code in ("429", "503"):
                bodies[code]["headers"] = {"Retry-After": RETRY_AFTER}
        return bodies
