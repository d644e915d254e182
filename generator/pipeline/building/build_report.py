"""生成报告: what came of a build, and how it is told."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from enum import Enum, auto
from pathlib import Path

from msgspec import Struct, field

from gongkai.model.checked import CheckResult
from gongkai.model.findings import Finding

MOST_LISTED = 20


class SiteState(Enum):
    """网站的状态 after a build."""

    REPLACED = auto()
    """by a new one"""
    CURRENT = auto()
    """as it was: nothing has changed"""
    WITHHELD = auto()
    """as it was: not one document is fit for publication, and an empty site is nobody's wish"""
    FAILED = auto()
    """as it was: the new one could not be finished"""


class BuildReport(Struct, frozen=True, kw_only=True):
    """生成报告."""

    published: tuple[str, ...]
    """documents that the site holds"""
    withdrawn: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    """of the published: as they were last published, because they are not fit now"""
    halted: tuple[str, ...] = ()
    """disclosed once and not fit now, with a page that says so"""
    vanished: tuple[str, ...] = ()
    """disclosed, on the site until now, and no longer in content/"""
    rendered: tuple[str, ...]
    """documents that were rendered anew"""
    site: SiteState
    pages: int = 0
    """leaf pages of the new site"""
    mended: tuple[str, ...] = ()
    """what somebody had changed in the old site, and is now as it should be"""
    failure: Exception | None = None
    """why the new site could not be finished: ShellError, SearchError, SiteError or OSError"""
    checked: CheckResult
    """what was found in the documents that were worked on, without ledgers"""
    shared: tuple[str, ...] = ()
    """what was taken from other machines, and given to them, and what went wrong with it"""
    why: Mapping[str, str] = field(default_factory=dict)
    """why each document was or was not rendered anew, where that was asked"""

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.checked.findings

    @property
    def refused(self) -> tuple[str, ...]:
        return self.checked.blocked

    @property
    def complete(self) -> bool:
        """Whether every document that was worked on is published, and none is in a place where it cannot be found."""
        return self.checked.sound and not self.vanished

    def told(self, output: Path) -> Iterator[str]:
        """A line for the site and one for each document that is not on it."""
        place = os.path.relpath(output)
        shown = f"{place if not place.startswith('..') else output.resolve()}/"
        count, anew = len(self.published), f"重新排印了 {len(self.rendered)} 份"
        if self.site is SiteState.REPLACED:
            yield f"已生成 {shown}：{count} 份文件，{self.pages} 个网页；{anew}。"
            if self.mended:
                yield f"{shown} 里有 {len(self.mended)} 个文件不是生成时的样子，已经照原样恢复（多出的去掉了）："
                yield from self.mended[:MOST_LISTED]
            if len(self.mended) > MOST_LISTED:
                yield f"……等 {len(self.mended)} 个"
        elif self.site is SiteState.CURRENT:
            yield f"没有改动：{shown} 已是最新（{count} 份文件），{anew if self.rendered else '没有重新排印'}。"
        else:
            yield f"没有一份文件可以发布，{shown} 保持原样。"
        yield from self._not_fit()
        yield from self.shared
        yield from (f"{id}：{reason}" for id, reason in self.why.items())

    def _not_fit(self) -> Iterator[str]:
        withheld = self.site is SiteState.WITHHELD
        for id in self.refused:
            if id in self.kept and not withheld:
                yield f"没有换上新的：{id}，网站上还是上一次公开的内容（原因见上）"
            elif id in self.halted and not withheld:
                yield f"没有发布：{id}，公开过的内容也不在这台机器上，网页上写着“正在核对”（原因见上）"
            else:
                yield f"没有发布：{id}（原因见上）"
        yield from (
            f"公开过的文件不见了：{id}，content 里没有它；要撤下的，恢复以后用 gongkai withdraw" for id in self.vanished
        )
        yield from (f"已撤回：{id}，网页上只有撤回的说明" for id in self.withdrawn)
