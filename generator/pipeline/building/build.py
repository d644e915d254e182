"""生成: the documents rendered (those that changed), the shell built, the new site put in place."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from gongkai.pipeline.building.build_report import BuildReport, SiteState
from gongkai.pipeline.building.earlier_versions import earlier_versions, lacking_versions, sources_of
from gongkai.pipeline.building.ingredients import Work, ingredients
from gongkai.pipeline.building.level_keys import levels_seal
from gongkai.pipeline.building.rendering import Press
from gongkai.pipeline.building.showing import Shown, dependents, disclosed, shown
from gongkai.pipeline.building.store import Rendered, Store, StoreError
from gongkai.pipeline.building.why import why_rendered
from gongkai.pipeline.collecting import collected
from gongkai.pipeline.crashes import crash
from gongkai.pipeline.digests import Digest, Digests
from gongkai.pipeline.limits import Limits
from gongkai.pipeline.project import Project
from gongkai.pipeline.workers import Outcome, Progress, run
from gongkai.pipeline.workspace import Workspace
from gongkai.publishing.listing import ListingError, entries_of, gone_of
from gongkai.publishing.poured import keys_of
from gongkai.publishing.shell import ShellError
from gongkai.publishing.site import (
    SiteError,
    Standing,
    assemble,
    check_place,
    new_site,
    standing,
)
from gongkai.rendering.catalogue import CATALOGUE, CatalogueEntry, GoneEntry

SYSTEM_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz0b", "libharfbuzz-subset0")
"""by their names in Debian; scripts/setup installs the same"""


class BusyError(Exception):
    """另一次生成正在进行."""


class SystemPartMissingError(Exception):
    """缺少系统部件: fonts or libraries of the system. The message is Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """生成选项."""

    output: Path
    pdf: bool = True
    jobs: int = 2
    only: tuple[str, ...] = ()
    """ids, or beginnings of ids, of the documents to work on; the site's other documents stay as they are there"""
    preview: bool = False
    """for their author's eyes: the site holds these documents alone, a bad one as it was when it was last good"""
    why: bool = False
    """whether to tell why each document is or is not rendered anew"""
    earlier: tuple[Path, ...] = ()
    """other sites or releases, in which earlier versions of documents may be found"""
    draft: bool = False
    """草案 on every page of the PDF and the site"""


def build(project: Project, options: Options, progress: Progress) -> BuildReport:
    """Build the site; problems of content are findings of the report, problems of publishing its failure.

    Raises BusyError, SystemPartMissingError, SiteError where the output must not be written; OSError where build/
    cannot be. Whatever happens, the site is whole: the old one or the new one.
    """
    options = replace(options, output=options.output.resolve())
    check_place(options.output, project.root)
    with _alone(project), _work(project) as work:
        return _Build(project, options, work, progress).run()


