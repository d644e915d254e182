"""The kinds of documents of the project, for tests."""

from __future__ import annotations

from pathlib import Path

from gongkai.loading.kinds_file import read_kinds
from gongkai.model.kinds import DocumentKind

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
FILE = TEMPLATES / "kinds.yml"
KINDS = read_kinds(TEMPLATES).kinds


def kind(name: str) -> DocumentKind:
    """A kind by its name."""
    found = KINDS.named(name)
    assert found is not None, name
    return found
