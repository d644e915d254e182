"""A year's codes as three bureaus list them, and what changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gongkai.lists.code_changes import changes_between
from gongkai.lists.code_lists import ReadCodes, read_code_lists
from gongkai.loading.classifications import read_classifications
from gongkai.model.classification import Extent
from gongkai.model.sheets import Workbook
from gongkai.pipeline.project import Project
from gongkai.pipeline.upkeep.code_lists import import_codes
from gongkai.reporting.lists import told_codes
from gongkai.spreadsheets import read
from tests.shared_forms import LISTS, share
from tests.workbook_made import written

INDENTED: Any = {
    "支出功能分类": {
        "A1": "测试市2025年支出功能分类科目",
        "A2": ["科目编码", "科目名称", "说明"],
        "A3": [
            [201, "一般公共服务支出", "反映政府提供一般公共服务的支出"],
            [20101, "　人大事务", None],
            [2010101, "　　行政运行", None],
            [2010102, "　　一般行政\n管理事务", None],
            ["注：2025年1月1日起执行", None, None],
        ],
    },
    "部门经济分类": {"A1": ["编码", "名称"], "A2": [["301", "工资福利支出"], [" 30101 ", "  基本工资"]]},
    "编制说明": {"A1": "略"},
}
IN_THREE_COLUMNS = {
    "科目": {
        "A2": ["科目编码", None, None, "科目名称"],
        "A3": ["类", "款", "项", None],
        "A4": [
            ["201", None, None, "一般公共服务支出"],
            [None, "01", None, "人大事务"],
            [None, None, "01", "行政运行"],
            [None, None, {"值": 2, "格式": "00"}, "一般行政管理事务"],
        ],
        "合并": ["A2:C2", "D2:D3"],
    },
    "收入": {"A1": ["科目编码", "科目名称"], "A2": ["101", "税收收入"]},
}
SIDE_BY_SIDE = {
    "经济": {
        "A1": ["部门经济科目编码", "部门经济科目名称", "政府经济科目编码", "政府经济科目名称"],
        "A2": [["301", "工资福利支出", "501", "机关工资福利支出"], ["30101", "基本工资", "50101", "工资奖金津补贴"]],
        "A4": ["30102", "津贴补贴", "50101", "工资奖金津补贴"],
    },
    "功能": {
        "A1": "支出功能分类科目",
        "A2": "科目",
        "A3": [["[201]一般公共服务支出"], ["20101-人大事务"], ["2010101行政运行"]],
    },
}


def codes(sheets: Any, name: str = "科目.xlsx") -> ReadCodes:
    workbook = read(written(name, sheets), name)
    assert isinstance(workbook, Workbook)
    return read_code_lists(workbook, LISTS)


def names(found: ReadCodes, folder: str) -> dict[str, str]:
    return {code: one.name for code, one in found.lists[folder].items()}


@pytest.mark.parametrize("name", ["科目.xlsx", "科目.xls"])
def test_a_list_for_each_classification_names_indented(name: str) -> None:
    found = codes(INDENTED, name)
    assert names(found, "functional") == {
        "201": "一般公共服务支出",
        "20101": "人大事务",
        "2010101": "行政运行",
        "2010102": "一般行政管理事务",
    }
    assert names(found, "economic") == {"301": "工资福利支出", "30101": "基本工资"}
    assert [one.text for one in found.unused] == ["注：2025年1月1日起执行", "说明", "编制说明"]
    assert not found.findings


@pytest.mark.parametrize("name", ["科目.xlsx", "科目.xls"])
def test_codes_in_a_column_for_each_level(name: str) -> None:
    found = codes(IN_THREE_COLUMNS, name)
    assert list(found.lists["functional"]) == ["201", "20101", "2010101", "2010102"]
    assert [one.text for one in found.unused] == ["101 税收收入"]


def test_whole_codes_in_a_column_for_each_level() -> None:
    rows = [
        ["201", "20101", None, "人大事务"],
        ["201", "20101", "2010101", "行政运行"],
        ["201", None, None, "一般公共服务支出"],
    ]
    found = codes({"科目": {"A1": ["类", "款", "项", "科目名称"], "A2": rows}})
    assert sorted(names(found, "functional")) == ["201", "20101", "2010101"]


def test_lists_side_by_side_and_code_and_name_in_one_cell() -> None:
    found = codes(SIDE_BY_SIDE)
    assert names(found, "governmental-economic") == {"501": "机关工资福利支出", "50101": "工资奖金津补贴"}
    assert names(found, "functional") == {"201": "一般公共服务支出", "20101": "人大事务", "2010101": "行政运行"}
    assert not found.findings


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["20102", "政协事务"], ""),
        (["201012", "人大事务"], "I402"),
        (["2.01E+06", "行政运行"], "I402"),
        (["2010301", "行政运行"], "I402"),
        (["201", "一般公共服务"], "I403"),
        (["20103", None], "I404"),
    ],
)
def test_what_is_wrong_with_a_row(row: list[Any], code: str) -> None:
    found = codes({"科目": {"A1": ["科目编码", "科目名称"], "A2": ["201", "一般公共服务支出"], "A3": row}})
    assert [one.code for one in found.findings] == ([code] if code else [])
    assert all(one.place.sheet == "科目" and one.place.cell == "A3" for one in found.findings)


def test_what_changed() -> None:
    before = {"211": "节能环保支出", "21101": "环境管理", "2110101": "行政运行", "205": "教育支出", "299": "其他支出"}
    now = {"211": "节能环保支出", "21109": "环境管理", "2110901": "行政运行", "205": "教育", "206": "科学技术支出"}
    changes = changes_between(before, now)
    assert changes.renamed == {"205": ("教育支出", "教育")}
    assert changes.recoded == (("21101", "21109"), ("2110101", "2110901"))
    assert set(changes.removed) == {"21101", "2110101", "299"}
    assert set(changes.added) == {"21109", "2110901", "206"}


def test_a_name_that_many_have_is_no_sign_of_a_new_code() -> None:
    before = {"2010101": "行政运行", "2010201": "行政运行"}
    assert changes_between(before, {"2010101": "行政运行", "2010301": "行政运行"}).recoded == ()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    share(tmp_path / "templates")
    folder = tmp_path / "content" / "classifications" / "functional"
    folder.mkdir(parents=True)
    (folder / "2024.csv").write_text("# 收录: 全部\ncode,name\n201,一般公共服务支出\n202,外交支出\n", encoding="utf-8")
    return Project(root=tmp_path)


def test_written_it_reads_as_a_list(project: Project) -> None:
    file = ("科目.xlsx", written("科目.xlsx", INDENTED))
    looked_at = import_codes(project, file, 2025, Extent.WHOLE, write=False)
    assert not (project.content / "classifications" / "functional" / "2025.csv").exists()
    text = told_codes(looked_at)
    assert "没有了（1个）：\n      202 外交支出" in text
    assert "加上 --write" in text
    assert import_codes(project, file, 2025, Extent.WHOLE, write=True).written
    lists = read_classifications(project.content, LISTS)
    listed = lists.code_list("functional", 2025)
    assert listed is not None
    assert (listed.sound, listed.extent, listed.names["2010102"]) == (True, Extent.WHOLE, "一般行政管理事务")
    assert not lists.findings


def test_a_list_that_is_there_is_compared_before_it_is_replaced(project: Project) -> None:
    for year in (2025, 2025):
        import_codes(project, ("科目.xlsx", written("科目.xlsx", INDENTED)), year, Extent.CLASSES, write=True)
    again = import_codes(project, ("科目.xlsx", written("科目.xlsx", INDENTED)), 2025, Extent.CLASSES, write=False)
    assert "已经有2025年的表，会换成这一份：\n    没有变化。" in told_codes(again)


def test_with_an_error_nothing_is_written(project: Project) -> None:
    wrong = {"科目": {"A1": ["科目编码", "科目名称"], "A2": [["201", "一般公共服务支出"], ["2010", "人大事务"]]}}
    imported = import_codes(project, ("科目.xls", written("科目.xls", wrong)), 2025, Extent.CLASSES, write=True)
    assert not imported.written
    assert not imported.lists
    assert not (project.content / "classifications" / "functional" / "2025.csv").exists()
    assert "什么也没有写" in told_codes(imported)


def test_a_list_that_somebody_changes_meanwhile_is_not_replaced(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "gongkai.pipeline.upkeep.code_lists.exchange", lambda _: ("2025.csv 刚刚有人改过，请再运行一次",)
    )
    with pytest.raises(OSError, match="刚刚有人改过"):
        import_codes(project, ("科目.xlsx", written("科目.xlsx", INDENTED)), 2025, Extent.CLASSES, write=True)
