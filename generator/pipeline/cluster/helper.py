"""帮手: the process that does errands on another machine; its children do the documents.

It has no threads, which a process that forks must not have; a Dask worker has. Called by `hands.py`, whose commands
come through its standard input, each with a pipe for the answers. What several errands need is read once, here; each
errand goes on in a child.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from gongkai.pipeline.cluster import frames
from gongkai.pipeline.cluster.errands import Commission, Errand, Fetched
from gongkai.pipeline.cluster.inputs import SHARED
from gongkai.pipeline.digests import Digest, Digests
from gongkai.pipeline.pools import Work
from gongkai.pipeline.project import Project
from gongkai.pipeline.workers import run
from gongkai.pipeline.workspace import DEPARTMENTS, Workspace
from gongkai.publishing.processes import die_with_parent, fork
from gongkai.rendering.pdf.uncollected import uncollected

END = "完"
RUNS = 4
"""as many may use one machine at a time"""


class Bench:
    """工作台: a folder in which the files of a commission lie, and what was read of them once.

    Below it are a project with what all documents share, and one for each errand that is done at the same time.
    """

    def __init__(self, own: Project, folder: Path, commission: Commission) -> None:
        """`own`: the project of this machine, whose fonts are used."""
        self.commission = commission
        self.folder = folder
        self._own = own
        shutil.rmtree(folder, ignore_errors=True)
        self._project = self._laid_out("shared")
        self._workspace = Workspace.open(self._project)
        self._digests = Digests(self._workspace, pdf=commission.pdf, draft=commission.draft)
        self._places: dict[int, Project] = {}
        self._work: Callable[[Workspace, Digests, Mapping[str, Digest]], Work[Any]] | None = None

    @property
    def shared(self) -> Mapping[str, str]:
        """Digests of what all documents depend on, as they are here."""
        return self._digests.shared

    def ready(self, errand: Errand, place: int) -> Iterable[Fetched]:
        """What comes of each document, which is done while that is gone through; `place`: of no other errand."""
        if place not in self._places:
            self._places[place] = self._laid_out(str(place))
        project = self._places[place]
        errand.files.laid_out(project.root, (DEPARTMENTS,))
        workspace = Workspace.open(project, self._workspace)
        workspace.files = self._workspace.files
        workspace.corpora.update(errand.learned)
        self._digests.turn_to(workspace)
        differing = {id: _differing(self._digests, id, errand.digests[id]) for id in errand.ids}
        fit = {id: errand.digests[id] for id, names in differing.items() if not names}
        if self._work is None:
            self._work = self.commission.order.begun(self._project)
        work = self._work(workspace, self._digests, fit)
        work.warm(fit)
        return _done(work, fit, {id: names for id, names in differing.items() if names})

    def _laid_out(self, name: str) -> Project:
        project = Project(root=self.folder / name)
        for path in (project.content, project.build):
            path.mkdir(parents=True)
        self.commission.shared.laid_out(project.root, SHARED)
        _borrow_fonts(self._own, project)  # also without PDFs: checks ask which characters they have
        return project


def _done(work: Work[Any], fit: Iterable[str], differing: Mapping[str, tuple[str, ...]]) -> Iterator[Fetched]:
    for id, names in differing.items():
        yield Fetched(id=id, differing=names)
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


class Helper:
    """帮手: the benches of the runs that use this machine."""

    def __init__(self, own: Project, folder: Path) -> None:
        self._own = own
        self._folder = folder
        self._benches: dict[str, Bench] = {}

    def commissioned(self, commission: Commission, answers: int) -> None:
        """Answer with the digests of what is here."""
        alike = (one for one in self._benches.values() if one.commission.like(commission))
        bench = next(alike, None) or Bench(self._own, self._free_folder(), commission)
        self._benches[commission.run] = bench
        for name in [*self._benches][:-RUNS]:
            self._forget(name)
        with os.fdopen(answers, "wb", closefd=False) as pipe:
            frames.write(pipe, bench.shared)

    def sent(self, run: str, errand: Errand, place: int, answers: int) -> None:
        """Have an errand done by a child, which answers with what comes of each document."""
        with uncollected():
            found = self._benches[run].ready(errand, place)
            parent = os.getpid()
            if not fork():
                _be_child(parent, found, answers)

    def _free_folder(self) -> Path:
        """Of few names: fontconfig keeps what it knows of fonts by their folder."""
        taken = {bench.folder.name for bench in self._benches.values()}
        return next(self._folder / name for name in map(str, range(RUNS + 1)) if name not in taken)

    def _forget(self, run: str) -> None:
        bench = self._benches.pop(run)
        if bench not in self._benches.values():
            shutil.rmtree(bench.folder, ignore_errors=True)


def _be_child(parent: int, found: Iterable[Fetched], answers: int) -> NoReturn:
    try:
        die_with_parent(parent)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        with os.fdopen(answers, "wb") as pipe:
            for fetched in found:
                frames.write(pipe, fetched)
            frames.write(pipe, END)
    except BaseException:  # noqa: BLE001 - whoever waits for answers hears that there are no more
        traceback.print_exc()
    finally:
        os._exit(0)


def _reap(*_: object) -> None:
    """Wait for children that have ended, so that what they took is known."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def main(own: str, folder: str) -> None:
    """Take commands until there are no more."""
    die_with_parent(os.getppid())
    signal.signal(signal.SIGCHLD, _reap)
    commands = socket.socket(fileno=os.dup(0))
    os.dup2(2, 1)  # what anything prints is no answer
    helper = Helper(Project(root=Path(own)), Path(folder))
    while True:
        try:
            command, answers = frames.asked(commands)
        except EOFError:
            return
        try:
            if isinstance(command, Commission):
                helper.commissioned(command, answers)
            else:
                of_run, errand, place = command
                helper.sent(of_run, errand, place, answers)
        except Exception:  # noqa: BLE001 - whoever waits for answers hears that there are none
            traceback.print_exc()
        finally:
            os.close(answers)


if __name__ == "__main__":
    main(*sys.argv[1:])
