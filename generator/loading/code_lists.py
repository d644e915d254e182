"""科目表的内容: the rows of one list of codes, of pairs or of changes, each mistake at its cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from gongkai.loading.codes import not_a_code
from gongkai.loading.csv_file import EXTENT, CsvFile, Row
from gongkai.loading.problems import Read, capped, short
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
NATURES = ("", "行政", "事业")

Pairs = Mapping[tuple[str, str], str]
"""(部门经济, 政府经济) that may stand together → 性质 of the units that use them"""


def read_codes(file: CsvFile, classification: Classification) -> Read[Mapping[str, str]]:
    """code,name: each code once, in order, below its parent, with a name."""
    names: dict[str, str] = {}
    findings: list[Finding] = []
    rows = {row.cells[0]: row for row in reversed(file.rows)}
    present = {*rows, *file.unread}
    before = ""
    for row in file.rows:
        code, name = row.cells
        if not classification.has_shape(code):
            findings.append(not_a_code(code, classification, row.place()))
            continue
        parent = classification.parent(code)
        if code in names:
            findings.append(_repeated(row, rows[code], f"编码{code}", "一样" if names[code] == name else "不一样"))
        elif parent and parent not in present:
            present.add(parent)  # told once
            level = classification.level(parent)
            findings.append(found("L643", row.place(), 编码=code, 层=level, 上级=parent))
        elif code < before:
            findings.append(found("L644", row.place(), 编码=code, 前=before))
        findings.extend(_wrong_name(row))
        names.setdefault(code, name)
        before = code
    if not file.rows and not file.findings:
        findings.append(found("L201", Place(path=file.path), "科目表"))
    return Read(value=names, findings=capped(findings))


def _wrong_name(row: Row) -> Iterator[Finding]:
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


def read_pairs(file: CsvFile, known: Classifications) -> Read[Pairs]:
    """economic,governmental,nature: each pair once."""
    pairs: dict[tuple[str, str], str] = {}
    findings: list[Finding] = []
    rows: dict[tuple[str, str], Row] = {}
    for row in file.rows:
        economic, governmental, nature = row.cells
        wrong = list(_wrong_sections(row, known))
        if nature not in NATURES:
            wrong.append(found("L404", row.place(2), "性质", 填=short(nature)))
        findings.extend(wrong)
        pair = (economic, governmental)
        if pair in rows:
            findings.append(_repeated(row, rows[pair], f"{economic}和{governmental}这一对", "对照"))
        elif not wrong:
            pairs[pair] = nature
        rows.setdefault(pair, row)
    return Read(value=pairs, findings=capped(findings))


def _wrong_sections(row: Row, known: Classifications) -> Iterator[Finding]:
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
    changes: dict[CodeChange, Row] = {}
    findings: list[Finding] = []
    for row in file.rows:
        wrong = list(_wrong_change(row, known))
        findings.extend(wrong)
        if wrong:
            continue
        year, old, new = row.cells
        change = CodeChange(year=int(year), old=old, new=new)
        if change in changes:
            findings.append(_repeated(row, changes[change], f"{year}年{old}改为{new}", "一样"))
        changes.setdefault(change, row)
    return Read(value=CodeChanges(changes=tuple(changes)), findings=capped(findings))


def _wrong_change(row: Row, known: Classifications) -> Iterator[Finding]:
    year, old, new = row.cells
    if not (year.isascii() and year.isdigit() and len(year) == 4 and year.startswith("20")):
        yield found("L405", row.place(), "年度", 填=short(year))
    begun = (one for one in known.listed if one.first and (new.startswith(one.first) or old.startswith(one.first)))
    kind = next(chain(begun, known.listed), None)
    for cell in (1, 2):
        if kind is not None and not kind.has_shape(row.cells[cell]):
            yield not_a_code(row.cells[cell], kind, row.place(cell))


def read_funds(file: CsvFile, known_lists: Classifications) -> Read[FundCodes]:
    """code,budget,certainty: which budget the codes below a 类 or 款 belong to (资金)."""
    functional = known_lists.coded.get(SUBJECT)
    known: dict[str, FundCode] = {}
    rows: dict[str, Row] = {}
    findings: list[Finding] = []
    for row in file.rows:
        code, budget, certainty = row.cells
        wrong = _wrong_fund(row, functional, rows)
        if wrong is None:
            known[code] = FundCode(prefix=code, budget=budget, sure=CERTAINTY[certainty])
        else:
            findings.append(wrong)
        rows.setdefault(code, row)
    return Read(value=FundCodes(by_prefix=known), findings=capped(findings))


def _wrong_fund(row: Row, functional: Classification | None, rows: Mapping[str, Row]) -> Finding | None:
    code, budget, certainty = row.cells
    if functional is not None and not functional.has_shape(code):
        return not_a_code(code, functional, row.place())
    if code in rows:
        return _repeated(row, rows[code], f"编码{code}", "预算")
    if not budget:
        return found("L308", row.place(1), "预算", 编码=code)
    if budget not in BUDGETS:
        return found("L404", row.place(1), "预算", 填=short(budget), 可="、".join(BUDGETS))
    return None if certainty in CERTAINTY else _no_choice(row.place(2), "把握", certainty, CERTAINTY)


def _repeated(row: Row, first: Row, what: str, variant: str) -> Finding:
    return found("L642", row.place(), variant, related=(first.place(),), 项=what, 行=first.line)
