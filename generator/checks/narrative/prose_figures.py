"""文字里的数: amounts and ratios that people type into texts, against the figures of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from gongkai.checks.context import Case
from gongkai.checks.narrative.reasons import reasons
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.checks.performance.filled_form import Column, forms
from gongkai.checks.quantities import UnknownFigureError, quantity
from gongkai.checks.texts import Source, Written, written
from gongkai.figures.formulas import FormulaError, parse_comparison
from gongkai.model.amounts import NOTHING, UNIT_PATTERN, Amount, Unit, ratio
from gongkai.model.edition import declared
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.numbers import amount_of, read
from gongkai.model.performance_roles import Subject

MONEY = r"(?<!\d)(?P<{0}>\d[\d,]{{0,30}}(?:\.\d{{1,30}})?)\s{{0,9}}(?P<{0}_unit>" + UNIT_PATTERN + ")"
ANY_AMOUNT = re.compile(MONEY.format("amount"))
AMOUNT = re.compile(r"(?<![\d.≥≤<>])" + MONEY.format("amount") + r"(?!/|以上|以下|以内|及以上|[（(]含|左右|的标准)")
SENTENCE, CLAUSE = re.compile(r"[。；\n]"), re.compile(r"[。；，\n]")
YEAR = re.compile(r"(?<!\d)20\d\d(?=年)")
OF_DOCUMENT = re.compile(r"预算|决算|支出|拨款|拨付|支付|执行数|到位资金")
ELSEWHERE = re.compile(
    r"上年|去年|往年|以前年度|累计|历年|同期|[“‘]?十[一二三四五六]五|三年|五年|全[国省市县区镇乡]"
    r"|社会资本|企业|群众|个人|农户|招商|投资|贷款|债|产值|交易|合同|中标|报价|控制价|价格|单价|单位价值|每|人均|生均|限额|标准"
    r"|所属|下属|二级|中心|院|校|站|新增|追加|不超过|不低于|超过|低于|节约|节省|节支|压减|审减|核减|追回|追缴|挽回|罚|纠纷|基金会|项目总"
)
"""money of other years, of others than the whole department, or of no payment at all"""
CHANGED = re.compile(r"比|较|项目[^支]|增加|减少")
"""a sentence that speaks of a change or of one project"""
RATE = (
    r"(?:(?:预算|资金|经费|项目|支出)的?(?:执行|支付|支出|使用)率|(?<=[，、（,])(?:执行|支付|支出)率"
    r"|(?:完成|占)(?:年初|全年|调整)?预算的|(?:预算|支出|执行)进度)"
)
BUDGET = r"预算[^，。；\d]{0,8}" + MONEY.format("budget")
SPENT = re.compile(
    BUDGET
    + r"[^。；\d]{0,30}?(?:支出|执行|使用|支付|完成)[^，。；\d]{0,6}"
    + MONEY.format("spent")
    + r"[^。；\d]{0,12}?"
    + RATE
    + r"[^，。；\d]{0,4}(?P<percent>\d+(?:\.\d+)?)\s*[%％]"
)
COLUMNS: tuple[Column, ...] = ("initial", "budget", "spent")
LOOKED_AT = (Source.EXPLANATION, Source.REPORT)


def _texts(case: Case) -> Iterator[Written]:
    """Explanations and reports; not reasons: what a difference consists of stands in no table."""
    return (text for text in written(case) if text.source in LOOKED_AT and not _is_reason(case, text))


def _amount(match: re.Match[str], name: str = "amount") -> Amount | None:
    """A typed amount with the margin that its decimals leave; None where its digits are no number (12,34)."""
    number = read(match[name] + match[f"{name}_unit"])
    return amount_of(number, Unit.YUAN, exact=False) if number else None


def amounts_have_a_source(case: Case) -> Iterator[Outcome]:
    """N501 金额的出处: what a text calls budget or expenditure is an amount of the tables, inputs or forms (rule X01).

    Sums and differences are known too: of a year to the last, of all projects. What is called by its name is N502's.
    """
    called = {(text, match.start("amount")) for text, match in _called(case)}
    texts = [
        (text, match)
        for text in _texts(case)
        for match in AMOUNT.finditer(text.text)
        if _is_of_document(case, match) and (text, match.start("amount")) not in called
    ]
    if not texts:
        return
    known = tuple(_known(case))
    for text, match in texts:
        amount = _amount(match)
        if amount is not None and any(amount.agrees(one) for one in known):
            yield Held()
            continue
        yield Finding(
            code=FindingCode.LOOSE_AMOUNT,
            severity=Severity.WARNING,
            place=text.place,
            message=f"文中的{match[0]}（“{_around(match)}”）在本文件的报表、填报项和绩效表单里都找不到",
            hint="请核对这个数是不是本部门、本年度的；确实只在文字里有的，可以不改",
        )


def _is_reason(case: Case, text: Written) -> bool:
    found = declared(case.document.edition.inputs, text.path) if text.source is Source.EXPLANATION else None
    return found is not None and found[0].explains is not None


def _is_of_document(case: Case, match: re.Match[str]) -> bool:
    """Whether an amount is called budget or expenditure, of this department and year."""
    sentence = SENTENCE.split(match.string[: match.start()])[-1]
    years = {int(year) for year in YEAR.findall(sentence)}
    of_year = years <= {case.document.year} and not ELSEWHERE.search(sentence)
    return of_year and OF_DOCUMENT.search(CLAUSE.split(sentence)[-1]) is not None


def _around(match: re.Match[str]) -> str:
    return CLAUSE.split(match.string[: match.start()])[-1][-14:] + match[0]


def _known(case: Case) -> Iterator[Amount]:
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
            amount = form.amount(form.total(column))
            if amount is not None:
                yield amount
                totals[column] = totals.get(column, NOTHING) + amount
    yield from totals.values()
    for text in written(case):
        if text.source is Source.FORM:
            amounts = (_amount(match) for match in ANY_AMOUNT.finditer(text.text))
            yield from (Amount(yuan=amount.yuan) for amount in amounts if amount is not None)


def named_amounts_are_the_figures(case: Case) -> Iterator[Outcome]:
    """N502 文中的金额与所说的项: what is called 支出合计 or 基本支出 in a text is that figure (rules X01, X21)."""
    for text, match in _called(case):
        right = case.accounts.quantity(match["name"])
        amount = _amount(match)
        if amount is not None and amount.agrees(right):
            yield Held()
            continue
        yield Finding(
            code=FindingCode.AMOUNT_OF_ANOTHER_THING,
            severity=Severity.INCONSISTENCY,
            place=text.place,
            message=f"文中说{match['name']}{match['amount']}{match['amount_unit']}，报表里是{case.shown(right)}",
            hint="文中的数要同报表一致",
        )


def _called(case: Case) -> Iterator[tuple[Written, re.Match[str]]]:
    """Amounts that follow the name of a figure, in sentences about the document's year or the whole department."""
    names = [name for name in case.document.edition.indicators if len(name) > 3 and not re.search(r"[.*]", name)]
    if not names:
        return
    whole = re.compile(rf"(?:^|[。；\n])\s*(?:{case.document.year}年度?|本年度?|全年|[我本](?:部门|单位|局)|，)+")
    named = re.compile(
        r"(?:^|[，。；：、（]|其中|年度?|部门|单位|局)(?P<name>"
        + "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
        + r")(?:总额|共计|为|是|共|计)?\s*"
        + MONEY.format("amount")
        + r"(?=[，。；、（）]|$)"
    )
    for text in _texts(case):
        for match in named.finditer(text.text):
            sentence = SENTENCE.split(text.text[: match.start("name")])[-1]
            if whole.match(sentence) and not ELSEWHERE.search(sentence) and not CHANGED.search(sentence):
                yield text, match


