"""表单里的名称: department, units and projects are called in the forms what they are called elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule, Skipped
from gongkai.checks.performance.filled_form import Form, Value, forms
from gongkai.checks.performance.findings import inconsistency, quoted, warning
from gongkai.checks.performance.lists import items_of
from gongkai.checks.performance.narrative import originals_of_forms
from gongkai.checks.performance.spelling import abbreviates, plain, same_body
from gongkai.model.finding_codes import FindingCode
from gongkai.model.kinds import Nature
from gongkai.model.names import Names
from gongkai.model.performance_roles import Subject
from gongkai.model.places import Place
from gongkai.model.publication import Heading
from gongkai.model.publication import plain as words

_CODE = re.compile(r"\s*[\d\s]+$")
_TYPED_CODE = re.compile(r"(?<!\d)(?P<code>\d{3,})\s*[）)\]】]?$")
_PLACE = re.compile(r"(?P<place>[一-鿿]{1,7}?(?P<level>自治[区州县]|[省市县州盟旗区]))(?P<body>[一-鿿]{4,})")
"""清源市公路养护中心: a place and a body"""
_WHOLE = re.compile(r"部门整体")
_FILLING = re.compile(r"项目|评价|自评|得分|工作|经费|费用|费|为|的|\d+(?:\.\d+)?|分|[\W_]")


def names_of(case: Case) -> tuple[str, ...]:
    """Names that are right in the document's year: the department's and its units', the shortest first."""
    document = case.document
    own = {document.name, document.bare_name, document.department.name_in(document.year)}
    units = {unit.name for unit in document.department.units_in(document.year) if not unit.is_own_office}
    return tuple(sorted(own | units, key=lambda name: (len(name), name)))


def former_names(case: Case) -> frozenset[str]:
    """Names that the department has at other times."""
    return frozenset(dated.name for dated in case.document.department.names) - frozenset(names_of(case))


def departments_are_named(case: Case) -> Iterator[Outcome]:
    """X16/P13 部门名称: 主管部门, 实施单位 are the document's names, not a former one, not misspelt (与 for 和)."""
    known, former = Names(names_of(case)), former_names(case)
    for form in forms(case, *Subject, outcome=None):
        wrong: dict[tuple[str, str], list[Place]] = {}
        for path in form.roles.names:
            value = form.value(path)
            name = _CODE.sub("", value.text)
            if not name:
                continue
            yield from _code(case, value)
            right = _right_name(name, known, former)
            if right is None:
                yield Held()
            else:
                wrong.setdefault((name, right), []).append(value.place)
        for (name, right), places in wrong.items():
            yield inconsistency(
                FindingCode.NAME_IN_FORM,
                places[0],
                f"名称写的是“{name}”，"
                + _called(name, right, former)
                + (f"（本表{len(places)}处）" if places[1:] else ""),
                "请用本年度的名称，全文一致",
                tuple(places[1:]),
            )
        yield from _units(case, form)


def _right_name(name: str, known: Names, former: frozenset[str]) -> str | None:
    """The name that is meant, if it is written wrong; None if it is right, or another body's."""
    if name in known:
        return None
    if name in former:
        return next(iter(known), None)
    right = known.near(name)
    if right is not None and same_body(name, right):
        return right
    return next((own for own in known if _elsewhere(name, own)), None)


def _elsewhere(name: str, own: str) -> bool:
    """The same body of another place of the same level: copied from its form."""
    one, other = _PLACE.fullmatch(name), _PLACE.fullmatch(own)
    return bool(one and other and one["body"] == other["body"] and one["level"] == other["level"])


def _code(case: Case, value: Value) -> Iterator[Outcome]:
    """The code behind a name is the department's or one of its units'."""
    department = case.document.department
    units = [unit.code for unit in department.units_in(case.document.year)]
    typed, right = _TYPED_CODE.search(value.text), [code for code in (department.code, *units) if code]
    if typed is None or not right or "" in units:
        return
    if typed["code"] in right:
        yield Held()
        return
    yield warning(
        FindingCode.NAME_IN_FORM,
        value.place,
        f"名称后面的代码写的是“{typed['code']}”，department.yml 里没有这个代码（有：{'、'.join(right)}）",
        "请核对代码；代码没有错的，在 department.yml 里改正或补上单位",
    )


def _called(name: str, right: str, former: frozenset[str]) -> str:
    what = "旧名称或后来的名称" if name in former else "外地的单位" if _elsewhere(name, right) else "笔误"
    return f"这是{what}，应为“{right}”"


def _units(case: Case, form: Form) -> Iterator[Outcome]:
    """In a list a unit's code has the unit's name."""
    roles = form.roles.listed
    if roles is None:
        return
    document = case.document
    units = {
        unit.code: unit.name_in(document.name) for unit in document.department.units_in(document.year) if unit.code
    }
    for item in items_of(case, form, roles):
        right = units.get(item.code.text)
        if right is None or item.title.absent:
            continue
        if item.title.text == right:
            yield Held()
            continue
        yield inconsistency(
            FindingCode.NAME_IN_FORM,
            item.title.place,
            f"单位编码{item.code.text}的名称写的是“{item.title.text}”，应为“{right}”",
            "同一个编码只有一个名称，请核对",
        )


