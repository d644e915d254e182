"""动作 of the panel, asked for as its pages do: filling in, tidying, beginning, importing."""

from __future__ import annotations

import http.client
import re
from decimal import Decimal
from urllib.parse import quote

from gongkai.pipeline.repository.own_files import OwnFiles
from tests.importing.books import Book, Page
from tests.panel.conftest import Panel
from tests.small_project import LATER, OTHER, edit, folder

EXPLANATION = f"{folder(OTHER)}/explanation.yml"
FIGURES = f"{folder(OTHER)}/figures.yml"
PUBLIC_FORM = (
    ("支出决算表",),
    ("部门：测试市教育局", None, None, None, "金额单位：万元"),
    ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"),
    ("合计", None, Decimal("155.50"), Decimal(100), Decimal("55.50")),
    ("201", "一般公共服务支出", Decimal("155.50"), Decimal(100), Decimal("55.50")),
    ("20106", "财政事务", Decimal("155.50"), Decimal(100), Decimal("55.50")),
    ("2010601", "行政运行", Decimal(100), Decimal(100), None),
    ("2010602", "一般行政管理事务", Decimal("55.50"), None, Decimal("55.50")),
)


def workbook() -> bytes:
    page = Page(name="支出决算表")
    for number, row in enumerate(PUBLIC_FORM, start=1):
        page.put(number, 1, *row)
    return Book(name="公开表.xlsx", pages=[page]).xlsx()


def send(panel: Panel, name: str, data: bytes) -> str:
    """Upload one file; returns the pile that it is in."""
    path = panel.own(f"upload?id={OTHER}&name={quote(name, safe='')}")
    connection = http.client.HTTPConnection(panel.host, timeout=300)
    connection.request("POST", path, body=data, headers=panel.as_own_page())
    with connection.getresponse() as answer:
        assert answer.status == 200
        pile = answer.headers["X-Pile"]
    connection.close()
    return str(pile)


def look(panel: Panel, what: str, pile: str) -> str:
    status, told = panel.do(f"{what}?id={OTHER}&pile={pile}")
    assert status == 200, told
    return told


def text(panel: Panel, path: str) -> str:
    return (panel.project.root / path).read_text(encoding="utf-8")


def test_what_is_missing_is_filled_in_beside_the_finding(panel_again: Panel) -> None:
    edit(panel_again.project.root, EXPLANATION, "原因: {收支总计: 人员增加}", "# 原因以后写")
    state = panel_again.see(f"state?id={OTHER}")
    assert "还缺什么" in state
    assert 'data-keep="原因.收支总计"' in state
    status, _ = panel_again.do(f"fill?id={OTHER}&path={quote('原因.收支总计')}", value=" 人员增加，\n项目增加 ")
    assert status == 200
    assert "收支总计: 人员增加，项目增加" in text(panel_again, EXPLANATION)
    assert "# 原因以后写" in text(panel_again, EXPLANATION)
    assert 'data-keep="原因.收支总计"' not in panel_again.see(f"state?id={OTHER}")


def test_what_is_used_nowhere_is_taken_out(panel_again: Panel) -> None:
    status, _ = panel_again.do(f"fill?id={OTHER}&path={quote('原因.收支总计')}&drop=1")
    assert status == 200
    assert "收支总计: 人员增加" not in text(panel_again, EXPLANATION)
    assert 'data-keep="原因.收支总计"' in panel_again.see(f"state?id={OTHER}")


def test_what_is_marked_to_be_written_has_a_box(panel_again: Panel) -> None:
    edit(panel_again.project.root, EXPLANATION, "人员增加", "待写（上年是人员增加）")
    state = panel_again.see(f"state?id={OTHER}")
    assert 'data-keep="原因.收支总计"' in state
    assert "处写着“待写”" not in state
    assert panel_again.do(f"fill?id={OTHER}&path={quote('原因.收支总计')}", value="项目增加")[0] == 200
    assert "收支总计: 项目增加" in text(panel_again, EXPLANATION)
    assert 'data-keep="原因.收支总计"' not in panel_again.see(f"state?id={OTHER}")


