"""改正: what has one right answer is put right and told; what has not stays; no number gets another value."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.loading.edition_files import load_edition
from gongkai.loading.single_file import findings_in
from gongkai.model.amounts import Unit
from gongkai.model.edition import Edition
from gongkai.model.numbers import read
from gongkai.model.places import NOWHERE
from gongkai.writing.fixing import fixed

EDITIONS = Path(__file__).resolve().parents[2] / "templates/editions"


@cache
def edition(name: str) -> Edition:
    loaded = load_edition(EDITIONS, name, NOWHERE).edition
    assert loaded is not None
    return loaded


def put_right(
    text: str, name: str = "figures.yml", unit: Unit = Unit.WAN, of: str = "henan-2023-final-accounts"
) -> tuple[str, list[str]]:
    """The text as it is put right, and what is told of it."""
    tables = edition(of) if name == "figures.yml" else None
    made, fixes = fixed(text.encode(), name, lambda node: findings_in(name, node, edition(of), unit), tables)
    return made.decode(), [f"{one.place.line} {one.code}" for one in fixes]


@pytest.mark.parametrize(
    ("typed", "right", "told"),
    [
        ("支出决算表：\n  合计: {基本支出: 1}\n", "支出决算表:\n  合计: {基本支出: 1}\n", ["1 L205"]),
        (
            "支出决算表:\n  合计: {基本支出：1，项目支出：2}\n",
            "支出决算表:\n  合计: {基本支出: 1,项目支出: 2}\n",
            ["2 L205"],
        ),
        ("支出决算表:\n  合计:{基本支出: 1}\n", "支出决算表:\n  合计: {基本支出: 1}\n", ["2 L206"]),
        ("支出决算表:\n\t合计: {基本支出: 1}\n", "支出决算表:\n  合计: {基本支出: 1}\n", ["2 L203"]),
        ("支出决算表:\n　合计: {基本支出: 1}\n", "支出决算表:\n  合计: {基本支出: 1}\n", ["2 L203"]),
        ("支出决算表:\n  合计: {基本支出: 1,234.50}\n", "支出决算表:\n  合计: {基本支出: 1234.50}\n", ["2 L303"]),
        ("支出决算表:\n  合计: {基本支出: １２．５０}\n", "支出决算表:\n  合计: {基本支出: 12.50}\n", ["2 L302"]),
        ("支出决算表:\n  合计: {基本支出: +5}\n", "支出决算表:\n  合计: {基本支出: 5}\n", ["2 L305"]),
        ("支出决算表:\n  合计: {基本支出: 12.50万元}\n", "支出决算表:\n  合计: {基本支出: 12.50}\n", ["2 L307"]),
        ("支出决算表:\n  ２０１０６０１: {基本支出: 1}\n", '支出决算表:\n  "2010601": {基本支出: 1}\n', ["2 L602"]),
        ("支出决算表:\n  2010601 行政运行: {基本支出: 1}\n", '支出决算表:\n  "2010601": {基本支出: 1}\n', ["2 L602"]),
        (
            '支出决算表:\n  "2120899": {基本支出: 1, 资金: 政府性基金}\n',
            '支出决算表:\n  "2120899": {基本支出: 1, 资金: 政府性基金预算}\n',
            ["2 L404"],
        ),
        ("“支出决算表”:\n  合计: {基本支出: 1}\n", "支出决算表:\n  合计: {基本支出: 1}\n", ["1 L601"]),
        ("支出决算表:\n  合计: {基本\u200b支出: 1}\n", "支出决算表:\n  合计: {基本支出: 1}\n", ["2 L110"]),
    ],
)
def test_what_has_one_right_answer(typed: str, right: str, told: list[str]) -> None:
    assert put_right(typed) == (right, told)


@pytest.mark.parametrize(
    "typed",
    [
        "支出决算表:\n  合计: {基本支出: 125000元}\n",  # 12.50万元 is another number
        "支出决算表:\n  合计: {基本支出: ¥12.50}\n",  # 元 or 万元?
        "支出决算表:\n  合计: {基本支出: (12.50)}\n",
        "支出决算表:\n  合计: {基本支出: 1.234}\n",
        "支出决算表:\n  合计: {基本支出: 12,34.00}\n".replace("12,34.00", '"12,34.00"'),
        "支出决算表:\n  2010601-2010602: {基本支出: 1}\n",
        '支出决算表:\n  "2120899": {基本支出: 1, 资金: 预算}\n',
        "支出决算表:\n  合计: {基本支山: 1}\n",  # most likely 基本支出, but not certainly
        "支出决算表:\n  合计: {基本支出: 1}\n    项目: 2\n",
        "支出决算表:\n    合计: {基本支出: 1}\n\t支出: 2\n",  # a level more, or the same?
    ],
)
def test_what_may_be_something_else_stays(typed: str) -> None:
    assert put_right(typed) == (typed, [])


@pytest.mark.parametrize(
    ("name", "typed", "right"),
    [
        ("explanation.yml", "三公经费:\n  因公出国(境): {团组: 0}\n", "三公经费:\n  因公出国（境）: {团组: 0}\n"),
        ("explanation.yml", "“原因”:\n  三公经费: 厉行节约\n", "原因:\n  三公经费: 厉行节约\n"),
        ("document.yml", "成文日期: 2024年9月\n", "成文日期: 2024-09\n"),
        ("document.yml", "成文日期: ２０２４年９月３０日\n", "成文日期: 2024-09-30\n"),
        ("explanation.yml", "三公经费:\n  公务接待: {国内团组: 12个}\n", "三公经费:\n  公务接待: {国内团组: 12}\n"),
        (
            "explanation.yml",
            "三公经费:\n  公务接待: {国内团组: 1.2万个}\n",
            "三公经费:\n  公务接待: {国内团组: 1.2万个}\n",
        ),
        (
            "control-totals.yml",
            "- 文号: 甲\n  核对数: {收入合计: １２．５}\n",
            "- 文号: 甲\n  核对数: {收入合计: 12.5}\n",
        ),
    ],
)
def test_other_files(name: str, typed: str, right: str) -> None:
    made, _ = put_right(typed, name)
    assert made == right


@pytest.mark.parametrize(
    ("pasted", "typed"),
    [
        (
            "2010601\t行政运行\t1,200.50\t1,200.50\t\t—\t0.00\t\n",
            '  "2010601": {本年支出合计: 1200.50, 基本支出: 1200.50}\n',
        ),
        ("2010601\t１２.00\t１２.00\t0\t0\t0\t0\n", '  "2010601": {本年支出合计: 12.00, 基本支出: 12.00}\n'),
        ("合计\t\t35.50\t\t35.50\t\t\t\n", "  合计: {本年支出合计: 35.50, 项目支出: 35.50}\n"),
        ("2010601\t行政运行\t1,200.50\n", ""),  # of which column?
        ("2010601\t行政运行\t12.00\t12万元\t\t\t\t\n", ""),
        ("行政运行\t12.00\t12.00\t\t\t\t\t\n", ""),
    ],
)
def test_rows_pasted_from_a_spreadsheet(pasted: str, typed: str) -> None:
    made, fixes = put_right(f"支出决算表:\n{pasted}")
    assert made == f"支出决算表:\n{typed or pasted}"
    assert fixes == (["2 L226"] if typed else [])


@settings(max_examples=60)
@given(st.from_regex(r"[+-]?[0-9０-９,，.．]{1,9}(元|万元|%|个)?", fullmatch=True))
def test_no_number_gets_another_value(typed: str) -> None:
    source = f'支出决算表:\n  合计: {{基本支出: "{typed}"}}\n'
    made, fixes = put_right(source)
    right = made.split('"')[1]
    before, after = read(typed), read(right)
    assert (made == source) == (not fixes)
    assert not fixes or after is not None
    assert before is None or after is None or (before.value == after.value and before.unit in ("万元", after.unit))
