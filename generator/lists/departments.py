"""部门名单: a bureau's list of departments and their units, as a workbook has it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.lists.department_heads import (
    DEPARTMENT,
    DEPARTMENT_CODE,
    FOLDER,
    NATURE,
    UNIT,
    UNIT_CODE,
    DepartmentHead,
    DepartmentRow,
    find_department_head,
)
from gongkai.lists.texts import text_at
from gongkai.model.findings import Finding, found
from gongkai.model.intake import UnusedCell
from gongkai.model.places import Place
from gongkai.model.sheets import Sheet, Workbook

OWN = "本级"
_OWN_ENDS = ("", "本级", "(本级)", "机关", "(机关)")
"""what a list calls the department's own unit, behind the department's name"""


class ListedUnit(Struct, frozen=True, kw_only=True):
    """名单里的单位."""

    code: str
    name: str
    nature: str
    place: Place


class ListedDepartment(Struct, frozen=True, kw_only=True):
    """名单里的部门. `folder`: as the list has it; "" where it has none."""

    code: str
    name: str
    folder: str
    place: Place
    units: tuple[ListedUnit, ...] = ()


class ReadDepartments(Struct, frozen=True, kw_only=True):
    """读到的名单; with an error among the findings none of it is used."""

    departments: tuple[ListedDepartment, ...] = ()
    unused: tuple[UnusedCell, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_departments(workbook: Workbook) -> ReadDepartments:
    """The departments of the first sheet that lists any; sheets without a head that names them are told."""
    reading = _Reading(workbook)
    for sheet in workbook.sheets:
        head = find_department_head(sheet)
        if head is not None:
            reading.sheet(sheet, head)
        elif sheet.cells:
            reading.unused(workbook.place(sheet), sheet.name.strip(), "这张工作表没有部门、单位的栏头")
    if not reading.departments and not reading.findings:
        reading.findings.append(found("I405", Place(path=workbook.name)))
    return ReadDepartments(
        departments=tuple(one.listed() for one in reading.departments.values()),
        unused=tuple(reading.left),
        findings=tuple(reading.findings),
    )


class _Open(Struct, kw_only=True):
    """A department whose units are being read."""

    code: str
    name: str
    folder: str
    place: Place
    units: list[ListedUnit] = field(default_factory=list)

    def listed(self) -> ListedDepartment:
        units = tuple(replace(one, name=own_name(self.name, one.name)) for one in self.units)
        return ListedDepartment(code=self.code, name=self.name, folder=self.folder, place=self.place, units=units)


def own_name(department: str, unit: str) -> str:
    """本级, where a unit is the department itself."""
    plain = unit.replace("（", "(").replace("）", ")")
    return (
        OWN
        if plain == OWN or plain in {department.replace("（", "(").replace("）", ")") + end for end in _OWN_ENDS}
        else unit
    )


class _Reading:
    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.departments: dict[str, _Open] = {}
        """by code, or by name where there is none"""
        self.left: list[UnusedCell] = []
        self.findings: list[Finding] = []
        self._units: dict[str, Place] = {}

    def unused(self, place: Place, text: str, why: str) -> None:
        self.left.append(UnusedCell(place=place, text=text, reason=why))

    def sheet(self, sheet: Sheet, head: DepartmentHead) -> None:
        rows = [DepartmentRow(self.workbook, sheet, head, row) for row in range(head.row + 1, sheet.rows + 1)]
        told = [one for one in rows if one.texts]
        wanted = [one for one in told if not one.is_aside]
        for one in told:
            if one.is_aside:
                self.unused(one.place(), " ".join(one.texts), "合计或者注，不是部门、单位")
        if DEPARTMENT in head.columns:
            self._in_columns(wanted)
        else:
            self._by_code(wanted)
        self._outside(sheet, head)

    def _in_columns(self, rows: list[DepartmentRow]) -> None:
        """Departments in columns of their own; an empty cell below one goes on with it."""
        current: _Open | None = None
        for row in rows:
            code, name = row.code(DEPARTMENT_CODE, self.findings), row.name(DEPARTMENT)
            if name:
                current = self._department(row, code, name)
            elif code in self.departments:
                current = self.departments[code]
            elif code:
                self.findings.append(found("I406", row.place(DEPARTMENT_CODE), "没有名称", 码=code))
                current = None
            if current is None:
                self.unused(row.place(), " ".join(row.texts), "上面没有部门")
            elif row.code(UNIT_CODE, []) or row.name(UNIT):
                self._unit(row, current)

    def _by_code(self, rows: list[DepartmentRow]) -> None:
        """One list of both: the shortest codes are the departments', and those of their units begin with them."""
        coded = [(row.code(UNIT_CODE, self.findings), row) for row in rows]
        shortest = min((len(code) for code, _ in coded if code), default=0)
        whole = [(code, row) for code, row in coded if self._has_both(code, row)]
        for code, row in whole:
            if len(code) == shortest:
                self._department(row, code, row.name(UNIT))
        for code, row in whole:
            if len(code) > shortest:
                self._below(row, code, code[:shortest])

    def _has_both(self, code: str, row: DepartmentRow) -> bool:
        """Whether a row has code and name; what is lacking is told."""
        if not code:
            self.findings.append(found("I406", row.place(UNIT_CODE), "没有代码", 名=row.name(UNIT)))
        elif not row.name(UNIT):
            self.findings.append(found("I406", row.place(UNIT_CODE), "没有名称", 码=code))
        return bool(code and row.name(UNIT))

    def _below(self, row: DepartmentRow, code: str, above: str) -> None:
        """A unit of the department that has the code `above`."""
        department = self.departments.get(above)
        if department is None:
            self.findings.append(found("I406", row.place(UNIT_CODE), "没有部门", 码=code, 部=above))
        else:
            self._unit(row, department)

    def _department(self, row: DepartmentRow, code: str, name: str) -> _Open:
        key, place = code or name, row.place(DEPARTMENT if DEPARTMENT in row.head.columns else UNIT)
        known = self.departments.setdefault(key, _Open(code=code, name=name, folder=row.text(FOLDER), place=place))
        if known.name != name:
            self.findings.append(
                found("I406", place, "两个名称", 码=code, 名=name, 前=known.name, related=(known.place,))
            )
        same = next((one for one in self.departments.values() if one.name == name and one.code != code), None)
        if same is not None:
            self.findings.append(
                found("I406", place, "两个代码", 名=name, 码=code, 前=same.code, related=(same.place,))
            )
        return known

    def _unit(self, row: DepartmentRow, department: _Open) -> None:
        code, name, place = row.code(UNIT_CODE, self.findings), row.name(UNIT), row.place(UNIT)
        before = self._units.setdefault(code or f"{department.name} {name}", place)
        if not name:
            self.findings.append(found("I406", row.place(UNIT_CODE), "没有名称", 码=code))
        elif before != place:
            self.findings.append(found("I406", place, "两次", 码=code or name, related=(before,)))
        else:
            if code and department.code and not code.startswith(department.code):
                self.findings.append(
                    found("I408", row.place(UNIT_CODE), 码=code, 名=department.name, 部=department.code)
                )
            department.units.append(ListedUnit(code=code, name=name, nature=row.text(NATURE), place=place))

    def _outside(self, sheet: Sheet, head: DepartmentHead) -> None:
        used = {column for role, column in head.columns.items() if role}
        for column in sorted({column for row, column in sheet.cells if row > head.row} - used):
            title = text_at(sheet, head.row, column) or "没有栏头的一栏"
            self.unused(self.workbook.place(sheet, 0, column), title, "department.yml 里没有这一项")


def problems_of(departments: tuple[ListedDepartment, ...]) -> Iterator[Finding]:
    """What is to be known of a list that can be used: a department without any unit."""
    for one in departments:
        if not one.units:
            yield found("I409", one.place, 名=one.name)
