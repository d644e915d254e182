"""导入的名册: what an import of lists is to write, or wrote."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from gongkai.lists.code_changes import Changes
from gongkai.lists.departments import ListedDepartment
from gongkai.model.classification import CodeList
from gongkai.model.findings import Finding, errors
from gongkai.model.intake import UnusedCell


class NewCodeList(Struct, frozen=True, kw_only=True):
    """一套科目的新表, beside the list in force the year before and that of this year, if there is one already."""

    title: str
    path: str
    names: Mapping[str, str]
    before: CodeList | None
    changes: Changes
    replaced: Changes | None
    """against the list of this very year that is there now"""


class ImportedCodes(Struct, frozen=True, kw_only=True):
    """导入的科目表. With an error among the findings nothing is written."""

    year: int
    lists: tuple[NewCodeList, ...] = ()
    unused: tuple[UnusedCell, ...] = ()
    findings: tuple[Finding, ...] = ()
    written: bool = False

    @property
    def sound(self) -> bool:
        return not errors(self.findings)


class PlannedDepartment(Struct, frozen=True, kw_only=True):
    """要建的部门: where it is to stand, and how that was found."""

    folder: str
    """below content/departments"""
    listed: ListedDepartment
    proposed: bool
    """the folder's name is the department's in pinyin; nobody has written it"""
    there: bool
    """it has its department.yml already, which stays as it is"""


class ImportedDepartments(Struct, frozen=True, kw_only=True):
    """导入的部门名单. With an error among the findings nothing is written."""

    departments: tuple[PlannedDepartment, ...] = ()
    unused: tuple[UnusedCell, ...] = ()
    findings: tuple[Finding, ...] = ()
    written: bool = False

    @property
    def sound(self) -> bool:
        return not errors(self.findings)
