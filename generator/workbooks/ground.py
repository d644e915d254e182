"""底本: what a workbook is made from and read against: a document, with content or without, worked out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress

from msgspec import Struct, field

from gongkai.figures.derivation import Accounts
from gongkai.figures.formulas import FormulaError
from gongkai.figures.neighbours import Neighbour
from gongkai.model.amounts import Amount
from gongkai.model.classification import CodeList
from gongkai.model.documents import Document
from gongkai.model.edition import Edition, InputForm
from gongkai.model.forms import TableForm
from gongkai.model.paths import ANY


class WantedTotal(Struct, frozen=True, kw_only=True):
    """要的一个核对数, and where it is copied from."""

    name: str
    copied_from: str


class Ground(Struct, frozen=True, kw_only=True):
    """底本."""

    document: Document
    accounts: Accounts
    words: Callable[[str], str]
    """a template of the edition, filled in"""
    lists: Mapping[str, CodeList] = field(default_factory=dict)
    """the lists of codes in force, by folder"""
    neighbours: Mapping[str, Neighbour] = field(default_factory=dict)
    totals: tuple[WantedTotal, ...] = ()
    made_from: Mapping[str, str] = field(default_factory=dict)
    """marks of what the document's files say (made_from.py)"""

    @property
    def edition(self) -> Edition:
        return self.document.edition

    @property
    def unit(self) -> str:
        return self.document.head.unit.value

    def in_unit(self, amount: Amount) -> float:
        """An amount as a cell holds it."""
        return float(amount.yuan / self.document.head.unit.yuan)

    def names(self, by: str) -> Mapping[str, str]:
        """What codes are called, by their list and by the document itself."""
        naming, folder = self.accounts.naming, self.edition.lists.folder(by)
        typed = {code: name for (one, code), name in naming.typed.items() if one == folder}
        return {**typed, **naming.listed(by)}

    def title(self, name: str, form: TableForm) -> str:
        return self.words(form.title or name)

    def elsewhere(self, form: InputForm, star: str = "") -> Amount | None:
        """An input as a neighbouring document has it."""
        which, _, name = form.source.partition(".")
        neighbour = self.neighbours.get(which)
        return neighbour.amount(name.replace(ANY, star)) if neighbour else None

    def codes_elsewhere(self, form: InputForm) -> tuple[str, ...]:
        """The codes for which a neighbouring document has an input with a *."""
        which, _, name = form.source.partition(".")
        with suppress(FormulaError):
            return self.neighbours[which].codes(name) if which in self.neighbours and name else ()
        return ()
