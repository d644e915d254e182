"""表单与文件: what names in an edition's equations about forms stand for: 本表.执行数, 填报.年初预算.合计, 支出合计."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gongkai.checks import quantities
from gongkai.checks.context import Case
from gongkai.checks.outcomes import Skipped
from gongkai.checks.performance.filled_form import Form, forms
from gongkai.checks.quantities import UnknownFigureError
from gongkai.figures.formulas import parse
from gongkai.model.amounts import NOTHING, Amount
from gongkai.model.performance_roles import OWN, FormRoles, Subject
from gongkai.model.places import Place


def quantity(case: Case, form: Form | None, formula: str) -> Amount:
    """甲 + 乙 - 丙 of the form, of inputs and of the document's figures.

    Raises UnknownFigureError if something it needs is not there.
    """
    total = NOTHING
    for term in parse(formula):
        amount = _term(case, form, term.first.path)
        total = total + amount if term.sign > 0 else total - amount
    return total


def groups_beside(
    case: Case, formula_of: Callable[[FormRoles], str]
) -> Iterator[tuple[str, list[Form], Amount | Skipped]]:
    """The forms of projects, kind by kind, with the figure that their roles name, or why there is none."""
    groups: dict[tuple[str, str], list[Form]] = {}
    for form in forms(case, Subject.PROJECT):
        formula = formula_of(form.roles)
        if formula and form.roles.kind:
            groups.setdefault((form.roles.kind.name, formula), []).append(form)
    for (_, formula), group in groups.items():
        try:
            yield formula, group, quantity(case, None, formula)
        except UnknownFigureError as error:
            yield formula, group, Skipped(reason=f"不能同“{formula}”核对：{error}")


def _term(case: Case, form: Form | None, name: str) -> Amount:
    if not name.startswith(OWN):
        return quantities.figure(case, name)
    amount = own(form, name.removeprefix(OWN))
    if amount is None:
        raise UnknownFigureError(f"没有填“{name.removeprefix(OWN)}”")
    return amount


def own_path(form: Form, name: str) -> str:
    """The data path of an amount of the form: 执行数 (of its total), 财政拨款.执行数, 基本支出."""
    return form.roles.funds.path_named(name) if form.roles.funds else ""


def own(form: Form | None, name: str) -> Amount | None:
    """An amount of the form."""
    return form.amount(form.value(own_path(form, name))) if form else None


def place_of(case: Case, form: Form | None, formula: str) -> Place | None:
    """Where the first figure of a formula was typed."""
    terms = parse(formula)
    if not terms:
        return None
    name = terms[0].first.path
    if name.startswith(OWN):
        return form.value(own_path(form, name.removeprefix(OWN))).place if form else None
    return quantities.place_of(case, formula)
