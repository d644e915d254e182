"""先出的网页: the pages of a document that was just saved, drawn before the site is built, by what is read already.

They are for the eyes of its author alone, until the site has them: what is drawn is not kept, and a build draws it
again, with whatever else has changed (decisions 0083, 0097). Files are not made, so the overview tells the sizes of
those that the site has.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from gongkai.loading.folders import DOCUMENT
from gongkai.pipeline.building.drawing import LABELS, Drawing
from gongkai.pipeline.composing import text_before
from gongkai.pipeline.deriving import readable_accounts
from gongkai.pipeline.digests import Digests
from gongkai.pipeline.preparing import prepare
from gongkai.pipeline.project import Project
from gongkai.pipeline.workers import run
from gongkai.pipeline.workspace import Workspace
from gongkai.publishing.files import files_below
from gongkai.publishing.pouring import pour
from gongkai.publishing.shell import leaf_model

PATIENCE = 30.0
"""seconds; what takes longer comes with the site"""
A_WHILE = 1.0
"""seconds after which somebody is taken to be at the document whose page is shown"""
MOST = 4
"""documents that are looked at often"""

Sight = dict[str, tuple[int, int, int]]
"""times, sizes and inodes of files, by name"""


def sight(folder: Path, prefix: str = "") -> Iterator[tuple[str, tuple[int, int, int]]]:
    for name, entry in files_below(folder, prefix):
        with suppress(OSError):  # taken away meanwhile
            status = entry.stat(follow_symlinks=False)
            yield name, (status.st_mtime_ns, status.st_size, status.st_ino)


class FirstPages:
    """先出的网页 of a project, below a folder of their own. What is read once is for children that are forked."""

    def __init__(self, project: Project, site: Path, only: tuple[str, ...], *, wanted: bool = True) -> None:
        """`site`: that of the preview, where earlier versions may be; `only`: the documents that it shows.

        `wanted`: whether there are to be any; with PDFs not, as printing takes longer than the site.
        """
        self._project = project
        self._site = site
        self._only = only
        self._folder = project.first_pages
        self._drawing: Drawing | None = None
        """with all that is read; None while it is to be read anew"""
        self._wanted = self._stale = wanted
        """whether it is to be read anew"""
        self._seen: dict[str, Sight] = {}
        """the documents that were drawn last, as they were then"""
        self._since: dict[str, float] = {}
        """when those were drawn that the site does not have yet"""
        self._drawn_last = ""
        self._near: list[str] = []
        """documents whose figures the one that was drawn last reads, and that are still to be read"""
        shutil.rmtree(self._folder, ignore_errors=True)

    def clear(self, begun: float) -> None:
        """Once the site has what was drawn before its build was begun (`time.monotonic`)."""
        for id in [id for id, since in self._since.items() if since < begun]:
            self._remove(id)

    def _remove(self, id: str) -> None:
        self._since.pop(id, None)
        shutil.rmtree(self._folder / id, ignore_errors=True)

    def get_ready(self) -> bool:
        """Read a piece more of what the next document will need; whether anything was left to read."""
        with suppress(Exception):  # the build says what is wrong
            if self._stale:
                self._stale = False  # what cannot be read is tried again when something has changed
                self._open()
                return True
            if self._drawing is not None and self._near:
                self._read(self._drawing, self._near.pop())
                return True
        return False

    def _read(self, drawing: Drawing, id: str) -> None:
        """What a document has that others read; of the one that was drawn last, whatever each child would do again."""
        if id != self._drawn_last:
            readable_accounts(drawing.workspace, id)
            return
        drawing.warm([id])
        prepare(drawing.workspace, id)  # expressions and wording are compiled by it
        text_before(drawing.workspace, id)
        drawing.workspace.forget_one(id)

    def _open(self) -> None:
        self._forget()
        workspace = Workspace.open(self._project)
        digests = Digests(workspace, pdf=False)
        workspace.read_texts()
        digests.shared  # noqa: B018 - worked out once
        self._drawing = Drawing(workspace, digests, (self._site,))

    def look(self) -> bool:
        """Draw a document at which somebody is at work, if it or its files are others than before; whether they are."""
        id = next((id for id, seen in self._seen.items() if self._sight(id) != seen), "") or self._newly_shown()
        if id:
            self._draw(id)
        return bool(id)

    def _newly_shown(self) -> str:
        """The document whose page a browser has begun to show, a while ago; "" if there is none."""
        told = self._project.shown_page
        if self._drawing is not None:
            with suppress(OSError):
                if time.time() - told.stat().st_mtime > A_WHILE:
                    id = self._drawing.workspace.owner_of(told.read_text(encoding="utf-8", errors="replace"))
                    return id if id in self._drawing.workspace.chosen(self._only) and id not in self._seen else ""
        return ""

    def changed(self, names: Collection[str]) -> None:
        """Draw the one document to which all files belong that have changed (names below the project).

        Where they are not one document's, what has been read is read anew.
        """
        id = self._owner(names)
        if not id:
            self._drawing, self._stale = None, self._wanted
            self._seen.clear()
        elif self._seen.get(id) != self._sight(id):
            self._draw(id)

    def _draw(self, id: str) -> None:
        self._seen.pop(id, None)
        self._seen = dict([*self._seen.items(), (id, self._sight(id))][-MOST:])
        if id != self._drawn_last:
            self._forget()
        since = time.monotonic()
        (outcome,) = run([id], self._drawn, 1, timeout=PATIENCE)
        if not outcome.value:
            self._remove(id)
            return
        self._since[id] = since
        if id != self._drawn_last:
            self._drawn_last = id
            self._near = self._read_by(id)

    def _sight(self, id: str) -> Sight:
        return dict(sight(self._drawing.workspace.folders[id].path)) if self._drawing is not None else {}

    def _forget(self) -> None:
        """Of the documents of another one's department any may be others by now."""
        self._drawn_last, self._near = "", []
        if self._drawing is not None:
            self._drawing.workspace.forget()

    def _read_by(self, id: str) -> list[str]:
        """A document and those before it: a child has read them without harm, so this process may."""
        if self._drawing is None:
            return []
        workspace = self._drawing.workspace
        return [id, *{*workspace.neighbours(id).values(), *workspace.years_before(id).values()}]

    def _owner(self, changed: Collection[str]) -> str:
        """The document in whose folder all of these files are; none if it has gone with them."""
        if self._drawing is None:
            return ""
        workspace = self._drawing.workspace
        owners = {workspace.owner_of(name) for name in changed}
        id = next(iter(owners), "")
        shown = len(owners) == 1 and id in workspace.chosen(self._only)
        return id if shown and (workspace.folders[id].path / DOCUMENT).is_file() else ""

    def _drawn(self, id: str) -> bool:
        """In a child; whether there are pages."""
        drawing = self._drawing
        if drawing is None:
            return False
        drawing.workspace.look_again(id)
        drawing.warm([id])
        prepared = prepare(drawing.workspace, id)
        matter = drawing.matter(prepared)
        if matter is None:
            return False
        for page in drawing.pages(prepared, matter, self._sizes(id)):
            if not page.beside:  # whether that may be shown, the build knows
                text = pour(page.pieces, leaf_model(self._project.previewed, page.depth))
                _write(self._folder / page.file, text)
        return True

    def _sizes(self, id: str) -> dict[str, int]:
        files = {name: self._site / id / name for name in LABELS}
        return {name: file.stat().st_size for name, file in files.items() if file.is_file()}


def _write(path: Path, text: str) -> None:
    """In one step, for whoever reads it meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)
