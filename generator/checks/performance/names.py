"""表单里的名称: department, units and projects are called in the forms what they are called elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.checks.filled_forms import FormValue, all_forms, by_project, forms, within_marks
from gongkai.checks.outcomes import Said, Skipped, each
from gongkai.checks.performance.lists import rows_of
from gongkai.checks.performance.narrative import originals_of_forms
from gongkai.model.departments import OWN_OFFICE
from gongkai.model.entries import OriginalWording
from gongkai.model.finding_catalogue import word_pattern
from gongkai.model.findings import found
from gongkai.model.names import Names, abbreviates, same_body, undated
from gongkai.model.performance_roles import Subject
from gongkai.model.places import Place
from gongkai.model.publication import Heading
from gongkai.model.spans import plain

_CODE = re.compile(r"\s*[\d\s]+$")
_TYPED_CODE = re.compile(r"(?<!\d)(?P<code>\d{3,})\s*[）)\]】]?$")
_PLACE = re.compile(r"(?P<place>[一-鿿]{1,7}?(?P<level>自治[区州县]|[省市县州盟旗区]))(?P<body>[一-鿿]{4,})")
"""清源市公路养护中心: a place and a body"""
_WHOLE = re.compile(r"部门整体")


class DepartmentNames(Struct, frozen=True):
    """部门和单位的名称: those that are right in the document's year, the shortest first, and those of other times."""

    known: Names
    former: frozenset[str]

    def right(self, name: str) -> str | None:
        """The name that is meant, if it is written wrong; None if it is right, or another body's."""
        if name in self.known:
            return None
        if name in self.former:
            return next(iter(self.known), None)
        right = self.known.near(name)
        if right is not None and same_body(name, right):
            return right
        return next((own for own in self.known if _elsewhere(name, own)), None)

    def mistake(self, name: str, right: str) -> str:
        return "旧名称或后来的名称" if name in self.former else "外地的单位" if _elsewhere(name, right) else "笔误"


def _names_of(case: Case) -> DepartmentNames:
    document, department = case.document, case.document.department
    units = department.units_in(document.year)
    of_units = {name for unit in units for name in (unit.name, document.unit_name(unit)) if name != OWN_OFFICE}
    right = {document.name, document.bare_name, department.name_in(document.year)} | of_units
    former = frozenset(dated.name for dated in department.names) - right
    return DepartmentNames(Names(sorted(right, key=lambda name: (len(name), name))), former)


def _elsewhere(name: str, own: str) -> bool:
    """The same body of another place of the same level: copied from its form."""
    one, other = _PLACE.fullmatch(name), _PLACE.fullmatch(own)
    return bool(one and other and one["body"] == other["body"] and one["level"] == other["level"])


def _named(case: Case) -> Iterator[tuple[DepartmentNames, list[FormValue]]]:
    """Names of bodies in the forms; what stands several times in one form is one thing."""
    known = _names_of(case)
    for form in all_forms(case):
        values: dict[str, list[FormValue]] = {}
        for value in map(form.value, form.roles.names):
            if name := _CODE.sub("", value.text):
                values.setdefault(name, []).append(value)
        yield from ((known, same) for same in values.values())


@each(_named)
def departments_are_named(_case: Case, named: tuple[DepartmentNames, list[FormValue]]) -> Iterator[Said]:
    """X16/P13 部门名称: 主管部门, 实施单位 are the document's names, not a former one, not misspelt (与 for 和)."""
    known, (first, *others) = named
    name = _CODE.sub("", first.text)
    right = known.right(name)
    if right is not None:
        times = len(others) + 1 if others else ""
        told = {"写": name, "什么": known.mistake(name, right), "应": right}
        yield first.wrong("E120", "名称", told, 次=times, related=others)


def _coded(case: Case) -> Iterator[tuple[FormValue, str, list[str]]]:
    """Names with a code behind them, and the codes that the department and its units have, if all have one."""
    department = case.document.department
    units = [unit.code for unit in department.units_in(case.document.year)]
    right = [code for code in (department.code, *units) if code]
    for form in all_forms(case) if right and "" not in units else ():
        for value in map(form.value, form.roles.names):
            typed = _TYPED_CODE.search(value.text)
            if typed and _CODE.sub("", value.text):
                yield value, typed["code"], right


@each(_coded)
def codes_are_the_departments(_case: Case, coded: tuple[FormValue, str, list[str]]) -> Iterator[Said]:
    """X16 名称后面的代码: the department's or one of its units'."""
    value, typed, right = coded
    if typed not in right:
        yield value.wrong("E120", "代码", 写=typed, 各代码="、".join(right))


