"""gongkai edition: what is shown of a merged edition, and what is said of two."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongkai.loading.edition_files import load_edition
from gongkai.loading.yaml_reader import parse_yaml
from gongkai.model.places import NOWHERE
from gongkai.pipeline.authoring.edition_reports import diff, overview, show
from gongkai.pipeline.project import Project
from gongkai.reporting.edition_diff import told
from gongkai.reporting.edition_yaml import NoSuchPartError, shown
from tests.loading.trees import plain
from tests.shared_forms import share

EDITIONS = Path(__file__).parents[2] / "templates/editions"

OLD = """\
名称: 某市2023年决算
年度: 2023
种类: 决算
标题: 甲
封面: [甲]
部分: [{题: 表, 键: tables, 节: [{表: 支出表}, {表: 旧表}]}]
名词解释: [{名词: 基本支出, 文: 一。}, {名词: 项目支出, 文: 二。}, {名词: 结余, 文: 三。}]
表:
  支出表:
    键: t01
    列: [{题: 科目编码, 类: 编码}, 基本支出, 项目支出]
    行: {按: 科目}
    注: [以万元为单位。]
  旧表: {键: t02, 列: [金额], 行: [{题: 一、甲}, {题: 二、乙}]}
指标: {支出: 支出表.合计.基本支出}
"""
NEW = """\
继承: a
名称: 某市2024年决算
年度: 2024
名词解释: {项目支出: null, 结余: null}
部分: {tables: {节: {旧表: null}}}
表:
  支出表:
    列: {基本支出: {资金: 财政}, 上年数: {题: 上年数, 前: 基本支出}}
    注: {换成: [以元为单位。]}
  旧表: null
指标: {项目: 支出表.合计.项目支出}
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for name, text in (("a", OLD), ("b", NEW)):
        folder = tmp_path / "templates/editions" / name
        (folder / "wording").mkdir(parents=True)
        (folder / "edition.yml").write_text(text, encoding="utf-8")
    wording = tmp_path / "templates/editions"
    (wording / "a/wording/one.j2").write_text("支出{{ 甲 }}万元。同上年持平。\n没有差异。\n", encoding="utf-8")
    (wording / "a/wording/two.j2").write_text("二。\n", encoding="utf-8")
    (wording / "b/wording/one.j2").write_text("支出{{ 乙 }}万元。同上年相等。\n", encoding="utf-8")
    (tmp_path / "content/departments").mkdir(parents=True)
    share(tmp_path / "templates")
    return Project(root=tmp_path)


def test_each_line_says_where_it_is_from(project: Project) -> None:
    lines = [re.sub(r"  +#", " #", line) for line in show(project, "b", "").text.splitlines()]
    assert "名称: 某市2024年决算 # b/edition.yml:2" in lines
    assert "种类: 决算 # a/edition.yml:3" in lines
    assert "      - {题: 上年数} # b/edition.yml:8" in lines
    assert "      - 项目支出 # a/edition.yml:11" in lines
    assert lines[-3:] == ["措辞:", "  one.j2  # b/wording/one.j2".replace("  #", " #"), "  two.j2 # a/wording/two.j2"]


@pytest.mark.parametrize("name", ["henan-2023-final-accounts", "nanyang-2024-budget"])
def test_what_is_shown_can_be_read_again(name: str) -> None:
    tree = load_edition(EDITIONS, name, NOWHERE).tree
    assert tree is not None
    loaded = parse_yaml(shown(tree, "").encode(), "shown.yml")
    assert loaded.node is not None, loaded.findings
    assert plain(loaded.node) == plain(tree)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("表.支出表.键", "t01  # a/edition.yml:10"),
        ("名词解释.基本支出", "{名词: 基本支出, 文: 一。}  # a/edition.yml:7"),
        ("部分.tables.节", "[{表: 支出表}]  # a/edition.yml:6"),
        ("措辞", "措辞:\n  one.j2  # b/wording/one.j2\n  two.j2  # a/wording/two.j2"),
    ],
)
def test_a_part_is_shown_by_its_path(project: Project, path: str, line: str) -> None:
    assert show(project, "b", path).text == f"{line}\n"


def test_a_part_that_is_not_there(project: Project) -> None:
    with pytest.raises(NoSuchPartError, match=r"^“表”里没有“支出”，是不是“支出表”；有：支出表$"):
        show(project, "b", "表.支出")


def test_the_differences_of_two_years(project: Project) -> None:
    answer = diff(project, "a", "b")
    assert answer.text.splitlines()[3:] == [
        "部分：tables：节：少了1节：旧表",
        "名词解释：少了2个名词：项目支出、结余",
        "表",
        "  少了1张表：旧表",
        "  支出表",
        "    列",
        "      多了1列：上年数",
        "      基本支出：加上资金",
        "    注：“以万元为单位。”改为“以元为单位。”",
        "指标：多了1个指标：项目",
        "措辞",
        "  one.j2：改了1处",
        "    “同上年持平。没有差异。”改为“同上年相等。”",
    ]


def test_an_edition_compared_with_itself(project: Project) -> None:
    assert diff(project, "a", "a").text.endswith("没有差别。\n")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("表: {甲表: {键: t}}", "表: {乙表: {键: t}}", "表：“甲表”改名为“乙表”\n"),
        ("行: [一, 二, null]", "行: [二, 一]", "行\n  次序改了\n  空行由1行改为0行\n"),
        ("填报: {甲: 文字, 乙: 金额}", "填报: {甲: 金额, 丙: 个数}", "填报\n  少了1个填报项：乙\n  多了1个填报项：丙\n  甲：由“文字”改为“金额”\n"),
        ("目录题: 目录", "{}", "去掉目录题\n"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_change(old: str, new: str, said: str) -> None:
    trees = [parse_yaml(text.encode(), "e.yml").node for text in (old, new)]
    assert trees[0] is not None
    assert trees[1] is not None
    assert told(trees[0], trees[1], {}, {}) == said


def test_editions_with_faults_are_shown_and_their_faults_told(project: Project) -> None:
    (project.editions / "b/checks.yml").write_text("勾稽: [\n", encoding="utf-8")
    answer = show(project, "b", "表.支出表.键")
    assert answer.text == "t01  # a/edition.yml:10\n"
    assert {finding.code for finding in answer.findings} == {"L210"}
    assert "名词解释：少了2个名词" in diff(project, "a", "b").text
    (project.editions / "b/edition.yml").write_text("表: [\n", encoding="utf-8")
    answer = show(project, "b", "表.支出表.键")
    assert (answer.text, {finding.code for finding in answer.findings}) == ("", {"L210"})


def test_the_list_of_editions(project: Project) -> None:
    assert overview(project).text == "a  某市2023年决算，2023年决算\nb  某市2024年决算，2024年决算，继承 a\n"
