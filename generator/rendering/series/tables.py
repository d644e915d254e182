"""比较的表: departments (or the items of one department) by years, each figure with its change, share and rank."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct, field

from gongkai.composition.printing import printed
from gongkai.model.amounts import Unit
from gongkai.model.series import Head, Line
from gongkai.rendering.series.changes import STYLE, Given, Reason, cautions, change, misprints, reasons

Measured = tuple[str, str]
"""决算数 of 部门决算: measure and kind of document"""
Gone = Mapping[tuple[str, str, int], str]
"""department, kind and year of a document that is not there → 已撤回, 正在更正"""
NOT_THERE, NO_ROW, BLANK, UNKNOWN = "未收录", "没有这一项", "空白", "没有整理"
NO_CELL, NO_TABLE = "本年版式没有这一项", "没有这张表"
NOTE = re.compile(r"（本级）$")


class Shown(Struct, frozen=True, kw_only=True):
    """一格: a figure beside its neighbours in time; without `path`: why there is none."""

    text: str
    path: str = ""
    rows: int = 1
    """of how many records it is the sum"""
    printed: str = ""
    """as the document prints it, where that is otherwise"""
    apart: bool = False
    """whether it has not been set against the year before, for a reason"""
    change: str = ""
    reasons: tuple[tuple[int, str], ...] = ()
    """why it is apart, and what to know of it: number of the note, and in a word"""
    share: str = ""
    rank: str = ""
    per_head: str = ""


class Row(Struct, frozen=True, kw_only=True):
    """一行: a department, or an item of one."""

    name: str
    path: str = ""
    code: str = ""
    besides: tuple[str, ...] = ()
    """曾称…, 含2个单位"""
    cells: tuple[Shown, ...]


class Rows(Struct, frozen=True, kw_only=True):
    """一组行: those of one region."""

    name: str
    rows: tuple[Row, ...]


class Column(NamedTuple):
    """一列."""

    text: str
    over: str = ""
    """what stands over it"""


class Table(Struct, frozen=True, kw_only=True):
    """一张比较表."""

    id: str
    title: str
    kind: str
    columns: tuple[Column, ...]
    groups: tuple[Rows, ...]
    zeros: int = 0
    """rows (of a table over the departments of a year: columns) that are left out because all they have is zero"""
    notes: tuple[str, ...] = ()
    """numbered from 1"""

    @property
    def ranked(self) -> bool:
        return any(cell.rank for group in self.groups for row in group.rows for cell in row.cells)

    @property
    def shares(self) -> bool:
        return any(cell.share for group in self.groups for row in group.rows for cell in row.cells)

    @property
    def per_head(self) -> bool:
        return any(cell.per_head for group in self.groups for row in group.rows for cell in row.cells)


class Notes(Struct):
    """Sentences that several cells share, numbered in the order in which they come."""

    numbers: dict[str, int] = field(default_factory=dict)

    def of(self, found: Iterable[Reason]) -> tuple[tuple[int, str], ...]:
        return tuple((self.numbers.setdefault(one.sentence, len(self.numbers) + 1), one.short) for one in found)


class Around(Struct, frozen=True, kw_only=True):
    """What stands around a figure of one row: the documents that there are, by year, those that are gone, ranks."""

    there: frozenset[int]
    gone: Mapping[int, str]
    unknown: frozenset[int] = frozenset()
    """of these `there` nobody knows what figures they give"""
    without: Mapping[int, str] = field(default_factory=dict)
    """of which years' forms have no place for the figure, and what is said of it"""
    places: Mapping[str, str] = field(default_factory=dict)
    """名次, by the id of the document"""


def cells_of(years: Iterable[int], given: Mapping[int, Given], around: Around, notes: Notes) -> Iterator[Shown]:
    """The cells of one row."""
    for year in years:
        if year in given:
            own = given[year]
            yield shown(own, given.get(year - 1), around.places.get(own.head.id, ""), notes)
        else:
            yield Shown(text=_absent(year, around))


def _absent(year: int, around: Around) -> str:
    """Why a row has no figure of a year."""
    if year in around.unknown:
        return UNKNOWN
    if year in around.there:
        return around.without.get(year, NO_ROW)
    return around.gone.get(year, NOT_THERE)


def years_of(given: Iterable[int], around: Iterable[Around]) -> tuple[int, ...]:
    """The columns, newest first: years of figures, those between, and those of which it is said why there is none."""
    years = set(given)
    years |= set(range(min(years), max(years) + 1)) if years else set()
    for one in around:
        years |= one.gone.keys() | one.unknown
    return tuple(sorted(years, reverse=True))


def year_columns(years: Iterable[int]) -> tuple[Column, ...]:
    return tuple(Column(f"{year}年") for year in years)


def shown(own: Given, before: Given | None, rank: str, notes: Notes) -> Shown:
    """A figure beside that of the year before, if there is one."""
    line = own.line
    apart = reasons(before, own) if before else ()
    besides = cautions(before, own) if before and not apart else ()
    return Shown(
        text=line.text if line.unit == Unit.WAN and line.text else printed(own.amount, STYLE) if line.text else BLANK,
        path=f"{own.head.id}/{line.path}",
        rows=line.rows,
        printed=f"{line.text}{line.unit}" if line.unit != Unit.WAN and line.text and line.rows == 1 else "",
        change=change(before, own) if before and not apart else "",
        apart=bool(apart),
        reasons=notes.of((*apart, *misprints(own), *besides)),
        share=line.share,
        rank=rank,
        per_head=line.per_head,
    )


def bare_name(head: Head) -> str:
    """Without （本级）."""
    return NOTE.sub("", head.department)


def plain_name(head: Head) -> str:
    """With （本级） where the document is of nothing else."""
    return head.department if head.alone else bare_name(head)


def ranks(given: Iterable[Given]) -> dict[str, str]:
    """名次 by the id of the document, among those of one year, level of region, table and scope: 第3（共12）.

    A blank cell has none: whether it is a zero is not known.
    """
    alike: dict[tuple[object, ...], list[Given]] = defaultdict(list)
    for one in given:
        if not one.line.text:
            continue
        level = one.head.department_id.count("/")
        alike[one.head.year, level, one.line.table, one.head.alone].append(one)
    found: dict[str, str] = {}
    for group in alike.values():
        sizes = sorted((one.amount.yuan for one in group), reverse=True)
        places = {size: place for place, size in reversed(list(enumerate(sizes, start=1)))}
        if len(group) > 1:
            found |= {one.head.id: f"第{places[one.amount.yuan]}（共{len(group)}）" for one in group}
    return found


def lines_of(item: Mapping[str, Mapping[str, Line]], heads: Mapping[str, Head]) -> dict[Measured, list[Given]]:
    """The figures of an item (document → measure → line), by what is measured in what kind of document."""
    found: dict[Measured, list[Given]] = defaultdict(list)
    for id, lines in item.items():
        for measure, line in lines.items():
            found[measure, heads[id].kind].append(Given(heads[id], line))
    return found
