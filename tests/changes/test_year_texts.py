"""上年文字的对照: what of a text is said otherwise than last year. The texts are of 江州市气象局, invented."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from gongkai.changes.year_texts import Change, ChangedSection, year_texts
from gongkai.model.publication import Block, Heading, Paragraph, Publication, Section
from gongkai.model.spans import AsPrinted, NoteMark
from tests import sample

TOTAL = "{}年度收、支总计均为{}万元，比上年增加{}万元，主要原因是{}。"


def document(*sections: Section, year: int = 2023) -> Publication:
    made = sample.publication(year=year)
    (explanation,) = [part for part in made.parts if part.id == "explanation"]
    return replace(made, parts=(replace(explanation, sections=sections),))


def section(id: str, title: str, *texts: str, number: str = "一、") -> Section:
    return sample.section(id, number, title, *(Paragraph(spans=sample.line(text)) for text in texts))


def compared(before: Section | tuple[Section, ...], after: Section | tuple[Section, ...]) -> list[ChangedSection]:
    one, other = (side if isinstance(side, tuple) else (side,) for side in (before, after))
    return list(year_texts(document(*one, year=2022), document(*other)))


def told(found: ChangedSection) -> list[tuple[str, str, str]]:
    """Of each paragraph how it changed, what was left out and what was put in."""

    def changed(runs: tuple[object, ...]) -> str:
        return "|".join(run.text for run in runs if run.changed)  # type: ignore[attr-defined]

    return [(one.change.name, changed(one.before), changed(one.after)) for one in found.paragraphs]


def test_figures_and_years_alone_are_no_other_words() -> None:
    before = section("overall", "总体情况", TOTAL.format(2022, "1,204.50", "3.00", "人员增加"), "我局没有其他收入。")
    after = section("overall", "总体情况", TOTAL.format(2023, "980.00", "11.20", "人员增加"), "我局没有其他收入。")
    (one,) = compared(before, after)
    assert told(one) == [("FIGURES", "", ""), ("SAME", "", "")]
    assert not one.reworded


def test_a_reason_that_is_another_is_marked_on_both_sides() -> None:
    before = section("overall", "总体情况", TOTAL.format(2022, "1204.50", "3.00", "新增雷达站运行经费"))
    after = section("overall", "总体情况", TOTAL.format(2023, "980.00", "11.20", "调整人员工资标准"))
    (one,) = compared(before, after)
    assert told(one) == [("WORDS", "新增雷达站运行经费", "调整人员工资标准")]
    (paragraph,) = one.paragraphs
    assert "".join(run.text for run in paragraph.after) == TOTAL.format(2023, "980.00", "11.20", "调整人员工资标准")


def test_punctuation_and_numbering_are_no_other_words() -> None:
    before = section("overall", "总体情况", "（一）总体情况", "气象服务（项）决算1.00万元，已完成。")
    after = section("overall", "总体情况", "（一）总体情况。", "1.气象服务（项）决算2.00万元；已完成。")
    (one,) = compared(before, after)
    assert not one.reworded


def test_what_came_and_went_is_told_where_it_stands() -> None:
    items = [
        "1.气象事业机构（项）决算{}万元。",
        "2.气象探测（项）决算{}万元，用于雷达维护。",
        "3.气象服务（项）决算{}万元。",
    ]
    before = section("items", "具体情况", *(item.format(1) for item in items[:2]), "上年另有防雷检测支出，现已划出。")
    after = section("items", "具体情况", *(item.format(2) for item in items))
    (one,) = compared(before, after)
    assert told(one) == [
        ("FIGURES", "", ""),
        ("FIGURES", "", ""),
        ("GONE", "上年另有防雷检测支出，现已划出。", ""),
        ("NEW", "", items[2].format(2)),
    ]
    (swapped,) = compared(after, before)
    assert {change for change, *_ in told(swapped)} == {"FIGURES", "NEW", "GONE"}


def test_sections_are_met_by_their_id_or_else_by_their_title() -> None:
    before = (section("income", "收入决算情况说明", "没有收入。"), section("old", "机关运行经费情况", "没有。"))
    after = (
        section("income", "收入情况说明", "没有收入。", number="二、"),
        section("running", "机关运行经费情况", "有。"),
        section("fresh", "名录库情况", "新增一节。"),
    )
    found = compared(before, after)
    assert [(one.title, one.was, one.anchor) for one in found] == [
        ("收入情况说明", "收入决算情况说明", "income"),
        ("机关运行经费情况", "机关运行经费情况", "running"),
        ("名录库情况", "", "fresh"),
    ]
    assert told(found[2]) == [("NEW", "", "新增一节。")]


def test_a_section_that_is_no_more_stands_behind_the_others() -> None:
    kept = section("income", "收入情况说明", "没有收入。")
    gone = section("fund", "政府性基金情况", "没有政府性基金。")
    found = compared((gone, kept), kept)
    assert [(one.was, one.title) for one in found] == [("收入情况说明", "收入情况说明"), ("政府性基金情况", "")]
    assert told(found[1]) == [("GONE", "没有政府性基金。", "")]


def test_headings_count_and_what_is_ours_does_not() -> None:
    printed = AsPrinted(text="增加", expected="减少", note="原文印作“增加”。")
    blocks: tuple[Block, ...] = (
        Heading(id="h", level=3, spans=sample.line("（一）总体情况")),
        Paragraph(spans=sample.line("支出比上年", printed, NoteMark(note="n", label="核1"), "。")),
    )
    plain = sample.section("s", "一、", "支出", blocks[0], Paragraph(spans=sample.line("支出比上年增加。")))
    (one,) = compared(plain, sample.section("s", "一、", "支出", *blocks))
    assert [paragraph.change for paragraph in one.paragraphs] == [Change.SAME, Change.SAME]
    assert one.paragraphs[0].heading


@pytest.mark.parametrize("count", [0, 400])
def test_long_texts_are_compared_in_time(count: int) -> None:
    sentence = "市气象局组织了第{}次汛期联合会商，参加的有水利、应急部门。"
    before = section("report", "报告", "".join(sentence.format(n) for n in range(count)) + "结论良好。")
    after = section("report", "报告", "".join(sentence.format(n) for n in range(count)) + "结论优秀。")
    (one,) = compared(before, after)
    assert one.reworded
