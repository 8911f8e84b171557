"""Roles in one form: "Former U.S. Sen." and "ex-senator" are a senator who was.

The words of the article are kept beside it; this form is what filters compare.
"""

from __future__ import annotations

from dataclasses import dataclass

from quotes.extraction.names import fold

FORMER = frozenset({"former", "ex", "onetime", "erstwhile", "retired", "late"})
ACTING = frozenset({"acting", "interim", "caretaker"})
SHORT = {
    "sen": "senator",
    "rep": "representative",
    "congressman": "representative",
    "congresswoman": "representative",
    "gov": "governor",
    "lt": "lieutenant",
    "gen": "general",
    "col": "colonel",
    "maj": "major",
    "capt": "captain",
    "sgt": "sergeant",
    "adm": "admiral",
    "cmdr": "commander",
    "prof": "professor",
    "dr": "doctor",
    "atty": "attorney",
    "amb": "ambassador",
    "del": "delegate",
    "rev": "reverend",
    "pres": "president",
    "ceo": "chief executive",
    "cfo": "chief financial officer",
    "chairman": "chair",
    "chairwoman": "chair",
    "chairperson": "chair",
    "spokesman": "spokesperson",
    "spokeswoman": "spokesperson",
}
"""What a word of a role is written as; an office has one name whoever holds it."""


@dataclass(frozen=True, slots=True)
class RoleForm:
    """A role without what tells when it was held; `words` is folded, empty if nothing else is left."""

    words: str
    former: bool
    acting: bool


def role_form(role: str) -> RoleForm:
    """Return the one form of a role as an article writes it.

    >>> role_form("Former acting U.S. Sen.")
    RoleForm(words='us senator', former=True, acting=True)
    """
    words = fold(role.replace(".", "")).split()
    kept = [SHORT.get(word, word) for word in words if word not in FORMER | ACTING]
    return RoleForm(" ".join(kept), not FORMER.isdisjoint(words), not ACTING.isdisjoint(words))
