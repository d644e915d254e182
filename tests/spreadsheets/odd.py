"""怪工作簿: hostile and odd files, made in memory; each with its name and the finding that refuses it ("": read whole).

`造` in tests/findings/I1xx/input.yml names one of them.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Callable

from xlwt.CompoundDoc import XlsDoc

from tests.workbook_made import parts_of, written, zipped

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
_HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1"/><sheetData>'
_TAIL = "</sheetData></worksheet>"
_CELL = '<c r="{}"><v>1</v></c>'


def plain(name: str = "报表.xlsx") -> bytes:
    """What nothing is wrong with."""
    return written(name, {"Z03 收入决算表": {"A1": "编制单位：测试市财政局", "A2": ["2010601", "行政运行", 120.5]}})


def with_parts(**parts: str | bytes) -> bytes:
    """The plain .xlsx with other parts besides, or in the place of its own; __ stands for /, and a dot for _DOT_."""
    named = {name.replace("__", "/").replace("_DOT_", "."): content for name, content in parts.items()}
    return zipped({**parts_of(plain()), **named})


def with_sheet(rows: str | bytes) -> bytes:
    told = rows if isinstance(rows, bytes) else rows.encode()
    return zipped({**parts_of(plain()), SHEET: _HEAD.encode() + told + _TAIL.encode()})


def with_strings(told: str) -> bytes:
    parts = parts_of(plain())
    link = b'<Relationship Id="t" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    links = "xl/_rels/workbook.xml.rels"
    return zipped({**parts, links: parts[links].replace(b"</Relationships>", link), STRINGS: told})


def _entry(name: str, content: bytes = b"x", mode: int = 0) -> bytes:
    """The plain .xlsx with one more entry, whatever its name."""
    file = io.BytesIO(plain())
    with zipfile.ZipFile(file, "a") as archive:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = mode << 16
        archive.writestr(entry, content)
    return file.getvalue()


def _renamed(old: bytes, new: bytes) -> bytes:
    """An entry whose name another has."""
    assert len(old) == len(new)
    return _entry(old.decode()).replace(old, new)


def _overlapping() -> bytes:
    """Two entries of the directory that name the same bytes."""
    data = bytearray(_entry("xl/other.xml"))
    second = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, second + 42, 0)
    return bytes(data)


def _lying_size() -> bytes:
    """A part that says it is smaller than it is."""
    data = bytearray(with_sheet("<row>" + "<c/>" * 100_000 + "</row>"))
    place = data.rfind(b"PK\x01\x02")
    while data[place + 46 : place + 46 + len(SHEET)] != SHEET.encode():
        place = data.rfind(b"PK\x01\x02", 0, place)
    struct.pack_into("<I", data, place + 24, 500)
    return bytes(data)


def _encrypted_zip() -> bytes:
    data = bytearray(plain())
    place = -1
    while (place := data.find(b"PK\x01\x02", place + 1)) >= 0:
        data[place + 8] |= 1
    return bytes(data)


# --- .xls -----------------------------------------------------------------------------------------------------------


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def number(row: int, column: int, value: float = 1) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, 0, value))


def bof(kind: int, version: int = 0x600) -> bytes:
    return record(0x809, struct.pack("<HHHHII", version, kind, 0, 1997, 0, 0))


def stream(sheet: bytes, before: bytes = b"", *, version: int = 0x600, kind: int = 0, listed: int = 1) -> bytes:
    """The stream Workbook of a .xls with one sheet, listed once or more often."""
    name = b"\x01\x00S" if version == 0x600 else b"\x02SS"
    start = len(bof(5)) + len(before) + 13 * listed + 4
    entry = record(0x85, struct.pack("<IBB", start, 0, kind) + name)
    whole = bof(5, version) + before + entry * listed + record(0x0A)
    assert len(whole) == start
    return whole + bof(0x10, version) + sheet + record(0x0A)


def compound(content: bytes) -> bytes:
    """A .xls around its stream."""
    file = io.BytesIO()
    XlsDoc().save(file, content)
    return file.getvalue()


def old(sheet: bytes, before: bytes = b"") -> bytes:
    return compound(stream(sheet, before))


def _stream_named(name: str) -> bytes:
    """An OLE file whose stream is not a workbook's."""
    data = bytearray(compound(stream(number(0, 0))))
    place = data.index("Workbook".encode("utf-16-le"))
    struct.pack_into("<64sH", data, place, name.encode("utf-16-le"), 2 * len(name) + 2)
    return bytes(data)


def _looping() -> bytes:
    """The chain of sectors leads back to its beginning."""
    data = bytearray(compound(stream(b"".join(number(row, 0) for row in range(500)))))
    table = 512 * (struct.unpack_from("<I", data, 76)[0] + 1)
    struct.pack_into("<I", data, table + 4 * 5, 3)
    return bytes(data)


