"""文字里的数: amounts and ratios that people type into texts, against the figures of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache

from gongkai.checks.context import Case
from gongkai.checks.filled_forms import Column, forms
from gongkai.checks.narrative.reasons import reasons
from gongkai.checks.outcomes import Said, Skipped, each
from gongkai.checks.quantities import UnknownFigureError, quantity
from gongkai.checks.texts import Source, Written, explains, written
from gongkai.checks.unread import reason_of_formula
from gongkai.figures.formulas import FormulaError, parse_comparison
from gongkai.model.amounts import NOTHING, UNIT_PATTERN, Amount, Unit, ratio
from gongkai.model.finding_catalogue import word_pattern
from gongkai.model.findings import found
from gongkai.model.numbers import amount_of, read
from gongkai.model.performance_roles import Subject
from gongkai.model.text_diff import cut_from

MONEY = r"(?<!\d)(?P<{0}>\d[\d,]{{0,30}}(?:\.\d{{1,30}})?)\s{{0,9}}(?P<{0}_unit>" + UNIT_PATTERN + ")"
ANY_AMOUNT = re.compile(MONEY.format("amount"))
AMOUNT = re.compile(r"(?<![\d.≥≤<>])" + MONEY.format("amount") + r"(?!/|以上|以下|以内|及以上|[（(]含|左右|的标准)")
SENTENCE, CLAUSE = re.compile(r"[。；\n]"), re.compile(r"[。；，\n]")
YEAR = re.compile(r"(?<!\d)20\d\d(?=年)")
BUDGET = re.compile(r"预算[^，。；\d]{0,8}" + MONEY.format("budget"))
COLUMNS: tuple[Column, ...] = ("initial", "budget", "spent")
LOOKED_AT = (Source.EXPLANATION, Source.REPORT)
_Found = tuple[Written, re.Match[str]]
"""an amount or a rate in a text"""


def _texts(case: Case) -> Iterator[Written]:
    """Explanations and reports; not reasons: what a difference consists of stands in no table."""
    return (text for text in written(case) if text.source in LOOKED_AT and not explains(case, text))


def _amount(match: re.Match[str], name: str = "amount") -> Amount | None:
    """A typed amount with the margin that its decimals leave; None where its digits are no number (12,34)."""
    number = read(_typed(match, name))
    return amount_of(number, Unit.YUAN, exact=False) if number else None


def _typed(match: re.Match[str], name: str = "amount") -> str:
    return match[name] + match[f"{name}_unit"]


def _sentence(text: str, end: int) -> str:
    """What stands of a sentence before `end`."""
    return SENTENCE.split(text[:end])[-1]


def _own_amounts(case: Case) -> Iterator[_Found]:
    """What is called budget or expenditure of this department; what is called by its name is N502's."""
    called = {(text, match.start("amount")) for text, match in _called(case)}
    for text in _texts(case):
        for match in AMOUNT.finditer(text.text):
            if _is_of_document(case, match) and (text, match.start("amount")) not in called:
                yield text, match


@each(_own_amounts)
def amounts_have_a_source(case: Case, typed: _Found) -> Iterator[Said]:
    """N501 金额的出处: what a text calls budget or expenditure is an amount of the tables, inputs or forms (rule X01).

    Sums and differences are known too: of a year to the last, of all projects.
    """
    (text, match), amount = typed, _amount(typed[1])
    if amount is None or not any(map(amount.agrees, _known(case))):
        before = CLAUSE.split(match.string[: match.start()])[-1][-14:]
        yield found("N501", text.place, 数=match[0], 前后=before + match[0])


def _is_of_document(case: Case, match: re.Match[str]) -> bool:
    """Whether an amount is called budget or expenditure, of this department and year."""
    sentence = _sentence(match.string, match.start())
    years = {int(year) for year in YEAR.findall(sentence)}
    if not years <= {case.document.year} or word_pattern("N501", "别的钱").search(sentence):
        return False
    return word_pattern("N501", "本部门的钱").search(CLAUSE.split(sentence)[-1]) is not None


@lru_cache(maxsize=1)
def _known(case: Case) -> tuple[Amount, ...]:
    return tuple(_amounts(case))


def _amounts(case: Case) -> Iterator[Amount]:
    """Amounts of the tables, the inputs and the forms, and those that the edition makes of them."""
    edition = case.document.edition
    for cell in case.accounts.cells.values():
        yield from (cell.amount, cell.derived)
    yield from (given.value for given in case.document.inputs.values() if isinstance(given.value, Amount))
    formulas = [name for name in edition.indicators if "*" not in name]
    for relation in edition.input_relations.values():
        comparison = parse_comparison(relation.formula)
        formulas += [comparison.left, comparison.right]
    for formula in formulas:
        with suppress(UnknownFigureError, FormulaError):
            yield quantity(case, formula)
    for reason in reasons(case):
        with suppress(UnknownFigureError, FormulaError):
            yield abs(reason.difference(case))
    yield from _in_forms(case)


