"""表单与文件: what names in an edition's equations about forms stand for: 本表.执行数, 填报.年初预算.合计, 支出合计."""

from __future__ import annotations

from decimal import Decimal

from generator.checks.case import Case
from generator.checks.performance.views import Form
from generator.figures.formulas import FormulaError, parse
from generator.model.amounts import Amount
from generator.model.places import Place

OWN, INPUT = "本表.", "填报."


class UnknownFigureError(Exception):
    """文件里没有这个数; the message is Chinese."""


def quantity(case: Case, form: Form | None, formula: str) -> Amount:
    """甲 + 乙 - 丙 of the form, of inputs and of the document's figures.

    Raises UnknownFigureError if something it needs is not there.
    """
    yuan, margin = Decimal(0), Decimal(0)
    for term in parse(formula):
        amount = _term(case, form, term.first.path)
        yuan += term.sign * amount.yuan
        margin += amount.margin
    return Amount(yuan=yuan, margin=margin)


def _term(case: Case, form: Form | None, name: str) -> Amount:
    if name.startswith(OWN):
        amount = own(form, name.removeprefix(OWN))
    elif name.startswith(INPUT):
        given = case.document.inputs.get(name.removeprefix(INPUT))
        amount = given.value if given and isinstance(given.value, Amount) else None
    else:
        try:
            amount = case.accounts.quantity(name)
        except FormulaError as error:
            raise UnknownFigureError(str(error)) from error
    if amount is None:
        raise UnknownFigureError(f"没有填“{name.partition('.')[2]}”")
    return amount


def own_path(form: Form, name: str) -> str:
    """The data path of an amount of the form: 执行数 (of its total), 财政拨款.执行数, 基本支出."""
    funds = form.roles.funds
    if funds is None:
        return ""
    columns = {"年初预算": funds.initial, "全年预算": funds.budget, "执行数": funds.spent, "金额": funds.amount}
    row, _, column = name.rpartition(".")
    if column in columns:
        return funds.path(row or funds.total, columns[column])
    return funds.path(name, "")


def own(form: Form | None, name: str) -> Amount | None:
    """An amount of the form."""
    return form.amount(form.value(own_path(form, name))) if form else None


def place_of(case: Case, form: Form | None, formula: str) -> Place | None:
    """Where the first figure of a formula was typed."""
    name = parse(formula)[0].first.path
    if name.startswith(OWN):
        return form.value(own_path(form, name.removeprefix(OWN))).place if form else None
    if name.startswith(INPUT):
        given = case.document.inputs.get(name.removeprefix(INPUT))
        return given.place if given else None
    try:
        address = case.accounts.deriver.references.evaluate(name)[0].address
    except FormulaError:
        return None
    cell = case.accounts.cells.get(address) if address else None
    if cell is None:
        return None
    behind = [case.accounts.facts.items[number].place for number, _ in cell.parts]
    return cell.given.place if cell.given else cell.entered or min(behind, default=None)