def captions_are_named(case: Case) -> Iterator[Outcome]:
    """X16 表头的部门名称: what an archived original prints over a form in place of the department's name."""
    ids = {case.document.edition.performance[data.form].id for data in case.document.performance}
    known, former = names_of(case), former_names(case)
    for original in case.document.originals:
        if original.where.split(".")[0] not in ids:
            continue
        right = next((name for name in known if name in original.expected), None)
        if right is None or right in original.printed:
            continue
        printed = next((name for name in former if name in original.printed), original.printed)
        yield inconsistency(
            FindingCode.NAME_IN_FORM,
            original.place,
            f"表头印作“{printed}”，" + _called(printed, right, former),
            "请用本年度的名称，全文一致",
        )


def tasks_are_projects(case: Case) -> Iterator[Outcome]:
    """P13 主要任务的名称: a main task of the department that is a project is called as the project's form calls it."""
    projects = {plain(form.project): form for form in forms(case, Subject.PROJECT) if form.project}
    titles = Names(projects)
    for form in forms(case, Subject.DEPARTMENT):
        at, _, name = form.roles.tasks.rpartition(".")
        for item in form.items(at) if at and projects else ():
            task = form.field(item, name)
            if plain(task.text) in projects:
                yield Held()
                continue
            near = titles.near(plain(task.text))
            if near is not None:
                project = projects[near]
                yield warning(
                    FindingCode.PROJECT_NAME,
                    task.place,
                    f"主要任务写的是“{task.text}”，项目自评表是“{project.project}”",
                    "同一个项目的名称要一样；请核对哪个对",
                    (project.value(project.roles.project).place,),
                )


def text_names_the_projects(case: Case) -> Iterator[Outcome]:
    """P13 文中的项目名称: what an original prints for a project is its name or short for it."""
    projects = [form for form in forms(case, Subject.PROJECT) if form.project]
    for original in originals_of_forms(case):
        named = [form for form in projects if form.project in original.expected]
        if len({form.project for form in named}) != 1 or named[0].project in original.printed:
            continue
        form = named[0]
        short = _FILLING.sub("", original.printed)
        if not short or abbreviates(short, _FILLING.sub("", form.project)):
            yield Held()
            continue
        yield warning(
            FindingCode.PROJECT_NAME,
            original.place,
            f"文中印作“{original.printed}”，项目自评表的名称是“{form.project}”",
            "同一个项目的名称要一样；请核对哪个对",
            (form.value(form.roles.project).place,),
        )


def promised_forms_are_there(case: Case) -> Iterator[Outcome]:
    """P13 标题与表单: a heading over the forms that says 部门整体 has a form of the whole department under it."""
    if not any(True for _ in forms(case, Subject.PROJECT, Subject.DEPARTMENT)):
        return
    if case.publication is None:
        yield Skipped(reason="文字没有排出来，不能核对标题")
        return
    have = any(True for _ in forms(case, Subject.DEPARTMENT))
    offered = any(form.roles.about(Subject.DEPARTMENT) for form in case.document.edition.performance.values())
    for heading in _headings(case):
        if not _WHOLE.search(heading):
            continue
        if have:
            yield Held()
            continue
        yield (inconsistency if offered else warning)(
            FindingCode.PROMISED_FORM,
            Place(path=f"{case.document.place.path}/performance"),
            f"标题{quoted(heading)}说有部门整体自评，这里只有项目自评表",
            "请补上部门整体支出绩效自评表" if offered else "版式没有部门整体自评表；请财政局补上这张表，或者改标题",
        )


def _headings(case: Case) -> Iterator[str]:
    """Headings in the sections that show forms."""
    shown = {
        (part.key, section.key)
        for part in case.document.edition.parts
        for section in part.sections
        if any(item.forms for item in section.items)
    }
    for part in case.publication.parts if case.publication else ():
        for section in part.sections:
            if (part.id, section.id) in shown:
                yield from (words(block.spans) for block in section.blocks if isinstance(block, Heading))


RULES: tuple[Rule, ...] = (
    Rule(code=FindingCode.NAME_IN_FORM, check=departments_are_named),
    Rule(code=FindingCode.NAME_IN_FORM, check=captions_are_named),
    Rule(code=FindingCode.PROJECT_NAME, check=tasks_are_projects, nature=Nature.FINAL_ACCOUNTS),
    Rule(code=FindingCode.PROJECT_NAME, check=text_names_the_projects, nature=Nature.FINAL_ACCOUNTS),
    Rule(code=FindingCode.PROMISED_FORM, check=promised_forms_are_there, nature=Nature.FINAL_ACCOUNTS),
)
