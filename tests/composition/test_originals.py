"""原文: what an archived original prints is put exactly where it stands, with a note."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.composition.originals import substitute
from gongkai.model.entries import OriginalWording
from gongkai.model.glossary import Term
from gongkai.model.numbers import read
from gongkai.model.publication import Paragraph
from gongkai.model.spans import AsPrinted, Figure, Text, plain
from tests.composition.small import composed, original, said
from tests.projects import blocks, text

TABLE = "表: {键: t01, 列: [{题: 项目, 类: 名称}, 金额], 行: [甲, 乙, {题: 合计, 公式: 甲 + 乙}]}"
FIGURES = "表: {甲: 4.04, 乙: 5.00}"
TEMPLATE = "[#a] 完成{{ 率(数('表.甲'), 数('表.乙')) }}，支出**{{ 数('表.甲') }}万元**。\n[#b] 完成{{ 率(数('表.乙'), 数('表.乙')) }}。"


def made(
    folder: Path, *originals: OriginalWording, template: str = TEMPLATE, **more: object
) -> tuple[list[str], list[str], list[str]]:
    """Lines, notes and findings."""
    found = composed(folder, template, tables=TABLE, figures=FIGURES, originals=originals, **more)  # type: ignore[arg-type]
    paragraphs = [block for block in blocks(found.publication, "text") if isinstance(block, Paragraph)]
    notes = [span.note for block in paragraphs for span in block.spans if isinstance(span, AsPrinted)]
    return text(found.publication, "text").splitlines(), notes, said(found)


def test_a_percentage_within_its_interval_needs_no_note(tmp_path: Path) -> None:
    assert made(tmp_path, original("main.text.a", "80.80%", "80.85%")) == (
        ["完成80.85%，支出4.04万元。", "完成100.00%。"],
        [],
        [],
    )


def test_nor_does_it_with_the_words_around(tmp_path: Path) -> None:
    assert made(tmp_path, original("main.text.a", "完成80.80%，支出4.04", "完成80.85%，支出4.04"))[1] == []
    assert made(tmp_path / "b", original("main.text.a", "完成80.80%，支出4.04", "完成80.85%，支出4.05"))[1] != []


@pytest.mark.parametrize(
    ("expected", "printed", "line", "note"),
    [
        ("80.80%", "94.87%", "完成94.87%，支出4.04万元。", "原文印作“94.87%”，按本文件数据应为“80.80%”。"),
        (
            "支出4.04万元",
            "花费4万元",
            "完成80.80%，花费4万元。",
            "原文印作“花费4万元”，按本文件数据应为“支出4.04万元”。",
        ),
        ("完成80.80%，", "", "支出4.04万元。", "原文此处缺“完成80.80%，”。"),
        (
            "4.04万元。",
            "4.04万元。下同。",
            "完成80.80%，支出4.04万元。下同。",
            "原文印作“4.04万元。下同。”，按本文件数据应为“4.04万元。”。",
        ),
    ],
)
def test_other_words_are_shown_with_a_note(tmp_path: Path, expected: str, printed: str, line: str, note: str) -> None:
    lines, notes, told = made(tmp_path, original("main.text.a", expected, printed))
    assert (lines[0], notes, told) == (line, [note], [])


def test_a_remark_is_added_to_the_note(tmp_path: Path) -> None:
    _, notes, _ = made(tmp_path, original("main.text.b", "100.00%", "85.33%", "照抄了上一项"))
    assert notes == ["原文印作“85.33%”，按本文件数据应为“100.00%”。（照抄了上一项）"]


@pytest.mark.parametrize(
    ("where", "expected", "told"),
    [
        ("main.text", "完成", "原文：在“main.text”里“完成”出现了2次，应当正好出现一次"),
        ("main.text", "没有", "原文：在“main.text”里“没有”出现了0次，应当正好出现一次"),
        ("main.text.a", "没有", "原文：在“main.text.a”里“没有”出现了0次，应当正好出现一次"),
        ("main.text.c", "完成", "原文：没有“main.text.c”这个地方"),
        ("main.无", "完成", "原文：没有“main.无”这个地方"),
        ("t01.丙.金额", "1.00", "原文：没有“t01.丙.金额”这个地方"),
        ("t01.题", "表格", "原文：在“t01.题”里“表格”出现了0次，应当正好出现一次"),
    ],
)
def test_expected_words_must_stand_there_exactly_once(tmp_path: Path, where: str, expected: str, told: str) -> None:
    assert made(tmp_path, original(where, expected, "印"))[2] == [told]


def test_several_originals_in_one_paragraph(tmp_path: Path) -> None:
    found = made(
        tmp_path,
        original("main.text.a", "80.80%", "1%"),
        original("main.text.a", "4.04万元", "4万元"),
        original("main.text.b", "。", "！"),
    )
    assert found[0] == ["完成1%，支出4万元。", "完成100.00%！"]
    assert len(found[1]) == 3


def test_titles_cover_and_glossary(tmp_path: Path) -> None:
    term = Term.model_validate({"名词": "甲词", "解释": [{"自": "2020-01-01", "文": "指甲。"}]})
    found = composed(
        tmp_path,
        "好",
        originals=(
            original("main.题", "部分", "部份"),
            original("main.text.题", "文字", "文字说明"),
            original("main.text.目录题", "文字", "文字…"),
            original("main.text.甲词", "指甲", "指乙"),
            original("封面.1", "2024", "2023"),
            original("标题", "测试局", "测试"),
        ),
        封面=["{{ 年度 }}年度"],
        标题="{{ 部门 }}决算",
        名词解释=["甲词"],
        items=[{"文": "text.j2"}, {"名词解释": "true"}],
        terms={"甲词": term},
    )
    assert not said(found)
    part = found.publication.parts[0]
    section = part.sections[-1]
    assert (part.title, plain(section.title), section.contents_title) == ("部份", "文字说明", "文字…")
    assert (found.publication.cover, found.publication.title) == (("2023年度",), "测试决算")


def test_substitution_keeps_what_stands_round_it() -> None:
    figure = Figure(text="12.34", value="12.34", unit="万元", source="表", bold=True)
    spans = (Text(text="支出"), figure, Text(text="万元，占"))
    printed = substitute(spans, original("x", "出12.34万", "出1万"))
    assert plain(printed) == "支出1万元，占"
    assert [type(span).__name__ for span in printed] == ["Text", "AsPrinted", "Text"]
    inside = substitute(spans, original("x", "2.3", "3.2"))
    assert plain(inside) == "支出13.24万元，占"
    assert [(span.text, span.bold) for span in inside] == [
        ("支出", False),
        ("1", True),
        ("3.2", True),
        ("4", True),
        ("万元，占", False),
    ]


@pytest.mark.parametrize(
    ("printed", "right"),
    [
        ("80.62%", True),
        ("80.98%", True),
        ("80.60%", False),
        ("81.00%", False),
        ("81%", False),
        ("八成", False),
        ("80.85", False),
    ],
)
def test_what_an_interval_allows(printed: str, *, right: bool) -> None:
    figure = Figure(text="80.80%", value="80.800000", unit="%", source="", low="80.619381", high="80.980981")
    number = read(printed)
    assert (number is not None and figure.allows(number)) is right
