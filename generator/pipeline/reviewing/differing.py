"""比较两个版本: which documents a change touches, and what became of each; nothing else is read, worked out or checked.

Whoever reads figures or texts of a changed document is looked at too, as the digests tell (decision 0051).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.changes.compare import change_of
from gongkai.changes.result import Changes, DocumentChange, Fate
from gongkai.loading.folders import DEPARTMENT, WAIVERS
from gongkai.pipeline.crashes import crash
from gongkai.pipeline.digests import EDITION, Digests
from gongkai.pipeline.project import Project
from gongkai.pipeline.repository.revisions import ChangedFile, changed, parting, revision
from gongkai.pipeline.repository.sides import Commit, Side, WorkTree, is_shared, own_files
from gongkai.pipeline.reviewing.shared_files import retyped, shared_faults, without
from gongkai.pipeline.reviewing.states import state_of
from gongkai.pipeline.workers import Progress, run
from gongkai.pipeline.workspace import DEPARTMENTS, Workspace, within
from gongkai.rendering.pdf.uncollected import uncollected
from gongkai.scanning.text_index import learned

PARTED = "..."
"""behind or between names: from where the two parted, as git has it"""
APPEARANCE = frozenset(
    {"模板", "网页模板", "比较哪些数", "网址和许可", "联系方式", "程序", "库", "Python", "字体里的字"}
)
"""parts of a digest that change nothing of what a document says"""


@uncollected()
def differences(  # noqa: PLR0913 - what to compare, how, and of what
    project: Project,
    base: str,
    head: str | None,
    progress: Progress,
    jobs: int = 2,
    only: tuple[str, ...] = (),
    *,
    keep_templates: bool = False,
) -> Changes:
    """What changed from `base` to `head` (None: the work tree), in the documents at or below the given ids.

    `keep_templates`: both sides are read with the templates of the base. Raises GitError.
    """
    first, parted, other = base.partition(PARTED)
    head = head or other or None
    old, new = revision(project, first), revision(project, head) if head else None
    old = parting(old, new) if parted else old
    behind = old.git.tried("merge-base", "--is-ancestor", old.commit, new.commit if new else "HEAD").code == 1
    files = changed(old, new)
    with TemporaryDirectory(prefix="gongkai-diff-") as folder:
        before = Commit(project, old, Path(folder) / "old")
        own = new is not None and keep_templates
        after = Commit(project, new, Path(folder) / "new", old if own else None) if new else WorkTree(project)
        comparison = _Comparison(project=project, old=before, new=after, files=files, kept=own, work=Path(folder))
        found = comparison.changes(progress, jobs, only)
    return replace(found, base=base, head=head or "", behind=behind)


class _Comparison(Struct, kw_only=True):
    project: Project
    old: Side
    new: Side
    files: tuple[ChangedFile, ...]
    kept: bool
    work: Path
    """a folder for what is taken down on the way"""
    own: dict[str, list[str]] = field(default_factory=dict)
    """changed files of documents, by id"""

    def changes(self, progress: Progress, jobs: int, only: tuple[str, ...]) -> Changes:
        paths = [one.path for one in self.files if not (self.kept and one.path.startswith("templates/"))]
        elsewhere = tuple(one.path for one in self.files if not self._is_content(one.path))
        if len(elsewhere) == len(self.files):
            return Changes(base="", head="", elsewhere=elsewhere, kept_templates=self.kept)
        for id, name in own_files(paths, {*self.old.folders, *self.new.folders}):
            self.own.setdefault(id, []).append(name)
        texts = self._texts()
        wanted = self._candidates(paths, texts)
        departments = self._read_with(wanted)
        workspaces = self.old.open(departments, paths), self.new.open(departments, paths)
        for workspace, corpora in zip(workspaces, texts, strict=True):
            workspace.corpora.update(corpora)
        through = dict(self._through(workspaces, wanted))
        chosen = [id for id in through if not only or any(within(id, path) for path in only)]
        documents = self._documents(workspaces, {id: through[id] for id in chosen}, progress, jobs)
        shared = [shared_faults(workspace, paths) for workspace in workspaces]
        return Changes(
            base="",
            head="",
            documents=tuple(sorted(self._titled(documents), key=lambda one: one.worst)),
            found=tuple(without(shared[1], shared[0])),
            gone=tuple(without(shared[0], shared[1])),
            shared=(rests := tuple(path for path in paths if self._rests_on(path))),
            retyped=tuple(one for path in rests for one in retyped(workspaces, path)),
            elsewhere=elsewhere,
            refused=tuple(self._refused()),
            kept_templates=self.kept,
        )

    def _refused(self) -> Iterator[str]:
        """What is no plain file, of what changed."""
        paths = {one.path for one in self.files}
        found = {one.path: one.trouble for one in (*self.old.refused, *self.new.refused) if one.path in paths}
        return (f"{path}：{trouble}" for path, trouble in found.items())

    def _is_content(self, path: str) -> bool:
        return path.startswith("content/") or (is_shared(path) and not self.kept)

    def _rests_on(self, path: str) -> bool:
        return self._is_content(path) and not any(True for _ in own_files((path,), self.own))

    def _texts(self) -> tuple[dict[str, str], dict[str, str]]:
        """What documents learn of each other's texts on both sides; what is the same is read once."""
        new, old = (
            learned(
                side.departments,
                side.folders.values(),
                {id: name if id in self.own else "" for id in side.folders},
                side.texts,
                self.work / "texts.db",
            )
            for name, side in (("new", self.new), ("old", self.old))
        )
        return old, new

    def _candidates(self, paths: Iterable[str], texts: tuple[dict[str, str], dict[str, str]]) -> set[str]:
        """The documents that the changed files may touch, and perhaps more."""
        ids = {*self.old.folders, *self.new.folders}
        found = {*self.own, *(id for id in ids if texts[0].get(id) != texts[1].get(id))}
        for path in paths:
            folder, _, name = path.removeprefix(f"{DEPARTMENTS}/").rpartition("/")
            if is_shared(path):
                return ids
            if name in (DEPARTMENT, WAIVERS):
                found |= {id for id in ids if not folder or within(id, folder)}
        touched = {self._department(id) for id in found}
        above = {one for name in touched for one in self._departments_over(name)}
        return found | {id for id in ids if self._department(id) in touched | above}

    def _department(self, id: str) -> str:
        return next(side.folders[id].department_id for side in (self.new, self.old) if id in side.folders)

    def _departments_over(self, name: str) -> Iterator[str]:
        """The departments that name another's folder among their units."""
        for side in (self.old, self.new):
            yield from (one for one, data in side.departments.items() if name.encode() in data and one != name)

    def _read_with(self, ids: Iterable[str]) -> set[str]:
        """The departments whose documents these read."""
        own = {self._department(id) for id in ids}
        known = {one for side in (self.old, self.new) for one in side.departments}
        texts = [side.departments[one] for side in (self.old, self.new) for one in own if one in side.departments]
        units = {one for one in known - own if any(b"\\" in text or one.encode() in text for text in texts)}
        return own | units

    def _through(
        self, workspaces: tuple[Workspace, Workspace], wanted: Collection[str]
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The documents of which something is another, each with what besides its own files."""
        digests = [Digests(workspace, pdf=False) for workspace in workspaces]
        for id in sorted(wanted):
            parts = [one.document(id).parts if id in one.workspace.folders else {} for one in digests]
            names = [name for name in {**parts[0], **parts[1]} if parts[0].get(name) != parts[1].get(name)]
            own = self.own.get(id, ())
            through = tuple(name for name in names if name not in own and name not in APPEARANCE)
            if own or through:
                yield id, through if all(parts) else ()

    def _titled(self, documents: Iterable[DocumentChange]) -> Iterator[DocumentChange]:
        """With what each rests on as people call it: another document's figures by its title."""
        listed = list(documents)
        titles = {one.id: one.title for one in listed}
        for one in listed:
            yield replace(one, through=tuple(self._told(part, titles) for part in one.through))

    def _told(self, part: str, titles: Mapping[str, str]) -> str:
        id = part.removesuffix("的数")
        folder = self.new.folders.get(id) or self.old.folders.get(id)
        if folder is not None and id != part:
            return f"{titles.get(id) or f'{folder.department_id} {folder.year}年{folder.kind.name}'}的数"
        named = f"版式“{part.removeprefix(EDITION)}”" if part.startswith(EDITION) else part
        return f"部门信息（{part}）" if part == DEPARTMENT else named

    def _documents(
        self,
        workspaces: tuple[Workspace, Workspace],
        through: dict[str, tuple[str, ...]],
        progress: Progress,
        jobs: int,
    ) -> Iterator[DocumentChange]:
        moved = self._moved(through)
        pairs = {id: (moved.get(id, id), id) for id in through if id not in moved.values()}
        for workspace, side in zip(workspaces, (0, 1), strict=True):
            ids = [pair[side] for pair in pairs.values() if pair[side] in workspace.folders]
            names = Digests(workspace, pdf=False)
            workspace.warm({name for id in ids for name in names.editions(id)}, len(ids))

        def work(id: str) -> DocumentChange:
            states = [state_of(workspace, one) for workspace, one in zip(workspaces, pairs[id], strict=True)]
            files = tuple(dict.fromkeys((*self.own.get(id, ()), *self.own.get(moved.get(id, id), ()))))
            return change_of(states[0], states[1], files, through[id])

        progress("比较文件", 0, len(pairs))
        with closing(run(pairs, work, jobs)) as outcomes:
            for done, outcome in enumerate(outcomes, start=1):
                progress("比较文件", done, len(pairs))
                yield outcome.value or DocumentChange(
                    id=outcome.task, title=outcome.task, fate=Fate.UNREAD, found=(crash(self.project, outcome),)
                )

    def _moved(self, through: Iterable[str]) -> dict[str, str]:
        """Documents whose folder is another, by their new id: of the same year and kind, with the same figures."""
        gone = [id for id in through if id not in self.new.folders]
        found: dict[str, str] = {}
        for id in (one for one in through if one not in self.old.folders):
            own = self.new.folders[id]
            for other in gone:
                was = self.old.folders[other]
                if (was.year, was.kind.name) == (own.year, own.kind.name) and self.old.same(other) == self.new.same(id):
                    found[id] = other
                    gone.remove(other)
                    break
        return found
