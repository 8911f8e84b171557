"""Failure: an item that could not be read, beside the articles that could."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What went wrong with one item. `item` names it as `Article.origin` would ("a.jsonl:17")."""

    item: str
    reason: str