def test_only_what_the_edition_asks_for_is_filled_in(panel_again: Panel) -> None:
    before = text(panel_again, EXPLANATION)
    for path, value in (("x.y", "1"), ("", "1"), ("原因.收支总计", " ")):
        assert panel_again.do(f"fill?id={OTHER}&path={quote(path)}", value=value)[0] == 409
    assert text(panel_again, EXPLANATION) == before


def test_findings_come_with_their_lines(panel_again: Panel) -> None:
    edit(panel_again.project.root, FIGURES, "150.00", "15O.00")
    state = panel_again.see(f"state?id={OTHER}")
    assert "15O.00</code>" in state
    assert re.search(r'data-line="2" data-file="[^"]*figures.yml"', state)


def test_the_files_are_put_into_their_one_form(panel_again: Panel) -> None:
    edit(panel_again.project.root, FIGURES, "  财政拨款收入: 150.00", '  "财政拨款收入":   "150.00"')
    status, told = panel_again.do(f"tidy?id={OTHER}")
    assert status == 200
    assert "figures.yml：改好了" in told
    assert "  财政拨款收入: 150.00" in text(panel_again, FIGURES)
    edit(panel_again.project.root, FIGURES, "财政拨款收入: 150.00", "财政拨款收入: [")
    assert "figures.yml：没有动" in panel_again.do(f"tidy?id={OTHER}")[1]


def test_a_new_department_with_a_document_is_begun(panel_again: Panel) -> None:
    assert "ceshi-final-accounts" in panel_again.see("new")
    asked = {
        "department": "+", "folder": "ceshi/water-bureau", "name": "测试市水务局", "since": "2019-01-01",
        "region": "测试省", "code": "", "units": "101 本级 行政单位", "edition": "ceshi-final-accounts", "money": "万元",
    }  # fmt: skip
    assert panel_again.do("begin", **asked | {"since": "哪天"})[0] == 409
    status, told = panel_again.do("begin", **asked)
    assert status == 200, told
    id = "ceshi/water-bureau/2024/final-accounts"
    assert "测试市水务局" in panel_again.see(f"document?id={id}")
    assert len(OwnFiles(project=panel_again.project, id=id).there()) >= 4
    status, told = panel_again.do("begin", **asked)
    assert status == 409
    assert "已经有了" in told


def test_next_year_is_refused_where_it_is_there_or_has_no_edition(panel_again: Panel) -> None:
    status, told = panel_again.do(f"roll?id={LATER}")
    assert status == 409
    assert "2025年" in told


def test_a_workbook_is_looked_through_before_it_is_taken_over(panel_again: Panel) -> None:
    root = panel_again.project.root
    (root / FIGURES).write_text(text(panel_again, FIGURES).partition("支出决算表:")[0], encoding="utf-8")
    before = text(panel_again, FIGURES)
    pile = send(panel_again, "../../公开表.xlsx", workbook())
    told = look(panel_again, "look", pile)
    assert "还没有写，请看一遍" in told
    assert '<th scope="row">支出决算表</th><td>2个数</td>' in told
    assert "../" not in told
    assert text(panel_again, FIGURES) == before
    assert "已经导入" in look(panel_again, "take", pile)
    assert '"2010602": {项目支出: 55.50}' in text(panel_again, FIGURES)
    status, told = panel_again.do(f"take?id={OTHER}&pile={pile}")
    assert status == 409
    assert "请重新选" in told


def test_what_is_no_workbook_is_refused_and_nothing_is_written(panel_again: Panel) -> None:
    before = text(panel_again, FIGURES)
    pile = send(panel_again, "x.xlsx", b"PK\x03\x04 this is none")
    told = look(panel_again, "take", pile)
    assert "有错误，什么都没有写" in told
    assert text(panel_again, FIGURES) == before


def test_the_workbook_to_fill_in_is_handed_out(panel_again: Panel) -> None:
    status, body = panel_again.ask("GET", panel_again.own(f"workbook?id={OTHER}"))
    assert (status, body[:4]) == (200, b"PK\x03\x04")


def test_a_page_that_is_not_there_says_so(panel_again: Panel) -> None:
    status, body = panel_again.ask("GET", panel_again.own("nothing"))
    assert status == 404
    assert "没有这个页面" in body.decode()
    assert panel_again.do("nothing")[0] == 404
