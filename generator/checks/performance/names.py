"""表单里的名称: department, units and projects are called in the forms what they are called elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Skipped
from gongkai.checks.performance.filled_form import Form, Value, forms, within_marks
from gongkai.checks.performance.lists import items_of
from gongkai.checks.performance.narrative import originals_of_forms
from gongkai.checks.performance.spelling import abbreviates, plain, same_body
from gongkai.model.documents import OWN_OFFICE
from gongkai.model.finding_catalogue import word_pattern
from gongkai.model.findings import found
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


def names_of(case: Case) -> tuple[str, ...]:
    """Names that are right in the document's year: the department's and its units', the shortest first."""
    document = case.document
    own = {document.name, document.bare_name, document.department.name_in(document.year)}
    listed = document.department.units_in(document.year)
    units = {name for unit in listed for name in (unit.name, document.unit_name(unit)) if name != OWN_OFFICE}
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
            first, *others = places
            yield found(
                "E120",
                first,
                "名称",
                写=name,
                什么=_mistake(name, right, former),
                应=right,
                次=len(places) if others else "",
                related=tuple(others),
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
    yield found("E120", value.place, "代码", 写=typed["code"], 各代码="、".join(right))


def _mistake(name: str, right: str, former: frozenset[str]) -> str:
    return "旧名称或后来的名称" if name in former else "外地的单位" if _elsewhere(name, right) else "笔误"


def _units(case: Case, form: Form) -> Iterator[Outcome]:
    """In a list a unit's code has the unit's name."""
    roles = form.roles.listed
    if roles is None:
        return
    document = case.document
    units = {unit.code: document.unit_name(unit) for unit in document.department.units_in(document.year) if unit.code}
    for item in items_of(case, form, roles):
        right = units.get(item.code.text)
        if right is None or item.title.absent:
            continue
        if item.title.text == right:
            yield Held()
            continue
        yield found("E120", item.title.place, "编码", 代码=item.code.text, 写=item.title.text, 应=right)


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
        yield found("E120", original.place, "表头", 写=printed, 什么=_mistake(printed, right, former), 应=right)


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
                place = project.value(project.roles.project).place
                yield found("E121", task.place, "主要任务", 写=task.text, 应=project.project, related=(place,))


def text_names_the_projects(case: Case) -> Iterator[Outcome]:
    """P13 文中的项目名称: what an original prints for a project is its name or short for it."""
    projects = [form for form in forms(case, Subject.PROJECT) if form.project]
    for original in originals_of_forms(case):
        named = [form for form in projects if form.project in original.expected]
        if len({form.project for form in named}) != 1 or named[0].project in original.printed:
            continue
        form = named[0]
        short, full = (word_pattern("E121", "不算名称的").sub("", text) for text in (original.printed, form.project))
        if not short or abbreviates(short, full):
            yield Held()
            continue
        place = form.value(form.roles.project).place
        yield found("E121", original.place, "文中", 写=original.printed, 应=form.project, related=(place,))


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
        performance = Place(path=f"{case.document.place.path}/performance")
        place, variant = (performance, "有版式") if offered else (case.in_edition(("表单",)), "没有版式")
        yield found("E126", place, variant, 标题=within_marks(heading))


def _headings(case: Case) -> Iterator[str]:
    """Headings in the sections that show forms."""
    shown = case.document.edition.sections_of_forms()
    for part, section in case.publication.sections() if case.publication else ():
        if (part.id, section.id) in shown:
            yield from (words(block.spans) for block in section.blocks if isinstance(block, Heading))
