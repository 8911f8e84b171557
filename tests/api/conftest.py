"""Clients of the API: anybody, somebody who has logged in, and staff.

Django is imported inside: pytest reads this file before the settings are chosen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from rest_framework.test import APIClient


@pytest.fixture
def anybody() -> APIClient:
    from rest_framework.test import APIClient

    return APIClient()


@pytest.fixture
def member(django_user_model: type[User], db: None) -> APIClient:
    from rest_framework.test import APIClient

    client = APIClient()
    client.force_login(django_user_model.objects.create_user("member"))
    return client


@pytest.fixture
def staff(django_user_model: type[User], db: None) -> APIClient:
    from rest_framework.test import APIClient

    client = APIClient()
    client.force_login(django_user_model.objects.create_user("editor", is_staff=True))
    return client


@pytest.fixture
def listed(anybody: APIClient, db: None) -> Callable[..., list[str]]:
    """Return a function that reads a list and returns the public ids on its first page."""

    def read(resource: str, query: dict[str, Any] | str = "") -> list[str]:
        address = f"/api/v1/{resource}/"
        response = (
            anybody.get(f"{address}?{query}") if isinstance(query, str) else anybody.get(address, query)
        )
        assert response.status_code == 200, response.json()
        return [row["id"] for row in response.json()["results"]]

    return read
