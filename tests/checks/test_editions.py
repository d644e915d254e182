"""版式自检: every mistake in an edition is a plain message with its file, never a traceback, and nothing is published with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.model.findings import Severity
from gongkai.model.places import NOWHERE
from gongkai.pipeline.preparing import prepare
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from tests.projects import ROOT, assemble, edit

DOCUMENT = "ceshi/archives-bureau/2025/final-accounts"
EDITION = "templates/editions/ceshi-2025-final-accounts"
TABLES, HEAD, INPUTS, FORMS = (f"{EDITION}/{name}.yml" for name in ("tables", "edition", "inputs", "forms"))

MISTAKES = [
    # formulas
    (TABLES, "公式: 本年收入合计 + 年初结转和结余,", "公式: 本年收入合计 + 年初结余,", "找不到“年初结余”"),
    (TABLES, "公式: 本年收入合计 + 年初结转和结余,", "公式: 本年收入合计+年初结转和结余,", "加号、减号两边各要空一格"),
    (
        TABLES,
        "公式: 一般公共预算财政拨款收入 至 其他收入,",
        "公式: 其他收入 至 一般公共预算财政拨款收入,",
        "前后写反了",
    ),
    (
        TABLES,
        "公式: 一般公共预算财政拨款收入 至 其他收入,",
        "公式: 一般公共预算财政拨款收入 至 杂项收入,",
        "没有“杂项收入”这一行",
    ),
    (
        TABLES,
        "公式: 收入决算表.合计.其他收入",
        "公式: 收入决算表.合计.杂项",
        "收入决算表没有“杂项”这一列；有：本年收入合计",
    ),
    (TABLES, "公式: 财政拨款收入 + 事业收入 + 其他收入", "公式: 财政拨款收入 + 本年收入合计", "绕回了自己"),
    (
        TABLES,
        '取: 基本支出登记表.金额, 条件: {经济科目: ["302", "310"]}',
        "取: 登记表.金额",
        "“登记表.金额”应写成“表名.列名”",
    ),
    (TABLES, "公式: 增减额 / 上年决算数", "公式: 增减额 ÷ 去年决算数", "没有“去年决算数”这一列，是不是“上年决算数”"),
    (TABLES, "{题: 预算数减决算数, 公式: 预算数 - 决算数}", "{题: 差额, 公式: 预算 - 决算数}", "找不到“预算”"),
    (
        HEAD,
        "收支总计: 收入支出决算总表.收入总计",
        "收支总计: 收支决算总表.收入总计",
        "指标“收支总计”算不出来：找不到“收支决算总表.收入总计”",
    ),
    (HEAD, "收支总计: 收入支出决算总表.收入总计", "收支总计: 收支总计", "指标“收支总计”绕回了自己"),
    (
        HEAD,
        "一般公共预算支出.*: 一般公共预算财政拨款支出决算表.*.合计",
        "一般公共预算支出.*: 一般公共预算财政拨款支出决算表.*.总额",
        "没有“总额”这一列",
    ),
    (HEAD, "数: 收支总计, 表: 收入支出决算总表", "数: 收支总额, 表: 收入支出决算总表", "要览“收入总计”算不出来"),
    (HEAD, "数: 支出合计, 表: 支出决算表", "数: 支出合计, 表: 支出表", "没有叫“支出表”的表"),
    # conditions
    (
        TABLES,
        "来自: 支出决算表, 条件: {资金: 一般公共预算}",
        "来自: 支出决算表, 条件: {资金来源: 一般公共预算}",
        "条件“资金来源”选不出数：支出决算表的数不分“资金来源”",
    ),
    (
        TABLES,
        "取: 支出决算表.基本支出, 条件: {资金: 政府性基金预算}",
        "取: 支出决算表.基本支出, 条件: {资金: 政府性基金}",
        "条件“资金”不能是“政府性基金”",
    ),
    (
        TABLES,
        "来自: 基本支出登记表",
        "来自: 基本支出表",
        "一般公共预算财政拨款基本支出决算表的“来自”里没有叫“基本支出表”的表",
    ),
    (TABLES, "行: {按: 单位, 合计: 无}", "行: {按: 机构, 合计: 无}", "部门决算单位构成表的“按”不能是“机构”"),
    (TABLES, "小计: 单位", "小计: 科目", "分单位支出决算表的“小计”不能是“科目”"),
    (HEAD, "- {表: 结转资金情况表}", "- {表: 支出决算表}", "表“支出决算表”排了两次"),
    # forms that cannot be
    (
        TABLES,
        "{题: 总计, 键: 支出总计, 公式: 支出合计 + ",
        "{题: 总计, 键: 收入总计, 公式: 支出合计 + ",
        "有两行都叫“收入总计”",
    ),
    (TABLES, "      - 事业收入\n", "      - 财政拨款收入\n", "有两列都叫“财政拨款收入”"),
    (TABLES, "键: t03b", "键: 表三", "“表三”要用在网址里"),
    (TABLES, "键: t03b", "键: t03", "“表”里有两处“键”都是“t03”"),
    (TABLES, "类: 百分比", "类: 百分率", "“类”不能是“百分率”"),
    (TABLES, "合计: 末, 合计题: 总计", "合计: 尾, 合计题: 总计", "“合计”不能是“尾”"),
    (TABLES, "    小数: 0\n", "    小数: 十\n", "“小数”应当是整数"),
    (TABLES, "    单位: 万元\n", "    单位: 百元\n", "“单位”不能是“百元”"),
    (TABLES, "  结转资金情况表:\n    键: t10", "  结转资金情况表:\n    键名: t10", "不认识“键名”这个名称"),
    # contents
    (HEAD, "- {表: 结转资金情况表}", "- {表: 结转情况表}", "没有叫“结转情况表”的表"),
    (HEAD, "{表: 部门决算单位构成表}", "{表: 单位构成表}", "没有叫“单位构成表”的表"),
    (HEAD, "{表单: [项目绩效评价表]}", "{表单: [绩效评价表]}", "没有叫“绩效评价表”的表单"),
    (HEAD, "{表单: [项目绩效评价表]}", "{报告: report, 凭: 绩效.重点项目}", "没有叫“绩效.重点项目”的填报项"),
    (HEAD, "{表单: [项目绩效评价表]}", "{表单: [项目绩效评价表], 凭: 绩效}", "“凭”只同“报告”一起写"),
    (
        HEAD,
        "{表单: [项目绩效评价表]}",
        "{表单: [项目绩效评价表], 文: overall.j2}",
        "只写“文”“表”“表单”“报告”“名词解释”中的一样",
    ),
    (
        HEAD,
        "键: three-public, 内容: [{文: three-public.j2}]",
        "键: overall, 内容: [{文: three-public.j2}]",
        "有两节的“键”都是“overall”",
    ),
    (
        HEAD,
        "内容: [{文: three-public.j2}]",
        "内容: [{文: three_public.j2}]",
        "edition.yml:47:1: 版式的措辞或公式有误：没有措辞文件 wording/three_public.j2，是不是“three-public.j2”？",
    ),
    (HEAD, "{题: 主要职能, 键: duties,", "{题: 主要职能,", "一节要写“题”和“键”"),
    (HEAD, "种类: 决算\n", "", "缺少“种类”"),
    (HEAD, "年度: 2025\n", "年度: 二〇二五\n", "“年度”应当是整数"),
    (
        HEAD,
        "名称: 测试省2025年度部门决算公开\n",
        "继承: ceshi-2024\n名称: 测试省2025年度部门决算公开\n",
        "没有名为“ceshi-2024”的版式",
    ),
    # inputs and forms
    (INPUTS, "取: 上年决算.收支总计", "取: 去年决算.收支总计", "填报“上年.收支总计”的“取”写的是“去年决算.收支总计”"),
    (INPUTS, "三公经费.批次: 个数", "三公经费.批次: {类: 个数, 单位: 万元}", "填报“三公经费.批次”是个数，不能写“单位”"),
    (INPUTS, "填报:\n", "可无: {上年的: 没有的}\n填报:\n", "“可无”写了“上年的”，“填报”里没有“上年的.……”"),
    (INPUTS, "三公经费.批次: 个数", "三公经费.批次: 数字", "“三公经费.批次”不能是“数字”"),
    (
        FORMS,
        "- [{题: 项目名称, 跨: 2}, {值: 项目, 跨: 4}]",
        "- [{题: 项目名称, 跨: 2}, {值: 项目, 跨: 3}]",
        "表单“项目绩效评价表”有6列（列宽），以“项目名称”开头的一行占了5列",
    ),
    (
        FORMS,
        "[[{值: 一级, 并: true}, {值: 二级, 并: true}, {值: 三级}",
        "[[{值: 一级, 并: true}, {值: 二级, 并: true}",
        "以“一级”开头的一行占了5列",
    ),
    # wording, in branches that the document does not take too
    (f"{EDITION}/wording/duties.j2", "职能 in 填", "职能 in 填写", "不认识“填写”这个名称"),
    (
        f"{EDITION}/wording/government-funds.j2",
        "没有政府性基金预算财政拨款收支。",
        "没有{{ 基金名 }}收支。",
        "不认识“基金名”这个名称",
    ),
    (
        f"{EDITION}/wording/state-capital.j2",
        "没有国有资本经营预算财政拨款支出。",
        '没有{{ 填("国资.说明") }}。',
        "措辞要用“国资.说明”，但版式的“填报”里没有这一项",
    ),
    (
        f"{EDITION}/wording/state-capital.j2",
        "没有国有资本经营预算财政拨款支出。",
        '支出{{ 数("国资支出") }}。',
        "找不到“国资支出”",
    ),
    (
        f"{EDITION}/wording/general-public-budget.j2",
        '"年初预算." ~ 项.编码 ~ ".年初预算数"',
        '"年初预算." ~ 项.编码 ~ ".预算数"',
        "措辞要用“年初预算.*.预算数”",
    ),
    (
        f"{EDITION}/wording/general-public-budget.j2",
        '各行("一般公共预算财政拨款支出决算表", "项")',
        '各行("一般公共预算支出决算表", "项")',
        "没有叫“一般公共预算支出决算表”的表",
    ),
    (f"{EDITION}/wording/general-public-budget.j2", '支出决算表", "项")', '支出决算表", "目")', "各行的级次没有“目”"),
    (
        f"{EDITION}/wording/performance.j2",
        '各表单("项目绩效评价表")',
        '各表单("评价表")',
        "版式没有叫“评价表”的绩效表单",
    ),
    (f"{EDITION}/wording/overall.j2", "| 元 }}元", "| 美元 }}元", "没有叫“美元”的过滤（竖线后面的名称）"),
    (
        f"{EDITION}/wording/overall.j2",
        'from "macros.j2"',
        'from "macro.j2"',
        "overall.j2:1:1: 版式的措辞或公式有误：没有措辞文件 wording/macro.j2，是不是“macros.j2”？",
    ),
    (f"{EDITION}/wording/macros.j2", "{%- endmacro %}", "", "“macro”没有结束，缺一个 endmacro"),
    (f"{EDITION}/wording/three-public.j2", "{% endif +%}", "", "“if”没有结束，缺一个 endif"),
]


def told(project: Project) -> tuple[list[str], bool]:
    prepared = prepare(Workspace.open(project), DOCUMENT)
    own = [
        finding
        for finding in prepared.findings
        if finding.place.path.startswith("templates/") and finding.severity is Severity.ERROR
    ]
    lines = [f"{finding.place}: {finding.message}" for finding in own]
    assert all(finding.code in {"L622", "L621"} or finding.code[0] == "L" for finding in own)
    return lines or [f"{finding.place}: {finding.message}" for finding in prepared.findings], prepared.blocked


@pytest.mark.parametrize(("path", "old", "new", "message"), MISTAKES)
def test_mistake(tmp_path: Path, path: str, old: str, new: str, message: str) -> None:
    project = assemble(tmp_path, "province")
    file = project.root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    lines, blocked = told(project)
    assert blocked
    assert any(message in line for line in lines), lines
    assert not any("Error" in line or "Traceback" in line for line in lines), lines


EXPLAINED = "{类: 文字, 解释: [支出合计, 填报.上年.收支总计]}"
OF_ITEMS = "{类: 文字, 解释: [一般公共预算支出.*, 填报.年初预算.*.年初预算数]}"
CHECKS = """\
填报勾稽:
  X07: {式: 填报.年初预算.*.年初预算数 ≤ 支出合计, 程度: 提醒}
  X10: 填报.三公经费.批次 ≤ 填报.三公经费.保有量
