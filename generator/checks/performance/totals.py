"""绩效表单与决算表: projects together, the whole department, and indicators that the document's figures determine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule, Skipped
from gongkai.checks.performance.document import own_path, place_of, quantity
from gongkai.checks.performance.filled_form import SCORED, Form, Indicator, bounded_together, forms
from gongkai.checks.performance.findings import inconsistency, warning
from gongkai.checks.quantities import UnknownFigureError
from gongkai.figures.formulas import FormulaError, parse, parse_comparison
from gongkai.model.amounts import NOTHING, Amount, ratio
from gongkai.model.finding_codes import FindingCode
from gongkai.model.kinds import Nature
from gongkai.model.performance_roles import Quotient, Subject

_PROCURED = re.compile("服务采购|采购服务|购买服务")
_MARKS = re.compile(r"[“”‘’\"'（）()\s]")


def projects_fit_the_table(case: Case) -> Iterator[Outcome]:
    """P11 项目执行数: Σ 全年执行数 of all self-evaluated projects ≤ 项目支出 of the document."""
    for name, group in bounded_together(case):
        amounts = [(form, amount) for form in group if (amount := form.spent) is not None]
        try:
            limit = quantity(case, None, name)
        except UnknownFigureError as error:
            yield Skipped(reason=f"不能同“{name}”核对：{error}")
            continue
        total = Amount(
            yuan=sum((amount.yuan for _, amount in amounts), Decimal(0)),
            margin=sum((amount.margin for _, amount in amounts), Decimal(0)),
        )
        if total.yuan - total.margin <= limit.yuan + limit.margin:
            yield Held()
            continue
        yield inconsistency(
            FindingCode.FORMS_AGAINST_TABLES,
            place_of(case, None, name) or case.document.place,
            f"{len(group)}张项目自评表的全年执行数加起来是{case.shown(total)}，"
            f"比决算表的{name}{case.shown(limit)}多{case.shown(total - limit)}",
            "自评的项目是项目支出的一部分，合计不能超过项目支出；请逐个核对自评表的执行数",
            tuple(form.total("spent").place for form, amount in amounts if amount.yuan)[:12],
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
            difference, slack = left.yuan - right.yuan, left.margin + right.margin
            holds = {"=": abs(difference) <= slack, "≤": difference <= slack, "≥": difference >= -slack}
            if holds[compared.sign]:
                yield Held()
                continue
            relation = {"=": "应当等于", "≤": "不应大于", "≥": "不应小于"}[compared.sign]
            other = place_of(case, form, compared.right)
            yield inconsistency(
                FindingCode.FORM_AGAINST_DOCUMENT,
                place_of(case, form, compared.left) or form.data.place,
                f"{_told(form, compared.left)}填的是{case.shown(left)}，{relation}{_told(form, compared.right)}"
                f"{case.shown(right)}，{case.apart(left - right)}",
                "请核对表单和决算表、填报的数，改成同一口径",
                (other,) if other else (),
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
        return Skipped(reason=f"{indicator.name}的完成值不能核对：{error}")
    right = ratio(part, whole)
    nothing = right is not None and part == NOTHING and indicator.outcome.text and indicator.outcome.absent
    if printed is None and not nothing:
        return Skipped(reason=f"{indicator.name}的完成值“{indicator.outcome.text}”不是数")
    basis = f"{_told(form, rule.part)}{case.shown(part)}，{_told(form, rule.whole)}{case.shown(whole)}"
    if right is None and printed is not None and printed.value == 0:
        return Held()
    if right is None:
        told, hint = "没有基数，不能算出这个比率", "没有预算和支出的，填0%或者“不适用”"
    elif printed is not None and right.allows(printed.value, printed.places):
        return Held()
    else:
        told, hint = f"算出来是{right.percent:.2f}%", "请按本文件的数核对完成值和得分"
    return inconsistency(
        FindingCode.COMPUTED_INDICATOR,
        indicator.outcome.place,
        f"{indicator.name}的完成值填的是{indicator.outcome.text}；{basis}，{told}",
        hint,
    )


def services_were_procured(case: Case) -> Iterator[Outcome]:
    """X13/P13 政府采购服务: a project that is the procurement of a service was paid as one (服务采购项目, 采购服务)."""
    bought: dict[str, list[Form]] = {}
    for form in forms(case, Subject.PROJECT):
        if form.roles.services_bought and form.spent and form.spent.yuan and _PROCURED.search(form.project):
            bought.setdefault(form.roles.services_bought, []).append(form)
    for name, group in bought.items():
        try:
            amount = quantity(case, None, name)
        except UnknownFigureError as error:
            yield Skipped(reason=f"不能同政府采购核对：{error}")
            continue
        if amount.yuan:
            yield Held()
            continue
        yield warning(
            FindingCode.SERVICES_NOT_PROCURED,
            place_of(case, None, name) or case.document.place,
            f"政府采购服务支出是0，项目“{group[0].project}”却是采购服务（全年执行数"
            f"{group[0].in_unit(group[0].spent or NOTHING)}{group[0].layout.unit.value}）",
            "请核对政府采购的货物、工程、服务各是多少",
            tuple(form.total("spent").place for form in group),
        )


RULES: tuple[Rule, ...] = (
    Rule(code=FindingCode.FORMS_AGAINST_TABLES, check=projects_fit_the_table, nature=Nature.FINAL_ACCOUNTS, whole=True),
    Rule(code=FindingCode.FORM_AGAINST_DOCUMENT, check=forms_fit_the_document, whole=True),
    Rule(
        code=FindingCode.COMPUTED_INDICATOR,
        check=indicators_follow_the_figures,
        nature=Nature.FINAL_ACCOUNTS,
        whole=True,
    ),
    Rule(code=FindingCode.SERVICES_NOT_PROCURED, check=services_were_procured, nature=Nature.FINAL_ACCOUNTS),
)
