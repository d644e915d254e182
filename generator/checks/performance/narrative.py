"""文字与绩效表单: numbers, counts and sums that the text gives of the forms.

The wording derives them, so an authored document can only be wrong in what people type: reasons, descriptions,
reports. What an archived original printed otherwise is recorded as 原文 and examined there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gongkai.checks.context import Case
from gongkai.checks.deviations import Deviation, deviations
from gongkai.checks.filled_forms import FilledForm, forms, sum_of, within_marks
from gongkai.checks.outcomes import NOT_COMPOSED, Said, Skipped, each
from gongkai.checks.texts import Source, Written, written
from gongkai.model.entries import OriginalWording
from gongkai.model.finding_catalogue import bound_of
from gongkai.model.findings import Finding, found
from gongkai.model.mentions import measures
from gongkai.model.numbers import Number, read
from gongkai.model.performance_roles import Subject
from gongkai.model.text_diff import Aspect, Difference

_COUNT = re.compile(
    r"(?:对|开展)?\s{0,9}(?P<before>(?<!\d)\d{1,9})\s{0,9}个项目(?:支出)?(?:进行|开展)?(?:了)?(?:全面)?(?:绩效)?自评"
    r"|绩效自评(?:工作)?[，,、]?(?:共计?)?(?:涉及)?(?:预算|支出)?项目(?:支出)?(?:共计?)?\s{0,9}(?P<behind>\d{1,9})\s{0,9}个"
)
"""对2个项目进行绩效自评; 全面开展绩效自评，共涉及项目2个"""
_BUDGET = re.compile(r"预算(?:资金|金额|总额|数)?(?:为|是|共计?|[:：])?\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*万元")
NAMES = {"分": "得分", "万元": "金额", "元": "金额", "%": "百分比", "％": "百分比"}


def originals_of_forms(case: Case) -> tuple[OriginalWording, ...]:
    """原文 entries of the sections that show performance forms."""
    shown = tuple(f"{part}.{section}." for part, section in case.document.edition.sections_of_forms())
    return tuple(one for one in case.document.originals if f"{one.where}.".startswith(shown))


def prose(case: Case) -> Iterator[Written]:
    """What people typed outside the forms, and what originals printed in the sections of forms."""
    originals = {original.place for original in originals_of_forms(case)}
    for text in written(case):
        outside = text.source not in (Source.FORM, Source.WAIVER)
        if outside and (text.source is not Source.ORIGINAL or text.place in originals):
            yield text


def _over_forms(case: Case) -> Iterator[Deviation | Skipped]:
    """原文 in the sections of the forms."""
    if case.document.performance and case.publication is None:
        yield NOT_COMPOSED
    yield from (one for one in deviations(case) if one.with_forms and case.document.performance)


@each(_over_forms)
def printed_numbers_are_the_forms(case: Case, one: Deviation) -> Iterator[Said]:
    """P10 原文的数: a number that the original prints in place of what the forms give (得分, 合计, 占比, 个数)."""
    wrong = (number for number in one.of(Aspect.FIGURE, Aspect.UNIT, Aspect.RATE) if not _is_right(one, number))
    return (_wrong(case, one, number) for number in wrong)


def _is_right(one: Deviation, difference: Difference) -> bool:
    """A percentage within its rounding is right (domain rule 2.1)."""
    if difference.aspect is not Aspect.RATE or difference.numbers is None:
        return False
    right, printed = difference.numbers
    return one.is_right(difference) or abs(right.value - printed.value) <= bound_of("E114", "百分比尾差")


def _wrong(case: Case, one: Deviation, difference: Difference) -> Finding:
    of, printed = _named_in(case, one), difference.numbers[1] if difference.numbers else None
    unit = printed.unit if printed else ""
    return found(
        "E114",
        one.place,
        "原文",
        表单=within_marks(of.title) if of else "",
        什么=NAMES.get(unit, "个数"),
        印=difference.printed,
        应=difference.expected,
        别处=_elsewhere(case, printed) if printed and printed.money else "",
        related=(of.score.place,) if of and unit == "分" else (),
    )


def _named_in(case: Case, one: Deviation) -> FilledForm | None:
    """The form that a clause is about: of the project it names, or of the department whose score it gives."""
    projects, departments = forms(case, Subject.PROJECT), forms(case, Subject.DEPARTMENT)
    named = {form.project: form for form in projects if form.project and form.project in one.clause}
    scores = {number.number.value for number in measures(one.clause) if number.number.unit == "分"}
    said = (form for form in departments if form.score.has_number and form.score.number.value in scores)
    return named[max(named, key=len)] if named else next(said, None)


def _elsewhere(case: Case, number: Number) -> str:
    """Where else in the tables the wrong amount stands."""
    yuan = number.plain
    same = [address for address, cell in case.accounts.cells.items() if yuan and cell.amount.yuan == yuan]
    return str(max(same, key=lambda address: len(address.row), default=""))


def _scored(case: Case) -> list[FilledForm]:
    return [form for form in forms(case, Subject.PROJECT) if form.project and form.roles.total]


def _counts(case: Case) -> Iterator[tuple[Written, str, int]]:
    """How many projects a text counts, and how many there are."""
    there = len(_scored(case))
    for text in prose(case) if there else ():
        if count := _COUNT.search(text.text):
            yield text, count["before"] or count["behind"], there


@each(_counts)
def texts_count_the_forms(_case: Case, count: tuple[Written, str, int]) -> Iterator[Said]:
    """P10 文中的个数: as many projects are evaluated as have a form."""
    text, said, there = count
    if int(said) != there:
        yield found("E114", text.place, "个数", 写=said, 应=there)


def _budgets(case: Case) -> Iterator[tuple[Written, str, Decimal]]:
    """Amounts in 元 that a text calls 预算, where there are several projects."""
    for text in prose(case) if len(_scored(case)) > 1 else ():
        for match in _BUDGET.finditer(text.text):
            if number := read(match["number"] + "万元"):
                yield text, match[0], number.plain


@each(_budgets)
def budgets_are_no_outturns(case: Case, budget: tuple[Written, str, Decimal]) -> Iterator[Said]:
    """P10 文中的预算: what all projects spent is not called their budget."""
    text, words, yuan = budget
    spent = sum_of(form.spent for form in _scored(case) if form.spent.has_amount)
    right = sum_of(form.budget for form in _scored(case) if form.budget.has_amount)
    if yuan == spent.yuan != right.yuan:
        yield found("E114", text.place, "预算", 写=words, 应=case.shown(right))
