"""视图: what wording templates see of a row and of a performance form. The names are Chinese, as in the templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, ClassVar

from msgspec import Struct

from gongkai.composition.form_numbers import FormNumbers
from gongkai.composition.names import unknown_field, unknown_item
from gongkai.composition.printing import Style
from gongkai.composition.template_values import Hidden, Missing, Quantity
from gongkai.composition.traced_text import Blank
from gongkai.composition.wording_errors import MisuseError
from gongkai.composition.words import OF_FORMS, OF_ROWS, checked
from gongkai.figures.rows import Naming
from gongkai.model.amounts import Unit
from gongkai.model.filled_forms import PerformanceData
from gongkai.model.names import listed
from gongkai.model.performance_forms import PerformanceForm
from gongkai.model.places import NOWHERE
from gongkai.model.statements import Statement, StatementRow
from gongkai.model.table_names import column_fault


class UnknownNameError(MisuseError):
    """措辞用到了表里没有的名称; the message is Chinese."""


class RowView(Struct, frozen=True):
    """一行 of a statement, for the wording."""

    IS: ClassVar[str] = "表的一行"
    statement: Statement
    row: StatementRow
    naming: Naming
    style: Style
    left_blank: Callable[[str, str, str], str]
    """what the text prints, and tells, where a text was not filled in"""

    @property
    def 编码(self) -> str:
        return self.row.code

    @property
    def 名称(self) -> str:
        return self._told(self.row.code, self.row.title)

    @property
    def 类名(self) -> str:
        return self._above("类")

    @property
    def 款名(self) -> str:
        return self._above("款")

    def _above(self, level: str) -> str:
        """The name of the 类 or 款 above; from its row in the table, else from the classification."""
        classification = self.statement.form.classification
        code = self.row.code[: classification.levels.get(level, 0)] if classification else ""
        row = self.statement.row(code)
        return self._told(code, row.title if row else self.naming.of(self.statement.form.rows_are, code))

    def _told(self, code: str, name: str) -> str:
        """A name; a code without one (K101) shows that it is missing."""
        return name or (str(Missing(f"{code}的科目名称")) if code else "")

    def 字段(self, *names: str) -> str:
        checked(OF_ROWS["字段"], names)
        (name,) = names
        if name not in self.row.fields:
            looked_up(unknown_field(self.statement.form, self.statement.name, name))
        called = self.row.title or next(filter(None, self.row.fields.values()), self.row.key)
        blank = Blank.at(lambda: self.left_blank(self.statement.name, called, name))
        return self.row.fields.get(name, "") or ("" if self.row.strong else blank)

    def 数(self, *columns: str) -> Quantity | Missing:
        checked(OF_ROWS["数"], columns)
        cells = self.row.cells
        if not columns and len(cells) != 1:
            raise UnknownNameError(f"{self.statement.name}有几列金额，请写明是哪一列：{listed(cells)}")
        if columns:
            looked_up(column_fault(self.statement.form, self.statement.name, columns[0], self.row.block))
        (column,) = self.statement.form.columns_called(columns[0], self.row.block) if columns else cells
        address = cells[column].address
        if cells[column].left_out:
            return Hidden(str(address))
        return Quantity(cells[column].amount, str(address), self.style, cells=(address,))


class FormView(Struct, frozen=True):
    """一张绩效表单, for the wording."""

    IS: ClassVar[str] = "一张绩效表单"
    data: PerformanceData
    layout: PerformanceForm
    style: Style
    numbers: FormNumbers

    @property
    def unit(self) -> Unit:
        """Of the amounts typed in the form."""
        return self.layout.unit

    def 值(self, *paths: str) -> str:
        return self._text("值", *paths) or self._blank(paths[0])

    def _text(self, asked: str, *paths: str) -> str:
        value = self._value(asked, *paths)
        return value if isinstance(value, str) else ""

    def _value(self, asked: str, *paths: str) -> Any:
        checked(OF_FORMS[asked], paths)
        (path,) = paths
        looked_up(unknown_item(self.layout, self.data.form, asked, path))
        return self.data.value(path)

    def _blank(self, path: str) -> Blank:
        return Blank.at(lambda: self.numbers.left_blank(self.data, path))

    def 列(self, *paths: str) -> list[Any]:
        """The items of a list, each with all that the layout prints of it."""
        value = self._value("列", *paths)
        names = self.layout.lists.get(paths[0], ())
        return [
            {
                name: item.get(name) or self._blank(f"{paths[0]}.{number}.{name}")
                for name in {**dict.fromkeys(names), **item}
            }
            if isinstance(item, Mapping)
            else item
            for number, item in enumerate(value if isinstance(value, tuple | list) else ())
        ]

    def 数(self, *paths: str) -> Quantity | Missing:
        """An amount of the form; a dash is zero, what cannot be read is still to be filled in."""
        text = self._text("数", *paths)
        amount = self.numbers.amount(self.data, paths[0], text, self.unit)
        return amount if isinstance(amount, Missing) else Quantity(amount, f"{self.data.form}·{paths[0]}", self.style)

    def score(self, path: str) -> Decimal | None:
        """A score of the form, for the filters; None where there is none."""
        return self.numbers.score(self.data, path, self._text("值", path))


class AbsentForm(FormView, frozen=True):
    """没有的表单: what stands for a form that is named and is not there; all of it is still to be filled in."""

    def 值(self, *paths: str) -> str:
        return str(self.数(*paths))

    def 数(self, *paths: str) -> Missing:
        return Missing("·".join((self.data.form, *paths)))


class Forms(list[FormView]):
    """一列表单 of some layouts, with what reads them, though there may be none."""

    def __init__(self, forms: Iterable[FormView], layout: PerformanceForm, numbers: FormNumbers, style: Style) -> None:
        super().__init__(forms)
        self.layout = layout
        self.numbers = numbers
        self.style = style

    def absent(self, name: object, known: Iterable[str]) -> AbsentForm:
        """The form of a name that none has, which is told."""
        self.numbers.not_there(name, known)
        nothing = PerformanceData(
            slug="", form=str(name), values={}, missing="", quoted="", attached_to="", notes=False, place=NOWHERE
        )
        return AbsentForm(nothing, self.layout, self.style, self.numbers)


def looked_up(fault: str) -> None:
    """Raises UnknownNameError if a name was not found."""
    if fault:
        raise UnknownNameError(fault)
