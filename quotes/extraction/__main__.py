"""`python -m quotes.extraction < articles.jsonl > quotes.jsonl`; see filter.py."""

import sys

from quotes.extraction.filter import main

# Worker processes import filter.py by its name, which they could not with this file.
if __name__ == "__main__":
    sys.exit(main())
