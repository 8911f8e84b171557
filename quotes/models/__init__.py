"""The rows: sources, speakers with their names, affiliations and terms, quotes, variants, and changes."""

from quotes.models.affiliation import Affiliation
from quotes.models.change import Change
from quotes.models.identifier import Identifier
from quotes.models.quote import Quote
from quotes.models.source import Source
from quotes.models.speaker import Alias, Speaker
from quotes.models.term import Term
from quotes.models.variant import Fingerprint, Variant

__all__ = [
    "Affiliation",
    "Alias",
    "Change",
    "Fingerprint",
    "Identifier",
    "Quote",
    "Source",
    "Speaker",
    "Term",
    "Variant",
]
