"""措辞用词: the names that wording templates may use; docs/editions.md explains them to the bureau."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from jinja2.sandbox import safe_range

from generator.composition.asking import Asking
from generator.composition.printing import Style, chinese_date, style_of_text
from generator.composition.typed import places_of
from generator.composition.values import Count, Missing, Number, Percent, Quantity, total
from generator.composition.views import Forms, FormView, RowView, UnknownNameError, kind_of_codes
from generator.figures.derivation import Accounts
from generator.model.amounts import NOTHING, ratio
from generator.model.documents import Document, UnitOfDepartment
from generator.model.statements import Address, Cell, Statement, StatementRow

DIGITS = {"类": 3, "款": 5, "项": 7}
RECORD = "记录"
UNIT = "单位"
LEVELS_OF_ROWS = (*DIGITS, RECORD, UNIT)
NAMES = frozenset(
    {"部门", "年度", "上年度", "代码", "日期", "年月", "单位列", "零", "填", "有", "数", "率", "可比", "相等", "大于"}
    | {"增减", "升降", "差", "绝对", "各行", "各预算项", "全行", "各款", "各表单", "合计", "个数", "range"}
)
"""every name that `vocabulary` gives"""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the names mean for one document."""

    document: Document
    accounts: Accounts
    asking: Asking
    style: Style

    def quantity(self, reference: object) -> Quantity:
        """数: an indicator, a cell or a formula."""
        return Quantity(self.accounts.quantity(str(reference)), str(reference), self.style)

    def share(self, part: Number, whole: Number) -> Percent | Missing:
        """率: part as a percentage of whole."""
        if isinstance(part, Missing):
            return part
        if isinstance(whole, Missing):
            return whole
        found = ratio(part.amount, whole.amount)
        if found is None:
            raise UnknownNameError(f"“{whole.source}”是零，不能作百分比的基数，请先用“可比”判断")
        decimals = self.document.edition.amounts.percent_places
        return Percent(found, f"{part.source}÷{whole.source}", decimals, places_of((part, whole)))

    def rows(self, table: str, level: str) -> list[RowView]:
        """各行: the rows of a level: 类, 款, 项, 记录 or 单位."""
        statement = self._statement(table)
        if level not in LEVELS_OF_ROWS:
            raise UnknownNameError(f"各行的级次没有“{level}”，可以写：{'、'.join(LEVELS_OF_ROWS)}")
        return [self._view(statement, row) for row in statement.rows if _of_level(row, level)]

    def budgeted(self, table: str, path: str) -> list[RowView]:
        """各预算项: the 项 of a table, and those that have an opening budget (an input with a *) and no outturn."""
        statement = self._statement(table)
        rows = {row.code: row for row in statement.rows if _of_level(row, "项")}
        columns = statement.form.parts[0].amounts
        for code in self.asking.codes(path):
            if len(code) == DIGITS["项"] and code not in rows:
                rows[code] = _unspent(table, code, self.accounts.naming.of(kind_of_codes(statement), code), columns)
        return [self._view(statement, rows[code]) for code in sorted(rows)]

    def all_rows(self, table: str) -> list[RowView]:
        """全行: every row that is not blank."""
        statement = self._statement(table)
        return [self._view(statement, row) for row in statement.rows if not row.blank]

    def items(self, table: str, classes: Iterable[str]) -> list[RowView]:
        """各款: the 款 below some 类 that have an amount."""
        statement = self._statement(table)
        return [
            self._view(statement, row)
            for row in statement.rows
            if _of_level(row, "款")
            and row.code.startswith(tuple(classes))
            and any(cell.amount.yuan for cell in row.cells.values())
        ]

    def forms(self, *names: str) -> Forms:
        """各表单: the performance forms of some kinds, kind by kind."""
        layouts = self.document.edition.performance
        unknown = next((name for name in names if name not in layouts), None)
        if unknown is not None:
            raise UnknownNameError(f"版式没有叫“{unknown}”的绩效表单")
        views = [
            FormView(data, layouts[name].unit, self.style, self.asking.numbers)
            for name in names
            for data in self.document.performance
            if data.form == name and not data.attached_to
        ]
        return Forms(views, self.asking.numbers, self.style)

    def sum_of(self, items: Iterable[Any], path: str = "") -> Number:
        """合计: of amounts, of counts, or of an amount of every form or row."""
        return total([item.数(path) for item in items] if path else items, self.style)

    def units(self) -> list[dict[str, str]]:
        """单位列: the units in scope."""
        return [
            {
                "名称": unit.name,
                "代码": unit.code,
                "性质": unit.nature,
                "级次": _level_of(unit),
            }
            for unit in self.document.department.units_in(self.document.year)
        ]

    def _statement(self, table: str) -> Statement:
        statement = self.accounts.statements.get(table)
        if statement is None:
            raise UnknownNameError(f"没有叫“{table}”的表")
        return statement

    def _view(self, statement: Statement, row: StatementRow) -> RowView:
        return RowView(statement, row, self.accounts.naming, self.style)


