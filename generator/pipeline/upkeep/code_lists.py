"""导入科目表: a year's lists of codes from a bureau's workbook into content/classifications."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai import spreadsheets
from gongkai.lists.code_changes import changes_between, csv_of
from gongkai.lists.code_lists import Listed, read_code_lists
from gongkai.lists.imported import ImportedCodes, NewCodeList
from gongkai.loading.classifications import FOLDER, read_classifications
from gongkai.loading.shared_forms import read_lists
from gongkai.model.classification import Classification, CodeList, Extent
from gongkai.model.findings import errors
from gongkai.pipeline.exchanging import exchange
from gongkai.pipeline.project import Project


def import_codes(project: Project, file: tuple[str, bytes], year: int, extent: Extent, *, write: bool) -> ImportedCodes:
    """What a workbook's lists of codes are to be, and, if asked to, written."""
    name, data = file
    workbook = spreadsheets.read(data, name)
    if isinstance(workbook, tuple):
        return ImportedCodes(year=year, findings=workbook)
    known = read_lists(project.templates)
    read = read_code_lists(workbook, known.value)
    there = read_classifications(project.content, known.value)
    links = tuple(one for one in there.findings if one.code == "L501")
    findings = (*known.findings, *read.findings, *links)
    if errors(findings):
        return ImportedCodes(year=year, unused=read.unused, findings=findings)
    lists = tuple(
        _new_list(one, year, read.lists[one.folder], there.lists.get(one.folder, {}))
        for one in known.value.listed
        if one.folder in read.lists
    )
    if write:
        paths = {project.root / one.path: csv_of(one.names, workbook.name, extent).encode() for one in lists}
        before = {path: path.read_bytes() if path.exists() else b"" for path in paths}
        if changed := exchange({path: (before[path], text) for path, text in paths.items()}):
            raise OSError("；".join(changed))
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
