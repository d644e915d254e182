"""Editions of other places as a bureau first writes them: one finding for one mistake, at its place, with what to type."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.model.places import NOWHERE
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from tests.shared_forms import share

HEAD = """\
名称: 某地2024年部门决算
年度: 2024
种类: 决算
标题: "{{ 部门 }}"
封面: ["{{ 部门 }}"]
部分:
  - {题: 表, 键: tables, 节: [{表: 支出总表}]}
"""
NESTED = """\
表:
  支出总表:
    键: t01
    编号: 附件1
    列:
      - {题: 科目编码, 类: 编码}
      - 题: 本年支出
        列:
          - {题: 合计, 公式: 基本支出.小计 + 项目支出.小计}
          - 题: 基本支出
            列: [{题: 小计, 公式: 人员、离退休经费 + 公用经费（含党建）}, 人员、离退休经费, 公用经费（含党建）]
          - {题: 项目支出, 列: [{题: 小计, 公式: 一次性 + 经常性}, 一次性, 经常性]}
    行: {按: 科目}
指标:
  支出合计: 支出总表.合计.本年支出.合计
  基本支出: 支出总表.合计.基本支出.小计
  人员: 支出总表.合计.人员、离退休经费
  其他: 支出合计 - 基本支出 - 人员
"""
TWO_YEARS = """\
表:
  支出总表:
    键: t01
    列:
      - {题: 预算数, 列: [{题: 合计, 公式: 预算数.公务用车 + 预算数.公务接待费}, 公务用车, 公务接待费]}
      - {题: 决算数, 列: [{题: 合计, 公式: 决算数.公务用车 + 决算数.公务接待费}, 公务用车, 公务接待费]}
    行: [{键: 行}]
指标:
  公车: 支出总表.决算数.公务用车
"""
SIDES = """\
表:
  支出总表:
    键: t01
    栏组:
      收入:
        列: [{题: 项目, 类: 名称}, 金额]
        行:
          - （一）财政拨款
          - {题: （二）其他, 键: 其他收入}
          - {题: 收入总计, 公式: 财政拨款 + 其他收入}
      支出:
        列: [{题: 项目, 类: 名称}, 金额]
        行:
          - （一）教育支出
          - {题: （二）其他, 键: 其他支出}
          - {题: 支出总计, 公式: 教育支出 + 其他支出}
勾稽:
  R1: 支出总表.收入总计 = 支出总表.支出总计
指标:
  收入: 支出总表.收入总计
  教育: 支出总表.（一）教育支出
  结余: 收入 - 教育
