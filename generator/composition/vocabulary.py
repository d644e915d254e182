"""措辞用词: the names that wording templates may use; docs/editions.md explains them to the bureau."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from gongkai.composition.answers import Asking
from gongkai.composition.names import (
    RECORD,
    UNIT,
    unknown_class,
    unknown_form,
    unknown_level,
)
from gongkai.composition.printing import Style, chinese_date, style_of_text
from gongkai.composition.template_objects import Forms, FormView, RowView, UnknownNameError, looked_up
from gongkai.composition.template_values import (
    ZERO,
    Count,
    Hidden,
    Missing,
    Number,
    Percent,
    Quantity,
    Records,
    operands,
)
from gongkai.composition.totals import total
from gongkai.composition.traced_text import places_of
from gongkai.composition.wording_errors import MisuseError
from gongkai.composition.words import WORDS, Used, told
from gongkai.figures.derivation import Accounts
from gongkai.model.amounts import NOTHING, ratio
from gongkai.model.documents import Document
from gongkai.model.edition import InputKind
from gongkai.model.lineage import horizon
from gongkai.model.paths import ANY
from gongkai.model.statements import Address, Cell, Statement, StatementRow
from gongkai.model.table_names import table_fault

NAMES = (
    frozenset({"部门", "年度", "上年度", "代码", "日期", "年月", "自称", "沿革", "金额单位", "单位列", "零"})
    | WORDS.keys()
)
"""every name that `vocabulary` gives"""
OF_UNITS = ("名称", "代码", "性质", "级次")
"""what there is of each of 单位列"""
OF_MANY = ("编码", "名称", "值")
"""what there is of each answer of 填 with a *"""
MOST_ROUNDS = 1000
"""what range counts to at most"""


class Vocabulary(Struct, frozen=True):
    """What the names mean for one document."""

    document: Document
    accounts: Accounts
    asking: Asking
    style: Style

    def quantity(self, reference: object) -> Quantity | Hidden:
        """数: an indicator, a cell or a formula."""
        name = str(reference)
        if self.document.withheld.rows and self.accounts.hides(name):
            return Hidden(name)
        amount = self.accounts.quantity(name)
        return Quantity(amount, name, self.style, cells=self.accounts.cells_of(name))

    def ask(self, path: object) -> object:
        """填: an answer; of a path with a * all of them, each with what stands for the * and its name."""
        pattern = str(path)
        if ANY not in pattern:
            return self.asking.ask(path)
        if pattern.count(ANY) > 1:
            raise MisuseError(f"“{pattern}”里只能有一个“*”")
        form, _ = self.asking.declared(pattern)
        naming = self.accounts.naming
        found = [
            {
                "编码": name,
                "名称": naming.of("科目", name) or name,
                "值": self.asking.ask(pattern.replace(ANY, name)),
            }
            for name in self.asking.names(pattern)
        ]
        return Records(found, pattern, ["值"] if form.kind is InputKind.COUNT else ())

    def share(self, part: Number, whole: Number) -> Percent | Missing:
        """率: part as a percentage of whole."""
        alike("率", part, whole)
        if isinstance(part, Missing):
            return part
        if isinstance(whole, Missing):
            return whole
        found = ratio(part.amount, whole.amount)
        if found is None:
            raise UnknownNameError(f"“{whole.source}”是零，不能作百分比的基数，请先用“可比”判断")
        decimals = self.document.edition.amounts.percent_places
        return Percent(
            found,
            f"{part.source}÷{whole.source}",
            decimals,
            places_of((part, whole)),
            operands(part),
            operands(whole),
        )

    def rows(self, table: str, level: str) -> list[RowView]:
        """各行: the rows of a level: 类, 款, 项, 记录 or 单位."""
        statement = self._statement(table)
        looked_up(unknown_level(statement.form, table, level))
        return [self._view(statement, row) for row in statement.rows if _of_level(statement, row, level)]

    def budgeted(self, table: str, path: str) -> list[RowView]:
        """各预算项: the 项 of a table, and those that have an opening budget (an input with a *) and no outturn."""
        statement = self._statement(table)
        rows = {row.code: row for row in statement.rows if _of_level(statement, row, "项")}
        columns = statement.form.parts[0].amounts
        for code in self.asking.codes(path):
            if statement.form.is_of_level(code, "项") and code not in rows:
                rows[code] = _unspent(table, code, self.accounts.naming.of(statement.form.rows_are, code), columns)
        return [self._view(statement, rows[code]) for code in sorted(rows)]

    def all_rows(self, table: str) -> list[RowView]:
        """全行: every row that is not blank."""
        statement = self._statement(table)
        return [self._view(statement, row) for row in statement.rows if not row.blank]

    def items(self, table: str, classes: Iterable[str]) -> list[RowView]:
        """各款: the 款 below some 类 that have an amount."""
        statement, wanted = self._statement(table), tuple(classes)
        for code in wanted:
            if not isinstance(code, str):
                raise UnknownNameError(f"各款的类要写三位编码，加引号，写的是{told(code)}")
            looked_up(unknown_class(statement.form, table, code))
        return [
            self._view(statement, row)
            for row in statement.rows
            if _of_level(statement, row, "款")
            and row.code.startswith(wanted)
            and any(cell.amount.yuan for cell in row.cells.values())
        ]

    def forms(self, *names: str) -> Forms:
        """各表单: the performance forms of some kinds, kind by kind."""
        layouts = self.document.edition.performance
        for name in names:
            looked_up(unknown_form(layouts, name))
        views = [
            FormView(data, layouts[name], self.style, self.asking.numbers)
            for name in names
            for data in self.document.performance
            if data.form == name and not data.attached_to
        ]
        return Forms(views, layouts[names[0]], self.asking.numbers, self.style)

    def sum_of(self, items: Iterable[Any], path: str = "") -> Number:
        """合计: of amounts, of counts, or of an amount of every form, row or record."""
        listed = [_part_of(item, path) for item in items] if path else list(items)
        for item in listed:
            if not isinstance(item, Quantity | Count | Missing):
                raise MisuseError(f"“合计”加的要是一列金额或个数，里面有{told(item)}")
        if not listed and isinstance(items, Records) and path in items.counts:
            return Count(0, "合计")
        return total(listed, self.style)

    def units(self) -> list[dict[str, str]]:
        """单位列: the units in scope."""
        return [
            {
                "名称": self.document.unit_name(unit),
                "代码": unit.code,
                "性质": unit.nature,
                "级次": unit.level_name,
            }
            for unit in self.document.units
        ]

    def _statement(self, table: str) -> Statement:
        looked_up(table_fault(self.document.edition.tables, table))
        return self.accounts.statements[table]

    def _view(self, statement: Statement, row: StatementRow) -> RowView:
        return RowView(statement, row, self.accounts.naming, self.style, self.asking.row_blank)


def _part_of(item: Any, path: str) -> Any:
    """What 合计 adds of a form, a row or a record."""
    if isinstance(item, FormView | RowView):
        return item.数(path)
    if isinstance(item, Missing):
        return item
    if not isinstance(item, Mapping):
        raise MisuseError(f"“合计”加的要是一列表单、表的行或记录，里面有{told(item)}")
    if path not in item:
        raise UnknownNameError(f"记录里没有“{path}”这一项，有：{'、'.join(item)}")
    return item[path]


def _of_level(statement: Statement, row: StatementRow, level: str) -> bool:
    if level == RECORD:
        return row.key.startswith("#") and not row.blank
    if level == UNIT:
        return not (row.blank or row.strong or row.department)
    return statement.form.is_of_level(row.code, level) and not row.department


def _unspent(table: str, code: str, title: str, columns: Iterable[str]) -> StatementRow:
    """A row that the table does not print: nothing was spent."""
    cells = {
        column: Cell(address=Address(table, code, column), amount=NOTHING, derived=NOTHING, parts=frozenset())
        for column in columns
    }
    return StatementRow(key=code, block=0, code=code, title=title, level=3, fields={}, cells=cells, ratios={})


def alike(word: str, one: Number, other: Number) -> None:
    """Amounts go with amounts and counts with counts; 零 with either. Raises MisuseError."""
    given = [value for value in (one, other) if not isinstance(value, Missing)]
    kinds = {isinstance(value, Count) for value in given if value.source != ZERO}
    if len(kinds) > 1:
        raise MisuseError(
            f"“{word}”的两项，一项是金额，一项是个数（{'、'.join(value.source for value in given)}），不能放在一起"
        )


def comparable(base: Number) -> bool:
    """可比: whether a percentage can be taken of the base: it does not print as zero."""
    return isinstance(base, Missing) or base.printed != 0


def equal(one: Number, other: Number) -> bool:
    """相等: as printed."""
    alike("相等", one, other)
    if isinstance(one, Missing) or isinstance(other, Missing):
        return False
    return one.printed == other.printed


def greater(one: Number, other: Number) -> bool:
    """大于: as printed."""
    alike("大于", one, other)
    if isinstance(one, Missing) or isinstance(other, Missing):
        return True
    return one.printed > other.printed


def difference(one: Number, other: Number) -> Any:
    """差: without a sign."""
    alike("差", one, other)
    between: Any = one
    return abs(between - other)


def _changed(document: Document) -> str:
    """沿革: what happened to the department since last year's document: 本部门于2024年12月组建; "" if nothing."""
    kind, year = document.edition.kind, document.year
    since = (horizon(one, looks_back=kind.looks_back) for one in (year - 1, year))
    changes = document.department.changes_between(*since)
    return "，".join(f"本{kind.own_word}于{one.day.year}年{one.day.month}月{one.what}" for one in changes)


