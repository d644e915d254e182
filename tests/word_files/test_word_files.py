"""Word 文件: what any program saves is read as it would be with all changes accepted; what is hostile is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gongkai.model.finding_catalogue import catalogue
from gongkai.model.findings import Finding
from gongkai.model.word_files import WordFile, WordParagraph, WordTable
from gongkai.reporting.text import format_findings
from gongkai.word_files import MOST_BYTES, read
from gongkai.word_files.parts import MAIN
from tests.word_made import packed

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
EXAMPLES = Path(__file__).parents[1] / "findings"
OF_DOCUMENTS = ("I603",)
"""tests/importing/reviewed"""


def word(body: str, **parts: str) -> bytes:
    document = f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"
    return packed({MAIN: document.encode(), **{name: text.encode() for name, text in parts.items()}})


def found(body: str) -> WordFile:
    file = read(word(body), "甲.docx")
    assert isinstance(file, WordFile), file
    return file


def run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def texts(body: str) -> list[str]:
    return [one.text for one in found(body).paragraphs()]


CHANGE = 'w:id="1" w:author="甲"'


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (f"<w:p>{run('甲')}<w:del {CHANGE}><w:r><w:delText>乙</w:delText></w:r></w:del>{run('丙')}</w:p>", ["甲丙"]),
        (f"<w:p><w:moveFrom {CHANGE}>{run('乙')}</w:moveFrom></w:p><w:p>{run('丙')}</w:p>", ["", "丙"]),
        (f"<w:p><w:pPr><w:rPr><w:del {CHANGE}/></w:rPr></w:pPr>{run('甲')}</w:p><w:p>{run('乙')}</w:p>", ["甲乙"]),
        (f"<w:p><w:r><w:rPr><w:rPrChange {CHANGE}><w:rPr/></w:rPrChange></w:rPr><w:t>甲</w:t></w:r></w:p>", ["甲"]),
        ("<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>", ["甲\t乙\n丙"]),
        (f"<w:p><w:pPr><w:tabs><w:tab w:pos='1'/></w:tabs></w:pPr>{run('甲')}</w:p>", ["甲"]),
        (
            f"<w:p><w:sdt><w:sdtContent>{run('甲')}</w:sdtContent></w:sdt><w:hyperlink>{run('乙')}</w:hyperlink></w:p>",
            ["甲乙"],
        ),
        (f"<w:sdt><w:sdtContent><w:p>{run('甲')}</w:p></w:sdtContent></w:sdt>", ["甲"]),
        (f"<w:p><w:fldSimple w:instr=' PAGE '>{run('7')}</w:fldSimple>{run('页')}</w:p>", ["页"]),
    ],
)
def test_what_is_read(body: str, said: list[str]) -> None:
    assert texts(body) == said


def test_what_is_drawn_is_counted_and_what_stands_in_boxes_is_read_beside() -> None:
    box = f"<w:txbxContent><w:p>{run('框里')}</w:p></w:txbxContent>"
    choice = f"<mc:Choice><w:drawing><a:p><a:t>画里</a:t></a:p>{box}</w:drawing></mc:Choice>"
    fallback = f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    file = found(f"<w:p>{run('文')}<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r></w:p>")
    (paragraph,) = file.paragraphs()
    assert (paragraph.text, paragraph.objects, file.beside) == ("文", ("图片",), {"文本框": ("框里",)})


def test_cells_that_reach_over_others_and_rows_that_were_crossed_out() -> None:
    def cell(words: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run(words)}</w:p></w:tc>"

    wide, first, below = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [
        f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{cell('收入', wide)}{cell('支出')}</w:tr>",
        f"<w:tr>{cell('甲', first)}{cell('1')}{cell('2')}</w:tr>",
        f"<w:tr>{cell('', below)}{cell('3')}{cell('4')}</w:tr>",
        f"<w:tr><w:trPr><w:del {CHANGE}/></w:trPr>{cell('乙')}{cell('5')}{cell('6')}</w:tr>",
    ]
    (table,) = found(f"<w:tbl>{''.join(rows)}</w:tbl>").blocks
    assert isinstance(table, WordTable)
    placed = [[(cell.column, cell.span, cell.text) for cell in row.cells] for row in table.rows]
    assert placed == [
        [(0, 2, "收入"), (2, 1, "支出")],
        [(0, 1, "甲"), (1, 1, "1"), (2, 1, "2")],
        [(1, 1, "3"), (2, 1, "4")],
        [],
    ]
    assert [row.head for row in table.rows] == [True, False, False, False]
    assert [(one.author, one.text) for one in table.rows[3].tracked] == [("甲", "乙 5 6")]


def test_the_contents_are_known_as_such() -> None:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    field = '<w:r><w:instrText> TOC \\o "1-2" </w:instrText></w:r>'
    body = f"<w:p>{begin}{field}{run('一、甲')}</w:p><w:p>{run('二、乙')}{end}</w:p><w:p>{run('正文')}</w:p>"
    assert [one.contents for one in found(body).blocks if isinstance(one, WordParagraph)] == [True, True, False]


ENTITY = f'<!DOCTYPE w [<!ENTITY a "b">]><w:document {SPACES}>&a;</w:document>'
DEEP = f"<w:document {SPACES}>" + "<w:sdt>" * 100
HOSTILE = {
    "空": (b"", "乙.docx", "I601"),
    "旧": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "乙.doc", "I601"),
    "改了名": (b"%PDF-1.7", "乙.docx", "I601"),
    "wps": (bytes(100), "乙.wps", "I601"),
    "宏": (packed({MAIN: b"<a/>", "word/vbaProject.bin": b"x"}), "乙.docm", "I601"),
    "表格": (packed({"xl/workbook.xml": b"<a/>"}), "乙.docx", "I601"),
    "断": (word("<w:p/>")[:-30], "乙.docx", "I601"),
    "实体": (packed({MAIN: ENTITY.encode()}), "乙.docx", "I602"),
    "太深": (packed({MAIN: DEEP.encode()}), "乙.docx", "I602"),
    "炸弹": (packed({MAIN: b" " * 65_000_000}), "乙.docx", "I602"),
    "出去": (packed({MAIN: b"<a/>", "../../etc/passwd": b"x"}), "乙.docx", "I602"),
    "太大": (bytes(MOST_BYTES + 1), "乙.docx", "I602"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_refused(name: str) -> None:
    data, called, code = HOSTILE[name]
    refused = read(data, called)
    assert isinstance(refused, Finding)
    assert (refused.code, bool(refused.hint)) == (code, True)


@pytest.mark.parametrize(("code", "name"), [("I601", "旧"), ("I602", "太大")])
def test_example(code: str, name: str) -> None:
    data, called, _ = HOSTILE[name]
    refused = read(data, called)
    assert isinstance(refused, Finding)
    expect(code, format_findings([refused]))


def expect(code: str, text: str) -> None:
    """The exact text of a finding, which its page shows too; UPDATE_EXPECTED=1 writes it anew."""
    expected = EXAMPLES / code / "expected.txt"
    if os.environ.get("UPDATE_EXPECTED"):
        expected.parent.mkdir(exist_ok=True)
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")
    page = (EXAMPLES.parents[1] / "docs" / "findings" / f"{code}.md").read_text(encoding="utf-8")
    assert f"```text\n{text}```\n" in page


def test_every_code_has_an_example() -> None:
    assert {code for code in catalogue() if code.startswith("I6")} == {"I601", "I602", *OF_DOCUMENTS}
