"""The sample's documents as the pipeline hands them to publishing."""

from __future__ import annotations

import pytest

from tests.built import Built, sample_documents


@pytest.fixture(scope="session")
def documents() -> tuple[Built, ...]:
    return sample_documents()
