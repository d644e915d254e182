"""统一写法: the file says what it said, comments stay with what they are about, and there is one form only."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.loading.edition_files import load_edition
from gongkai.loading.yaml_reader import parse_yaml
from gongkai.model.edition import Edition
from gongkai.model.nodes import plain
from gongkai.model.places import NOWHERE
from gongkai.writing.edition_layouts import edition_layout
from gongkai.writing.formatting import formatted
from gongkai.writing.layouts import AMOUNT, Form, Layout, layout_of, ordered
from gongkai.writing.reading import BrokenFileError, read_page
from gongkai.writing.tree import Text, Value, comments_of
from tests.writing.trees import OUTERMOST, Writer

EDITIONS = Path(__file__).resolve().parents[2] / "templates/editions"
SHOWN = "content/x.yml"
LAYOUTS = (
    layout_of(SHOWN),
    Layout(form=Form(order=ordered(("合计", "支出", "名称")), by_code=True), flow_from=2, spaced=True),
)


@cache
def edition(name: str = "henan-2023-final-accounts") -> Edition:
    loaded = load_edition(EDITIONS, name, NOWHERE).edition
    assert loaded is not None
    return loaded


def form_of(text: str, name: str, form: str = "") -> str:
    """The form of a file of a document of 河南省."""
    return formatted(text.encode(), name, edition_layout(name, edition(), form)).decode()


@st.composite
def documents(draw: Any) -> tuple[Any, bytes, Writer]:
    tree = draw(OUTERMOST)
    writer = Writer(draw)
    return tree, writer.document(tree).encode(), writer


def commented(value: Value, path: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Comments above and beside entries, with the way there."""
    if isinstance(value, Text):
        return
    for number, entry in enumerate(value.entries, start=1):
        own = (*path, f"#{number}" if entry.key is None else entry.key)
        yield from ((line.strip(), own) for line in (*entry.above, entry.beside))
        yield from commented(entry.value, own)


@settings(max_examples=80)
@given(documents(), st.sampled_from(LAYOUTS))
def test_the_form_of_any_file(drawn: tuple[Any, bytes, Writer], layout: Layout) -> None:
    tree, source, writer = drawn
    made = formatted(source, SHOWN, layout)
    node = parse_yaml(made, SHOWN).node
    assert node is not None
    assert plain(node) == tree  # mappings are equal in whatever order
    assert formatted(made, SHOWN, layout) == made
    page = read_page(made, SHOWN)
    assert sorted(comments_of(page)) == sorted(writer.comments)
    now = dict(commented(page.root))
    for comment, owner in writer.owners.items():
        if comment not in page.head:
            assert now[comment] == owner[: len(now[comment])], made.decode()


def test_tables_rows_and_columns_stand_in_the_order_of_the_edition() -> None:
    assert form_of(
        "支出决算表:\n"
        '  "2080505": {项目支出: 0, 基本支出: 12}\n'
        "  # 行政运行\n"
        '  2010601: {资金: 一般公共预算, 基本支出: "1,200.5"}\n'
        '  合计: {项目支出: "35.50", 本年支出合计: 47.50}   # 照原表\n'
        "收入决算表: 无\n",
        "figures.yml",
    ) == (
        "收入决算表: 无\n"
        "\n"
        "支出决算表:\n"
        "  合计: {本年支出合计: 47.50, 项目支出: 35.50}  # 照原表\n"
        "  # 行政运行\n"
        '  "2010601": {基本支出: 1200.50, 资金: 一般公共预算}\n'
        '  "2080505": {基本支出: 12.00, 项目支出: 0}\n'
    )


def test_inputs_stand_in_the_order_of_the_edition_and_what_it_does_not_know_behind_them() -> None:
    assert form_of(
        "别的: 1\n原文: []\n国有资产: {单价100万元以上设备: 0, 车辆: {其他用车: 1, 机要通信用车: 0}}\n"
        "原因: {三公经费: 厉行节约}\n",
        "explanation.yml",
    ) == (
        "原因:\n  三公经费: 厉行节约\n\n"
        "国有资产:\n  车辆: {机要通信用车: 0, 其他用车: 1}\n  单价100万元以上设备: 0\n\n"
        "原文: []\n别的: 1\n"
    )


