"""行: which rows a statement prints, and which figures each row is about. Here those of skeletons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.model.classification import Classifications, name_key
from gongkai.model.conditions import Where, only, where
from gongkai.model.entries import Entry
from gongkai.model.forms import TableForm
from gongkai.model.row_forms import Filler, RowForm, RowRule


class Row(Struct, frozen=True, kw_only=True):
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
    numbering: str = ""
    """一、 before the title of a generated row"""
    group: str = ""
    """what formulas call it and its like together"""
    strong: bool = False
    blank: bool = False
    department: bool = False
    """部门行"""
    children: tuple[str, ...] = ()
    """rows of the same table whose sum it is"""


class Naming(Struct, frozen=True, kw_only=True):
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


Generated = Callable[[int, RowRule], Iterable[Row]]
"""the rows that a rule among the fixed ones of a block makes"""


def numbered(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows with their 序号."""
    counted = count(1)
    return tuple(replace(row, ordinal=_ordinal(row, counted)) for row in rows)


def _ordinal(row: Row, counted: Iterator[int]) -> int | None:
    """序号: every row but totals, departments and blanks counts."""
    return None if row.blank or row.strong or row.department else next(counted)


def laid_out(form: TableForm, entries: Iterable[Entry], naming: Naming, generated: Generated) -> tuple[Row, ...]:
    """Rows of a skeleton, with what is generated and left blank among them, and 行次 counted through."""
    fields = {entry.row: dict(entry.fields) for entry in entries}
    blocks = [list(_lines(form, index, fields, naming, generated)) for index in range(len(form.parts))]
    height = max(sum(row is not None for row in rows) for rows in blocks)
    placed: list[Row] = []
    number: int | None = None
    counted = count(1)
    for index, block in enumerate(form.parts):
        number = number if block.first_number == "续" else block.first_number
        for position, row in enumerate(_filled(blocks[index], height)):
            key = f"#空{index}-{position}" if row.blank else row.key
            placed.append(replace(row, key=key, block=index, number=number, ordinal=_ordinal(row, counted)))
            number = None if number is None else number + 1
    return tuple(placed)


def _lines(
    form: TableForm, block: int, fields: Mapping[str, Mapping[str, str]], naming: Naming, generated: Generated
) -> Iterator[Row | None]:
    """The rows of a block; None where blank ones make it level with the others."""
    for item in form.parts[block].rows:
        match item:
            case None:
                yield Row(key="", blank=True)
            case Filler():
                yield None
            case RowRule():
                yield from generated(block, item)
            case RowForm():
                yield _fixed(form, item, fields.get(item.name, {}), naming)


def _filled(rows: Sequence[Row | None], height: int) -> Iterator[Row]:
    missing = height - sum(row is not None for row in rows)
    for row in rows:
        yield from (Row(key="", blank=True) for _ in range(missing)) if row is None else (row,)


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


def _fixed(form: TableForm, row: RowForm, typed: Mapping[str, str], naming: Naming) -> Row:
    by_code = only(form.codes_are, row.code) if row.code else ()
    derives = bool(row.pull) or (isinstance(row.formula, str) and bool(row.formula))
    return Row(
        key=row.name,
        code=row.code,
        title=row.title or naming.of(form.codes_are, row.code),
        level=form.classification.depth(row.code) if form.classification else 0,
        where=(*where(row.where), *by_code),
        fields={form.codes_are: row.code, **typed} if row.code else typed,
        form=row,
        strong=row.strong,
        children=form.children[row.code] if row.code and not derives else (),
    )
