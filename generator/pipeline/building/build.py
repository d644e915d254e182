"""生成: the documents rendered (those that changed), the shell built, the new site put in place."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property
from itertools import chain
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gongkai.pipeline.building.alone import alone, work_folder
from gongkai.pipeline.building.build_report import BuildReport, SiteState
from gongkai.pipeline.building.earlier_versions import earlier_versions, lacking_versions, sources_of
from gongkai.pipeline.building.level_keys import levels_seal
from gongkai.pipeline.building.sharing.own_store import branch_of, note_use, tidy_daily
from gongkai.pipeline.building.sharing.sharing import Sharing
from gongkai.pipeline.building.showing import Shown, dependents, disclosed, shown
from gongkai.pipeline.building.store import Rendered, Store
from gongkai.pipeline.building.why import why_rendered
from gongkai.pipeline.collecting import collected
from gongkai.pipeline.digests import Digest, Digests
from gongkai.pipeline.known_digests import KnownDigests
from gongkai.pipeline.pools import LocalPool, Pool
from gongkai.pipeline.project import Project
from gongkai.pipeline.resting import resting
from gongkai.pipeline.workers import Progress
from gongkai.pipeline.workspace import Workspace
from gongkai.publishing.failures import ShellError
from gongkai.publishing.listing import ListingError, disclosed_on
from gongkai.publishing.standing import SiteError, Standing, check_place, standing
from gongkai.rendering.catalogue import CATALOGUE
from gongkai.rendering.pdf.uncollected import uncollected


class Options(Struct, frozen=True, kw_only=True):
    """生成选项."""

    output: Path
    pdf: bool = True
    jobs: int = 2
    pool: Pool | None = None
    """who renders; None: so many processes of this machine"""
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


@uncollected()
def build(project: Project, options: Options, progress: Progress) -> BuildReport:
    """Build the site; problems of content are findings of the report, problems of publishing its failure.

    Raises BusyError, SystemPartMissingError, SiteError where the output must not be written; OSError where build/
    cannot be. Whatever happens, the site is whole: the old one or the new one.
    """
    options = replace(options, output=options.output.resolve())
    check_place(options.output, project.root)
    with alone(project), work_folder(project) as work:
        return Building(project, options, work, progress).run()


class Building:
    """一次生成."""

    def __init__(self, project: Project, options: Options, work: Path, progress: Progress) -> None:
        self.project = project
        self.options = options
        self.progress = progress
        self.workspace = Workspace.open(project)
        self.digests = Digests(self.workspace, pdf=options.pdf, draft=options.draft)
        rendered = project.rendered(pdf=options.pdf, draft=options.draft)
        self.known = KnownDigests(self.digests)
        self.store = Store(root=rendered, work=work)
        self.sharing = Sharing(project, self.store, progress, wanted=not (options.preview or options.draft))
        self.built = project.previewed if options.preview else project.work(draft=options.draft)

    def run(self, *, again: bool = False) -> BuildReport:
        """`again`: after damage was taken away; a disk that damages what it is given is not tried for ever."""
        if self.digests.settings.faults:
            raise ShellError("网站的设置写得不对：\n" + "\n".join(self.digests.settings.faults))
        self.progress("看哪些文件改了", 0, 1)
        wanted = self.workspace.chosen(self.options.only)
        untouched = self._untouched(wanted)
        wanted = (*wanted, *(id for id, rendered in untouched.items() if rendered is None))
        others = [*filter(None, untouched.values())]
        why = {id: self._why(id) for id in wanted} if self.options.why else {}
        kept, fresh = self._kept_and_fresh(wanted, others)
        judged = resting((*kept, *fresh))
        settled = self.store.settle(judged)
        site = shown(self.workspace, self.store, judged, others)
        self._note(kept, fresh, site, settled=settled)
        report = self._report(site, judged, fresh, why)
        try:
            return self._publish(report, site)
        except (ShellError, SiteError, OSError) as failure:
            if not again and (damaged := [one for one in site.documents if not self.store.intact(one)]):
                return self._without(damaged)
            return replace(report, site=SiteState.FAILED, failure=failure)

    def _without(self, damaged: Iterable[Rendered]) -> BuildReport:
        """Once more, after what is damaged has been taken out of the store."""
        for one in damaged:
            self.store.drop(one)
        return Building(self.project, self.options, self.store.work, self.progress).run(again=True)

    def _report(
        self, site: Shown, judged: tuple[Rendered, ...], fresh: list[Rendered], why: dict[str, str]
    ) -> BuildReport:
        result = collected(self.workspace, self.options.only, judged)
        taken = [id for id in self.sharing.came_of.taken if id not in {one.id for one in fresh}]
        return BuildReport(
            published=tuple(entry.id for entry in site.entries) if site.fit else (),
            withdrawn=tuple(gone.id for gone in site.withdrawn),
            kept=site.kept,
            halted=tuple(gone.id for gone in site.halted),
            vanished=self._vanished(site),
            rendered=tuple(sorted(rendered.id for rendered in fresh)),
            site=SiteState.CURRENT,
            checked=replace(result, sound=result.sound and site.fit),
            why=why | (dict.fromkeys(taken, "取自存放处：别的机器做好了") if why else {}),
            shared=tuple(self.sharing.came_of.lines()),
        )

    def documents(self, ids: Iterable[str]) -> list[Rendered]:
        """What comes of these documents; the site is left as it is. Raises StoreError, SystemPartMissingError."""
        self.progress("看哪些文件改了", 0, 1)
        return [*chain.from_iterable(self._kept_and_fresh(tuple(ids), []))]

    def _kept_and_fresh(self, ids: tuple[str, ...], others: list[Rendered]) -> tuple[list[Rendered], list[Rendered]]:
        """What is rendered already, and the rest rendered now."""
        kept = [one for one in map(self._kept, ids) if one is not None]
        self.known.keep()
        if len(kept) < len(ids) or not self._current(shown(self.workspace, self.store, resting(kept), others)):
            there = {rendered.id for rendered in kept}
            kept += self._taken({id: self.digests.document(id) for id in ids if id not in there})
        there = {rendered.id for rendered in kept}
        fresh = self._rendered({id: self.digests.document(id) for id in ids if id not in there})
        self.workspace.files.keep()
        return kept, fresh

    def _kept(self, id: str) -> Rendered | None:
        """What a document as it is now was rendered to."""
        rendered = self.store.current(id, self.known.of(id))
        return rendered if rendered is not None and not self._found_since(rendered) else None

    def _rendered(self, stale: dict[str, Digest]) -> list[Rendered]:
        if not stale:
            return []
        from gongkai.pipeline.building.handing_out import render_all  # noqa: PLC0415 - half of the program
        from gongkai.pipeline.building.rendering import Press  # noqa: PLC0415 - as above

        press = Press(self.workspace, self.store, self.digests, self._sites, keeping=self.options.preview)
        return render_all(press, stale, self.options.pool or LocalPool(self.options.jobs), self.progress)

    def _taken(self, wanted: dict[str, Digest]) -> list[Rendered]:
        """What other machines have made of these documents."""
        self.sharing.take(wanted)
        taken = (self.store.current(id, wanted[id].whole) for id in self.sharing.came_of.taken)
        return [one for one in taken if one and not self._found_since(one)]

    def _note(self, kept: list[Rendered], fresh: list[Rendered], site: Shown, *, settled: bool) -> None:
        """Keep in mind, and tell other machines, what the branch that is checked out is made of."""
        used = {(one.id, one.version): one for one in (*kept, *fresh, *site.documents)}.values()
        changed = settled or not self._current(site)
        if not changed and not self.sharing.due:
            return
        branch, preview = branch_of(self.project), self.options.preview
        if changed:
            note_use(self.store, f"预览 {branch}" if preview else branch, used)
        if not preview:
            tidy_daily(self.project, self.workspace.folders, self.sharing.allowance)
        self.sharing.give(used, (one.id for one in fresh), branch)

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

    def _why(self, id: str) -> str:
        digest = self.digests.document(id)
        last, known = self.store.last(id), self.store.current(id, digest.whole)
        whole = known is not None and self.store.intact(known)
        return why_rendered(last.digest if last else None, digest, known=known is not None, intact=whole)

    def _untouched(self, wanted: tuple[str, ...]) -> dict[str, Rendered | None]:
        """The site's other documents, which stay as they are there, as far as they are still at hand."""
        if not self.options.only or self.options.preview:
            return {}
        present = [id for id in _disclosed_on(self.options.output) if id in self.workspace.folders]
        return {id: self.store.last_good(id) for id in present if id not in wanted}

    def _vanished(self, site: Shown) -> tuple[str, ...]:
        """Disclosed documents that are on the site as it is now and no longer in content/."""
        if self.options.preview or self._current(site):  # what is there is what is in content/
            return ()
        there = _disclosed_on(self.options.output)
        return tuple(id for id, disclosed in there.items() if disclosed and id not in self.workspace.folders)

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
            self._standing.remember(self._record)
            return report
        from gongkai.pipeline.building.ingredients import Work, ingredients  # noqa: PLC0415 - half of the program
        from gongkai.publishing.poured import keys_of  # noqa: PLC0415 - as above
        from gongkai.publishing.replacing import new_site  # noqa: PLC0415 - as above
        from gongkai.publishing.site import assemble  # noqa: PLC0415 - as above

        digest = self._site_digest(site)  # before anything is read: a later edit makes another
        self._seal.unlink(missing_ok=True)
        self.progress("生成网站外壳", 0, 1)
        on = self._dependents(site)
        work = Work(built=self.built, poured=self._beside("poured"), jobs=self.options.jobs)
        made_of = ingredients(self.digests, self.store, site, on, work)
        mended = self._standing.faults.lines
        count = len(made_of.entries)
        with new_site(self.options.output, self._record, self._standing) as new:
            pages = assemble(new, made_of, lambda done: self.progress("写网页", done, count))
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


def _disclosed_on(site: Path) -> dict[str, bool]:
    """The documents of a site, those that are withdrawn among them: whether they have been disclosed."""
    try:
        return disclosed_on(site)
    except ListingError:
        return {}
