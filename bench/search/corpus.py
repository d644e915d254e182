"""语料: documents composed without rules, PDF or HTML, and what the search knows of them.

What is composed is kept in a folder, as composing takes most of the time: it can be composed once and indexed often.
"""

from __future__ import annotations

import multiprocessing
import pickle
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from bench.measure import processors
from gongkai.model.ledger import LedgerLine
from gongkai.model.publication import Publication
from gongkai.pipeline.composing import composed_of
from gongkai.pipeline.deriving import case_of
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from gongkai.rendering.extras import Download, Extras
from gongkai.rendering.html import render_pages
from gongkai.rendering.pages import Page
from gongkai.rendering.sandbox import TemplateEnvironment

ROOT = Path(__file__).resolve().parents[2]
SUFFIXES = {".yml", ".csv"}
BATCH, BATCHES = 8, 30
"""how many documents a process composes at a time, and how often, before its memory goes"""
_WORKSPACE: list[Workspace] = []
"""that of a child"""
EXTRAS = Extras(
    downloads=(Download(label="全文 PDF", path="document.pdf", size=1_400_000),),
    ledger=(LedgerLine(code="F201", title="", held=1, found=0, reasons=()),),
)
"""so that there is what every overview offers, and a page of 检查记录"""


class Undrawn(TemplateEnvironment):
    """Templates that draw nothing: of a page, the search wants its lines only."""

    def draw(self, _name: str, /, **_told: object) -> str:
        return ""


class Composed:
    """编排好的文件: every document of the project that can be composed, in order of id."""

    def __init__(self, project: Project, kept: Path) -> None:
        self._workspace = Workspace.open(project)
        self._folder = kept / _digest(project)[:12]

    @property
    def variants(self) -> dict[str, tuple[str, ...]]:
        """又作 of the terms of the glossary."""
        return {name: term.variants for name, term in self._workspace.library.glossary.terms.items()}

    def __iter__(self) -> Iterator[Publication]:
        self._folder.mkdir(parents=True, exist_ok=True)
        ids = sorted(self._workspace.folders)
        files = {id: self._folder / f"{sha256(id.encode()).hexdigest()[:20]}.pickle" for id in ids}
        self._complete([(id, file) for id, file in files.items() if not file.is_file()])
        for id in ids:
            publication = pickle.loads(files[id].read_bytes())  # noqa: S301 - our own
            if publication is not None:
                yield publication

    def _complete(self, lacking: list[tuple[str, Path]]) -> None:
        if not lacking:
            return
        self._workspace.warm((), len(lacking))
        with multiprocessing.get_context("fork").Pool(
            processors(), initializer=_WORKSPACE.append, initargs=(self._workspace,), maxtasksperchild=BATCHES
        ) as pool:
            for _ in pool.imap_unordered(_compose, lacking, chunksize=BATCH):
                pass


def _compose(wanted: tuple[str, Path]) -> None:
    id, file = wanted
    (workspace,) = _WORKSPACE
    loaded = workspace.load(id)
    made = None
    if loaded.document is not None and loaded.edition is not None and loaded.whole:
        made = composed_of(workspace.library, case_of(workspace, loaded.document, loaded.edition), loaded.edition)
    new = file.with_suffix(".new")
    new.write_bytes(pickle.dumps(made.publication if made else None, pickle.HIGHEST_PROTOCOL))
    new.rename(file)


def pages(publication: Publication, extras: Extras = EXTRAS) -> tuple[Page, ...]:
    """Its pages without HTML."""
    return render_pages(publication, extras, Undrawn(ROOT))


def _digest(project: Project) -> str:
    """Of the content. What composes it is not in it: after a change there, empty the folder."""
    taken = sha256()
    files = (path for folder in (project.content, project.templates / "editions") for path in folder.rglob("*"))
    for path in sorted(path for path in files if path.suffix in SUFFIXES):
        taken.update(path.as_posix().encode())
        taken.update(path.read_bytes())
    return taken.hexdigest()
