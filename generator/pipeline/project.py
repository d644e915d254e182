"""项目: where things are."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from gongkai.model.own_data import MANUAL


class Project(Struct, frozen=True, kw_only=True):
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
    def record(self) -> Path:
        """What `init` copied out of the package; in a checkout of the program there is none."""
        return self.templates / ".gongkai.json"

    @property
    def manual(self) -> Path:
        """编制手册: the program's own in a repository that `init` made, whatever its docs/ may hold."""
        return MANUAL if self.record.is_file() else self.root / "docs"

    @property
    def settings(self) -> Path:
        """What the website's host is told."""
        return self.root / "mkdocs.yml"

    @property
    def build(self) -> Path:
        return self.root / "build"

    @property
    def fonts(self) -> Path:
        """Made by `gongkai fonts`."""
        return self.build / "fonts"

    def rendered(self, *, pdf: bool, draft: bool = False) -> Path:
        """Finished documents, kept from build to build: those with a PDF apart from those without, 草案 apart."""
        return self.work(draft=draft) / ("documents" if pdf else "documents-without-pdf")

    def work(self, *, draft: bool) -> Path:
        """What is kept from build to build; of drafts in a folder of its own, so that none is ever published."""
        return self.build / "draft" if draft else self.build

    @property
    def previewed(self) -> Path:
        """What the preview keeps from build to build: it is another site, and neither spoils the other's."""
        return self.build / "preview-work"

    @property
    def first_pages(self) -> Path:
        """Pages that the preview shows before its site has them."""
        return self.build / "preview-first"

    @property
    def shown_page(self) -> Path:
        """Which page of the preview a browser shows, written when that is another."""
        return self.build / "preview-page.txt"

    @property
    def known_files(self) -> Path:
        """What files were when they were last read."""
        return self.build / "known-files"

    def known_digests(self, *, pdf: bool, draft: bool) -> Path:
        """What digests of documents were when they were last taken."""
        return self.work(draft=draft) / ("known-digests-pdf" if pdf else "known-digests")

    @property
    def known_editions(self) -> Path:
        """What was found in each edition when it was last looked at."""
        return self.build / "known-editions"

    @property
    def known_figures(self) -> Path:
        """What other documents have asked of the figures of each."""
        return self.build / "known-figures"

    @property
    def checked(self) -> Path:
        """What was found in each document when it was last checked."""
        return self.build / "checked"

    @property
    def known_texts(self) -> Path:
        """What is known of the texts of all documents (scanning/text_index.py)."""
        return self.build / "known-texts.db"

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def draft_site(self) -> Path:
        return self.work(draft=True) / "site"

    def complete(self) -> bool:
        """Whether this is a project at all."""
        return self.content.is_dir() and self.templates.is_dir() and self.settings.is_file()
