"""前身的数: last year's figures of a department that began, grew or was split off since, as far as they are known."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.figures.formulas import FormulaError
from gongkai.figures.neighbours import Neighbour, UnreadError
from gongkai.model.amounts import NOTHING, Amount
from gongkai.model.lineage import WHOLE

CENT = Decimal("0.01")


class Part(Struct, frozen=True, kw_only=True):
    """一个前身, or what the department itself was: its document of that year, and how much of it goes on."""

    name: str
    document: Neighbour | None
    """None: it is not in the library"""
    rate: Decimal | None = WHOLE
    """None: nobody states it as a rate"""
    figures: Mapping[str, Amount] = field(default_factory=dict)
    """份额 figure by figure, by their 指标"""

    def quantity(self, title: str, name: str) -> Amount:
        """Raises UnreadError where it cannot be known."""
        if self.rate is None and not self.figures:
            raise UnreadError(f"“{self.name}”有多少归本部门，department.yml 的“前身”没有写")
        if self.rate is None:
            if name not in self.figures:
                raise UnreadError(f"“{self.name}”的“{name}”有多少归本部门，department.yml 的“前身”没有写")
            return self.figures[name]
        if self.document is None:
            raise UnreadError(f"库里没有前身“{self.name}”的{title}")
        return _share(self.document.quantity(name), self.rate)


class Predecessors(Neighbour, frozen=True, kw_only=True):
    """前身各份文件 as one: each figure is the sum of theirs."""

    parts: tuple[Part, ...]
    kind: str
    """2023年部门决算"""

    @property
    def unread(self) -> bool:
        """Whether one of the documents that are there could not be read."""
        return any(part.document is not None and part.document.unread for part in self.parts)

    @property
    def whole(self) -> bool:
        """Whether all of it is known, by a rate."""
        return all(part.rate is not None and part.document is not None for part in self.parts)

    @property
    def estimated(self) -> bool:
        """Whether a share by rate is in it: no balance follows from that to the cent."""
        return any(part.rate is not None and part.rate != WHOLE for part in self.parts)

    def quantity(self, name: str) -> Amount:
        """Raises UnreadError where a 前身 is not there or its share is not stated; FormulaError as others do.

        A figure by code that one form with fixed rows does not have is nothing there, if another has it.
        """
        total, failure, known = NOTHING, None, False
        for part in self.parts:
            try:
                total += part.quantity(self.kind, name)
                known = True
            except UnreadError:
                raise
            except FormulaError as error:
                failure = error
        if failure is not None and not known:
            raise failure
        return total

    def codes(self, name: str) -> tuple[str, ...]:
        """The lowest codes of all of them. Raises UnreadError where one cannot be known."""
        found: set[str] = set()
        for part in self.parts:
            if part.rate is None:
                head = name.removesuffix("*")
                found |= {key.removeprefix(head) for key in part.figures if key.startswith(head)}
            elif part.document is None:
                raise UnreadError(f"库里没有前身“{part.name}”的{self.kind}")
            else:
                with suppress(FormulaError):
                    found |= {*part.document.codes(name)}
        return tuple(sorted(found))


def succeeding(own: Neighbour | None, parts: tuple[Part, ...], title: str, first: Neighbour | None) -> Predecessors:
    """The neighbour that a department has of a year in which others were what it is now.

    `first`: any of the documents, for its place.
    """
    before = (Part(name="本部门", document=own), *parts) if own is not None else parts
    names = "、".join(part.name for part in parts)
    base = first or Neighbour(title=title, accounts=None)
    made = replace(base, title=f"{title}（前身：{names}）")
    return Predecessors(
        title=made.title,
        accounts=made.accounts,
        changes=made.changes,
        place=made.place,
        parts=before,
        kind=title,
    )


def _share(amount: Amount, rate: Decimal) -> Amount:
    if rate == WHOLE:
        return amount
    return Amount(yuan=(amount.yuan * rate).quantize(CENT, ROUND_HALF_UP), margin=amount.margin * rate + CENT)