def _in_forms(case: Case) -> Iterator[Amount]:
    """Budgets and outturns of the projects, their sums, and amounts among targets and outcomes."""
    totals: dict[Column, Amount] = {}
    for form in forms(case, Subject.PROJECT, Subject.DEPARTMENT):
        for column in COLUMNS:
            value = form.total(column)
            if value.has_amount:
                yield value.amount
                totals[column] = totals.get(column, NOTHING) + value.amount
    yield from totals.values()
    for text in written(case):
        if text.source is Source.FORM:
            amounts = (_amount(match) for match in ANY_AMOUNT.finditer(text.text))
            yield from (Amount(yuan=amount.yuan) for amount in amounts if amount is not None)


def _of_figures(case: Case) -> Iterator[_Found | Skipped]:
    """Those of figures that rest on tables that were read whole."""
    for text, match in _called(case):
        unread = reason_of_formula(case, match["name"])
        yield Skipped(reason=unread) if unread else (text, match)


def _called(case: Case) -> Iterator[_Found]:
    """Amounts that follow the name of a figure, in sentences about the document's year or the whole department."""
    names = [name for name in case.document.edition.indicators if len(name) > 3 and not re.search(r"[.*]", name)]
    if not names:
        return
    whole = re.compile(rf"(?:^|[。；\n])\s*(?:{case.document.year}年度?|本年度?|全年|[我本](?:部门|单位|局)|，)+")
    any_name = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    named = re.compile(
        rf"(?:^|[，。；：、（]|其中|年度?|部门|单位|局)(?P<name>{any_name})(?:总额|共计|为|是|共|计)?\s*"
        rf"{MONEY.format('amount')}(?=[，。；、（）]|$)"
    )
    elsewhere, changed = word_pattern("N501", "别的钱"), word_pattern("N502", "增减或一个项目")
    for text in _texts(case):
        for match in named.finditer(text.text):
            sentence = _sentence(text.text, match.start("name"))
            if whole.match(sentence) and not elsewhere.search(sentence) and not changed.search(sentence):
                yield text, match


@each(_of_figures)
def named_amounts_are_the_figures(case: Case, called: _Found) -> Iterator[Said]:
    """N502 文中的金额与所说的项: what is called 支出合计 or 基本支出 in a text is that figure (rules X01, X21)."""
    text, match = called
    right, amount, number = case.accounts.quantity(match["name"]), _amount(match), read(_typed(match))
    if amount is None or number is None or not right.rounds_to(amount):
        is_cut = number is not None and cut_from(right.yuan / Unit(number.unit).yuan, number)
        variant = "截断" if is_cut else "不符"
        yield found("N502", text.place, variant, 项=match["name"], 印=_typed(match), 应=case.shown(right))


@cache
def _rate() -> re.Pattern[str]:
    """A budget, what was spent of it, and the rate."""
    rate = word_pattern("N503", "比率").pattern
    return re.compile(
        rf"{BUDGET.pattern}[^。；\d]{{0,30}}?(?:支出|执行|使用|支付|完成)[^，。；\d]{{0,6}}{MONEY.format('spent')}"
        rf"[^。；\d]{{0,12}}?(?:{rate})[^，。；\d]{{0,4}}(?P<percent>\d+(?:\.\d+)?)\s*[%％]"
    )


def _rates(case: Case) -> Iterator[_Found]:
    return ((text, match) for text in _texts(case) for match in _rate().finditer(text.text))


@each(_rates)
def ratios_follow(_case: Case, said: _Found) -> Iterator[Said]:
    """N503 文中的比率: a rate in a sentence follows from the outturn and one of the budgets named in it (rule X02)."""
    text, match = said
    spent, rate, printed = _amount(match, "spent"), match["percent"], read(match["percent"])
    sentence = _sentence(text.text, match.end("budget_unit"))
    budgets = (_amount(one, "budget") for one in BUDGET.finditer(sentence))
    *others, last = (ratio(spent, budget) if spent and budget else None for budget in budgets)
    if printed and any(one.rounds_to(printed.value, printed.places) for one in (*others, last) if one is not None):
        return
    is_cut = last is not None and printed is not None and cut_from(last.percent, printed)
    variant = "截断" if is_cut else "算" if last else "没有预算"
    places = max(printed.places if printed else 0, 2)
    right = f"{last.percent.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}" if last else ""
    typed = _typed(match, "budget"), _typed(match, "spent")
    yield found("N503", text.place, variant, 文=match[0], 预算=typed[0], 支出=typed[1], 应=right, 印=rate)
