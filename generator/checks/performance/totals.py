"""绩效表单与决算表: projects together, the whole department, and indicators that the document's figures determine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from gongkai.checks import comparisons, quantities
from gongkai.checks.context import Case
from gongkai.checks.filled_forms import SCORED, FilledForm, FormValue, forms, sum_of
from gongkai.checks.indicators import Indicator, indicators
from gongkai.checks.outcomes import Said, Skipped, each
from gongkai.checks.quantities import INPUT, UnknownFigureError
from gongkai.figures.formulas import FormulaError, parse, parse_comparison
from gongkai.model.amounts import NOTHING, Amount, ratio, signed_sum
from gongkai.model.finding_catalogue import word_pattern
from gongkai.model.findings import found
from gongkai.model.form_fields import OWN
from gongkai.model.performance_roles import FormRoles, Quotient, Subject
from gongkai.model.places import Place

_MARKS = re.compile(r"[“”‘’\"'（）()\s]")
WORDS = {"=": "应当等于", "≤": "不应大于", "≥": "不应小于"}
Beside = tuple[str, list[FilledForm], Amount]
"""a figure of the document by its name, the forms of projects of one kind that it is beside, and how much it is"""


def beside(
    case: Case,
    formula_of: Callable[[FormRoles], str],
    wanted: Callable[[FilledForm], bool] = lambda form: form.spent.has_amount,
) -> Iterator[Beside | Skipped]:
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


def sums_at_most(case: Case) -> Iterator[Beside | Skipped]:
    """What the projects together can have spent."""
    return beside(case, lambda roles: roles.sum_at_most)


@each(sums_at_most)
def projects_fit_the_table(case: Case, together: Beside) -> Iterator[Said]:
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


def _bought(case: Case) -> Iterator[Beside | Skipped]:
    procurement = word_pattern("E128", "采购服务")
    return beside(
        case,
        lambda roles: roles.services_bought,
        lambda form: bool(form.spent.has_amount and form.spent.amount.yuan and procurement.search(form.project)),
    )


@each(_bought)
def services_were_procured(case: Case, together: Beside) -> Iterator[Said]:
    """X13/P13 政府采购服务: a project that is the procurement of a service was paid as one (服务采购项目, 采购服务)."""
    name, bought, amount = together
    if not amount.yuan:
        place, spent = quantities.place_of(case, name) or case.document.place, bought[0].spent
        related = tuple(form.spent.place for form in bought)
        yield found("E128", place, 项目=bought[0].project, 支出=spent.form.money(spent.amount), related=related)


class Operand(Struct, frozen=True):
    """One side of an equation about a form: how much it is, in words, and where its first figure was typed."""

    amount: Amount
    told: str
    place: Place | None


def _side(case: Case, form: FilledForm, formula: str) -> Operand:
    """甲 + 乙 - 丙 of the form (本表.执行数 of its total, 本表.基本支出), of inputs and of the document's figures.

    Raises UnknownFigureError if something it needs is not there.
    """
    amounts, told = [], ""
    for term in parse(formula):
        name = term.first.path
        own = _own(form, name.removeprefix(OWN)) if name.startswith(OWN) else None
        amounts.append((term.sign, own.amount if own else quantities.figure(case, name)))
        words = _words(own.path) if own else name.removeprefix(INPUT).replace(".", "·")
        told += ("" if not told else "＋" if term.sign > 0 else "－") + words
    first = parse(formula)[0].first.path
    place = _own(form, first.removeprefix(OWN)).place if first.startswith(OWN) else quantities.place_of(case, formula)
    return Operand(signed_sum(amounts), told, place)


def _own(form: FilledForm, name: str) -> FormValue:
    value = form.value(form.roles.funds.path_named(name) if form.roles.funds else "")
    if not value.has_amount:
        raise UnknownFigureError(f"没有填“{name}”")
    return value


def _words(path: str) -> str:
    """资金.部门预算总额.全年执行数 → 部门预算总额的全年执行数."""
    row, _, column = path.rpartition(".")
    return f"{row.rpartition('.')[2]}的{column}" if "." in row else column


Equation = tuple[FilledForm, Operand, str, Operand]


def _equations(case: Case) -> Iterator[Equation | Skipped]:
    for form in forms(case, Subject.DEPARTMENT, outcome=None):
        for equation in form.roles.equations:
            try:
                compared = parse_comparison(equation)
                left, right = (_side(case, form, side) for side in (compared.left, compared.right))
            except (UnknownFigureError, FormulaError) as error:
                yield Skipped(reason=f"{form.title}：“{equation}”不能核对：{error}")
            else:
                yield form, left, compared.sign, right


@each(_equations)
def forms_fit_the_document(case: Case, equation: Equation) -> Iterator[Said]:
    """P12 部门预算总额: the whole department's form against the document, by the edition's equations (对照).

    执行数 = 支出合计; 年初预算 ≥ 一般公共预算年初预算.
    """
    form, left, sign, right = equation
    difference = left.amount - right.amount
    if not comparisons.holds(sign, difference):
        yield found(
            "E116",
            left.place or form.data.place,
            处=left.told,
            填=case.shown(left.amount),
            应当=WORDS[sign],
            对照=right.told,
            应=case.shown(right.amount),
            差=case.apart(difference),
            related=(right.place,) if right.place else (),
        )


Calculated = tuple[Indicator, Operand, Operand]
"""an indicator, numerator and base of what it is to be"""


def _quotients(case: Case) -> Iterator[Calculated | Skipped]:
    for indicator in indicators(case, *SCORED):
        for rule in indicator.outcome.form.roles.quotients:
            if _MARKS.sub("", rule.indicator) == _MARKS.sub("", indicator.third.text):
                yield _quotient(case, indicator, rule)


def _quotient(case: Case, indicator: Indicator, rule: Quotient) -> Calculated | Skipped:
    outcome = indicator.outcome
    try:
        part, whole = (_side(case, outcome.form, side) for side in (rule.part, rule.whole))
    except UnknownFigureError as error:
        return Skipped(reason=f"“{indicator.name}”的完成值不能核对：{error}")
    nothing = whole.amount.yuan and part.amount == NOTHING and outcome.text and outcome.absent
    if outcome.has_number or nothing:
        return indicator, part, whole
    return Skipped(reason=f"“{indicator.name}”的完成值“{outcome.text}”不是数")


@each(_quotients)
def indicators_follow_the_figures(case: Case, given: Calculated) -> Iterator[Said]:
    """P12 可算指标: 预算调整率, 结转结余率, “三公经费”控制率, 政府采购执行率 as the document's own figures give them.

    Likewise 预算执行率 among a project's indicators, which the form itself prints above them. Where numerator and base
    are both zero there is nothing to control: 0 or no number.
    """
    indicator, part, whole = given
    outcome, right = indicator.outcome, ratio(part.amount, whole.amount)
    printed = outcome.number if outcome.has_number else None
    if printed and (right.allows(printed.value, printed.places) if right else printed.value == 0):
        return
    sums = {"支出": case.shown(part.amount), "预算": case.shown(whole.amount)}
    told = indicator.told | sums | {"分子": part.told, "分母": whole.told}
    yield outcome.wrong("E117", "不符" if right else "没有基数", told, 应=f"{right.percent:.2f}" if right else "")
