"""GET /api/v1/usage/: as whom the server knows who asks, and how often they may still ask."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from quotes.api import throttles
from quotes.api.strict import StrictView
from quotes.models import Key, Scope


class UsedKeySerializer(serializers.Serializer):
    """The key that was sent."""

    name = serializers.CharField()
    prefix = serializers.CharField(help_text="The eight letters and digits by which it is recognized.")
    scopes = serializers.ListField(child=serializers.ChoiceField(Scope.choices))
    expires = serializers.DateTimeField(allow_null=True)


class CallerSerializer(serializers.Serializer):
    """Who asks: a key of a user, a user, or an address."""

    kind = serializers.ChoiceField(["key", "user", "address"])
    address = serializers.CharField(help_text="Where the request came from, as the server sees it.")
    user = serializers.CharField(allow_null=True)
    key = UsedKeySerializer(allow_null=True)


class AllowanceSerializer(serializers.Serializer):
    """What a policy leaves."""

    policy = serializers.CharField(
        help_text="`key`, `user` or `address`; `submit` is for what costs the most."
    )
    quota = serializers.IntegerField(help_text="How many requests a window has.")
    window = serializers.IntegerField(help_text="Seconds.")
    used = serializers.IntegerField(help_text="Those that were refused included.")
    remaining = serializers.IntegerField()
    reset = serializers.IntegerField(help_text="In how many seconds the next window begins.")


class UsageSerializer(serializers.Serializer):
    """Who asks, and what is left to them. Where nothing is limited there are no limits."""

    caller = CallerSerializer()
    limits = AllowanceSerializer(many=True)


class Usage(StrictView):
    """As whom the server knows you, and how often you may still ask. This request does not count."""

    name = "Usage"
    throttle_classes = ()
    # Whatever a key is for, it may know what is left of it.
    scopes = {"GET": None}

    @extend_schema(
        operation_id="usage", summary="Tell what is left", tags=["usage"], responses=UsageSerializer
    )
    def get(self, request: Request) -> Response:
        """Answer with who asks, and with what every policy leaves to them."""
        kind, _ = throttles.caller(request)
        limits = throttles.allowances(request, count=0, costly=True)
        return Response(
            {
                "caller": {
                    "kind": kind,
                    "address": throttles.address(request),
                    "user": request.user.get_username() or None,
                    "key": self.key(request.auth),
                },
                "limits": [
                    {
                        "policy": one.policy,
                        "quota": one.quota,
                        "window": one.window,
                        "used": one.used,
                        "remaining": one.remaining,
                        "reset": one.reset,
                    }
                    for one in limits
                ],
            }
        )

    def key(self, key: Any) -> dict[str, Any] | None:
        """Return what may be told of a key."""
        if not isinstance(key, Key):
            return None
        return {"name": key.name, "prefix": key.prefix, "scopes": key.scopes, "expires": key.expires}
