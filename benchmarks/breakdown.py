"""Where the errors are: by kind, by publisher, by type of cue, and the worst articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from types import ModuleType

import numpy as np

from benchmarks.bootstrap import Result, Scored
from benchmarks.figures import heading, row, shown
from benchmarks.gold import Row, Verdict, compare, judge
from quotes.extraction.quotation_types import type_of
from quotes.extraction.records import Kind, QuotationType

WORST = 10
NO_CUE = "no cue"


def by_kind(scored: Scored, result: Result, samples: Sequence[Result]) -> list[str]:
    """Return a table with a line per kind."""
    count = len(scored.counts)
    return [heading("Kind"), *(row(kind, count, kind, result, samples) for kind in scored.kinds)]


def by_publisher(scored: Scored, gold: Sequence[Row], samples: int) -> list[str]:
    """Return a table with a line per publisher, `samples` being drawn from its own articles."""
    publishers = np.array([article["publisher"] for article in gold])
    lines = [heading("Publisher")]
    for publisher in sorted(set(publishers.tolist())):
        chosen = publishers == publisher
        result = scored.result(chosen.astype(int))
        drawn = scored.resampled(samples, chosen)
        lines.append(row(publisher[:21], int(chosen.sum()), "overall", result, drawn))
    return lines


def by_speaker(result: Result, well_known: Result) -> list[str]:
    """Return a table of the speakers' names: a line per type of mention, and one without the well known.

    `result` is what score_speakers.py finds, `well_known` what it finds where the quotations of
    all others are left out.
    """
    lines = [f"{'Speaker named by':40}{'here':>8}{'right':>8}{'of':>6}"]
    full, famous = result["speaker_full"], well_known["speaker_full"]
    others = {name: full[name] - famous[name] for name in ("right", "of")}
    rows = {
        **{f"a {kind}": one for kind, one in result["by_mention"].items() if kind != "none"},
        "presidents and candidates": famous,
        "everybody else": others,
    }
    for name, one in rows.items():
        share = one["right"] / one["of"] if one["of"] else None
        lines.append(f"{name:40}{shown(share):>8}{one['right']:8}{one['of']:6}")
    return lines


def by_cue(scorer: ModuleType, gold: Sequence[Row], predicted: Sequence[Row]) -> list[str]:
    """Return a table with a line per type that the cue tells, and one for quotations without a cue.

    Found and attribution are shares of the gold of this type, right is the share of what
    the extractor gives this type.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for article, rows in zip(gold, predicted, strict=True):
        count_types(scorer, article, rows["attributions"], counts)
    lines = [f"{'Type of the cue':22}{'gold':>9}{'found':>9}{'attribution':>13}{'predicted':>11}{'right':>8}"]
    for name in (*QuotationType, NO_CUE):
        wanted, made = counts[name, "gold"], counts[name, "predicted"]
        lines.append(
            f"{name:22}{wanted:9}{shown(share(counts[name, 'found'], wanted)):>9}"
            f"{shown(share(counts[name, 'attributed'], counts[name, 'with source'])):>13}"
            f"{made:11}{shown(share(counts[name, 'right'], made)):>8}"
        )
    return lines


def count_types(
    scorer: ModuleType, article: Row, rows: Sequence[Row], counts: Counter[tuple[str, str]]
) -> None:
    """Add the attributions of one article to the counts per type."""
    read, found, matched = compare(scorer, article, rows)
    by_gold = {number: other for other, number in matched.items()}
    for number, (wanted, gold) in enumerate(zip(article["attributions"], read, strict=True)):
        name = type_in(article["text"], wanted)
        counts[name, "gold"] += 1
        counts[name, "found"] += number in by_gold
        if source := gold.words["source"]:
            counts[name, "with source"] += 1
            counts[name, "attributed"] += number in by_gold and bool(
                found[by_gold[number]].words["source"] & source
            )
    for made, verdict in zip(rows, judge(scorer, article, rows), strict=True):
        if verdict is not None:
            name = type_in(article["text"], made)
            counts[name, "predicted"] += 1
            counts[name, "right"] += verdict is Verdict.RIGHT


def type_in(text: str, attribution: Row) -> str:
    """Return the type of an attribution, or that it has no cue."""
    cue, source = (" ".join(text[s:e] for s, e in attribution[role]) for role in ("cue", "source"))
    return type_of(cue, source, Kind(attribution["kind"])) if cue else NO_CUE


def worst_articles(scorer: ModuleType, gold: Sequence[Row], predicted: Sequence[Row]) -> list[str]:
    """Return a table of the articles with the most errors: what is missed, wrongly attributed, made up."""
    rows = []
    for article, made in zip(gold, predicted, strict=True):
        read, _, matched = compare(scorer, article, made["attributions"])
        verdicts = Counter(judge(scorer, article, made["attributions"]))
        missed = len(read) - len(matched)
        wrong = len(matched) - verdicts[Verdict.RIGHT]
        extra = sum(verdicts[v] for v in Verdict) - len(matched)
        rows.append((missed + wrong + extra, article["id"], len(read), missed, wrong, extra))
    lines = [
        f"{'Articles with the most errors':44}{'gold':>6}{'missed':>8}{'wrong source':>14}{'too many':>10}"
    ]
    for _, name, count, missed, wrong, extra in sorted(rows, key=lambda r: (-r[0], r[1]))[:WORST]:
        lines.append(f"{name[:43]:44}{count:6}{missed:8}{wrong:14}{extra:10}")
    return lines


def share(part: int, whole: int) -> float | None:
    """Return a share, None of nothing."""
    return part / whole if whole else None