def test_texts_of_a_performance_form_are_as_typed_and_quoted_where_they_look_like_numbers() -> None:
    form = "项目支出绩效自评情况表"
    assert form_of(
        "总分: {得分: 99.860, 分值: '100'}\n资金:\n  年度资金总额: {执行率: \"98.61%\", 年初预算数: 1,200}\n"
        f"项目名称: 办事大厅运行\n表单: {form}\n".replace("1,200", "'1,200'"),
        "performance/01-hall.yml",
        form,
    ) == (
        f'表单: {form}\n项目名称: 办事大厅运行\n资金:\n  年度资金总额: {{年初预算数: "1,200", 执行率: 98.61%}}\n'
        '总分: {分值: "100", 得分: "99.860"}\n'
    )


def test_totals_to_check_stand_in_the_order_of_the_edition() -> None:
    assert form_of(
        "- 核对数: {支出科目.20805: 12, 支出科目.20106: 155.5, 收入合计: 167.50}\n  文号: 测财决〔2024〕12号\n",
        "control-totals.yml",
    ) == (
        "- 文号: 测财决〔2024〕12号\n"
        "  核对数:\n    收入合计: 167.50\n    支出科目.20106: 155.50\n    支出科目.20805: 12.00\n"
    )


def test_a_record_that_is_too_long_for_a_line_stands_in_several() -> None:
    reason = "压减" * 60
    source = f"- {{代码: N102, 理由: {reason}}}  # 说明\n- {{理由: 短, 代码: N101}}\n"
    assert formatted(source.encode(), "waivers.yml", layout_of("waivers.yml")).decode() == (
        f"# 说明\n- 代码: N102\n  理由: {reason}\n- {{代码: N101, 理由: 短}}\n"
    )


def test_years_are_numbers_and_codes_are_texts() -> None:
    source = "- {范围: {文种: 决算, 年度: ['2022', 2023]}, 代码: K101, 涉及: [2010601, 12.50]}\n"
    assert formatted(source.encode(), "waivers.yml", layout_of("waivers.yml")).decode() == (
        '- 代码: K101\n  涉及: ["2010601", "12.50"]\n  范围: {年度: [2022, 2023], 文种: 决算}\n'
    )


def test_marks_of_other_systems_go() -> None:
    made = formatted(
        "\ufeff名词: 甲\r\n\r\n\r\n解释:\r\n- 自: 2021-01-01\r\n  文: 乙   \r\n".encode(),
        "glossary/x.yml",
        layout_of("glossary/x.yml"),
    )
    assert made.decode() == "名词: 甲\n解释:\n  - 自: 2021-01-01\n    文: 乙\n"


def test_a_comment_that_may_be_text_is_still_asked_about() -> None:
    """One blank before # is told (L214); two would hide it."""
    made = formatted("原因: 人员减少 # 5人\n".encode(), SHOWN, LAYOUTS[0])
    assert [one.code for one in parse_yaml(made, SHOWN).findings] == ["L214"]


def test_a_modeline_stays_at_the_top() -> None:
    line = "# yaml-language-server: $schema=../x.json\n"
    assert form_of(f"{line}原因: {{三公经费: 节约}}\n上年: {{收支总计: 1}}\n", "explanation.yml").startswith(
        f"{line}上年:"
    )


@pytest.mark.parametrize("text", ["甲： 1\n", "甲: 1\n甲: 2\n", "甲: [\n", "甲: &x 1\n", "\t甲: 1\n"])
def test_a_file_with_errors_is_left(text: str) -> None:
    with pytest.raises(BrokenFileError):
        formatted(text.encode(), SHOWN, LAYOUTS[0])


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("1", "1.00"),
        ("0.00", "0"),
        ("-3.5", "-3.50"),
        ("1,234.5", "1234.50"),
        ("1.234", "1.234"),
        ("+5", "+5"),
        ("无", "无"),
    ],
)
def test_amounts(typed: str, written: str) -> None:
    made = formatted(f'甲: "{typed}"\n'.encode(), SHOWN, Layout(form=AMOUNT)).decode()
    assert made.removeprefix("甲: ").strip().strip('"') == written
