"""填报行的资金: of which fund each line of typed figures is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.figures.classify_entries import row_key
from gongkai.model.amounts import Amount
from gongkai.model.entries import EnteredAmount, Entry
from gongkai.model.forms import TableForm
from gongkai.model.paths import matched

SUBJECT = "科目"


class FundLine(Struct, frozen=True, kw_only=True):
    """填报行: typed figures (none of them zero, none a sum) that are of one fund."""

    entry: Entry
    form: TableForm
    code: str
    """"" where the figures are about no functional code"""
    fund: str
    """"" where only their columns say what they are"""
    written: bool
    """whether the line itself says 资金, so that it is no default"""
    choices: tuple[str, ...]
    """the funds that a line of the table can be of"""
    amounts: tuple[EnteredAmount, ...]

    @property
    def mistyped(self) -> bool:
        """Whether it says what is no fund of the table (L404)."""
        return self.written and bool(self.choices) and self.fund not in self.choices

    @property
    def open(self) -> bool:
        """Whether the line says no fund, and could be of another than the one that is taken."""
        return not self.written and len(self.choices) > 1

    @property
    def labelled(self) -> bool:
        """Whether the fund of the line can be typed, as 资金: …"""
        return bool(self.fund) and self.form.rule_of(self.entry.row) is not None


def attribute_of(case: Case) -> str:
    """What says of what fund a figure is; "" where the edition does not say."""
    funds = case.document.edition.funds
    return funds.attribute if funds else ""


def budgets_of(case: Case) -> Mapping[str, str]:
    """The funds that are budgets, with the budget that each is."""
    funds = case.document.edition.funds
    return funds.budgets if funds else {}


def budget_of(case: Case, fund: str) -> str:
    """The budget that a fund is; "" for one that is none, such as 其他资金."""
    return budgets_of(case).get(fund, "")


def lines(case: Case) -> Iterator[FundLine]:
    """Every line of typed figures that are of some fund."""
    attribute = attribute_of(case)
    facts = {(fact.table, fact.row, fact.column) for fact in case.accounts.facts.items if fact.amount.yuan}
    for entry in case.document.entries if attribute else ():
        form = case.document.edition.tables[entry.table]
        key = row_key(form, entry)
        typed = tuple(one for one in entry.amounts if one.amount.yuan and (entry.table, key, one.column) in facts)
        line = _line(form, entry, typed, attribute)
        if typed and not line.mistyped:
            yield line


def _line(form: TableForm, entry: Entry, typed: tuple[EnteredAmount, ...], attribute: str) -> FundLine:
    fields, declared = dict(entry.fields), form.attributes.get(attribute)
    written = fields.get(attribute, "")
    fund = written or (declared.default if declared else "")
    code = fields.get(SUBJECT, "")
    rule = form.rule_of(entry.row)
    if entry.row in form.placed_rows:
        values = form.placed_rows[entry.row][1].where.get(attribute, ())
        fund = values[0] if len(values) == 1 else fund
    elif rule is not None and rule.by == (SUBJECT,):
        code = entry.row
    choices = declared.values if declared else ()
    return FundLine(entry=entry, form=form, code=code, fund=fund, written=bool(written), choices=choices, amounts=typed)


def typed_by_code(case: Case) -> Iterator[tuple[str, str, str]]:
    """科目, 资金 and path of every amount that is typed by code for the explanation and is not zero."""
    patterns = [(name, form.fund) for name, form in case.document.edition.inputs.items() if form.fund]
    for path, given in case.document.inputs.items() if patterns else ():
        for pattern, fund in patterns:
            code = matched(pattern, path)
            if code and isinstance(given.value, Amount) and given.value.yuan:
                yield code, fund, path
