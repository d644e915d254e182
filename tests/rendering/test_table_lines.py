"""Rows of tables of shapes that no edition here has."""

from __future__ import annotations

import pytest

from gongkai.model.cell_heads import cell_heads
from gongkai.model.grid_cells import CellKind, GridCell, GridRow
from gongkai.model.publication import Table
from gongkai.rendering.pages import SearchLine
from gongkai.rendering.tables.lines import table_lines
from tests import sample
from tests.checks import real

AMOUNT = sample.amount("1.00", "")


def lines(heads: tuple[GridCell, ...], *rows: tuple[GridCell, ...]) -> list[SearchLine]:
    body = tuple(GridRow(id=f"t-row{number}", cells=cells) for number, cells in enumerate(rows, start=1))
    return list(table_lines(Table(id="t", name="表", title="表", head=(GridRow(cells=heads),), body=body)))


def code(text: str) -> GridCell:
    return sample.cell(text, CellKind.CODE)


def name(text: str, rowspan: int = 1) -> GridCell:
    return sample.cell(text, CellKind.NAME, header="row", rowspan=rowspan)


def test_codes_that_grow_from_column_to_column() -> None:
    heads = (sample.head("科目编码", colspan=3), sample.head("科目名称"), sample.head("金额"))
    (line,) = lines(heads, (code("201"), code("20103"), code("2010301"), name("行政运行"), AMOUNT))
    assert (line.code, line.name, line.cells[0].column) == ("2010301", "行政运行", 5)


def test_a_row_with_a_unit_and_a_subject_is_called_by_the_subject() -> None:
    heads = tuple(map(sample.head, ("单位编码", "单位名称", "科目编码", "科目名称", "金额", "备注")))
    (line,) = lines(
        heads, (code("301001"), name("测试市档案局"), code("2012604"), name("档案馆"), AMOUNT, sample.cell("新增"))
    )
    assert (line.code, line.name) == ("2012604", "档案馆")
    assert line.text == "单位编码：301001；单位名称：测试市档案局；备注：新增"


def test_a_name_that_spans_rows_is_not_that_of_the_first() -> None:
    heads = (sample.head("类别"), sample.head("项目"), sample.head("金额"))
    first, second = lines(heads, (name("基本支出", 2), name("人员经费"), AMOUNT), (name("公用经费"), AMOUNT))
    assert (first.name, first.text, second.name) == ("人员经费", "类别：基本支出", "公用经费")
    assert [cell.column for cell in (*first.cells, *second.cells)] == [3, 3]


def test_an_amount_before_its_name_belongs_to_it() -> None:
    heads = (sample.head("金额"), sample.head("项目"))
    (line,) = lines(heads, (AMOUNT, name("办公费")))
    assert (line.name, [cell.head for cell in line.cells]) == ("办公费", ["金额"])


def test_a_table_without_rows_still_has_its_heads() -> None:
    (line,) = lines((sample.head("科目名称"), sample.head("因公出国（境）费")))
    assert (line.id, line.text) == ("t", "科目名称；因公出国（境）费")


@pytest.mark.parametrize("document", real.ALL)
def test_the_heads_of_an_amount_are_those_that_are_read_out(document: str) -> None:
    publication = real.real(document).publication
    assert publication is not None
    for table in publication.tables():
        if table.form:
            continue
        heads = {
            f"{table.body[one.at.row - len(table.head)].id}-{one.at.column + 1}": one.columns
            for one in cell_heads(table)
            if one.at.row >= len(table.head)
        }
        for line in table_lines(table):
            for cell in line.cells:
                read_out = dict.fromkeys(" ".join(head.cell.text.split()) for head in heads[f"{line.id}-{cell.column}"])
                assert cell.head == " · ".join(read_out)
