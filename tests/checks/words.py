"""Cases for the rules about words: reasons, texts, forms and reports as bureaus write them, and what originals print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from gongkai.checks import narrative, wording
from gongkai.checks.context import Case
from gongkai.loading.inputs_file import read_inputs
from gongkai.model.amounts import Unit
from gongkai.model.documents import Status
from gongkai.model.entries import OriginalWording
from gongkai.model.filled_forms import PerformanceData, Report
from gongkai.model.findings import Finding
from gongkai.model.grid_cells import CellKind, GridCell, GridRow
from gongkai.model.places import Place
from gongkai.model.publication import Paragraph, Table
from gongkai.model.spans import AsPrinted, Figure, Text
from tests.checks.cases import case
from tests.checks.printed import of_status, publishing
from tests.figures.small import node

TABLES = """
支出决算表:
  键: t03
  列: [{题: 科目编码, 类: 编码}, {题: 科目名称, 类: 名称}, {题: 合计, 公式: 基本支出 + 项目支出}, 基本支出, 项目支出]
  行: {按: 科目, 级次: [类, 款, 项], 合计: 首}
三公经费表:
  键: t08
  列: [{题: 项目, 类: 名称}, 预算数, 决算数]
  行: [因公出国（境）费, 公务用车费, 公务接待费]
"""
FIGURES = """
支出决算表:
  "2010301": {基本支出: 100.00}
  "2010302": {项目支出: 55.50}
  "2080505": {基本支出: 20.00}
三公经费表:
  因公出国（境）费: {预算数: 3.00, 决算数: 2.00}
  公务用车费: {预算数: 5.00, 决算数: 4.04}
  公务接待费: {预算数: 1.00, 决算数: 0.50}
"""
INDICATORS = {
    "支出合计": "支出决算表.合计.合计",
    "基本支出": "支出决算表.合计.基本支出",
    "项目支出": "支出决算表.合计.项目支出",
    "一般公共预算支出.*": "支出决算表.*.合计",
}
EXPLAINS = {
    "原因.支出合计": ["支出合计", "填报.上年.支出合计"],
    "原因.公用经费": ["基本支出", "填报.上年.公用经费"],
    "原因.因公出国（境）费": ["三公经费表.因公出国（境）费.决算数", "三公经费表.因公出国（境）费.预算数"],
    "原因.公务用车费": ["三公经费表.公务用车费.决算数", "三公经费表.公务用车费.预算数"],
    "原因.公务接待费": ["三公经费表.公务接待费.决算数", "三公经费表.公务接待费.预算数"],
    "年初预算.*.原因": ["一般公共预算支出.*", "填报.年初预算.*.年初预算数"],
}
INPUTS: Mapping[str, Any] = {
    "概况.内设机构": "文字列",
    "概况.部门职责": "文字列",
    "上年.支出合计": "金额",
    "上年.公用经费": "金额",
    "年初预算.合计": "金额",
    "年初预算.*.年初预算数": "金额",
    "三公经费.公务接待.用途": "文字",
    "三公经费.公务接待.批次": "个数",
    "三公经费.公务接待.人次": "个数",
    "绩效.情况": "文字列",
} | {path: {"类": "文字", "解释": formulas} for path, formulas in EXPLAINS.items()}
FORMS = {
    "项目绩效自评表": {
        "键": "self-evaluation",
        "列宽": [10, 30],
        "名": "项目名称",
        "角色": {
            "种类": "项目自评",
            "项目": "项目名称",
            "资金": {"处": "资金", "总额": "总额", "全年预算": "全年预算数", "执行数": "全年执行数"},
            "预期目标": "预期目标",
            "完成情况": "完成情况",
        },
        "行": [
            [{"题": "项目名称"}, {"值": "项目名称"}],
            [{"值": "资金.总额.全年预算数"}, {"值": "资金.总额.全年执行数"}],
            [{"值": "预期目标"}, {"值": "完成情况"}],
        ],
    }
}
GREW = "上年: {支出合计: 150.00, 公用经费: 100.00}\n"
"""支出合计 is 175.50: it grew by 25.50"""
SHRANK = "上年: {支出合计: 200.00, 公用经费: 150.00}\n"


def worded(explanation: str, *, report: str = "", form: Mapping[str, Any] | None = None, **more: Any) -> Case:
    """A document of 2024 with this explanation (YAML), a report (Markdown) and the texts of a form."""
    made = case(TABLES, FIGURES, **({"指标": INDICATORS, "填报": INPUTS, "表单": FORMS} | more))
    read = read_inputs(node(explanation), made.document.edition, Unit.WAN)
    assert not read.findings, read.findings
    reports = {"report": Report(slug="report", text=report, place=Place(path="reports/report.md"))} if report else {}
    forms = (
        (
            PerformanceData(
                slug="project",
                form="项目绩效自评表",
                values=form,
                missing="",
                quoted="",
                attached_to="",
                notes=True,
                place=Place(path="performance/01.yml", line=1, column=1),
            ),
        )
        if form
        else ()
    )
    inputs = {given.path: given for given in read.inputs}
    return replace(made, document=replace(made.document, inputs=inputs, reports=reports, performance=forms))


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def with_reason(text: str, path: str = "支出合计", *, grew: bool = True) -> Case:
    return worded((GREW if grew else SHRANK) + f"原因: {{{path}: {quoted(text)}}}\n")


def with_item_reason(text: str, code: str, budget: str) -> Case:
    return worded(f"年初预算: {{'{code}': {{年初预算数: {budget}, 原因: {quoted(text)}}}}}\n")


def with_text(text: str) -> Case:
    """The text as a paragraph of the explanation, as a line of a report, and as a goal in a form."""
    return worded(f"绩效: {{情况: [{quoted(text)}]}}\n", report=f"# 报告\n\n{text}\n", form={"预期目标": text})


def printed(
    expected: str,
    original: str,
    *,
    remark: str = "",
    figures: tuple[Text | Figure, ...] = (),
    before: str = "",
    after: str = "",
    cell: CellKind | None = None,
    status: Status = Status.ARCHIVED,
) -> Case:
    """A document whose text, or whose cell, derives `expected` and whose original prints another."""
    span = AsPrinted(
        text=original,
        expected=expected,
        note="",
        remark=remark,
        replaced=figures or (Text(text=expected),),
        place=Place(path="explanation.yml", line=9, column=5),
    )
    spans = (Text(text=before), span, Text(text=after))
    row = GridRow(cells=(GridCell(spans=spans, kind=cell or CellKind.AMOUNT),))
    table = Table(id="t03", name="支出决算表", title="支出决算表", body=(row,))
    paragraph = Paragraph(spans=(Text(text="2024年度支出合计175.50万元，"), *spans))
    made = of_status(worded("上年: {支出合计: 150.00}\n"), status)
    where = "t03.2010301.基本支出" if cell else "explanation.overall"
    recorded = OriginalWording(where=where, expected=expected, printed=original, remark=remark, place=span.place)
    document = replace(made.document, originals=(recorded,))
    return publishing(
        replace(made, document=document), "explanation", "explanation.overall", (table if cell else paragraph,)
    )


def told(looked_at: Case) -> list[Finding]:
    """All findings about words; a rule that crashes fails the test."""
    rules = (*narrative.RULES, *wording.RULES)
    return [one for rule in rules for one in rule.check(looked_at) if isinstance(one, Finding)]


def codes(looked_at: Case) -> set[str]:
    return {str(one.code) for one in told(looked_at)}
