from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quotes.extraction import load

if TYPE_CHECKING:
    from quotes.extraction.pipeline import Extractor


@pytest.fixture(scope="session")
def extract() -> Extractor:
    """Return the extractor with the shipped model."""
    return load()
