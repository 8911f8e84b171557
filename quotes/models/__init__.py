"""The rows: sources, speakers with names, affiliations and terms, quotes, variants, changes, and keys."""

from quotes.models.affiliation import Affiliation
from quotes.models.change import Change
from quotes.models.distinction import Distinction
from quotes.models.identifier import Identifier
from quotes.models.key import Key, Scope
from quotes.models.quote import Quote
from quotes.models.source import Source
from quotes.models.speaker import Alias, Speaker
from quotes.models.term import Term
from quotes.models.variant import Fingerprint, Variant

__all__ = [
    "Affiliation",
    "Alias",
    "Change",
    "Distinction",
    "Fingerprint",
    "Identifier",
    "Key",
    "Quote",
    "Scope",
    "Source",
    "Speaker",
    "Term",
    "Variant",
]