def ratios_follow(case: Case) -> Iterator[Outcome]:
    """N503 文中的比率: a rate in a sentence follows from the outturn and one of the budgets named in it (rule X02)."""
    for text in _texts(case):
        for match in SPENT.finditer(text.text):
            spent, sentence = _amount(match, "spent"), SENTENCE.split(text.text[: match.end("budget_unit")])[-1]
            budgets = [_amount(one, "budget") for one in re.finditer(BUDGET, sentence)]
            found = [ratio(spent, budget) if spent and budget else None for budget in budgets]
            printed = read(match["percent"])
            if printed and any(one is not None and one.allows(printed.value, printed.places) for one in found):
                yield Held()
                continue
            last = found[-1]
            right = f"算出来是{last.percent:.2f}%" if last else "没有预算，不能算百分比"
            yield Finding(
                code=FindingCode.RATIO_IN_PROSE,
                severity=Severity.INCONSISTENCY,
                place=text.place,
                message=f"“{match[0]}”：预算{match['budget']}{match['budget_unit']}，支出{match['spent']}"
                f"{match['spent_unit']}，{right}，写的是{match['percent']}%",
                hint="请核对金额和百分比",
            )


RULES = (
    Rule(code=FindingCode.LOOSE_AMOUNT, check=amounts_have_a_source, whole=True),
    Rule(code=FindingCode.AMOUNT_OF_ANOTHER_THING, check=named_amounts_are_the_figures, whole=True),
    Rule(code=FindingCode.RATIO_IN_PROSE, check=ratios_follow, whole=True),
)
