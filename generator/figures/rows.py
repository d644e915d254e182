"""行: which rows a statement prints, and which figures each row is about. Here those of fixed skeletons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from gongkai.model.classification import Classifications, name_key
from gongkai.model.conditions import Where, only, where
from gongkai.model.entries import Entry
from gongkai.model.forms import RowForm, TableForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """行的骨架, without amounts. `where`: the condition that its figures meet."""

    key: str
    block: int = 0
    code: str = ""
    title: str = ""
    level: int = 0
    fields: Mapping[str, str] = field(default_factory=dict)
    where: Where = ()
    own: Where = ()
    """the condition without the rule's: what figures typed into this very table must meet"""
    form: RowForm | None = None
    number: int | None = None
    ordinal: int | None = None
    """序号"""
    strong: bool = False
    blank: bool = False
    department: bool = False
    """部门行"""
    children: tuple[str, ...] = ()
    """rows of the same table whose sum it is"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """名称: what codes are called in the document's year, and who the department is."""

    classifications: Classifications
    lists: Mapping[str, Mapping[str, str]]
    """names of codes, by the folder of their list"""
    units: Mapping[str, str]
    """in the order of department.yml"""
    department: str
    department_code: str
    natures: Mapping[str, str] = field(default_factory=dict)
    """性质 of units"""
    typed: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """what figures.yml calls codes that no list has, by folder of the list (or 单位) and code"""

    @property
    def department_key(self) -> str:
        """The key of the department's row (部门行): its code, unless a unit has the same."""
        return self.department_code if self.department_code not in ("", *self.units) else "部门"

    def of(self, by: str, code: str) -> str:
        """The name of a code: its list's, else as figures.yml names it; empty if neither does."""
        return self.listed(by).get(code) or self.typed.get((self.classifications.folder(by), code), "")

    def listed(self, by: str) -> Mapping[str, str]:
        """The list of names of a kind of code."""
        return self.units if by == "单位" else self.lists.get(self.classifications.folder(by), {})

    def above(self, by: str, code: str) -> tuple[str, ...]:
        """The codes above a code, highest first."""
        classification = self.classifications.coded.get(by)
        return classification.above(code) if classification else ()

    def of_fields(self, fields: Mapping[str, str]) -> dict[str, str]:
        """Names of the codes among a record's fields: 部门经济 30101 → 部门经济名称 基本工资."""
        codes = (*self.classifications.coded, "单位")
        return {name_key(by): self.of(by, code) for by, code in fields.items() if by in codes}


def numbered(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows with their 序号: every row but totals, departments and blanks counts."""
    counted = []
    ordinal = 0
    for row in rows:
        if row.blank or row.strong or row.department:
            counted.append(row)
        else:
            ordinal += 1
            counted.append(replace(row, ordinal=ordinal))
    return tuple(counted)


def children_of(code: str, codes: Iterable[str]) -> tuple[str, ...]:
    """The codes next below a code."""
    below = [other for other in codes if other != code and other.startswith(code)]
    return tuple(other for other in below if not any(middle != other and other.startswith(middle) for middle in below))


def fixed(form: TableForm, entries: Iterable[Entry], naming: Naming) -> tuple[Row, ...]:
    """Rows of a fixed skeleton, blank rows among them, with 行次 counted through."""
    fields = {entry.row: dict(entry.fields) for entry in entries}
    rows: list[Row] = []
    for index, block in enumerate(form.parts):
        number = block.first_number
        for position, row in enumerate(block.rows):
            if row is None:
                rows.append(Row(key=f"#空{index}-{position}", block=index, number=number, blank=True))
            else:
                codes = {form.codes_are: row.code} if row.code else {}
                own = codes | fields.get(row.name, {})
                rows.append(replace(_fixed(form, row, index, naming), number=number, fields=own))
            number = None if number is None else number + 1
    return numbered(rows)


def last(form: TableForm) -> tuple[Row, ...]:
    """Rows that stand below all blocks (人员经费合计 | 公用经费合计)."""
    return tuple(
        Row(
            key=row.name,
            block=form.placed_rows[row.name][0],
            title=row.title,
            form=row,
            where=where(row.where),
            strong=True,
        )
        for row in form.last_rows
    )


def _fixed(form: TableForm, row: RowForm, block: int, naming: Naming) -> Row:
    codes = {other.code: other.name for other in form.fixed_rows if other.code}
    by_code = only(form.codes_are, row.code) if row.code else ()
    derives = bool(row.pull) or (isinstance(row.formula, str) and bool(row.formula))
    return Row(
        key=row.name,
        block=block,
        code=row.code,
        title=row.title or naming.of(form.codes_are, row.code),
        level=form.classification.depth(row.code) if form.classification else 0,
        where=(*where(row.where), *by_code),
        form=row,
        strong=row.strong,
        children=tuple(codes[code] for code in children_of(row.code, codes)) if row.code and not derives else (),
    )
