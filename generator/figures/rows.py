"""行: which rows a statement prints, and which figures each row is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from generator.figures.facts import CODES, Fact, Facts
from generator.figures.sorting import Sorted, group_key, row_key
from generator.model.forms import RowForm, RowRule, TableForm

LEVELS = {"类": 3, "款": 5, "项": 7}
TOTAL = "合计"
DEPARTMENT = "部门"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """行的骨架, without amounts. `where`: the condition that its figures meet."""

    key: str
    block: int = 0
    code: str = ""
    title: str = ""
    level: int = 0
    fields: Mapping[str, str] = field(default_factory=dict)
    where: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)
    """the condition without the rule's: what figures typed into this very table must meet"""
    form: RowForm | None = None
    number: int | None = None
    strong: bool = False
    blank: bool = False
    department: bool = False
    """部门行"""
    children: tuple[str, ...] = ()
    """rows of the same table whose sum it is"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """名称: what codes are called in the document's year, and who the department is."""

    functional: Mapping[str, str]
    economic: Mapping[str, str]
    governmental: Mapping[str, str]
    units: Mapping[str, str]
    department: str
    department_code: str

    def of(self, by: str, code: str) -> str:
        names = {
            "科目": self.functional,
            "经济科目": self.economic,
            "部门经济": self.economic,
            "政府经济": self.governmental,
            "单位": self.units,
        }.get(by, {})
        return names.get(code, "")


def fixed(form: TableForm, naming: Naming) -> tuple[Row, ...]:
    """Rows of a fixed skeleton, blank rows among them, with 行次 counted through."""
    rows: list[Row] = []
    for index, block in enumerate(form.parts):
        number = block.first_number
        codes = [row.code for row in block.rows if row and row.code]
        for position, row in enumerate(block.rows):
            if row is None:
                rows.append(Row(key=f"#空{index}-{position}", block=index, number=number, blank=True))
            else:
                rows.append(_fixed(row, index, number, codes, naming))
            number = None if number is None else number + 1
    return tuple(rows)


def last(form: TableForm) -> tuple[Row, ...]:
    """Rows that stand below all blocks (人员经费合计 | 公用经费合计)."""
    return tuple(
        Row(key=row.name, block=index, title=row.title, form=row, where=row.where, strong=True)
        for index, row in enumerate(form.last_rows)
    )


def _fixed(
    row: RowForm, block: int, number: int | None, codes: list[str], naming: Naming
) -> Row:
    below = [code for code in codes if row.code and code != row.code and code.startswith(row.code)]
    return Row(
        key=row.name,
        block=block,
        code=row.code,
        title=row.title or naming.of("经济科目", row.code),
        level=0 if not row.code else (1 if below or len(row.code) == 3 else 2),
        where={**row.where, **({"经济科目": row.code} if row.code else {})},
        form=row,
        number=number,
        strong=row.strong,
        children=tuple(below) if not row.formula else (),
    )


def generated(
    form: TableForm,
    rule: RowRule,
    name: str,
    sorted_: Sorted,
    naming: Naming,
    is_zero: Callable[[Row], bool],
) -> tuple[Row, ...]:
    """Rows made from the figures: 合计, 部门 and one row for each code, unit, record or group.

    `is_zero` tells whether a candidate row has no amounts in the table's columns.
    """
    if rule.by == ("记录",):
        body = _records(name, sorted_, naming)
    elif len(rule.by) > 1:
        body = _groups(form, rule, name, sorted_, naming)
    else:
        body = _codes(form, rule, name, sorted_, naming, is_zero)
    top = tuple(row.key for row in body if row.level <= min((r.level for r in body), default=0))
    total = Row(
        key=TOTAL, title=rule.total_title, where=rule.where, strong=True, children=top
    )
    heads: list[Row] = []
    if rule.department_row and body:
        heads.append(
            Row(
                key=naming.department_code or DEPARTMENT,
                code=naming.department_code,
                title=naming.department,
                where=rule.where,
                children=top,
                department=True,
            )
        )
    body = tuple(replace(row, where={**rule.where, **row.where}, own=row.where) for row in body)
    match rule.total:
        case "末":
            return (*heads, *body, total)
        case "无":
            return (*heads, *body)
        case _:
            return (total, *heads, *body)


