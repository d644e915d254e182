"""精确的虚构决算: whole sets of tables drawn exactly in 元, and the same sets as they would be printed in 万元.

Each is a complete final accounts of the edition henan-2022-final-accounts: every cell of every public table is given,
as in an archived document, totals included.  No lowest figure is under 50 元: it would print as 0.00, and a printed
zero stands for exactly zero (domain rule 2.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.checks.context import Case
from gongkai.figures.classify_entries import row_key
from gongkai.figures.derivation import derive
from gongkai.figures.rows import Naming
from gongkai.loading.edition_files import load_edition
from gongkai.loading.library import load_library
from gongkai.loading.shared_forms import read_kinds
from gongkai.model.amounts import NOTHING, Amount, Unit
from gongkai.model.departments import Department
from gongkai.model.documents import Document, DocumentHead
from gongkai.model.edition import Edition
from gongkai.model.entries import EnteredAmount, Entry
from gongkai.model.places import NOWHERE, Place
from gongkai.model.statements import Address

ROOT = Path(__file__).resolve().parent.parent
EDITION, YEAR = "henan-2022-final-accounts", 2022
INCOME, SPENDING = "收入决算表", "支出决算表"
BASIC = "一般公共预算财政拨款基本支出决算明细表"
PUBLIC = "财政拨款三公经费支出决算表"
FUND = "政府性基金预算财政拨款收入支出决算表"
CARRY = "结转和结余"
GENERAL, FUNDS, OTHER = "一般公共预算", "政府性基金预算", "其他资金"
LEAST = 5_000
"""cents: the smallest figure"""
DIFFERENT_ECONOMIC = ("30212", "30217", "30231", "31013")
MARGIN = Decimal(50)


class Drawn(Struct, frozen=True, kw_only=True):
    """原始数 of an invented document, in cents: (table, row) → 资金 and columns."""

    lines: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)
    funds: dict[tuple[str, str], str] = field(default_factory=dict)

    def put(self, table: str, row: str, column: str, cents: int, fund: str = "") -> None:
        if cents:
            self.lines.setdefault((table, row), {})[column] = cents
            if fund:
                self.funds[table, row] = fund


@cache
def edition() -> Edition:
    loaded = load_edition(ROOT / "templates" / "editions", EDITION, NOWHERE)
    if loaded.edition is None:
        raise RuntimeError(str(loaded.findings))
    return loaded.edition


@cache
def naming() -> Naming:
    library = load_library(ROOT / "content", read_kinds(ROOT / "templates").value, edition().lists)
    return Naming(
        classifications=edition().lists,
        lists={folder: listed.names for folder, listed in library.lists(YEAR).items()},
        units={},
        department="测试局",
        department_code="152",
    )


@cache
def items() -> tuple[str, ...]:
    """项级科目 of the classes that table 01 has a line for."""
    classes = {row.where["科目"][0] for row in edition().tables["收入支出决算总表"].fixed_rows if row.where}
    return tuple(code for code in sorted(naming().listed("科目")) if len(code) == 7 and code[:3] in classes)


def documents(seed: int, count: int) -> Iterator[tuple[Entry, ...]]:
    """Invented documents, complete and exact in 元."""
    for number in range(count):
        yield complete(_drawn(Random(f"{seed}/{number}")))  # noqa: S311 - invented figures, not secrets


def _size(random: Random) -> int:
    """Cents of one figure: from some hundred 元 to some ten million, small ones as often as large ones."""
    return max(LEAST, int(10 ** random.uniform(4.5, 9.5)))


def _drawn(random: Random) -> Drawn:
    drawn = Drawn()
    codes = sorted(random.sample([code for code in items() if not code.startswith("212")], random.randint(4, 16)))
    basic = 0
    spent: dict[str, int] = {GENERAL: 0, FUNDS: 0, OTHER: 0}
    income: dict[str, int] = {GENERAL: 0, FUNDS: 0, OTHER: 0}
    for number, code in enumerate(codes):
        fund = GENERAL if number < 3 or random.random() < 0.9 else OTHER
        kinds = (
            ("基本支出",) if number == 0 else random.choice((("基本支出",), ("项目支出",), ("基本支出", "项目支出")))
        )
        for kind in kinds:
            cents = _size(random)
            drawn.put(SPENDING, code, kind, cents, fund)
            spent[fund] += cents
            basic += cents if kind == "基本支出" and fund == GENERAL else 0
        column = "财政拨款收入" if fund == GENERAL else random.choice(("事业收入", "其他收入"))
        cents = _size(random)
        drawn.put(INCOME, code, column, cents, fund)
        income[fund] += cents
    opening_fund = 0
    if random.random() < 0.4:
        for code in random.sample([code for code in items() if code.startswith("212")], random.randint(1, 2)):
            cents, got = _size(random), _size(random)
            drawn.put(SPENDING, code, "项目支出", cents, FUNDS)
            drawn.put(INCOME, code, "财政拨款收入", got, FUNDS)
            opening = max(0, cents - got) + random.choice((0, _size(random)))
            drawn.put(FUND, code, "年初结转和结余", opening)
            opening_fund += opening
    for fund, row in ((GENERAL, "一般公共预算财政拨款"), (OTHER, OTHER)):
        short = spent[fund] - income[fund]
        drawn.put(CARRY, row, "年初", max(0, short) + random.choice((0, LEAST + random.randrange(10**8))))
    _by_economic_class(random, drawn, basic)
    return drawn


def _by_economic_class(random: Random, drawn: Drawn, basic: int) -> None:
    """Basic expenditure once more by 款, and the three public expenses that are at least their share in it."""
    listed = [row.code for row in edition().tables[BASIC].fixed_rows if len(row.code) == 5]
    most = max(1, min(30, basic // LEAST - 1))
    codes = sorted(random.sample(listed, min(most, random.randint(6, 30))))
    weights = [10 ** random.uniform(0, 2.5) for _ in codes]
    free = basic - LEAST * len(codes)
    shares = [LEAST + int(free * weight / sum(weights)) for weight in weights]
    shares[0] += basic - sum(shares)
    amounts = dict(zip(codes, shares, strict=True))
    for code, cents in amounts.items():
        drawn.put(BASIC, code, "金额", cents)
    for code, item in zip(
        DIFFERENT_ECONOMIC, ("因公出国（境）费", "公务接待费", "公务用车运行维护费", "公务用车购置费"), strict=True
    ):
        spent = amounts.get(code, 0) + random.choice((0, LEAST + random.randrange(10**7)))
        if spent:
            drawn.put(PUBLIC, "行", f"决算数.{item}", spent)
            drawn.put(PUBLIC, "行", f"预算数.{item}", spent + random.choice((0, LEAST + random.randrange(10**6))))


def complete(drawn: Drawn) -> tuple[Entry, ...]:
    """The entries of a document that gives every cell, in 元 and exact; each cell has a place of its own."""
    facts = [
        _entry(table, row, {column: Amount(yuan=Decimal(cents) / 100) for column, cents in columns.items()}, fund)
        for (table, row), columns in drawn.lines.items()
        for fund in [drawn.funds.get((table, row), "")]
    ]
    form = edition()
    accounts = derive(form, facts, naming())
    lines: dict[tuple[str, str], dict[str, Amount]] = {}
    for name, statement in accounts.statements.items():
        for row in (*statement.rows, *statement.last_rows):
            for column, cell in row.cells.items():
                if cell.amount.yuan and (not form.tables[name].hidden or (name, row.key) in drawn.lines):
                    if form.tables[name].hidden and column not in drawn.lines[name, row.key]:
                        continue
                    lines.setdefault((name, row.key), {})[column] = cell.amount
    return placed(
        _entry(table, row, amounts, drawn.funds.get((table, row), "")) for (table, row), amounts in lines.items()
    )


def _entry(table: str, row: str, amounts: Mapping[str, Amount], fund: str) -> Entry:
    return Entry(
        table=table,
        row=row,
        fields=(("资金", fund),) if fund else (),
        amounts=tuple(EnteredAmount(column=column, amount=one, place=NOWHERE) for column, one in amounts.items()),
        place=NOWHERE,
    )


def placed(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries with the line and column of a file that nobody wrote."""
    return tuple(
        replace(
            entry,
            place=Place(path="figures.yml", line=line, column=1),
            amounts=tuple(
                replace(one, place=Place(path="figures.yml", line=line, column=column))
                for column, one in enumerate(entry.amounts, start=2)
            ),
        )
        for line, entry in enumerate(entries, start=1)
    )


