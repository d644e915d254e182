"""没有的资金: where printed totals show that nothing is of a fund, in all or in a class of codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain

from gongkai.importing.intaking import Seen
from gongkai.importing.pulls import Pull, inputs_behind
from gongkai.importing.rows import TOTAL
from gongkai.importing.sheet_reading import Reading
from gongkai.model.classification import lowest
from gongkai.model.edition import Edition
from gongkai.model.forms import TableForm
from gongkai.model.fund_codes import FundCodes
from gongkai.model.statements import Address

ZERO = Decimal(0)
ByFund = dict[str, Decimal]


class Zeros:
    """没有的资金: where a printed table shows that nothing is of a fund, in all or in a class of codes."""

    def __init__(
        self,
        edition: Edition,
        readings: Iterable[Reading],
        cells: Mapping[Address, Seen],
        pulls: Iterable[Pull],
        funds: FundCodes,
    ) -> None:
        self.none: set[tuple[str, str, str, str]] = set()
        """table, column, fund, beginning of codes"""
        self.edition = edition
        self.cells = cells
        self.funds = funds
        for (table, column, prefix), by_fund in self._totals(readings, pulls).items():
            form = edition.tables[table]
            for fund in self._lacking(form, Address(table, prefix or TOTAL, column), by_fund):
                self.none |= {(table, one, fund, prefix) for one in inputs_behind(form, column)}
            for fund, number in by_fund.items() if not prefix else ():
                self._used_up(Address(table, fund, column), number)

    def _totals(self, readings: Iterable[Reading], pulls: Iterable[Pull]) -> dict[tuple[str, str, str], ByFund]:
        """What printed tables show of each fund, in all or in a class: table, column, beginning of codes."""
        blank = set(chain.from_iterable(reading.blank for reading in readings))
        totals: dict[tuple[str, str, str], ByFund] = defaultdict(dict)
        for pull in pulls:
            if pull.by_code or not pull.fund:
                continue
            seen = self.cells.get(pull.address)
            if seen is not None or pull.address in blank:
                totals[pull.table, pull.column, pull.prefix][pull.fund] = seen.number if seen is not None else ZERO
        return totals

    def _lacking(self, form: TableForm, total: Address, by_fund: ByFund) -> Iterator[str]:
        """Funds that are shown as nothing; where those shown come to the whole, all others too."""
        yield from (fund for fund, number in by_fund.items() if not number)
        whole = self.cells.get(total)
        if whole is not None and whole.number == sum(by_fund.values(), ZERO):
            every = chain.from_iterable(one.values for one in form.attributes.values())
            yield from (fund for fund in every if fund not in by_fund)

    def _used_up(self, total: Address, number: Decimal) -> None:
        """A fund whose total the codes that are surely its own come to: of the others none is."""
        funds = self.edition.funds
        budget = funds.budgets.get(total.row, "") if funds is not None else ""
        columns = inputs_behind(self.edition.tables[total.table], total.column)
        amounts = list(self._amounts(total.table, columns))
        codes = set(lowest({code for code, _ in amounts if code.isdigit()}))
        sure = {code for code in codes if self._is_surely_of(code, budget)}
        own = sum((amount for code, amount in amounts if code in sure), ZERO)
        if budget and number and number == own and all(amount >= 0 for _, amount in amounts):
            self.none |= {(total.table, column, total.row, code) for column in columns for code in codes - sure}

    def _amounts(self, table: str, columns: Collection[str]) -> Iterator[tuple[str, Decimal]]:
        for at, seen in self.cells.items():
            if at.table == table and at.column in columns:
                yield at.row, seen.number

    def _is_surely_of(self, code: str, budget: str) -> bool:
        known = self.funds.of(code)
        return known is not None and known.sure and known.budget == budget

    def of(self, address: Address, fund: str) -> bool:
        table, code, column = address
        return any((table, column, fund, code[:length]) in self.none for length in range(len(code) + 1))