有数有量:
  - {题: 保有量, 金额: 支出合计 - 基本支出, 数量: [三公经费.保有量, 三公经费.批次]}
"""
OF_INPUTS = [
    (EXPLAINED, "支出合计", "支出总计", "填报“三公经费.原因”的“解释”算不出来：找不到“支出总计”"),
    (EXPLAINED, "填报.上年.收支总计", "填报.上年.支出", "“解释”算不出来：版式的“填报”里没有“上年.支出”"),
    (EXPLAINED, "填报.上年.收支总计", "上年.收支总计", "“解释”算不出来：找不到“上年.收支总计”"),
    (EXPLAINED, "填报.上年.收支总计", "填报.政府性基金.用途", "“政府性基金.用途”填的不是金额或个数"),
    (EXPLAINED, "支出合计", "一般公共预算支出.*", "但“三公经费.原因”里没有“*”"),
    (EXPLAINED, "[支出合计, 填报.上年.收支总计]", "[支出合计]", "列表缺第 2 项"),
    (
        OF_ITEMS,
        "一般公共预算支出.*",
        "一般公共支出.*",
        "填报“年初预算.*.原因”的“解释”算不出来：找不到“一般公共支出.201”",
    ),
    (OF_ITEMS, "年初预算.*.年初预算数", "年初预算.*.预算数", "版式的“填报”里没有“年初预算.*.预算数”"),
    (CHECKS, "≤ 支出合计", "≤ 总支出", "填报勾稽“X07”算不出来：找不到“总支出”"),
    (CHECKS, "填报.年初预算.*.年初预算数 ≤", "填报.年初预算.*.预算数 ≤", "版式的“填报”里没有“年初预算.*.预算数”"),
    (
        CHECKS,
        "填报.三公经费.批次 ≤ 填报.三公经费.保有量",
        "填报.三公经费.批次",
        "填报勾稽“X10”：“填报.三公经费.批次”应写成“甲 = 乙”",
    ),
    (CHECKS, "支出合计 - 基本支出", "支出合计 - 基本", "有数有量“保有量”的“金额”算不出来：找不到“基本”"),
    (CHECKS, "数量: [三公经费.保有量,", "数量: [三公经费.车辆,", "的“数量”算不出来：版式的“填报”里没有“三公经费.车辆”"),
    (CHECKS, ", 数量: [三公经费.保有量, 三公经费.批次]", "", "缺少“数量”"),
]


def with_relations(project: Project, block: str, old: str, new: str) -> None:
    """The province's edition with 解释, 填报勾稽 and 有数有量, all sound but for what is changed."""
    edit(project, INPUTS, "  三公经费.原因: 文字\n", f"  三公经费.原因: {EXPLAINED}\n")
    edit(project, INPUTS, "  年初预算.*.原因: 文字\n", f"  年初预算.*.原因: {OF_ITEMS}\n")
    checks = f"{EDITION}/checks.yml"
    (project.root / checks).write_text(CHECKS, encoding="utf-8")
    edit(project, checks if block == CHECKS else INPUTS, block, block.replace(old, new))


