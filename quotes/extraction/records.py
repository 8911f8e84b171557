"""What the extractor returns: frozen records with character offsets.

Offsets count characters (Unicode code points) of the text that was given, half-open:
`text[span.start:span.end]` is the span's text. Records are small and picklable, so that
a worker process can send them to the process that stores them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How much of the content stands inside quotation marks: all, some, none."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class QuotationType(StrEnum):
    """What kind of act a quotation is, told by its cue: said, tweeted, believes, plans, endorsed."""

    SPEECH = "speech"
    WRITING = "writing"
    THOUGHT = "thought"
    INTENTION = "intention"
    OTHER = "other"


class EntityLabel(StrEnum):
    """What a named entity is."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    OTHER = "other"


class SpeakerKind(StrEnum):
    """What a speaker is."""

    PERSON = "person"
    ORGANIZATION = "organization"
    GROUP = "group"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the text: characters `start` (inclusive) to `end` (exclusive)."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: start {self.start}, end {self.end}")

    def of(self, text: str) -> str:
        """Return the words of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Say whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity: where it stands and what it is."""

    span: Span
    label: EntityLabel


class SourceRule(StrEnum):
    """What gave an attribution its source, if it has one."""

    NETWORK = "network"
    CONTINUATION = "continuation"
    INTRODUCTION = "introduction"
    SIGNATURE = "signature"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is credited with what, as spans only: the evidence before names are looked up.

    `content` has one span per stretch (`"a," he said, "b"` has two); `cue` and `source`
    may be empty where the text has none ("Sure." in a paragraph of its own). `score` (0 to
    1) orders attributions and is no probability: see confidence.py. `rivals` are the words for
    those who may have spoken where there is no source.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    kind: Kind
    score: float
    rule: SourceRule = SourceRule.NETWORK
    rivals: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Rival:
    """Somebody else whom the words for the speaker may stand for, with a share of the certainty (0 to 1)."""

    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, by name, in which role and for whom, as this article states it.

    `name` is the fullest form in the article without title, or None for a speaker
    without a name. `name_span` is where that form stands. `role` and `organization`
    are words of the article; None where it states none. `party` and `state` are the usual
    names of what stands at `party_span`: "R-Iowa" is Republican, Iowa. `confidence` (0 to 1) is how sure
    the resolver is whom the source names; it is no part of a quotation's. `chain` are the words
    that lead from the source to the name: "she", "Roe", "Jane Roe"; `rivals` those who were weighed
    and not chosen, the likeliest first, where nobody was sure enough all of them.
    """

    name: str | None = None
    kind: SpeakerKind | None = None
    name_span: Span | None = None
    role: str | None = None
    role_span: Span | None = None
    organization: str | None = None
    organization_span: Span | None = None
    confidence: float = 1.0
    party: str | None = None
    state: str | None = None
    party_span: Span | None = None
    chain: tuple[Span, ...] = ()
    rivals: tuple[Rival, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation: its evidence in the text and who is speaking.

    `confidence` (0 to 1) is the probability that the attribution is right: these words are
    a quotation, and `source` stands for who uttered it (defined in confidence.py). It says
    nothing of whom the source names. `voice.name` is None where the article does not name
    the speaker, or where the extractor is not sure; `source` then still holds the words
    that stand for them.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    kind: Kind
    voice: Voice
    confidence: float
    type: QuotationType = QuotationType.SPEECH

    @property
    def start(self) -> int:
        """First character of the content."""
        return self.content[0].start

    @property
    def end(self) -> int:
        """One past the last character of the content."""
        return self.content[-1].end


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one text, quotations in reading order.

    No two quotations share a character of content, so (start, end) tells them apart.
    """

    quotations: tuple[Quotation, ...]
    entities: tuple[Entity, ...]
    extractor: str
    """Name and version of what found them, e.g. "verbatim 0.1.0 (reader 1)"."""
