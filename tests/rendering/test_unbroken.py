"""不拆开的: one thing stands in one line, in sentences and in narrow cells; what is wider than its line is parted by rule."""

from __future__ import annotations

import pytest

from gongkai.model.grid_cells import GridCell, GridRow
from gongkai.model.publication import Heading, Paragraph, Table
from gongkai.model.spans import Text
from gongkai.rendering.pdf.printing import render_pdf
from gongkai.rendering.pdf.unbroken import met, unbroken
from tests.rendering.printed import ROOT, PrintedPage, pages_of, small


def kept(text: str, strength: int = 0) -> list[str]:
    return [text[start:end] for start, end in unbroken(text, strength) if end - start > 1]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("投资控制在≤12.04万/元以内的", ["≤12.04万/元以内", "内的"]),
        ("污水处理能力3.5万吨/日，占地1200平方米；", ["3.5万吨/日，", "1200平方米；", "方米；"]),
        ("购置越野车2台（套）、无人机6架。", ["2台（套）、", "6架。"]),
        ("2023年12月31日前完工，二〇二四年九月验收合格", ["2023年12月31日", "二〇二四年九月", "合格"]),
        ("2019—2021年度，第12批次增长10.5个百分点。", ["2019—2021年度，", "第12批次", "10.5个百分点。", "分点。"]),
        ("2021 年期末，完成率≥ 98.6%，", ["2021 年", "≥ 98.6%，"]),
        ("编码41080223000000012345的5G基站32座", ["41080223000000012345的", "5G", "32座"]),
        ("文号JZ-2023-017，（略）“三公”经费", ["JZ-2023-017，", "（略）", "“三公”", "经费"]),
        ("支出-3,685.85万元，占0.05‰。", ["-3,685.85万元，", "0.05‰。"]),
        ("收入支出决算总体情况说明", ["说明"]),
        ("满意度95%以上，误差0.5毫米左右", ["95%以上，", "0.5毫米左右", "左右"]),
        ("覆盖全市12个区", ["12个", "个区"]),
        ("数量\n质量指标", ["数量", "指标"]),
    ],
)
def test_what_is_one_thing(text: str, things: list[str]) -> None:
    assert kept(text) == things


def test_a_thing_that_is_too_wide_is_parted_at_its_joints() -> None:
    assert kept("2023年12月31日", 1) == ["2023年", "12月", "31日"]
    assert kept("≤12.04万元/公里", 1) == ["≤12.04", "万元/公里", "公里"]
    assert kept("≤12.04万元/公里", 2) == ["≤12.04"]
    assert kept("≤12.04万元/公里", 3) == []


@pytest.mark.parametrize(
    ("letters", "one"), [("5万", True), ("%的", True), ("]万", True), ("，万", False), ("元，", False)]
)
def test_where_runs_of_text_meet(letters: str, *, one: bool) -> None:
    assert met(letters) is one


def lines(page: PrintedPage) -> list[str]:
    found: dict[int, str] = {}
    for word in page.words:
        row = next((row for row in found if abs(row - word.bottom) < 3), round(word.bottom))
        found[row] = found.get(row, "") + word.text
    return list(found.values())


@pytest.mark.parametrize("width", [4, 5, 6, 7, 8, 9, 10, 11])
def test_in_a_narrow_cell(width: int) -> None:
    text = "控制数≤12.04万元，2023年底前（略），满意度98.5%以上"
    row = GridRow(cells=(GridCell(spans=(Text(text=text),)), GridCell(spans=())))
    table = Table(id="f", name="表", title="表", widths=(width, 60 - width), body=(row,), form=True)
    page = lines(pages_of(render_pdf(small(table), ROOT))[-1])
    printed = [line for line in page if "—" not in line and "决算" not in line and line != "表"]
    for thing in ("98.5%", "（略）", *(["≤12.04万元", "2023年"] if width > 7 else [])):
        assert any(thing in line for line in printed), printed
    assert "".join(printed) == text
    assert printed[-1].endswith("以上")


def test_marks_get_narrow_before_a_thing_is_parted() -> None:
    row = GridRow(cells=(GridCell(spans=(Text(text="分值（20）"),)), GridCell(spans=())))
    table = Table(id="f", name="表", title="表", widths=(4, 60), body=(row,), form=True)
    page = lines(pages_of(render_pdf(small(table), ROOT))[-1])
    assert "（20）" in page


def test_a_code_wider_than_its_cell_stays_inside_it() -> None:
    code = "4108022300000001234"
    row = GridRow(cells=(GridCell(spans=(Text(text=code),)), GridCell(spans=(Text(text="旁边的文字" * 20),))))
    table = Table(id="f", name="表", title="表", widths=(1, 9), body=(row,), form=True)
    page = pages_of(render_pdf(small(table), ROOT))[-1]
    parts = [word for word in page.words if word.text.isdigit() and word.text in code and len(word.text) > 2]
    beside = min(word.left for word in page.words if word.text.startswith("旁边的"))
    assert "".join(word.text for word in parts) == code
    assert max(word.right for word in parts) <= beside


def test_no_line_holds_one_character() -> None:
    for count in range(24, 32):
        heading = Heading(id="h", level=3, spans=(Text(text="（一）" + "总" * count + "明"),))
        page = lines(
            pages_of(render_pdf(small(heading, Paragraph(spans=(Text(text="正" * count + "文。"),))), ROOT))[-1]
        )
        assert "明" not in page
        assert "文。" not in page
