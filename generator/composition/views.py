"""视图: what wording templates see of a row and of a performance form. The names are Chinese, as in the templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from generator.composition.form_numbers import FormNumbers
from generator.composition.printing import Style
from generator.composition.values import Missing, Quantity
from generator.composition.wording_errors import MisuseError
from generator.figures.rows import Naming
from generator.model.amounts import Unit
from generator.model.documents import PerformanceData
from generator.model.places import NOWHERE
from generator.model.statements import Statement, StatementRow


class UnknownNameError(MisuseError):
    """措辞用到了表里没有的名称; the message is Chinese."""


@dataclass(frozen=True, slots=True)
class RowView:
    """一行 of a statement, for the wording."""

    statement: Statement
    row: StatementRow
    naming: Naming
    style: Style

    @property
    def 编码(self) -> str:
        return self.row.code

    @property
    def 名称(self) -> str:
        return self._told(self.row.code, self.row.title)

    @property
    def 类名(self) -> str:
        return self._above(3)

    @property
    def 款名(self) -> str:
        return self._above(5)

    def _above(self, digits: int) -> str:
        """The name of the 类 or 款 above; from its row in the table, else from the classification."""
        code = self.row.code[:digits]
        row = self.statement.row(code)
        return self._told(code, row.title if row else self.naming.of(kind_of_codes(self.statement), code))

    def _told(self, code: str, name: str) -> str:
        """A name; a code without one (K101) shows that it is missing."""
        return name or (str(Missing(f"{code}的科目名称")) if code else "")

    def 字段(self, name: str) -> str:
        return self.row.fields.get(name, "")

    def 数(self, column: str = "") -> Quantity:
        cells = self.row.cells
        if not column and len(cells) == 1:
            column = next(iter(cells))
        if column not in cells:
            wanted = f"没有“{column}”这一列" if column else "有几列金额，请写明是哪一列"
            raise UnknownNameError(f"{self.statement.name}{wanted}")
        return Quantity(cells[column].amount, str(cells[column].address), self.style)


def kind_of_codes(statement: Statement) -> str:
    """科目 or 经济科目: what the rows of a table are."""
    rule = statement.form.rule
    return rule.by[-1] if rule else statement.form.codes_are


@dataclass(frozen=True, slots=True)
class FormView:
    """一张绩效表单, for the wording."""

    data: PerformanceData
    unit: Unit
    """of the amounts typed in the form"""
    style: Style
    numbers: FormNumbers

    def 值(self, path: str) -> str:
        value = look_up(self.data.values, path)
        return value if isinstance(value, str) else ""

    def 列(self, path: str) -> list[Any]:
        value = look_up(self.data.values, path)
        return list(value) if isinstance(value, tuple | list) else []

    def 数(self, path: str) -> Quantity | Missing:
        """An amount of the form; a dash is zero, what cannot be read is still to be filled in."""
        amount = self.numbers.amount(self.data, path, self.值(path), self.unit)
        return amount if isinstance(amount, Missing) else Quantity(amount, f"{self.data.form}·{path}", self.style)

    def score(self, path: str) -> Decimal | None:
        """A score of the form, for the filters; None where there is none."""
        return self.numbers.score(self.data, path, self.值(path))


class AbsentForm(FormView):
    """没有的表单: what stands for a form that is named and is not there; all of it is still to be filled in."""

    def 值(self, path: str) -> str:
        return str(self.数(path))

    def 数(self, path: str) -> Missing:
        return Missing(f"{self.data.form}·{path}")


class Forms(list[FormView]):
    """一列表单, with what reads them, though there may be none."""

    def __init__(self, forms: Iterable[FormView], numbers: FormNumbers, style: Style) -> None:
        super().__init__(forms)
        self.numbers = numbers
        self.style = style

    def absent(self, name: object, known: Iterable[str]) -> AbsentForm:
        """The form of a name that none has, which is told."""
        self.numbers.not_there(name, known)
        nothing = PerformanceData(
            slug="", form=str(name), values={}, missing="", quoted="", attached_to="", notes=False, place=NOWHERE
        )
        return AbsentForm(nothing, Unit.WAN, self.style, self.numbers)


def look_up(values: Mapping[str, Any], path: str) -> Any:
    """Follow a dotted path into a form's data; None where it ends early."""
    current: Any = values
    for name in path.split("."):
        if not isinstance(current, Mapping) or name not in current:
            return None
        current = current[name]
    return current
