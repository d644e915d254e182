"""表的标记: headers="…" read back from the HTML of every table of the four documents, as a browser hands them to a reader; pins and labels of cards."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

import pytest

from gongkai.model.cell_heads import cell_heads
from gongkai.rendering.components import component_environment
from gongkai.rendering.tables.column_choices import column_choices
from gongkai.rendering.tables.marks import is_cards, table_marks
from tests import invented_tables
from tests.checks import real
from tests.rendering.printed import ROOT
from tests.sample import form, overall, three_public

CELL = re.compile(r"<(th|td)( [^>]*)>(.*?)</\1>", re.DOTALL)
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
TAG = re.compile(r"<[^>]*>")
DRAW = '{% from "components/table/table.html" import statement %}{{ statement(table, columns="class") }}'


@pytest.mark.parametrize("id", real.ALL)
def test_every_cell_names_the_heads_of_its_model(id: str) -> None:
    template = component_environment(ROOT / "templates").from_string(DRAW)
    publication = real.real(id).publication
    assert publication is not None
    for table in publication.tables():
        html = template.render(table=table)
        cells = [(dict(ATTRIBUTE.findall(told)), _words(TAG.sub("", inner))) for _, told, inner in CELL.findall(html)]
        names = {told["id"]: words for told, words in cells if "id" in told}
        heard = [([names[id] for id in told.get("headers", "").split()], told.get("scope", "")) for told, _ in cells]
        assert heard == [
            ([_words(head.cell.text) for head in one.heads] if one.at.cell.text else [], one.at.cell.scope)
            for one in cell_heads(table)
        ], table.id
        ids = Counter(re.findall(r' id="([^"]*)"', html))
        assert max(ids.values()) == 1, ids.most_common(1)


def _words(text: str) -> str:
    return re.sub(r"\s+", "", unescape(text))


def test_names_are_pinned_where_they_tell_rows_apart() -> None:
    """With the heads over them and 合计 over codes and names; of two sides, those of each."""
    pinned = [
        [[number for number, cell in enumerate(row.cells) if "pin" in cell.classes] for row in table_marks(table)]
        for table in (invented_tables.balance(), invented_tables.units(), form(1, "会议费"))
    ]
    assert pinned[0] == [[], *[[0, 2]] * 6, []]
    assert pinned[1] == [[1], [], *[[2]] * 5]
    assert not any(map(any, pinned[2]))


def test_a_phone_shows_forms_and_wide_tables_of_a_row_or_two_as_cards() -> None:
    """Each value with what stands over it; heads over the whole width are lines of their own, and no part of it."""
    marks = table_marks(three_public())[-1].cells
    assert [marks[n].label for n in (0, 2, 9)] == [
        "预算数 · 合计",
        "预算数 · 公务用车购置及运行费 · 小计",
        "决算数 · 公务用车购置及运行费 · 公务用车购置费",
    ]
    rows = table_marks(form(1, "会议费"))
    assert [cell.label for cell in rows[5].cells][:5] == [
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
    ]
    assert [row.heads for row in rows] == [False, False, False, False, True, *[False] * 4]
    assert is_cards(three_public())
    assert not is_cards(invented_tables.units())
    assert {cell.label for row in table_marks(invented_tables.balance()) for cell in row.cells} == {""}


def test_columns_behind_the_names_can_be_left_out() -> None:
    titles = [
        [one.title for one in column_choices(table)] for table in (invented_tables.units(), invented_tables.balance())
    ]
    assert titles == [["预算数 · 合计", "预算数 · 基本支出", "备注"], ["支出 · 基本支出", "支出 · 项目支出"]]
    assert [one.column for one in column_choices(invented_tables.balance())] == [3, 4]
    assert column_choices(overall()) == column_choices(three_public()) == column_choices(form(1, "会议费")) == ()
