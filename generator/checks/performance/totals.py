"""绩效表单与决算表: projects together, the whole department, and indicators that the document's figures determine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from gongkai.checks import comparisons, quantities
from gongkai.checks.context import Case
from gongkai.checks.filled_forms import SCORED, FilledForm, FormValue, forms, sum_of
from gongkai.checks.indicators import Indicator, indicators
from gongkai.checks.outcomes import Said, Skipped, each
from gongkai.checks.quantities import INPUT, UnknownFigureError
from gongkai.figures.formulas import Comparison, FormulaError, parse, parse_comparison
from gongkai.model.amounts import NOTHING, Amount, ratio, signed_sum
from gongkai.model.finding_catalogue import word_pattern
from gongkai.model.findings import found
from gongkai.model.performance_roles import OWN, FormRoles, Quotient, Subject
from gongkai.model.places import Place

_MARKS = re.compile(r"[“”‘’\"'（）()\s]")
WORDS = {"=": "应当等于", "≤": "不应大于", "≥": "不应小于"}
Together = tuple[str, list[FilledForm], Amount]
"""a figure of the document by its name, the forms of projects of one kind that it is beside, and how much it is"""


def beside(
    case: Case,
    formula_of: Callable[[FormRoles], str],
    wanted: Callable[[FilledForm], bool] = lambda form: form.spent.has_amount,
) -> Iterator[Together | Skipped]:
    """The forms of projects, kind by kind, with the figure that their roles name, or why there is none."""
    groups: dict[tuple[str, str], list[FilledForm]] = {}
    for form in forms(case, Subject.PROJECT):
        formula = formula_of(form.roles)
        if formula and form.roles.kind and wanted(form):
            groups.setdefault((form.roles.kind.name, formula), []).append(form)
    for (_, formula), group in groups.items():
        try:
            yield formula, group, quantities.quantity(case, formula)
        except UnknownFigureError as error:
            yield Skipped(reason=f"不能同“{formula}”核对：{error}")


def sums_at_most(case: Case) -> Iterator[Together | Skipped]:
    """What the projects together can have spent."""
    return beside(case, lambda roles: roles.sum_at_most)


@each(sums_at_most)
def projects_fit_the_table(case: Case, together: Together) -> Iterator[Said]:
    """P11 项目执行数: Σ 全年执行数 of all self-evaluated projects ≤ 项目支出 of the document."""
    name, group, limit = together
    total = sum_of(form.spent for form in group)
    if not comparisons.holds("≤", total - limit):
        yield found(
            "E115",
            quantities.place_of(case, name) or case.document.place,
            数=len(group),
            合计=case.shown(total),
            项=name,
            应=case.shown(limit),
            差=case.shown(total - limit),
            related=tuple(form.spent.place for form in group if form.spent.amount.yuan)[:12],
        )


def _bought(case: Case) -> Iterator[Together | Skipped]:
    procurement = word_pattern("E128", "采购服务")
    return beside(
        case,
        lambda roles: roles.services_bought,
        lambda form: bool(form.spent.has_amount and form.spent.amount.yuan and procurement.search(form.project)),
    )


@each(_bought)
def services_were_procured(case: Case, together: Together) -> Iterator[Said]:
    """X13/P13 政府采购服务: a project that is the procurement of a service was paid as one (服务采购项目, 采购服务)."""
    name, bought, amount = together
    if not amount.yuan:
        place, spent = quantities.place_of(case, name) or case.document.place, bought[0].spent
        related = tuple(form.spent.place for form in bought)
        yield found("E128", place, 项目=bought[0].project, 支出=spent.form.money(spent.amount), related=related)


def _own(form: FilledForm, name: str) -> FormValue:
    """本表.执行数 (of its total), 本表.财政拨款.执行数, 本表.基本支出."""
    return form.value(form.roles.funds.path_named(name.removeprefix(OWN)) if form.roles.funds else "")


def _quantity(case: Case, form: FilledForm, formula: str) -> Amount:
    """甲 + 乙 - 丙 of the form, of inputs and of the document's figures.

    Raises UnknownFigureError if something it needs is not there.
    """
    return signed_sum((term.sign, _figure(case, form, term.first.path)) for term in parse(formula))


def _figure(case: Case, form: FilledForm, name: str) -> Amount:
    if not name.startswith(OWN):
        return quantities.figure(case, name)
    if not _own(form, name).has_amount:
        raise UnknownFigureError(f"没有填“{name.removeprefix(OWN)}”")
    return _own(form, name).amount


def _place(case: Case, form: FilledForm, formula: str) -> Place | None:
    """Where the first figure of a formula was typed."""
    name = next((term.first.path for term in parse(formula)), "")
    return _own(form, name).place if name.startswith(OWN) else quantities.place_of(case, formula)


def _told(form: FilledForm, formula: str) -> str:
    """A formula in words: 本表.执行数 → 部门预算总额的全年执行数."""
    told = ""
    for term in parse(formula):
        name = term.first.path
        if name.startswith(OWN):
            row, _, column = _own(form, name).path.rpartition(".")
            name = f"{row.rpartition('.')[2]}的{column}" if "." in row else column
        told += ("" if not told else "＋" if term.sign > 0 else "－") + name.removeprefix(INPUT).replace(".", "·")
    return told


Equation = tuple[FilledForm, Comparison, Amount, Amount]


def _equations(case: Case) -> Iterator[Equation | Skipped]:
    for form in forms(case, Subject.DEPARTMENT, outcome=None):
        for equation in form.roles.equations:
            try:
                compared = parse_comparison(equation)
                left, right = (_quantity(case, form, side) for side in (compared.left, compared.right))
            except (UnknownFigureError, FormulaError) as error:
                yield Skipped(reason=f"{form.title}：“{equation}”不能核对：{error}")
            else:
                yield form, compared, left, right


@each(_equations)
def forms_fit_the_document(case: Case, equation: Equation) -> Iterator[Said]:
    """P12 部门预算总额: the whole department's form against the document, by the edition's equations (对照).

    执行数 = 支出合计; 年初预算 ≥ 一般公共预算年初预算.
    """
    form, compared, left, right = equation
    if not comparisons.holds(compared.sign, left - right):
        other = _place(case, form, compared.right)
        yield found(
            "E116",
            _place(case, form, compared.left) or form.data.place,
            处=_told(form, compared.left),
            填=case.shown(left),
            应当=WORDS[compared.sign],
            对照=_told(form, compared.right),
            应=case.shown(right),
            差=case.apart(left - right),
            related=(other,) if other else (),
        )


Part = tuple[Indicator, Quotient, Amount, Amount]
"""an indicator, what it is to be, numerator and base"""


def _quotients(case: Case) -> Iterator[Part | Skipped]:
    for indicator in indicators(case, *SCORED):
        form, outcome = indicator.outcome.form, indicator.outcome
        for rule in form.roles.quotients:
            if _MARKS.sub("", rule.indicator) != _MARKS.sub("", indicator.third.text):
                continue
            try:
                part, whole = _quantity(case, form, rule.part), _quantity(case, form, rule.whole)
            except UnknownFigureError as error:
                yield Skipped(reason=f"“{indicator.name}”的完成值不能核对：{error}")
                continue
            nothing = whole.yuan and part == NOTHING and outcome.text and outcome.absent
            reason = f"“{indicator.name}”的完成值“{outcome.text}”不是数"
            yield (indicator, rule, part, whole) if outcome.has_number or nothing else Skipped(reason=reason)


@each(_quotients)
def indicators_follow_the_figures(case: Case, given: Part) -> Iterator[Said]:
    """P12 可算指标: 预算调整率, 结转结余率, “三公经费”控制率, 政府采购执行率 as the document's own figures give them.

    Likewise 预算执行率 among a project's indicators, which the form itself prints above them. Where numerator and base
    are both zero there is nothing to control: 0 or no number.
    """
    indicator, rule, part, whole = given
    outcome, right = indicator.outcome, ratio(part, whole)
    printed = outcome.number if outcome.has_number else None
    if printed and (right.allows(printed.value, printed.places) if right else printed.value == 0):
        return
    yield outcome.wrong(
        "E117",
        "不符" if right else "没有基数",
        indicator.told,
        分子=_told(outcome.form, rule.part),
        支出=case.shown(part),
        分母=_told(outcome.form, rule.whole),
        预算=case.shown(whole),
        应=f"{right.percent:.2f}" if right else "",
    )
