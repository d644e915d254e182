"""表的规则, written out a second time: what the field demands of printed cells, without the checker's derivation.

The rules are those of section 2.2 and 2.5 of the domain (docs/rules.md has their numbers), over the cells as they are
printed: one exact amount for each, within its rounding, that satisfies all of them at once.  The one thing that is not
printed and is used here is the 资金 of a code, as figures.yml states it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from math import inf
from typing import Any

import numpy as np
from msgspec import Struct, field
from scipy.optimize import linprog
from scipy.sparse import csr_array

Key = tuple[str, str, str]
"""table, row, column"""
Line = tuple[str, list[tuple[int, Key]]]
"""= or ≤ 0, and a signed sum of cells"""

UNBOUNDED = 3
"""status of a programme whose goal has no end"""
T01, T02, T03 = "收入支出决算总表", "收入决算表", "支出决算表"
T04, T05, T06 = "财政拨款收入支出决算总表", "一般公共预算财政拨款支出决算表", "一般公共预算财政拨款基本支出决算明细表"
FUND, STATE, CARRY = "政府性基金预算财政拨款收入支出决算表", "国有资本经营预算财政拨款支出决算表", "结转和结余"
CLASSES = {
    "201": "一般公共服务支出",
    "202": "外交支出",
    "203": "国防支出",
    "204": "公共安全支出",
    "205": "教育支出",
    "206": "科学技术支出",
    "207": "文化旅游体育与传媒支出",
    "208": "社会保障和就业支出",
    "210": "卫生健康支出",
    "211": "节能环保支出",
    "212": "城乡社区支出",
    "213": "农林水支出",
    "214": "交通运输支出",
    "215": "资源勘探工业信息等支出",
    "216": "商业服务业等支出",
    "217": "金融支出",
    "219": "援助其他地区支出",
    "220": "自然资源海洋气象等支出",
    "221": "住房保障支出",
    "222": "粮油物资储备支出",
    "223": "国有资本经营预算支出",
    "224": "灾害防治及应急管理支出",
    "229": "其他支出",
    "231": "债务还本支出",
    "232": "债务付息支出",
    "234": "抗疫特别国债安排的支出",
}
BUDGETS = ("一般公共预算", "政府性基金预算", "国有资本经营预算")
KINDS = ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
SPENT = ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
PERSONNEL, OPERATING = ("301", "303"), ("302", "307", "309", "310", "311", "312", "313", "399")


class Printed(Struct, frozen=True, kw_only=True):
    """A document as printed: cells in cents, their rounding, and the 资金 of codes."""

    cells: Mapping[Key, int]
    half: int
    funds: Mapping[str, str]
    emptied: frozenset[Key] = frozenset()
    """totals that a mistake took away, or that nobody typed: they say nothing; any other blank cell is a zero"""
    fields: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    """what figures.yml says of a row besides its amounts"""
    derives: bool = False
    """whether totals that nobody typed derive, so that they say nothing; else a blank one is a zero"""

    def says_nothing(self, key: Key) -> bool:
        """Whether a total is blank for another reason than being zero."""
        return key not in self.cells and (self.derives or key in self.emptied)

    def codes(self, *tables: str) -> list[str]:
        keys = (*self.cells, *self.emptied)
        return sorted({row for table, row, _ in keys if table in tables and row.isdigit()})


def below(code: str, codes: Iterable[str]) -> list[str]:
    """The codes next below."""
    under = [one for one in codes if one != code and one.startswith(code)]
    return [one for one in under if not any(other != one and one.startswith(other) for other in under)]


def lowest(codes: Iterable[str]) -> list[str]:
    listed = list(codes)
    return [code for code in listed if not below(code, listed)]


def total(key: Key, terms: Iterable[Key]) -> Line:
    return ("=", [(1, key), *((-1, term) for term in terms)])


def same(one: Key, other: Key) -> Line:
    return total(one, [other])


def not_above(one: Key, other: Key) -> Line:
    return ("≤", [(1, one), (-1, other)])


def hierarchy(printed: Printed, table: str, columns: Iterable[str]) -> Iterator[Line]:
    """RH: 合计 = Σ类, 类 = Σ款, 款 = Σ项."""
    codes = printed.codes(table)
    for column in columns:
        for code in codes:
            if below(code, codes):
                yield total((table, code, column), [(table, one, column) for one in below(code, codes)])
        yield total((table, "合计", column), [(table, one, column) for one in below("", codes)])


def final_accounts(printed: Printed) -> Iterator[Line]:
    """R01 to R41 of a final accounts of Henan."""
    amount = "金额"
    public = next((t for t, _, _ in printed.cells if "三公经费" in t), "财政拨款三公经费支出决算表")
    run = "公务用车运行费" if public.startswith("一般") else "公务用车运行维护费"
    income = [(T01, f"{budget}财政拨款收入", amount) for budget in BUDGETS] + [(T01, kind, amount) for kind in KINDS]
    yield total((T01, "本年收入合计", amount), income)
    yield total((T01, "本年支出合计", amount), [(T01, name, amount) for name in CLASSES.values()])
    for end, rows in (
        ("收入总计", ("本年收入合计", "使用非财政拨款结余", "年初结转和结余")),
        ("支出总计", ("本年支出合计", "结余分配", "年末结转和结余")),
    ):
        yield total((T01, end, amount), [(T01, row, amount) for row in rows])
    yield same((T01, "收入总计", amount), (T01, "支出总计", amount))
    got = ("财政拨款收入", *KINDS)
    for code in ("合计", *printed.codes(T02)):
        yield total((T02, code, "本年收入合计"), [(T02, code, column) for column in got])
    yield from hierarchy(printed, T02, ("本年收入合计", *got))
    yield same((T02, "合计", "本年收入合计"), (T01, "本年收入合计", amount))
    for kind in KINDS:
        yield same((T02, "合计", kind), (T01, kind, amount))
    for code in ("合计", *printed.codes(T03)):
        yield total((T03, code, "本年支出合计"), [(T03, code, column) for column in SPENT])
    yield from hierarchy(printed, T03, ("本年支出合计", *SPENT))
    yield same((T03, "合计", "本年支出合计"), (T01, "本年支出合计", amount))
    leaves = lowest(printed.codes(T03))
    for code, name in CLASSES.items():
        yield same((T03, code, "本年支出合计"), (T01, name, amount))
    yield from _appropriation(printed, leaves)
    yield from _general(printed, leaves)
    yield from _economic(printed, public, run)
    yield from _fund(printed)
    yield from _carried(printed)


def _appropriation(printed: Printed, leaves: list[str]) -> Iterator[Line]:
    """Table 04: R13-R16, R18-R23; the income and spending of each budget by the 资金 of its codes (R08, R12)."""
    columns = [f"{budget}财政拨款" for budget in BUDGETS]
    for name in (*CLASSES.values(), "本年支出合计", "年末财政拨款结转和结余", "支出总计"):
        yield total((T04, name, "合计"), [(T04, name, column) for column in columns])
    for column in ("合计", *columns):
        yield total((T04, "本年支出合计", column), [(T04, name, column) for name in CLASSES.values()])
        parts = ("本年支出合计", "年末财政拨款结转和结余")
        yield total((T04, "支出总计", column), [(T04, row, column) for row in parts])
    own = [(T04, f"{budget}财政拨款收入", "金额") for budget in BUDGETS]
    opening = [(T04, f"年初{column}", "金额") for column in columns]
    yield total((T04, "本年收入合计", "金额"), own)
    yield total((T04, "年初财政拨款结转和结余", "金额"), opening)
    both = [(T04, "本年收入合计", "金额"), (T04, "年初财政拨款结转和结余", "金额")]
    yield total((T04, "收入总计", "金额"), both)
    yield same((T04, "收入总计", "金额"), (T04, "支出总计", "合计"))
    yield same((T04, "本年收入合计", "金额"), (T02, "合计", "财政拨款收入"))
    income = lowest(printed.codes(T02))
    for budget, column, got, before in zip(BUDGETS, columns, own, opening, strict=True):
        yield "=", [(1, got), (1, before), (-1, (T04, "支出总计", column))]
        yield same(got, (T01, f"{budget}财政拨款收入", "金额"))
        codes = [code for code in income if printed.funds.get(code, BUDGETS[0]) == budget]
        yield total(got, [(T02, code, "财政拨款收入") for code in codes])
        for code, name in CLASSES.items():
            under = [one for one in leaves if one.startswith(code) and printed.funds.get(one, BUDGETS[0]) == budget]
            yield total((T04, name, column), [(T03, one, "本年支出合计") for one in under])
    yield not_above((T04, "年初财政拨款结转和结余", "金额"), (T01, "年初结转和结余", "金额"))
    yield not_above((T04, "年末财政拨款结转和结余", "合计"), (T01, "年末结转和结余", "金额"))
    yield not_above((T04, "本年支出合计", "合计"), (T01, "本年支出合计", "金额"))


def _general(printed: Printed, leaves: list[str]) -> Iterator[Line]:
    """Tables 05, 07 (fund) and state capital against 03: R24-R28, R39, R41; 合计 of each column by the lowest codes."""
    for table, budget, whole in ((T05, BUDGETS[0], "合计"), (STATE, BUDGETS[2], "合计")):
        codes = printed.codes(table)
        for code in ("合计", *codes) if codes else ():
            yield total((table, code, whole), [(table, code, "基本支出"), (table, code, "项目支出")])
            if code != "合计":
                for column, other in ((whole, "本年支出合计"), ("基本支出", "基本支出"), ("项目支出", "项目支出")):
                    yield not_above((table, code, column), (T03, code, other))
        if codes:
            yield from hierarchy(printed, table, (whole, "基本支出", "项目支出"))
            yield same((table, "合计", whole), (T04, "本年支出合计", f"{budget}财政拨款"))
        for code in leaves:
            if printed.funds.get(code, BUDGETS[0]) == budget and code in codes:
                for column in ("基本支出", "项目支出"):
                    yield same((table, code, column), (T03, code, column))
    for column in ("基本支出", "项目支出"):
        yield not_above((T05, "合计", column), (T03, "合计", column))


def _economic(printed: Printed, public: str, run: str) -> Iterator[Line]:
    """Table 06 and the three public expenses: R30-R36."""
    codes = printed.codes(T06)
    for code in (*PERSONNEL, *OPERATING):
        yield total((T06, code, "金额"), [(T06, one, "金额") for one in codes if one != code and one.startswith(code)])
    for name, classes in (("人员经费合计", PERSONNEL), ("公用经费合计", OPERATING)):
        yield total((T06, name, "金额"), [(T06, code, "金额") for code in classes])
    if codes:
        both = [(T06, "人员经费合计", "金额"), (T06, "公用经费合计", "金额")]
        yield total((T05, "合计", "基本支出"), both)
    for half in ("预算数", "决算数"):
        cell = {name: (public, "行", f"{half}.{name}") for name in ("合计", "小计", run)}
        bought, abroad, guests = (
            (public, "行", f"{half}.{name}") for name in ("公务用车购置费", "因公出国（境）费", "公务接待费")
        )
        yield total(cell["合计"], [abroad, cell["小计"], guests])
        yield total(cell["小计"], [bought, cell[run]])
    if any(table == public for table, _, _ in printed.cells):
        for code, name in (
            ("30212", "因公出国（境）费"),
            ("30217", "公务接待费"),
            ("30231", run),
            ("31013", "公务用车购置费"),
        ):
            yield not_above((T06, code, "金额"), (public, "行", f"决算数.{name}"))


def _fund(printed: Printed) -> Iterator[Line]:
    """政府性基金预算: R37-R39."""
    codes = printed.codes(FUND)
    if not codes:
        return
    columns = ("年初结转和结余", "本年收入", "小计", "基本支出", "项目支出", "年末结转和结余")
    yield from hierarchy(printed, FUND, columns)
    for code in ("合计", *codes):
        yield total((FUND, code, "小计"), [(FUND, code, "基本支出"), (FUND, code, "项目支出")])
        signs = ((1, "年初结转和结余"), (1, "本年收入"), (-1, "小计"), (-1, "年末结转和结余"))
        yield "=", [(sign, (FUND, code, column)) for sign, column in signs]
    own = f"{BUDGETS[1]}财政拨款"
    yield same((FUND, "合计", "小计"), (T04, "本年支出合计", own))
    yield same((FUND, "合计", "本年收入"), (T04, f"{own}收入", "金额"))
    yield same((FUND, "合计", "年初结转和结余"), (T04, f"年初{own}", "金额"))
    yield same((FUND, "合计", "年末结转和结余"), (T04, "年末财政拨款结转和结余", own))
    for code in lowest(codes):
        for table, pairs in (
            (T02, (("本年收入", "财政拨款收入"),)),
            (T03, (("基本支出", "基本支出"), ("项目支出", "项目支出"))),
        ):
            if code in printed.codes(table):
                for column, other in pairs:
                    yield same((FUND, code, column), (table, code, other))


def _carried(printed: Printed) -> Iterator[Line]:
    """The register of carried-over amounts, where it is typed, against tables 01 and 04."""
    rows = [f"{budget}财政拨款" for budget in BUDGETS]
    opening = [(CARRY, row, "年初") for row in (rows[0], rows[2], "其他资金")]
    yield total((T01, "年初结转和结余", "金额"), [*opening, (T04, f"年初{rows[1]}", "金额")])
    for row in (rows[0], rows[2]):
        yield same((T04, f"年初{row}", "金额"), (CARRY, row, "年初"))
    for row in rows:
        if (CARRY, row, "年末") in printed.cells:
            yield same((T04, "年末财政拨款结转和结余", row), (CARRY, row, "年末"))
    if (CARRY, "其他资金", "年末") in printed.cells:
        end = [(T04, "年末财政拨款结转和结余", "合计"), (CARRY, "其他资金", "年末")]
        yield total((T01, "年末结转和结余", "金额"), end)


def entered(printed: Printed, key: Key) -> bool:
    """Whether a figure is entered in the cell, not summed: a blank one, or a printed zero, is exactly nothing."""
    table, row, column = key
    if table in (T02, T03):
        inputs = ("财政拨款收入", *KINDS) if table == T02 else SPENT
        return column in inputs and row in lowest(printed.codes(table))
    if table == T06:
        return len(row) == 5 or (row.isdigit() and not any(code.startswith(row) for code in printed.codes(T06)))
    if table == CARRY:
        return column == "年初"
    if table == FUND:
        return column == "年初结转和结余" and row in lowest(printed.codes(FUND))
    return "三公" in table and not column.endswith(("合计", "小计"))


class Law(Struct, kw_only=True, dict=True):
    """The programme of all rules over all printed cells."""

    printed: Printed
    lines: list[Line]
    is_entered: Callable[[Printed, Key], bool]

    @cached_property
    def keys(self) -> list[Key]:
        return sorted({key for _, terms in self.lines for _, key in terms} | self.printed.cells.keys())

    @cached_property
    def matrices(self) -> dict[str, Any]:
        """The rules of each kind, = and ≤."""
        column = {key: number for number, key in enumerate(self.keys)}
        found = {}
        for kind in sorted({kind for kind, _ in self.lines}):
            rows = [terms for one, terms in self.lines if one == kind]
            cells = [(row, column[key], float(factor)) for row, terms in enumerate(rows) for factor, key in terms]
            places = ([cell[0] for cell in cells], [cell[1] for cell in cells])
            found[kind] = csr_array(([cell[2] for cell in cells], places), shape=(len(rows), len(self.keys)))
        return found

    def bounds(self, key: Key) -> tuple[float, float]:
        """What a printed cell stands for. A zero of a total may be a little; of an entered figure it is zero."""
        half = self.printed.half
        value = self.printed.cells.get(key)
        if value is None:
            if self.printed.says_nothing(key) and not self.is_entered(self.printed, key):
                return (-inf, inf)
            return (0, 0) if self.is_entered(self.printed, key) else (-half, half)
        return (value - half, value + half) if value or not self.is_entered(self.printed, key) else (0, 0)

    def solve(self, free: Key | None = None, sign: int = 0) -> float | None:
        """The least (sign 1) or greatest (−1) exact amount of a cell, in cents; with sign 0 whether there are any."""
        scale = max(self.printed.half, 1) * 2.0
        costs = np.zeros(len(self.keys))
        if free is not None:
            costs[self.keys.index(free)] = sign
        limits = [(-inf, inf) if key == free else self.bounds(key) for key in self.keys]
        equal, less = self.matrices.get("="), self.matrices.get("≤")
        result = linprog(
            costs,
            A_eq=equal,
            b_eq=None if equal is None else np.zeros(equal.shape[0]),
            A_ub=less,
            b_ub=None if less is None else np.zeros(less.shape[0]),
            bounds=[(low / scale, high / scale) for low, high in limits],
            method="highs",
        )
        if result.status == UNBOUNDED:
            return -inf * sign
        return float(result.fun) * scale * (sign or 1) if result.status == 0 else None


def law_of_accounts(printed: Printed) -> Law:
    return Law(printed=printed, lines=list(final_accounts(printed)), is_entered=entered)


def possible(found: Law) -> bool:
    """Whether exact amounts behind the printed cells exist that satisfy every rule."""
    if found.printed.half == 0:
        return _exactly(found)
    return found.solve() is not None


def _exactly(found: Law) -> bool:
    """In whole cents: a total that a mistake took away is worked out from a rule that leaves nothing else open."""
    known = dict(found.printed.cells)
    left = list(found.lines)
    while True:
        waiting = []
        for kind, terms in left:
            open_ = [(factor, key) for factor, key in terms if _is_open(found, key, known)]
            value = sum(factor * known.get(key, 0) for factor, key in terms)
            if not open_ and (value if kind == "=" else value > 0):
                return False
            if len(open_) == 1 and kind == "=":
                factor, key = open_[0]
                known[key] = -value * factor
            elif open_:
                waiting.append((kind, terms))
        if len(waiting) == len(left):
            return True
        left = waiting


def _is_open(found: Law, key: Key, known: Mapping[Key, int]) -> bool:
    return key not in known and found.printed.says_nothing(key) and not found.is_entered(found.printed, key)
