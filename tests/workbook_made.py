"""工作簿 made for tests out of a few lines, as .xlsx (its XML as it is) or .xls (xlwt).

`input.yml` of a finding, and `written` in tests, say it so:

    文件: 报表.xlsx               .xls: the same in the old format
    表:
      Z03 收入决算表:             as it stands, trailing spaces and all
        A1: 编制单位：测试市财政局   text; "2010601" in quotation marks too
        E9: 1234.5                a number, stored as Python prints it
        A10: [2010601, 2010602]   a row from here to the right; a list of lists: several rows
        E12: =SUM(E9:E11)         a formula without a cached result
        E13: {公式: SUM(E9:E11), 值: 3}
        E14: {值: 0.125, 格式: "#,##0.00"}
        E15: 2010-06-01           a date
        E16: {错误: "#REF!"}
        合并: [A1:D1]
        隐藏行: [3]
        隐藏列: [C]
        隐藏: true                the sheet itself
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import xlwt
import yaml

from gongkai.model.places import column_letters

Cells = dict[tuple[int, int], dict[str, Any]]
Description = Mapping[str, Mapping[str, Any]]
"""sheets by name, each with its cells"""

_AT = re.compile(r"([A-Z]+)([0-9]+)")
_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DATE = "yyyy-mm-dd"
_DAY_ZERO = date(1899, 12, 30)


def made(input_file: Path) -> tuple[str, bytes]:
    """The name and the bytes of the workbook that a case describes."""
    told = yaml.safe_load(input_file.read_text(encoding="utf-8"))
    return told["文件"], written(told["文件"], told["表"])


def written(name: str, sheets: Description) -> bytes:
    """A workbook; its name says in which format."""
    return old_format(sheets) if name.endswith(".xls") else new_format(sheets)


def at(reference: str) -> tuple[int, int]:
    """F12 → (12, 6)."""
    found = _AT.fullmatch(reference)
    assert found, reference
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def cells_of(sheet: Mapping[str, Any]) -> Cells:
    """Each cell with what it is: 值, 格式, 公式, 错误."""
    found: Cells = {}
    for reference, value in sheet.items():
        if _AT.fullmatch(reference):
            row, column = at(reference)
            for down, across, one in _spread(value):
                found[row + down, column + across] = _told(one)
    return dict(sorted(found.items()))


def _spread(value: Any) -> Iterator[tuple[int, int, Any]]:
    rows = value if isinstance(value, list) and isinstance(value[0], list) else [value]
    for down, row in enumerate(rows):
        for across, one in enumerate(row if isinstance(row, list) else [row]):
            if one is not None:
                yield down, across, one


def _told(one: Any) -> dict[str, Any]:
    if isinstance(one, dict):
        return one
    if isinstance(one, str) and one.startswith("="):
        return {"公式": one[1:]}
    return {"值": one, "格式": _DATE} if isinstance(one, date) else {"值": one}


def new_format(sheets: Description) -> bytes:
    """.xlsx, part by part."""
    formats: list[str] = [""]
    parts = {f"xl/worksheets/sheet{number}.xml": _sheet(one, formats) for number, one in enumerate(sheets.values(), 1)}
    listed, links = "", ""
    for number, (name, one) in enumerate(sheets.items(), 1):
        state = ' state="hidden"' if one.get("隐藏") else ""
        listed += f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="r{number}"{state}/>'
        links += f'<Relationship Id="r{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
    links += f'<Relationship Id="s" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    return zipped(
        {
            "[Content_Types].xml": _types(len(sheets)),
            "_rels/.rels": _links(f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'),
            "xl/workbook.xml": f'<workbook xmlns="{_SPREADSHEET}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _links(links),
            "xl/styles.xml": _styles(formats),
            **parts,
        }
    )


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Parts as a zip, the same bytes every time."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a .xlsx, to be changed and zipped again."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _types(sheets: int) -> str:
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    told = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{main}.worksheet+xml"/>'
        for number in range(1, sheets + 1)
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{main}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{main}.styles+xml"/>{told}</Types>'
    )


def _links(told: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


def _styles(formats: list[str]) -> str:
    told = "".join(
        f'<numFmt numFmtId="{163 + number}" formatCode={quoteattr(code)}/>'
        for number, code in enumerate(formats)
        if code
    )
    styles = "".join(f'<xf numFmtId="{163 + number if code else 0}" xfId="0"/>' for number, code in enumerate(formats))
    return (
        f'<styleSheet xmlns="{_SPREADSHEET}"><numFmts count="{len(formats) - 1}">{told}</numFmts>'
        f'<fonts count="1"><font><sz val="11"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        f'<cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="{len(formats)}">{styles}</cellXfs>'
        f'<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ).replace('<numFmts count="0"></numFmts>', "")


def _sheet(sheet: Mapping[str, Any], formats: list[str]) -> str:
    rows: dict[int, str] = {}
    for (row, column), cell in cells_of(sheet).items():
        rows[row] = rows.get(row, "") + _cell(f"{column_letters(column)}{row}", cell, formats)
    hidden = sheet.get("隐藏行", ())
    data = "".join(
        f'<row r="{row}"{" hidden=" + quoteattr("1") if row in hidden else ""}>{told}</row>'
        for row, told in sorted(rows.items())
    )
    numbers = sorted(at(f"{letters}1")[1] for letters in sheet.get("隐藏列", ()))
    columns = "".join(f'<col min="{number}" max="{number}" width="9" hidden="1"/>' for number in numbers)
    merged = "".join(f'<mergeCell ref="{one}"/>' for one in sheet.get("合并", ()))
    return (
        f'<worksheet xmlns="{_SPREADSHEET}">{f"<cols>{columns}</cols>" if columns else ""}'
        f"<sheetData>{data}</sheetData>{f'<mergeCells>{merged}</mergeCells>' if merged else ''}</worksheet>"
    )


def _cell(reference: str, cell: dict[str, Any], formats: list[str]) -> str:
    code = cell.get("格式", "")
    if code not in formats:
        formats.append(code)
    formula = f"<f>{escape(cell['公式'])}</f>" if "公式" in cell else ""
    start = f'<c r="{reference}" s="{formats.index(code)}"'
    value = cell.get("值", cell.get("错误"))
    if value is None:
        return f"{start}>{formula}</c>"
    if isinstance(value, date):
        value = (value - _DAY_ZERO).days
    if "错误" in cell:
        return f'{start} t="e">{formula}<v>{escape(str(value))}</v></c>'
    if not isinstance(value, str):
        return f"{start}>{formula}<v>{value!r}</v></c>"
    if formula:
        return f'{start} t="str">{formula}<v>{escape(value)}</v></c>'
    return f'{start} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def old_format(sheets: Description) -> bytes:
    """.xls. A formula has no cached result there, an error is none: xlwt does not write them."""
    book = xlwt.Workbook(encoding="utf-8")
    styles: dict[str, xlwt.XFStyle] = {}
    for name, one in sheets.items():
        sheet = book.add_sheet(name)
        sheet.visibility = 1 if one.get("隐藏") else 0
        for (row, column), cell in cells_of(one).items():
            code = cell.get("格式", "General")
            style = styles.setdefault(code, xlwt.easyxf(num_format_str=code))
            value = xlwt.Formula(cell["公式"]) if "公式" in cell else cell["值"]
            sheet.write(row - 1, column - 1, value, style)
        for reference in one.get("合并", ()):
            (top, left), (bottom, right) = map(at, reference.split(":"))
            sheet.merged_ranges.append((top - 1, bottom - 1, left - 1, right - 1))
        for row in one.get("隐藏行", ()):
            sheet.row(row - 1).hidden = True
        for letters in one.get("隐藏列", ()):
            sheet.col(at(f"{letters}1")[1] - 1).hidden = True
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
