"""一个新版式里种下的错: a bureau's first edition, written from docs/editions.md alone, is sound.

Every mistake planted in it is told when the edition is read by itself, at its line, whether or not the document takes
that way.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.model.places import NOWHERE
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from tests.projects import assemble, edit, prepare, publication, text, told

DOCUMENT = "huhai/water-bureau/2024/final-accounts"
CONTENT = f"content/departments/{DOCUMENT}"
NAME = "huhai-2024-final-accounts"
HOME = f"templates/editions/{NAME}"
OVERALL, SPENDING, PERFORMANCE, DUTIES, MACROS = (
    f"{HOME}/wording/{name}.j2" for name in ("overall", "spending", "performance", "duties", "macros")
)
HEAD, TABLES, FORMS = (f"{HOME}/{name}.yml" for name in ("edition", "tables", "forms"))

CLASSES = '各款("基本支出明细表", ["301"])'
BRANCH = '{{ "都" ~ "已" }}公开'
"""what a document with one item of spending does not print"""

PLANTED = [
    # what is printed, and with what a word is used
    (SPENDING, CLASSES, '各款("基本支出明细表", "301")', "“各款”括号里第2项应是一列，写的是文字"),
    (OVERALL, '{{ 数("收入合计") }}', "{{ 数 }}", '“数”后面没有写括号；应写成 数("收支总计")'),
    (SPENDING, BRANCH, "{{ 各项 | random }}公开", "没有叫“random”的过滤"),
    (SPENDING, BRANCH, "{{ 各项 | tojson }}公开", "没有叫“tojson”的过滤"),
    (SPENDING, BRANCH, "{{ 各项 }}公开", "要印的是一列，印不出来"),
    (SPENDING, BRANCH, '{{ 各行("支出表", "项") }}公开', "要印的是一列，印不出来"),
    (SPENDING, "{{ 首项.名称 }}", "{{ 首项 }}", "要印的是表的一行，印不出来"),
    (SPENDING, BRANCH, '{{ 各项 | map(attribute="名称") }}公开', "要印的是一列，印不出来"),
    (SPENDING, BRANCH, "{{ none }}公开", "要印的是空的（none），印不出来"),
    (SPENDING, BRANCH, "{{ 0.5 }}公开", "要印的是小数，印不出来"),
    (SPENDING, BRANCH, '{{ 可比(数("支出合计")) }}公开', "要印的是“是”或“不是”，印不出来"),
    (SPENDING, BRANCH, '{{ {"a": 1} }}公开', "要印的是一条记录，印不出来"),
    (OVERALL, '{{ 同上年比("项目支出", "项目支出") }}', "{{ 同上年比 }}", "宏“同上年比”后面没有写括号"),
    (SPENDING, BRANCH, '{{ 率(数("支出合计")) }}公开', "“率”括号里的项数不对"),
    (SPENDING, BRANCH, '{{ 率("基本支出", "支出合计") }}公开', "“率”括号里第1项应是金额或个数，写的是文字"),
    (SPENDING, BRANCH, "{{ 数(2024) }}公开", "“数”括号里第1项应是文字，写的是整数"),
    (SPENDING, BRANCH, '{{ 个数("支出表") }}公开', "“个数”括号里第1项应是一列，写的是文字"),
    (SPENDING, BRANCH, '{{ 数("支出合计") / 2 }}公开', "这里不能用“/”算"),
    (SPENDING, "个数(各项) > 1", '数("支出合计") > 1', "金额、百分比不能直接当条件"),
    (SPENDING, "个数(各项) > 1", '数("支出合计")', "金额、百分比不能直接当条件"),
    (SPENDING, "个数(各项) > 1", "各项 is odd", "没有叫“odd”的判断"),
    (PERFORMANCE, "得分在(80, 90)", '得分在("八十", 90)', "“得分在”括号里第1项应是分数，写的是文字"),
    (DUTIES, "| 大写", "| 大写(1)", "“大写”括号里的项数不对"),
    # names of figures and inputs
    (OVERALL, '数("收入合计")', '数("收入总计")', "找不到“收入总计”"),
    (OVERALL, '填("采购.决算")', '填("采购.决算数")', "措辞要用“采购.决算数”，但版式的“填报”里没有这一项"),
    (SPENDING, BRANCH, '{% if 有("采购.预算数") %}{% endif %}公开', "措辞要用“采购.预算数”"),
    (OVERALL, '"原因.支出合计")', '"原因.支出总计")', "措辞要用“原因.支出总计”"),
    (OVERALL, '同上年比("项目支出", "项目支出")', '同上年比("项目支出", "项目的支出")', "找不到“项目的支出”"),
    (OVERALL, '["公务用车", "业务用车"]', '["公务用车", "业务车辆"]', "措辞要用“车辆.业务车辆”"),
    (OVERALL, '"事业收入", "其他收入"]', '"事业性收入", "其他收入"]', "收入总表没有“事业性收入”"),
    # tables, levels, columns
    (SPENDING, '各行("支出表", "项")', '各行("支出决算表", "项")', "没有叫“支出决算表”的表，是不是“支出表”？"),
    (SPENDING, '全行("收入总表")', '全行("收支总表")', "没有叫“收支总表”的表"),
    (SPENDING, '各行("支出表", "项")', '各行("支出表", "目")', "各行的级次没有“目”"),
    (SPENDING, '各行("支出表", "项")', '各行("收入总表", "项")', "收入总表没有“项”这一级的行"),
    (SPENDING, '各行("支出表", "项")', '各行("支出表", "记录")', "支出表没有“记录”这一级的行"),
    (SPENDING, CLASSES, '各款("基本支出明细表", ["301", "309"])', "基本支出明细表没有编码是“309”的类"),
    (SPENDING, CLASSES, '各款("基本支出明细表", ["3"])', "各款的类要写三位编码"),
    (SPENDING, '项.数("本年支出合计")', '项.数("支出合计")', "支出表没有“支出合计”这一列"),
    (SPENDING, '项.数("本年支出合计")', "项.数()", "支出表有几列金额，请写明是哪一列"),
    (SPENDING, '行.字段("处室")', '行.字段("科室")', "项目支出表的行没有“科室”这一项"),
    (SPENDING, "项.类名", "项.类名称", "这里没有“类名称”"),
    # performance forms
    (PERFORMANCE, '各表单("部门评价表")', '各表单("部门绩效表")', "版式没有叫“部门绩效表”的绩效表单"),
    (PERFORMANCE, '表.值("总分.得分")', '表.值("总分.分数")', "绩效表单“项目评价表”没有“总分.分数”这一项"),
    (PERFORMANCE, '表.数("资金.总额.支出")', '表.数("资金.总额.支出数")', "绩效表单“部门评价表”没有“资金.总额.支出数”"),
    (PERFORMANCE, '表.列("指标")', '表.列("各指标")', "绩效表单“项目评价表”没有“各指标”这一项"),
    (PERFORMANCE, '表.值("等级")', '表.值("评级")', "绩效表单“部门评价表”没有“评级”这一项"),
    (PERFORMANCE, '表.值("备注") %}', '表.值("指标.得分") %}', '在一列里面，先用 列("指标") 取各项'),
    # titles and notes, and what forms are checked with
    (TABLES, "{{ 部门 }}没有支出", "{{ 部门名 }}没有支出", "不认识“部门名”这个名称"),
    (HEAD, '标题: "{{ 部门 }}', '标题: "{{ 部门 | upper }}', "没有叫“upper”的过滤"),
    (HEAD, "题: 绩效情况", "题: '{{ 填(\"绩效\") }}'", "措辞要用“绩效”"),
    (FORMS, "本表.财政拨款.执行数", "本表.财政资金.执行数", "这张表单没有“本表.财政资金.执行数”"),
    (FORMS, "本表.执行数 = 支出合计", "本表.执行数 = 支出总计", "找不到“支出总计”"),
    (FORMS, "执行数合计不超过: 项目支出", "执行数合计不超过: 项目总支出", "找不到“项目总支出”"),
    (FORMS, "分母: 本表.全年预算", "分母: 本表.年初预算", "这张表单没有“本表.年初预算”"),
]  # fmt: skip


def errors(project: Project, name: str = NAME) -> list[str]:
    return [f"{one.place}: {one.message}" for one in Workspace.open(project).edition(name, NOWHERE).findings]


def test_the_edition_is_sound_and_prints(tmp_path: Path) -> None:
    project = assemble(tmp_path, "harbour")
    assert errors(project) == []
    prepared = prepare(project, DOCUMENT)
    assert told(prepared) == []
    assert text(publication(prepared), "performance").splitlines() == [
        "共评价2个项目，支出120.00万元，其中市级财政120.00万元；优1个，良1个。",
        "管网维护得95.0分：维护里程95分。",
        "部门整体支出335.00万元，等级为良。",
    ]


@pytest.mark.parametrize(("path", "old", "new", "message"), PLANTED)
def test_a_planted_mistake_is_told_at_its_line(tmp_path: Path, path: str, old: str, new: str, message: str) -> None:
    project = assemble(tmp_path, "harbour")
    edit(project, path, old, new)
    line = next(
        number
        for number, written in enumerate((project.root / path).read_text(encoding="utf-8").splitlines(), start=1)
        if new in written
    )
    found = [one for one in errors(project) if message in one]
    assert found, errors(project)
    assert all(one.startswith(f"{path}:{line}:") for one in found), found
    assert prepare(project, DOCUMENT).blocked


RIGHT = [
    (SPENDING, BRANCH, '{{ "共" ~ 数("支出合计") ~ "万元" }}公开'),
    (SPENDING, BRANCH, "{{ 各项 | length | 大写 }}公开"),
    (SPENDING, BRANCH, '{% set 词 %}{{ 数("支出合计") }}万元{% endset %}{{ 词 }}公开'),
    (SPENDING, BRANCH, '{{ (各项 | map(attribute="名称") | list)[0] }}公开'),
    (
        SPENDING,
        BRANCH,
        '{% for 行 in 各行(表名, "记录") if 行.字段("处室") == "供水处" %}{{ 行.数("金额") }}万元{% endfor %}公开',
    ),
    (SPENDING, BRANCH, '{{ 差(数("支出合计"), 数("收入合计")) - 零 }}万元，公开'),
    (PERFORMANCE, '表.值("等级")', '表.值("等级") | default("未评", true)'),
    (PERFORMANCE, '各表单("项目评价表")', '各表单("项目评价表") | list'),
    (OVERALL, '填("采购.决算")', '填("采购." ~ "决算") + 填("采购.预算") - 填("采购.预算")'),
    (TABLES, "{{ 部门 }}没有支出", "{{ 部门 }}{{ 上年度 }}年度没有支出"),
]


@pytest.mark.parametrize(("path", "old", "new"), RIGHT)
def test_what_is_right_stays_silent(tmp_path: Path, path: str, old: str, new: str) -> None:
    project = assemble(tmp_path, "harbour")
    edit(project, path, old, new)
    assert errors(project) == []
    assert told(prepare(project, DOCUMENT)) == []


def test_a_text_that_a_row_lacks_is_asked_for(tmp_path: Path) -> None:
    project = assemble(tmp_path, "harbour")
    edit(project, SPENDING, ' | default("未分处室", true)', "")
    assert errors(project) == []
    found = [one.message for one in prepare(project, DOCUMENT).findings if one.code == "N101"]
    assert found == ["情况说明要印项目支出表“水质监测”一行的“处室”，没有填"]


def test_an_item_that_the_form_has_and_nobody_filled_in_is_asked_for(tmp_path: Path) -> None:
    """It is no mistake of the edition; a blank that is only asked about is none of anybody."""
    project = assemble(tmp_path, "harbour")
    edit(project, f"{CONTENT}/performance/01-pipes.yml", '总分: {得分: "95"}\n', "")
    assert errors(project) == []
    found = [one for one in prepare(project, DOCUMENT).findings if one.code == "N101"]
    assert [(str(one.place), one.message) for one in found] == [
        (f"{CONTENT}/performance/01-pipes.yml:1:1", "情况说明要印绩效表单的“总分.得分”，这张表单没有填")
    ]
