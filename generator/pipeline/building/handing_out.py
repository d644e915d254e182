"""分发排印: the documents that are stale handed out to be rendered, and what came of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass

from gongkai.pipeline.building.rendering import Press
from gongkai.pipeline.building.store import Rendered, StoreError
from gongkai.pipeline.crashes import crash
from gongkai.pipeline.digests import Digest
from gongkai.pipeline.limits import Limits
from gongkai.pipeline.pools import Pool
from gongkai.pipeline.workers import Outcome, Progress

SYSTEM_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz0b", "libharfbuzz-subset0")
"""by their names in Debian; scripts/setup installs the same"""


class SystemPartMissingError(Exception):
    """缺少系统部件: fonts or libraries of the system. The message is Chinese."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """排印的活: each document (id → digest) rendered into the store of the press."""

    press: Press
    stale: Mapping[str, Digest]
    limits: Limits

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