def _units(case: Case) -> Iterator[tuple[FormValue, FormValue, str]]:
    """Code and name of a unit in a list, and the name that it has."""
    document = case.document
    units = {unit.code: document.unit_name(unit) for unit in document.department.units_in(document.year) if unit.code}
    for row in (row for form in all_forms(case) for row in rows_of(case, form)):
        if row.code.text in units and not row.title.absent:
            yield row.code, row.title, units[row.code.text]


@each(_units)
def units_are_named(_case: Case, unit: tuple[FormValue, FormValue, str]) -> Iterator[Said]:
    """X16 单位名称: in a list a unit's code has the unit's name."""
    code, title, right = unit
    if title.text != right:
        yield title.wrong("E120", "编码", 代码=code.text, 写=title.text, 应=right)


def _captions(case: Case) -> Iterator[tuple[OriginalWording, DepartmentNames, str]]:
    """原文 over the forms in which the department's name is expected."""
    ids = {case.document.edition.performance[data.form].id for data in case.document.performance}
    names = _names_of(case)
    for original in case.document.originals:
        right = next((name for name in names.known if name in original.expected), None)
        if right and original.where.split(".")[0] in ids:
            yield original, names, right


@each(_captions)
def captions_are_named(_case: Case, caption: tuple[OriginalWording, DepartmentNames, str]) -> Iterator[Said]:
    """X16 表头的部门名称: what an archived original prints over a form in place of the department's name."""
    original, names, right = caption
    if right not in original.printed:
        printed = next((name for name in names.former if name in original.printed), original.printed)
        yield found("E120", original.place, "表头", 写=printed, 什么=names.mistake(printed, right), 应=right)


def _tasks(case: Case) -> Iterator[tuple[FormValue, FormValue]]:
    """Main tasks, each with the name of the project that is called alike."""
    projects = {undated(form.project): form for form in forms(case, Subject.PROJECT) if form.project}
    names = Names(projects)
    for form in forms(case, Subject.DEPARTMENT):
        for task in form.values(form.roles.tasks):
            near = names.near(undated(task.text)) if task.text else None
            if near is not None:
                yield task, projects[near].at_role("project")


@each(_tasks)
def tasks_are_projects(_case: Case, given: tuple[FormValue, FormValue]) -> Iterator[Said]:
    """P13 主要任务的名称: a main task of the department that is a project is called as the project's form calls it."""
    task, project = given
    if undated(task.text) != undated(project.text):
        yield task.wrong("E121", "主要任务", 写=task.text, 应=project.text, related=[project])


def _renamed(case: Case) -> Iterator[tuple[OriginalWording, FormValue]]:
    """What an original prints in place of the name of one project."""
    projects = by_project(forms(case, Subject.PROJECT))
    for original in originals_of_forms(case):
        named = [name for name in projects if name in original.expected]
        if len(named) == 1 and named[0] not in original.printed:
            yield original, projects[named[0]][0].at_role("project")


@each(_renamed)
def text_names_the_projects(_case: Case, renamed: tuple[OriginalWording, FormValue]) -> Iterator[Said]:
    """P13 文中的项目名称: what an original prints for a project is its name or short for it."""
    original, project = renamed
    short, full = (word_pattern("E121", "不算名称的").sub("", text) for text in (original.printed, project.text))
    if short and not abbreviates(short, full):
        yield found("E121", original.place, "文中", 写=original.printed, 应=project.text, related=(project.place,))


def _headings(case: Case) -> Iterator[str | Skipped]:
    """Headings over forms that speak of the whole department."""
    if not any(True for _ in forms(case, Subject.PROJECT, Subject.DEPARTMENT)):
        return
    if case.publication is None:
        yield Skipped(reason="文字没有排出来，不能核对标题")
        return
    shown = case.document.edition.sections_of_forms()
    sections = (section for part, section in case.publication.sections() if (part.id, section.id) in shown)
    headings = (plain(one.spans) for section in sections for one in section.blocks if isinstance(one, Heading))
    yield from filter(_WHOLE.search, headings)


@each(_headings)
def promised_forms_are_there(case: Case, heading: str) -> Iterator[Said]:
    """P13 标题与表单: a heading over the forms that says 部门整体 has a form of the whole department under it."""
    if any(True for _ in forms(case, Subject.DEPARTMENT)):
        return
    offered = any(form.roles.about(Subject.DEPARTMENT) for form in case.document.edition.performance.values())
    performance = Place(path=f"{case.document.place.path}/performance")
    place, variant = (performance, "有版式") if offered else (case.in_edition(("表单",)), "没有版式")
    yield found("E126", place, variant, 标题=within_marks(heading))
