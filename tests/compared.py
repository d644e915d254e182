"""江城市: an invented city whose documents are compared, written by the real editions; what they give, and pages of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from gongkai.loading.series_file import read_series
from gongkai.model.series import Contribution, Lines, TableGiven
from gongkai.pipeline.building.drawing import origins_of
from gongkai.pipeline.preparing import prepare
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from gongkai.rendering.series.documents import Documents
from gongkai.rendering.series.given import contribution
from gongkai.rendering.series.items import Item
from gongkai.rendering.series.tables import Gone, Row, Table
from tests.projects import ROOT

SERIES = read_series(ROOT / "templates" / "site")
REGION = "hunan/jiangcheng"
NAMES = {"water-bureau": "江城市水利局", "data-bureau": "江城市数据局", "park-office": "江城市公园管理处"}


def department(project: Project, folder: str, **more: Any) -> None:
    """department.yml; `more`: other keys than a name and a region."""
    told = {"名称": [{"自": "2010-01-01", "名称": NAMES[folder]}], "行政区划": "湖南省/江城市"}
    _write(project, folder, "department.yml", told | more)


def accounts(project: Project, folder: str, year: int, reception: str, *, unit: str = "万元", **more: Any) -> str:
    """Final accounts that spend so much on receptions; returns the id of the document."""
    head = {"版式": f"henan-{year}-final-accounts", "状态": "存档", "成文日期": f"{year + 1}-09", "金额单位": unit}
    profile = {"部门职责": ["管水。"], "内设机构": ["办公室"]}
    many = 10_000 if unit == "元" else 1
    figures = {
        "收入决算表": {"2130301": {"财政拨款收入": 120 * many}},
        "支出决算表": {"2130301": {"基本支出": 120 * many}},
        "一般公共预算财政拨款基本支出决算明细表": {"30101": 100 * many, "30217": 20 * many},
    }
    table = "一般公共预算财政拨款三公经费支出决算表" if year == 2021 else "财政拨款三公经费支出决算表"
    figures[table] = {"预算数.公务接待费": 20 * many, "决算数.公务接待费": float(reception)}
    place = f"{folder}/{year}/final-accounts"
    _write(project, place, "document.yml", head | {"概况": profile} | more)
    _write(project, place, "figures.yml", figures)
    _write(project, place, "explanation.yml", {"上年": "无"})
    return f"{REGION}/{place}"


def _write(project: Project, folder: str, name: str, content: Any) -> None:
    path = project.root / "content/departments" / REGION / folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def given(project: Project, ids: Iterable[str]) -> dict[str, Contribution]:
    """What documents give."""
    workspace = Workspace.open(project)
    found = {}
    for id in ids:
        made = prepare(workspace, id)
        assert made.composed, made.findings
        assert made.document
        assert made.accounts
        people = workspace.people(id)
        publication = made.composed.publication
        found[id] = contribution(
            made.document, made.accounts, publication, SERIES, origins_of(made, publication), people
        )
    return found


def lines_of(found: Mapping[str, Contribution], item: str) -> dict[str, Any]:
    return {id: one.lines[item] for id, one in found.items() if item in one.lines}


def documents(found: Mapping[str, Contribution], gone: Gone | None = None) -> Documents:
    return Documents(heads={id: one.head for id, one in found.items()}, gone=gone or {})


def tables(found: Mapping[str, Contribution], item: str, gone: Gone | None = None) -> dict[str, Table]:
    """The tables of an item's first page, by what is measured."""
    by_code = item.partition("/")[0] in ("functional", "economic")
    made = Item(item, lines_of(found, item), documents(found, gone), SERIES.measures, by_code=by_code)
    return {table.title: table for table in next(iter(made.nodes())).tables}


def row(table: Table, name: str) -> Row:
    return next(row for group in table.groups for row in group.rows if row.name == name)


def lines_by_document(found: Mapping[str, Contribution]) -> dict[str, Lines]:
    return {id: one.lines for id, one in found.items()}


def table_named(found: Mapping[str, Contribution], name: str, year: int) -> dict[str, TableGiven]:
    """A table of the forms in a year, by document."""
    return {
        id: table
        for id, one in found.items()
        for table in one.tables.values()
        if one.head.year == year and table.name == name
    }
