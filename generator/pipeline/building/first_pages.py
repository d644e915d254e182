"""先出的网页: the pages of a document that was just saved, drawn before the site is built, by what is read already.

The document goes into the store under its own digest, so the build that follows does not render it again. What else
changes with it (lists, search, sums, documents that draw on it) comes with that build (decision 0083).
"""

from __future__ import annotations

import shutil
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from gongkai.loading.folders import DOCUMENT
from gongkai.model.places import NOWHERE
from gongkai.pipeline.building.alone import BusyError, alone, work_folder
from gongkai.pipeline.building.rendering import Press
from gongkai.pipeline.building.store import PAGES, Store
from gongkai.pipeline.composing import text_before
from gongkai.pipeline.deriving import readable_accounts
from gongkai.pipeline.digests import Digests
from gongkai.pipeline.project import Project
from gongkai.pipeline.workers import run
from gongkai.pipeline.workspace import Workspace
from gongkai.publishing.pouring import pour
from gongkai.publishing.shell import leaf_model
from gongkai.rendering.pages import load_pages

PATIENCE = 30.0
"""seconds; what takes longer comes with the site"""


class FirstPages:
    """先出的网页 of a project, below a folder of their own. What is read once is for children that are forked."""

    def __init__(self, project: Project, site: Path, only: tuple[str, ...]) -> None:
        """`site`: that of the preview, where earlier versions may be; `only`: the documents that it shows."""
        self._project = project
        self._site = site
        self._only = only
        self._folder = project.first_pages
        self._workspace: Workspace | None = None
        self._stale = True
        """whether it is to be read anew"""
        self._digests: Digests | None = None
        self._editions: list[str] = []
        self._drawn_last = ""
        self._near: list[str] = []
        """documents whose figures the one that was drawn last reads, and that are still to be read"""
        self.clear()

    def clear(self) -> None:
        """Once the site has them."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def get_ready(self) -> bool:
        """Read a piece more of what the next document will need; whether anything was left to read."""
        with suppress(Exception):  # the build says what is wrong
            if self._stale:
                self._stale = False  # what cannot be read is tried again when something has changed
                self._open()
                return True
            if self._workspace is None:
                return False
            if self._editions:
                self._workspace.edition(self._editions.pop(), NOWHERE)
                return True
            if self._near:
                readable_accounts(self._workspace, self._near.pop())
                if not self._near:
                    text_before(self._workspace, self._drawn_last)
                return True
        return False

    def _open(self) -> None:
        self._forget()
        workspace = Workspace.open(self._project)
        self._digests = Digests(workspace, pdf=False)
        workspace.read_texts()
        self._digests.shared  # noqa: B018 - worked out once
        self._editions = list(self._digests.mentions.names)
        self._workspace = workspace

    def draw(self, changed: Collection[str]) -> None:
        """The pages of the one document to which all files belong that have changed (names below the project)."""
        id = self._owner(changed)
        if not id:
            self._workspace, self._stale = None, True
            return
        if id != self._drawn_last:
            self._forget()
        (outcome,) = run([id], self._drawn, 1, timeout=PATIENCE)
        if not outcome.value:
            self.clear()
        elif id != self._drawn_last:
            self._drawn_last = id
            self._near = self._read_by(id)

    def _forget(self) -> None:
        """Of the documents of another one's department any may be others by now."""
        self._drawn_last, self._near = "", []
        if self._workspace is not None:
            for kept in (self._workspace.documents, self._workspace.accounts, self._workspace.texts):
                kept.clear()

    def _read_by(self, id: str) -> list[str]:
        """Documents before this one: a child has read them without harm, so this process may."""
        if self._workspace is None:
            return []
        return [*{*self._workspace.neighbours(id).values(), *self._workspace.years_before(id).values()}]

    def _owner(self, changed: Collection[str]) -> str:
        """The document in whose folder all of these files are; none if it has gone with them."""
        if self._workspace is None:
            return ""
        owners = {self._workspace.owner_of(name) for name in changed}
        id = next(iter(owners), "")
        shown = len(owners) == 1 and id in self._workspace.chosen(self._only)
        return id if shown and (self._workspace.folders[id].path / DOCUMENT).is_file() else ""

    def _drawn(self, id: str) -> bool:
        """In a child; whether there are pages."""
        workspace, digests = self._workspace, self._digests
        if workspace is None or digests is None:
            return False
        with suppress(BusyError), alone(self._project), work_folder(self._project) as work:
            workspace.look_again(id)
            store = Store(root=self._project.rendered(pdf=False), work=work)
            press = Press(workspace, store, digests, (self._site,))
            press.warm([id])
            rendered = press.render(id, digests.document(id))
            if rendered.entry is None:
                return False
            for page in load_pages((store.folder(rendered) / PAGES).read_text(encoding="utf-8")):
                if not page.beside:  # whether that may be shown, the build knows
                    text = pour(page.pieces, leaf_model(self._project.previewed, page.depth))
                    _write(self._folder / page.file, text)
            return True
        return False


def _write(path: Path, text: str) -> None:
    """In one step, for whoever reads it meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)
