"""没有的资金: where printed totals show that nothing is of a fund, in all or in a class of codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from gongkai.importing.intaking import Seen
from gongkai.importing.pulls import Pull, inputs_behind
from gongkai.importing.rows import TOTAL
from gongkai.importing.sheet_reading import Reading
from gongkai.model.classification import lowest
from gongkai.model.edition import Edition
from gongkai.model.fund_codes import FundCodes
from gongkai.model.statements import Address

ZERO = Decimal(0)


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
        blank = {address for reading in readings for address in reading.blank}
        totals: dict[tuple[str, str, str], dict[str, Decimal]] = defaultdict(dict)
        for pull in pulls:
            if not pull.by_code and pull.fund:
                seen = cells.get(pull.address)
                if seen is not None or pull.address in blank:
                    totals[pull.table, pull.column, pull.prefix][pull.fund] = seen.number if seen is not None else ZERO
        for (table, column, prefix), by_fund in totals.items():
            form = edition.tables[table]
            whole = cells.get(Address(table, prefix or TOTAL, column))
            others: tuple[str, ...] = ()
            if whole is not None and whole.number == sum(by_fund.values(), ZERO):
                others = tuple(fund for one in form.attributes.values() for fund in one.values if fund not in by_fund)
            for fund in (*(fund for fund, number in by_fund.items() if not number), *others):
                for one in inputs_behind(form, column):
                    self.none.add((table, one, fund, prefix))
            if not prefix:
                for fund, number in by_fund.items():
                    self._used_up(edition, cells, funds, Address(table, fund, column), number)

    def _used_up(
        self, edition: Edition, cells: Mapping[Address, Seen], funds: FundCodes, total: Address, number: Decimal
    ) -> None:
        """A fund whose total the codes that are surely its own come to: of the others none is."""
        budget = edition.funds.budgets.get(total.row, "") if edition.funds is not None else ""
        columns = tuple(inputs_behind(edition.tables[total.table], total.column))
        amounts = {at: seen.number for at, seen in cells.items() if at.table == total.table and at.column in columns}
        codes = set(lowest({at.row for at in amounts if at.row.isdigit()}))
        sure = {code for code in codes if (known := funds.of(code)) and known.sure and known.budget == budget}
        own = [amount for at, amount in amounts.items() if at.row in sure]
        if budget and number and number == sum(own, ZERO) and all(amount >= 0 for amount in amounts.values()):
            self.none |= {(total.table, column, total.row, code) for column in columns for code in codes - sure}

    def of(self, address: Address, fund: str) -> bool:
        table, code, column = address
        return any((table, column, fund, code[:length]) in self.none for length in range(len(code) + 1))
