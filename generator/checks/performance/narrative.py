"""文字与绩效表单: scores, grades, counts and amounts that the text gives of the forms.

The wording derives them, so an authored document can only be wrong in what people type: reasons, descriptions,
reports. What an archived original printed otherwise is recorded as 原文 and examined there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.checks.performance.filled_form import Form, forms
from gongkai.checks.performance.findings import inconsistency, quoted, warning
from gongkai.checks.texts import Source, Written, written
from gongkai.model.amounts import NOTHING, Amount, Unit
from gongkai.model.entries import OriginalWording
from gongkai.model.finding_codes import FindingCode
from gongkai.model.kinds import Nature
from gongkai.model.numbers import read, shown
from gongkai.model.performance_roles import Subject

_MEASURED = re.compile(r"(?<!\d)(?P<number>\d[\d,]{0,30}(?:\.\d{1,30})?)\s{0,9}(?P<unit>万元|元|%|％|分|个|项|张)")
_SCORE = re.compile(
    r"(?:得分|评分|自评结果|总分)?(?:为|是|[:：])?\s{0,9}(?P<number>(?<!\d)\d{1,30}(?:\.\d{1,30})?)\s{0,9}分(?![之钟项值])"
)
_GRADE = re.compile(r"等级(?:为|是|[:：])?\s*[“\"]?(?P<grade>优秀|优|良好|良|中等|中|合格|差)")
_COUNT = re.compile(
    r"(?:对|开展)?\s{0,9}(?P<number>(?<!\d)\d{1,9})\s{0,9}个项目(?:支出)?(?:进行|开展)?(?:了)?(?:全面)?(?:绩效)?自评"
)
_COUNTED = re.compile(
    r"绩效自评(?:工作)?[，,、]?(?:共计?)?(?:涉及)?(?:预算|支出)?项目(?:支出)?(?:共计?)?\s{0,9}(?P<number>\d{1,9})\s{0,9}个"
)
"""全面开展绩效自评，共涉及项目2个"""
_BUDGET = re.compile(r"预算(?:资金|金额|总额|数)?(?:为|是|共计?|[:：])?\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*万元")
_FINISHED = re.compile(r"执行完毕|全部执行|支付完毕|全部支付|支出完毕|拨付完毕|全部拨付")
_CLAUSE = re.compile(r"[。；;\n]")
OUTSIDE_THE_TEXT = (Source.FORM, Source.WAIVER)
NAMES = {"分": "得分", "万元": "金额", "元": "金额", "%": "百分比", "％": "百分比"}


def originals_of_forms(case: Case) -> tuple[OriginalWording, ...]:
    """原文 entries of the sections that show performance forms."""
    places = [
        f"{part.key}.{section.key}"
        for part in case.document.edition.parts
        for section in part.sections
        if any(item.forms for item in section.items)
    ]
    return tuple(
        original
        for original in case.document.originals
        if any(original.where == place or original.where.startswith(f"{place}.") for place in places)
    )


def prose(case: Case) -> Iterator[Written]:
    """What people typed outside the forms, and what originals printed in the sections of forms."""
    originals = {original.place for original in originals_of_forms(case)}
    for text in written(case):
        if text.source in OUTSIDE_THE_TEXT:
            continue
        if text.source is not Source.ORIGINAL or text.place in originals:
            yield text


def printed_numbers_are_the_forms(case: Case) -> Iterator[Outcome]:
    """P10 原文的数: a number that the original prints in place of what the forms give (得分, 合计, 占比, 个数)."""
    if not case.document.performance:
        return
    for original in originals_of_forms(case):
        expected, printed = _numbers(original.expected), _numbers(original.printed)
        lost, wrong = expected - printed, printed - expected
        pairs = [(new, old) for new in wrong for old in lost if new[1] == old[1] and not _harmless(new, old)]
        if not pairs:
            yield Held()
        for (number, unit), (right, _) in pairs:
            of = _named_in(case, original.expected)
            told = (f"{quoted(of.title)}的" if of else "") + NAMES.get(unit, "个数")
            hint = _looks_like(case, number) if unit == "万元" else ""
            yield inconsistency(
                FindingCode.TEXT_AGAINST_FORMS,
                original.place,
                f"文中{told}印作{shown(number)}{unit}，按绩效表单应为{shown(right)}{unit}{hint}",
                "文中的数要同绩效表单一致；请核对后改正",
                (of.score.place,) if of and unit == "分" else (),
            )


def _numbers(text: str) -> Counter[tuple[Decimal, str]]:
    read_all = (read(match["number"] + match["unit"]) for match in _MEASURED.finditer(text))
    found = ((number.value, number.unit) for number in read_all if number)
    return Counter(found)


def _harmless(new: tuple[Decimal, str], old: tuple[Decimal, str]) -> bool:
    """A percentage within its rounding is right (domain rule 2.1)."""
    return new[1] == "%" and abs(new[0] - old[0]) <= Decimal("0.02")


def _named_in(case: Case, text: str) -> Form | None:
    """The form that a sentence is about: of the project it names, or of the department whose score it gives."""
    named = [form for form in forms(case, Subject.PROJECT) if form.project and form.project in text]
    if named:
        return max(named, key=lambda form: len(form.project))
    scored = {number for number, unit in _numbers(text) if unit == "分"}
    whole = (form for form in forms(case, Subject.DEPARTMENT) if form.score.number)
    return next((form for form in whole if form.score.number and form.score.number.value in scored), None)


def _looks_like(case: Case, number: Decimal) -> str:
    """Where else in the tables the wrong amount stands."""
    yuan = number * Unit.WAN.yuan
    found = [address for address, cell in case.accounts.cells.items() if yuan and cell.amount.yuan == yuan]
    lowest = max(found, key=lambda address: len(address.row), default=None)
    return f"（{shown(number)}万元是{lowest}）" if lowest else ""


def texts_agree_with_forms(case: Case) -> Iterator[Outcome]:
    """P10 文中的得分、等级、个数: what is said of a project, by its name, is what its form says."""
    projects = [form for form in forms(case, Subject.PROJECT) if form.project and form.roles.total]
    if not projects:
        return
    for item in prose(case):
        for clause in filter(None, _CLAUSE.split(item.text)):
            yield from _about_projects(item, clause, projects)
        count = _COUNT.search(item.text) or _COUNTED.search(item.text)
        if count and int(count["number"]) != len(projects):
            yield inconsistency(
                FindingCode.TEXT_AGAINST_FORMS,
                item.place,
                f"文中说{count['number']}个项目自评，绩效自评表有{len(projects)}张",
                "请核对个数；少了的表单请补上",
            )
        yield from _budgets(case, item, projects)


def _about_projects(item: Written, clause: str, projects: list[Form]) -> Iterator[Outcome]:
    """Scores and grades in a clause that names exactly one project."""
    named = [form for form in projects if form.project in clause]
    names = {form.project for form in named}
    if len(names) != 1 and not (named and len({name for name in names if not _inside(name, names)}) == 1):
        return
    scores = [form.score.number.value for form in named if form.score.number]
    score, grade = _SCORE.search(clause), _GRADE.search(clause)
    if score and scores:
        said = read(score["number"])
        if said and said.value in scores:
            yield Held()
        else:
            yield inconsistency(
                FindingCode.TEXT_AGAINST_FORMS,
                item.place,
                f"文中{quoted(named[0].project)}的得分是{score['number']}分，绩效自评表的总分是{shown(scores[0])}分",
                "文中的得分要同绩效自评表一致",
                tuple(form.score.place for form in named),
            )
    if grade and scores:
        right = [form.grade(value) for form, value in zip(named, scores, strict=False)]
        if any(one and grade["grade"].startswith(one) for one in right):
            yield Held()
        elif all(right):
            yield inconsistency(
                FindingCode.TEXT_AGAINST_FORMS,
                item.place,
                f"文中{quoted(named[0].project)}的等级是“{grade['grade']}”，总分{shown(scores[0])}分的等级是“{right[0]}”",
                "请按总分核对等级",
                tuple(form.score.place for form in named),
            )


def _inside(name: str, names: set[str]) -> bool:
    return any(name != other and name in other for other in names)


def _budgets(case: Case, item: Written, projects: list[Form]) -> Iterator[Outcome]:
    """An amount that is called 预算 and is what was spent."""
    for match in _BUDGET.finditer(item.text):
        spent = _total([form.spent for form in projects])
        budget = _total([form.budget for form in projects])
        number = read(match["number"] + "万元")
        yuan = number.plain if number else NOTHING.yuan
        if number and yuan == spent.yuan and yuan != budget.yuan and len(projects) > 1:
            yield warning(
                FindingCode.TEXT_AGAINST_FORMS,
                item.place,
                f"文中说“{match[0]}”，这是各项目的全年执行数之和；全年预算数之和是{case.shown(budget)}",
                "请写明是执行数，或者改成预算数",
            )


def _total(amounts: list[Amount | None]) -> Amount:
    return Amount(yuan=sum((amount.yuan for amount in amounts if amount), Decimal(0)))


def evaluated_projects_were_paid(case: Case) -> Iterator[Outcome]:
    """P10 重点评价: what is said to be paid out in full has an outturn in its form."""
    projects = {form.project: form for form in forms(case, Subject.PROJECT) if form.project}
    for given in case.document.inputs.values():
        if not isinstance(given.value, tuple):
            continue
        for record in given.value:
            if isinstance(record, str):
                continue
            form = next((projects[text] for text in record.values() if text in projects), None)
            match = _FINISHED.search("，".join(record.values()))
            if form is None or match is None or (spent := form.spent) is None:
                continue
            if spent.yuan:
                yield Held()
                continue
            yield inconsistency(
                FindingCode.DONE_WITHOUT_SPENDING,
                given.place,
                f"文中说{quoted(form.project)}{match[0]}，它的绩效自评表全年执行数是{form.in_unit(spent)}",
                "没有支出的，不能说已经执行完毕；请写明实际情况",
                (form.total("spent").place,),
            )


RULES: tuple[Rule, ...] = (
    Rule(code=FindingCode.TEXT_AGAINST_FORMS, check=printed_numbers_are_the_forms),
    Rule(code=FindingCode.TEXT_AGAINST_FORMS, check=texts_agree_with_forms, nature=Nature.FINAL_ACCOUNTS),
    Rule(code=FindingCode.DONE_WITHOUT_SPENDING, check=evaluated_projects_were_paid, nature=Nature.FINAL_ACCOUNTS),
)
