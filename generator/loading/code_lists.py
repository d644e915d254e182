"""科目表的内容: the rows of one list of codes, of pairs or of changes, each mistake at its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Generic, TypeVar

from gongkai.loading.codes import not_a_code
from gongkai.loading.csv_file import EXTENT, CsvFile, Row
from gongkai.loading.problems import capped, error, quoted, warning
from gongkai.model.classification import (
    DEPARTMENTAL,
    GOVERNMENTAL,
    SUBJECT,
    Classification,
    Classifications,
    Extent,
)
from gongkai.model.code_changes import CodeChange, CodeChanges
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding
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

V = TypeVar("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read(Generic[V]):
    """读入的内容, with what is wrong."""

    value: V
    findings: tuple[Finding, ...] = ()


def read_codes(file: CsvFile, classification: Classification) -> Read[Mapping[str, str]]:
    """code,name: each code once, in order, below its parent, with a name."""
    names: dict[str, str] = {}
    found: list[Finding] = []
    rows = {row.cells[0]: row for row in reversed(file.rows)}
    present = {*rows, *file.unread}
    before = ""
    for row in file.rows:
        code, name = row.cells
        if not classification.has_shape(code):
            found.append(not_a_code(code, classification, row.place()))
            continue
        parent = classification.parent(code)
        if code in names:
            found.append(_repeated(row, rows[code], f"编码{code}", alike=names[code] == name))
        elif parent and parent not in present:
            present.add(parent)  # told once
            found.append(_orphan(row, code, parent, classification.level(parent)))
        elif code < before:
            message = f"{code}排在{before}的后面，没有按编码排序"
            found.append(warning(FindingCode.WRONG_ORDER, row.place(), message, "先核对编码；没有错的，移到该在的地方"))
        if not name.strip("　"):
            message = f"{code}的名称是空的"
            found.append(error(FindingCode.EMPTY_VALUE, row.place(1), message, f"照科目书写上名称：{code},……"))
        elif name != name.strip("　"):
            message = f"{quoted(name)}的首尾有全角空格"
            found.append(error(FindingCode.WIDE_SPACE_AT_EDGE, row.place(1), message, "删去首尾的空格"))
        names.setdefault(code, name)
        before = code
    if not file.rows and not file.findings:
        place = Place(path=file.path)
        found.append(error(FindingCode.EMPTY_FILE, place, "表里没有一个科目", "从科目书抄入，一行一个；不用的表删去"))
    return Read(value=names, findings=capped(found))


def read_extent(file: CsvFile) -> Read[Extent]:
    """收录: how much of the classification the list holds."""
    if EXTENT not in file.about:
        return Read(value=Extent.CLASSES)
    place, said = file.about[EXTENT]
    if said in tuple(Extent):
        return Read(value=Extent(said))
    message, hint = f"“{EXTENT}”不能是{quoted(said)}", f"可以写：{'、'.join(Extent)}"
    return Read(value=Extent.CLASSES, findings=(error(FindingCode.NOT_A_CHOICE, place, message, hint),))


def read_pairs(file: CsvFile, known: Classifications) -> Read[Pairs]:
    """economic,governmental,nature: each pair once."""
    pairs: dict[tuple[str, str], str] = {}
    found: list[Finding] = []
    rows: dict[tuple[str, str], Row] = {}
    for row in file.rows:
        economic, governmental, nature = row.cells
        wrong = list(_wrong_sections(row, known))
        if nature not in NATURES:
            message, hint = f"“性质”不能是{quoted(nature)}", "写 行政 或 事业；两种单位都可以用的，空着"
            wrong.append(error(FindingCode.NOT_A_CHOICE, row.place(2), message, hint))
        found.extend(wrong)
        pair = (economic, governmental)
        if pair in rows:
            hint = "留一行；两种单位都可以用的，“性质”空着"
            found.append(_repeated(row, rows[pair], f"{economic}和{governmental}这一对", hint=hint))
        elif not wrong:
            pairs[pair] = nature
        rows.setdefault(pair, row)
    return Read(value=pairs, findings=capped(found))


def _wrong_sections(row: Row, known: Classifications) -> Iterator[Finding]:
    for cell, by in enumerate((DEPARTMENTAL, GOVERNMENTAL)):
        classification, code = known.coded.get(by), row.cells[cell]
        if classification is None:
            continue
        if not classification.has_shape(code):
            yield not_a_code(code, classification, row.place(cell))
        elif len(code) < max(classification.lengths):
            level, longest = next(reversed(classification.levels.items()))
            message = f"{code}是{classification.level(code)}，对照要写到{level}"
            hint = f"写{longest}位的{level}，一{level}一行，如 {code}01"
            yield error(FindingCode.NOT_A_CODE, row.place(cell), message, hint)


def read_changes(file: CsvFile, known: Classifications) -> Read[CodeChanges]:
    """year,old,new: from a year on, what stood under one code stands under another."""
    changes: dict[CodeChange, Row] = {}
    found: list[Finding] = []
    for row in file.rows:
        wrong = list(_wrong_change(row, known))
        found.extend(wrong)
        if wrong:
            continue
        year, old, new = row.cells
        change = CodeChange(year=int(year), old=old, new=new)
        if change in changes:
            found.append(_repeated(row, changes[change], f"{year}年{old}改为{new}", alike=True))
        changes.setdefault(change, row)
    return Read(value=CodeChanges(changes=tuple(changes)), findings=capped(found))


def _wrong_change(row: Row, known: Classifications) -> Iterator[Finding]:
    year, old, new = row.cells
    if not (year.isascii() and year.isdigit() and len(year) == 4 and year.startswith("20")):
        message = f"{quoted(year)}不是年度"
        yield error(FindingCode.WRONG_VALUE, row.place(), message, "写开始用新科目的年度，四位数字，如 2022")
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
    found: list[Finding] = []
    for row in file.rows:
        code, budget, certainty = row.cells
        if functional is not None and not functional.has_shape(code):
            found.append(not_a_code(code, functional, row.place()))
        elif code in rows:
            found.append(_repeated(row, rows[code], f"编码{code}", hint="核对是哪本预算的，留一行"))
        elif not budget:
            found.append(error(FindingCode.EMPTY_VALUE, row.place(1), f"{code}没有写是哪本预算的", "如 政府性基金预算"))
        elif budget not in BUDGETS:
            message, hint = f"没有叫{quoted(budget)}的预算", f"可以写：{'、'.join(BUDGETS)}"
            found.append(error(FindingCode.NOT_A_CHOICE, row.place(1), message, hint))
        elif certainty not in CERTAINTY:
            message, hint = f"“把握”不能是{quoted(certainty)}", f"可以写：{'、'.join(CERTAINTY)}"
            found.append(error(FindingCode.NOT_A_CHOICE, row.place(2), message, hint))
        else:
            known[code] = FundCode(prefix=code, budget=budget, sure=CERTAINTY[certainty])
        rows.setdefault(code, row)
    return Read(value=FundCodes(by_prefix=known), findings=capped(found))


def _orphan(row: Row, code: str, parent: str, level: str) -> Finding:
    message = f"有{code}，没有它的{level}{parent}"
    hint = f"在这一行上面加一行，写上{level}的名称：{parent},……；编码写错了的，改正"
    return error(FindingCode.MISSING_PARENT, row.place(), message, hint)


def _repeated(row: Row, first: Row, what: str, *, alike: bool = False, hint: str = "") -> Finding:
    message = f"{what}写了两次，另一行在第{first.line}行" + ("" if alike or hint else "，名称不一样")
    hint = hint or ("删去一行" if alike else "核对编码和名称，只留对的一行")
    return error(FindingCode.REPEATED_ENTRY, row.place(), message, hint, (first.place(),))
