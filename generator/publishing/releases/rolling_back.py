"""回退: an earlier release is served again.

It gets the assets of the later ones, for readers whose page is of those.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from gongkai.publishing.releases.exchange import flush
from gongkai.publishing.releases.growing import Growing, GrowthError
from gongkai.publishing.releases.guarding import documents_of
from gongkai.publishing.releases.keeping import keep, kept_from
from gongkai.publishing.releases.record import mark, read_record, unwritten, write_record
from gongkai.publishing.releases.sums import FILE, KEPT, SumsError, read_sums
from gongkai.publishing.releases.target import Target, TargetError, alone, check_target, switch


@dataclass(frozen=True, slots=True, kw_only=True)
class RolledBack:
    """回退的结果."""

    number: int
    before: int | None
    """the release that was served"""


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
            _check(target, chosen)
            _with_assets(target, chosen)
        except (GrowthError, SumsError) as error:
            raise TargetError(str(error)) from error
        switch(target, chosen)
        return RolledBack(number=chosen, before=before)


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


def _check(target: Target, number: int) -> None:
    """Raise TargetError where a release is not as it was written; what seems to be is not read."""
    record = read_record(target.record(number))
    if record and unwritten(target.folder(number), record):
        return
    faults = replace(target.faults(number, target.present(number)), extra=())
    if faults:
        raise TargetError(f"第 {number} 次发布的文件不是发布时的样子，不能回退到它。{faults.lines[0]}")


def _check_withdrawn(target: Target, number: int, current: int | None) -> None:
    """Raise TargetError where it would publish again what has been withdrawn since."""
    withdrawn = documents_of(target.folder(current), "withdrawn") if current is not None else set()
    again = sorted(withdrawn & documents_of(target.folder(number)))
    if again:
        raise TargetError(f"第 {number} 次发布里有后来撤回的文件，不能回退到它：{'、'.join(again)}")


def _with_assets(target: Target, number: int) -> None:
    folder, record = target.folder(number), read_record(target.record(number))
    growing = Growing(folder)
    wanted = {name: (number, digest) for name, digest in read_sums(folder / KEPT).items()}
    withdrawn = documents_of(folder, "withdrawn")
    keep(target, growing, wanted | kept_from(target, target.numbers, read_sums(folder / FILE), withdrawn))
    growing.verify()
    if growing.sums:
        flush(target.root)
    if record:
        new = {name: mark(folder / name, digest) for name, digest in growing.sums.items()}
        write_record(target.record(number), {**record, **new})
