"""送审的 Word: a valid file, the same bytes each time, with real headings, numbers, tables and marks of what was typed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from gongkai.model.amounts import Unit
from gongkai.model.grid_cells import CellKind, GridCell
from gongkai.model.nodes import Mapping, Scalar, Sequence
from gongkai.model.places import Place
from gongkai.model.slots import SlotKind, mark_of, tag_of
from gongkai.model.spans import Figure, Operand, Text
from gongkai.model.word_files import WordFile, WordParagraph, WordTable
from gongkai.rendering.word.document import render_word
from gongkai.rendering.word.numbers import Numbers
from gongkai.rendering.word.slots import Slots
from gongkai.word_files import read
from tests import noted, sample
from tests.projects import ROOT
from tests.word_made import BODY, parts_of

WITHOUT = ("fontTable", "theme")
"""parts that Word writes into its files and does not ask for"""


def no_slots() -> Slots:
    return Slots("a", {}, {}, typed_in=Unit.WAN, printed_in=Unit.WAN)


def rendered(publication: object = None) -> bytes:
    return render_word(publication or sample.publication(), no_slots(), ROOT / "templates")  # type: ignore[arg-type]


def read_back(data: bytes) -> WordFile:
    file = read(data, "a.docx")
    assert isinstance(file, WordFile)
    return file


def test_word_opens_it(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    for publication in (sample.publication(), noted.publication()):
        path.write_bytes(rendered(publication))
        faults = OpenXmlValidator(file_format=FileFormat.OFFICE_2016).validate(path).errors
        told = [f"{one.part_uri}{one.path}：{one.description}" for one in faults]
        assert [one for one in told if not any(f"relationships/{name}" in one for name in WITHOUT)] == []


def test_the_same_content_gives_the_same_bytes() -> None:
    assert rendered() == rendered()


def test_headings_and_tables_are_such() -> None:
    """Each part and section at its level with its printed number; heads that repeat; figures on the right."""
    file = read_back(rendered())
    headings = [(one.level, one.whole) for one in file.blocks if isinstance(one, WordParagraph) and one.level]
    publication = sample.publication()
    assert [words for level, words in headings if level == 1][: len(publication.parts)] == [
        part.number + part.separator + part.title for part in publication.parts
    ]
    listed = [one.text.rstrip("\t") for one in file.blocks if isinstance(one, WordParagraph) and one.contents]
    assert publication.parts[0].number + publication.parts[0].separator + publication.parts[0].title in listed
    tables = [one for one in file.blocks if isinstance(one, WordTable)]
    assert len(tables) == len(list(publication.tables()))
    for table, drawn in zip(tables, publication.tables(), strict=True):
        assert [row.head for row in table.rows] == [True] * len(drawn.head) + [False] * len(drawn.body)
        printed = [cell.text for row in (*drawn.head, *drawn.body) for cell in row.cells if cell.text]
        assert [text for row in table.rows for cell in row.cells if (text := cell.text)] == printed
    body = parts_of(rendered())[BODY].decode()
    assert re.search(
        r'<w:jc w:val="right"/></w:pPr><w:r>(<w:rPr>.*?</w:rPr>)?<w:t xml:space="preserve">3,685.85<', body
    )
    assert '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>' in body


def test_what_is_ours_is_no_word_of_the_text() -> None:
    """It stands in endnotes, to which the text refers."""
    file = read_back(rendered(noted.publication()))
    assert file.beside["尾注"]
    assert any("尾注" in one.objects for one in file.paragraphs())
    assert not any(re.search(r"\[\d+\]", one.text) for one in file.paragraphs())


@pytest.mark.parametrize(
    ("printed", "counted"),
    [
        (["一、", "二、", "三、"], "111"),
        (["一、", "二、", "一、", "二、"], "1122"),
        (["一、", "三、"], "1-"),
        (["（一）", "（二）", "1.", "2."], "1122"),
        (["第一部分　", "第二部分　"], "11"),
        (["", "附件："], "--"),
    ],
)
def test_word_counts_as_far_as_it_counts_alike(printed: list[str], counted: str) -> None:
    numbers = Numbers()
    assert "".join(str(numbers.number(one, 2) or "-") for one in printed) == counted


FILE = "content/departments/a/explanation.yml"


def at(line: int) -> Place:
    return Place(path=FILE, line=line, column=1)


def scalar(line: int, text: str) -> Scalar:
    return Scalar(text=text, place=at(line))


TREE = Mapping(
    items=(
        (scalar(1, "原因"), scalar(2, "增人。调资。")),
        (scalar(3, "车辆"), scalar(4, "12.5")),
        (scalar(5, "机构"), Sequence(items=(scalar(6, "办公室（党办、工会）"), scalar(7, "财务科")), place=at(6))),
        (scalar(8, "甲"), scalar(9, "数量指标")),
        (scalar(10, "乙"), scalar(11, "数量指标")),
    ),
    place=at(1),
)


def slots() -> Slots:
    return Slots("a", {"explanation.yml": TREE}, {}, typed_in=Unit.YUAN, printed_in=Unit.WAN)


def figure(text: str, unit: str, **more: object) -> Figure:
    return Figure(text=text, value=text, unit=unit, source="", places=(at(4),), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("span", "kind"),
    [
        (Text(text="增人。调资。", places=(at(2),)), SlotKind.TEXT),
        (Text(text="调资", places=(at(2),)), SlotKind.TEXT),
        (Text(text="增人，调资", places=(at(2),)), None),
        (Text(text="增人。"), None),
        (Text(text="办公室（党办、工会）、财务科", places=(at(6), at(7), at(6))), None),
        (Text(text="办公室（党办、工会）、财务科", places=(at(6), at(7))), SlotKind.LIST),
        (figure("12.50", "辆"), SlotKind.NUMBER),
        (figure("12.5", "元"), SlotKind.NUMBER),
        (figure("12.5", "万元"), None),
        (figure("12.50", "辆", terms=(Operand(name="a", text="1"),)), None),
        (figure("12.60", "辆"), None),
    ],
)
def test_what_was_typed_word_for_word_is_a_slot(span: Text | Figure, kind: SlotKind | None) -> None:
    """An amount that is typed in 元 and printed in 万元 is none: it would come back ten thousand times too small."""
    ((_, found),) = slots().pieces(span)
    assert (found.kind if found else None) == kind


def test_a_cell_that_spans_rows_is_all_the_values_that_it_shows() -> None:
    cell = GridCell(spans=(Text(text="数量指标"),), kind=CellKind.TEXT, places=(at(9), at(11)), rowspan=2)
    ((_, found),) = slots().lines(cell, Text(text="数量指标"))
    assert found is not None
    assert (found.path, found.also) == (("甲",), (("乙",),))


def test_a_tag_is_as_long_as_word_takes_it() -> None:
    ((_, found),) = slots().pieces(Text(text="调资", places=(at(2),)))
    assert found is not None
    long = found.__class__(
        document="a", file="performance/01.yml", path=("很长的键",) * 12, kind=found.kind, printed="x"
    )
    for one in (found, long):
        assert len(tag_of(one)) <= 64
        assert mark_of(tag_of(one)) is not None
    assert mark_of("gk_") is mark_of("别人的标签") is None
