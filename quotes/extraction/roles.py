"""Roles in one form: "Former U.S. Sen." and "ex-senator" are a senator who was.

The words of the article are kept beside it; this form is what filters compare.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from quotes.extraction import lexicon
from quotes.extraction.names import fold

FORMER = frozenset({"former", "ex", "onetime", "erstwhile", "retired"})
ACTING = frozenset({"acting", "interim", "caretaker"})
# "then-mayor", "then the mayor", "one-time rival", "his late partner"; not "late-night host".
PAST = re.compile(r"^then(?:-|\s+(?:an?\s+|the\s+)?)|\bone-time\b|(?<![\w-])late(?![\w-])", re.IGNORECASE)
# "formerly a teacher", "once mayor"; not "formerly homeless artist".
ONCE = re.compile(
    r"^(?:formerly|previously|once)\s+(?P<article>(?:an?|the)\s+)?(?=(?P<next>\w+))", re.IGNORECASE
)
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
    present, past = PAST.subn("", role)
    once = ONCE.match(present)
    if once and (once["article"] or once["next"].lower() in lexicon.roles()):
        present, past = present[once.end() :], 1
    words = fold(present.replace(".", "")).split()
    kept = " ".join(SHORT.get(word, word) for word in words if word not in FORMER | ACTING)
    return RoleForm(
        kept.replace("chief executive officer", "chief executive"),
        past > 0 or not FORMER.isdisjoint(words),
        not ACTING.isdisjoint(words),
    )
