"""Any figures of an edition, in any unit and of any funds, come back from a workbook as they went in."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from gongkai.model.amounts import Amount, Unit
from gongkai.model.documents import Document
from gongkai.model.entries import EnteredAmount, Entry
from gongkai.model.findings import errors
from gongkai.model.places import NOWHERE
from gongkai.pipeline.authoring.workbook import ground_of
from gongkai.pipeline.workspace import Workspace
from gongkai.workbooks.book import written
from gongkai.workbooks.ground import Ground
from tests.workbooks.conftest import grounds, intake_of

ID = "qingchuan/linshui/water-bureau/2024/unit-final-accounts"
CODES = ("2010301", "2010302", "2080505", "2080506", "2101101", "2210201", "2210203")
FUNDS = ("一般公共预算", "政府性基金预算", "国有资本经营预算", "其他资金")
COLUMNS = {
    "收入决算表": ("财政拨款收入", "上级补助收入", "事业收入", "其他收入", "本年收入合计"),
    "支出决算表": ("基本支出", "项目支出", "经营支出"),
}
ECONOMIC = ("30101", "30107", "30201", "30217", "30302", "31002", "301", "人员经费合计")
numbers = st.decimals(min_value=Decimal("0.01"), max_value=Decimal("999999999.99"), places=2)
signed = st.one_of(numbers, numbers.map(lambda number: -number))


@st.composite
def entries(draw: st.DrawFn, unit: Unit) -> tuple[Entry, ...]:
    """Lines by code and fund, some of them totals; fixed rows."""
    made: list[Entry] = []
    for table, columns in COLUMNS.items():
        lines = draw(st.sets(st.tuples(st.sampled_from(CODES), st.sampled_from(FUNDS)), min_size=1, max_size=8))
        for code, fund in sorted(lines):
            typed = draw(st.dictionaries(st.sampled_from(columns), signed, min_size=1, max_size=3))
            made.append(entry(table, code, typed, unit, () if fund == FUNDS[0] else (("资金", fund),)))
        made.append(entry(table, "合计", {columns[0]: draw(numbers)}, unit))
    detail = draw(st.dictionaries(st.sampled_from(ECONOMIC), signed, min_size=1))
    made += [entry("一般公共预算财政拨款基本支出决算明细表", row, {"金额": one}, unit) for row, one in detail.items()]
    made.append(entry("财政拨款三公经费支出决算表", "行", {"决算数.公务接待费": draw(numbers)}, unit))
    return tuple(made)


def entry(
    table: str, row: str, typed: dict[str, Decimal], unit: Unit, fields: tuple[tuple[str, str], ...] = ()
) -> Entry:
    amounts = tuple(
        EnteredAmount(column=column, amount=Amount(yuan=one * unit.yuan), place=NOWHERE)
        for column, one in typed.items()
    )
    return Entry(table=table, row=row, fields=fields, amounts=amounts, place=NOWHERE)


@pytest.fixture(scope="module")
def ground(examples: Workspace) -> Ground:
    return grounds(examples, ID)[0]


units = st.sampled_from(Unit).flatmap(lambda unit: st.tuples(st.just(unit), entries(unit)))


@settings(max_examples=4, phases=(Phase.generate,))
@given(typed=units)
def test_figures_come_back(typed: tuple[Unit, tuple[Entry, ...]], ground: Ground, examples: Workspace) -> None:
    document = with_figures(ground.document, typed[1], typed[0])
    edition = examples.load(ID).edition
    assert edition is not None
    own = ground_of(examples, document, edition)
    intake = intake_of(written(own), own)
    assert not errors(intake.findings)
    assert sorted(taken(intake.figures)) == sorted(typed_figures(document))


def with_figures(document: Document, typed: tuple[Entry, ...], unit: Unit) -> Document:
    head = document.head.model_copy(update={"unit": unit})
    return replace(document, head=head, entries=typed, inputs={}, controls=type(document.controls)())


def taken(figures: object) -> list[tuple[object, ...]]:
    assert isinstance(figures, tuple)
    return [(one.table, one.row, one.fields, one.column, Decimal(one.number)) for one in figures]


def typed_figures(document: Document) -> list[tuple[object, ...]]:
    unit = document.head.unit.yuan
    return [
        (one.table, one.row, one.fields, amount.column, amount.amount.yuan / unit)
        for one in document.entries
        for amount in one.amounts
    ]
