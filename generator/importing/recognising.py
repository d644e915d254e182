"""认表: which sheet is which table, of which year, unit and body; all of it before a figure is taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from gongkai.importing.across import AcrossReader
from gongkai.importing.captions import MOST_ROWS, Caption, Said, caption_of
from gongkai.importing.heads import Head, find_head
from gongkai.importing.intaking import Basket
from gongkai.importing.reading import TableReader
from gongkai.importing.request import WHOLE, Request, owner_of, says_own_office, says_whole
from gongkai.importing.sheet_reading import Reading
from gongkai.importing.sums import sums_hold
from gongkai.importing.texts import folded, title_of
from gongkai.importing.wanted import Wanted, of_edition, of_layout, table_of
from gongkai.model.amounts import Unit
from gongkai.model.findings import errors
from gongkai.model.import_layouts import ImportLayout
from gongkai.model.intake import UnusedCell
from gongkai.model.names import listed
from gongkai.model.places import Place
from gongkai.model.sheets import Sheet, Workbook

LONGEST_NAME = 31
"""of a sheet: what is longer was cut"""


class Found(Struct, frozen=True, kw_only=True):
    """认出的一张表."""

    sheet: Sheet
    wanted: Wanted
    head: Head
    caption: Caption


class ReadWorkbook(Struct, frozen=True, kw_only=True):
    """读了的一个工作簿."""

    basket: Basket
    readings: tuple[Reading, ...]
    year: int
    owner: str | None
    """key of the unit; "" for the department as a whole; None where it says none"""
    layout: ImportLayout | None
    units: frozenset[Unit] = frozenset()
    """in which its sheets are"""
    supposed: Place | None = None
    """where the department is named, if nothing says whether it is all its units or its own office"""


def read_workbook(workbook: Workbook, request: Request) -> ReadWorkbook | None:
    """All sheets that are known; None where none is."""
    basket = Basket(workbook)
    layout = _layout(workbook, request)
    across = tuple(request.names().get("经济科目", {}).values())
    tables = of_layout(request.edition, layout, across) if layout is not None else of_edition(request.edition)
    found = list(_found(basket, tables, request, layout))
    if not found:
        return None
    found = list(_once(basket, found))
    if layout is not None:
        _all_there(basket, found, layout, request)
    else:
        _all_of_edition(basket, found, tables)
    year = _year(basket, found, request)
    owner = _owner(basket, found, request)
    units = _units(basket, found, request)
    readings = tuple(_read(basket, one, units[one.sheet.name], request) for one in found if one.sheet.name in units)
    return ReadWorkbook(
        basket=basket,
        readings=readings,
        year=year,
        owner=owner,
        layout=layout,
        units=frozenset(units.values()),
        supposed=_supposed(found),
    )


def _read(basket: Basket, found: Found, unit: Unit, request: Request) -> Reading:
    kind = AcrossReader if found.wanted.across else TableReader
    reader = kind(basket, found.sheet, request.edition, unit, request.names())
    before = len(basket.findings)
    reading = reader.read(found.wanted, found.head)
    if not errors(basket.findings[before:]):  # what could not be read is in no sum
        sums_hold(basket, reading, unit)
    return reading


def _layout(workbook: Workbook, request: Request) -> ImportLayout | None:
    """The layout as whose sheets most are named, or by whose titles most are called."""
    kind = request.document.kind.name
    fitting = [one for one in request.layouts if kind in one.kinds]
    counts = [(_fitting(workbook, one, request), -at) for at, one in enumerate(fitting)]
    most, at = max(counts, default=(0, 0))
    return fitting[-at] if most else None


def _fitting(workbook: Workbook, layout: ImportLayout, request: Request) -> int:
    if layout.named:
        return sum(_is_named(sheet, layout) for sheet in workbook.sheets)
    titles = {title_of(text) for name, sheet in layout.sheets.items() for text in (name, *sheet.titles)}
    return sum(bool(titles & set(_titles(sheet, request))) for sheet in workbook.sheets)


def _is_named(sheet: Sheet, layout: ImportLayout) -> bool:
    name = folded(sheet.name).upper()
    return any(name.startswith(begin.upper()) and name[len(begin) :][:1].isdigit() for begin in layout.named)


def _found(
    basket: Basket, tables: tuple[Wanted, ...], request: Request, layout: ImportLayout | None
) -> Iterator[Found]:
    for sheet in basket.workbook.sheets:
        wanted = _wanted(basket, sheet, tables, request)
        if sheet.hidden and sheet.cells:
            if wanted is not None:
                basket.tell("I208", basket.workbook.place(sheet), "表")
            _leave_sheet(basket, sheet, "工作表是隐藏的")
        elif wanted is None:
            own = layout is not None and _is_named(sheet, layout)
            _leave_sheet(basket, sheet, "布局里没有这张表，不用" if own else "不是版式里的表，也不是布局里的表")
        elif wanted.recorded:
            basket.tell("I308", basket.workbook.place(sheet), "登记", 表=wanted.name)
            _leave_sheet(basket, sheet, "一行一行登记的表，不从印出的表取")
        elif (head := find_head(sheet, wanted.words)) is None:
            basket.tell("I305", basket.workbook.place(sheet), "没有栏头", 表=wanted.name)
        else:
            caption = caption_of(basket.workbook, sheet, head.first, head.last)
            yield Found(sheet=sheet, wanted=wanted, head=head, caption=caption)


def _wanted(basket: Basket, sheet: Sheet, tables: tuple[Wanted, ...], request: Request) -> Wanted | None:
    """The table that a sheet says that it is: its title, or else its name."""
    by_title = _by_title(sheet, tables, request)
    by_name = next(
        (one for one in tables if _is_called(title_of(sheet.name), one, cut=len(sheet.name) >= LONGEST_NAME)), None
    )
    if by_title is not None and by_name is not None and by_title is not by_name:
        basket.tell("I303", basket.workbook.place(sheet), "标题", 名=by_name.name, 题=by_title.name)
        return None
    return by_title or by_name


def _by_title(sheet: Sheet, tables: tuple[Wanted, ...], request: Request) -> Wanted | None:
    for title in _titles(sheet, request):
        found = next((one for one in tables if _is_called(title, one)), None)
        if found is not None:
            return found
    return None


def _titles(sheet: Sheet, request: Request) -> Iterator[str]:
    """What the first rows of a sheet say, as titles are compared, without whose it is."""
    names = {owner_of(name) for name in (request.document.name, request.document.bare_name)}
    for row in range(1, MOST_ROWS + 1):
        for cell in sheet.row(row):
            text = title_of(cell.text)
            for name in names:
                text = text.removeprefix(name)
            yield title_of(text)


def _is_called(title: str, wanted: Wanted, *, cut: bool = False) -> bool:
    if not title:
        return False
    return title in wanted.titles or (cut and len(title) > 8 and any(one.startswith(title) for one in wanted.titles))


def _leave_sheet(basket: Basket, sheet: Sheet, reason: str) -> None:
    if sheet.cells:
        place = basket.workbook.place(sheet)
        basket.unused.append(UnusedCell(place=place, text=f"整张表，{len(sheet.cells)}个单元格", reason=reason))


def _once(basket: Basket, found: Iterable[Found]) -> Iterator[Found]:
    """Each table once: of two sheets that are the same table none can be chosen."""
    first: dict[str, Found] = {}
    for one in found:
        before = first.setdefault(one.wanted.name, one)
        if before is one:
            yield one
        else:
            basket.tell(
                "I301", basket.workbook.place(one.sheet), "两张", 表=one.wanted.name, 另=before.sheet.name.strip()
            )


def _all_there(basket: Basket, found: list[Found], layout: ImportLayout, request: Request) -> None:
    there = {one.wanted.name for one in found}
    whole = Place(path=basket.workbook.name)
    for name, sheet in layout.sheets.items():
        if sheet.tables and not table_of(request.edition, name, sheet) and name in there:
            basket.tell("I308", whole, "表", 表=name, 版=listed(sheet.tables))
        if sheet.needed and name not in there and (not sheet.tables or table_of(request.edition, name, sheet)):
            basket.tell("I301", whole, "没有", 表=name)


def _all_of_edition(basket: Basket, found: list[Found], tables: tuple[Wanted, ...]) -> None:
    there = {one.wanted.name for one in found}
    for wanted in tables:
        if wanted.name in there or wanted.recorded or wanted.form is None:
            continue
        if any(block.typed for block in wanted.form.parts):
            basket.tell("I301", Place(path=basket.workbook.name), "版式的", 表=wanted.name)


def _year(basket: Basket, found: list[Found], request: Request) -> int:
    """The workbook's year: that of most sheets; those of another are told."""
    own = request.document.year
    years = Counter(one.caption.year for one in found if one.caption.year is not None)
    if not years:
        basket.tell("I302", Place(path=basket.workbook.name), "没有写", 年=own)
        return own
    year = own if own in years else years.most_common(1)[0][0]
    for one in found:
        if one.caption.year not in (None, year) and one.caption.year_place is not None:
            basket.tell("I302", one.caption.year_place, "别的年", 年=str(one.caption.year), 应=year)
    return year


