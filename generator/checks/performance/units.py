"""表单的金额单位: amounts of a form that are in another unit than the form's, beside the tables and each other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule, Skipped
from gongkai.checks.performance.document import groups_beside
from gongkai.checks.performance.filled_form import Form, Value, forms
from gongkai.checks.quantities import largest
from gongkai.model.amounts import Amount, Unit
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.performance_roles import Subject


def forms_are_in_their_unit(case: Case) -> Iterator[Outcome]:
    """F204 绩效表单的单位: no project has many times the department's money, nor spends many times its own."""
    most = largest(case)
    if not most:
        return
    for form in forms(case, *Subject, outcome=None):
        found = list(_told(case, form, most))
        if found:
            yield _finding(case, form, *found[0])
        elif form.roles.funds is not None:
            yield Held()
    for name, group, limit in groups_beside(case, lambda roles: roles.sum_at_most):
        yield limit if isinstance(limit, Skipped) else _together(case, name, group, limit.yuan)


def _told(case: Case, form: Form, most: Decimal) -> Iterator[tuple[Value, str]]:
    """Values that cannot be in the form's unit, and why."""
    funds, bounds = form.roles.funds, case.document.edition.magnitude
    for column in funds.columns if funds else ():
        value = form.fund(funds.total if funds else "", column)
        amount = form.amount(value)
        if amount is None or not amount.yuan:
            continue
        if abs(amount.yuan) > bounds.most * most:
            yield value, f"比报表里最大的数（{_shown(form, Amount(yuan=most))}）还大得多"
        elif form.layout.unit is Unit.YUAN and abs(amount.yuan) < bounds.least:
            yield value, "这么少的钱不像一个项目"
    budget, spent = form.budget, form.spent
    if budget is not None and spent is not None and budget.yuan and spent.yuan >= bounds.slip[0] * budget.yuan > 0:
        yield form.total("spent"), f"全年预算数却是{_shown(form, budget)}"


def _together(case: Case, name: str, group: list[Form], limit: Decimal) -> Outcome:
    """The projects' outturns in all, beside what the tables say of projects; that they are more is for E115."""
    spent = sum((form.spent.yuan for form in group if form.spent), Decimal(0))
    low, high = case.document.edition.magnitude.slip
    if spent <= 0 or not low <= limit / spent <= high:
        return Held()
    first = group[0]
    told = f"{len(group)}张项目自评表的全年执行数加起来只有{_shown(first, Amount(yuan=spent))}"
    return _as_finding(
        case, first, first.total("spent"), f"{told}，{name}却是{_shown(first, Amount(yuan=limit))}，相差约一万倍"
    )


def _finding(case: Case, form: Form, value: Value, why: str) -> Finding:
    return _as_finding(
        case,
        form,
        value,
        f"“{form.title}”的{value.path.replace('.', '·')}填的是{value.text}{_unit(form, value)}，{why}",
    )


def _as_finding(case: Case, form: Form, value: Value, message: str) -> Finding:
    return Finding(
        code=FindingCode.TEN_THOUSAND_TIMES,
        severity=Severity.WARNING if case.document.archived else Severity.INCONSISTENCY,
        place=value.place,
        message=message,
        hint=f"这张表单的金额单位是{form.layout.unit.value}，同文件的单位无关：请照它换算；"
        "数没有错的，在 waivers.yml 里写明理由",
    )


def _unit(form: Form, value: Value) -> str:
    number = value.number
    return "" if number is not None and number.unit else form.layout.unit.value


def _shown(form: Form, amount: Amount) -> str:
    return amount.told(form.layout.unit, 2)


RULES = (Rule(code="F204", check=forms_are_in_their_unit),)
