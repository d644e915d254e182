"""绩效表单与决算表: projects together, the whole department, and indicators that the document's figures determine."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.checks import comparisons
from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Skipped
from gongkai.checks.performance.document import groups_beside, own_path, place_of, quantity
from gongkai.checks.performance.filled_form import SCORED, Form, Indicator, forms
from gongkai.checks.quantities import UnknownFigureError
from gongkai.figures.formulas import FormulaError, parse, parse_comparison
from gongkai.model.amounts import NOTHING, Amount, ratio
from gongkai.model.finding_catalogue import word_pattern
from gongkai.model.findings import found
from gongkai.model.performance_roles import Quotient, Subject

_MARKS = re.compile(r"[“”‘’\"'（）()\s]")


def projects_fit_the_table(case: Case) -> Iterator[Outcome]:
    """P11 项目执行数: Σ 全年执行数 of all self-evaluated projects ≤ 项目支出 of the document."""
    for name, group, limit in groups_beside(case, lambda roles: roles.sum_at_most):
        if isinstance(limit, Skipped):
            yield limit
            continue
        amounts = [(form, amount) for form in group if (amount := form.spent) is not None]
        total = sum((amount for _, amount in amounts), NOTHING)
        if comparisons.holds("≤", total - limit):
            yield Held()
            continue
        yield found(
            "E115",
            place_of(case, None, name) or case.document.place,
            数=len(group),
            合计=case.shown(total),
            项=name,
            应=case.shown(limit),
            差=case.shown(total - limit),
            related=tuple(form.total("spent").place for form, amount in amounts if amount.yuan)[:12],
        )


def forms_fit_the_document(case: Case) -> Iterator[Outcome]:
    """P12 部门预算总额: the whole department's form against the document, by the edition's equations (对照).

    执行数 = 支出合计; 年初预算 ≥ 一般公共预算年初预算.
    """
    for form in forms(case, Subject.DEPARTMENT, outcome=None):
        for equation in form.roles.equations:
            try:
                compared = parse_comparison(equation)
                left = quantity(case, form, compared.left)
                right = quantity(case, form, compared.right)
            except (UnknownFigureError, FormulaError) as error:
                yield Skipped(reason=f"{form.title}：“{equation}”不能核对：{error}")
                continue
            if comparisons.holds(compared.sign, left - right):
                yield Held()
                continue
            other = place_of(case, form, compared.right)
            yield found(
                "E116",
                place_of(case, form, compared.left) or form.data.place,
                处=_told(form, compared.left),
                填=case.shown(left),
                应当={"=": "应当等于", "≤": "不应大于", "≥": "不应小于"}[compared.sign],
                对照=_told(form, compared.right),
                应=case.shown(right),
                差=case.apart(left - right),
                related=(other,) if other else (),
            )


def _told(form: Form, formula: str) -> str:
    """A formula in words: 本表.执行数 → 部门预算总额的全年执行数."""
    told = ""
    for term in parse(formula):
        name = term.first.path
        if name.startswith("本表."):
            row, _, column = own_path(form, name.removeprefix("本表.")).rpartition(".")
            name = f"{row.rpartition('.')[2]}的{column}" if "." in row else column
        told += ("" if not told else "＋" if term.sign > 0 else "－") + name.removeprefix("填报.").replace(".", "·")
    return told


def indicators_follow_the_figures(case: Case) -> Iterator[Outcome]:
    """P12 可算指标: 预算调整率, 结转结余率, “三公经费”控制率, 政府采购执行率 as the document's own figures give them.

    Likewise 预算执行率 among a project's indicators, which the form itself prints above them. Where numerator and base
    are both zero there is nothing to control: 0 or no number.
    """
    for form in forms(case, *SCORED):
        for indicator in form.indicators:
            for rule in form.roles.quotients:
                if _MARKS.sub("", rule.indicator) == _MARKS.sub("", indicator.third.text):
                    yield _quotient(case, form, indicator, rule)


def _quotient(case: Case, form: Form, indicator: Indicator, rule: Quotient) -> Outcome:
    printed = indicator.outcome.number
    try:
        part, whole = quantity(case, form, rule.part), quantity(case, form, rule.whole)
    except UnknownFigureError as error:
        return Skipped(reason=f"“{indicator.name}”的完成值不能核对：{error}")
    right = ratio(part, whole)
    nothing = right is not None and part == NOTHING and indicator.outcome.text and indicator.outcome.absent
    if printed is None and not nothing:
        return Skipped(reason=f"“{indicator.name}”的完成值“{indicator.outcome.text}”不是数")
    if printed is not None and (right.allows(printed.value, printed.places) if right else printed.value == 0):
        return Held()
    return found(
        "E117",
        indicator.outcome.place,
        "不符" if right else "没有基数",
        指标=indicator.name,
        填=indicator.outcome.text,
        分子=_told(form, rule.part),
        支出=case.shown(part),
        分母=_told(form, rule.whole),
        预算=case.shown(whole),
        应=f"{right.percent:.2f}" if right else "",
    )


def services_were_procured(case: Case) -> Iterator[Outcome]:
    """X13/P13 政府采购服务: a project that is the procurement of a service was paid as one (服务采购项目, 采购服务)."""
    procurement = word_pattern("E128", "采购服务")
    for name, group, amount in groups_beside(case, lambda roles: roles.services_bought):
        bought = [form for form in group if form.spent and form.spent.yuan and procurement.search(form.project)]
        if bought and isinstance(amount, Skipped):
            yield amount
        elif bought and isinstance(amount, Amount) and amount.yuan:
            yield Held()
        elif bought:
            place, first = place_of(case, None, name) or case.document.place, bought[0]
            spent, related = first.money(first.spent or NOTHING), tuple(form.total("spent").place for form in bought)
            yield found("E128", place, 项目=first.project, 支出=spent, related=related)
