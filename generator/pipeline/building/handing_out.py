"""分发排印: the documents that are stale handed out to be rendered, and what came of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import closing

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.pipeline.building.rendering import Press
from gongkai.pipeline.building.showing import disclosed
from gongkai.pipeline.building.store import Rendered, Store, StoreError, record_from, record_of
from gongkai.pipeline.building.system_parts import SYSTEM_PACKAGES, SystemPartMissingError
from gongkai.pipeline.crashes import crash
from gongkai.pipeline.digests import Digest, Digests
from gongkai.pipeline.limits import Limits
from gongkai.pipeline.pools import Pool
from gongkai.pipeline.project import Project
from gongkai.pipeline.workers import Outcome, Progress
from gongkai.pipeline.workspace import Workspace
from gongkai.publishing.files import bytes_digest
from gongkai.rendering.html import page_environment


class Rendering(Struct, frozen=True):
    """排印的活: each document (id → digest) rendered into the store of the press."""

    press: Press
    stale: Mapping[str, Digest]
    limits: Limits

    @property
    def digests(self) -> Digests:
        return self.press.digests

    def warm(self, ids: Iterable[str]) -> None:
        try:
            self.press.warm(ids)
        except OSError as error:
            raise SystemPartMissingError(
                f"缺少系统软件，做不了 PDF。请管理员安装：{' '.join(SYSTEM_PACKAGES)}（{error}）"
            ) from error

    def kin(self, id: str) -> str:
        """With PDFs each document by itself: what printing leaves behind is too much."""
        return id if self.press.digests.pdf else self.press.workspace.department(id)

    def do(self, id: str) -> Rendered | StoreError:
        if (refused := self.limits.refused(id)) is not None:
            return Rendered(id=id, digest=Digest(), findings=refused.findings, blocked=True)
        try:
            rendered = self.press.render(id, self.stale[id])
        except StoreError as error:  # the disk's fault, not the document's
            return error
        self.limits.learn(rendered)  # for the next one of this child
        return rendered

    def learn(self, value: Rendered | StoreError) -> None:
        if isinstance(value, Rendered):
            self.limits.learn(value)

    @property
    def order(self) -> RenderOrder:
        return RenderOrder()

    def here(self, id: str) -> bool:
        """Earlier versions of a document are looked for on this machine."""
        record = disclosed(self.press.workspace, id)
        return record is not None and record.form.version > 1

    def sent(self, value: Rendered | StoreError) -> tuple[bytes, Mapping[str, bytes]]:
        if isinstance(value, StoreError):
            raise value
        store = self.press.store
        return record_of(value), store.taken(value) if isinstance(store, Outgoing) else {}

    def received(self, id: str, sent: tuple[bytes, Mapping[str, bytes]]) -> Rendered:
        record, files = sent
        rendered = record_from(record)
        if rendered is None or rendered.id != id or rendered.digest not in (self.stale[id], Digest()):
            raise ValueError("是另一份成品")
        if {name: bytes_digest(content) for name, content in files.items()} != rendered.files:
            raise ValueError("文件和记录对不上")
        return self.press.store.keep(rendered, files) if rendered.digest.parts else rendered


class RenderOrder(Struct, frozen=True):
    """排印的嘱托."""

    def begun(self, project: Project) -> Callable[[Workspace, Digests, Mapping[str, Digest]], Rendering]:
        environment = page_environment(project.templates)

        def work(workspace: Workspace, digests: Digests, stale: Mapping[str, Digest]) -> Rendering:
            store = Outgoing(root=project.build / "documents", work=project.build)
            press = Press(workspace, store, digests, environment=environment)
            return Rendering(press, stale, Limits(workspace, digests))

        return work


class Outgoing(Store, frozen=True, kw_only=True):
    """送走的成品: nothing is written; what a document is made of goes to the machine that ordered it."""

    _files: dict[str, Mapping[str, bytes]] = field(default_factory=dict)

    def keep(self, rendered: Rendered, files: Mapping[str, bytes]) -> Rendered:
        self._files[rendered.id] = files
        return replace(rendered, files={name: bytes_digest(content) for name, content in files.items()})

    def taken(self, rendered: Rendered) -> Mapping[str, bytes]:
        """The files of a document, once."""
        return self._files.pop(rendered.id, {})


def render_all(press: Press, stale: Mapping[str, Digest], pool: Pool, progress: Progress) -> list[Rendered]:
    """These documents (id → digest) rendered anew. Raises StoreError, SystemPartMissingError."""
    if not stale:
        return []
    project = press.workspace.project
    if press.digests.pdf and not (project.fonts / "fonts.conf").is_file():
        raise SystemPartMissingError("没有准备好字体，做不了 PDF。请运行 gongkai fonts；只要网页的，加 --no-pdf。")
    work = Rendering(press, stale, Limits(press.workspace, press.digests))
    fresh: list[Rendered] = []
    progress("排印文件", 0, len(stale))
    with closing(pool.run(work, stale)) as outcomes:
        for outcome in outcomes:
            if isinstance(outcome.value, StoreError):
                raise outcome.value
            fresh.append(outcome.value or _crashed(press, outcome))
            progress("排印文件", len(fresh), len(stale))
    return fresh


def _crashed(press: Press, outcome: Outcome[Rendered | StoreError]) -> Rendered:
    finding = crash(press.workspace.project, outcome)
    return Rendered(id=outcome.task, digest=Digest(), findings=(finding,), blocked=True)
