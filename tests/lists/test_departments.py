"""A bureau's list of departments, as three bureaus keep it, to begin a repository with."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.lists.departments import ReadDepartments, read_departments
from gongkai.lists.folders import in_pinyin
from gongkai.lists.imported import ImportedDepartments
from gongkai.loading.yaml_reader import read_yaml
from gongkai.model.sheets import Workbook
from gongkai.pipeline.project import Project
from gongkai.pipeline.upkeep.departments import Destination, import_departments
from gongkai.reporting.lists import told_departments
from gongkai.spreadsheets import read
from tests.shared_forms import share
from tests.workbook_made import written

HEAD = ["部门代码", "部门名称", "单位代码", "单位名称", "单位性质", "联系电话"]
IN_COLUMNS = {
    "名单": {
        "A1": "测试市市级预算部门名单",
        "A2": HEAD,
        "A3": [
            ["101", "测试市财政局", "101001", "测试市财政局（本级）", "行政单位", "略"],
            [None, None, "101201", "测试市财政信息中心", "公益一类事业单位", "略"],
            ["102", "测试市教育局", "102001", "测试市教育局机关", "行政单位", "略"],
            ["102", "测试市教育局", "102301", "测试市第一中学", "公益二类事业单位", "略"],
            ["合计", None, None, None, None, None],
        ],
        "合并": ["A3:A4", "B3:B4"],
    }
}
BY_CODE = {
    "预算单位": {
        "A1": ["序号", "预算单位编码", "预算单位名称"],
        "A2": [
            [1, "201", "测试县水利局"],
            [2, "201001", "测试县水利局"],
            [3, "201002", "测试县水文站"],
            [4, "202", "测试县医保局"],
        ],
    }
}
WITH_FOLDERS = {
    "部门": {
        "A1": ["主管部门", "文件夹", "单位名称"],
        "A2": [["测试区住房和城乡建设局", "housing-bureau", "测试区住房和城乡建设局"], [None, None, "测试区房产中心"]],
    }
}
HERE = Destination(under="ceshi/shi", region="测试省/测试市", since=date(2019, 1, 1))


def listed(sheets: Any, name: str = "名单.xlsx") -> ReadDepartments:
    workbook = read(written(name, sheets), name)
    assert isinstance(workbook, Workbook)
    return read_departments(workbook)


def units(found: ReadDepartments) -> dict[str, list[tuple[str, str]]]:
    return {one.name: [(unit.code, unit.name) for unit in one.units] for one in found.departments}


@pytest.mark.parametrize("name", ["名单.xlsx", "名单.xls"])
def test_departments_in_columns_of_their_own(name: str) -> None:
    found = listed(IN_COLUMNS, name)
    assert units(found) == {
        "测试市财政局": [("101001", "本级"), ("101201", "测试市财政信息中心")],
        "测试市教育局": [("102001", "本级"), ("102301", "测试市第一中学")],
    }
    assert found.departments[0].units[1].nature == "公益一类事业单位"
    assert [one.text for one in found.unused] == ["合计", "联系电话"]
    assert not found.findings


def test_both_in_one_list_by_their_codes() -> None:
    found = listed(BY_CODE)
    assert units(found) == {"测试县水利局": [("201001", "本级"), ("201002", "测试县水文站")], "测试县医保局": []}


def test_without_codes_and_with_folders() -> None:
    found = listed(WITH_FOLDERS)
    assert units(found) == {"测试区住房和城乡建设局": [("", "本级"), ("", "测试区房产中心")]}
    assert found.departments[0].folder == "housing-bureau"


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        (["102", None, "102001", "测试市教育局", "", ""], ["I406"]),
        (["101", "测试市教育局", "101009", "测试市教育局", "", ""], ["I406"]),
        (["109", "测试市财政局", "109001", "测试市财政局", "", ""], ["I406"]),
        (["102", "测试市教育局", "101001", "测试市教育局", "", ""], ["I406"]),
        (["102", "测试市教育局", "201001", "测试市教育局", "", ""], ["I408"]),
        (["1.02E+02", "测试市教育局", "102001", "测试市教育局", "", ""], ["I406"]),
        (["102", "测试市教育局", "102001", None, "", ""], ["I406"]),
    ],
)
def test_what_is_wrong_with_a_row(row: list[Any], codes: list[str]) -> None:
    first = ["101", "测试市财政局", "101001", "测试市财政局", "", ""]
    assert [one.code for one in listed({"名单": {"A1": HEAD, "A2": [first, row]}}).findings] == codes


def test_folders_in_pinyin() -> None:
    assert in_pinyin("测试市财政局", "测试省/测试市") == "caizhengju"
    assert in_pinyin("测试省绿化办（A区）", "测试省") == "lvhuaban-aqu"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    share(tmp_path / "templates")
    (tmp_path / "content" / "departments").mkdir(parents=True)
    return Project(root=tmp_path)


def imported(project: Project, sheets: Any, *, write: bool) -> ImportedDepartments:
    return import_departments(project, ("名单.xlsx", written("名单.xlsx", sheets)), HERE, write=write)


def test_looked_at_then_written(project: Project) -> None:
    text = told_departments(imported(project, IN_COLUMNS, write=False))
    assert "101 测试市财政局 → ceshi/shi/caizhengju（拼）\n  101001 本级 行政单位\n" in text
    assert "还没有写：要建2个部门" in text
    assert not list((project.content / "departments").iterdir())
    assert imported(project, IN_COLUMNS, write=True).written
    node = read_yaml(project.content / "departments/ceshi/shi/jiaoyuju/department.yml", "department.yml").node
    assert node is not None
    assert (node.said("行政区划"), node.said("部门代码")) == ("测试省/测试市", "102")
    assert "caizhengju（已经有了，不动）" in told_departments(imported(project, IN_COLUMNS, write=True))


def test_many_at_once(project: Project) -> None:
    rows = [[f"{n}", f"测试市第{n}局", f"{n}001", f"测试市第{n}局", "行政单位", ""] for n in range(101, 116)]
    assert imported(project, {"名单": {"A1": HEAD, "A2": rows}}, write=True).written
    assert len(list((project.content / "departments").rglob("department.yml"))) == 15


def test_two_folders_of_one_name_and_nothing_is_written(project: Project) -> None:
    rows = [["101", "测试市水务局", "101001", "x", "", ""], ["102", "测试市税务局", "102001", "y", "", ""]]
    found = imported(project, {"名单": {"A1": HEAD, "A2": rows}}, write=True)
    assert [one.code for one in found.findings] == ["I407"]
    assert not list((project.content / "departments").iterdir())
