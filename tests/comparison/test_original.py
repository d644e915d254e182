"""原件: texts, PDF and Word are read, and files that are broken or hostile are refused with a reason."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest

from gongkai.comparison import original, word
from gongkai.comparison.compare import compare
from gongkai.comparison.original import read_original
from gongkai.comparison.unreadable import MissingToolError, OriginalError
from tests.comparison.cities import CITIES, GUHE, LINCHUAN, City

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def document(city: City) -> str:
    """The city's original as Word has it, its table as a table."""
    body, rows = [], []
    for line in (*city.original.split("\n"), ""):
        if "\t" in line:
            cells = "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in line.split("\t"))
            rows.append(f"<w:tr>{cells}</w:tr>")
            continue
        if rows:
            body.append(f"<w:tbl>{''.join(rows)}</w:tbl>")
            rows = []
        body.append(paragraph(line))
    return f"<w:document {NAMESPACES}><w:body>{''.join(body)}</w:body></w:document>"


def docx(path: Path, body: str, name: str = word.BODY) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, body)
    return path


@pytest.mark.parametrize("city", CITIES, ids=lambda city: city.bureau)
def test_a_word_document(city: City, tmp_path: Path) -> None:
    path = docx(tmp_path / "原件.docx", document(city).replace("3" * 2 + ".90%", "39.30%"))
    found = compare(city.publication, read_original(path))
    assert [(one.expected, one.printed) for one in found.differences] == (
        [("33.90%", "39.30%")] if city is LINCHUAN else []
    )
    assert found.unplaced == ()


def test_what_word_has_crossed_out_or_has_twice_is_not_read(tmp_path: Path) -> None:
    old = "<w:p><w:del><w:r><w:delText>1.00</w:delText><w:t>1.00</w:t></w:r></w:del><w:r><w:t>2.00</w:t></w:r></w:p>"
    twice = f"<mc:AlternateContent><mc:Choice>{paragraph('甲')}</mc:Choice><mc:Fallback>{paragraph('甲')}</mc:Fallback></mc:AlternateContent>"
    body = f"<w:document {NAMESPACES}><w:body>{old}{twice}</w:body></w:document>"
    assert [line.text for line in read_original(docx(tmp_path / "a.docx", body))] == ["2.00", "甲"]


def numbered(text: str, number: int, level: int = 0) -> str:
    asked = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text).replace("<w:p>", f"<w:p><w:pPr>{asked}</w:pPr>")


def level(number: int, form: str, text: str, start: int = 1) -> str:
    inner = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{number}">{inner}</w:lvl>'


def test_the_numbers_that_word_counts(tmp_path: Path) -> None:
    """Levels below start again; a style may ask for a number; a list may start again; dots are no numbers."""
    lists = (
        f'<w:abstractNum w:abstractNumId="0">{level(0, "chineseCounting", "%1、")}'
        f"{level(1, 'chineseCountingThousand', '（%2）')}{level(2, 'decimal', '%3.')}</w:abstractNum>"
        f'<w:abstractNum w:abstractNumId="1">{level(0, "bullet", "●")}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2">{level(0, "decimalEnclosedCircle", "%1", start=3)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    styles = (
        '<w:style w:styleId="a"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    styled = paragraph("机构设置").replace("<w:p>", '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr>')
    body = [numbered("概况", 1), numbered("职责", 1, 1), styled, numbered("办公室", 1, 2), numbered("决算表", 1)]
    body += [numbered("三公", 1, 1), numbered("点", 2), numbered("注", 3), numbered("附", 4), paragraph("完")]
    path = tmp_path / "原件.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, root, inner in (
            (word.BODY, "document", f"<w:body>{''.join(body)}</w:body>"),
            (word.NUMBERS, "numbering", lists),
            (word.STYLES, "styles", styles),
        ):
            archive.writestr(name, f"<w:{root} {NAMESPACES}>{inner}</w:{root}>")
    assert [line.text for line in read_original(path)] == [
        *("一、概况", "（一）职责", "（二）机构设置", "1.办公室", "二、决算表"),
        *("（一）三公", "点", "③注", "一、附", "完"),
    ]


def make_pdf(html: str, path: Path) -> None:
    """In a process of its own: a process keeps the fonts that it has found first, and other tests want ours."""
    make = "import sys; from weasyprint import HTML; HTML(string=sys.stdin.read()).write_pdf(sys.argv[1])"
    command = [sys.executable, "-c", make, str(path)]
    subprocess.run(command, input=html, encoding="utf-8", check=True, capture_output=True)


