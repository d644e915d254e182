"""What the search knows of tables of other cities, worked out by hand from what they print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai.rendering.outline import outline, walk
from gongkai.rendering.pages import SearchLine
from gongkai.rendering.search.text import search_lines, unit_of
from tests.pipeline.test_example_district import DOCUMENT, district
from tests.projects import assemble, prepare, publication

Lines = dict[str, list[SearchLine]]
"""by the id of the row"""


@pytest.fixture(scope="module")
def yunling(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Lines, str]]:
    """Pages of a district whose amounts are in 元: lines, unit."""
    printed = publication(prepare(district(tmp_path_factory.mktemp("district")), DOCUMENT))
    return {leaf.path: (_by_id(search_lines(printed, leaf)), unit_of(leaf)) for leaf in walk(outline(printed))}


def _by_id(lines: tuple[SearchLine, ...]) -> Lines:
    found: Lines = {}
    for line in lines:
        found.setdefault(line.id, []).append(line)
    return found


def _amounts(line: SearchLine) -> Iterator[tuple[int, str, str]]:
    return ((cell.column, cell.head, cell.text) for cell in line.cells)


def test_the_one_row_of_three_public_expenses_is_known_by_its_heads(yunling: dict[str, tuple[Lines, str]]) -> None:
    lines, unit = yunling["tables/t09/"]
    assert unit == "元"
    (line,) = lines["t09-row1"]
    assert (line.name, line.code, line.text) == ("", "", "")
    assert list(_amounts(line)) == [
        (1, "预算数 · 合计", "162,000.00"),
        (2, "预算数 · 因公出国（境）费", ""),
        (3, "预算数 · 公务用车购置及运行维护费 · 小计", "150,000.00"),
        (4, "预算数 · 公务用车购置及运行维护费 · 公务用车购置费", ""),
        (5, "预算数 · 公务用车购置及运行维护费 · 公务用车运行维护费", "150,000.00"),
        (6, "预算数 · 公务接待费", "12,000.00"),
        (7, "决算数 · 合计", "139,400.90"),
        (8, "决算数 · 因公出国（境）费", ""),
        (9, "决算数 · 公务用车购置及运行维护费 · 小计", "132,560.90"),
        (10, "决算数 · 公务用车购置及运行维护费 · 公务用车购置费", ""),
        (11, "决算数 · 公务用车购置及运行维护费 · 公务用车运行维护费", "132,560.90"),
        (12, "决算数 · 公务接待费", "6,840.00"),
        (13, "机关运行经费 · 预算数", "1,560,000.00"),
        (14, "机关运行经费 · 决算数", "1,486,732.40"),
    ]


def test_a_code_in_three_columns_is_one(yunling: dict[str, tuple[Lines, str]]) -> None:
    lines, _ = yunling["tables/t03/"]
    (line,) = lines["t03-r2080505"]
    assert (line.code, line.name, line.text) == ("2080505", "机关事业单位基本养老保险缴费支出", "")
    assert list(_amounts(line))[:3] == [
        (5, "本年支出合计", "612,340.56"),
        (6, "基本支出", "612,340.56"),
        (7, "项目支出", ""),
    ]
    assert [one.code for id in ("t03-r208", "t03-r21011") for one in lines[id]] == ["208", "21011"]


def test_the_two_sides_of_a_row_are_two_lines(yunling: dict[str, tuple[Lines, str]]) -> None:
    lines, _ = yunling["tables/t04/"]
    income, spending = next(both for both in lines.values() if len(both) == 2)
    assert (income.name, list(_amounts(income))) == (
        "一、一般公共预算财政拨款",
        [(2, "收入 · 金额", "23,273,585.32")],
    )
    assert (spending.name, list(_amounts(spending))) == (
        "一、社会保障和就业支出",
        [
            (4, "支出 · 合计", "918,510.84"),
            (5, "支出 · 一般公共预算财政拨款", "918,510.84"),
            (6, "支出 · 政府性基金预算财政拨款", ""),
            (7, "支出 · 国有资本经营预算财政拨款", ""),
        ],
    )


def test_a_form_on_a_page_of_text_is_read_whole(yunling: dict[str, tuple[Lines, str]]) -> None:
    lines, unit = yunling["attachments/"]
    assert unit == ""
    project, unit_of_project = lines["form-01-river-l1"]
    assert (project.name, project.text) == ("项目名称", "镇管河道长效养护")
    assert (unit_of_project.name, unit_of_project.text) == ("实施单位", "江东市云岭区水利管理所")
    assert "form-01-river-l2" not in lines  # heads alone
    (funds,) = lines["form-01-river-l4"]
    assert funds.name == "财政资金"
    assert list(_amounts(funds)) == [
        (4, "预算执行 · 年初预算", "580.00"),
        (5, "预算执行 · 调整后预算", "560.00"),
        (6, "预算执行 · 执行数", "548.76"),
        (9, "预算执行 · 执行率", "97.99%"),
    ]
    (goal,) = lines["form-01-river-l6"]
    assert (goal.name, goal.text[:11]) == ("年度目标", "对全区126公里镇管河道"[:11])
    (indicator,) = lines["form-01-river-l10"]
    assert indicator.name == "水生植物养护面积"
    assert indicator.text == "目标值：≥32000平方米；完成值：32600平方米"
    assert [cell.text for cell in indicator.cells] == ["10", "10"]


def test_forms_without_labels_over_their_values(tmp_path: Path) -> None:
    printed = publication(
        prepare(assemble(tmp_path, "harbour", editions=True), "huhai/water-bureau/2024/final-accounts")
    )
    pages = {leaf.path: _by_id(search_lines(printed, leaf)) for leaf in walk(outline(printed))}
    form = pages["performance/form-01-pipes/"]
    (total,), (length,), (score,) = (form[f"form-01-pipes-l{number}"] for number in (3, 5, 6))
    assert (total.name, list(_amounts(total))) == ("总额", [(2, "预算", "80.00"), (3, "支出", "80.00")])
    assert (length.name, length.text, list(_amounts(length))) == ("维护里程", "≥30公里", [(4, "", "95")])
    assert (score.name, list(_amounts(score))) == ("总分", [(4, "", "95")])
    (project,) = next(lines for id, lines in pages["tables/t04/"].items() if id.startswith("t04-k"))
    assert (project.name, project.text) == ("管网维护", "处室：供水处")
    assert list(_amounts(project)) == [(3, "金额", "800,000.00")]
