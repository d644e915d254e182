"""表单的金额单位: amounts of a form that are in another unit than the form's, beside the tables and each other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gongkai.checks.comparisons import authored
from gongkai.checks.context import Case
from gongkai.checks.filled_forms import FilledForm, FormValue, all_forms, sum_of
from gongkai.checks.outcomes import Said, each
from gongkai.checks.performance.totals import Beside, sums_at_most
from gongkai.checks.quantities import largest
from gongkai.model.amounts import NOTHING, Amount, Unit
from gongkai.model.form_fields import FundRoles


def _forms(case: Case) -> Iterator[tuple[FilledForm, FundRoles, Decimal]]:
    """Forms with amounts, and the largest figure of the tables."""
    most = largest(case)
    return ((form, funds, most) for form in all_forms(case) if most and (funds := form.roles.funds))


@each(_forms)
def forms_are_in_their_unit(case: Case, given: tuple[FilledForm, FundRoles, Decimal]) -> Iterator[Said]:
    """F204 绩效表单的单位: no project has many times the department's money, nor spends many times its own."""
    told = next(_faults(case, *given), None)
    if told is not None:
        value, variant, beside = told
        form, unit = value.form, value.form.layout.unit
        shown = beside.told(unit, 2)
        yield value.wrong(
            "F204",
            variant,
            severity=authored(case),
            表单=form.title,
            处=value.path.replace(".", "·"),
            填=f"{value.text}{'' if value.number.unit else unit.value}",
            最大=shown,
            预算=shown,
            单位=unit.value,
        )


def _faults(case: Case, form: FilledForm, funds: FundRoles, most: Decimal) -> Iterator[tuple[FormValue, str, Amount]]:
    """Values that cannot be in the form's unit, how, and what they are beside."""
    bounds = case.document.edition.magnitude
    totals = (form.fund(funds.total, column) for column in funds.columns)
    least = bounds.least if form.layout.unit is Unit.YUAN else 0
    for value in filter(_is_money, totals):
        if abs(value.amount.yuan) > bounds.most * most:
            yield value, "表单太多", Amount(yuan=most)
        elif abs(value.amount.yuan) < least:
            yield value, "表单太少", NOTHING
    if form.has_money and form.spent.amount.yuan >= bounds.slip[0] * form.budget.amount.yuan > 0:
        yield form.spent, "表单超预算", form.budget.amount


def _is_money(value: FormValue) -> bool:
    return value.has_amount and value.amount.yuan != 0


@each(lambda case: sums_at_most(case) if largest(case) else ())
def projects_are_in_their_unit(case: Case, together: Beside) -> Iterator[Said]:
    """F204 各项目合计: the projects' outturns in all, beside what the tables say; that they are more is E115's."""
    name, group, limit = together
    spent, first = sum_of(form.spent for form in group), group[0].spent
    low, high = case.document.edition.magnitude.slip
    if spent.yuan > 0 and low <= limit.yuan / spent.yuan <= high:
        unit, sums = first.form.layout.unit, [amount.told(first.form.layout.unit, 2) for amount in (spent, limit)]
        told = {"算": sums[0], "应": sums[1], "名": name, "单位": unit.value}
        yield first.wrong("F204", "表单合计", told, severity=authored(case), 数=len(group))
