"""把关: what has to be so before anything is written to a target."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from gongkai.publishing.listing import ListingError, listed
from gongkai.publishing.releases.target import CURRENT, LOCK, Target, TargetError

MARGIN = 16 * 2**20
"""bytes that stay free"""
GROWS = 1.3
"""what stands beside texts, compressed, comes on top"""


class ShrunkenError(Exception):
    """网站缩小: documents that are served would be gone, and nobody said so."""

    def __init__(self, documents: tuple[str, ...], halted: tuple[str, ...] = ()) -> None:
        """`halted`: those of them that are refused now, where what was published is not at hand."""
        super().__init__(*documents)
        self.documents = documents
        self.halted = halted


class RewrittenError(Exception):
    """改写: documents that are served with versions that were frozen would have others, or none, unsaid."""

    def __init__(self, documents: tuple[str, ...]) -> None:
        super().__init__(*documents)
        self.documents = documents


def check_documents(site: Path, target: Target, gone: Iterable[str]) -> None:
    """Raise ShrunkenError if a document of the release that is served is not on the new site, nor meant to be gone.

    One that is withdrawn (decision 0050) is on the new site, with the page that says so. Raises RewrittenError where
    the versions of one are no longer among those of the new site: its record was removed, or written anew.
    """
    lost = _served(target) - documents_of(site) - documents_of(site, "withdrawn") - set(gone)
    if lost:
        raise ShrunkenError(tuple(sorted(lost)), tuple(sorted(lost & documents_of(site, "halted"))))
    before, now = _versions(target.folder(target.current)) if target.current is not None else {}, _versions(site)
    rewritten = {id for id, frozen in before.items() if now.get(id, frozen)[: len(frozen)] != frozen} - set(gone)
    if rewritten:
        raise RewrittenError(tuple(sorted(rewritten)))


def check_space(target: Target, new: Iterable[Path], all_files: Iterable[Path]) -> None:
    """Raise TargetError if a disk has no room for the new files, or for all if it cannot share any."""
    needed = sum(file.stat().st_size for file in (new if _can_share(target) else all_files)) * GROWS + MARGIN
    free = shutil.disk_usage(target.root).free
    if needed > free:
        raise TargetError(f"磁盘空间不够：约要 {needed / 2**20:.0f} MB，只有 {free / 2**20:.0f} MB")


def _served(target: Target) -> set[str]:
    """Documents of the release that is served; of the one before where its catalogue is damaged."""
    for number in (target.current, *reversed(target.numbers)):
        if number is not None and (found := documents_of(target.folder(number))):
            return found
    return set()


def documents_of(site: Path, which: str = "documents") -> set[str]:
    try:
        return {document["id"] for document in listed(site, which)}
    except ListingError:
        return set()


def _versions(site: Path) -> dict[str, list[object]]:
    """The versions of each document that is shown, as far as its record has any."""
    try:
        return {one["id"]: list((one.get("standing") or {}).get("versions", ())) for one in listed(site)}
    except (ListingError, TypeError, AttributeError):
        return {}


def _can_share(target: Target) -> bool:
    """Whether the file system has hard links, which those with reflinks have too."""
    trial = target.root / f".{CURRENT}.new"
    try:
        os.link(target.root / LOCK, trial)
    except OSError:
        return False
    trial.unlink()
    return True
