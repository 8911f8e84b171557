"""The rows: sources, speakers with their aliases, affiliations, quotes."""

from quotes.models.affiliation import Affiliation
from quotes.models.quote import Quote
from quotes.models.source import Source
from quotes.models.speaker import Alias, Speaker

__all__ = ["Affiliation", "Alias", "Quote", "Source", "Speaker"]
