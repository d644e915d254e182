"""department.yml, document.yml and control-totals.yml to begin with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from gongkai.model.amounts import Unit
from gongkai.model.consolidation import SumOf
from gongkai.model.documents import Status
from gongkai.model.edition import Edition
from gongkai.starting.explanation_text import Known, profile_lines
from gongkai.starting.yaml_lines import comments, flow, remark, scalar, text_of


class NewUnit(Struct, frozen=True, kw_only=True):
    """一个单位, as department.yml is to list it."""

    code: str
    name: str
    nature: str = ""
    since: int | None = None


class NewDepartment(Struct, frozen=True, kw_only=True):
    """新的部门. `folder`: its folder below content/departments, which is its address for ever."""

    folder: str
    name: str
    since: date
    region: str
    """省/市/区, a name for each folder above its own"""
    code: str = ""
    units: tuple[NewUnit, ...] = ()


def department_text(wanted: NewDepartment, first: Iterable[str] = ()) -> str:
    lines = [*first, "名称:  # 改过名的，每个名称一行，写从哪天起"]
    lines.append(f"  - {{自: {wanted.since.isoformat()}, 名称: {scalar(wanted.name)}}}")
    lines.append(f"行政区划: {scalar(wanted.region)}")
    if wanted.code:
        lines.append(f"部门代码: {scalar(wanted.code)}")
    if wanted.units:
        lines.append("单位:  # 本级和所属单位")
        lines += [f"  - {_unit(unit)}" for unit in wanted.units]
    return text_of(lines)


def _unit(unit: NewUnit) -> str:
    said = {"代码": unit.code, "名称": unit.name} | ({"性质": unit.nature} if unit.nature else {})
    return flow(said)[:-1] + (f", 自: {unit.since}}}" if unit.since else "}")


class HeadTexts(Struct, frozen=True, kw_only=True):
    """What document.yml is to say."""

    edition: Edition
    unit: Unit
    name: str = ""
    """部门名称, where the document calls the department otherwise"""
    sum_of: SumOf | None = None
    """汇总: of what its figures are the sum"""


def document_text(head: HeadTexts, known: Known, first: Iterable[str] = ()) -> str:
    lines = [*first, f"版式: {scalar(head.edition.id)}  # {remark(head.edition.name)}", f"状态: {Status.AUTHORED}"]
    if head.name:
        lines.append(f"部门名称: {scalar(head.name)}")
    lines += ["# 成文日期: …  # 公布前填上，如 2024-09", f"金额单位: {head.unit}  # 这个文件夹里所有的数"]
    if head.sum_of:
        lines.append(f"汇总: {head.sum_of}  # 报表的数由各单位的文件相加，核销写在 eliminations.yml 里")
    profile = profile_lines(head.edition, known)
    return text_of([*lines, *(["", *profile] if profile else ())])


def controls_text(edition: Edition, first: Iterable[str] = ()) -> str:
    """Nothing but comments: what derives must never stand in the place of what is copied (decision 0030)."""
    lines = [*first]
    lines += comments(
        (
            "核对数：从批复、导出的报表抄来的合计，同填的数核对。不要抄这里推算出来的数。",
            "填好别的以后运行 gongkai check，H102 列出要哪些，可以照抄；写成：",
            "- 文号: …                 # 或者 文件: …",
            "  核对数:",
        )
    )
    for name, form in edition.controls.items():
        where = f"  # {form.copied_from}" if form.copied_from else ""
        lines += comments((f"    {name}: …{where}",))
    return text_of(lines)