"""


def told(tmp_path: Path, tables: str) -> list[str]:
    folder = tmp_path / "templates/editions/mou-2024"
    for path in (folder, tmp_path / "content/departments"):
        path.mkdir(parents=True)
    share(tmp_path / "templates")
    (folder / "edition.yml").write_text(HEAD, encoding="utf-8")
    (folder / "tables.yml").write_text(tables, encoding="utf-8")
    loaded = Workspace.open(Project(root=tmp_path)).edition("mou-2024", NOWHERE)
    faults = (one for one in loaded.findings if one.code != "P207")
    return [f"{one.place.line}:{one.place.column} {one.message}" for one in faults]


@pytest.mark.parametrize("tables", [NESTED, TWO_YEARS, SIDES])
def test_short_names_are_understood(tmp_path: Path, tables: str) -> None:
    assert told(tmp_path, tables) == []


@pytest.mark.parametrize(
    ("tables", "old", "new", "said"),
    [
        (
            NESTED,
            "基本支出.小计 + 项",
            "基本支出 + 项",
            "9:25 支出总表·合计的公式算不出来：列的公式里只能写同一张表的列：支出总表没有“基本支出”这一列，是不是“基本",
        ),
        (
            NESTED,
            "经费, 公用经费（含党建）]",
            "经费, 公用经费]",
            "11:29 支出总表·合计·本年支出.基本支出.小计的公式算不出来：找不到“公用经费（含党建）”：它不是指标，",
        ),
        (NESTED, "一次性 + 经常性", "一次性+经常性", "加号、减号两边各要空一格"),
        (
            NESTED,
            "支出总表.合计.本年支出.合计",
            "附件1.合计.合计",
            "15:9 指标“支出合计”算不出来：找不到“附件1.合计.合计”：",
        ),
        (
            NESTED,
            "合计.基本支出.小计",
            "合计.小计",
            "16:9 指标“基本支出”算不出来：支出总表有几列都叫“小计”，请写明是哪一列：",
        ),
        (
            NESTED,
            "支出合计 - 基本",
            "支出总计 - 基本",
            "18:7 指标“其他”算不出来：找不到“支出总计”：它不是指标，也不是“表名.行.列”，是不是“支出合计”？",
        ),
        (
            TWO_YEARS,
            "公式: 预算数.公务用车 +",
            "公式: 公务用车 +",
            "有几列都叫“公务用车”，请写明是哪一列：预算数.公务用车、决算数.公务用车",
        ),
        (
            TWO_YEARS,
            "决算数.公务用车\n",
            "决算.公务用车\n",
            "9:7 指标“公车”算不出来：支出总表没有“决算.公务用车”这一列，是不是“决算数.公务用车”",
        ),
        (
            TWO_YEARS,
            "      - {题: 决算数",
            "     - {题: 决算数",
            "6:6 这一行和上面的行接不上：缩进没有对齐，或者上一行没有写完",
        ),
        (
            SIDES,
            "财政拨款 + 其他收入",
            "财政拨款 + 其他",
            "10:27 支出总表·收入总计·金额的公式算不出来：支出总表有几行都叫“其他”，请写明是哪一行：其他收入、其他支出",
        ),
        (SIDES, ", 键: 其他支出", "", "16:27 支出总表·支出总计·金额的公式算不出来：找不到“其他支出”"),
        (SIDES, "教育: 支出总表.（一）教育支出", "教育: 支出总表.教育", "教育支出"),
    ],
)
def test_one_mistake_is_one_finding_at_its_place(tmp_path: Path, tables: str, old: str, new: str, said: str) -> None:
    assert tables.count(old) == 1
    (line,) = told(tmp_path, tables.replace(old, new))
    assert said in line


def test_one_wrong_name_in_many_formulas_is_one_finding(tmp_path: Path) -> None:
    (line,) = told(
        tmp_path,
        NESTED.replace("经费, 公用经费（含党建）]", "经费, 公用经费]") + "  公用: 支出总表.合计.公用经费（含党建）\n",
    )
    assert line.startswith("11:29 ")
    assert line.endswith("（另有1处也是这样）")


def test_what_rests_on_a_wrong_indicator_says_nothing(tmp_path: Path) -> None:
    more = "勾稽: {R1: 收入 = 人员, R2: 其他 ≥ 0}\n汇总: [人员]\n衔接: {C1: 人员 = 上年决算.人员}\n要览: [{题: 人员, 数: 人员}]\n"
    tables = NESTED.replace("合计.人员、离退休经费", "合计.人员和离退休经费").replace(
        "支出合计:", "收入: 支出总表.合计.合计\n  支出合计:"
    )
    (line,) = told(tmp_path, tables + more)
    assert "指标“人员”算不出来：支出总表没有“人员和离退休经费”这一列，是不是“人员、离退休经费”" in line


def test_a_rows_formula_for_a_column_that_is_not_there(tmp_path: Path) -> None:
    (line,) = told(tmp_path, SIDES.replace("公式: 教育支出 + 其他支出", "公式: {金领: 教育支出 + 其他支出}"))
    assert line.startswith("16:28 “支出总计”这一行的“公式”：支出总表没有“金领”这一列")


def test_a_condition_on_a_row_that_is_not_there(tmp_path: Path) -> None:
    (line,) = told(tmp_path, SIDES + '  丙: "支出总表.金额[行=教育]"\n')
    assert "条件“行”不能是“教育”：支出总表的“行”没有这个取值" in line