def test_sound_relations_of_inputs(tmp_path: Path) -> None:
    project = assemble(tmp_path, "province")
    with_relations(project, CHECKS, "", "")
    loaded = Workspace.open(project).edition("ceshi-2025-final-accounts", NOWHERE)
    assert loaded.findings == ()


@pytest.mark.parametrize(("block", "old", "new", "message"), OF_INPUTS)
def test_mistake_in_relations_of_inputs(tmp_path: Path, block: str, old: str, new: str, message: str) -> None:
    assert block.count(old) == 1
    project = assemble(tmp_path, "province")
    with_relations(project, block, old, new)
    lines, blocked = told(project)
    assert blocked
    assert any(message in line for line in lines), lines
    assert not any("Error" in line or "Traceback" in line for line in lines), lines


def test_the_place_is_the_line_at_fault(tmp_path: Path) -> None:
    project = assemble(tmp_path, "province")
    edit(project, TABLES, "公式: 收入决算表.合计.其他收入", "公式: 收入决算表.合计.杂项")
    edit(project, f"{EDITION}/wording/state-capital.j2", "{% else %}\n", "{% else %}\n{{ 没有 }}\n")
    lines, _ = told(project)
    tables = (project.root / TABLES).read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(tables, start=1) if "杂项" in text)
    assert any(one.startswith(f"{TABLES}:{line}:") for one in lines), lines
    assert f"{EDITION}/wording/state-capital.j2:4:1: 版式的措辞或公式有误：不认识“没有”这个名称" in lines


