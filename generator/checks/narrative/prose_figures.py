"""文字里的数: amounts and ratios that people type into texts, against the figures of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.checks.case import Case
from generator.checks.outcomes import Held, Outcome, Rule
from generator.checks.performance.views import Column, forms
from generator.checks.quantities import UnknownFigureError, quantity, star_of
from generator.checks.texts import Source, Written, written
from generator.figures.formulas import FormulaError
from generator.loading.inputs_file import input_form
from generator.model.amounts import NOTHING, Amount, ratio
from generator.model.finding_codes import FindingCode
from generator.model.findings import Finding, Severity
from generator.model.performance_roles import FormKind

UNITS = {"亿元": Decimal(100_000_000), "万元": Decimal(10_000), "元": Decimal(1)}
MONEY = r"(?P<{0}>\d[\d,]*(?:\.\d+)?)\s*(?P<{0}_unit>亿元|万元|元)"
ANY_AMOUNT = re.compile(MONEY.format("amount"))
AMOUNT = re.compile(r"(?<![\d.≥≤<>])" + MONEY.format("amount") + r"(?!/|以上|以下|以内|及以上|（含）|\(含\)|左右)")
LIMIT = re.compile(r"(?:单价|单位价值|价值|限额|标准|不超过|不低于|超过|低于|达到|每人|人均)(?:为|是)?$")
SPENT = re.compile(
    "".join(
        (
            r"预算[^，。；\d]{0,8}" + MONEY.format("budget"),
            r"[^。；]{0,30}?(?:支出|执行|使用|支付|完成)[^，。；\d]{0,6}" + MONEY.format("spent"),
            r"[^。；\d]{0,12}?(?:率|完成预算的|占预算的)[^，。；\d]{0,4}(?P<percent>\d+(?:\.\d+)?)\s*[%％]",
        )
    )
)
COLUMNS: tuple[Column, ...] = ("initial", "budget", "spent")
LOOKED_AT = (Source.EXPLANATION, Source.REPORT)


def _texts(case: Case) -> Iterator[Written]:
    return (text for text in written(case) if text.source in LOOKED_AT)


def _amount(match: re.Match[str], name: str = "amount") -> Amount:
    """A typed amount with the margin that its decimals leave."""
    number, unit = match[name].replace(",", ""), UNITS[match[f"{name}_unit"]]
    step = Decimal(1).scaleb(-len(number.partition(".")[2])) * unit
    return Amount(yuan=Decimal(number) * unit, margin=step / 2 if unit > 1 else Decimal(0))


def amounts_have_a_source(case: Case) -> Iterator[Outcome]:
    """N501 金额的出处: an amount in a text is one of the tables', the inputs' or the forms' (rule X01).

    Sums and differences that the text speaks of are known too: of a year to the last, of all projects.
    """
    texts = [(text, match) for text in _texts(case) for match in AMOUNT.finditer(text.text)]
    if not texts:
        return
    known = tuple(_known(case))
    for text, match in texts:
        amount = _amount(match)
        if LIMIT.search(text.text[: match.start()]) or any(amount.agrees(one) for one in known):
            yield Held()
            continue
        yield Finding(
            code=FindingCode.LOOSE_AMOUNT,
            severity=Severity.WARNING,
            place=text.place,
            message=f"文中的{match[0]}（“{_around(match)}”）在本文件的报表、填报项和绩效表单里都找不到",
            hint="请核对这个数是不是本部门、本年度的；确实只在文字里有的，可以不改",
        )


def _around(match: re.Match[str]) -> str:
    return re.split(r"[。；，]", match.string[: match.start()])[-1][-14:] + match[0]


def _known(case: Case) -> Iterator[Amount]:
    for cell in case.accounts.cells.values():
        yield from (cell.amount, cell.derived)
    for path, given in case.document.inputs.items():
        if isinstance(given.value, Amount):
            yield given.value
        form = input_form(case.document.edition, path)
        if form is not None and form.explains is not None:
            newer, older = (formula.replace("*", star_of(case, path)) for formula in form.explains)
            try:
                yield abs(quantity(case, newer) - quantity(case, older))
            except (UnknownFigureError, FormulaError):
                continue
    yield from _in_forms(case)


def _in_forms(case: Case) -> Iterator[Amount]:
    """Budgets and outturns of the projects, their sums, and amounts among targets and outcomes."""
    totals: dict[Column, Amount] = {}
    for form in forms(case, FormKind.PROJECT, FormKind.DEPARTMENT):
        for column in COLUMNS:
            amount = form.amount(form.total(column))
            if amount is not None:
                yield amount
                totals[column] = totals.get(column, NOTHING) + amount
    yield from totals.values()
    for text in written(case):
        if text.source is Source.FORM:
            yield from (_amount(match) for match in ANY_AMOUNT.finditer(text.text))


def named_amounts_are_the_figures(case: Case) -> Iterator[Outcome]:
    """N502 文中的金额与所说的项: what is called 支出合计 or 基本支出 in a text is that figure (rules X01, X21)."""
    names = [name for name in case.document.edition.indicators if len(name) > 3 and not re.search(r"[.*]", name)]
    if not names:
        return
    called = re.compile(
        r"(?:^|[，。；：、（]|其中|年度|部门|单位)(?P<name>"
        + "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
        + r")(?:总额|共计|为|是|共|计)?\s*"
        + MONEY.format("amount")
    )
    for text in _texts(case):
        for match in called.finditer(text.text):
            right = case.accounts.quantity(match["name"])
            if _amount(match).agrees(right):
                yield Held()
                continue
            yield Finding(
                code=FindingCode.AMOUNT_OF_ANOTHER_THING,
                severity=Severity.INCONSISTENCY,
                place=text.place,
                message=f"文中说{match['name']}{match['amount']}{match['amount_unit']}，报表里是{case.shown(right)}",
                hint="文中的数要同报表一致",
            )


def ratios_follow(case: Case) -> Iterator[Outcome]:
    """N503 文中的比率: a rate in a sentence follows from the budget and the outturn named in it (rule X02)."""
    for text in _texts(case):
        for match in SPENT.finditer(text.text):
            found = ratio(_amount(match, "spent"), _amount(match, "budget"))
            printed = match["percent"]
            if found is not None and found.allows(Decimal(printed), len(printed.partition(".")[2])):
                yield Held()
                continue
            right = f"算出来是{found.percent:.2f}%" if found else "没有预算，不能算百分比"
            yield Finding(
                code=FindingCode.RATIO_IN_PROSE,
                severity=Severity.INCONSISTENCY,
                place=text.place,
                message=f"“{match[0]}”：预算{match['budget']}{match['budget_unit']}，支出{match['spent']}"
                f"{match['spent_unit']}，{right}，写的是{printed}%",
                hint="请核对金额和百分比",
            )


RULES = (
    Rule(code=FindingCode.LOOSE_AMOUNT, check=amounts_have_a_source),
    Rule(code=FindingCode.AMOUNT_OF_ANOTHER_THING, check=named_amounts_are_the_figures),
    Rule(code=FindingCode.RATIO_IN_PROSE, check=ratios_follow),
)
