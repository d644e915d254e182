"""措辞用词: the names that wording templates may use; docs/版式 explains them to the bureau."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from generator.composition.asking import Asking
from generator.composition.printing import chinese_date, chinese_number
from generator.composition.values import Count, Missing, Percent, Quantity, total
from generator.composition.wording import WordingError
from generator.figures.derivation import Accounts
from generator.figures.formulas import FormulaError
from generator.model.amounts import NOTHING, Amount, Unit, ratio
from generator.model.documents import Document, PerformanceData
from generator.model.edition import AmountStyle
from generator.model.statements import Statement, StatementRow

Number = Quantity | Missing

LEVELS = {"类": 1, "款": 2, "项": 3}


@dataclass(frozen=True, slots=True)
class RowView:
    """一行 of a statement, for the wording."""

    statement: Statement
    row: StatementRow
    style: AmountStyle

    @property
    def 编码(self) -> str:
        return self.row.code

    @property
    def 名称(self) -> str:
        return self.row.title

    @property
    def 类名(self) -> str:
        return self._above(3)

    @property
    def 款名(self) -> str:
        return self._above(5)

    def _above(self, length: int) -> str:
        row = self.statement.row(self.row.code[:length])
        return row.title if row else ""

    def 字段(self, name: str) -> str:
        return self.row.fields.get(name, "")

    def 数(self, column: str = "") -> Quantity:
        cells = self.row.cells
        if not column and len(cells) == 1:
            column = next(iter(cells))
        if column not in cells:
            raise WordingError(f"{self.statement.name}没有“{column}”这一列")
        cell = cells[column]
        return Quantity(cell.amount, str(cell.address), self.style)


@dataclass(frozen=True, slots=True)
class FormView:
    """一张绩效表单, for the wording."""

    data: PerformanceData
    style: AmountStyle

    def 值(self, path: str) -> str:
        value = look_up(self.data.values, path)
        return value if isinstance(value, str) else ""

    def 列(self, path: str) -> list[Any]:
        value = look_up(self.data.values, path)
        return list(value) if isinstance(value, tuple | list) else []

    def 数(self, path: str) -> Quantity:
        """An amount of the form, in 万元 as the forms have it; blank or no number: zero."""
        text = self.值(path).replace("万元", "").replace(",", "").strip()
        try:
            amount = Amount(yuan=Decimal(text) * Unit.WAN.yuan)
        except InvalidOperation:
            amount = NOTHING
        return Quantity(amount, f"{self.data.form}·{path}", self.style)


def look_up(values: Mapping[str, Any], path: str) -> Any:
    """Follow a dotted path into a form's data; None where it ends early."""
    current: Any = values
    for name in path.split("."):
        if not isinstance(current, Mapping) or name not in current:
            return None
        current = current[name]
    return current


