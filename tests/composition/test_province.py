"""外省的版式: another province's final accounts, made from a folder of YAML and wording alone.

No 公开NN表 numbers, parts and sections in another order, tables in 元 and text in 万元, blank zeros, 类款项 in three columns,
合计 last, columns of last year and of percentages, a list of units, spending by unit, figures entered on both sides of a
balance, a code split over two funds, a fund and state capital that are spent, its own performance form and terms.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.model.publication import Paragraph
from gongkai.model.spans import Figure
from gongkai.pipeline.preparing import Prepared
from tests.projects import as_lines, assemble, blocks, edit, golden, grid, head, prepare, publication, table, text, told

DOCUMENT = "ceshi/archives-bureau/2025/final-accounts"
FOLDER = f"content/departments/{DOCUMENT}"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(assemble(tmp_path_factory.mktemp("province"), "province"), DOCUMENT)


def test_it_is_published_with_a_word_on_codes_that_no_list_has(prepared: Prepared) -> None:
    assert not prepared.blocked
    (said,) = told(prepared)
    assert said == (
        "K101 收入决算表：2024年的功能分类科目表（还没有2025年的）里没有20126档案事务、2012604档案馆、"
        "22301解决历史遗留问题及改革成本支出、2230105国有企业改革成本支出，照填的名称印"
    )


def test_the_whole_of_it(prepared: Prepared) -> None:
    golden("province.txt", as_lines(publication(prepared)))


def test_figures_are_exact_and_text_is_rounded(prepared: Prepared) -> None:
    (first, *_) = blocks(publication(prepared), "overall")
    assert isinstance(first, Paragraph)
    figures = [(span.text, span.value, span.unit) for span in first.spans if isinstance(span, Figure)]
    assert figures[:3] == [
        ("1164.46", "1164.461086", "万元"),
        ("11644610.86", "11644610.86", "元"),
        ("164.46", "164.461086", "万元"),
    ]


def test_head_and_rows_of_a_table(prepared: Prepared) -> None:
    spending = table(publication(prepared), "t03")
    assert head(spending)[0] == [
        "功能分类科目编码(3×1)",
        "科目名称(1×2)",
        "本年支出合计(1×2)",
        "基本支出(1×2)",
        "项目支出(1×2)",
    ]
    assert grid(spending)[3] == ["201", "26", "", "档案事务", "1,580,246.01", "1,234,567.89", "345,678.12"]
    assert grid(spending)[-1] == ["合计", "11,603,356.87", "10,345,678.45", "1,257,678.42"]


def test_an_empty_fund_says_so_in_table_and_text(tmp_path: Path) -> None:
    project = assemble(tmp_path, "province")
    figures = f"{FOLDER}/figures.yml"
    edit(project, figures, "    - {财政拨款收入: 520000.00, 资金: 政府性基金预算}\n", "")
    edit(project, figures, "    - {项目支出: 500000.00, 资金: 政府性基金预算}\n", "")
    edit(project, figures, '科目: "2120899", 支出: 600000.00', '科目: "2120899", 支出: 100000.00')
    edit(project, figures, "  收入总计: 11644610.86\n", "")
    edit(project, figures, '  合计: {本年收入合计: "11,643,610.86"}\n', "")
    edit(project, f"{FOLDER}/explanation.yml", "政府性基金: {用途: 档案馆周边环境整治}\n", "")
    prepared = prepare(project, DOCUMENT)
    assert not prepared.blocked, told(prepared)
    fund = table(publication(prepared), "t08")
    assert grid(fund) == [["总计", "", "", ""]]
    assert [note.spans[0].text for note in fund.notes] == [
        "说明：本部门本年度没有政府性基金预算财政拨款支出，本表为空表。"
    ]
    assert text(publication(prepared), "government-funds") == "本部门2025年度没有政府性基金预算财政拨款收支。"
