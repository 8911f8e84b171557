"""Print what the shipped model solves of the challenge set."""

import sys

from quotes.extraction import load
from tests.extraction.challenge import report

sys.stdout.write(report(load()) + "\n")
