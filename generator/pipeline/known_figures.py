"""认得的数: what other documents have asked of a document's figures, from run to run.

A document needs a few hundred figures of its neighbours; without this each of them is read and worked out anew for
every edit (decision 0106). Answered are believed for the same state of all that the neighbour rests on; what nobody has
asked yet is worked out.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

from msgspec import DecodeError, Struct, field, json

from gongkai.figures.formulas import FormulaError, Origin
from gongkai.figures.others import OtherFigures
from gongkai.model.amounts import Amount
from gongkai.publishing.files import read_sealed, write_sealed


class Refusal(Struct, frozen=True):
    """算不出来, and why."""

    message: str
    cause: str
    origin: Origin | None

    @classmethod
    def of(cls, error: FormulaError) -> Refusal:
        return cls(str(error), error.cause, error.origin)

    def again(self) -> FormulaError:
        error = FormulaError(self.message, self.cause)
        error.origin = self.origin
        return error


class ToOthers(Struct, frozen=True, kw_only=True):
    """一份文件给别人看的样子: what others have to know of it before they ask for figures."""

    read: bool = False
    """whether its figures could all be read, and may be"""
    withdrawn: bool = False
    closed: str = ""
    """不公开, as a whole, or these tables, or rows"""
    closed_tables: tuple[str, ...] = ()
    closed_rows: bool = False
    units: tuple[str, ...] = ()
    """names of those that it takes in"""


class Answered(Struct, kw_only=True):
    """答过的, of one document in one state."""

    state: str
    shown: ToOthers
    quantities: dict[str, Amount] = field(default_factory=dict)
    refused: dict[str, Refusal] = field(default_factory=dict)
    hidden: dict[str, bool] = field(default_factory=dict)
    codes: dict[str, tuple[str, ...] | None] = field(default_factory=dict)
    tables: dict[str, tuple[str, ...]] = field(default_factory=dict)
    largest: Decimal | None = None


class Asked:
    """一份被问的文件 (`OtherFigures`)."""

    def __init__(self, answers: Answered, figures: Callable[[], OtherFigures]) -> None:
        """`figures`: its figures worked out, where something is asked for the first time."""
        self.answers = answers
        self._figures = figures
        self.changed = False

    def quantity(self, reference: str) -> Amount:
        known = self.answers
        if (found := known.quantities.get(reference)) is not None:
            return found
        if (refusal := known.refused.get(reference)) is not None:
            raise refusal.again()
        self.changed = True
        try:
            found = known.quantities[reference] = self._figures().quantity(reference)
        except FormulaError as error:
            if type(error) is FormulaError:
                known.refused[reference] = Refusal.of(error)
            raise
        return found

    def hides(self, reference: str) -> bool:
        known = self.answers.hidden
        if reference not in known:
            known[reference] = self._figures().hides(reference)
            self.changed = True
        return known[reference]

    def codes(self, indicator: str) -> tuple[str, ...] | None:
        known = self.answers.codes
        if indicator not in known:
            known[indicator] = self._figures().codes(indicator)
            self.changed = True
        return known[indicator]

    def tables(self, name: str) -> tuple[str, ...]:
        known = self.answers.tables
        if name not in known:
            known[name] = self._figures().tables(name)
            self.changed = True
        return known[name]

    @property
    def largest(self) -> Decimal:
        if self.answers.largest is None:
            self.answers.largest = self._figures().largest
            self.changed = True
        return self.answers.largest


class KnownFigures:
    """认得的数 of a project, those of each document in a file."""

    def __init__(self, folder: Path, state_of: Callable[[str], str], look_again: Callable[[], None]) -> None:
        """`state_of`: what tells all that a document's figures rest on, as far as `look_again` was called since."""
        self._folder = folder
        self._state_of = state_of
        self._look_again = look_again
        self._asked: dict[str, Asked] = {}

    def asked(self, id: str, shown: Callable[[], ToOthers], figures: Callable[[], OtherFigures]) -> Asked:
        """A document of which something is to be asked; `shown` and `figures` are worked out if nobody knows."""
        if id not in self._asked:
            state = self._state_of(id)
            known = self._recalled(id, state)
            self._asked[id] = Asked(known or Answered(state=state, shown=shown()), figures)
            self._asked[id].changed = known is None
        return self._asked[id]

    def __contains__(self, id: str) -> bool:
        """Whether something is asked of a document in this run."""
        return id in self._asked

    def forget(self) -> None:
        """Documents may be others by now."""
        self._asked.clear()
        self._look_again()

    def keep(self) -> None:
        """What was asked for the first time, of documents that are still as they were; else it is asked again."""
        for id, asked in self._asked.items():
            if asked.changed:
                asked.changed = False
                if self._state_of(id) == asked.answers.state:
                    with suppress(OSError):
                        write_sealed(self._file(id), json.encode(asked.answers))

    def _recalled(self, id: str, state: str) -> Answered | None:
        with suppress(OSError, DecodeError):
            known = json.decode(read_sealed(self._file(id)), type=Answered)
            return known if known.state == state else None
        return None

    def _file(self, id: str) -> Path:
        return self._folder / f"{id}.json"
