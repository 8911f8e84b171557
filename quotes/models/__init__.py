"""The rows: sources, speakers with their aliases, affiliations, quotes and their variants."""

from quotes.models.affiliation import Affiliation
from quotes.models.quote import Quote
from quotes.models.source import Source
from quotes.models.speaker import Alias, Speaker
from quotes.models.variant import Fingerprint, Variant

__all__ = ["Affiliation", "Alias", "Fingerprint", "Quote", "Source", "Speaker", "Variant"]
