"""文字说的项目: what lists, sentences and reports say of one project is what its form says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice, zip_longest

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.checks.filled_forms import SCORED, FilledForm, FormValue, by_project, forms, within_marks
from gongkai.checks.outcomes import Said, each
from gongkai.checks.performance.narrative import prose
from gongkai.checks.texts import Written
from gongkai.model.amounts import UNIT_PATTERN, Amount, Unit, ratio
from gongkai.model.finding_catalogue import word_pattern
from gongkai.model.findings import found
from gongkai.model.names import named_alone
from gongkai.model.numbers import Kind, Number, absent, amount_of, read_as
from gongkai.model.performance_roles import Subject
from gongkai.model.places import Place

_START = r"(?:^|[，、；：:（(]|项目|全年|年度?|共|实际|累计|已|其)"
_IS = r"(?:共计?|合计|为|是|达到?|[:：])?\s*"
_AMOUNT = r"(?:资金|金额|总额|数|安排|了)?" + _IS + rf"(?P<said>[0-9][0-9,]*(?:\.[0-9]+)?\s*(?:{UNIT_PATTERN}))"
_MONEY = {
    "全年预算": re.compile(_START + "(?:年初|全年)?预算" + _AMOUNT),
    "执行数": re.compile(_START + "(?:支出|执行|使用|支付|拨付)" + _AMOUNT),
    "执行率": re.compile("(?:执行率|使用率|支付率|支出率)" + _IS + r"(?P<said>[0-9]+(?:\.[0-9]+)?\s*[%％])"),
}
_SCORES = {
    "得分": re.compile(
        r"(?:得分|评分|自评结果|总分)?(?:为|是|[:：])?\s{0,9}(?P<said>(?<!\d)\d{1,30}(?:\.\d{1,30})?)\s{0,9}分(?![之钟项值])"
    ),
    "等级": re.compile(r"等级(?:为|是|[:：])?\s*[“\"]?(?P<said>优秀|优|良好|良|中等|中|合格|差)"),
}
_SENTENCE, _CLAUSE = re.compile(r"[。\n]"), re.compile(r"[。；;\n]")
_YEAR = re.compile(r"(20[0-9][0-9])年")
_UNITS = re.compile(UNIT_PATTERN)
"""what the name of a field may say of the amount in it: 预算（万元）"""


class Claim(Struct, frozen=True, kw_only=True):
    """说法: what a text says of a project."""

    place: Place
    forms: list[FilledForm]
    role: str
    """what it speaks of, as 叫法 has it: 得分, 执行数"""
    said: str
    words: str
    """as the text has it"""
    variant: str
    field: str = ""
    """the name of a field in a list"""


Counterpart = tuple[FormValue, bool]
"""what a form has for a claim, and whether that says the same"""


def records(case: Case) -> Iterator[tuple[Mapping[str, str], Place]]:
    """The records of all lists in the explanation."""
    for given in case.document.inputs.values():
        for record, place in zip_longest(given.value if isinstance(given.value, tuple) else (), given.items):
            if isinstance(record, Mapping):
                yield record, place or given.place


def _in_records(case: Case) -> Iterator[Claim]:
    """Fields of a record that names a form. Which field means what, the form's roles say (叫法)."""
    named = by_project(forms(case, *SCORED))
    for record, place in records(case):
        meant = next((named[text.strip()] for text in record.values() if text.strip() in named), [])
        for field, text in record.items() if meant else ():
            role, said = meant[0].roles.role_of(field), text.strip()
            yield Claim(place=place, forms=meant, role=role, said=said, words=said[:40], variant="列出", field=field)


def _in_texts(case: Case) -> Iterator[Claim]:
    """Scores and grades in clauses, money and rates in sentences of this year, that name one project only."""
    projects = by_project(forms(case, Subject.PROJECT))
    for text in prose(case) if projects else ():
        for clause in _CLAUSE.split(text.text):
            yield from _claims(text, clause, projects, _SCORES)
        for sentence in _SENTENCE.split(text.text):
            others = {int(year) for year in _YEAR.findall(sentence)} - {case.document.year}
            money = any(sign.isdigit() for sign in sentence)
            if money and not others and not word_pattern("E114", "说别的").search(sentence):
                yield from _claims(text, sentence, projects, _MONEY)


def _claims(
    text: Written, words: str, projects: Mapping[str, list[FilledForm]], patterns: Mapping[str, re.Pattern[str]]
) -> Iterator[Claim]:
    name, scores = named_alone(words, projects), patterns is _SCORES
    for role, pattern in patterns.items() if name else ():
        for match in islice(pattern.finditer(words.replace(name, "项目")), 1 if scores else None):
            yield Claim(
                place=text.place,
                forms=projects[name],
                role=role,
                said=match["said"],
                words=match["said"] if scores else match[0].lstrip("，、；：:（("),
                variant=role if scores else "句子",
            )