def _changed(place: int, value: int, code: str = "<I") -> bytes:
    data = bytearray(compound(stream(number(0, 0))))
    struct.pack_into(code, data, place, value)
    return bytes(data)


def _long_format() -> bytes:
    """Different numbers in a format that takes long to understand."""
    code = b";#,,,,,,,,,,," * 20
    before = record(0x41E, struct.pack("<HHB", 200, len(code), 0) + code) + record(0xE0, struct.pack("<HH", 0, 200))
    return old(b"".join(number(row, 0, row + 0.5) for row in range(50_000)), before)


HTML = "<html><meta charset=gbk><table><tr><td>2010601</td><td>120.50</td></tr></table></html>".encode("gbk")
XML_2003 = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
OUTSIDE = (
    '<!DOCTYPE w SYSTEM "http://localhost/x.dtd" [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'
)

ODD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "空文件": ("报表.xlsx", lambda: b"", "I102"),
    "网页存成 xls": ("报表.xls", lambda: HTML, "I101"),
    "单个文件网页存成 xls": ("报表.xls", lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "I101"),
    "制表符文本存成 xls": (
        "报表.xls",
        lambda: "科目编码\t科目名称\t金额\n2010601\t行政运行\t1\n".encode("gbk"),
        "I101",
    ),
    "UTF-16 文本存成 xls": ("报表.xls", lambda: "科目编码\t金额\n".encode("utf-16"), "I101"),
    "CSV 存成 xlsx": ("报表.xlsx", "科目编码,金额\n2010601,1\n".encode, "I101"),
    "XML 表格 2003": ("报表.xls", lambda: XML_2003, "I101"),
    "二进制工作簿": ("报表.xlsx", lambda: with_parts(xl__workbook_DOT_bin=b"x"), "I101"),
    "OpenDocument": ("报表.ods", lambda: zipped({"mimetype": "application/vnd.oasis", "content.xml": "<a/>"}), "I101"),
    "WPS 表格": ("报表.et", lambda: plain("报表.xls"), "I101"),
    "PDF 改名": ("报表.xls", lambda: b"%PDF-1.7\n", "I101"),
    "Word 改名": ("报表.xlsx", lambda: zipped({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}), "I101"),
    "旧 Word 改名": ("报表.xls", lambda: _stream_named("WordDocument"), "I101"),
    "压缩包": ("报表.xlsx", lambda: zipped({"报表.xlsx": plain()}), "I101"),
    "很旧的 Excel": ("报表.xls", lambda: b"\x09\x04\x06\x00\x00\x00\x10\x00\x00\x00", "I101"),
    "加了密码": ("报表.xlsx", lambda: _stream_named("EncryptedPackage"), "I103"),
    "加了密码的 xls": ("报表.xls", lambda: old(number(0, 0), record(0x2F, bytes(54))), "I103"),
    "加了密码的压缩包": ("报表.xlsx", _encrypted_zip, "I103"),
    "带宏": ("报表.xlsm", lambda: with_parts(xl__vbaProject_DOT_bin=b"x"), "I104"),
    "Excel 4 宏表": ("报表.xls", lambda: compound(stream(number(0, 0), kind=1)), "I104"),
    "外部链接": ("报表.xlsx", lambda: with_parts(xl__externalLinks__externalLink1_DOT_xml="<a/>"), "I105"),
    "xls 的外部链接": (
        "报表.xls",
        lambda: old(number(0, 0), record(0x1AE, b"\x01\x00\x05\x00\x00\x01\x01a.xls")),
        "I105",
    ),
    "DDE": ("报表.xls", lambda: old(number(0, 0), record(0x1AE, b"\x00\x00\x05\x00\x00cmd\x03A")), "I105"),
    "截断的 xlsx": ("报表.xlsx", lambda: plain()[:-200], "I106"),
    "截断的 xls": ("报表.xls", lambda: plain("报表.xls")[:3000], "I106"),
    "缺工作表": ("报表.xlsx", lambda: zipped({n: c for n, c in parts_of(plain()).items() if n != SHEET}), "I106"),
    "缺单元格格式": (
        "报表.xlsx",
        lambda: zipped({n: c for n, c in parts_of(plain()).items() if n != "xl/styles.xml"}),
        "I106",
    ),
    "不是 UTF-8": ("报表.xlsx", lambda: with_sheet(b'<row><c t="str"><v>\xff</v></c></row>'), "I106"),
    "单元格在表外": ("报表.xlsx", lambda: with_sheet(_CELL.format("XFE1")), "I106"),
    "单元格写两次": ("报表.xlsx", lambda: with_sheet(_CELL.format("A1") * 2), "I106"),
    "解压后比声明的大": ("报表.xlsx", _lying_size, "I106"),
    "记录长度说谎": ("报表.xls", lambda: old(number(0, 0) + struct.pack("<HH", 0x203, 0xFFFF)), "I106"),
    "扇区成环": ("报表.xls", _looping, "I106"),
    "扇区大小说谎": ("报表.xls", lambda: _changed(30, 20, "<H"), "I106"),
    "扇区数说谎": ("报表.xls", lambda: _changed(72, 0x7FFFFFFF), "I106"),
    "文字数说谎": ("报表.xls", lambda: old(number(0, 0), record(0xFC, b"\xff" * 8 + b"\xff\xff\x00a")), "I106"),
    "太大的文件": ("报表.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(12_000_000), "I107"),
    "压缩炸弹": ("报表.xlsx", lambda: with_parts(xl__media__a_DOT_png=bytes(70_000_000)), "I107"),
    "几千个部件": ("报表.xlsx", lambda: zipped({f"{n}.xml": "" for n in range(1200)}), "I107"),
    "上百万个空格": ("报表.xlsx", lambda: with_sheet("<row>" + '<c s="1"/>' * 700_000 + "</row>"), "I107"),
    "上百万个空行": ("报表.xlsx", lambda: with_sheet('<row s="1" hidden="1"/>' * 1_048_576), "I107"),
    "xls 里上百万条记录": ("报表.xls", lambda: old(record(0x201, bytes(6)) * 900_000), "I107"),
    "太多的数": (
        "报表.xlsx",
        lambda: with_sheet("".join(f"<row>{'<c><v>1.5</v></c>' * 100}</row>" for _ in range(900))),
        "I107",
    ),
    "巨大的文字": ("报表.xlsx", lambda: with_strings(f"<sst><si><t>{'长' * 1_000_000}</t></si></sst>"), "I107"),
    "太多的文字": ("报表.xlsx", lambda: with_strings(f"<sst>{'<si><t>ab</t></si>' * 300_000}</sst>"), "I107"),
    "太多的合并": (
        "报表.xlsx",
        lambda: zipped(
            {
                **parts_of(plain()),
                SHEET: f"{_HEAD}<row>{_CELL.format('ZZ9999')}</row></sheetData><mergeCells>"
                + '<mergeCell ref="A1:XFD1048576"/>' * 20_000
                + "</mergeCells></worksheet>",
            }
        ),
        "I107",
    ),
    "路径穿越": ("报表.xlsx", lambda: _entry("../../etc/cron.d/x"), "I108"),
    "绝对路径": ("报表.xlsx", lambda: _entry("/etc/cron.d/x"), "I108"),
    "符号链接": ("报表.xlsx", lambda: _entry("xl/x.xml", b"/etc/passwd", stat.S_IFLNK | 0o777), "I108"),
    "重名的部件": ("报表.xlsx", lambda: _renamed(b"xl/workbooX.xml", b"xl/workbook.xml"), "I108"),
    "重叠的部件": ("报表.xlsx", _overlapping, "I108"),
    "实体膨胀": ("报表.xlsx", lambda: zipped({**parts_of(plain()), SHEET: LAUGHS}), "I108"),
    "外部实体": ("报表.xlsx", lambda: zipped({**parts_of(plain()), SHEET: OUTSIDE}), "I108"),
    "层数很多": ("报表.xlsx", lambda: with_sheet("<a>" * 200_000), "I108"),
    "很长的标记": ("报表.xlsx", lambda: with_sheet(f'<row x="{"a" * 3_000_000}"/>'), "I108"),
    "很多的名称": ("报表.xlsx", lambda: with_sheet("".join(f"<a{n}/>" for n in range(100_000))), "I108"),
    "两个表一份内容": ("报表.xls", lambda: compound(stream(number(0, 0), listed=300)), "I108"),
    "空工作簿": ("报表.xlsx", lambda: with_sheet('<row r="1"><c r="A1" s="1"/></row>'), "I109"),
    "说谎的大小": (
        "报表.xlsx",
        lambda: with_sheet("".join(f"<row>{_CELL.format(f'A{n}')}</row>" for n in range(1, 99))),
        "",
    ),
    "很长的数字格式": ("报表.xls", _long_format, ""),
    "嵌套的压缩包": ("报表.xlsx", lambda: with_parts(xl__embeddings__a_DOT_xlsx=with_parts(a=bytes(1000))), ""),
    "公式注入": ("报表.xlsx", lambda: with_sheet("<row><c t=\"str\"><v>=cmd|'/c calc'!A1</v></c></row>"), ""),
    "Excel 5.0": ("报表.xls", lambda: compound(stream(number(0, 0), version=0x500)), ""),
}
