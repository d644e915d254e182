"""版式的措辞印出来的话: what a bureau's wording says of figures that are right: more or less, and in which unit."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.narrative.two_bureaus import DOCUMENT, FINANCE, explain, two_bureaus
from tests.projects import edit, prepare

HOME = "templates/editions/ceshi-final-accounts"
WORDING = f"{HOME}/wording/overall.j2"
COMPARED = "与上年度相比，{{ 增减(今年, 上年) }}{{ 差(今年, 上年) }}万元，主要原因是"
FIGURE = "{{ 今年 }}万元。{% if"
EXPLAINS = "原因.收支总计: {类: 文字, 解释: [收支总计, 填报.上年.收支总计]}"


def said(folder: Path, old: str, new: str, *codes: str, edition: tuple[str, str] | None = None) -> list[str]:
    """What is told of a document whose reason explains an increase of 20.00万元."""
    project = two_bureaus(folder)
    explain(project, FINANCE, "新校区投入使用")
    edit(project, f"{HOME}/inputs.yml", "原因.收支总计: 文字", EXPLAINS)
    edit(project, WORDING, old, new)
    if edition:
        edit(project, f"{HOME}/edition.yml", *edition)
    found = [one for one in prepare(project, DOCUMENT).findings if one.code in codes]
    return [f"{one.severity.value} {one.code} {one.message}" for one in found]


@pytest.mark.parametrize(
    ("wording", "printed"),
    [
        ("与上年度相比，{{ 增减(上年, 今年) }}{{ 差(今年, 上年) }}万元，主要原因是", "减少20.00万元"),
        ("同比{{ 升降(上年, 今年) }}{{ 率(差(今年, 上年), 上年) }}。主要原因：", "下降14.29%"),
        ("比上年减少{{ 差(今年, 上年) }}万元，原因是", "比上年减少20.00万元"),
        ("决算数{{ '小于' if 大于(今年, 上年) else '大于' }}预算数的主要原因是", "决算数小于预算数"),
    ],
)
def test_the_wording_prints_the_opposite(tmp_path: Path, wording: str, printed: str) -> None:
    [message] = said(tmp_path, COMPARED, wording, "N204")
    assert message.startswith("inconsistency N204 收支总计增加了20.00万元，版式的措辞印出来是“")
    assert printed in message


@pytest.mark.parametrize(
    "wording",
    [
        COMPARED,
        "同比{{ 升降(今年, 上年) }}{{ 率(差(今年, 上年), 上年) }}。主要原因：",
        "与上年度存在差异的主要原因是",
        "上年度减少了公用经费。本年度增加{{ 差(今年, 上年) }}万元，主要原因是",
        "比上年增加{{ 差(今年, 上年) }}万元，其中接待费减少，主要原因是",
    ],
)
def test_the_wording_agrees_or_says_both(tmp_path: Path, wording: str) -> None:
    assert said(tmp_path, COMPARED, wording, "N204") == []


@pytest.mark.parametrize(
    ("wording", "edition", "told"),
    [
        ("{{ 今年 }}。{% if", None, "印出来是“2024年度收、支总计均为160.00。"),
        ("{{ 今年 }}、{{ 上年 }}。{% if", None, "warning W204 "),
        ("{{ 今年 }}元。{% if", None, "这个数以万元为单位，版式的措辞在后面写的是“元”"),
        ("{{ 今年 }}亿元。{% if", None, "inconsistency W204 "),
        (FIGURE, ("种类: 决算", "种类: 决算\n金额: {单位: 元}"), "这个数以元为单位，版式的措辞在后面写的是“万元”"),
    ],
)
def test_an_amount_without_its_unit(tmp_path: Path, wording: str, edition: tuple[str, str] | None, told: str) -> None:
    [message] = said(tmp_path, FIGURE, wording, "W204", edition=edition)
    assert told in message


@pytest.mark.parametrize(
    "wording",
    [
        FIGURE,
        "{{ 今年 }}、{{ 上年 }}万元。{% if",
        "（单位：万元）{{ 今年 }}，上年{{ 上年 }}。{% if",
        "{{ 今年 }}（万元）。{% if",
        "{{ 率(今年, 上年) }}，{{ 今年 }}万元。{% if",
    ],
)
def test_an_amount_with_its_unit(tmp_path: Path, wording: str) -> None:
    assert said(tmp_path, FIGURE, wording, "W204") == []


@pytest.mark.parametrize(
    ("wording", "named"),
    [
        ("清源市民政局{{ 年度 }}年度收、支总计均为", "清源市民政局"),
        ("{{ 年度 }}年，青山县第二中学严格执行预算，收、支总计均为", "青山县第二中学"),
        ("测试市教育局{{ 年度 }}年度收、支总计均为", "测试市教育局"),
        ("纳入{{ 部门 }}{{ 年度 }}年度决算范围的收、支总计均为", ""),
        ("{{ 部门 }}{{ 年度 }}年度收、支总计均为", ""),
        ("根据清源市民政局{{ 年度 }}年度的统计，收、支总计均为", ""),
        ("经测试市审计局批复，{{ 年度 }}年度收、支总计均为", ""),
    ],
)
def test_a_body_in_the_wording(tmp_path: Path, wording: str, named: str) -> None:
    messages = said(tmp_path, "{{ 年度 }}年度收、支总计均为", wording, "N404")
    assert [one.split("”")[0] for one in messages] == (
        [f"warning N404 版式的措辞在句首写的是“{named}"] if named else []
    )


@pytest.mark.parametrize(
    ("wording", "told"),
    [
        ("2022年度收、支总计均为", 1),
        ("我单位2021年度部门决算收、支总计均为", 1),
        ("{{ 年度 }}年度收、支总计均为", 0),
        ("与{{ 上年度 }}年度口径相同，收、支总计均为", 0),
        ("自2019年起实行新会计制度，收、支总计均为", 0),
        ("根据2021年印发的《决算办法》，收、支总计均为", 0),
    ],
)
def test_a_year_in_the_wording(tmp_path: Path, wording: str, told: int) -> None:
    assert len(said(tmp_path, "{{ 年度 }}年度收、支总计均为", wording, "N306")) == told
