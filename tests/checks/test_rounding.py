"""四舍五入: what rounding does to figures is never reported (domain rule 2.1), and what is no rounding is.

Exact amounts in 元 are drawn for the whole set of tables of a real edition; every table is derived from them, each cell
is rounded to 万元 as a bureau would print it, and all of it is given.  Amounts under 50 元 are left out: they print as
0.00, and a printed zero stands for exactly zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from gongkai.checks.context import Case
from gongkai.checks.figures import cross_footing, feasibility, magnitude
from gongkai.checks.outcomes import Outcome
from gongkai.figures.classify_entries import row_key
from gongkai.figures.derivation import derive
from gongkai.loading.edition_files import load_edition
from gongkai.model.amounts import NOTHING, Amount, Unit
from gongkai.model.edition import Edition
from gongkai.model.entries import EnteredAmount, Entry
from gongkai.model.findings import Finding
from gongkai.model.places import NOWHERE, Place
from gongkai.model.statements import Address
from tests.checks.cases import case_of
from tests.figures.small import NAMING
from tests.projects import ROOT

RULES: tuple[Callable[[Case], Iterator[Outcome]], ...] = (
    cross_footing.given_against_derived,
    cross_footing.same_quantity,
    cross_footing.cross_footing,
    feasibility.joint_feasibility,
    magnitude.unit_is_right,
)
CODES = ("2010301", "2010302", "2010350", "2013801", "2060404", "2080505", "2080506", "2101101", "2120899", "2230105")
FUND_OF = {"2120899": "政府性基金预算", "2230105": "国有资本经营预算"}
"""the fund of codes that are not of 一般公共预算; what is of no appropriation is 其他资金"""
HERE = Place(path="figures.yml", line=1, column=1)

cents = st.one_of(
    st.just(0),
    st.integers(min_value=5_000, max_value=50_000_000_000),
    st.integers(min_value=5_000, max_value=30_000),
    st.integers(min_value=-90_000_000, max_value=-5_000),
)


@cache
def real_edition() -> Edition:
    """An edition without its own relations, which figures drawn at random do not satisfy."""
    loaded = load_edition(ROOT / "templates/editions", "henan-2022-final-accounts", NOWHERE)
    assert loaded.edition is not None, loaded.findings
    return loaded.edition.model_copy(update={"relations": {}})


def entry(table: str, row: str, amounts: dict[str, Amount], **fields: str) -> Entry:
    entered = tuple(EnteredAmount(column=column, amount=amount, place=HERE) for column, amount in amounts.items())
    return Entry(table=table, row=row, fields=tuple(fields.items()), amounts=entered, place=HERE)


@st.composite
def figures(draw: st.DrawFn) -> list[Entry]:
    """Exact figures in 元 for every table that people fill."""

    def amounts(*columns: str) -> dict[str, Amount]:
        return {column: Amount(yuan=Decimal(draw(cents)) / 100) for column in columns}

    found: list[Entry] = []
    for table, appropriated, others in (
        ("收入决算表", ("财政拨款收入",), ("事业收入", "其他收入")),
        ("支出决算表", ("基本支出", "项目支出"), ("基本支出", "项目支出", "经营支出")),
    ):
        codes = draw(st.lists(st.sampled_from(CODES), max_size=8, unique=True))
        found += (entry(table, one, amounts(*appropriated), 资金=FUND_OF.get(one, "一般公共预算")) for one in codes)
        codes = draw(st.lists(st.sampled_from(CODES), max_size=4, unique=True))
        found += (entry(table, one, amounts(*others), 资金="其他资金") for one in codes)
    detail = "一般公共预算财政拨款基本支出决算明细表"
    codes = [row.code for row in real_edition().tables[detail].fixed_rows if len(row.code) == 5]
    listed = draw(st.lists(st.sampled_from(codes), max_size=6, unique=True))
    found.extend(entry(detail, code, amounts("金额")) for code in listed)
    halves = [
        f"{half}.{item}"
        for half in ("预算数", "决算数")
        for item in ("公务用车购置费", "公务用车运行维护费", "公务接待费")
    ]
    found.append(entry("财政拨款三公经费支出决算表", "行", amounts(*halves)))
    funds = ("一般公共预算财政拨款", "国有资本经营预算财政拨款", "其他资金")
    found.extend(entry("结转和结余", row, amounts("年初")) for row in funds)
    return found


def rounded(amount: Amount) -> Amount:
    """The amount as printed in 万元 and read back."""
    value = amount.rounded(Unit.WAN, 2)
    return Amount(yuan=value * 10000, margin=Decimal(50)) if value else NOTHING


def printed(exact: list[Entry]) -> list[Entry]:
    """The figures as printed, and every cell that derives from them, as printed too."""
    accounts = derive(real_edition(), exact, NAMING)
    own = typed_cells(exact)
    facts = [
        replace(one, amounts=tuple(replace(amount, amount=rounded(amount.amount)) for amount in one.amounts))
        for one in exact
    ]
    given = [
        entry(address.table, address.row, {address.column: rounded(cell.amount)})
        for address, cell in accounts.cells.items()
        if address not in own
    ]
    return [*facts, *given]


def typed_cells(entries: list[Entry]) -> set[Address]:
    tables = real_edition().tables
    return {
        Address(one.table, row_key(tables[one.table], one), amount.column) for one in entries for amount in one.amounts
    }


def found(entries: list[Entry]) -> list[Finding]:
    looked_at = case_of(real_edition(), entries)
    return [outcome for rule in RULES for outcome in rule(looked_at) if isinstance(outcome, Finding)]


many = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@many
@given(figures())
def test_rounding_is_never_reported(exact: list[Entry]) -> None:
    assert found(printed(exact)) == []


@many
@given(figures(), st.integers(min_value=0), st.sampled_from([Decimal(100000), Decimal(-100000)]))
def test_a_total_that_is_out_by_ten_is_reported(exact: list[Entry], which: int, change: Decimal) -> None:
    entries = printed(exact)
    totals = [
        number
        for number, one in enumerate(entries)
        if one.row in {"合计", "本年支出合计", "收入总计", "支出总计"} and one.amounts[0].amount.yuan
    ]
    if not totals:
        return
    number = totals[which % len(totals)]
    (amount,) = entries[number].amounts
    wrong = replace(amount, amount=replace(amount.amount, yuan=amount.amount.yuan + change))
    entries[number] = replace(entries[number], amounts=(wrong,))
    assert found(entries)


@many
@given(figures())
def test_exact_figures_add_up_exactly(exact: list[Entry]) -> None:
    """In 元 nothing is rounded: every cell given as it derives agrees."""
    accounts = derive(real_edition(), exact, NAMING)
    given_cells = [
        entry(address.table, address.row, {address.column: cell.amount})
        for address, cell in accounts.cells.items()
        if address not in typed_cells(exact)
    ]
    assert found([*exact, *given_cells]) == []
