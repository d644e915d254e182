"""资金: of which fund each typed figure is, as it is written, and as its code and its column say it can be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from generator.checks.case import Case
from generator.figures.derivation import derive
from generator.figures.sorting import row_key
from generator.model.amounts import Amount
from generator.model.entries import EnteredAmount, Entry
from generator.model.forms import TableForm
from generator.model.fund_codes import FundCode
from generator.model.relations import FundsForm

SUBJECT = "科目"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """填报行: typed figures (none of them zero, none a sum) that are of one fund."""

    entry: Entry
    form: TableForm
    code: str
    """"" where the figures are about no functional code"""
    fund: str
    """"" where only their columns say what they are"""
    written: bool
    """whether the line itself says 资金, so that it is no default"""
    amounts: tuple[EnteredAmount, ...]

    @property
    def labelled(self) -> bool:
        """Whether the fund of the line can be typed, as 资金: …"""
        return bool(self.fund) and self.form.rule is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """资金不符: figures of a line that cannot be of its fund, as `code` or else `column` says, and what they can be."""

    line: Line
    amounts: tuple[EnteredAmount, ...]
    right: tuple[str, ...]
    """the funds that they can be; () if the column and the code contradict each other"""
    code: FundCode | None
    column: str

    @property
    def sure(self) -> bool:
        return self.code is None or self.code.sure


def lines(case: Case) -> Iterator[Line]:
    """Every line of typed figures that are of some fund."""
    funds = case.document.edition.funds
    if funds is None:
        return
    facts = {(fact.table, fact.row, fact.column) for fact in case.accounts.facts.items if fact.amount.yuan}
    for entry in case.document.entries:
        form = case.document.edition.tables[entry.table]
        key = row_key(form, entry)
        typed = tuple(one for one in entry.amounts if one.amount.yuan and (entry.table, key, one.column) in facts)
        if typed:
            yield _line(form, entry, typed, funds)


def _line(form: TableForm, entry: Entry, typed: tuple[EnteredAmount, ...], funds: FundsForm) -> Line:
    fields = dict(entry.fields)
    written = fields.get(funds.attribute, "")
    attribute = form.attributes.get(funds.attribute)
    fund = written or (attribute.default if attribute else "")
    code = fields.get(SUBJECT, "")
    if form.rule is None:
        values = form.placed_rows[entry.row][1].where.get(funds.attribute, ())
        fund = values[0] if len(values) == 1 else fund
    elif form.rule.by == (SUBJECT,):
        code = entry.row
    return Line(entry=entry, form=form, code=code, fund=fund, written=bool(written), amounts=typed)


@lru_cache(maxsize=1)
def mistakes(case: Case) -> tuple[Mistake, ...]:
    """Figures whose fund their column or their code excludes."""
    return tuple(mistake for line in lines(case) for mistake in _of_line(case, line))


def _of_line(case: Case, line: Line) -> Iterator[Mistake]:
    """One mistake for all figures that the same thing says of; what a column says is said before what the code does."""
    found: dict[tuple[tuple[str, ...], str], list[EnteredAmount]] = {}
    known = case.funds.of(line.code) if line.code else None
    for one in line.amounts:
        leaf = line.form.leaf(line.entry.row, one.column)
        allowed = leaf.funds if leaf else ()
        by_column = bool(allowed and line.fund and line.fund not in allowed)
        owns = (line.fund,) if line.fund and not by_column else allowed
        by_code = known is not None and bool(owns) and not any(_may_be(case, fund, known) for fund in owns)
        if by_column or by_code:
            right = _right(case, line, allowed, known, by_code=by_code)
            found.setdefault((right, one.column if by_column or not line.fund else ""), []).append(one)
    for (right, column), amounts in found.items():
        because = None if column and line.fund else known
        yield Mistake(line=line, amounts=tuple(amounts), right=right, code=because, column=column)


def _right(
    case: Case, line: Line, allowed: tuple[str, ...], known: FundCode | None, *, by_code: bool
) -> tuple[str, ...]:
    """The funds that figures of a line can be, of those that their column allows."""
    funds = case.document.edition.funds
    if not line.fund:
        allowed = tuple(funds.budgets) if funds else ()
    possible = tuple(fund for fund in allowed or _all(case, line) if _may_be(case, fund, known))
    if not by_code or known is None:
        return possible
    return tuple(fund for fund in possible if _budget(case, fund) == known.budget) or possible


def _all(case: Case, line: Line) -> tuple[str, ...]:
    """The funds that a line of the table can be of."""
    funds = case.document.edition.funds
    attribute = line.form.attributes.get(funds.attribute) if funds else None
    return attribute.values if attribute else ()


def _budget(case: Case, fund: str) -> str:
    """The budget that a fund is; "" for one that is none, such as 其他资金."""
    funds = case.document.edition.funds
    return funds.budgets.get(fund, "") if funds else ""


def _may_be(case: Case, fund: str, known: FundCode | None) -> bool:
    """Money that is of no budget is spent under any code."""
    return known is None or _budget(case, fund) in ("", known.budget)


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """别处写明的资金: a line that says none, and another place that says one for the same code."""

    line: Line
    fund: str
    where: str
    related: Entry | None
    sure: bool
    """whether both are budgets: no code belongs to two"""


@lru_cache(maxsize=1)
def elsewhere(case: Case) -> tuple[Elsewhere, ...]:
    """Defaults that another table, or an input of that code, contradicts."""
    wrong = {id(one.line.entry) for one in mistakes(case)}
    by_code: dict[str, list[Line]] = {}
    for line in lines(case):
        if line.code and line.fund:
            by_code.setdefault(line.code, []).append(line)
    inputs = _of_inputs(case)
    return tuple(
        one
        for code, same in by_code.items()
        for line in same
        if not line.written and len(_all(case, line)) > 1 and id(line.entry) not in wrong
        for one in _contradicted(case, line, [one for one in same if id(one.entry) not in wrong], inputs.get(code, {}))
    )


def _contradicted(case: Case, line: Line, same: list[Line], inputs: dict[str, str]) -> Iterator[Elsewhere]:
    own = {one.fund for one in same if one.entry.table == line.entry.table}
    tables = dict.fromkeys(one.entry.table for one in same if one.entry.table != line.entry.table)
    for table in tables:
        there = [one for one in same if one.entry.table == table]
        stated = next((one for one in there if one.written or len(_all(case, one)) == 1), None)
        if stated and stated.fund not in own and line.fund not in {one.fund for one in there}:
            yield _elsewhere(case, line, stated.fund, table, stated.entry)
            return
    for fund, where in inputs.items():
        if fund not in own and line.fund not in inputs:
            yield _elsewhere(case, line, fund, where, None)
            return


def _elsewhere(case: Case, line: Line, fund: str, where: str, related: Entry | None) -> Elsewhere:
    sure = bool(_budget(case, line.fund) and _budget(case, fund))
    return Elsewhere(line=line, fund=fund, where=where, related=related, sure=sure)


def _of_inputs(case: Case) -> dict[str, dict[str, str]]:
    """科目 → 资金 → where an input of that code (政府性基金年初预算.*) is not zero."""
    found: dict[str, dict[str, str]] = {}
    for code, fund, path in typed_by_code(case):
        found.setdefault(code, {}).setdefault(fund, f"填报项“{path}”")
    return found


def typed_by_code(case: Case) -> Iterator[tuple[str, str, str]]:
    """科目, 资金 and path of every amount that is typed by code for the explanation and is not zero."""
    patterns = [(name.split("."), form.fund) for name, form in case.document.edition.inputs.items() if form.fund]
    for path, given in case.document.inputs.items() if patterns else ():
        parts = path.split(".")
        for wanted, fund in patterns:
            fits = len(wanted) == len(parts) and all(
                want in ("*", part) for want, part in zip(wanted, parts, strict=True)
            )
            code = next((part for want, part in zip(wanted, parts, strict=True) if want == "*"), "") if fits else ""
            if code and isinstance(given.value, Amount) and given.value.yuan:
                yield code, fund, path


@lru_cache(maxsize=1)
def corrected(case: Case) -> Case:
    """An authored document with every 资金 as it has to be, where only one can be: what is wrong besides that.

    An archived one prints what it prints.
    """
    if case.document.archived:
        return case
    changes: dict[int, list[tuple[tuple[EnteredAmount, ...], str]]] = {}
    for mistake in mistakes(case):
        if mistake.sure and len(mistake.right) == 1 and mistake.line.fund:
            changes.setdefault(id(mistake.line.entry), []).append((mistake.amounts, mistake.right[0]))
    for one in elsewhere(case):
        if one.sure:
            changes.setdefault(id(one.line.entry), []).append((one.line.amounts, one.fund))
    if not changes:
        return case
    entries = tuple(new for entry in case.document.entries for new in _changed(case, entry, changes.get(id(entry), [])))
    document = replace(case.document, entries=entries)
    accounts = derive(document.edition, entries, case.accounts.naming)
    return replace(case, document=document, accounts=accounts)


def _changed(case: Case, entry: Entry, changes: list[tuple[tuple[EnteredAmount, ...], str]]) -> Iterator[Entry]:
    funds = case.document.edition.funds
    moved = {id(one) for amounts, _ in changes for one in amounts}
    left = tuple(one for one in entry.amounts if id(one) not in moved)
    if left or not moved:
        yield replace(entry, amounts=left)
    for amounts, fund in changes:
        form = case.document.edition.tables[entry.table]
        if form.rule is None:
            yield replace(entry, row=row_of(case, form, fund) or entry.row, amounts=amounts)
        elif funds is not None:
            others = tuple(field for field in entry.fields if field[0] != funds.attribute)
            yield replace(entry, fields=(*others, (funds.attribute, fund)), amounts=amounts)


def row_of(case: Case, form: TableForm, fund: str) -> str:
    """The fixed row of a fund."""
    funds = case.document.edition.funds
    attribute = funds.attribute if funds else ""
    return next((row.name for row in form.fixed_rows if row.where.get(attribute) == (fund,)), "")
