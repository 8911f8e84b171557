"""Ingestion: articles from the readers, through the extractor, into the store.

    for result in ingest(read(Path("news/")), load()):
        summary.add(result)

One article, one transaction: a run that is interrupted, even killed, leaves whole articles
only. A run can be repeated: what is stored is found unchanged before it costs anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from django.db import connection, transaction

from quotes.articles import Article
from quotes.extraction.records import Extraction
from quotes.readers import Failure
from quotes.store import Stored, find_unchanged, store


class Extractor(Protocol):
    """What finds the quotations. `version` stands in every Extraction that it returns."""

    @property
    def version(self) -> str: ...

    def __call__(self, text: str, title: str = "") -> Extraction: ...


class Outcome(StrEnum):
    """What became of one item."""

    STORED = "stored"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one item, named by `item` ("news.jsonl:17").

    `reason` says why it failed. `quotes` are those written, `kept` those that stay because an
    editor has reviewed them, `speakers` the new ones; `ambiguous` has a line for each name
    that several speakers on record may bear.
    """

    item: str
    outcome: Outcome
    reason: str = ""
    quotes: int = 0
    kept: int = 0
    speakers: int = 0
    ambiguous: tuple[str, ...] = ()


@dataclass(slots=True)
class Summary:
    """The counts of a run, with the failures and the ambiguous names in full."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    quotes: int = 0
    kept: int = 0
    speakers: int = 0
    ambiguous: list[str] = field(default_factory=list)
    failures: list[Result] = field(default_factory=list)

    def add(self, result: Result) -> None:
        """Count one result."""
        self.outcomes[result.outcome] += 1
        self.quotes += result.quotes
        self.kept += result.kept
        self.speakers += result.speakers
        self.ambiguous += [f"{result.item}: {line}" for line in result.ambiguous]
        if result.outcome is Outcome.FAILED:
            self.failures.append(result)

    def as_dict(self) -> dict[str, Any]:
        """Return the summary as what JSON can hold."""
        return {
            **{outcome.value: self.outcomes[outcome] for outcome in Outcome},
            "quotes": self.quotes,
            "kept": self.kept,
            "speakers": self.speakers,
            "ambiguous": self.ambiguous,
            "failures": [{"item": failure.item, "reason": failure.reason} for failure in self.failures],
        }


def ingest(
    items: Iterable[Article | Failure], extract: Extractor, *, dry_run: bool = False
) -> Iterator[Result]:
    """Store each article with its quotations; yield one result per item, in order.

    Whatever goes wrong with an item costs that item only. With `dry_run` each article is
    stored and taken back, by itself: a speaker who is new in two of them counts twice.
    """
    for item in items:
        if isinstance(item, Failure):
            yield Result(item=item.item, outcome=Outcome.FAILED, reason=item.reason)
            continue
        try:
            result = _ingest_one(item, extract, dry_run)
        except Exception as error:  # a defect that one article brings to light must not cost the others
            if not connection.in_atomic_block:  # a lost connection is opened again for the next article
                connection.close_if_unusable_or_obsolete()
            reason = str(error) if isinstance(error, ValueError) else f"{type(error).__name__}: {error}"
            result = Result(item=item.origin, outcome=Outcome.FAILED, reason=" ".join(reason.split()))
        yield result


def take(article: Article, extract: Extractor, *, dry_run: bool = False, replace: bool = True) -> Stored:
    """Read one article and store it with its quotations, unless it is stored so already.

    Raises what `store` raises, without `replace` where another text is stored of it. With
    `dry_run` it is taken back.
    """
    if source := find_unchanged(article, extract.version):
        return Stored("unchanged", source)
    extraction = extract(article.text, article.title)
    with transaction.atomic():
        stored = store(article, extraction, replace=replace)
        transaction.set_rollback(dry_run)
    return stored


def _ingest_one(article: Article, extract: Extractor, dry_run: bool) -> Result:
    stored = take(article, extract, dry_run=dry_run)
    return Result(
        item=article.origin,
        outcome=Outcome(stored.outcome),
        quotes=stored.quotes,
        kept=stored.kept,
        speakers=stored.speakers,
        ambiguous=stored.ambiguous,
    )
