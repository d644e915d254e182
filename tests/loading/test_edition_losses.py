"""改写上一级版式: a name that fits two items, and what a newer edition loses without saying so, are told at its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from gongkai.model.places import NOWHERE
from gongkai.pipeline.workspace import Workspace
from tests.projects import assemble

HEIR = "huhai-2025-final-accounts"
HOME = f"templates/editions/{HEIR}"
OLD = "templates/editions/huhai-2024-final-accounts"


def told(folder: Path, files: Mapping[str, str]) -> list[str]:
    """What is said of an edition that inherits from the harbour's; its files have a head line each."""
    project = assemble(folder, "harbour")
    home = project.root / HOME
    (home / "wording").mkdir(parents=True)
    head = "继承: huhai-2024-final-accounts\n名称: 沪海市2025年度部门决算公开\n年度: 2025\n"
    for name, text in {"edition.yml": "", **files}.items():
        (home / name).write_text((head if name == "edition.yml" else "") + text, encoding="utf-8")
    findings = Workspace.open(project).edition(HEIR, NOWHERE).findings
    return [f"{one.code} {one.place} {one.message}｜{one.hint}" for one in findings]


def rows(text: str) -> dict[str, str]:
    return {"tables.yml": f"表:\n  收入总表:\n    行:\n{text}"}