def test_one_fault_of_a_column_is_told_once(tmp_path: Path) -> None:
    project = assemble(tmp_path, "province")
    edit(project, TABLES, "{题: 本年支出合计, 公式: 基本支出 + 项目支出}", "{题: 本年支出合计, 公式: 基本支出 + 项目}")
    lines, _ = told(project)
    assert len([line for line in lines if "支出决算表·" in line]) == 1, lines


def test_a_fault_of_a_parent_is_shown_in_the_parents_file(tmp_path: Path) -> None:
    project = assemble(tmp_path, "next-year", editions=True)
    edit(project, "templates/editions/henan-2023-final-accounts/wording/income.j2", "{% set 合计数 =", "{% set 总数 =")
    prepared = prepare(Workspace.open(project), "ceshi/qu/services-bureau/2024/final-accounts")
    assert prepared.blocked
    assert {finding.place.path for finding in prepared.findings if finding.code == "L622"} == {
        "templates/editions/henan-2023-final-accounts/wording/income.j2"
    }


def test_a_year_may_drop_what_relations_of_the_year_before_speak_of(tmp_path: Path) -> None:
    project = assemble(tmp_path, "next-year", editions=True)
    name = "henan-2024-final-accounts"
    loaded = Workspace.open(project).edition(name, NOWHERE)
    assert loaded.edition is not None
    assert "机关运行经费.支出" not in loaded.edition.inputs
    assert "填报.机关运行经费.支出" in loaded.edition.input_relations["X14"].formula
    assert loaded.findings == ()
    checks = project.root / f"templates/editions/{name}/checks.yml"
    checks.write_text("填报勾稽: {X14: 填报.机关运行经费.支出 ≤ 支出合计}\n", encoding="utf-8")
    short, finding = Workspace.open(project).edition(name, NOWHERE).findings
    assert short.message == "“X14”只写了“填报.机关运行经费.支出 ≤ 支出合计”，上一级版式里写的“说明”就没有了"
    assert finding.message == "填报勾稽“X14”算不出来：版式的“填报”里没有“机关运行经费.支出”"


@pytest.mark.parametrize(
    "edition", sorted(path.parent.name for path in (ROOT / "templates/editions").glob("*/edition.yml"))
)
def test_real_editions_are_sound(edition: str) -> None:
    loaded = Workspace.open(Project(root=ROOT)).edition(edition, NOWHERE)
    assert loaded.sound
    of_the_original = {"nanyang-2024-budget": ["P204", "P105"]}
    assert [finding.code for finding in loaded.findings] == of_the_original.get(edition, [])
