"""document.yml and department.yml: who writes, by which edition, and what is said of duties and offices."""

from __future__ import annotations

from typing import Any

from bench.invented.books import Unit
from bench.invented.departments import Department, File, folder_of
from bench.invented.editions import edition_name
from bench.invented.filed import AUTHORED, Filed


def called(department: Department, unit: Unit, year: int, kind: str) -> str:
    """What the department or unit is called in a document."""
    if kind.startswith("unit-") and unit.name != "本级":
        return unit.name
    return department.former if department.former and year < 2022 else department.name


def document_head(department: Department, filed: Filed, folder: str, kind: str) -> dict[str, Any]:
    """document.yml"""
    budget = kind.endswith("budget")
    stop = "" if department.style == "三年各一" and budget else "。"
    head: dict[str, Any] = {
        "版式": edition_name(department.place, filed.year, kind),
        "状态": "编制" if filed.year == AUTHORED else "存档",
        "成文日期": f"{filed.year}-02" if budget else f"{filed.year + 1}-09",
        "金额单位": department.unit,
    }
    if filed.is_unit and folder == department.id:
        head["部门名称"] = f"{filed.name}（本级）"
    profile: dict[str, Any] = {"部门职责": [f"{duty}{stop}" for duty in department.duties]}
    profile["内设机构"] = (
        ["办公室", *department.voice.offices] if not filed.is_unit or folder == department.id else ["综合股", "业务股"]
    )
    if budget and department.style == "三年各一":
        profile["简称"] = filed.name[-1]
    if (filed.is_first_henan or filed.is_second_henan) and len(filed.units) > 1 and not budget:
        profile["所属单位简称"] = [unit.name for unit in filed.units[1:]]
    return head | {"概况": profile}


def settings(department: Department, folder: str, known: set[File]) -> dict[str, Any]:
    """department.yml"""
    natures = {"行政": "行政单位", "事业": "公益一类事业单位"}
    if folder != department.id:
        unit = next(unit for unit in department.units if folder_of(department, unit) == folder)
        own = [{"代码": unit.code, "名称": "本级", "性质": natures[unit.nature]}]
        names = [{"自": "2015-01-01", "名称": unit.name}]
        return {"名称": names, "行政区划": department.region, "部门代码": unit.code, "单位": own}
    folders = {folder for folder, _, _ in known}
    units = []
    for unit in department.units:
        one = {"代码": unit.code, "名称": unit.name, "性质": natures[unit.nature]}
        if department.style == "单位各一" and folder_of(department, unit) in folders:
            one["文件"] = folder_of(department, unit)
        units.append(one)
    names = [{"自": "2012-03-01", "名称": department.former or department.name}]
    if department.former:
        names.append({"自": "2022-05-01", "名称": department.name})
    return {"名称": names, "行政区划": department.region, "部门代码": department.code, "单位": units}
