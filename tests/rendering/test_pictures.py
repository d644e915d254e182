"""图: how long bars are, and what page and PDF have of pictures: figures that lead to their cells, nothing hidden."""

from __future__ import annotations

from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bench.heard import heard
from gongkai.model.pictures import Absent, Bar, BarGroup, Picture
from gongkai.model.spans import Figure
from gongkai.model.statements import Address
from gongkai.rendering.bars import drawn, scale
from gongkai.rendering.extras import Extras
from gongkai.rendering.html import page_environment, render_pages
from gongkai.rendering.pdf.printing import render_pdf
from tests.rendering.printed import ROOT, collisions, pages_of, small
from tests.sample import publication

TEMPLATES = Path(__file__).parents[2] / "templates"


def bar(value: str, series: str = "决算数", look: int = 0, cells: tuple[Address, ...] = ()) -> Bar:
    text = f"{Decimal(value):,.2f}"
    return Bar(
        series=series,
        look=look,
        figure=Figure(text=text, value=value, unit="万元", source=series, cells=cells),
    )


def picture(*values: str) -> Picture:
    groups = tuple(BarGroup(title=f"第{number}项", bars=(bar(value),)) for number, value in enumerate(values, start=1))
    return Picture(id="some", title="钱", year=2024, unit="万元", groups=groups, series=("决算数",))


def beside() -> Picture:
    """A budget that one item lacks."""
    return Picture(
        id="beside",
        title="预算和决算",
        year=2024,
        unit="万元",
        series=("预算数", "决算数"),
        groups=(
            BarGroup(
                title="教育支出",
                bars=(bar("12.5", "预算数", 1), bar("11", cells=(Address("支出决算表", "2010301", "基本支出"),))),
            ),
            BarGroup(title="债务支出", bars=(bar("0", "预算数", 1), bar("0"))),
            BarGroup(title="其他支出", bars=(Bar(series="预算数", look=1, reason="没有同年预算"), bar("0"))),
        ),
        absent=(Absent(series="上年决算数", reason="没有上年决算"),),
    )


def lengths(one: Picture) -> list[tuple[int, int, str]]:
    """Room before each bar, and its length, in tenths of a per cent."""
    whole = scale(one)
    made = [drawn(bar, whole) for bar in one.bars()]
    return [(each.before.tenths, each.bar.tenths, each.side) for each in made]


def test_bars_begin_at_zero_and_keep_their_proportions() -> None:
    assert lengths(picture("80", "20", "0")) == [(0, 1000, ""), (0, 250, ""), (0, 0, "")]


def test_what_is_below_zero_goes_the_other_way() -> None:
    assert lengths(picture("30", "-10", "0")) == [(250, 750, "above"), (0, 250, "below"), (250, 0, "above")]


def test_only_money_that_came_back() -> None:
    assert lengths(picture("-10", "-5")) == [(0, 1000, "below"), (500, 500, "below")]


def test_next_to_nothing_is_seen_and_no_nothing() -> None:
    assert lengths(picture("1000000", "0.01", "0"))[1:] == [(0, 3, ""), (0, 0, "")]


@pytest.mark.parametrize("values", [("0",), ("0", "0"), ()])
def test_all_nothing(values: tuple[str, ...]) -> None:
    assert all(size == 0 for _, size, _ in lengths(picture(*values)))


class _Rows(HTMLParser):
    """The rows of the tables of a page, as they are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag == "tr":
            self.open = True
            self.rows.append([])
        if tag in {"td", "th"} and self.rows:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self.open = self.open and tag != "table"

    def handle_data(self, data: str) -> None:
        if self.open and self.rows[-1]:
            self.rows[-1][-1] += data.strip()


def test_the_overview_has_them_and_no_script() -> None:
    made = render_pages(publication(), Extras(pictures=(beside(),)), page_environment(TEMPLATES))
    main = made[0].main
    drawn_part = main[main.index('<section class="pictures"') : main.index("</section>")]
    reader = _Rows()
    reader.feed(drawn_part)
    assert reader.rows == [
        ["项目", "金额（万元）"],
        ["教育支出"],
        ["预算数", "12.50"],
        ["决算数", "11.00"],
        ["债务支出", "都是 0.00"],
        ["其他支出"],
        ["预算数没有同年预算", "无数据"],
        ["决算数", "0.00"],
    ]
    assert "上年决算数：无数据（没有上年决算）。" in drawn_part
    assert "不是文件的内容" in drawn_part
    assert "style=" not in drawn_part
    assert "<script" not in drawn_part
    assert all("picture" not in page.main for page in made[1:])


def test_a_document_without_pictures_has_no_place_for_them() -> None:
    made = render_pages(publication(), Extras(), page_environment(TEMPLATES))
    assert "pictures" not in made[0].main


def test_the_pdf_prints_those_that_are_asked_for_after_all_else() -> None:
    pdf = render_pdf(small(), ROOT, (beside(), picture("1234567890.12", "-3")))
    last = pages_of(pdf)[-1]
    for words in (
        "附图",
        "以下各图照本文件的数画成，不是原文。",
        "教育支出",
        "12.50",
        "无数据",
        "1,234,567,890.12",
        "-3.00",
    ):
        assert words in last.text
    assert collisions(last) == []


def test_the_pdf_reads_them_out_as_tables() -> None:
    whole = heard(render_pdf(small(), ROOT, (beside(),)))
    (table,) = whole.all("Table")
    assert [kid.tag for kid in table.kids][:2] == ["THead", "TBody"]
    assert "附图" not in "".join(page.text for page in pages_of(render_pdf(small(), ROOT)))


def test_a_bar_of_a_misprint_says_what_the_original_prints() -> None:
    cell = Address("支出表", "合计", "合计")
    one = Picture(
        id="years",
        title="支出",
        year=2023,
        unit="万元",
        series=("决算数",),
        groups=(BarGroup(title="项目支出", bars=(bar("342.60", cells=(cell,)),)),),
    )
    macro = vars(page_environment(TEMPLATES).get_template("components/picture/picture.html").module)["picture"]
    said = "项目支出的决算数，原文印作“3,426.00”；这里按本文件的其他数据画。"
    assert said in macro(one, {cell: "t03/#x"}, misprints={cell: "3,426.00"})
    assert "原文印作" not in macro(one, {cell: "t03/#x"})
