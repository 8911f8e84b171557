"""Pages of lists as JSON-LD: schema.org, with a W3C Web Annotation that says where a quotation stands.

    {"@type": "Quotation", "text": "...", "creator": {"@type": "Person", ...}, "isBasedOn": {...},
     "subjectOf": {"type": "Annotation", "target": [{"source": ..., "selector": [...]}], ...}}

All pages of a list are of one collection; the page is a view of it, and tells of the next (Hydra).
The annotation has its own context and can be cut out whole. Its targets are the spans of the
quotation in the text of the source as the API serves it (positions are code points, as the
standard has it); the TextQuoteSelector finds the same words in the article itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from rest_framework.renderers import BaseRenderer

from quotes.api.feeds import search
from quotes.api.renderers import OPTIONS

SCHEMA_ORG = "https://schema.org"
HYDRA = "http://www.w3.org/ns/hydra/core#"
WEB_ANNOTATION = "http://www.w3.org/ns/anno.jsonld"
# Characters of the source before and after a span that help to find it again.
CONTEXT = 32

Row = Mapping[str, Any]
Node = dict[str, Any]


def given(node: Node) -> Node:
    """Return the node without what is unknown."""
    return {name: value for name, value in node.items() if value not in (None, "", [], ())}


def agent(speaker: Row, affiliation: Row | None = None) -> Node:
    """Return who is quoted, with the affiliation that the source states."""
    person = speaker["kind"] == "person"
    return given(
        {
            "@type": "Person" if person else "Organization",
            "@id": speaker.get("url"),
            "identifier": speaker["id"],
            "name": speaker["name"],
            "alternateName": [name for name in speaker.get("aliases", ()) if name != speaker["name"]],
            "jobTitle": affiliation["role"] if person and affiliation else None,
            "affiliation": organization(affiliation["organization"]) if person and affiliation else None,
        }
    )


def organization(name: str) -> Node | None:
    """Return the organization of this name, or None where there is no name."""
    return {"@type": "Organization", "name": name} if name else None


def article(source: Row) -> Node:
    """Return the article."""
    return given(
        {
            "@type": "NewsArticle",
            "@id": source.get("api_url"),
            "identifier": source["id"],
            "url": source["url"],
            "headline": source["title"],
            "author": [{"@type": "Person", "name": name} for name in source.get("authors", ())],
            "publisher": organization(source["publisher"]),
            "datePublished": source["published"],
            "inLanguage": source.get("language"),
        }
    )


def affiliation(row: Row) -> Node:
    """Return the role in an organization that sources state of a speaker."""
    return given(
        {
            "@type": "OrganizationRole",
            "@id": row["url"],
            "identifier": row["id"],
            "roleName": row["role"],
            "memberOf": organization(row["organization"]),
            "member": agent(row["speaker"]) if row["speaker"] else None,
            "startDate": row["first_stated"],
            "endDate": row["last_stated"],
        }
    )


def quotation(row: Row, window: str, text_address: str) -> Node:
    """Return the quotation; `window` is the text from CONTEXT characters before it to CONTEXT after it."""
    return given(
        {
            "@type": "Quotation",
            "@id": row["url"],
            "identifier": row["id"],
            "text": row["text"],
            "creator": agent(row["speaker"], row["affiliation"]) if row["speaker"] else None,
            "isBasedOn": article({**row["source"], "api_url": text_address}),
            "dateModified": row["updated"],
            "subjectOf": annotation(row, window, text_address),
        }
    )


def annotation(row: Row, window: str, text_address: str) -> Node:
    """Return the Web Annotation that ties the quotation to its spans."""
    opening = max(row["start"] - CONTEXT, 0)
    targets = []
    for start, end in row["content_spans"]:
        first, last = start - opening, end - opening
        selectors = [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {
                "type": "TextQuoteSelector",
                "exact": window[first:last],
                "prefix": window[max(first - CONTEXT, 0) : first],
                "suffix": window[last : last + CONTEXT],
            },
        ]
        targets.append({"source": text_address, "selector": selectors})
    return {
        "@context": WEB_ANNOTATION,
        "id": f"{row['url']}#annotation",
        "type": "Annotation",
        "motivation": "identifying",
        "body": row["url"],
        "target": targets,
    }


class JSONLDRenderer(BaseRenderer):
    """A page of a list as a collection; the view's `nodes` makes nodes of the rows."""

    media_type = "application/ld+json"
    format = "jsonld"
    charset = None
    schema = {"type": "object", "description": "The page as JSON-LD."}

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> bytes:
        """Return the collection, with this page of it and where those beside it are."""
        here = renderer_context["request"].build_absolute_uri()
        beside = {"hydra:next": data["next"], "hydra:previous": data["previous"]}
        page = {
            "@context": [SCHEMA_ORG, {"hydra": HYDRA}],
            "@type": "Collection",
            "@id": search(here),
            "hydra:view": {
                "@type": "hydra:PartialCollectionView",
                "@id": here,
                **{name: {"@id": address} for name, address in beside.items() if address},
            },
            "hasPart": renderer_context["view"].nodes(data["results"]),
        }
        return orjson.dumps(page, option=OPTIONS)