def _claimed(case: Case) -> Iterator[tuple[Claim, list[Counterpart]]]:
    for claim in (*_in_records(case), *_in_texts(case)):
        answers = [answer for form in claim.forms if (answer := _compared(case, form, claim)) is not None]
        if answers:
            yield claim, answers


@each(_claimed)
def texts_agree_with_forms(_case: Case, claimed: tuple[Claim, list[Counterpart]]) -> Iterator[Said]:
    """P10 文中的得分、等级、金额、执行率: what is said of a project, by its name, is what its form says.

    The words of a sentence may speak of a part of the project, so what differs there is told and does not block.
    """
    claim, answers = claimed
    if not any(agrees for _, agrees in answers):
        right = answers[0][0]
        yield found(
            "E114",
            claim.place,
            claim.variant,
            项目=within_marks(claim.forms[0].project),
            栏=claim.field,
            写=claim.words,
            应=right.text,
            等级=right.form.grade,
            related=tuple(value.place for value, _ in answers),
        )


def _compared(case: Case, form: FilledForm, claim: Claim) -> Counterpart | None:
    """None where nothing can be compared."""
    if claim.field and (named := _name_said(form, claim)):
        return named
    match claim.role:
        case "年初预算" | "全年预算" | "执行数":
            return _amount_said(case, form, claim)
        case "执行率":
            return _rate_said(form, claim.said)
        case "得分":
            return _score_said(form, claim)
        case "等级" if form.grade and claim.said.startswith(tuple(form.roles.grades)):
            return form.score, claim.said.startswith(form.grade)
    return None


def _score_said(form: FilledForm, claim: Claim) -> Counterpart | None:
    """A list may round it."""
    number, score = read_as(Kind.SCORE, claim.said), form.score
    if number is None or not score.has_number:
        return None
    return score, _close(number, score.number) if claim.field else number.value == score.number.value


def _name_said(form: FilledForm, claim: Claim) -> Counterpart | None:
    """主管部门 and others of the names that the form gives."""
    for value in map(form.value, form.roles.names):
        label = value.path.rpartition(".")[2]
        if claim.said and value.text and (label.startswith(claim.field) or claim.field.startswith(label)):
            return value, claim.said in value.text or value.text in claim.said
    return None


def _amount_said(case: Case, form: FilledForm, claim: Claim) -> Counterpart | None:
    values = {"年初预算": (form.initial,), "执行数": (form.spent,)}.get(claim.role, (form.budget, form.initial))
    known = [value for value in values if value.has_amount]
    said = list(_amounts(claim, {form.layout.unit, case.document.head.unit}))
    if not known or not said:
        return None
    agreeing = next((value for value in known if any(map(value.amount.agrees, said))), None)
    return agreeing or known[0], agreeing is not None


def _amounts(claim: Claim, units: set[Unit]) -> Iterator[Amount]:
    """How much is said, in the unit that it or the name of its field gives, else in any of these."""
    unit = "" if absent(claim.said) else next(iter(_UNITS.findall(claim.field)), "")
    number = read_as(Kind.AMOUNT, claim.said + unit) or read_as(Kind.AMOUNT, claim.said)
    amounts = (amount_of(number, one, exact=False) for one in units) if number else ()
    return (amount for amount in amounts if amount is not None)


def _rate_said(form: FilledForm, text: str) -> Counterpart | None:
    number, printed = read_as(Kind.SHARE, text), form.total("rate")
    if number is None or not printed.has_number:
        return None
    right = ratio(form.spent.amount, form.budget.amount) if form.has_money else None
    follows = right is not None and right.allows(number.value, number.places)
    return printed, follows or _close(number, printed.number)


def _close(one: Number, other: Number) -> bool:
    """The same, or one the other rounded."""
    if one.places == other.places:
        return one.value == other.value
    fewer = min(one.places, other.places)
    return round(one.value, fewer) == round(other.value, fewer)


def _paid(case: Case) -> Iterator[tuple[Place, str, FilledForm]]:
    """Records that name a project and say it was paid out in full."""
    projects = {form.project: form for form in forms(case, Subject.PROJECT) if form.project and form.spent.has_amount}
    for record, place in records(case):
        form = next((projects[text] for text in record.values() if text in projects), None)
        match = word_pattern("E113", "付完了").search("，".join(record.values()))
        if form and match:
            yield place, match[0], form


@each(_paid)
def evaluated_projects_were_paid(_case: Case, paid: tuple[Place, str, FilledForm]) -> Iterator[Said]:
    """P10 重点评价: what is said to be paid out in full has an outturn in its form."""
    place, words, form = paid
    if not form.spent.amount.yuan:
        name, sum_ = within_marks(form.project), form.in_unit(form.spent.amount)
        yield found("E113", place, "没有支出", 项目=name, 写=words, 支出=sum_, related=(form.spent.place,))
