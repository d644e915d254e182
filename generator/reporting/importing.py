"""导入的报告: what was taken, what changes, what was not used and why, what is wrong, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from gongkai.importing.result import Imported
from gongkai.model.findings import errors
from gongkai.model.intake import Intake, TakenFigure, UnusedCell
from gongkai.model.names import listed
from gongkai.model.origins import OriginKey
from gongkai.reporting.text import Paint, flat, format_findings, unpainted

MOST_UNUSED = 20
MOST_CHANGES = 30
MEANT = "写明不用"
"""in the reason of what a layout leaves on purpose"""


def imported_as_text(found: Imported, document: str, paint: Paint = unpainted, *, every_cell: bool = False) -> str:
    """For people."""
    blocks = (_taken(found.intake), _changed(found), _unused(found.intake, every=every_cell), _controls(found))
    lines = [line for block in blocks if (told := list(block)) for line in (*told, "")]
    return "".join(f"{line}\n" for line in lines) + format_findings(found.findings, paint) + _end(found, document)


def _taken_figures(figures: Sequence[TakenFigure]) -> Iterator[str]:
    for table, count in Counter(one.table for one in figures).items():
        yield f"  {table}：{count}个数"
        parted = [one for one in figures if one.table == table and one.computed]
        yield from (f"    {one.row}·{one.column} {one.number} 是算出来的：{one.computed}" for one in parted)


def _taken(intake: Intake) -> Iterator[str]:
    if not (intake.figures or intake.inputs):
        return
    yield "取了："
    yield from _taken_figures(intake.figures)
    yield from (f"  {table}：没有数据，写“无”" for table in intake.empty)
    if intake.inputs:
        groups = listed(one.path.partition(".")[0] for one in intake.inputs)
        yield f"  填报项：{len(intake.inputs)}个（{groups}）"
    if intake.totals:
        yield f"  核对数：{len(intake.totals)}个"
    yield from (f"  绩效表单：{form.file}" for form in intake.forms)


def _changed(found: Imported) -> Iterator[str]:
    changed = [one for one in found.changes if one.before]
    if changed:
        yield f"改了原来导入的数{len(changed)}个："
        yield from (
            f"  {_named(one.key)}：{one.before} → {one.after or '（没有了）'}" for one in changed[:MOST_CHANGES]
        )
        if len(changed) > MOST_CHANGES:
            yield f"  ……还有{len(changed) - MOST_CHANGES}个"


def _named(key: OriginKey) -> str:
    return "·".join(part for part in key if part and part != "行")


def _unused(intake: Intake, *, every: bool) -> Iterator[str]:
    if not intake.unused:
        return
    yield f"没有用到的{len(intake.unused)}处："
    unused = sorted(intake.unused, key=lambda one: MEANT in one.reason)  # what nobody asked for comes last
    shown: Iterable[UnusedCell] = intake.unused if every else unused[:MOST_UNUSED]
    yield from (f"  {one.place} “{flat(one.text)}”：{one.reason}" for one in shown)
    if not every and len(intake.unused) > MOST_UNUSED:
        yield f"  ……还有{len(intake.unused) - MOST_UNUSED}处；加上 --unused 全部列出"


def _controls(found: Imported) -> Iterator[str]:
    if found.weak:
        yield f"这些核对数和填的数出自同一格，只证明抄得没有错：{listed(found.weak)}"
    if found.missing:
        yield f"工作簿里没有、还缺的核对数：{listed(found.missing)}"


def _end(found: Imported, document: str) -> str:
    if errors(found.findings):
        return "有错误，什么都没有写。改正工作簿以后再导入。\n"
    if found.written:
        return (
            f"写了 {'、'.join(found.files)}。\n接着：gongkai check {document}，照它说的填原因、用途，补缺的核对数。\n"
        )
    if found.files:
        return f"没有写（只看）；会改 {'、'.join(found.files)}。\n"
    return "同文件里的一样，没有改动。\n"