def vocabulary(document: Document, accounts: Accounts, asking: Asking) -> dict[str, object]:
    """The names for this document: 部门 年度 填 有 数 率 增减 各行 …."""
    style = document.edition.amounts

    def quantity(reference: str) -> Quantity:
        try:
            return Quantity(accounts.quantity(str(reference)), str(reference), style)
        except FormulaError as error:
            raise WordingError(str(error)) from error

    def share(part: Number, whole: Number) -> Percent | Missing:
        if isinstance(part, Missing):
            return part
        if isinstance(whole, Missing):
            return whole
        found = ratio(part.amount, whole.amount)
        if found is None:
            raise WordingError(f"{whole.source}是零，不能作百分比的基数，请先用“可比”判断")
        return Percent(found, f"{part.source}÷{whole.source}", style.percent_places)

    def comparable(base: Number) -> bool:
        return isinstance(base, Missing) or base.printed != 0

    def equal(one: Number, other: Number) -> bool:
        if isinstance(one, Missing) or isinstance(other, Missing):
            return False
        return one.printed == other.printed

    def greater(one: Number, other: Number) -> bool:
        if isinstance(one, Missing) or isinstance(other, Missing):
            return True
        return one.printed > other.printed

    def rows(table: str, level: str) -> list[RowView]:
        statement = _statement(accounts, table)
        if level == "记录":
            return [RowView(statement, row, style) for row in statement.rows if row.key.startswith("#") and not row.blank]
        return [
            RowView(statement, row, style)
            for row in statement.rows
            if row.code and row.level == LEVELS.get(level, 3)
        ]

    def all_rows(table: str) -> list[RowView]:
        statement = _statement(accounts, table)
        return [RowView(statement, row, style) for row in statement.rows if not row.blank]

    def items(table: str, classes: list[str]) -> list[RowView]:
        statement = _statement(accounts, table)
        return [
            RowView(statement, row, style)
            for row in statement.rows
            if row.level == 2
            and any(row.code.startswith(prefix) for prefix in classes)
            and any(cell.amount.yuan for cell in row.cells.values())
        ]

    def forms(*names: str) -> list[FormView]:
        return [
            FormView(data, style)
            for name in names
            for data in document.performance
            if data.form == name and not data.attached_to
        ]

    def sum_of(items: Iterable[Any], path: str = "") -> Number | Count:
        listed = [item.数(path) for item in items] if path else list(items)
        if listed and all(isinstance(item, Count | Missing) for item in listed):
            return _counted(listed)
        return total(listed, style)

    year, month = (*document.head.date.split("-"), "", "")[:2]
    return {
        "部门": document.name,
        "年度": str(document.year),
        "上年度": str(document.year - 1),
        "代码": document.department.code,
        "日期": chinese_date(document.head.date),
        "年月": f"{year}年{int(month)}月" if month else "",
        "单位列": [
            {
                "名称": unit.name,
                "代码": unit.code,
                "性质": unit.nature,
                "级次": "本级" if unit.name == "本级" else "二级",
            }
            for unit in document.department.units_in(document.year)
        ],
        "零": Quantity(NOTHING, "零", style),
        "填": asking.ask,
        "有": asking.given,
        "数": quantity,
        "率": share,
        "可比": comparable,
        "相等": equal,
        "大于": greater,
        "增减": lambda one, other: "增加" if greater(one, other) else "减少",
        "升降": lambda one, other: "增长" if greater(one, other) else "下降",
        "差": lambda one, other: abs(one - other),
        "绝对": abs,
        "各行": rows,
        "全行": all_rows,
        "各款": items,
        "各表单": forms,
        "合计": sum_of,
        "个数": lambda values: Count(len(list(values)), "个数"),
        "range": range,
    }


def _counted(counts: list[Count | Missing]) -> Count | Missing:
    result = Count(0, "合计")
    for count in counts:
        if isinstance(count, Missing):
            return count
        result = result + count
    return result


def score(text: str, places: int | None = None) -> str:
    """分数 as sentences print it: 95.0 → 95; with a number of decimals 87.7 → 87.70; what is no number stays."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    if places is None:
        return f"{value.normalize():f}"
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"


def scored(forms: Iterable[FormView], low: float, below: float | None = None) -> list[FormView]:
    """得分在: forms whose total score is at least `low` and under `below`."""
    found = []
    for form in forms:
        try:
            value = Decimal(form.值("总分.得分"))
        except InvalidOperation:
            continue
        if value >= Decimal(str(low)) and (below is None or value < Decimal(str(below))):
            found.append(form)
    return found


def named(forms: Iterable[FormView], names: Iterable[str]) -> list[FormView]:
    """名为: the forms of these projects, in the order of the names."""
    listed = list(forms)
    return [form for name in names for form in listed if form.值("项目名称") == str(name)]


FILTERS: Mapping[str, Callable[..., object]] = {
    "顿号": lambda items: "、".join(str(item) for item in items),
    "大写": lambda number: chinese_number(int(number)),
    "分数": score,
    "得分在": scored,
    "名为": named,
}
"""what templates may put behind a bar"""


def _statement(accounts: Accounts, table: str) -> Statement:
    statement = accounts.statements.get(table)
    if statement is None:
        raise WordingError(f"没有叫“{table}”的表")
    return statement
