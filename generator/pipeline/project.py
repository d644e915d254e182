"""项目: where things are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """项目目录: content, templates and what is built, below one root."""

    root: Path

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def templates(self) -> Path:
        return self.root / "templates"

    @property
    def editions(self) -> Path:
        return self.templates / "editions"

    @property
    def build(self) -> Path:
        return self.root / "build"

    @property
    def rendered(self) -> Path:
        """Finished documents, kept from build to build."""
        return self.build / "documents"

    @property
    def site(self) -> Path:
        return self.root / "site"
