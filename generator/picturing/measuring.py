"""量数: the amounts that a picture is of: a total, and a part for each code, name or year, with what is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.checks.quantities import UnknownFigureError
from gongkai.figures.formulas import FormulaError
from gongkai.figures.others import OtherFigures
from gongkai.model.amounts import NOTHING, Amount
from gongkai.model.classification import SUBJECT
from gongkai.model.picture_forms import PictureForm
from gongkai.model.statements import Address
from gongkai.picturing.figures import Figures, GoneError, spelled

TOTAL = "合计"
LAST_YEAR = "上年"
"""how a formula with figures of the year before begins: 上年决算.三公, 填报.上年.三公"""
GONE = "版式没有这个数"
Found = Amount | str
"""an amount, or the reason why there is none"""


class Earlier(Struct, frozen=True, kw_only=True):
    """往年 of the same department and kind; without accounts where it is not there, or cannot be read."""

    year: int
    accounts: OtherFigures | None = None
    reason: str = ""
    units: frozenset[str] = frozenset()
    """names of the units that it takes in"""


class Measured(Struct, frozen=True, kw_only=True):
    """量出的一项: what there is of each series."""

    title: str
    amounts: Mapping[str, Found]
    cells: Mapping[str, tuple[Address, ...]]
    current: bool = False
    lacking: str = ""
    """of a year: why its own document is not there, where this one tells its figures (上年)"""

    def of(self, series: str) -> Amount | None:
        found = self.amounts[series]
        return None if isinstance(found, str) else found

    @property
    def known(self) -> bool:
        return any(not isinstance(found, str) for found in self.amounts.values())

    @property
    def nothing(self) -> bool:
        """Whether there is no money in it."""
        return not any(yuan(self.of(series)) for series in self.amounts)


class Measuring(Struct, frozen=True, dict=True):
    """What a document has for a picture; `earlier`: the years before."""

    case: Case
    form: PictureForm
    earlier: tuple[Earlier, ...]

    @cached_property
    def parts(self) -> tuple[Measured, ...]:
        """All parts, before some are left out or added up."""
        form = self.form
        if form.years:
            return tuple(self._years())
        if form.level:
            return tuple(self._part(self._called(code), code, self._figures.coded) for code in self._codes())
        named = (self._part(name, name, self._figures.named) for name in form.items)
        return tuple(one for one in named if one.amounts[self.main] != GONE)

    @property
    def main(self) -> str:
        """The series that the picture is about."""
        return list(self.form.figures)[-1]

    @cached_property
    def total(self) -> Measured | None:
        if not self.form.totals:
            return None
        lacking: dict[str, Found] = dict.fromkeys(self.form.figures, "")
        whole = self._whole(TOTAL, self.form.totals, lacking)
        return whole if whole.known else None

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """The series of which there is any figure."""
        return tuple(name for name in self.form.figures if any(one.of(name) is not None for one in self.every))

    @property
    def every(self) -> tuple[Measured, ...]:
        return (*self.parts, *((self.total,) if self.total else ()))

    def reason(self, series: str) -> str:
        """Why there is no figure of a series at all."""
        reasons = (found for one in self.every if isinstance(found := one.amounts[series], str))
        return next(filter(None, reasons), "")

    def scopes(self) -> dict[int, frozenset[str]]:
        """The units that each year with a document takes in; nothing where it is always the same."""
        document = self.case.document
        found = {one.year: one.units for one in self._asked() if one.accounts is not None}
        found[document.year] = frozenset(unit.name for unit in document.department.units_in(document.year))
        return dict(sorted(found.items())) if len(set(found.values())) > 1 else {}

    def events(self) -> tuple[str, ...]:
        """沿革: what happened to the department in the years that are shown, so that they are not alike."""
        document = self.case.document
        beside_last = any(LAST_YEAR in formula for formula in self.form.figures.values())
        before = len(self.parts) - 1 if self.form.years else int(beside_last)
        first = date(document.year - before, 1, 1)
        changes = document.department.changes
        return tuple(
            f"{one.day.year}年{one.day.month}月{one.what.value}：{one.said}"
            for one in changes
            if before and first < one.day and one.day.year <= document.year
        )

    @cached_property
    def _figures(self) -> Figures:
        return Figures(self.case)

    def _part(self, title: str, name: str, worked: Callable[[str, str], Amount]) -> Measured:
        formulas = self.form.figures
        return Measured(
            title=title,
            amounts={series: _tried(worked, formula, name) for series, formula in formulas.items()},
            cells={series: self._figures.cells(spelled(formula, name)) for series, formula in formulas.items()},
        )

    def _whole(self, title: str, formulas: Mapping[str, str], lacking: Mapping[str, Found] | None = None) -> Measured:
        found = {series: _tried(self._figures.plain, formula) for series, formula in formulas.items()}
        cells = {series: self._figures.cells(formula) for series, formula in formulas.items()}
        return Measured(title=title, amounts={**(lacking or {}), **found}, cells=cells, current=bool(self.form.years))

    def _codes(self) -> list[str]:
        """The codes of the level of which any series has a figure."""
        length = self.case.document.edition.lists.coded[SUBJECT].levels[self.form.level]
        found: set[str] = set()
        for formula in self.form.figures.values():
            try:
                found |= {code[:length] for code in self._figures.codes(formula)}
            except UnknownFigureError:  # told as a series of which there is nothing
                continue
        return sorted(found)

    def _called(self, code: str) -> str:
        return self.case.accounts.naming.of(SUBJECT, code) or code

    def _years(self) -> Iterator[Measured]:
        """From the first of which there is a figure on; those between without one stay."""
        before = [self._year(one) for one in sorted(self._asked(), key=lambda one: one.year)]
        first = next((number for number, one in enumerate(before) if one.known), len(before))
        yield from before[first:]
        yield self._whole(f"{self.case.document.year}年", self.form.figures)

    def _asked(self) -> tuple[Earlier, ...]:
        first = self.case.document.year - self.form.years
        return tuple(one for one in self.earlier if self.form.years and one.year >= first)

    def _year(self, one: Earlier) -> Measured:
        formulas = self.form.figures
        amounts = {series: self._of_year(one, series, formula) for series, formula in formulas.items()}
        told_here = one.accounts is None and any(isinstance(found, Amount) for found in amounts.values())
        lacking = one.reason if told_here else ""
        return Measured(title=f"{one.year}年", amounts=amounts, cells={}, lacking=lacking)

    def _of_year(self, one: Earlier, series: str, formula: str) -> Found:
        if one.accounts is not None:
            try:
                return one.accounts.quantity(formula)
            except FormulaError:
                return f"{one.year}年的文件没有这个数"
        last = one.year == self.case.document.year - 1 and self.form.last_year.get(series)
        typed = _tried(self._figures.plain, last) if last else ""
        return typed if isinstance(typed, Amount) else one.reason


def _tried(work: Callable[..., Amount], *given: str) -> Found:
    try:
        return work(*given)
    except GoneError:
        return GONE
    except UnknownFigureError as error:
        return str(error)


def added(amounts: Iterable[Amount | None]) -> Found:
    """All of them; no amount where one is not there."""
    listed = list(amounts)
    known = [amount for amount in listed if amount is not None]
    return sum(known, NOTHING) if len(known) == len(listed) else ""


def yuan(amount: Amount | None) -> Decimal:
    return amount.yuan if amount is not None else Decimal(0)
