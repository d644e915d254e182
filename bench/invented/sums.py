"""合计: what the units of a document say together in a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from bench.invented.books import ABROAD, CAR_BOUGHT, CARS, FUNDS, GENERAL, GUESTS, OTHER, Account, Line, Unit

PUBLIC = {"因公出国（境）费": ABROAD, "公务用车购置费": CAR_BOUGHT, "公务用车运行维护费": CARS, "公务接待费": GUESTS}
BY_NATURE = {
    "行政": {"30108": "2080505", "30109": "2080506", "30110": "2101101", "30113": "2210201", "30302": "2080501"},
    "事业": {"30108": "2080505", "30109": "2080506", "30110": "2101102", "30113": "2210201", "30302": "2080502"},
}
PEOPLE = ("301", "303")
PROCURED = {"工程": ("31005",), "货物": ("31002", "31003", CAR_BOUGHT), "服务": ("30202", "30213", "30226", "30227")}
"""政府采购: kind ← economic codes of projects"""


def procured_as(line: Line) -> str:
    """货物, 工程 or 服务; empty for what is not bought."""
    return next((kind for kind, codes in PROCURED.items() if line.project.economic in codes), "")


class Sums(Struct, frozen=True, kw_only=True, dict=True):
    """The figures of a document in a year; amounts are hundredths of its unit."""

    units: Sequence[Unit]
    year: int
    main: Mapping[str, str]
    """行政, 事业 → the code that carries the rest of basic expenditure"""

    @cached_property
    def accounts(self) -> list[Account]:
        return [unit.accounts[self.year] for unit in self.units]

    @cached_property
    def lines(self) -> list[Line]:
        return [line for account in self.accounts for line in account.lines]

    @cached_property
    def basic(self) -> Counter[str]:
        """基本支出 by economic code."""
        return sum((Counter(account.basic) for account in self.accounts), Counter())

    @cached_property
    def planned_basic(self) -> Counter[str]:
        return sum((Counter(account.planned) for account in self.accounts), Counter())

    def coded(self, economic: str, nature: str) -> str:
        """The functional code of basic expenditure."""
        return BY_NATURE[nature].get(economic, self.main[nature])

    def by_code(self, *, planned: bool = False) -> Counter[str]:
        """基本支出 by functional code."""
        found: Counter[str] = Counter()
        for account in self.accounts:
            for economic, cents in (account.planned if planned else account.basic).items():
                found[self.coded(economic, account.nature)] += cents
        return found

    def of_lines(self, what: str, fund: str) -> Counter[str]:
        """A figure of the projects of a fund, by functional code."""
        found: Counter[str] = Counter()
        for line in self.lines:
            if line.project.fund == fund:
                found[line.project.code] += getattr(line, what)
        return found

    def total(self, what: str, *funds: str) -> int:
        """A figure of some funds; what is planned, received and spent of the general one has basic expenditure too."""
        basic = {"planned": self.planned_basic, "received": self.basic, "spent": self.basic}.get(what, Counter())
        lines = sum(sum(self.of_lines(what, fund).values()) for fund in funds)
        return lines + (sum(basic.values()) if GENERAL in funds else 0)

    @property
    def whole(self) -> int:
        """收支总计"""
        return self.total("received", GENERAL, FUNDS, OTHER) + self.total("opening", GENERAL, FUNDS, OTHER)

    @property
    def appropriated(self) -> int:
        """财政拨款收支总计"""
        return self.total("received", GENERAL, FUNDS) + self.total("opening", GENERAL, FUNDS)

    def people(self, *, planned: bool = False) -> int:
        """人员经费"""
        return sum(
            cents for code, cents in (self.planned_basic if planned else self.basic).items() if code[:3] in PEOPLE
        )

    def office(self, *, planned: bool = False) -> int:
        """公用经费"""
        return sum((self.planned_basic if planned else self.basic).values()) - self.people(planned=planned)

    def public(self, *, planned: bool = False) -> dict[str, int]:
        """“三公”经费"""
        own = self.planned_basic if planned else self.basic
        bought = sum(
            line.planned if planned else line.spent for line in self.lines if line.project.economic == CAR_BOUGHT
        )
        return {name: own[code] + (bought if code == CAR_BOUGHT else 0) for name, code in PUBLIC.items()}

    def running(self, *, planned: bool = False) -> int:
        """机关运行经费: of the units of 行政 alone."""
        return sum(
            cents
            for account in self.accounts
            if account.nature == "行政"
            for code, cents in (account.planned if planned else account.basic).items()
            if code[:3] not in PEOPLE
        )

    def spent(self, fund: str) -> Counter[str]:
        """支出 by functional code."""
        return self.of_lines("spent", fund) + (self.by_code() if fund == GENERAL else Counter())

    def planned(self, fund: str) -> Counter[str]:
        return self.of_lines("planned", fund) + (self.by_code(planned=True) if fund == GENERAL else Counter())


def codes(*counters: Mapping[str, int]) -> list[str]:
    """All codes that have an amount in one of them."""
    return sorted({code for one in counters for code, cents in one.items() if cents})


def rest(entries: Iterable[tuple[str, dict[str, object]]]) -> Iterator[tuple[str, object]]:
    """Rows of a table: a code with several kinds of money is a list."""
    found: dict[str, list[dict[str, object]]] = {}
    for code, columns in entries:
        found.setdefault(code, []).append(columns)
    for code in sorted(found):
        yield code, found[code][0] if len(found[code]) == 1 else found[code]
