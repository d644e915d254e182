"""Invented tables of other places (测试市以外): two-sided ones, one of three lists, one of a budget with departments."""

from __future__ import annotations

from gongkai.model.grid_cells import CellKind, GridCell, GridRow
from gongkai.model.publication import Table
from gongkai.model.spans import Figure
from tests.sample import cell, head


def amount(text: str, value: str = "") -> GridCell:
    spans = (Figure(text=text, value=value or text.replace(",", ""), unit="万元", source="表"),) if text else ()
    return GridCell(spans=spans, kind=CellKind.AMOUNT)


def name(text: str, level: int = 0, **more: object) -> GridCell:
    return cell(text, CellKind.NAME, header="row" if text else "", level=level, **more)


def code(text: str) -> GridCell:
    return cell(text, CellKind.CODE)


def balance() -> Table:
    """海州市的收支总表: 收入 | 支出, closed by one line over both sides."""
    lines = (
        ("一、财政拨款", "120.00", "一、教育支出", "90.00", "0.00"),
        ("二、事业收入", "0.00", "二、科学技术支出", "0.00", "0.00"),
        ("三、其他收入", "0.004", "三、农林水支出", "29.00", "1.00"),
        ("", "", "四、住房保障支出", "0.00", "0.00"),
    )
    rows = tuple(
        GridRow(
            id=f"h01-row{number}",
            cells=(
                name(left),
                amount("0.00" if income == "0.004" else income, income),
                name(right),
                *map(amount, outlay),
            ),
        )
        for number, (left, income, right, *outlay) in enumerate(lines, start=1)
    )
    total = GridRow(
        id="h01-total",
        strong=True,
        cells=(
            name("收入合计", strong=True),
            amount("120.00"),
            name("支出合计", strong=True),
            amount("119.00"),
            amount("1.00"),
        ),
    )
    closing = GridRow(id="h01-end", cells=(name("年末结转", colspan=4), amount("0.00")))
    return Table(
        id="h01",
        name="部门收支总表",
        title="部门收支总表",
        widths=(30, 14, 30, 14, 14),
        head=(
            GridRow(cells=(cell("收入", header="colgroup", colspan=2), cell("支出", header="colgroup", colspan=3))),
            GridRow(cells=tuple(map(head, ("项目", "预算数", "项目", "基本支出", "项目支出")))),
        ),
        body=(*rows, total, closing),
        wide=True,
    )


def economic() -> Table:
    """云岭县的基本支出表: one list in three, 公用经费 over two of them; zeros are not printed."""
    lines = (
        ("301", "工资福利支出", "50.00", "302", "商品和服务支出", "9.00", "310", "资本性支出", ""),
        ("30101", "基本工资", "50.00", "30201", "办公费", "", "31002", "办公设备购置", ""),
        ("30102", "津贴补贴", "", "30202", "印刷费", "9.00", "", "", ""),
    )
    rows = tuple(
        GridRow(
            id=f"y06-r{line[0]}",
            cells=tuple(
                one
                for a, b, c in zip(line[::3], line[1::3], line[2::3], strict=True)
                for one in (code(a), name(b, len(a) // 2), amount(c))
            ),
        )
        for line in lines
    )
    closing = GridRow(
        id="y06-total",
        strong=True,
        cells=(
            name("人员经费合计", colspan=2, strong=True),
            amount("50.00"),
            name("公用经费合计", colspan=5, strong=True),
            amount("9.00"),
        ),
    )
    return Table(
        id="y06",
        name="基本支出表",
        title="基本支出表",
        widths=(9, 22, 11) * 3,
        head=(
            GridRow(
                cells=(cell("人员经费", header="colgroup", colspan=3), cell("公用经费", header="colgroup", colspan=6))
            ),
            GridRow(cells=tuple(map(head, ("科目代码", "科目名称", "决算数") * 3))),
        ),
        body=(*rows, closing),
        wide=True,
    )


def units() -> Table:
    """临河区的支出预算表: codes in two columns, a row of the unit over its items, one of words, one with a note."""
    rows = (
        ("total", "", "", name("合计", strong=True), "30.00", "30.00", ""),
        ("unit", "101", "", name("临河区教育局"), "", "", ""),
        ("r20501", "205", "01", name("教育管理事务", 1), "30.00", "30.00", ""),
        ("r20502", "205", "02", name("普通教育", 1), "0.00", "0.00", ""),
        ("r20503", "205", "03", name("职业教育", 1), "0.00", "0.00", "上年并入普通教育"),
    )
    return Table(
        id="l03",
        name="支出预算表",
        title="支出预算表",
        widths=(5, 5, 22, 11, 11, 18),
        head=(
            GridRow(
                cells=(
                    cell("科目编码", header="colgroup", colspan=2),
                    head("科目名称", rowspan=2),
                    cell("预算数", header="colgroup", colspan=2),
                    head("备注", rowspan=2),
                )
            ),
            GridRow(cells=tuple(map(head, ("类", "款", "合计", "基本支出")))),
        ),
        body=tuple(
            GridRow(
                id=f"l03-{id}",
                strong=id == "total",
                cells=(code(a), code(b), named, amount(total), amount(basic), cell(words)),
            )
            for id, a, b, named, total, basic, words in rows
        ),
        wide=True,
    )
