"""录入错误: what the benchmark of keystrokes does to a document, and what it compares with."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from bench import keystrokes, written
from tests.controls import controls_of

BUREAU = Path("wanghai/lincheng/data-bureau/2022/final-accounts")


def test_totals_are_those_of_the_typed_figures() -> None:
    """Added up by hand."""
    totals = controls_of(written.HAND / BUREAU)
    assert {
        name: totals[name]
        for name in (
            "收入合计.政府性基金预算",
            "支出科目.20103",
            "经济科目.303",
            "年末结转和结余",
            "政府采购各数",
        )
    } == {
        "收入合计.政府性基金预算": Decimal("2400000.00"),
        "支出科目.20103": Decimal("11481211.86"),
        "经济科目.303": Decimal("327974.00"),
        "年末结转和结余": Decimal("191226.90"),
        "政府采购各数": Decimal("6555000.00"),
    }


@pytest.fixture(name="typed")
def all_typed(tmp_path: Path) -> tuple[keystrokes.Typed, ...]:
    files = {
        "figures.yml": '支出决算表:\n  "2010301": {基本支出: 120.50}\n  "2010302": {项目支出: 7.00, 资金: 其他资金}\n',
        "explanation.yml": "政府采购: {货物: 3.00, 工程: 0, 服务: 4.25}\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tuple(keystrokes.typed(tmp_path))


def test_every_amount_is_tried_but_zero(typed: tuple[keystrokes.Typed, ...]) -> None:
    assert [one.text for one in typed] == ["120.50", "7.00", "3.00", "4.25"]
    assert [one.line for one in typed] == [2, 3, 1, 1]


@pytest.mark.parametrize(
    ("kind", "number", "line", "becomes"),
    [
        ("多一个零", 0, 2, '  "2010301": {基本支出: 1205.00}'),
        ("错一列", 0, 2, '  "2010301": {项目支出: 120.50}'),
        ("错一行", 0, 3, '  "2010302": {基本支出: 120.50, 项目支出: 7.00, 资金: 其他资金}'),
        ("错一行", 0, 2, '  # "2010301": {}'),
        ("错一列", 2, 1, "政府采购: {货物: 4.25, 工程: 0, 服务: 3.00}"),
    ],
)
def test_a_keystroke(typed: tuple[keystrokes.Typed, ...], kind: str, number: int, line: int, becomes: str) -> None:
    edit = keystrokes.KINDS[kind](typed[number], typed, Random(1))  # noqa: S311 - no secrets
    assert edit is not None
    assert edit.text.splitlines()[line - 1] == becomes
    assert line in edit.lines
