"""The article: what every reader yields and the extractor's caller passes on."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news article as it was read, before anything is extracted.

    `text` is the text that every offset refers to: it is stored as it stands here and
    never changed afterwards. `origin` names the item for messages ("news.jsonl:17").
    """

    text: str
    title: str = ""
    url: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: datetime.date | None = None
    language: str = "en"
    origin: str = ""