def _of_level(row: StatementRow, level: str) -> bool:
    if level == RECORD:
        return row.key.startswith("#") and not row.blank
    if level == UNIT:
        return not (row.blank or row.strong or row.department)
    return len(row.code) == DIGITS[level] and not row.department


def _unspent(table: str, code: str, title: str, columns: Iterable[str]) -> StatementRow:
    """A row that the table does not print: nothing was spent."""
    cells = {
        column: Cell(address=Address(table, code, column), amount=NOTHING, derived=NOTHING, parts=frozenset())
        for column in columns
    }
    return StatementRow(key=code, block=0, code=code, title=title, level=3, fields={}, cells=cells, ratios={})


def _level_of(unit: UnitOfDepartment) -> str:
    return unit.level or ("本级" if unit.name == "本级" else "二级")


def comparable(base: Number) -> bool:
    """可比: whether a percentage can be taken of the base: it does not print as zero."""
    return isinstance(base, Missing) or base.printed != 0


def equal(one: Number, other: Number) -> bool:
    """相等: as printed."""
    if isinstance(one, Missing) or isinstance(other, Missing):
        return False
    return one.printed == other.printed


def greater(one: Number, other: Number) -> bool:
    """大于: as printed."""
    if isinstance(one, Missing) or isinstance(other, Missing):
        return True
    return one.printed > other.printed


def vocabulary(document: Document, accounts: Accounts, asking: Asking) -> dict[str, object]:
    """The names for this document: 部门 年度 填 有 数 率 增减 各行 …."""
    style = style_of_text(document.edition.amounts)
    words = Vocabulary(document, accounts, asking, style)
    year, month = (*document.head.date.split("-"), "", "")[:2]
    return {
        "部门": document.name,
        "年度": str(document.year),
        "上年度": str(document.year - 1),
        "代码": document.department.code,
        "日期": chinese_date(document.head.date),
        "年月": f"{year}年{int(month)}月" if month else "",
        "单位列": words.units(),
        "零": Quantity(NOTHING, "零", style),
        "填": asking.ask,
        "有": asking.given,
        "数": words.quantity,
        "率": words.share,
        "可比": comparable,
        "相等": equal,
        "大于": greater,
        "增减": lambda one, other: "增加" if greater(one, other) else "减少",
        "升降": lambda one, other: "增长" if greater(one, other) else "下降",
        "差": lambda one, other: abs(one - other),
        "绝对": abs,
        "各行": words.rows,
        "各预算项": words.budgeted,
        "全行": words.all_rows,
        "各款": words.items,
        "各表单": words.forms,
        "合计": words.sum_of,
        "个数": lambda values: Count(len(list(values)), "个数"),
        "range": safe_range,
    }
