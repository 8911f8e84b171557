"""Pages of lists as Atom feeds (RFC 4287), so that a feed reader can follow any search.

An entry's id is the record's address; the feed's id is the address of the search, without
what only says which page of it is shown.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.utils.urls import remove_query_param

MEDIA_TYPE = "application/atom+xml"
# A feed without entries has never changed.
NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
# What was stored last comes first unless told otherwise: a reader looks at the beginning of a feed.
ORDERING = "-created"
# What XML 1.0 cannot hold, not even escaped.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

Row = Mapping[str, Any]
Entry = dict[str, Any]


def text(value: str) -> str:
    """Return the text with a replacement character for each that XML cannot hold."""
    return _NO_XML.sub("\ufffd", value)


def moment(value: datetime.datetime) -> datetime.datetime:
    """Return the moment, which SQLite hands over in UTC without saying so."""
    return value if value.tzinfo else value.replace(tzinfo=datetime.UTC)


def quotation(row: Row) -> Entry:
    """Return the entry of a quote: who, and the words; the link leads to the article if it is known."""
    who = row["speaker"]["name"] if row["speaker"] else "Unknown speaker"
    return {
        "title": f"{who}, {row['source']['title'] or row['source']['publisher'] or 'untitled'}",
        "description": f"<blockquote>{escape(row['text'])}</blockquote>",
        "link": row["source"]["url"] or row["url"],
        "author_name": who,
        "categories": [row["kind"], row["type"]],
    }


def speaker(row: Row) -> Entry:
    """Return the entry of a speaker."""
    return {"title": row["name"], "description": escape(", ".join(row["aliases"])), "link": row["url"]}


def source(row: Row) -> Entry:
    """Return the entry of an article."""
    return {
        "title": row["title"] or "untitled",
        "description": escape(row["publisher"]),
        "link": row["url"] or row["api_url"],
        "author_name": ", ".join(row["authors"]) or None,
    }


def affiliation(row: Row) -> Entry:
    """Return the entry of an affiliation."""
    stated = ", ".join(part for part in (row["role"], row["organization"]) if part)
    name = row["speaker"]["name"] if row["speaker"] else "somebody without a name"
    return {"title": f"{name}, {stated}", "description": "", "link": row["url"]}


class Feed(Atom1Feed):
    """Django's feed, with the addresses of the pages beside it and without a clock."""

    def add_root_elements(self, handler: Any) -> None:
        """Add the pages beside this one (RFC 5005)."""
        super().add_root_elements(handler)
        for name in ("next", "previous"):
            if self.feed[name]:
                handler.addQuickElement("link", "", {"rel": name, "href": self.feed[name]})

    def latest_post_date(self) -> datetime.datetime:
        """Return when the newest change of an entry was."""
        return max((item["updateddate"] for item in self.items), default=NEVER)


class AtomRenderer(BaseRenderer):
    """A page of a list as a feed; the view's `entry` makes an entry of a row."""

    media_type = MEDIA_TYPE
    format = "atom"
    charset = "utf-8"
    schema = {"type": "string", "description": "The page as an Atom feed."}

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> bytes:
        """Return the feed."""
        view, request = renderer_context["view"], renderer_context["request"]
        here = request.build_absolute_uri()
        feed = Feed(
            title=f"Verbatim: {title(request, view.basename)}",
            link=search(here, "format"),
            description=None,
            author_name="Verbatim",
            feed_url=here,
            feed_guid=identity(request),
            next=data["next"],
            previous=data["previous"],
        )
        for row in data["results"]:
            entry: Entry = {
                name: text(value) if isinstance(value, str) else value
                for name, value in view.entry(row).items()
            }
            address = row.get("api_url") or row["url"]
            feed.add_item(
                unique_id=address,
                pubdate=moment(row["created"]),
                updateddate=moment(row["updated"]),
                **entry,
            )
        rendered: str = feed.writeString("utf-8")
        return rendered.encode()


def search(address: str, *more: str) -> str:
    """Return the address without the parameters that say which page, and without `more`."""
    for name in ("cursor", "limit", *more):
        address = remove_query_param(address, name)
    return address


def identity(request: Request) -> str:
    """Return the address that stands for the feed: of all its pages one, with or without its own order."""
    own = request.query_params.get("ordering") == ORDERING
    return search(request.build_absolute_uri(), *(["ordering"] if own else []))


def title(request: Request, name: str) -> str:
    """Return what is searched for, in words."""
    given = [
        f"{key} {value}"
        for key, values in request.query_params.lists()
        if key not in ("cursor", "limit", "format")
        for value in values
        if (key, value) != ("ordering", ORDERING)
    ]
    return text(", ".join([f"{name}s", *given]))
