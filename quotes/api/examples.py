"""Examples of what is sent and answered, by the operation's name in the OpenAPI description."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample

BASE = "https://verbatim.example/api/v1"
TIMES = {"created": "2024-07-09T10:22:12.749382Z", "updated": "2024-07-09T10:22:12.749408Z"}

WORDS = "The levy falls on ferries and on nobody else"
SPEAKER_BRIEF = {"id": "zetumecqbs2kqerd", "name": "Adaeze Okafor", "kind": "person"}
ROLE = {"role": "harbor minister", "organization": "Port of Lindhaven", "party": "", "state": ""}
FLAGS = {"former": False, "acting": False}
STATED = {"first_stated": "2024-07-09", "last_stated": "2024-07-09"}
SOURCE_BRIEF = {
    "id": "ijd4qn653zku4bni",
    "url": "https://gazette.example/ferries",
    "title": "Ferries to pay",
    "publisher": "The Harbor Gazette",
    "published": "2024-07-09",
}
QUOTE = {
    "id": "rbdap6npw7xgozer",
    "url": f"{BASE}/quotes/rbdap6npw7xgozer/",
    "text": "The levy falls on ferries and on nobody else.",
    "kind": "direct",
    "type": "speech",
    "speaker": SPEAKER_BRIEF,
    "affiliation": {"id": "4c2xhvtzy54ttgik", **ROLE, **FLAGS},
    "source": SOURCE_BRIEF,
    "start": 64,
    "end": 109,
    "content_spans": [[64, 109]],
    "cue": {"text": "said", "spans": [[57, 61]]},
    "mention": {"text": "Adaeze Okafor", "spans": [[42, 55]]},
    "resolution": "resolved",
    "confidence": 0.9,
    "review": "unreviewed",
    **TIMES,
}
SPEAKER = {
    "id": "zetumecqbs2kqerd",
    "url": f"{BASE}/speakers/zetumecqbs2kqerd/",
    "name": "Adaeze Okafor",
    "kind": "person",
    "incomplete": False,
    "aliases": ["A. Okafor", "Adaeze Okafor"],
    "identifiers": [{"scheme": "wikidata", "value": "Q900000042"}],
    "affiliations": [{"id": "4c2xhvtzy54ttgik", **ROLE, **FLAGS, **STATED}],
    **TIMES,
}
SOURCE = {
    "id": "ijd4qn653zku4bni",
    "api_url": f"{BASE}/sources/ijd4qn653zku4bni/",
    "url": "https://gazette.example/ferries",
    "title": "Ferries to pay",
    "authors": ["Mina Roe"],
    "publisher": "The Harbor Gazette",
    "published": "2024-07-09",
    "language": "en",
    "sha256": "a809042734741d3df3a04316807d9885fdf469adb14d6bd6156f7047304ac039",
    "extractor": "verbatim 0.1.0",
    "status": "extracted",
    **TIMES,
}
SOURCE_TEXT = {
    **SOURCE,
    "text": "Ferries are to pay from the first of May. Adaeze Okafor, said: “The levy falls on ferries and"
    " on nobody else.”",
}
AFFILIATION = {
    "id": "4c2xhvtzy54ttgik",
    "url": f"{BASE}/affiliations/4c2xhvtzy54ttgik/",
    "speaker": SPEAKER_BRIEF,
    **ROLE,
    **FLAGS,
    "role_form": "harbor minister",
    **STATED,
    "terms": [{"held_from": "2023-11-01", "held_until": None}],
    **TIMES,
}

ROWS = {"quote": QUOTE, "speaker": SPEAKER, "source": SOURCE, "affiliation": AFFILIATION}
SENT: dict[str, Any] = {
    "quotes_partial_update": {
        "speaker": "zetumecqbs2kqerd",
        "content_spans": [[64, 109]],
        "cue_spans": [[57, 61]],
    },
    "speakers_create": {"name": "Adaeze Okafor", "kind": "person", "aliases": ["A. Okafor"]},
    "speakers_partial_update": {"name": "Adaeze Okafor"},
    "speakers_merge": {"into": "zetumecqbs2kqerd"},
    "sources_partial_update": {"title": "Ferries to pay", "published": "2024-07-09"},
    "extract": {"title": "Ferries to pay", "text": SOURCE_TEXT["text"]},
    "sources_create": {
        "url": "https://gazette.example/ferries",
        "title": "Ferries to pay",
        "publisher": "The Harbor Gazette",
        "published": "2024-07-09",
        "text": SOURCE_TEXT["text"],
    },
    "affiliations_create": {"speaker": "zetumecqbs2kqerd", **ROLE},
    "affiliations_partial_update": {"role": "harbor minister"},
}
ANSWERED: dict[str, Any] = {
    "root": {
        **{
            name: f"{BASE}/{name}/"
            for name in (
                "quotes",
                "speakers",
                "sources",
                "affiliations",
                "lookup",
                "extract",
                "changes",
                "usage",
            )
        },
        "schema": "https://verbatim.example/api/schema/",
        "docs": "https://verbatim.example/api/docs/",
    },
    "quotes_retrieve": QUOTE,
    "quotes_partial_update": {**QUOTE, "review": "corrected"},
    "speakers_retrieve": SPEAKER,
    "speakers_create": {**SPEAKER, "identifiers": [], "affiliations": []},
    "speakers_partial_update": SPEAKER,
    "speakers_merge": SPEAKER,
    "sources_retrieve": SOURCE_TEXT,
    "sources_partial_update": SOURCE_TEXT,
    "sources_create": {"outcome": "stored", "source": SOURCE_TEXT, "quotes": [QUOTE], "ambiguous": []},
    "extract": {
        "title": "Ferries to pay",
        "text": SOURCE_TEXT["text"],
        "extractor": SOURCE["extractor"],
        "quotes": [
            {
                "text": WORDS + ".",
                "kind": "direct",
                "type": "speech",
                "speaker": {"name": "Adaeze Okafor", "kind": "person"},
                "affiliation": {**ROLE, **FLAGS},
                "start": 64,
                "end": 109,
                "content_spans": [[64, 109]],
                "cue": {"text": "said", "spans": [[57, 61]]},
                "mention": {"text": "Adaeze Okafor", "spans": [[42, 55]]},
                "chain": {"text": "Adaeze Okafor", "spans": [[42, 55]]},
                "rivals": [],
                "confidence": 0.9,
            }
        ],
    },
    "affiliations_retrieve": AFFILIATION,
    "affiliations_create": {**AFFILIATION, "first_stated": None, "last_stated": None, "terms": []},
    "affiliations_partial_update": AFFILIATION,
    "usage": {
        "caller": {
            "kind": "key",
            "address": "203.0.113.7",
            "user": "ada",
            "key": {
                "name": "mirror of the archive",
                "prefix": "k3v5xq2m",
                "scopes": ["read", "export"],
                "expires": "2027-02-01T00:00:00Z",
            },
        },
        "limits": [
            {"policy": "key", "quota": 3000, "window": 60, "used": 3, "remaining": 2997, "reset": 41},
            {"policy": "submit", "quota": 60, "window": 60, "used": 0, "remaining": 60, "reset": 12},
        ],
    },
    "changes": {
        "next": f"{BASE}/changes/?since=MTA0Mg~c2lnbmF0dXJl",
        "more": False,
        "results": [
            {
                "sequence": 1042,
                "time": "2024-07-09T10:22:12.749000Z",
                "resource": "speaker",
                "id": "bflssip2adwcylhg",
                "url": f"{BASE}/speakers/bflssip2adwcylhg/",
                "action": "merged",
                "merged_into": "zetumecqbs2kqerd",
            }
        ],
    },
    "quotes_evidence": {
        "id": "rbdap6npw7xgozer",
        "url": f"{BASE}/quotes/rbdap6npw7xgozer/",
        "source": {
            "id": "ijd4qn653zku4bni",
            "api_url": f"{BASE}/sources/ijd4qn653zku4bni/",
            "url": "https://gazette.example/ferries",
            "title": "Ferries to pay",
            "publisher": "The Harbor Gazette",
            "published": "2024-07-09",
            "sha256": "a809042734741d3df3a04316807d9885fdf469adb14d6bd6156f7047304ac039",
            "characters": len(SOURCE_TEXT["text"]),
        },
        "extractor": SOURCE["extractor"],
        "kind": "direct",
        "type": "speech",
        "confidence": 0.9,
        "content": [
            {
                "start": 64,
                "end": 109,
                "text": WORDS + ".",
                "prefix": "t of May. Adaeze Okafor, said: “",
                "suffix": "”",
            }
        ],
        "cue": [
            {
                "start": 57,
                "end": 61,
                "text": "said",
                "prefix": "he first of May. Adaeze Okafor, ",
                "suffix": ": “The levy falls on ferries and",
            }
        ],
        "mention": [
            {
                "start": 42,
                "end": 55,
                "text": "Adaeze Okafor",
                "prefix": "e to pay from the first of May. ",
                "suffix": ", said: “The levy falls on ferri",
            }
        ],
        "chain": [
            {
                "start": 42,
                "end": 55,
                "text": "Adaeze Okafor",
                "prefix": "e to pay from the first of May. ",
                "suffix": ", said: “The levy falls on ferri",
            }
        ],
        "rivals": [],
        "stated": {"name": "Adaeze Okafor", **ROLE},
        "resolution": {"outcome": "resolved", "reason": "'Adaeze Okafor': one speaker on record fits"},
        "speaker": SPEAKER_BRIEF,
        "review": {"state": "accepted", "by": None, "at": "2024-07-10T08:00:00Z"},
    },
    "quotes_stats": {
        "by": ["speaker", "year"],
        "more": False,
        "results": [{"speaker": SPEAKER_BRIEF, "year": 2024, "quotes": 1, "sources": 1}],
    },
    "quotes_variants": {
        "quotes": 2,
        "outlets": 2,
        "earliest": QUOTE,
        "results": [
            {
                "type": "truncated",
                "similarity": 0.56,
                "diff": [
                    {
                        "op": "equal",
                        "this": "The levy falls on ferries",
                        "other": "The levy falls on ferries",
                    },
                    {"op": "delete", "this": "and on nobody else", "other": ""},
                ],
                "quote": {**QUOTE, "text": "The levy falls on ferries"},
            }
        ],
    },
    "lookup": {
        "results": [
            {
                "text": "The levy falls on ferries and on nobody else.",
                "start": 0,
                "end": 45,
                "content_spans": [[0, 45]],
                "attributed_to": None,
                "status": "verbatim",
                "similarity": 1.0,
                "diff": [{"op": "equal", "this": WORDS, "other": WORDS}],
                "quote": QUOTE,
                "credit": {"speaker": SPEAKER_BRIEF, "earliest": QUOTE, "quotes": 1, "outlets": 1},
                "rivals": [],
                "capped": False,
            }
        ],
        "left_out": 0,
    },
}


def page(resource: str) -> dict[str, Any]:
    """Return the example of a list."""
    following = f"{BASE}/{resource}s/?cursor=WyItcHVibGlzaGVkIl0~c2lnbmF0dXJl"
    return {"next": following, "previous": None, "results": [ROWS[resource]]}


def of(operation: str) -> list[OpenApiExample]:
    """Return the examples of an operation."""
    found = []
    if operation in SENT:
        found.append(OpenApiExample("sent", SENT[operation], request_only=True))
    if operation in ANSWERED:
        found.append(OpenApiExample("answered", ANSWERED[operation], response_only=True))
    return found
