"""对照: what differs is told with its kind and place; what does not is not, however the original is laid out."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from gongkai.comparison.compare import compare
from gongkai.comparison.original import lines_of
from gongkai.comparison.result import Comparison
from gongkai.model.entries import OriginalWording
from gongkai.model.places import Place
from gongkai.model.publication import Note, Paragraph, Publication, Table
from gongkai.model.spans import AsPrinted, Text
from tests.comparison.cities import BEIYUAN, CITIES, GUHE, LINCHUAN, City


def told(found: Comparison) -> list[tuple[str, str, str]]:
    return [("、".join(one.kinds), one.expected, one.printed) for one in found.differences]


@pytest.mark.parametrize("city", CITIES, ids=lambda city: city.bureau)
def test_an_original_that_prints_what_derives_has_no_difference(city: City) -> None:
    found = city.compared()
    assert (told(found), found.unplaced, found.same) == ([], (), True)
    assert found.agreed == found.figures


@pytest.mark.parametrize(
    ("city", "old", "new", "kind", "expected", "printed"),
    [
        (LINCHUAN, "合计1806.42万元", "合计1860.42万元", "数", "1806.42万元", "1860.42万元"),
        (LINCHUAN, "占33.90%", "占39.30%", "百分比", "33.90%", "39.30%"),
        (LINCHUAN, "总计增加206", "总计减少206", "增减", "支出总计增加", "支出总计减少"),
        (LINCHUAN, "津贴补贴、奖金、", "津贴补贴、", "列举", "奖金", ""),
        (GUHE, "减少18.20万元", "减少18.20元", "单位", "18.20万元", "18.20元"),
        (GUHE, "2023年12月31日", "2022年12月31日", "日期", "2023年", "2022年"),
        (GUHE, "41人次", "14人次", "数", "41", "14"),
        (BEIYUAN, "5.00万元", "5万元", "数", "5.00万元", "5万元"),
        (BEIYUAN, "也没有使用政府性基金安排的支出，", "", "缺", "也没有使用政府性基金安排的支出", ""),
        (BEIYUAN, "持平。", "持平，主要原因是厉行节约。", "增减", "持平", "持平，主要原因是厉行节约"),
    ],
)
def test_a_difference_in_a_sentence(city: City, old: str, new: str, kind: str, expected: str, printed: str) -> None:
    found = city.compared(old, new)
    [one] = found.differences
    assert kind in one.kinds
    assert (expected in one.expected, printed in one.printed) == (True, True)
    assert one.entry is not None
    assert one.entry.where.startswith("explanation.overall.")
    assert one.spot.line == 1 + city.original.split("\n").index(
        next(line for line in city.original.split("\n") if old in line)
    )


@pytest.mark.parametrize(
    ("city", "old", "new", "where"),
    [
        (LINCHUAN, "326.65\t326.65\t0.00", "326.65\t362.65\t0.00", "t03.2130301.基本支出"),
        (GUHE, "档案馆\t415,100.50\t", "档案馆\t415,100.05\t", "t03.2012604.合计"),
        (BEIYUAN, "2082801", "20828001", "t03.2082801.科目代码"),
        (LINCHUAN, "水利工程运行与维护\t", "水利工程运行和维护\t", "t03.2130306.科目名称"),
    ],
)
def test_a_difference_in_a_cell(city: City, old: str, new: str, where: str) -> None:
    [one] = city.compared(old, new).differences
    assert one.entry is not None
    assert one.entry.where == where


@pytest.mark.parametrize(("one", "other"), [("612.30", "1,194.12"), ("0.00", "1,194.12")])
def test_figures_that_stand_in_each_others_column_are_told(one: str, other: str) -> None:
    found = LINCHUAN.compared(f"{one}\t{other}", f"{other}\t{one}")
    assert {one, other} & {word for it in found.differences for word in (it.expected, it.printed)}


@pytest.mark.parametrize("city", CITIES, ids=lambda city: city.bureau)
def test_no_figure_is_ever_skipped(city: City) -> None:
    """Whichever figure of the original is another one, something is told of its line."""
    text = city.original
    for match in re.finditer(r"\d[\d,.]*\d", text):
        wrong = text[: match.end() - 1] + str((int(match[0][-1]) + 3) % 10) + text[match.end() :]
        found = compare(city.publication, lines_of(wrong))
        line = text[: match.start()].count("\n") + 1
        spots = {one.spot.line for one in found.differences} | {one.spot.line for one in found.unplaced}
        assert line in spots, (match[0], spots)


def columns(city: City) -> str:
    """The table column by column, a cell on a line."""
    rows = "\n".join("\t".join(row) for row in city.rows)
    turned = "\n".join(cell for column in zip(*city.rows, strict=True) for cell in column if cell)
    return city.original.replace(rows, turned)


def pages(city: City) -> str:
    """The table over two pages, its head and total printed again; a page number at each foot."""
    rows = ["\t".join(row) for row in city.rows]
    start = city.original.index("支出决算表\n公开")
    head = city.original[start : city.original.index("\n".join(rows))]
    return city.original.replace("\n" + rows[2], f"\n- 1 -\n{head}{rows[0]}\n{rows[2]}") + "\n- 2 -"


def wrapped(city: City) -> str:
    """Lines of the text broken in the middle of words and figures."""
    longest = max(city.paragraphs, key=len)
    return city.original.replace(longest, "\n".join(longest[at : at + 9] for at in range(0, len(longest), 9)))


def typed_otherwise(city: City) -> str:
    """Half width, other quotation marks and dashes, no separators, blanks."""
    return city.original.replace("，", ",").replace("（", "(").replace("）", ")").replace("2023年", "2023 年")


@pytest.mark.parametrize("city", CITIES, ids=lambda city: city.bureau)
@pytest.mark.parametrize("layout", [pages, wrapped, typed_otherwise])
def test_another_layout_is_no_difference(city: City, layout: type[object]) -> None:
    found = compare(city.publication, lines_of(layout(city)))  # type: ignore[call-arg,arg-type]
    assert (told(found), found.unplaced) == ([], ())


@pytest.mark.parametrize("city", [LINCHUAN, GUHE], ids=lambda city: city.bureau)
def test_tables_may_be_given_column_by_column(city: City) -> None:
    found = compare(city.publication, lines_of(columns(city)))
    assert (told(found), found.unplaced) == ([], ())


def test_a_paragraph_that_stands_elsewhere_is_compared_there() -> None:
    first, *_, last = LINCHUAN.paragraphs
    moved = LINCHUAN.original.replace(first + "\n", "").replace(last, last + "\n" + first.replace("33.90", "33.09"))
    found = compare(LINCHUAN.publication, lines_of(moved))
    assert told(found) == [("百分比", "33.90%", "33.09%")]
    assert [one.label for one in found.moved] == ["一、支出决算情况说明"]


def test_what_the_original_has_more_is_not_placed_and_what_it_has_not_is_missing() -> None:
    lines = LINCHUAN.original.replace(LINCHUAN.paragraphs[1], "本段内容由审计机关另行公告，涉及金额77.31万元。")
    found = compare(LINCHUAN.publication, lines_of(lines))
    assert [one.kinds for one in found.differences if one.expected == LINCHUAN.paragraphs[1]] == [("缺",)]
    assert "77.31" in "".join(one.text for one in found.unplaced)


def test_people_s_data_is_left_out_without_being_shown() -> None:
    text = LINCHUAN.original + "\n填表人及联系方式：王某 13800138000"
    found = compare(LINCHUAN.publication, lines_of(text), personal=True)
    assert (found.same, len(found.personal)) == (True, 1)
    shown = compare(LINCHUAN.publication, lines_of(text))
    assert "13800138000" not in "".join(one.text for one in shown.unplaced)


def with_entry(publication: Publication, printed: str) -> Publication:
    """The first paragraph with 原文 recorded at line 7 of explanation.yml."""

    def recorded(block: object) -> object:
        if not isinstance(block, Paragraph) or "33.90%" not in block.spans[0].text:
            return block
        before, after = block.spans[0].text.split("33.90%")
        mark = AsPrinted(text=printed, expected="33.90%", note="", place=Place(path="explanation.yml", line=7))
        return replace(block, spans=(Text(text=before), mark, Text(text=after)))

    return publication.with_blocks(lambda passage: tuple(map(recorded, passage.blocks)))  # type: ignore[arg-type]


def test_an_entry_that_the_original_does_not_print_is_told_with_its_place() -> None:
    lines = lines_of(LINCHUAN.original.replace("33.90%", "39.30%"))
    assert compare(with_entry(LINCHUAN.publication, "39.30%"), lines).same
    [one] = compare(with_entry(LINCHUAN.publication, "39.03%"), lines).differences
    assert (one.recorded.line, one.expected, one.printed, one.entry) == (7, "39.03%", "39.30%", None)


def test_an_entry_is_long_enough_to_stand_there_once() -> None:
    city = replace(BEIYUAN, paragraphs=("因公出国（境）费预算0.00万元，公务接待费预算0.00万元。",))
    [one] = city.compared("公务接待费预算0.00万元", "公务接待费预算0万元").differences
    assert one.entry is not None
    assert city.paragraphs[0].count(one.entry.expected) == 1
    assert one.entry.applied(city.paragraphs[0]) == "因公出国（境）费预算0.00万元，公务接待费预算0万元。"


def test_an_entry_can_be_pasted() -> None:
    entry = OriginalWording(
        where="glossary.“三公”经费", expected="占33.90%", printed="", remark="", place=Place(path="x")
    )
    assert str(entry) == '- {处: glossary.“三公”经费, 应为: 占33.90%, 印作: ""}'


def test_rows_of_a_form_that_its_source_has_lost_are_listed_and_no_difference() -> None:
    """A cell that is missing in a row that is printed is one all the same."""
    publication = LINCHUAN.publication

    def form(missing: str) -> Publication:
        notes = (Note(kind="source", spans=(Text(text=missing),)),) if missing else ()
        return publication.with_blocks(
            lambda passage: tuple(
                replace(block, form=True, notes=notes) if isinstance(block, Table) else block
                for block in passage.blocks
            )
        )

    lines = lines_of("\n".join(line for line in LINCHUAN.original.split("\n") if not line.startswith(("221", "注："))))
    assert not compare(form(""), lines).same
    found = compare(form("缺页"), lines)
    assert (told(found), found.lost) == ([], ("支出决算表·住房保障支出",))
    cell = lines_of(
        LINCHUAN.original.replace("行政运行\t326.65\t", "行政运行\t\t").replace(
            "注：本表反映部门本年度各项支出情况。\n", ""
        )
    )
    assert [one.expected for one in compare(form("缺页"), cell).differences] == ["326.65"]


@pytest.mark.parametrize("city", CITIES, ids=lambda city: city.bureau)
@pytest.mark.parametrize(
    ("before", "again"),
    [
        ("支出决算表\n公开 03 表", ["一、支出决算表"]),
        ("注：本表", ["支出决算表（续）"]),
        ("注：本表", ["支出决算表续表"]),
        ("第二部分 情况说明\n一、支出决算情况说明\n2023", ["第二部分 情况说明"]),
        ("支出决算表\n公开 03 表", ["一、支出决算表……3", "第二部分 情况说明……5", "一、支出决算情况说明……5"]),
    ],
)
def test_a_title_printed_again_is_no_difference(city: City, before: str, again: list[str]) -> None:
    at = city.original.rindex(before.replace("2023", city.paragraphs[0][:4]))
    lines = lines_of("\n".join([city.original[:at].rstrip("\n"), *again, city.original[at:]]))
    found = compare(city.publication, lines)
    assert (told(found), found.unplaced) == ([], ())


@pytest.mark.parametrize(
    "again", ["二、支出决算表", "支出决算表 1,806.43", "2022年度支出决算表", "第三部分 部门决算表"]
)
def test_a_title_with_another_number_or_figure_is_told(again: str) -> None:
    at = LINCHUAN.original.rindex("支出决算表\n公开 03 表")
    found = compare(LINCHUAN.publication, lines_of(f"{LINCHUAN.original[:at]}{again}\n{LINCHUAN.original[at:]}"))
    assert not found.same


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ("第二部分 情况说明", "第三部分 情况说明", ("文字", "第二部分", "第三部分")),
        ("一、支出决算情况说明", "支出决算情况说明", ("缺", "一、", "")),
    ],
)
def test_another_number_of_a_title_is_told(old: str, new: str, difference: tuple[str, str, str]) -> None:
    before, after = LINCHUAN.original.split("第一部分 部门决算表\n支出", 1)
    lines = lines_of(f"{before}第一部分 部门决算表\n支出{after.replace(old, new)}")
    assert told(compare(LINCHUAN.publication, lines)) == [difference]


def test_a_head_of_pages_is_words_and_no_figure_at_their_edge() -> None:
    head, pages = "临川市水利和湖泊局2023年部门决算　第{}页", LINCHUAN.original.split("\n")
    parts = ["\n".join(pages[:7]), "\n".join(pages[7:20]), "\n".join(pages[20:])]
    heads = [f"{head.format(number)}\n{part}" for number, part in enumerate(parts, start=1)]
    assert compare(LINCHUAN.publication, lines_of("\f".join(heads))).same
    figures = [f"{part}\n{figure}" for part, figure in zip(heads, ("7.77", "81.81", "9.05"), strict=True)]
    assert len(compare(LINCHUAN.publication, lines_of("\f".join(figures))).unplaced) == 3
