"""导入部门名单: a bureau's departments into content/departments, a department.yml for each, all or none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from gongkai import spreadsheets
from gongkai.lists.departments import ListedDepartment, problems_of, read_departments
from gongkai.lists.folders import in_pinyin
from gongkai.lists.imported import ImportedDepartments, PlannedDepartment
from gongkai.loading.folders import DEEPEST, DEPARTMENT
from gongkai.model.findings import Finding, errors, found
from gongkai.model.reserved_names import RESERVED
from gongkai.pipeline.authoring.starting import known_regions, new_department
from gongkai.pipeline.project import Project
from gongkai.starting.answers import AnswerError, folder_of, region_of
from gongkai.starting.head_text import NewDepartment, NewUnit


class Destination(Struct, frozen=True, kw_only=True):
    """建在哪里: the folder above all of them, the names of it and those above, from when their names are in use."""

    under: str
    region: str
    since: date


def import_departments(
    project: Project, file: tuple[str, bytes], to: Destination, *, write: bool
) -> ImportedDepartments:
    """What a workbook's list of departments is to be, and, if asked to, written."""
    name, data = file
    workbook = spreadsheets.read(data, name)
    if isinstance(workbook, tuple):
        return ImportedDepartments(findings=workbook)
    read = read_departments(workbook)
    planned = tuple(_planned(project, one, to) for one in read.departments)
    findings = (*read.findings, *problems_of(read.departments), *_wrong_folders(project, planned, to))
    wanted = write and not errors(findings)
    if wanted:
        for one in planned:
            if not one.there:
                new_department(project, _new(one, to))
    return ImportedDepartments(departments=planned, unused=read.unused, findings=findings, written=wanted)


def _planned(project: Project, listed: ListedDepartment, to: Destination) -> PlannedDepartment:
    own = listed.folder.strip("/").removeprefix(f"{to.under}/") or in_pinyin(listed.name, to.region)
    folder = f"{to.under}/{own}"
    there = (project.content / "departments" / folder / DEPARTMENT).is_file()
    return PlannedDepartment(folder=folder, listed=listed, proposed=not listed.folder, there=there)


def _wrong_folders(project: Project, planned: tuple[PlannedDepartment, ...], to: Destination) -> Iterator[Finding]:
    first: dict[str, PlannedDepartment] = {}
    for one in planned:
        before = first.setdefault(one.folder, one)
        listed = one.listed
        if before is not one:
            first_of = before.listed
            related = (first_of.place,)
            yield found("I407", listed.place, "重复", related=related, 名=listed.name, 前=first_of.name, 夹=one.folder)
        try:
            folder_of(one.folder, RESERVED, DEEPEST)
            region_of(to.region, one.folder, known_regions(project, one.folder))
        except AnswerError as error:
            yield found("I407", listed.place, "写法", 名=listed.name, 因=str(error))


def _new(one: PlannedDepartment, to: Destination) -> NewDepartment:
    units = tuple(NewUnit(code=unit.code, name=unit.name, nature=unit.nature) for unit in one.listed.units)
    return NewDepartment(
        folder=one.folder, name=one.listed.name, since=to.since, region=to.region, code=one.listed.code, units=units
    )
