"""导入名册的报告: lists of codes with what changed in them; departments with where they are to stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.lists.code_changes import Changes
from gongkai.lists.imported import ImportedCodes, ImportedDepartments, NewCodeList, PlannedDepartment
from gongkai.model.classification import Extent
from gongkai.model.intake import UnusedCell
from gongkai.reporting.text import Paint, flat, format_findings, unpainted

MOST = 20
"""lines of a kind that are listed; the others are counted"""
NOTHING_WRITTEN = "有错误，什么也没有写。改好工作簿，再运行一次。"


def told_codes(imported: ImportedCodes, paint: Paint = unpainted) -> str:
    """The lists that were read, what changed, what was not used, and what is to be done."""
    lines = [line for one in imported.lists for line in _code_list(one, imported.year)]
    lines += _unused(imported.unused)
    if not imported.sound:
        lines.append(NOTHING_WRITTEN)
    elif imported.written:
        lines += ["写好了：", *(f"  {one.path}" for one in imported.lists)]
        lines.append("接着做：把确实改了编码的写进 content/classifications/changes.csv，再运行 gongkai check。")
    else:
        lines.append("还没有写。看过没有错的，加上 --write 再运行一次。")
    return format_findings(imported.findings, paint) + "".join(f"{flat(line)}\n" for line in lines)


def _code_list(one: NewCodeList, year: int) -> Iterator[str]:
    yield f"{one.title}：{len(one.names)}个 → {one.path}"
    if one.before is None:
        yield "  前面的年度没有这套科目的表，没有可比的。"
    else:
        whole = one.before.extent is Extent.WHOLE
        yield f"  同{one.before.year}年的表比："
        if not whole:
            yield f"    {one.before.year}年的表没有收全（收录：{one.before.extent.value}），表里没有的不一定是新增的。"
        yield from _changes(one.changes, year, every=whole)
    if one.replaced is not None:
        yield f"  已经有{year}年的表，会换成这一份："
        yield from _changes(one.replaced, year, every=True)


def _changes(changes: Changes, year: int, *, every: bool) -> Iterator[str]:
    yield from _some("增加", [f"{code} {name}" for code, name in changes.added.items()] if every else [])
    yield from _some("没有了", [f"{code} {name}" for code, name in changes.removed.items()])
    renamed = [f"{code} {old} → {new}" for code, (old, new) in changes.renamed.items()]
    yield from _some("改了名称", renamed)
    yield from _some(
        "可能是改了编码（名称一样；是的，把这一行写进 changes.csv）",
        [f"{year},{old},{new}" for old, new in changes.recoded],
    )
    if not any((changes.added if every else (), changes.removed, changes.renamed)):
        yield "    没有变化。"


def _some(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"    {title}（{len(lines)}个）："
    yield from (f"      {line}" for line in lines[:MOST])
    if lines[MOST:]:
        yield f"      ……还有{len(lines) - MOST}个"


def _unused(unused: Iterable[UnusedCell]) -> Iterator[str]:
    """What was not used, by reason."""
    by_reason: dict[str, list[str]] = {}
    for one in unused:
        by_reason.setdefault(one.reason, []).append(f"{one.place}：{one.text}" if one.text else str(one.place))
    if by_reason:
        yield "没有用到的："
    for reason, lines in by_reason.items():
        yield from (line[2:] for line in _some(reason, lines))


def told_departments(imported: ImportedDepartments, paint: Paint = unpainted) -> str:
    """Each department with its folder and units, what was not used, and what is to be done."""
    lines = [line for one in imported.departments for line in _department(one)]
    lines += _unused(imported.unused)
    new = sum(not one.there for one in imported.departments)
    if not imported.sound:
        lines.append(NOTHING_WRITTEN)
    elif imported.written:
        lines.append(f"写好了{new}个部门的 department.yml。接着用 gongkai new 给各部门建文件。")
    else:
        lines += _to_look_at(imported.departments, new)
    return format_findings(imported.findings, paint) + "".join(f"{flat(line)}\n" for line in lines)


def _to_look_at(departments: Iterable[PlannedDepartment], new: int) -> Iterator[str]:
    if any(one.proposed and not one.there for one in departments):
        yield "标“拼”的文件夹名是按部门名称的拼音拟的，多音字可能不对。它会成为网址，定了就不要改："
        yield "  要换的，在名单里加一栏“文件夹”，写上名称（小写英文字母、数字和连字符）。"
    yield f"还没有写：要建{new}个部门。看过没有错的，加上 --write 再运行一次。"


def _department(one: PlannedDepartment) -> Iterator[str]:
    listed = one.listed
    how = "已经有了，不动" if one.there else "拼" if one.proposed else ""
    yield f"{' '.join(filter(None, (listed.code, listed.name)))} → {one.folder}{f'（{how}）' if how else ''}"
    yield from (f"  {' '.join(filter(None, (unit.code, unit.name, unit.nature)))}" for unit in listed.units)
