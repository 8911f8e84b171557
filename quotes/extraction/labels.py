"""The labels that the model predicts, in the order of its outputs."""

from __future__ import annotations

ROLES = ("source", "cue", "content")
ENTITIES = ("person", "organization", "place", "other")


def bio(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return O, then B- and I- of each name: O, B-source, I-source, ..."""
    return ("O", *(f"{prefix}-{name}" for name in names for prefix in "BI"))


ROLE_TAGS = bio(ROLES)
ENTITY_TAGS = bio(ENTITIES)
ARC_SIZE = 64
"""Length of each of the projections that score the arcs."""
ARCS = ("cue", "source", "last", "first")
"""What the arcs lead to: a content's cue, a cue's source, a stretch's last word, its first word."""
