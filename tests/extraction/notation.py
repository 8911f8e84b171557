"""A notation for hand-built extractions, so that a table row is one readable line.

    '"No," {she} said of [o:Acme], as [p:Jane Roe] had.'

`[p:...]`, `[o:...]`, `[l:...]`, `[x:...]` are entities: person, organization, place, other.
`{...}` is the source of an attribution. The content of the first source is the first text
in double quotation marks, and so on; a source without one is of an indirect quotation.
"""

from __future__ import annotations

import re

from quotes.extraction.records import Attribution, Entity, EntityLabel, Kind, Span, Voice
from quotes.extraction.voices import name_voices

LABELS = {
    "p": EntityLabel.PERSON,
    "o": EntityLabel.ORGANIZATION,
    "l": EntityLabel.PLACE,
    "x": EntityLabel.OTHER,
}
MARK = re.compile(r"\[([polx]):|[\]{}]")


def read(marked: str) -> tuple[str, list[Attribution], list[Entity]]:
    """Return the plain text with its attributions and entities."""
    text = ""
    entities: list[Entity] = []
    sources: list[Span] = []
    opened: list[tuple[str, int]] = []
    at = 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        if match[1] or match[0] == "{":
            opened.append((match[1] or "{", len(text)))
        else:
            mark, start = opened.pop()
            span = Span(start, len(text))
            if mark == "{":
                sources.append(span)
            else:
                entities.append(Entity(span, LABELS[mark]))
    text += marked[at:]
    contents = [Span(*match.span()) for match in re.finditer(r'"[^"]*"', text)]
    attributions = []
    for number, source in enumerate(sorted(sources)):
        direct = number < len(contents)
        content = contents[number] if direct else Span(len(text) - 1, len(text))
        kind = Kind.DIRECT if direct else Kind.INDIRECT
        attributions.append(Attribution((content,), (), (source,), kind, 1.0))
    return text, attributions, entities


def voices(marked: str, title: str = "") -> list[Voice]:
    """Return the voices of a marked text, in the order of their sources, with every span checked."""
    text, attributions, entities = read(marked)
    found = name_voices(text, attributions, entities, title)
    for voice in found:
        for value, span in (
            (voice.role, voice.role_span),
            (voice.organization, voice.organization_span),
            *([(voice.name, voice.name_span)] if not title and (voice.name or "") in text else []),
        ):
            assert (value is None) == (span is None)
            assert span is None or " ".join(span.of(text).split()) == value
    return list(found)


def names(marked: str) -> list[str | None]:
    """Return the names of the voices."""
    return [voice.name for voice in voices(marked)]
