""".xlsx: a workbook's parts (ECMA-376), of which the sheets, their texts and number formats are read."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from gongkai.model.sheets import Sheet
from gongkai.ooxml.archive import Archive
from gongkai.ooxml.links import Link, links_of
from gongkai.ooxml.refusals import RefusedError, damaged
from gongkai.ooxml.xml_reader import Attributes, Elements, XmlReader, plain
from gongkai.spreadsheets.limits import MOST_SHEETS, Tally
from gongkai.spreadsheets.number_formats import BUILT_IN, GENERAL
from gongkai.spreadsheets.texts import StringsReader
from gongkai.spreadsheets.values import Values
from gongkai.spreadsheets.xlsx_sheet import SheetReader

_TRUE = ("1", "true", "on")


def read_xlsx(data: bytes) -> tuple[Sheet, ...]:
    """The sheets of a .xlsx. Raises RefusedError."""
    archive = Archive(data)
    _look_around(archive)
    return _Workbook(archive).sheets()


_OTHER_KINDS = {
    "xl/workbook.bin": "xlsb",
    "word/document.xml": "word",
    "ppt/presentation.xml": "ppt",
    "content.xml": "ods",
}
"""a part that tells a file of another kind"""


def _look_around(archive: Archive) -> None:
    """What is told by the names of its parts alone."""
    names = archive.names
    _refuse_other_kinds(names)
    if any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names):
        raise RefusedError("I104")
    if any(name.startswith("xl/externallinks/") or name == "xl/connections.xml" for name in names):
        raise RefusedError("I105")
    if not any(name == "[content_types].xml" or name.startswith("xl/") for name in names):
        raise RefusedError("I101", "zip")


def _refuse_other_kinds(names: tuple[str, ...]) -> None:
    for name, kind in _OTHER_KINDS.items():
        if name in names:
            raise RefusedError("I101", kind)


class _Listed(Struct, frozen=True, kw_only=True):
    name: str
    link: str
    hidden: bool


class _Workbook:
    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.tally = Tally()
        self.listed: list[_Listed] = []
        self.since_1904 = False

    def sheets(self) -> tuple[Sheet, ...]:
        main = next((link.target for link in self._links("").values() if link.kind == "officeDocument"), "")
        Elements(self.tally, self._entry).read(self.archive.chunks(main or "xl/workbook.xml"), "工作簿的目录")
        links = self._links(main or "xl/workbook.xml")
        values = Values(formats=self._formats(links), since_1904=self.since_1904)
        strings = self._strings(links)
        return tuple(self._sheet(one, links, values, strings) for one in self._worksheets(links))

    def _worksheets(self, links: dict[str, Link]) -> Iterator[_Listed]:
        """Sheets of cells, not of charts; each name and each part once."""
        names, targets = set(), set()
        for one in self.listed:
            link = links.get(one.link)
            if link is None or link.outside:
                raise damaged(f"工作表“{one.name}”没有内容")
            if link.kind == "macrosheet":
                raise RefusedError("I104")
            if link.kind != "worksheet":
                continue
            if one.name.casefold() in names or link.target.casefold() in targets:
                raise RefusedError("I108", "同表")
            names.add(one.name.casefold())
            targets.add(link.target.casefold())
            yield one

    def _sheet(self, one: _Listed, links: dict[str, Link], values: Values, strings: list[str]) -> Sheet:
        self.tally.sheet = one.name
        reader = SheetReader(self.tally, values, strings)
        reader.read(self.archive.chunks(links[one.link].target), f"工作表“{one.name}”")
        return reader.found.sheet(one.name, hidden=one.hidden)

    def _entry(self, name: str, attributes: Attributes) -> None:
        told = plain(attributes)
        if name == "workbookPr":
            self.since_1904 = told.get("date1904") in _TRUE
        elif name == "sheet":
            hidden = told.get("state", "visible") != "visible"
            self.listed.append(_Listed(name=told.get("name", ""), link=told.get("id", ""), hidden=hidden))
            if len(self.listed) > MOST_SHEETS:
                raise RefusedError("I107", "表", 数=MOST_SHEETS)

    def _links(self, part: str) -> dict[str, Link]:
        return links_of(self.archive, part, self.tally)

    def _part(self, links: dict[str, Link], kind: str) -> str:
        """A part that the workbook names; one that it names and has not is told where it is read."""
        return next((link.target for link in links.values() if link.kind == kind and not link.outside), "")

    def _formats(self, links: dict[str, Link]) -> tuple[str, ...]:
        """The number format of each style."""
        reader = _Styles(self.tally)
        if part := self._part(links, "styles"):
            reader.read(self.archive.chunks(part), "单元格格式")
        return tuple(reader.codes.get(id) or BUILT_IN.get(id, GENERAL) for id in reader.styles)

    def _strings(self, links: dict[str, Link]) -> list[str]:
        reader = StringsReader(self.tally)
        if part := self._part(links, "sharedStrings"):
            reader.read(self.archive.chunks(part), "文字")
        return reader.strings


class _Styles(XmlReader):
    def __init__(self, tally: Tally) -> None:
        super().__init__(tally)
        self.codes: dict[int, str] = {}
        self.styles: list[int] = []
        self._of_cells = False

    def opened(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt" and attributes.get("numFmtId", "").isdecimal():
            self.codes[int(attributes["numFmtId"][:9])] = attributes.get("formatCode", "")[:255]
        elif name == "cellXfs":
            self._of_cells = True
        elif name == "xf" and self._of_cells:
            id = attributes.get("numFmtId", "0")
            self.styles.append(int(id[:9]) if id.isdecimal() else 0)

    def closed(self, name: str) -> None:
        if name == "cellXfs":
            self._of_cells = False
