"""/: what Verbatim is, and the way to everything."""

from __future__ import annotations

import re

import pytest
from django.test import Client


@pytest.fixture
def landing(client: Client) -> str:
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


def test_its_links_lead_somewhere(client: Client, db: None, landing: str) -> None:
    links = re.findall(r'<a href="([^"]+)"', landing)
    assert {"/api/v1/", "/api/docs/", "/api/schema/", "/admin/"} <= set(links)
    for link in links:
        assert client.get(link, follow=True).status_code == 200


def test_its_form_searches_the_quotes(client: Client, db: None, landing: str) -> None:
    action = re.findall(r'<form action="([^"]+)" method="get"', landing)[0]
    name = re.findall(r'<input [^>]*name="([^"]+)"', landing)[0]
    assert client.get(action, {name: "harbor"}).json()["results"] == []


def test_it_loads_nothing_from_elsewhere(landing: str) -> None:
    assert not re.findall(r'(?:src|href|url)\s*[=(]\s*["\']?(?:https?:)?//', landing)