def _records(name: str, sorted_: Sorted, naming: Naming) -> tuple[Row, ...]:
    return tuple(
        Row(
            key=entry.row,
            fields={**_names(dict(entry.fields), naming), **dict(entry.fields)},
            where={"行": entry.row},
            level=1,
        )
        for entry in sorted_.entries.get(name, ())
        if entry.row.startswith("#")
    )


def _groups(
    form: TableForm, rule: RowRule, name: str, sorted_: Sorted, naming: Naming
) -> tuple[Row, ...]:
    rows: dict[str, Row] = {}
    given = [dict(entry.fields) for entry in sorted_.entries.get(name, ()) if entry.row.startswith("#")]
    found = sorted(
        (dict(fact.attributes) for fact in _source_facts(rule, name, sorted_.facts)),
        key=lambda fields: group_key(rule.by, fields),
    )
    for fields in [*given, *found]:
        if any(by not in fields for by in rule.by):
            continue
        key = group_key(rule.by, fields)
        where = {by: fields[by] for by in rule.by}
        rows.setdefault(
            key, Row(key=key, fields={**_names(where, naming), **where}, where=where, level=1)
        )
    return tuple(rows.values())


def _names(codes: Mapping[str, str], naming: Naming) -> dict[str, str]:
    return {f"{by}名称": naming.of(by, code) for by, code in codes.items() if by in CODES}


def _source_facts(rule: RowRule, name: str, facts: Facts) -> Iterable[Fact]:
    sources = rule.sources or (name,)
    return [fact for fact in facts.items if fact.table in sources and fact.matches(rule.where)]


def _codes(
    form: TableForm,
    rule: RowRule,
    name: str,
    sorted_: Sorted,
    naming: Naming,
    is_zero: Callable[[Row], bool],
) -> tuple[Row, ...]:
    by = rule.by[0]
    lowest: dict[str, None] = {}
    for fact in sorted_.facts.items:
        own = fact.table == name
        if by in fact.attributes and (own or (fact.table in rule.sources and fact.matches(rule.where))):
            lowest[fact.attributes[by]] = None
    given = [
        row_key(form, entry)
        for entry in sorted_.entries.get(name, ())
        if entry.row.isdigit() and entry.row != naming.department_code
    ]
    if rule.order == "填报":
        order = {code: position for position, code in enumerate([*given, *lowest])}
        codes = sorted({*lowest, *given}, key=lambda code: order[code])
    else:
        codes = sorted({*lowest, *given})
    lengths = [LEVELS[level] for level in rule.levels] if by == "科目" else []
    wanted: dict[str, None] = {}
    for code in codes:
        for length in lengths or [len(code)]:
            if len(code) >= length:
                wanted[code[:length]] = None
        if lengths and len(code) not in LEVELS.values():
            wanted[code] = None
    listed = sorted(wanted) if rule.order == "编码" else list(wanted)
    rows = []
    for code in listed:
        row = Row(
            key=code,
            code=code,
            title=naming.of(by, code),
            level={3: 1, 5: 2, 7: 3}.get(len(code), 1) if by == "科目" else 1,
            where={by: code},
            children=tuple(_children(code, listed)),
        )
        whole = replace(row, where={**rule.where, **row.where}, own=row.where)
        if code in given or not is_zero(whole):
            rows.append(row)
    return tuple(rows)


def _children(code: str, codes: list[str]) -> list[str]:
    below = [other for other in codes if other != code and other.startswith(code)]
    return [
        other
        for other in below
        if not any(mid != other and other.startswith(mid) for mid in below)
    ]