def in_wan(amount: Amount) -> Amount:
    """The amount as printed in 万元 with two decimals, half up, and read back."""
    value = amount.rounded(Unit.WAN, 2)
    return Amount(yuan=value * 10000, margin=MARGIN) if value else NOTHING


def rounded(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The document as printed in 万元."""
    return tuple(
        replace(entry, amounts=tuple(replace(one, amount=in_wan(one.amount)) for one in entry.amounts))
        for entry in entries
    )


def case_of(entries: tuple[Entry, ...], unit: Unit) -> Case:
    """The document as rules look at it."""
    document = Document(
        id="ceshi/bureau/2022/final-accounts",
        department_id="ceshi/bureau",
        year=YEAR,
        kind=edition().kind,
        department=Department.model_validate(
            {"名称": [{"自": "2019-01-01", "名称": "测试局"}], "行政区划": "测试市", "部门代码": "152"}
        ),
        head=DocumentHead.model_validate({"版式": EDITION, "状态": "存档", "金额单位": unit.value}),
        edition=edition(),
        entries=entries,
        declared_empty=frozenset(),
        inputs={},
        originals=(),
        performance=(),
        reports={},
        place=Place(path="content/departments/ceshi/bureau/2022/final-accounts"),
    )
    return Case(document=document, accounts=derive(edition(), entries, naming()))


def address(form: Edition, entry: Entry, column: str) -> Address:
    """The printed cell that a typed figure belongs to."""
    return Address(entry.table, row_key(form.tables[entry.table], entry), column)
