"""导入科目表: a year's lists of codes from a bureau's workbook into content/classifications."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai import spreadsheets
from gongkai.lists.code_changes import Changes, changes_between, csv_of
from gongkai.lists.code_lists import Listed, read_code_lists
from gongkai.loading.classifications import FOLDER, read_classifications
from gongkai.loading.shared_forms import read_lists
from gongkai.model.classification import Classification, CodeList, Extent
from gongkai.model.findings import Finding, errors
from gongkai.model.intake import UnusedCell
from gongkai.pipeline.project import Project
from gongkai.pipeline.writing_files import write_all


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCodeList:
    """一套科目的新表, beside the list in force the year before and that of this year, if there is one already."""

    title: str
    path: str
    names: Mapping[str, str]
    before: CodeList | None
    changes: Changes
    replaced: Changes | None
    """against the list of this very year that is there now"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedCodes:
    """导入了什么; with an error among the findings nothing is written."""

    year: int
    lists: tuple[NewCodeList, ...] = ()
    unused: tuple[UnusedCell, ...] = ()
    findings: tuple[Finding, ...] = ()
    written: bool = False

    @property
    def refused(self) -> bool:
        return bool(errors(self.findings))


def import_codes(project: Project, file: tuple[str, bytes], year: int, extent: Extent, *, write: bool) -> ImportedCodes:
    """What a workbook's lists of codes are to be, and, if asked to, written."""
    name, data = file
    workbook = spreadsheets.read(data, name)
    if isinstance(workbook, tuple):
        return ImportedCodes(year=year, findings=workbook)
    known = read_lists(project.templates)
    read = read_code_lists(workbook, known.value)
    findings = (*known.findings, *read.findings)
    if errors(findings):
        return ImportedCodes(year=year, unused=read.unused, findings=findings)
    there = read_classifications(project.content, known.value)
    lists = tuple(
        _new_list(one, year, read.lists[one.folder], there.lists.get(one.folder, {}))
        for one in known.value.listed
        if one.folder in read.lists
    )
    if write:
        write_all(project, {one.path: csv_of(one.names, workbook.name, extent) for one in lists})
    return ImportedCodes(year=year, lists=lists, unused=read.unused, findings=findings, written=write)


def _new_list(
    classification: Classification, year: int, listed: Mapping[str, Listed], there: Mapping[int, CodeList]
) -> NewCodeList:
    names = {code: one.name for code, one in listed.items()}
    earlier = max((one for one in there if one < year), default=None)
    before = there[earlier] if earlier is not None else None
    return NewCodeList(
        title=classification.title,
        path=f"content/{FOLDER}/{classification.folder}/{year}.csv",
        names=names,
        before=before,
        changes=changes_between(before.names if before else {}, names),
        replaced=changes_between(there[year].names, names) if year in there else None,
    )
