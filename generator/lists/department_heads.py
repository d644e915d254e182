"""部门名单的栏头和行: which columns of a sheet say what, and what a row says by them."""

from __future__ import annotations

import re

from msgspec import Struct

from gongkai.lists.texts import MOST_HEAD_ROWS, cleaned, folded, text_at, typed_code
from gongkai.model.findings import Finding, found
from gongkai.model.places import Place
from gongkai.model.sheets import Sheet, Workbook

DEPARTMENT_CODE, DEPARTMENT, UNIT_CODE, UNIT, NATURE, FOLDER = (
    "部门代码",
    "部门名称",
    "单位代码",
    "单位名称",
    "性质",
    "文件夹",
)
_HEADS = {
    FOLDER: re.compile("文件夹"),
    DEPARTMENT_CODE: re.compile("(?:主管)?部门(?:预算)?(?:代码|编码|编号)"),
    DEPARTMENT: re.compile("(?:主管)?部门(?:名称|全称)?|一级预算单位(?:名称)?"),
    UNIT_CODE: re.compile(r"(?:预算|基层|部门\(单位\)|单位|预算单位)?(?:代码|编码|编号)"),
    UNIT: re.compile(r"(?:预算|基层|部门\(单位\)|单位|预算单位)?(?:名称|全称)|(?:预算|基层)?单位"),
    NATURE: re.compile("(?:单位)?(?:性质|类型|类别)"),
}
_CODE = re.compile(r"[0-9A-Za-z-]{1,20}")
_TOTAL = re.compile("(?:合|总|小)计.*")


class DepartmentHead(Struct, frozen=True, kw_only=True):
    row: int
    columns: dict[str, int]


def find_department_head(sheet: Sheet) -> DepartmentHead | None:
    for row in range(1, min(MOST_HEAD_ROWS, sheet.rows) + 1):
        columns: dict[str, int] = {}
        for column in range(1, sheet.columns + 1):
            text = folded(text_at(sheet, row, column))
            role = next((role for role, pattern in _HEADS.items() if pattern.fullmatch(text)), "")
            columns.setdefault(role, column)
        if DEPARTMENT in columns or {UNIT_CODE, UNIT} <= columns.keys():
            return DepartmentHead(row=row, columns=columns)
    return None


class DepartmentRow:
    """一行 by what its columns are."""

    def __init__(self, workbook: Workbook, sheet: Sheet, head: DepartmentHead, row: int) -> None:
        self.head = head
        self._workbook, self._sheet, self._row = workbook, sheet, row
        columns = sorted(column for role, column in head.columns.items() if role)
        told = [text_at(sheet, row, column).strip() for column in columns]
        self.texts = tuple(filter(None, told))
        self._only_first = len(columns) > 1 and not any(told[1:])

    @property
    def is_aside(self) -> bool:
        """Whether it is a total, or a note in the first column."""
        return self._only_first or bool(_TOTAL.fullmatch(folded(self.texts[0])))

    def place(self, role: str = "") -> Place:
        return self._workbook.place(self._sheet, self._row, self.head.columns.get(role, 0) if role else 0)

    def text(self, role: str) -> str:
        column = self.head.columns.get(role)
        return cleaned(text_at(self._sheet, self._row, column)) if column else ""

    name = text

    def code(self, role: str, findings: list[Finding]) -> str:
        """A code as it is shown; "" and told where it is none."""
        column = self.head.columns.get(role)
        cell = self._sheet.at(self._row, column) if column else None
        code = typed_code(cell)
        if not code or (_CODE.fullmatch(code) and cell is not None and not cell.is_date):
            return code
        findings.append(found("I406", self.place(role), "代码", 文=code))
        return ""
