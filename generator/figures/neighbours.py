"""邻近文件: named quantities (指标) of another document, under the codes that they had there."""

from __future__ import annotations

from msgspec import Struct, field

from gongkai.figures.formulas import FormulaError
from gongkai.figures.others import OtherFigures
from gongkai.model.amounts import NOTHING, Amount
from gongkai.model.code_changes import CodeChanges
from gongkai.model.places import NOWHERE, Place


class SplitCodeError(FormulaError):
    """科目拆分: earlier money cannot be told apart under later codes; the message is Chinese."""


class UnreadError(FormulaError):
    """没有读成功: not all figures of the other document could be read, so none is used; the message is Chinese."""


class Neighbour(Struct, frozen=True, kw_only=True):
    """邻近文件: last year's or the same year's document."""

    title: str
    accounts: OtherFigures | None
    """None: not all of its figures could be read, so none is used"""
    changes: CodeChanges = field(default_factory=CodeChanges)
    """codes that changed between its year and this document's"""
    place: Place = NOWHERE
    """where its figures were typed"""
    closed: str = ""
    """不公开: what is said in its place, if it is not published at all"""
    closed_tables: frozenset[str] = frozenset()
    """tables that it leaves out"""
    closed_rows: bool = False
    """whether it leaves out rows"""

    def quantity(self, name: str) -> Amount:
        """An indicator, or that of a code (一般公共预算支出.2010301) as it is called today.

        A code that the other document does not print is zero there. Raises FormulaError if it has no such indicator,
        SplitCodeError if its money went to several codes, UnreadError if its figures could not be read.
        """
        accounts = self._open(name)
        head, dot, code = name.rpartition(".")
        sources = self.changes.sources(code) if dot else ()
        if len(sources) < 2 and all(source.whole for source in sources):
            return accounts.quantity(name)
        total, failure, known = NOTHING, None, False
        for source in sources:
            try:
                amount = accounts.quantity(f"{head}.{source.code}")
            except FormulaError as error:  # a form with fixed rows has one code or the other
                failure = error
                continue
            known = True
            if not source.whole and amount.yuan:
                raise SplitCodeError(
                    f"{self.title}的{source.code}后来分成了{'、'.join(self.changes.after(source.code))}，数分不开"
                )
            total = total + amount
        if failure is not None and not known:
            raise failure
        return total

    def _open(self, name: str) -> OtherFigures:
        """Its figures. Raises UnreadError where there are none to be read, or where this one is left out."""
        if self.accounts is None:
            raise UnreadError(f"{self.title}没有公开" if self.closed else f"{self.title}的数没有读成功")
        if self.closed_tables:
            closed = self.closed_tables.intersection(self.accounts.tables(name))
            if closed:
                raise UnreadError(f"{self.title}的“{'、'.join(sorted(closed))}”没有公开")
        if self.closed_rows and not name.endswith("*") and self.accounts.hides(name):
            raise UnreadError(f"{self.title}的“{name}”没有公开")
        return self.accounts

    def codes(self, name: str) -> tuple[str, ...]:
        """The lowest codes behind an indicator of codes (一般公共预算支出.*), as they are called today.

        Raises FormulaError if it has no such indicator, UnreadError if its figures could not be read.
        """
        codes = self._open(name).codes(name)
        if codes is None:
            raise FormulaError(f"{self.title}没有“{name}”这个指标")
        return tuple(sorted({new for code in codes for new in self.changes.today(code)}))

    @property
    def unread(self) -> bool:
        """Whether its own figures could not be read."""
        return self.accounts is None and not self.closed

    @property
    def whole(self) -> bool:
        """Whether it is there altogether."""
        return True

    @property
    def estimated(self) -> bool:
        """Whether its figures are partly a rate of others', so that none goes on to the cent."""
        return False

    def why_not(self, name: str) -> str:
        """Why a figure cannot be had though the document is there; "" where it can, or where it has no such figure."""
        try:
            self.quantity(name)
        except UnreadError as error:
            return str(error)
        except FormulaError:
            return ""
        return ""

    def amount(self, name: str) -> Amount | None:
        """The same, or None where it cannot be had."""
        try:
            return self.quantity(name)
        except FormulaError:
            return None
