"""回退: an earlier release is served again.

It gets the assets of the later ones, for readers whose page is of those.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from gongkai.publishing.releases.exchange import flush
from gongkai.publishing.releases.growing import Growing, GrowthError
from gongkai.publishing.releases.guarding import documents_of
from gongkai.publishing.releases.keeping import keep, kept_from
from gongkai.publishing.releases.sums import FILE, KEPT, SumsError, text_of
from gongkai.publishing.releases.target import Target, TargetError, alone, check_target, switch
from gongkai.publishing.releases.tree import read_tree, unwritten

MOST_LOOKED_AT = 20_000
"""files: a third of a second"""


class RolledBack(Struct, frozen=True, kw_only=True):
    """回退的结果."""

    number: int
    before: int | None
    """the release that was served"""
    looked_at: bool = True
    """whether its files were seen to be as they were written"""


def rollback(target: Target, number: int | None) -> RolledBack:
    """Serve this release, or the one before that which is served.

    Raises TargetError, TargetBusyError, OSError; then the site that is served is as it was.
    """
    check_target(target)
    if not target.numbers:
        raise TargetError(f"{target.root} 里没有发布过网站")
    with alone(target):
        before = target.current
        chosen = _chosen(target, number, before)
        if chosen == before:
            return RolledBack(number=chosen, before=before)
        try:
            _check_withdrawn(target, chosen, before)
            looked = _check(target, chosen)
            _with_assets(target, chosen, before)
        except (GrowthError, SumsError) as error:
            raise TargetError(str(error)) from error
        switch(target, chosen)
        return RolledBack(number=chosen, before=before, looked_at=looked)


def _chosen(target: Target, number: int | None, current: int | None) -> int:
    if number is None:
        earlier = [one for one in target.numbers if current is not None and one < current]
        if not earlier:
            raise TargetError("没有更早的发布可以回退")
        return earlier[-1]
    if number not in target.numbers:
        there = "、".join(map(str, target.numbers))
        raise TargetError(f"没有第 {number} 次发布；现有第 {there} 次")
    return number


def _check(target: Target, number: int) -> bool:
    """Raise TargetError where a release is not as it was written; what seems to be is not read.

    Returns whether it was looked at: not where that would take longer than a rollback may.
    """
    folder = target.folder(number)
    if text_of(folder / FILE).count("\n") > MOST_LOOKED_AT:
        return False
    known = read_tree(target.record(number))
    if not known.files or not unwritten(folder, known):
        faults = replace(target.faults(number, target.present(number)), extra=())
        if faults:
            raise TargetError(f"第 {number} 次发布的文件不是发布时的样子，不能回退到它。{faults.lines[0]}")
    return True


def _check_withdrawn(target: Target, number: int, current: int | None) -> None:
    """Raise TargetError where it would publish again what has been withdrawn since."""
    withdrawn = documents_of(target.folder(current), "withdrawn") if current is not None else set()
    again = sorted(withdrawn & documents_of(target.folder(number))) if withdrawn else ()
    if again:
        raise TargetError(f"第 {number} 次发布里有后来撤回的文件，不能回退到它：{'、'.join(again)}")


def _with_assets(target: Target, number: int, current: int | None) -> None:
    """Those of the release that is served, and what it keeps of others."""
    growing = Growing(target.folder(number))
    numbers = [number] if current is None else [number, current]
    keep(target, growing, kept_from(target, numbers, growing.folder, (KEPT, FILE)))
    growing.verify()
    if growing.sums:
        flush(target.root)
