"""表单的金额单位: amounts of a form that are in another unit than the form's, beside the tables and each other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gongkai.checks.comparisons import authored
from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Skipped
from gongkai.checks.performance.document import groups_beside
from gongkai.checks.performance.filled_form import Form, Value, forms
from gongkai.checks.quantities import largest
from gongkai.model.amounts import NOTHING, Amount, Unit
from gongkai.model.findings import Finding, found
from gongkai.model.performance_roles import Subject


def forms_are_in_their_unit(case: Case) -> Iterator[Outcome]:
    """F204 绩效表单的单位: no project has many times the department's money, nor spends many times its own."""
    most = largest(case)
    if not most:
        return
    for form in forms(case, *Subject, outcome=None):
        told = next(_told(case, form, most), None)
        if told is not None:
            yield told
        elif form.roles.funds is not None:
            yield Held()
    for name, group, limit in groups_beside(case, lambda roles: roles.sum_at_most):
        yield limit if isinstance(limit, Skipped) else _together(case, name, group, limit.yuan)


def _told(case: Case, form: Form, most: Decimal) -> Iterator[Finding]:
    """Values that cannot be in the form's unit."""
    funds, bounds = form.roles.funds, case.document.edition.magnitude
    for column in funds.columns if funds else ():
        value = form.fund(funds.total if funds else "", column)
        amount = form.amount(value)
        if amount is None or not amount.yuan:
            continue
        if abs(amount.yuan) > bounds.most * most:
            yield _finding(case, form, value, "表单太多", Amount(yuan=most))
        elif form.layout.unit is Unit.YUAN and abs(amount.yuan) < bounds.least:
            yield _finding(case, form, value, "表单太少")
    budget, spent = form.budget, form.spent
    if budget is not None and spent is not None and budget.yuan and spent.yuan >= bounds.slip[0] * budget.yuan > 0:
        yield _finding(case, form, form.total("spent"), "表单超预算", budget)


def _together(case: Case, name: str, group: list[Form], limit: Decimal) -> Outcome:
    """The projects' outturns in all, beside what the tables say of projects; that they are more is for E115."""
    spent = sum((form.spent.yuan for form in group if form.spent), Decimal(0))
    low, high = case.document.edition.magnitude.slip
    if spent <= 0 or not low <= limit / spent <= high:
        return Held()
    first = group[0]
    return found(
        "F204",
        first.total("spent").place,
        "表单合计",
        severity=authored(case),
        数=len(group),
        算=_shown(first, Amount(yuan=spent)),
        名=name,
        应=_shown(first, Amount(yuan=limit)),
        单位=first.layout.unit.value,
    )


def _finding(case: Case, form: Form, value: Value, variant: str, beside: Amount = NOTHING) -> Finding:
    shown = _shown(form, beside)
    return found(
        "F204",
        value.place,
        variant,
        severity=authored(case),
        表单=form.title,
        处=value.path.replace(".", "·"),
        填=f"{value.text}{_unit(form, value)}",
        最大=shown,
        预算=shown,
        单位=form.layout.unit.value,
    )


def _unit(form: Form, value: Value) -> str:
    number = value.number
    return "" if number is not None and number.unit else form.layout.unit.value


def _shown(form: Form, amount: Amount) -> str:
    return amount.told(form.layout.unit, 2)
