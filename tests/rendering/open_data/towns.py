"""Tables of three towns that do not exist, each with something that the sample has not."""

from __future__ import annotations

from msgspec.structs import replace

from gongkai.model.grid_cells import CellKind, GridRow
from gongkai.model.publication import Publication, Section, SectionKind, Table
from gongkai.model.spans import AsPrinted, Figure, Span
from tests import sample
from tests.sample import cell, head


def figure(text: str, value: str, unit: str) -> tuple[Span, ...]:
    return (Figure(text=text, value=value, unit=unit, source="云岭市·试算"),)


def with_table(table: Table) -> Publication:
    """A publication that has this table and no other."""
    publication = replace(
        sample.publication(department="云岭市林业局", folder="yunling/yunling/forestry-bureau"),
        region=("云岭省", "云岭市"),
    )
    section = Section(
        id=table.id,
        number="一、",
        title=sample.line(table.title),
        contents_title=table.title,
        kind=SectionKind.TABLE,
        blocks=(table,),
    )
    (part, *_) = [part for part in publication.parts if any(one.kind is SectionKind.TABLE for one in part.sections)]
    return replace(publication, parts=(replace(part, sections=(section,)),))


def in_yuan() -> Table:
    """云岭市: 元 with a share beside it, a loss between brackets, a formula for a name, 合计 over code and name."""
    return Table(
        id="t02",
        name="收支表",
        title="收支表",
        caption=("", "", "单位：元"),
        widths=(8, 20, 14, 10),
        head=(
            GridRow(cells=(head("项目", colspan=2), head("金额", rowspan=2), head("占比", rowspan=2))),
            GridRow(cells=(head("科目编码"), head("科目名称"))),
        ),
        body=(
            GridRow(
                id="t02-total",
                cells=(
                    cell("合计", CellKind.NAME, header="row", colspan=2),
                    replace(cell("", CellKind.AMOUNT), spans=figure("1,234.50", "1234.5", "元")),
                    replace(cell("", CellKind.AMOUNT), spans=figure("100.00%", "100.000000", "%")),
                ),
            ),
            GridRow(
                id="t02-r007",
                cells=(
                    cell("007", CellKind.CODE),
                    cell("=1+1", CellKind.NAME, header="row", level=1),
                    replace(cell("", CellKind.AMOUNT), spans=figure("(5.00)", "-5", "元")),
                    cell("", CellKind.AMOUNT),
                ),
            ),
        ),
    )


def nothing() -> Table:
    """云岭市: a table of which only the heads are printed."""
    return replace(in_yuan(), body=())


def as_printed() -> Table:
    """临江县: an original that prints another figure than derives, and none in the last place."""
    wrong = AsPrinted(
        text="1,000.01",
        expected="1,000.10",
        note="原文印作“1,000.01”，按本文件数据应为“1,000.10”。",
        replaced=figure("1,000.10", "1000.1", "万元"),  # type: ignore[arg-type]
    )
    dash = replace(cell("", CellKind.AMOUNT), spans=figure("—", "0", "万元"))
    return Table(
        id="t05",
        name="支出表",
        title="支出表",
        caption=("", "", "单位：万元"),
        widths=(20, 14, 14),
        head=(GridRow(cells=(head("项目"), head("本年"), head("上年"))),),
        body=(
            GridRow(
                cells=(
                    cell("办公费", CellKind.NAME, header="row"),
                    replace(cell("", CellKind.AMOUNT), spans=(wrong,)),
                    dash,
                )
            ),
        ),
    )


def spanning() -> Table:
    """平沙区: one project over two rows, each with an amount, and one amount for both."""
    amount = [replace(cell("", CellKind.AMOUNT), spans=figure(one, one, "万元")) for one in ("10.00", "20.00", "30.00")]
    return Table(
        id="t10",
        name="项目支出表",
        title="项目支出表",
        caption=("", "", "单位：万元"),
        widths=(20, 20, 14, 14),
        head=(GridRow(cells=(head("项目名称"), head("单位"), head("金额"), head("合计"))),),
        body=(
            GridRow(
                id="t10-row1",
                cells=(
                    cell("防沙治沙", CellKind.NAME, header="rowgroup", rowspan=2),
                    cell("治沙站", CellKind.TEXT),
                    amount[0],
                    replace(amount[2], rowspan=2),
                ),
            ),
            GridRow(id="t10-row2", cells=(cell("林场", CellKind.TEXT), amount[1])),
        ),
    )
