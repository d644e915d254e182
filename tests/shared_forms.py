"""What all editions of the project share, for tests: the kinds of documents, the classifications."""

from __future__ import annotations

import shutil
from pathlib import Path

from gongkai.loading.shared_forms import read_kinds, read_lists
from gongkai.model.kinds import DocumentKind

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
FILES = ("kinds.yml", "classifications.yml")
KINDS = read_kinds(TEMPLATES).value
LISTS = read_lists(TEMPLATES).value


def kind(name: str) -> DocumentKind:
    """A kind by its name."""
    found = KINDS.named(name)
    assert found is not None, name
    return found


def share(templates: Path) -> None:
    """Copy these files into a project's templates."""
    templates.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copy2(TEMPLATES / name, templates / name)
