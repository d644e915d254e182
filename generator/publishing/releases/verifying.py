"""核验: every file of a site, or of all releases of a target, read and held against SHA256SUMS."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from gongkai.publishing.files import file_digest
from gongkai.publishing.releases.record import walk
from gongkai.publishing.releases.sums import FILE, KEPT, Differences, SumsError, differences, read_sums
from gongkai.publishing.releases.target import Target


class NoSiteError(Exception):
    """There is nothing to verify. The message is Chinese."""


class Verified(Struct, frozen=True, kw_only=True):
    """一个网站核验的结果."""

    folder: Path
    files: int = 0
    faults: Differences
    unreadable: str = ""
    """why its list cannot be read"""

    @property
    def sound(self) -> bool:
        return not self.faults and not self.unreadable

    def told(self) -> Iterator[str]:
        if self.unreadable:
            yield f"{self.folder}：核验不了。{self.unreadable}。"
        elif self.faults:
            yield f"{self.folder}：应有 {self.files} 个文件，{len(self.faults.lines)} 个与 {FILE} 不符："
            yield from self.faults.lines
        else:
            yield f"{self.folder}：{self.files} 个文件，都与 {FILE} 一致。"


def verify(place: Path, progress: Callable[[str, int, int], None]) -> Iterator[Verified]:
    """A site, or the releases of a target and what it serves; a file that several share is read once.

    Raises NoSiteError.
    """
    known: dict[tuple[int, int], str] = {}
    for site in _sites(place):
        yield _verified(site, known, progress)


def _sites(place: Path) -> list[Path]:
    target = Target(place)
    if (place / FILE).is_file():
        return [place]
    if not target.numbers:
        raise NoSiteError(f"{place} 里没有 {FILE}，也没有发布过网站，没有可以核验的")
    served = [] if target.current_site.is_symlink() else [target.current_site]
    return [*map(target.folder, target.numbers), *(site for site in served if site.is_dir())]


def _verified(site: Path, known: dict[tuple[int, int], str], progress: Callable[[str, int, int], None]) -> Verified:
    try:
        wanted = read_sums(site / KEPT) | read_sums(site / FILE)
    except SumsError as error:
        return Verified(folder=site, faults=Differences(), unreadable=str(error))
    there = {}
    for name, entry in walk(site):
        status = entry.stat(follow_symlinks=False)
        inode = status.st_dev, status.st_ino
        if inode not in known:
            known[inode] = _digest(Path(entry.path))
        there[name] = known[inode]
        progress(f"核验 {site.name}", min(len(there), len(wanted)), len(wanted))
    missing_list = "" if wanted else f"{site} 里没有 {FILE}"
    return Verified(folder=site, files=len(wanted), faults=differences(wanted, there), unreadable=missing_list)


def _digest(file: Path) -> str:
    """Empty where there is no plain file, or one that cannot be read."""
    try:
        return file_digest(file) if file.is_file() and not file.is_symlink() else ""
    except OSError:
        return ""
