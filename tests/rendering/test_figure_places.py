"""数字所在: every figure of a table has an address; a figure of the text knows the cells that it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.model.publication import Publication
from gongkai.model.spans import Figure
from gongkai.rendering.figures.places import places_of
from tests.composition.small import composed

TABLES = """
收入表:
  键: t01
  列: [{题: 项目, 类: 名称}, 金额]
  行: [财政拨款, 其他收入, {题: 合计, 公式: 财政拨款 + 其他收入}]
登记: {键: t90, 登记: true, 列: [{题: 项目, 类: 名称}, 金额], 行: [甲, 乙]}
"""
INDICATORS = {
    "收入合计": "收入表.合计",
    "拨款": "收入表.财政拨款",
    "两项": "收入表.财政拨款 + 收入表.其他收入",
    "登记的": "登记.甲",
}
FIGURES = "收入表: {财政拨款: 90, 其他收入: 12}\n登记: {甲: 90, 乙: 3}"


def publication(folder: Path, wording: str) -> Publication:
    return composed(folder, wording, tables=TABLES, figures=FIGURES, 指标=INDICATORS).publication


def cells(folder: Path, expression: str) -> list[str]:
    made = publication(folder, f"共{{{{ {expression} }}}}万元。")
    (figure,) = [span for one in made.paragraphs() for span in one.spans if isinstance(span, Figure)]
    return [places_of(made)[cell] for cell in figure.cells]


def test_every_figure_of_a_table_has_an_address(tmp_path: Path) -> None:
    made = publication(tmp_path, "字。")
    places = places_of(made)
    (table,) = made.tables()
    figures = [span for span in table.printed_spans if isinstance(span, Figure)]
    assert [places[cell] for span in figures for cell in span.cells] == [
        "tables/t01/#t01-row1-2",
        "tables/t01/#t01-row2-2",
        "tables/t01/#t01-total-2",
    ]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('数("收入合计")', ["tables/t01/#t01-total-2"]),
        ('数("收入表.其他收入")', ["tables/t01/#t01-row2-2"]),
        ('数("两项")', ["tables/t01/#t01-row1-2", "tables/t01/#t01-row2-2"]),
        ('数("拨款") + 数("收入表.其他收入")', ["tables/t01/#t01-row1-2", "tables/t01/#t01-row2-2"]),
        ('差(数("收入合计"), 数("拨款"))', []),
        ('率(数("拨款"), 数("收入合计"))', []),
        ('数("收入合计 - 拨款")', []),
        ('数("登记.乙")', []),
    ],
    ids=["一格", "格的名称", "几格之和", "相加", "差不是格", "百分比不是格", "减的不是格", "不印的表"],
)
def test_figures_of_the_text_know_the_cells_that_they_are(tmp_path: Path, expression: str, expected: list[str]) -> None:
    assert cells(tmp_path, expression) == expected
