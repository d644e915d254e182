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
    made, findings = merged("{名称: 乙, 列表: [三], 表: {乙表: null, 丙表: {题: 丙}}, 新: 1}")
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
    assert made["表"]["甲表"]["行"] == [{"题": "一、收入", "公式": "b"}, {"题": "四、新"}, None, {"题": "三、年末结余"}]


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
    assert len(made["表"]["甲表"]["行"]) == 4
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