@pytest.mark.parametrize("city", CITIES, ids=lambda city: city.bureau)
def test_a_pdf(city: City, tmp_path: Path) -> None:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (city.columns, *city.rows))
    before, after = city.original.split("\t".join(city.columns))[0], city.original.split("\t".join(city.rows[-1]))[1]
    lines = ["".join(f"<p>{line}</p>" for line in part.split("\n") if line) for part in (before, after)]
    path = tmp_path / "原件.pdf"
    make_pdf(f"{lines[0]}<table>{rows}</table>{lines[1]}", path)
    found = compare(city.publication, read_original(path))
    assert ([(one.expected, one.printed) for one in found.differences], found.unplaced) == ([], ())
    assert read_original(path)[0].page == 1 or len(read_original(path)) > 10


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_in_any_encoding_of_chinese(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "原件.txt"
    path.write_bytes(GUHE.original.encode(encoding))
    assert compare(GUHE.publication, read_original(path)).same


def test_marks_of_programs_that_read_pictures_are_no_words(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("## **合计**\n<b>1,234.50</b>\n$\\geq 95\\%$\n|---|---|\n- 一、部门职责", encoding="utf-8")
    lines = [line.text.strip() for line in read_original(path)]
    assert lines == ["合计", "1,234.50", "≥ 95%", "一、部门职责"]


BOMB = "<w:t>" + "0" * 200_000 + "</w:t>"
ENTITY = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "&x;&x;">]>'
    f"<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>&x;&y;</w:t></w:r></w:p></w:body></w:document>"
)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", os.urandom(20_000) + b"\x00\xff", "既不是文本"),
        ("a.txt", b"", "没有文字"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + bytes(100), "另存为 .docx"),
        ("a.pdf", b"%PDF-1.7\nbroken", "PDF 已损坏"),
        ("a.pdf", b"\x89PNG\r\n", "这是图片"),
        ("a.docx", b"PK\x03\x04broken", "Word 文件已损坏"),
    ],
)
def test_a_file_that_is_none_of_them(name: str, data: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(OriginalError, match=reason):
        read_original(tmp_path / name)


@pytest.mark.parametrize(
    ("body", "name", "reason"),
    [
        (ENTITY, word.BODY, "外部引用"),
        (BOMB, word.BODY, "太大"),
        ("<w:document><w:p>", word.BODY, "已损坏"),
        ("x", "../../etc/passwd", "不是 Word"),
        ("x", "xl/workbook.xml", "不是 Word"),
    ],
)
def test_a_hostile_word_document(
    body: str, name: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word, "MOST_XML", 100_000)
    with pytest.raises(OriginalError, match=reason):
        read_original(docx(tmp_path / "a.docx", body, name))


def test_a_pdf_with_a_password_and_one_without_words(tmp_path: Path) -> None:
    empty = pikepdf.new()
    empty.add_blank_page()
    empty.save(tmp_path / "empty.pdf")
    empty.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(user="a", owner="b"))
    with pytest.raises(OriginalError, match="没有文字，是扫描的图像"):
        read_original(tmp_path / "empty.pdf")
    with pytest.raises(OriginalError, match="设了密码"):
        read_original(tmp_path / "locked.pdf")


def test_what_is_no_ordinary_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, reason in (
        (tmp_path / "pipe", "普通文件"),
        (Path("/dev/zero"), "普通文件"),
        (tmp_path, "普通文件"),
    ):
        with pytest.raises(OriginalError, match=reason):
            read_original(path)
    with pytest.raises(OriginalError, match="打不开"):
        read_original(tmp_path / "missing.txt")
    (tmp_path / "big.txt").write_bytes(b"1" * 2000)
    monkeypatch.setattr(original, "MOST_BYTES", 1000)
    with pytest.raises(OriginalError, match="太大"):
        read_original(tmp_path / "big.txt")


def test_without_pdftotext_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n")
    with pytest.raises(MissingToolError, match="poppler-utils"):
        read_original(tmp_path / "a.pdf")


def test_a_zip_is_read_in_memory_only(tmp_path: Path) -> None:
    """Whatever else is in it is not looked at, and nothing is unpacked."""
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(word.BODY, document(GUHE))
        archive.writestr("../outside.txt", "x")
    read_original(path)
    assert [one.name for one in tmp_path.iterdir()] == ["a.docx"]
    assert not (tmp_path.parent / "outside.txt").exists()
    assert zipfile.is_zipfile(io.BytesIO(path.read_bytes()))