def _owner(basket: Basket, found: list[Found], request: Request) -> str | None:
    """Whose the workbook is; sheets of others are told."""
    owners, said = request.owners(), [one.caption.owner for one in found if one.caption.owner is not None]
    known = Counter(owners[name] for name in (owner_of(one.text) for one in said) if name in owners)
    whose = known.most_common(1)[0][0] if known else None
    for one in said:
        if whose is None or owners.get(owner_of(one.text)) != whose:
            _tell_owner(basket, one, request, whose)
    own_office = any(says_own_office(one.text) for one in said) and not says_own_office(request.document.name)
    return request.own_office if own_office and whose == WHOLE else whose


def _supposed(found: list[Found]) -> Place | None:
    said = [one.caption.owner for one in found if one.caption.owner is not None]
    return said[0].place if said and not any(says_whole(one.text) for one in said) else None


def _tell_owner(basket: Basket, said: Said, request: Request, whose: str | None) -> None:
    names = [request.document.name, *request.units.values()]
    basket.tell("I303", said.place, "别的单位" if whose is None else "混了", 名=said.text, 可=listed(names))


def _units(basket: Basket, found: list[Found], request: Request) -> dict[str, Unit]:
    """The unit of money of each sheet; where one says none, that of all others."""
    said = {one.caption.unit for one in found if one.caption.unit is not None}
    units: dict[str, Unit] = {}
    for one in found:
        unit, place = one.caption.unit, one.caption.unit_place or basket.workbook.place(one.sheet)
        if unit is None and len(said) == 1:
            (unit,) = said
            basket.tell("I304", place, "照别的表", 单位=unit.value)
        elif unit is None:
            basket.tell("I304", place, "没有写")
            continue
        if unit.yuan > request.unit.yuan:
            basket.tell("I304", place, "太粗", 单位=unit.value, 文件=request.unit.value)
            continue
        units[one.sheet.name] = unit
    return units
