""".xls: the workbook in an OLE file, of Excel 5.0 to 2003 (BIFF5, BIFF8), as the finance system exports it."""

from __future__ import annotations

import io
import logging

import olefile
from msgspec import Struct, field

from gongkai.model.sheets import Sheet
from gongkai.ooxml.refusals import RefusedError, damaged
from gongkai.spreadsheets.biff import BOF, Record, Texts, long, records, word
from gongkai.spreadsheets.limits import MOST_BYTES, MOST_SHEETS, Tally
from gongkai.spreadsheets.number_formats import BUILT_IN, GENERAL
from gongkai.spreadsheets.values import Values
from gongkai.spreadsheets.xls_sheet import SheetReader

_FOREIGN = {"WordDocument": "word", "PowerPoint Document": "ppt"}
_STREAMS = ("Workbook", "Book")
_BIFF5, _BIFF8 = 0x500, 0x600
_CODE_PAGES = {1200: "utf-16-le", 936: "gb18030", 950: "cp950", 10008: "gb2312", 1252: "cp1252"}
_WORKSHEET, _MACRO_SHEETS = 0, (1, 6)


def read_xls(data: bytes) -> tuple[Sheet, ...]:
    """The sheets of a .xls. Raises RefusedError."""
    stream = _stream(data)
    book = _Book(stream)
    return book.sheets()


def _stream(data: bytes) -> bytes:
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        names = {entry[0] for entry in file.listdir(streams=True, storages=True)}
        if "EncryptedPackage" in names:
            raise RefusedError("I103")
        if "_VBA_PROJECT_CUR" in names:
            raise RefusedError("I104")
        for name in _STREAMS:
            if file.exists(name):
                with file.openstream(name) as stream:
                    return bytes(stream.read(MOST_BYTES))
        raise RefusedError("I101", next((kind for name, kind in _FOREIGN.items() if name in names), "ole"))


class _Listed(Struct, frozen=True, kw_only=True):
    offset: int
    hidden: bool
    name: str


class _Book(Struct):
    """工作簿: what stands before its sheets."""

    stream: bytes
    tally: Tally = field(default_factory=Tally)
    encoding: str = "gb18030"
    """of BIFF5"""
    since_1904: bool = False
    listed: list[_Listed] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)

    def sheets(self) -> tuple[Sheet, ...]:
        if len(self.stream) < 8 or word(self.stream, 0) != BOF:
            raise RefusedError("I101", "老")
        version = word(self.stream, 4)
        if version not in (_BIFF5, _BIFF8):
            raise RefusedError("I101", "老")
        wide = version == _BIFF8
        for record in records(self.stream, 0, self.tally):
            self._take(record, wide=wide)
        formats = tuple(self.codes.get(id) or BUILT_IN.get(id, GENERAL) for id in self.styles)
        values = Values(formats=formats, since_1904=self.since_1904)
        return tuple(self._sheet(one, values, "" if wide else self.encoding) for one in self._once())

    def _once(self) -> list[_Listed]:
        if len({one.offset for one in self.listed}) < len(self.listed):
            raise RefusedError("I108", "同表")
        return self.listed

    def _sheet(self, one: _Listed, values: Values, encoding: str) -> Sheet:
        self.tally.sheet = one.name
        if one.offset + 4 > len(self.stream) or word(self.stream, one.offset) != BOF:
            raise damaged(f"找不到工作表“{one.name}”")
        reader = SheetReader(self.tally, values, self.strings, encoding)
        for record in records(self.stream, one.offset, self.tally):
            reader.take(record)
        return reader.found.sheet(one.name, hidden=one.hidden)

    def _take(self, record: Record, *, wide: bool) -> None:
        data = record.data
        match record.kind:
            case 0x2F:
                raise RefusedError("I103")
            case 0x42:
                self.encoding = _CODE_PAGES.get(word(data, 0), "gb18030")
            case 0x22:
                self.since_1904 = word(data, 0) == 1
            case 0x85:
                self._list_sheet(record, wide=wide)
            case 0x41E:
                self._name_format(record, wide=wide)
            case 0xE0:
                self.styles.append(word(data, 2))
            case 0xFC:
                self._read_strings(record)
            case 0x1AE | 0x17:
                _refuse_links(record)

    def _name_format(self, record: Record, *, wide: bool) -> None:
        texts = Texts(record, 2, encoding="" if wide else self.encoding)
        self.codes[word(record.data, 0)] = texts.take(2 if wide else 1)[:255]

    def _list_sheet(self, record: Record, *, wide: bool) -> None:
        kind = record.data[5]
        if kind in _MACRO_SHEETS:
            raise RefusedError("I104")
        if kind != _WORKSHEET:
            return
        name = Texts(record, 6, encoding="" if wide else self.encoding).take(1)
        self.listed.append(_Listed(offset=long(record.data, 0), hidden=bool(record.data[4] & 3), name=name))
        if len(self.listed) > MOST_SHEETS:
            raise RefusedError("I107", "表", 数=MOST_SHEETS)

    def _read_strings(self, record: Record) -> None:
        """SST: the texts that cells name by number; how many it says there are is not believed."""
        texts = Texts(record, 8)
        while not texts.over:
            text = texts.take()
            self.tally.string(len(text))
            self.strings.append(text)


_OWN, _ADD_IN, _OUTSIDE = 0x0401, 0x3A01, 1


def _refuse_links(record: Record) -> None:
    """SUPBOOK of BIFF8, EXTERNSHEET of BIFF5: other files that formulas name, or programs (DDE)."""
    data = record.data
    if record.kind == 0x1AE and word(data, 2) not in (_OWN, _ADD_IN):
        raise RefusedError("I105")
    if record.kind == 0x17 and len(data) > 2 and data[0] and data[1] == _OUTSIDE and word(data, 0) * 6 + 2 != len(data):
        raise RefusedError("I105")


logging.getLogger("olefile").setLevel(logging.CRITICAL)
