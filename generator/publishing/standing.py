"""现有的网站: what stands where a site is to be written, looked at before anything is made."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from gongkai.publishing.releases.growing import others
from gongkai.publishing.releases.record import digests_of
from gongkai.publishing.releases.sums import FILE as SUMS
from gongkai.publishing.releases.sums import Differences, SumsError, differences, read_sums
from gongkai.publishing.releases.tree import Tree, look, read_tree, write_tree
from gongkai.rendering.catalogue import CATALOGUE


class SiteError(Exception):
    """成站失败: there is no new site; the old one stays. The message is Chinese."""


def check_place(site: Path, root: Path) -> None:
    """Raise SiteError where a site must not be written: it would take the place of something that is no site.

    `root` is the project.
    """
    if root.is_relative_to(site) or any(site.is_relative_to(root / name) for name in ("content", "templates")):
        raise SiteError(f"网站不能写到 {site}：会覆盖项目自己的文件")
    if site.exists() and not (site / CATALOGUE).is_file() and not (site.is_dir() and not any(site.iterdir())):
        raise SiteError(f"{site} 里已有别的文件，不是生成的网站，不能覆盖；请换一个目录，或先清空它")


class Standing(Struct, frozen=True, kw_only=True):
    """现有的网站: what its files are, and in what they are not what was written."""

    known: Tree
    """its files as they were written"""
    there: Tree
    faults: Differences

    @property
    def catalogue(self) -> str:
        """The digest of its catalogue, which holds those of its parts; empty where there is none."""
        return self.there.files[CATALOGUE].digest if CATALOGUE in self.there.files else ""

    def remember(self, record: Path) -> None:
        """Of a site that stays: what is known of it now, so that next time less has to be read or listed."""
        if not self.known.files:
            ground_record(record).unlink(missing_ok=True)  # it tells in what it is not as what was known
        if not self.known.files or (self._as_known and self.there.folders != self.known.folders):
            write_tree(record, self.there)

    @property
    def unlike_known(self) -> frozenset[str]:
        """Names of files that are others than those that were written, though they may say the same."""
        known, there = self.known.files, self.there.files
        return frozenset() if self._as_known else others(known, there, {*known, *there})

    @property
    def _as_known(self) -> bool:
        return self.there.files is self.known.files


def standing(site: Path, record: Path) -> Standing:
    """Look at a site beside what was recorded when it was written, or else what its own list says."""
    known = read_tree(record)
    there = look(site, known)
    if known.files and there.files is known.files:
        return Standing(known=known, there=there, faults=Differences())
    try:
        wanted = digests_of(known.files) or read_sums(site / SUMS) or None
    except SumsError:
        wanted = None
    digests = digests_of(there.files)
    return Standing(known=known, there=there, faults=differences(wanted or digests, digests))


def ground_record(record: Path) -> Path:
    """In what the ground is not as the site that is recorded, and its folders."""
    return record.with_suffix(".ground-files")