class _Build:
    """一次生成."""

    def __init__(self, project: Project, options: Options, work: Path, progress: Progress) -> None:
        self.project = project
        self.options = options
        self.progress = progress
        self.workspace = Workspace.open(project)
        self.digests = Digests(self.workspace, pdf=options.pdf, draft=options.draft)
        rendered = project.rendered(pdf=options.pdf, draft=options.draft)
        self.store = Store(root=rendered, work=work, digest=self.workspace.files.digest)
        self.built = project.work(draft=options.draft)

    def run(self) -> BuildReport:
        if self.digests.settings.faults:
            raise ShellError("网站的设置写得不对：\n" + "\n".join(self.digests.settings.faults))
        self.progress("看哪些文件改了", 0, 1)
        wanted = self.workspace.chosen(self.options.only)
        untouched = self._untouched(wanted)
        wanted = (*wanted, *(id for id, rendered in untouched.items() if rendered is None))
        others = [*filter(None, untouched.values())]
        self.workspace.read_texts()
        digests = {id: self.digests.document(id) for id in wanted}
        why = {id: self._why(id, digest) for id, digest in digests.items()} if self.options.why else {}
        kept, fresh = self._kept_and_fresh(digests, others)
        self.workspace.files.keep()
        site = shown(self.workspace, self.store, (*kept, *fresh), others)
        result = collected(self.workspace, self.options.only, (*kept, *fresh))
        report = BuildReport(
            published=tuple(entry.id for entry in site.entries) if site.fit else (),
            withdrawn=tuple(gone.id for gone in site.withdrawn),
            kept=site.kept,
            halted=tuple(gone.id for gone in site.halted),
            vanished=self._vanished(),
            rendered=tuple(sorted(rendered.id for rendered in fresh)),
            site=SiteState.CURRENT,
            checked=replace(result, sound=result.sound and site.fit),
            why=why,
        )
        try:
            return self._publish(report, site)
        except (ShellError, SiteError, OSError) as failure:
            return replace(report, site=SiteState.FAILED, failure=failure)

    def _kept_and_fresh(
        self, digests: dict[str, Digest], others: list[Rendered]
    ) -> tuple[list[Rendered], list[Rendered]]:
        """What is rendered already, and the rest rendered now; whether files are whole is asked if the site changes."""
        kept = [one for one in map(self.store.current, digests, digests.values()) if one and not self._found_since(one)]
        if len(kept) == len(digests) and self._current(shown(self.workspace, self.store, kept, others)):
            return kept, []
        kept = [*filter(self.store.intact, kept)]
        stale = digests.keys() - {rendered.id for rendered in kept}
        return kept, self._render({id: digest for id, digest in digests.items() if id in stale})

    def _found_since(self, rendered: Rendered) -> bool:
        """Whether an earlier version that it was rendered without is at hand by now."""
        lacking = lacking_versions(rendered)
        record = disclosed(self.workspace, rendered.id) if lacking else None
        sources = sources_of(self.project, self._sites, rendered.id)
        return record is not None and any(
            one.files and one.number in lacking for one in earlier_versions(record.form, sources)
        )

    @property
    def _sites(self) -> tuple[Path, ...]:
        """Where earlier versions may be found; a draft is none."""
        site = self.project.site if self.options.draft else self.options.output
        return site, *self.options.earlier

    def _why(self, id: str, digest: Digest) -> str:
        last = self.store.last(id)
        return why_rendered(last.digest if last else None, digest, intact=last is None or self.store.intact(last))

    def _untouched(self, wanted: tuple[str, ...]) -> dict[str, Rendered | None]:
        """The site's other documents, which stay as they are there, as far as they are still at hand."""
        if not self.options.only or self.options.preview:
            return {}
        present = [one.id for one in _listed_on(self.options.output) if one.id in self.workspace.folders]
        return {id: self.store.last_good(id) for id in present if id not in wanted}

    def _vanished(self) -> tuple[str, ...]:
        """Disclosed documents of the site that are no longer in content/."""
        there = () if self.options.preview else _listed_on(self.options.output)
        return tuple(one.id for one in there if one.standing and one.id not in self.workspace.folders)

    def _render(self, stale: dict[str, Digest]) -> list[Rendered]:
        """These documents (id → digest) rendered anew, each in a child of its own."""
        if not stale:
            return []
        if self.options.pdf and not (self.project.fonts / "fonts.conf").is_file():
            raise SystemPartMissingError("没有准备好字体，做不了 PDF。请运行 gongkai fonts；只要网页的，加 --no-pdf。")
        press = Press(self.workspace, self.store, self.digests, self._sites)
        try:
            press.warm(stale)
        except OSError as error:
            raise SystemPartMissingError(
                f"缺少系统软件，做不了 PDF。请管理员安装：{' '.join(SYSTEM_PACKAGES)}（{error}）"
            ) from error

        limits = Limits(self.workspace, self.digests)

        def work(id: str) -> Rendered | StoreError:
            if (refused := limits.refused(id)) is not None:
                return Rendered(id=id, digest=Digest(), findings=refused.findings, blocked=True)
            try:
                rendered = press.render(id, stale[id])
            except StoreError as error:  # the disk's fault, not the document's
                return error
            limits.learn(rendered)  # for the next one of this child
            return rendered

        fresh: list[Rendered] = []
        self.progress("排印文件", 0, len(stale))
        kin = None if self.options.pdf else self.workspace.department  # what printing leaves behind is too much
        with closing(run(stale, work, self.options.jobs, kin=kin)) as outcomes:
            for outcome in outcomes:
                if isinstance(outcome.value, StoreError):
                    raise outcome.value
                fresh.append(outcome.value or self._crashed(outcome))
                limits.learn(fresh[-1])
                self.progress("排印文件", len(fresh), len(stale))
        return fresh

    def _crashed(self, outcome: Outcome[Rendered | StoreError]) -> Rendered:
        return Rendered(id=outcome.task, digest=Digest(), findings=(crash(self.project, outcome),), blocked=True)

    def _current(self, site: Shown) -> bool:
        """Whether the site already is what it should be."""
        return self._sealed == f"{self._site_digest(site)} {self._standing.catalogue}"

    @cached_property
    def _sealed(self) -> str:
        """Of what the site was made when it was written last; empty where it is not as it was written."""
        whole = self._seal.is_file() and not self._standing.faults
        return self._seal.read_text(encoding="utf-8") if whole else ""

    def _publish(self, report: BuildReport, site: Shown) -> BuildReport:
        """Build shell and site unless nothing has changed."""
        if not site.fit:
            return replace(report, site=SiteState.WITHHELD)
        if self._current(site):
            return report
        digest = self._site_digest(site)  # before anything is read: a later edit makes another
        self._seal.unlink(missing_ok=True)
        self.progress("生成网站外壳", 0, 1)
        on = self._dependents(site)
        work = Work(built=self.built, poured=self._beside("poured"), jobs=self.options.jobs)
        made_of = ingredients(self.digests, self.store, site, on, work)
        mended = self._standing.faults.lines
        with new_site(self.options.output, self._record, self._standing.there) as new:
            pages = assemble(new, made_of, lambda done: self.progress("写网页", done, len(site.entries)))
            self.progress("换上新网站", 0, 1)
        with suppress(OSError):  # the new site is there; without these it is only made once more
            made_of.memory.remember(keys_of(made_of.digests, made_of.shell.models), made_of.search)
            self._seal.write_text(f"{digest} {new.sums[CATALOGUE]}", encoding="utf-8")
        return replace(report, site=SiteState.REPLACED, pages=pages, mended=mended)

    @cached_property
    def _standing(self) -> Standing:
        """The site as it is before this build."""
        return standing(self.options.output, self._record)

    @property
    def _seal(self) -> Path:
        """Of what the site was made that was written there last, and its catalogue."""
        return self._beside("digest")

    @property
    def _record(self) -> Path:
        """What its files were when they were written."""
        return self._beside("files")

    def _beside(self, ending: str) -> Path:
        place = os.path.relpath(self.options.output, self.project.root)
        return self.project.build / "sites" / f"{place.replace('/', '+')}.{ending}"

    def _dependents(self, site: Shown) -> dict[str, tuple[str, ...]]:
        corrected = (entry.id for entry in site.entries if entry.standing and entry.standing.corrections)
        return dependents(self.workspace, self.digests, (*corrected, *(gone.id for gone in site.withdrawn)))

    def _site_digest(self, site: Shown) -> str:
        on = ((id, "，".join(others)) for id, others in self._dependents(site).items())
        return self.digests.site((*site.seal, *on, ("一览", levels_seal(self.workspace))))


def _listed_on(site: Path) -> tuple[CatalogueEntry | GoneEntry, ...]:
    """The documents of a site, those that are withdrawn among them."""
    try:
        return (*entries_of(site), *gone_of(site))
    except ListingError:
        return ()


@contextmanager
def _alone(project: Project) -> Iterator[None]:
    """One build at a time in a project."""
    project.build.mkdir(parents=True, exist_ok=True)
    with (project.build / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BusyError from error
        yield


@contextmanager
def _work(project: Project) -> Iterator[Path]:
    """An empty folder for what is not finished; also what a killed build has left there goes."""
    work = project.build / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)
