"""帮手: the process that does errands on another machine, one after another; its children do the documents.

It has no threads, which a process that forks must not have; a Dask worker has. Called by `hands.py`, whose commands
come through its standard input.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from gongkai.pipeline.cluster import frames
from gongkai.pipeline.cluster.errands import Commission, Errand, Fetched
from gongkai.pipeline.cluster.inputs import SHARED
from gongkai.pipeline.digests import Digest, Digests
from gongkai.pipeline.pools import Work
from gongkai.pipeline.project import Project
from gongkai.pipeline.workers import run
from gongkai.pipeline.workspace import DEPARTMENTS, Workspace
from gongkai.publishing.processes import die_with_parent
from gongkai.rendering.pdf.uncollected import uncollected

END = "完"


class Bench:
    """工作台: a folder in which the files of a commission lie, and what was read of them once."""

    def __init__(self, own: Project, folder: Path, commission: Commission) -> None:
        """`own`: the project of this machine, whose fonts are used."""
        self._commission = commission
        shutil.rmtree(folder, ignore_errors=True)
        self._project = Project(root=folder)
        for path in (self._project.content, self._project.build):
            path.mkdir(parents=True)
        commission.shared.laid_out(folder, SHARED)
        _borrow_fonts(own, self._project)  # also without PDFs: checks ask which characters they have
        self._workspace = Workspace.open(self._project)
        self._digests = Digests(self._workspace, pdf=commission.pdf, draft=commission.draft)
        self._work: Callable[[Workspace, Digests, Mapping[str, Digest]], Work[Any]] | None = None

    @property
    def shared(self) -> Mapping[str, str]:
        """Digests of what all documents depend on, as they are here."""
        return self._digests.shared

    def done(self, errand: Errand) -> Iterator[Fetched]:
        """Each document as it is done."""
        errand.files.laid_out(self._project.root, (DEPARTMENTS,))
        workspace = Workspace.open(self._project, self._workspace)
        workspace.files = self._workspace.files
        workspace.corpora.update(errand.learned)
        self._digests.turn_to(workspace)
        fit = []
        for id in errand.ids:
            differing = _differing(self._digests, id, errand.digests[id])
            if differing:
                yield Fetched(id=id, differing=differing)
            else:
                fit.append(id)
        if self._work is None:
            self._work = self._commission.order.begun(self._project)
        work = self._work(workspace, self._digests, {id: errand.digests[id] for id in fit})
        work.warm(fit)
        for outcome in run(fit, lambda one: work.sent(work.do(one)), 1, kin=work.kin):
            yield Fetched(id=outcome.task, sent=outcome.value, error=outcome.error, trace=outcome.trace)


def _differing(digests: Digests, id: str, wanted: Digest) -> tuple[str, ...]:
    if id not in digests.workspace.folders:
        return ("文件夹",)
    found = digests.document(id).parts
    return tuple(name for name in {**wanted.parts, **found} if wanted.parts.get(name) != found.get(name))


def _borrow_fonts(own: Project, project: Project) -> None:
    """The machine's own fonts, listed as if they lay in the project."""
    settings = own.fonts / "fonts.conf"
    if not settings.is_file():
        return
    project.fonts.mkdir(parents=True)
    for name in ("files", "cache"):
        (project.fonts / name).symlink_to(own.fonts / name)
    text = settings.read_text(encoding="utf-8").replace(str(own.fonts), str(project.fonts))
    (project.fonts / "fonts.conf").write_text(text, encoding="utf-8")
    glyphs = own.build / "glyphs.txt"
    if glyphs.is_file():
        shutil.copyfile(glyphs, project.build / "glyphs.txt")


def main(own: str, folder: str) -> None:
    """Read commands until there are no more: a commission, which is answered by what is here; errands."""
    die_with_parent(os.getppid())
    commands, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what anything prints is no answer
    bench: Bench | None = None
    while True:
        try:
            command = frames.read(commands)
        except EOFError:
            return
        if isinstance(command, Commission):
            bench = Bench(Project(root=Path(own)), Path(folder), command)
            frames.write(answers, bench.shared)
        elif isinstance(command, Errand) and bench is not None:
            with uncollected():
                for fetched in bench.done(command):
                    frames.write(answers, fetched)
            frames.write(answers, END)


if __name__ == "__main__":
    main(*sys.argv[1:])
