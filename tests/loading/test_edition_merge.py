"""继承: what a newer edition changes, laid over the older one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gongkai.loading.edition_files import load_edition
from gongkai.loading.edition_merge import merge
from gongkai.model.findings import Finding
from gongkai.model.nodes import Mapping
from gongkai.model.places import NOWHERE
from tests.loading.trees import load, plain
from tests.shared_forms import share

BASE = """
名称: 甲
列表: [一, 二]
表: {甲表: {题: 甲, 行: [{题: 一、收入, 公式: a}, {键: 支出, 题: 二、支出}, null, 三、结余]}, 乙表: {题: 乙}}
部分: [{键: tables, 节: [{表: 甲表}, {表: 乙表}]}, {键: glossary}]
"""


def merged(over: str, base: str = BASE) -> tuple[Any, list[Finding]]:
    below, above = load(base).node, load(over).node
    assert isinstance(below, Mapping)
    assert isinstance(above, Mapping)
    findings: list[Finding] = []
    return plain(merge(below, above, findings)), findings


def test_keys_merge_null_removes_lists_replace() -> None:
    made, findings = merged("{名称: 乙, 列表: [三], 表: {乙表: null, 丙表: {键: c, 题: 丙}}, 新: 1}")
    assert made["名称"] == "乙"
    assert made["列表"] == ["三"]
    assert list(made["表"]) == ["甲表", "丙表"]
    assert made["表"]["甲表"]["题"] == "甲"
    assert made["新"] == "1"
    assert not findings


def test_items_of_a_list_change_by_name() -> None:
    made, findings = merged(
        "表: {甲表: {行: {收入: {公式: b}, 支出: null, 结余: {题: 三、年末结余}, 新行: {题: 四、新, 后: 收入}}}}"
    )
    assert not findings
    renamed = {"题": "三、年末结余", "原名": ["结余"]}
    assert made["表"]["甲表"]["行"] == [{"题": "一、收入", "公式": "b"}, {"题": "四、新"}, None, renamed]


def test_sections_come_and_go() -> None:
    made, findings = merged("部分: {tables: {节: {乙表: null, 丙表: {表: 丙表, 前: 甲表}}}}")
    assert not findings
    assert made["部分"] == [{"键": "tables", "节": [{"表": "丙表"}, {"表": "甲表"}]}, {"键": "glossary"}]


def test_a_rule_for_rows_replaces_a_list_of_them() -> None:
    made, findings = merged("表: {甲表: {行: {按: 科目}}}")
    assert made["表"]["甲表"]["行"] == {"按": "科目"}
    assert not findings


@pytest.mark.parametrize(
    ("over", "name"),
    [("表: {甲表: {行: {利息: {题: 利息}}}}", "利息"), ("表: {甲表: {行: {利息: {题: 利息, 后: 没有}}}}", "没有")],
)
def test_a_change_that_fits_nothing_is_told(over: str, name: str) -> None:
    made, findings = merged(over)
    rows = made["表"]["甲表"]["行"]
    assert rows[4:] == ([{"题": "利息"}] if "后" in over else []), "what is only in the wrong place can be spoken of"
    (finding,) = findings
    assert finding.message == f"上一级版式的这个列表里没有“{name}”"
    assert (
        finding.hint == "要改的项写原来的名称（有：一、收入、支出、三、结余）；新加的项要写“后: 哪一项”或“前: 哪一项”"
    )
    assert (finding.place.line, finding.code) == (1, "L622")


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_yml", ".yml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


HEAD = "{名称: 甲, 年度: 2024, 种类: 决算, 标题: 甲, 封面: [], 部分: []"


@pytest.fixture
def editions(tmp_path: Path) -> Path:
    share(tmp_path)
    return tmp_path / "editions"


def test_faults_of_the_files_are_told_with_their_places(editions: Path) -> None:
    write(editions, a__edition_yml=f"{HEAD}, 表: {{甲: {{键: t, 列: [金额]}}}}}}", a__tables_yml="表: {}")
    loaded = load_edition(editions, "a", NOWHERE)
    assert [finding.message for finding in loaded.findings] == [
        "“表”在 templates/editions/a/edition.yml 里已经写了，要写在一个文件里"
    ]


def test_validators_speak_at_the_place_of_the_table(editions: Path) -> None:
    write(editions, a__edition_yml=HEAD + "}", a__tables_yml="表:\n  甲:\n    键: t\n    列: [金额, 金额]\n")
    (finding,) = load_edition(editions, "a", NOWHERE).findings
    assert finding.message == "有两列都叫“金额”，请给其中一列写“键”"
    assert str(finding.place).startswith("templates/editions/a/tables.yml:3")


def test_places_are_found_by_key_and_by_text(editions: Path) -> None:
    write(
        editions,
        a__edition_yml=HEAD + "}",
        a__tables_yml="表:\n  甲:\n    键: t\n    列: [金额]\n    行: [{题: 乙, 公式: 丙 + 丁}]\n",
    )
    loaded = load_edition(editions, "a", NOWHERE)
    assert str(loaded.place(("表", "甲"))) == "templates/editions/a/tables.yml:2:3"
    assert str(loaded.place(("表", "甲"), "丙 + 丁")) == "templates/editions/a/tables.yml:5:20"
    assert str(loaded.place(("表", "没有"))) == "templates/editions/a/tables.yml:1:1"


def test_circles_and_unknown_parents(editions: Path) -> None:
    write(editions, a__edition_yml="继承: b", b__edition_yml="继承: a")
    assert "绕着圈" in load_edition(editions, "a", NOWHERE).findings[0].message
    assert load_edition(editions, "c", NOWHERE).findings[0].hint == "可用的版式：a、b"
    assert load_edition(editions / "none", "c", NOWHERE).findings[0].message == "没有名为“c”的版式"


def titles(rows: list[Any]) -> list[str]:
    return [row["题"] if isinstance(row, dict) else row or "" for row in rows]


MOVED = "表: {甲: {行: [一, 二, 三, 四]}}"


@pytest.mark.parametrize(
    ("over", "order"),
    [
        ("{四: {前: 一}}", "四一二三"),
        ("{一: {后: 四}}", "二三四一"),
        ("{三: {前: 一}, 四: {后: 三}}", "三四一二"),
        ("{二: {题: 五, 后: 三}}", "一三五四"),
        ("{一: {前: 二}}", "一二三四"),
    ],
)
def test_an_inherited_item_is_moved(over: str, order: str) -> None:
    made, findings = merged(f"表: {{甲: {{行: {over}}}}}", MOVED)
    assert titles(made["表"]["甲"]["行"]) == list(order)
    assert not findings


@pytest.mark.parametrize("anchor", ["六", "一"])
def test_a_wrong_anchor_is_told_and_moves_nothing(anchor: str) -> None:
    made, (finding,) = merged(f"表: {{甲: {{行: {{一: {{后: {anchor}}}}}}}}}", MOVED)
    assert titles(made["表"]["甲"]["行"]) == list("一二三四")
    assert finding.message == f"上一级版式的这个列表里没有“{anchor}”"


SIDES = "表: {甲: {栏组: {收入: {行: [一, 二, null, 合计]}, 支出: {行: [三, 四, 五, 合计]}}}}"


@pytest.mark.parametrize(
    ("over", "income", "spending"),
    [
        ("收入: {行: {一: null}}", ["二", "", "", "合计"], ["三", "四", "五", "合计"]),
        ("支出: {行: {四: null}}", ["一", "二", "", "合计"], ["三", "", "五", "合计"]),
        ("收入: {行: {一: null}}, 支出: {行: {四: null}}", ["二", "", "合计"], ["三", "五", "合计"]),
        ("支出: {行: {四: null, 六: {题: 六, 后: 五}}}", ["一", "二", "", "合计"], ["三", "五", "六", "合计"]),
        ("支出: {行: [三, 四, 合计]}", ["一", "二", "", "合计"], ["三", "四", "合计"]),
    ],
)
def test_the_totals_of_two_sides_stay_on_one_line(over: str, income: list[str], spending: list[str]) -> None:
    made, findings = merged(f"表: {{甲: {{栏组: {{{over}}}}}}}", SIDES)
    blocks = made["表"]["甲"]["栏组"]
    assert (titles(blocks["收入"]["行"]), titles(blocks["支出"]["行"])) == (income, spending)
    assert not findings


def test_a_block_that_fills_up_by_itself_gets_no_blank_row() -> None:
    base = SIDES.replace("null", "{补齐: true}")
    made, _ = merged("表: {甲: {栏组: {支出: {行: {四: null}}}}}", base)
    assert titles(made["表"]["甲"]["栏组"]["支出"]["行"]) == ["三", "五", "合计"]
