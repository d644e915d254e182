"""文字与绩效表单: scores, grades, counts and amounts that the text gives of the forms.

The wording derives them, so an authored document can only be wrong in what people type: reasons, descriptions,
reports. What an archived original printed otherwise is recorded as 原文 and examined there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.deviations import Deviation, deviations, is_right
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.checks.performance.filled_form import Form, by_project, forms, named_alone, within_marks
from gongkai.checks.texts import Source, Written, written
from gongkai.model.amounts import NOTHING
from gongkai.model.entries import OriginalWording
from gongkai.model.finding_catalogue import bound_of, word_pattern
from gongkai.model.findings import Finding, found
from gongkai.model.kinds import Nature
from gongkai.model.mentions import measures
from gongkai.model.numbers import Number, read, shown
from gongkai.model.performance_roles import Subject
from gongkai.model.text_diff import Aspect, Difference

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
_CLAUSE = re.compile(r"[。；;\n]")
OUTSIDE_THE_TEXT = (Source.FORM, Source.WAIVER)
NAMES = {"分": "得分", "万元": "金额", "元": "金额", "%": "百分比", "％": "百分比"}


def originals_of_forms(case: Case) -> tuple[OriginalWording, ...]:
    """原文 entries of the sections that show performance forms."""
    places = [f"{part}.{section}" for part, section in case.document.edition.sections_of_forms()]
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
    for one in deviations(case):
        if one.with_forms:
            wrong = [each for each in one.of(Aspect.FIGURE, Aspect.UNIT, Aspect.RATE) if not _is_right(one, each)]
            yield from [_wrong(case, one, each) for each in wrong] or (Held(),)


def _is_right(one: Deviation, difference: Difference) -> bool:
    """A percentage within its rounding is right (domain rule 2.1)."""
    if difference.aspect is not Aspect.RATE:
        return False
    right, printed = (measures(text)[0].number.value for text in (difference.expected, difference.printed))
    return is_right(one.figure(difference), difference.printed) or abs(right - printed) <= bound_of(
        "E114", "百分比尾差"
    )


def _wrong(case: Case, one: Deviation, difference: Difference) -> Finding:
    [printed] = measures(difference.printed)
    unit, of = printed.number.unit, _named_in(case, one)
    return found(
        "E114",
        one.place,
        "原文",
        表单=within_marks(of.title) if of else "",
        什么=NAMES.get(unit, "个数"),
        印=difference.printed,
        应=difference.expected,
        别处=_elsewhere(case, printed.number) if printed.number.money else "",
        related=(of.score.place,) if of and unit == "分" else (),
    )


def _named_in(case: Case, one: Deviation) -> Form | None:
    """The form that a clause is about: of the project it names, or of the department whose score it gives."""
    named = [form for form in forms(case, Subject.PROJECT) if form.project and form.project in one.clause]
    if named:
        return max(named, key=lambda form: len(form.project))
    scored = {each.number.value for each in measures(one.clause) if each.number.unit == "分"}
    whole = (form for form in forms(case, Subject.DEPARTMENT) if form.score.number)
    return next((form for form in whole if form.score.number and form.score.number.value in scored), None)


def _elsewhere(case: Case, number: Number) -> str:
    """Where else in the tables the wrong amount stands."""
    yuan = number.plain
    same = [address for address, cell in case.accounts.cells.items() if yuan and cell.amount.yuan == yuan]
    return str(max(same, key=lambda address: len(address.row), default=""))


def texts_agree_with_forms(case: Case) -> Iterator[Outcome]:
    """P10 文中的得分、等级、个数: what is said of a project, by its name, is what its form says."""
    projects = [form for form in forms(case, Subject.PROJECT) if form.project and form.roles.total]
    named = by_project(projects)
    for item in prose(case) if projects else ():
        for clause in _CLAUSE.split(item.text):
            name = named_alone(clause, named)
            yield from _about_project(item, clause, named[name]) if name else ()
        count = _COUNT.search(item.text) or _COUNTED.search(item.text)
        if count and int(count["number"]) != len(projects):
            yield found("E114", item.place, "个数", 写=count["number"], 应=len(projects))
        yield from _budgets(case, item, projects)


def _about_project(item: Written, clause: str, named: list[Form]) -> Iterator[Outcome]:
    """Scores and grades in a clause that names exactly one project."""
    scored = [(form, form.score.number.value) for form in named if form.score.number]
    if not scored:
        return
    score, grade = _SCORE.search(clause), _GRADE.search(clause)
    name, right = within_marks(named[0].project), shown(scored[0][1])
    related = tuple(form.score.place for form in named)
    if score:
        said = read(score["number"])
        if said and any(said.value == value for _, value in scored):
            yield Held()
        else:
            yield found("E114", item.place, "得分", 项目=name, 写=score["number"], 应=right, related=related)
    if grade:
        typed, grades = grade["grade"], [form.grade(value) for form, value in scored]
        if any(one and typed.startswith(one) for one in grades):
            yield Held()
        elif all(grades):
            wanted = grades[0]
            yield found("E114", item.place, "等级", 项目=name, 写=typed, 得分=right, 应=wanted, related=related)


def _budgets(case: Case, item: Written, projects: list[Form]) -> Iterator[Outcome]:
    """An amount that is called 预算 and is what was spent."""
    spent = sum((form.spent for form in projects if form.spent), NOTHING)
    budget = sum((form.budget for form in projects if form.budget), NOTHING)
    for match in _BUDGET.finditer(item.text) if len(projects) > 1 else ():
        number = read(match["number"] + "万元")
        if number and number.plain == spent.yuan != budget.yuan:
            yield found("E114", item.place, "预算", 写=match[0], 应=case.shown(budget))


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
            match = word_pattern("E113", "付完了").search("，".join(record.values()))
            if form is None or match is None or (spent := form.spent) is None:
                continue
            if spent.yuan:
                yield Held()
                continue
            name, related = within_marks(form.project), (form.total("spent").place,)
            sum_ = form.in_unit(spent)
            yield found("E113", given.place, "没有支出", 项目=name, 写=match[0], 支出=sum_, related=related)


RULES: tuple[Rule, ...] = (
    Rule(code="E114", check=printed_numbers_are_the_forms),
    Rule(code="E114", check=texts_agree_with_forms, nature=Nature.FINAL_ACCOUNTS),
    Rule(code="E113", check=evaluated_projects_were_paid, nature=Nature.FINAL_ACCOUNTS),
)
