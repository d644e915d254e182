"""科目表的内容: the rows of one list of codes, of pairs or of changes, each mistake at its cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain

from gongkai.loading.csv_file import EXTENT, CsvFile, CsvRow
from gongkai.loading.problems import Read, capped, short
from gongkai.loading.typed_values import not_a_code
from gongkai.model.classification import (
    DEPARTMENTAL,
    GOVERNMENTAL,
    SUBJECT,
    Classification,
    Classifications,
    Extent,
)
from gongkai.model.code_changes import CodeChange, CodeChanges
from gongkai.model.findings import Finding, found
from gongkai.model.fund_codes import BUDGETS, FundCode, FundCodes
from gongkai.model.places import Place

CODE_HEAD = ("code", "name")
PAIR_HEAD = ("economic", "governmental", "nature")
CHANGE_HEAD = ("year", "old", "new")
FUND_HEAD = ("code", "budget", "certainty")
CERTAINTY = {"一定": True, "一般": False}
_YEAR = re.compile("20[0-9]{2}")
NATURES = ("", "行政", "事业")

Pairs = Mapping[tuple[str, str], str]
"""(部门经济, 政府经济) that may stand together → 性质 of the units that use them"""


def read_codes(file: CsvFile, classification: Classification) -> Read[Mapping[str, str]]:
    """code,name: each code once, in order, below its parent, with a name."""
    names: dict[str, str] = {}
    findings = [] if file.rows or file.findings else [found("L201", Place(path=file.path), "科目表")]
    rows = {row.cells[0]: row for row in reversed(file.rows)}
    present = {"", *rows, *file.unread}
    before = ""
    for row in file.rows:
        code, name = row.cells
        if not classification.has_shape(code):
            findings.append(not_a_code(code, classification, row.place()))
            continue
        parent = classification.parent(code)
        if code in names:
            findings.append(_repeated(row, rows[code], f"编码{code}", "一样" if names[code] == name else "不一样"))
        elif parent not in present:
            present.add(parent)  # told once
            findings.append(found("L643", row.place(), 编码=code, 层=classification.level(parent), 上级=parent))
        elif code < before:
            findings.append(found("L644", row.place(), 编码=code, 前=before))
        findings.extend(_wrong_name(row))
        names.setdefault(code, name)
        before = code
    return Read(value=names, findings=capped(findings))


def _wrong_name(row: CsvRow) -> Iterator[Finding]:
    code, name = row.cells
    if not name.strip("　"):
        yield found("L308", row.place(1), "科目", 编码=code)
    elif name != name.strip("　"):
        yield found("L224", row.place(1), "科目", 名=short(name))


def read_extent(file: CsvFile) -> Read[Extent]:
    """收录: how much of the classification the list holds."""
    if EXTENT not in file.about:
        return Read(value=Extent.CLASSES)
    place, said = file.about[EXTENT]
    if said in tuple(Extent):
        return Read(value=Extent(said))
    return Read(value=Extent.CLASSES, findings=(_no_choice(place, EXTENT, said, Extent),))


def _no_choice(place: Place, name: str, typed: str, choices: Iterable[str]) -> Finding:
    return found("L404", place, "值", 处=f"“{name}”", 填=short(typed), 近="", 可="、".join(choices))


def _each_once(
    file: CsvFile, wrong: Callable[[CsvRow], Iterable[Finding]], cells: int, what: str, variant: str
) -> Read[list[tuple[str, ...]]]:
    """The cells of the rows that are right; what the first cells say, no two may say."""
    first: dict[tuple[str, ...], CsvRow] = {}
    rows: list[tuple[str, ...]] = []
    findings: list[Finding] = []
    for row in file.rows:
        told = list(wrong(row))
        before = first.setdefault(row.cells[:cells], row)
        if before is not row:
            told.append(_repeated(row, before, what.format(*row.cells), variant))
        if not told:
            rows.append(row.cells)
        findings += told
    return Read(value=rows, findings=capped(findings))


def read_pairs(file: CsvFile, known: Classifications) -> Read[Pairs]:
    """economic,governmental,nature: each pair once."""
    read = _each_once(file, partial(_wrong_pair, known=known), 2, "{}和{}这一对", "对照")
    pairs = {(economic, governmental): nature for economic, governmental, nature in read.value}
    return Read(value=pairs, findings=read.findings)


def _wrong_pair(row: CsvRow, known: Classifications) -> Iterator[Finding]:
    if row.cells[2] not in NATURES:
        yield found("L404", row.place(2), "性质", 填=short(row.cells[2]))
    for cell, by in enumerate((DEPARTMENTAL, GOVERNMENTAL)):
        classification, code = known.coded.get(by), row.cells[cell]
        if classification is None:
            continue
        if not classification.has_shape(code):
            yield not_a_code(code, classification, row.place(cell))
        elif len(code) < max(classification.lengths):
            level, longest = next(reversed(classification.levels.items()))
            place, own = row.place(cell), classification.level(code)
            yield found("L313", place, "层", 编码=code, 层=own, 应=level, 位=longest)


def read_changes(file: CsvFile, known: Classifications) -> Read[CodeChanges]:
    """year,old,new: from a year on, what stood under one code stands under another."""
    read = _each_once(file, partial(_wrong_change, known=known), 3, "{}年{}改为{}", "一样")
    changes = (CodeChange(year=int(year), old=old, new=new) for year, old, new in read.value)
    return Read(value=CodeChanges(changes=tuple(changes)), findings=read.findings)


def _wrong_change(row: CsvRow, known: Classifications) -> Iterator[Finding]:
    year, *codes = row.cells
    if not _YEAR.fullmatch(year):
        yield found("L405", row.place(), "年度", 填=short(year))
    begun = (one for one in known.listed if one.first and any(code.startswith(one.first) for code in codes))
    kind = next(chain(begun, known.listed), None)
    for cell, code in enumerate(codes, start=1):
        if kind is not None and not kind.has_shape(code):
            yield not_a_code(code, kind, row.place(cell))


def read_funds(file: CsvFile, known: Classifications) -> Read[FundCodes]:
    """code,budget,certainty: which budget the codes below a 类 or 款 belong to (资金)."""
    read = _each_once(file, partial(_wrong_fund, functional=known.coded.get(SUBJECT)), 1, "编码{}", "预算")
    codes = {code: FundCode(prefix=code, budget=budget, sure=CERTAINTY[sure]) for code, budget, sure in read.value}
    return Read(value=FundCodes(by_prefix=codes), findings=read.findings)


def _wrong_fund(row: CsvRow, functional: Classification | None) -> Iterator[Finding]:
    code, budget, certainty = row.cells
    if functional is not None and not functional.has_shape(code):
        yield not_a_code(code, functional, row.place())
    elif not budget:
        yield found("L308", row.place(1), "预算", 编码=code)
    elif budget not in BUDGETS:
        yield found("L404", row.place(1), "预算", 填=short(budget), 可="、".join(BUDGETS))
    elif certainty not in CERTAINTY:
        yield _no_choice(row.place(2), "把握", certainty, CERTAINTY)


def _repeated(row: CsvRow, first: CsvRow, what: str, variant: str) -> Finding:
    return found("L642", row.place(), variant, related=(first.place(),), 项=what, 行=first.line)
