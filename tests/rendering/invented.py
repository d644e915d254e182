"""An invented document (测试市测试局) with figures of every origin: typed, imported, borrowed, summed, divided, in the text."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec import Struct

from gongkai.composition.compose import compose
from gongkai.figures.derivation import Accounts, derive
from gongkai.figures.neighbours import Neighbour
from gongkai.model.amounts import Amount, Unit
from gongkai.model.documents import Document
from gongkai.model.edition import InputKind
from gongkai.model.entries import Input
from gongkai.model.origins import Origin, OriginKey, Origins
from gongkai.model.places import Place
from gongkai.model.publication import Publication
from gongkai.rendering.figures.origins import FigureOrigins, figure_origins
from gongkai.rendering.figures.pieces import Line, ToCell
from gongkai.rendering.figures.spots import Spot
from tests.checks.cases import case_of
from tests.figures.small import NAMING, accounts, edition, entries

TABLES = """
收入表:
  键: t01
  编号: 公开01表
  列: [{题: 项目, 类: 名称}, {题: 预算数, 取: 同年预算.收入.*}, 决算数, {题: 完成预算, 类: 百分比, 公式: 决算数 / 预算数}]
  行: [一、财政拨款收入, {题: 二、其他收入}, {题: 三、经营收入}, {题: 合计, 公式: 财政拨款收入 至 经营收入}]
支出表:
  键: t02
  编号: 公开02表
  列: [{题: 科目编码, 类: 编码}, {题: 科目名称, 类: 名称}, {题: 合计, 公式: 基本支出 + 项目支出}, 基本支出, 项目支出]
  行: {按: 科目, 合计: 首}
  属性: {资金: {默认: 一般公共预算, 取值: [一般公共预算, 政府性基金预算]}}
总表:
  键: t03
  编号: 公开03表
  列: [{题: 项目, 类: 名称}, 金额]
  行: [{题: 收入, 公式: 收入表.合计.决算数}, {题: 支出, 公式: 支出表.合计.合计}, {题: 结余, 公式: 收入 - 支出}]
"""
FIGURES = """
收入表: {财政拨款收入: {决算数: 90}, 其他收入: {决算数: 12}}
支出表: {"2010301": {基本支出: 60.33, 项目支出: 30.33}, "2080505": {基本支出: 7.33, 合计: 7.34}}
"""
BUDGET = """
收入: {键: b, 列: [{题: 项目, 类: 名称}, 金额], 行: [财政拨款收入, 其他收入, 经营收入]}
"""
INDICATORS = {"收入合计": "收入表.合计.决算数", "其他收入": "收入表.其他收入.决算数"}
WORDING = (
    "本年收入{{ 数('收入合计') }}万元，比上年增加{{ 差(数('收入合计'), 填('上年.收入合计')) }}万元，"
    "增长{{ 率(数('收入合计') - 填('上年.收入合计'), 填('上年.收入合计')) }}。"
)
LAST_YEAR = "上年.收入合计"
DEPARTMENT = "ceshi/hangkong/bureau"
WORKBOOK = Place(path="导入/2024年决算.xlsx", sheet="Z03 收入决算表", line=12, column=6)


class Invented(Struct, frozen=True, kw_only=True):
    """The document, and how its figures come about."""

    publication: Publication
    accounts: Accounts
    document: Document
    origins: FigureOrigins

    def lines(self, id: str) -> list[str]:
        """What is told of a figure, by its anchor."""
        for table in self.origins.tables:
            for one in table.figures:
                if one.spot.id == id:
                    return [said(line, one.spot) for line in one.lines]
        return [said(line, None) for one in self.origins.texts if one.figure.id == id for line in one.lines]


def said(line: Line, at: Spot | None) -> str:
    """A line as it reads; a link stands in square brackets."""
    told = f"{line.label} "
    for piece in line.pieces:
        if isinstance(piece, str):
            told += piece
        elif isinstance(piece, ToCell):
            told += f"[{piece.words(at)}]" + (f" {piece.amount}" if piece.amount else "")
        else:
            told += f"[{piece.text}]"
    return told


def invented(folder: Path, **more: Any) -> Invented:
    """`more` changes what is made it of."""
    values: dict[str, Any] = {"tables": TABLES, "figures": FIGURES, "wording": WORDING} | more
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "text.j2").write_text(values["wording"], encoding="utf-8")
    part = {
        "题": "部分",
        "键": "main",
        "节": [{"表": "收入表"}, {"表": "支出表"}, {"表": "总表"}],
    }
    text = {
        "题": "情况说明",
        "键": "explanation",
        "节": [{"题": "总体情况", "键": "overall", "内容": [{"文": "text.j2"}]}],
    }
    form = edition(
        values["tables"],
        指标=INDICATORS,
        标题="{{ 部门 }}{{ 年度 }}年度部门决算",
        填报={LAST_YEAR: "金额"},
        部分=[part, text],
    )
    listed = entries(form, values["figures"], values.get("unit", Unit.WAN))
    place = Place(path="explanation.yml", line=1, column=1)
    last_year = Amount(yuan=Decimal(1_000_000))
    case = case_of(
        form,
        listed,
        id=f"{DEPARTMENT}/2024/final-accounts",
        department_id=DEPARTMENT,
        inputs={LAST_YEAR: Input(path=LAST_YEAR, kind=InputKind.AMOUNT, value=last_year, place=place)},
        origins=Origins(
            figures={
                OriginKey("收入表", "财政拨款收入", "", "决算数"): Origin(number="900000.00", places=(WORKBOOK,)),
            }
        ),
    )
    budget = accounts(BUDGET, "收入: {财政拨款收入: 80, 其他收入: 10}", 指标={"收入.*": "收入.*"})
    lenders = {"同年预算": Neighbour(title="2024年部门预算", accounts=budget, place=Place(path="budget.yml"))}
    made = derive(form, listed, NAMING, lenders)
    publication = compose(case.document, made, lenders, {}, {}, (folder,)).publication
    return Invented(
        publication=publication,
        accounts=made,
        document=case.document,
        origins=figure_origins(publication, made, case.document),
    )