def rounds(number: int | Count | Missing) -> range:
    """range: 0, 1, 2 … up to the number."""
    until = 0 if isinstance(number, Missing) else int(number)
    if until > MOST_ROUNDS:
        raise MisuseError(f"range 里的数最多写{MOST_ROUNDS}，写的是{until}")
    return range(until)


def vocabulary(document: Document, accounts: Accounts, asking: Asking) -> dict[str, object]:
    """The names for this document: 部门 年度 填 有 数 率 增减 各行 …."""
    style = style_of_text(document.edition.amounts)
    words = Vocabulary(document, accounts, asking, style)
    year, month = (*document.head.date.split("-"), "", "")[:2]
    meanings: dict[str, Any] = {
        "部门": document.name,
        "年度": str(document.year),
        "上年度": str(document.year - 1),
        "代码": document.department.code,
        "日期": chinese_date(document.head.date),
        "年月": f"{year}年{int(month)}月" if month else "",
        "自称": document.edition.kind.own_word,
        "沿革": _changed(document),
        "金额单位": document.edition.amounts.unit.value,
        "单位列": words.units(),
        "零": Quantity(NOTHING, ZERO, style),
        "填": words.ask,
        "有": asking.given,
        "无": asking.lacking,
        "数": words.quantity,
        "率": words.share,
        "可比": comparable,
        "相等": equal,
        "大于": greater,
        "增减": lambda one, other: "增加" if greater(one, other) else "减少",
        "升降": lambda one, other: "增长" if greater(one, other) else "下降",
        "差": difference,
        "绝对": abs,
        "各行": words.rows,
        "各预算项": words.budgeted,
        "全行": words.all_rows,
        "各款": words.items,
        "各表单": words.forms,
        "合计": words.sum_of,
        "个数": lambda values: Count(len(list(values)), "个数"),
        "range": rounds,
    }
    return {name: Used(WORDS[name], value) if name in WORDS else value for name, value in meanings.items()}