TWICE = f"上一级版式的这个列表里有2项都叫“结转和结余”，不知道是哪一项：“年初结转和结余”，题是“结转和结余”（{OLD}/tables.yml:10）、“年末结转和结余”"
SOURCES = """\
表单:
  部门评价表:
    角色:
      资金:
        来源: [市级拨款, 单位资金]
    行:
      - [{题: 总额}, {值: 资金.总额.支出, 类: 数字}]
      - [{题: 市级拨款}, {值: 资金.市级拨款.支出, 类: 数字}]
      - [{题: 单位资金}, {值: 资金.单位资金.支出, 类: 数字}]
      - [{题: 等级}, {值: 等级}]
"""
SAID_BY_DEPARTMENTS = {"waivers.yml": "- {代码: P105, 涉及: [数字水务], 理由: 各部门自己的文字里说到}\n"}
WRONG = [
    # a name that two items bear
    (rows("      结转和结余: {题: 年末结余}\n"), f"L622 {HOME}/tables.yml:4:7 {TWICE}"),
    (rows("      利息: {题: 利息, 后: 结转和结余}\n"), f"L622 {HOME}/tables.yml:4:22 {TWICE}"),
    (rows("      结转和结余: null\n"), f"L622 {HOME}/tables.yml:4:7 {TWICE}"),
    (rows("      利息: {题: 利息, 前: 结转}\n"), f"L622 {HOME}/tables.yml:4:22 上一级版式的这个列表里没有“结转”"),
    # lists and values that lose what was inherited
    (
        {"edition.yml": "名词解释: [数字水务]\n"},
        f"L623 {HOME}/edition.yml:4:1 “名词解释”重新写成一列，上一级版式的5项里有5项就没有了：“财政拨款收入”、“基本支出”、",
    ),
    (
        rows("      - 一、拨款收入\n      - 二、事业收入\n"),
        f"L623 {HOME}/tables.yml:3:5 “行”重新写成一列，上一级版式的6项里有5项就没有了",
    ),
    (
        {"edition.yml": "填报:\n  原因.支出合计: 文字\n"},
        f"L623 {HOME}/edition.yml:5:3 “原因.支出合计”只写了“文字”，上一级版式里写的“解释”就没有了｜只改这一样的，写成 原因.支出合计: {{类: 文字}}；",
    ),
    (
        {"edition.yml": "勾稽:\n  R03: 项目支出表.合计.金额 ≤ 支出表.合计.项目支出\n"},
        f"L623 {HOME}/edition.yml:5:3 “R03”只写了“项目支出表.合计.金额 ≤ 支出表.合计.项目支出”，上一级版式里写的“程度”就没有了",
    ),
    (
        {"edition.yml": "填报:\n  采购.决算数: null\n"},
        f"L623 {HOME}/edition.yml:5:3 上一级版式的这里没有“采购.决算数”，写 null 去不掉什么｜是不是“采购.决算”？",
    ),
    ({"edition.yml": "勾稽:\n"}, f"L623 {HOME}/edition.yml:4:1 “勾稽”下面没有内容，上一级版式的3项就都没有了"),
    # what is inherited and fits no longer
    (
        {"forms.yml": SOURCES},
        f"L622 {HOME}/forms.yml:5:9 表单“部门评价表”的“对照”写的是“本表.财政拨款.执行数 = 收入总表.财政拨款收入”，这张表单没有“本表.财政拨款.执行数”（{OLD}/forms.yml:32 沿用下来的）",
    ),
    (
        {"edition.yml": "填报:\n  采购.决算: {类: 文字}\n"},
        f"L622 {HOME}/edition.yml:5:3 填报勾稽“X01”算不出来：“采购.决算”填的不是金额或个数（{OLD}/edition.yml:52 沿用下来的）",
    ),
    (
        rows("      财政拨款收入: {题: 一、拨款收入}\n      收入合计: {公式: 拨款收入 至 其他收入}\n"),
        f"L622 {HOME}/tables.yml:2:3 表单“部门评价表”的“对照”算不出来：",
    ),
    (
        {"edition.yml": "填报:\n  上年.支出合计: {类: 文字列, 取: null}\n"},
        f"L622 {HOME}/edition.yml:5:3 填报“原因.支出合计”的“解释”算不出来：“上年.支出合计”填的不是金额或个数",
    ),
    (
        rows("      收入合计: {题: 收入总数, 键: 收入总数}\n"),
        f"L622 {HOME}/tables.yml:2:3 指标“收入合计”算不出来：收入总表没有叫“收入合计”的行；有：财政拨款收入、事业收入、其他收入、收入总数、",
    ),
    (
        {"tables.yml": "表: {支出表: {列: {项目支出: null}}}\n"},
        f"L622 {OLD}/edition.yml:39:9 指标“项目支出”算不出来：支出表没有“项目支出”这一列；有：本年支出合计、基本支出（沿用下来的）（另有1处也是这样）｜改了名称的，在自己的版式里照新的名称重写这一条；不再要的写 null",
    ),
    (
        {"edition.yml": "表: {项目支出表: null}\n"},
        f"L622 {HOME}/edition.yml:4:1 没有叫“项目支出表”的表（{OLD}/edition.yml:19 沿用下来的）｜“表”里有：收入总表、支出表、基本支出明细表；不要这一处的写 null",
    ),
    (
        {"edition.yml": "指标: {收入合计: null}\n"},
        f"L622 {OLD}/wording/overall.j2:2:1 版式的措辞或公式有误：找不到“收入合计”：它不是指标，也不是“表名.行.列”｜这个措辞文件是沿用上一级版式的：把它照抄到自己版式的 wording/ 里再改；",
    ),
    # a name that is not there, where a new thing would have a 键
    (
        {"tables.yml": "表: {收入支表: {编号: 公开01表}}\n"},
        f"L622 {HOME}/tables.yml:1:5 上一级版式没有叫“收入支表”的表｜是不是“收入总表”？新加的要写“键”",
    ),
    (
        {"forms.yml": "表单: {项目评分表: {副题: 试行}}\n"},
        f"L622 {HOME}/forms.yml:1:6 上一级版式没有叫“项目评分表”的表单｜是不是“项目评价表”？新加的要写“键”",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("files", "said"), WRONG)
def test_is_told_at_the_line_of_the_change(tmp_path: Path, files: Mapping[str, str], said: str) -> None:
    found = told(tmp_path, files)
    assert any(one.startswith(said) for one in found), found


NO_PROCUREMENT = {
    "edition.yml": "填报: {采购.决算: null, 采购.预算: null}\n",
    "wording/overall.j2": '收入合计{{ 数("收入合计") }}万元。\n',
}
NO_PROJECTS = {
    "edition.yml": "表: {项目支出表: null}\n部分: {tables: {节: {项目支出表: null}}}\n",
    "wording/spending.j2": '支出合计{{ 数("支出合计") }}万元。\n',
}
RIGHT = [
    rows("      年末结转和结余: {题: 年末结余}\n"),
    rows("      利息: {题: 利息, 后: 年初结转和结余}\n"),
    rows("      其他收入: {题: 三、其他收入（含利息）, 键: 其他收入}\n"),
    {"edition.yml": "名词解释: {换成: [{名词: 数字水务, 文: 用数字技术管理水务。}]}\n", **SAID_BY_DEPARTMENTS},
    {
        "edition.yml": "名词解释: {数字水务: {名词: 数字水务, 文: 用数字技术管理水务。, 后: 基本支出}, 其他收入: null}\n",
        **SAID_BY_DEPARTMENTS,
    },
    {"edition.yml": "名词解释: [基本支出, 项目支出, 财政拨款收入]\n"},
    {"edition.yml": "填报:\n  原因.支出合计: {类: 文字}\n"},
    {"edition.yml": "填报:\n  原因.支出合计: {类: 文字, 解释: null}\n"},
    {"edition.yml": "勾稽: {R03: {式: 项目支出表.合计.金额 ≤ 支出表.合计.项目支出}, R02: 收入总表.收入合计 ≥ 收入总表.财政拨款收入}\n"},
    {"edition.yml": "勾稽: {换成: {R01: 收入总表.收入合计 ≥ 收入总表.财政拨款收入}}\n"},
    {"edition.yml": '封面: ["{{ 部门 }}"]\n栏头: ["", "", ""]\n'},
    {"tables.yml": "表: {支出表: {列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, {题: 支出, 列: [{题: 小计, 键: 本年支出合计, 公式: 基本支出 + 项目支出}, 基本支出, 项目支出]}]}}\n"},
    {"forms.yml": SOURCES.replace("角色:\n", "角色:\n      对照: [本表.市级拨款.执行数 = 收入总表.财政拨款收入]\n")},
    NO_PROCUREMENT,
    NO_PROJECTS,
]  # fmt: skip


@pytest.mark.parametrize("files", RIGHT)
def test_a_stated_change_stays_silent(tmp_path: Path, files: Mapping[str, str]) -> None:
    assert told(tmp_path, files) == []


NO_FUNDS = """\
继承: national-final-accounts
名称: 沪海市2024年度部门决算公开
年度: 2024
表:
  政府性基金预算财政拨款收入支出决算表: null
  结转和结余: {行: {政府性基金预算财政拨款: {公式: null}}}
部分:
  tables: {节: {政府性基金预算财政拨款收入支出决算表: null}}
  explanation: {节: {government-funds: null}}
应公开的表: {政府性基金预算财政拨款收入支出决算表: null}
"""


def test_what_rests_on_a_dropped_table_goes_with_it(tmp_path: Path) -> None:
    """Its indicators, the relations and reasons that speak of them; a figure that is read there does not."""
    project = assemble(tmp_path, editions=True)
    for name, text in (("without", NO_FUNDS), ("read-there", re.sub("  结转和结余: .*\n", "", NO_FUNDS))):
        (project.editions / name).mkdir()
        (project.editions / name / "edition.yml").write_text(text, encoding="utf-8")
    workspace = Workspace.open(project)
    assert workspace.edition("without", NOWHERE).findings == ()
    (found,) = workspace.edition("read-there", NOWHERE).findings
    assert found.message.startswith("结转和结余·政府性基金预算财政拨款·年初的公式算不出来：")
