"""The nine public tables as other cities print them. Made cell by cell; nothing of gongkai is used.

One or three code columns, heads of several levels, totals first or last, blanks or — for zero, 元 or 万元.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct
from msgspec.structs import replace

from tests.importing.books import Book, Page, Value
from tests.importing.finance_system import CLASSES, ECONOMIC, FUND, GENERAL, OTHER, ZERO, Unit, rows_of

Head = str | tuple[str, tuple["Head", ...]]


class Style(Struct, frozen=True):
    """How a city prints its tables."""

    owner: str
    year: int = 2024
    unit: str = "元"
    codes: int = 1
    """how many columns a code takes: its 类, 款 and 项 in columns of their own, or one"""
    total_last: bool = False
    nothing: Value = None
    pages: str = "GK{:02}"
    titles: tuple[str, ...] = ()
    code_head: str = "科目代码"
    serials: bool = True
    caption: str = "部门：{}"
    whole_codes: bool = False
    """whether columns of 款 and 项 repeat the whole code"""

    def amount(self, value: Decimal) -> Value:
        if not value:
            return self.nothing
        scale = Decimal(10_000) if self.unit == "万元" else Decimal(1)
        return (value / scale).quantize(Decimal("0.01"), ROUND_HALF_UP)


def put_head(page: Page, row: int, column: int, heads: tuple[Head, ...], depth: int) -> int:
    """A head of several levels; returns the column behind it."""
    for head in heads:
        if isinstance(head, str):
            page.put(row, column, head)
            if depth > 1:
                page.merges.append((row, column, row + depth - 1, column))
            column += 1
        else:
            title, below = head
            page.put(row, column, title)
            last = put_head(page, row + 1, column, below, depth - 1)
            if last - 1 > column:
                page.merges.append((row, column, row, last - 1))
            column = last
    return column


def depth_of(heads: tuple[Head, ...]) -> int:
    return max(1 if isinstance(head, str) else 1 + depth_of(head[1]) for head in heads)


def begin(style: Style, number: int, width: int) -> Page:
    page = Page(name=style.pages.format(number))
    page.put(1, 1, style.titles[number - 1].format(year=style.year))
    page.merges.append((1, 1, 1, width))
    page.put(2, width, f"公开{number:02}表")
    page.put(3, 1, style.caption.format(style.owner))
    page.put(3, max(2, width // 2), f"{style.year}年度")
    page.put(3, width, f"金额单位：{style.unit}")
    return page


def coded(
    style: Style, number: int, heads: tuple[Head, ...], lines: list[tuple[str, str, list[Decimal]]], width: int
) -> Page:
    """A table by codes."""
    page = begin(style, number, style.codes + 1 + width)
    code: Head = style.code_head if style.codes == 1 else (style.code_head, ("类", "款", "项")[: style.codes])
    left: tuple[Head, ...] = (code, "科目名称") if style.codes > 1 else (("项目", (code, "科目名称")),)
    every = (*left, *heads)
    depth = depth_of(every)
    put_head(page, 4, 1, every, depth)
    row = 4 + depth
    if style.serials:
        page.put(row, 1, "栏次")
        page.put(row, style.codes + 2, *(str(at) for at in range(1, width + 1)))
        row += 1
    total = [
        sum((line[2][at] for line in lines if len(line[0]) == max(len(one[0]) for one in lines)), ZERO)
        for at in range(width)
    ]
    body: list[tuple[str, str, list[Decimal]]] = (
        [*lines, ("", "合计", total)] if style.total_last else [("", "合计", total), *lines]
    )
    for code_, name, figures in body:
        if not code_:
            page.put(row, 1, name)
            page.merges.append((row, 1, row, style.codes + 1))
        elif style.codes == 1:
            page.put(row, 1, int(code_), name)
        else:
            pieces = [code_[:3], code_[3:5], code_[5:]]
            for at, piece in enumerate(pieces[: style.codes]):
                page.put(row, 1 + at, (code_[: 3 + 2 * at] if style.whole_codes else piece) if piece else None)
            page.put(row, style.codes + 1, name)
        page.put(row, style.codes + 2, *map(style.amount, figures))
        row += 1
    page.put(row, 1, "注：本表反映部门本年度的情况。")
    return page


def sided(style: Style, number: int, blocks: list[tuple[str, tuple[str, ...], list[tuple[Value, ...]]]]) -> Page:
    """A table of blocks side by side."""
    page = begin(style, number, sum(len(heads) for _, heads, _ in blocks))
    column = 1
    for title, heads, lines in blocks:
        page.put(4, column, title)
        page.merges.append((4, column, 4, column + len(heads) - 1))
        page.put(5, column, *heads)
        for row, line in enumerate(lines, start=6):
            page.put(row, column, *line)
        column += len(heads)
    return page


def public(unit: Unit, style: Style, *, classes: bool = True, fixed: bool = True) -> Book:
    """The nine tables.

    `classes`: with every class of expenditure, else those with figures; `fixed`: economic codes on a skeleton of three
    blocks, else as they occur.
    """
    shown = style.amount
    opening = sum(unit.opening.values(), ZERO)
    closing = {fund: unit.closing(fund) for fund in (GENERAL, FUND, OTHER)}
    fiscal = unit.came(fund=GENERAL) + unit.came(fund=FUND)
    income = [
        ("一、一般公共预算财政拨款收入", unit.came(fund=GENERAL)), ("二、政府性基金预算财政拨款收入", unit.came(fund=FUND)),
        ("三、国有资本经营预算财政拨款收入", ZERO), ("四、上级补助收入", ZERO), ("五、事业收入", unit.came(fund=OTHER)),
        ("六、经营收入", ZERO), ("七、附属单位上缴收入", ZERO), ("八、其他收入", ZERO), ("本年收入合计", unit.came()),
        ("使用非财政拨款结余和专用结余", ZERO), ("年初结转和结余", opening), ("总计" if fixed else "收入总计", unit.came() + opening),
    ]  # fmt: skip
    named = [(code, label.partition("、")[2]) for code, label in CLASSES]
    used = (
        CLASSES
        if classes
        else [
            (code, f"{'一二三四五六七八九'[at]}、{name}")
            for at, (code, name) in enumerate(one for one in named if unit.spent("", one[0]))
        ]
    )
    ends = sum(closing.values(), ZERO)
    left_over = "年末结转和结余" if classes else "年末结转结余"
    outlay = [
        *((label, unit.spent("", code)) for code, label in used), ("本年支出合计", unit.spent("")), ("结余分配", ZERO),
        (left_over, ends), ("总计" if fixed else "支出总计", unit.spent("") + ends),
    ]  # fmt: skip
    word = "金额" if classes else "决算数"
    pages = [sided(style, 1, [
        ("收入" if classes else "本年收入", ("项目", word), [(label, shown(value)) for label, value in income]),
        ("支出" if classes else "本年支出", ("项目", word), [(label, shown(value)) for label, value in outlay]),
    ])]  # fmt: skip
    coming = rows_of({item for item, _ in unit.income})
    pages.append(coded(style, 2, ("本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"), [
        (code, name, [unit.came(code), unit.came(code) - unit.came(code, OTHER), ZERO, unit.came(code, OTHER), ZERO, ZERO, ZERO])
        for code, name in coming], 7))  # fmt: skip
    spending = rows_of({item for item, _, _ in [*unit.basic, *unit.project]})
    pages.append(coded(style, 3, ("本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"), [
        (code, name, [unit.spent("", code), unit.spent("基本", code), unit.spent("项目", code), ZERO, ZERO, ZERO])
        for code, name in spending], 6))  # fmt: skip
    fiscal_income = [
        ("一、一般公共预算财政拨款", unit.came(fund=GENERAL)), ("二、政府性基金预算财政拨款", unit.came(fund=FUND)),
        ("三、国有资本经营预算财政拨款", ZERO), ("本年收入合计", fiscal),
        ("年初财政拨款结转和结余", unit.opening[GENERAL] + unit.opening[FUND]), ("一般公共预算财政拨款", unit.opening[GENERAL]),
        ("政府性基金预算财政拨款", unit.opening[FUND]), ("国有资本经营预算财政拨款", ZERO),
        ("总计" if fixed else "收入总计", fiscal + unit.opening[GENERAL] + unit.opening[FUND]),
    ]  # fmt: skip
    fiscal_outlay = [(label, [unit.spent("", code, fund) for fund in (GENERAL, FUND)]) for code, label in used]
    fiscal_outlay += [
        ("本年支出合计", [unit.spent("", fund=fund) for fund in (GENERAL, FUND)]),
        ("年末财政拨款结转和结余" if classes else "年末财政拨款结转结余", [closing[GENERAL], closing[FUND]]),
        ("总计" if fixed else "支出总计", [unit.spent("", fund=fund) + closing[fund] for fund in (GENERAL, FUND)]),
    ]
    pages.append(sided(style, 4, [
        ("收入", ("项目", "金额"), [(label, shown(value)) for label, value in fiscal_income]),
        ("支出", ("项目", "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"),
         [(label, shown(sum(values, ZERO)), *map(shown, values), style.nothing) for label, values in fiscal_outlay]),
    ]))  # fmt: skip
    general = rows_of({item for item, _, fund in [*unit.basic, *unit.project] if fund == GENERAL})
    pages.append(coded(style, 5, (("本年支出", ("小计", "基本支出", "项目支出")),), [
        (code, name, [unit.spent(kind, code, GENERAL) for kind in ("", "基本", "项目")]) for code, name in general], 3))  # fmt: skip
    pages.append(_economic(unit, style, fixed=fixed))
    funds = rows_of({item for item, _, fund in unit.project if fund == FUND} | set(unit.fund_opening))
    held = {code: sum((v for item, v in unit.fund_opening.items() if item.startswith(code)), ZERO) for code, _ in funds}
    pages.append(coded(style, 7, ("年初结转和结余", "本年收入", ("本年支出", ("小计", "基本支出", "项目支出")), "年末结转和结余"), [
        (code, name, [held[code], unit.came(code, FUND), unit.spent("", code, FUND), ZERO, unit.spent("项目", code, FUND),
                      held[code] + unit.came(code, FUND) - unit.spent("", code, FUND)]) for code, name in funds], 6))  # fmt: skip
    pages.append(coded(style, 8, (("本年支出", ("合计", "基本支出", "项目支出")),), [], 3))
    pages.append(_three(unit, style))
    return Book(name=f"{style.year}年度公开表", pages=pages)


def _economic(unit: Unit, style: Style, *, fixed: bool) -> Page:
    if fixed:

        def block(*begins: str) -> list[tuple[Value, ...]]:
            return [
                (code, name, style.amount(unit.spent("基本", fund=GENERAL, code=code)))
                for begin_ in begins
                for code, name in [(begin_, ECONOMIC[begin_][0]), *ECONOMIC[begin_][1].items()]
            ]

        heads = ("科目代码", "科目名称", "决算数")
        page = sided(style, 6, [
            ("人员经费", heads, block("301", "303")), ("公用经费", heads, block("302")), ("公用经费", heads, block("307", "310", "399")),
        ])  # fmt: skip
        row = page.last + 1
        people = sum((unit.spent("基本", fund=GENERAL, code=code) for code in ("301", "303")), ZERO)
        page.put(row, 1, None, "人员经费合计", style.amount(people))
        page.put(row, 4, None, "公用经费合计", style.amount(unit.spent("基本", fund=GENERAL) - people))
        return page
    lines = []
    for code, (name, below) in ECONOMIC.items():
        for one, label in [(code, name), *below.items()]:
            value = unit.spent("基本", fund=GENERAL, code=one)
            people = value if code in ("301", "303") else ZERO
            if value:
                lines.append((one, label, [value, people, value - people]))
    two = replace(style, codes=2, code_head="经济分类科目编码")
    page = coded(two, 6, ("合计", "人员经费", "公用经费"), lines, 3)
    page.cells[page.find("科目名称")] = "经济分类科目名称"
    return page


def _three(unit: Unit, style: Style) -> Page:
    """Columns only, in three levels: the same for budget and outturn."""
    page = begin(style, 9, 14)
    half: tuple[Head, ...] = (
        "合计",
        "因公出国（境）费",
        ("公务用车购置及运行维护费", ("小计", "公务用车购置费", "公务用车运行维护费")),
        "公务接待费",
    )
    heads: tuple[Head, ...] = (("预算数", half), ("决算数", half))
    more: tuple[Head, ...] = () if style.codes == 1 else (("机关运行经费", ("预算数", "决算数")),)
    put_head(page, 4, 1, (*heads, *more), 3)
    row = 7
    if style.serials:
        page.put(row, 1, *(str(at) for at in range(1, 13)))
        row += 1
    car, guests = unit.spent("基本", code="30231"), unit.spent("基本", code="30217")
    for column, extra in ((1, Decimal(1500)), (7, ZERO)):
        figures = (car + guests + 2 * extra, ZERO, car + extra, ZERO, car + extra, guests + extra)
        page.put(row, column, *map(style.amount, figures))
    if more:
        page.put(row, 13, style.amount(Decimal(3_000_000)), style.amount(Decimal(2_900_000)))
    return page
