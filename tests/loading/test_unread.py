"""没有读全的内容: the tables and the inputs that an error belongs to."""

from __future__ import annotations

import pytest

from gongkai.loading.figures_file import read_figures
from gongkai.loading.unread import misplaced_codes, unread_paths, unread_tables
from gongkai.model.amounts import Unit
from gongkai.model.findings import Finding, Severity
from gongkai.model.places import Place
from tests.figures.small import edition, node

TABLES = """
支出:
  键: s
  列: [{题: 编码, 类: 编码}, 基本, 项目]
  行: {按: 科目, 合计: 首}
  属性: {资金: {取值: [一般公共预算, 政府性基金预算], 默认: 一般公共预算}}
收入:
  键: i
  列: [{题: 编码, 类: 编码}, 拨款, 事业]
  行: {按: 科目, 合计: 首}
"""
WHOLE = '收入:\n  "2010301": {拨款: 47.30}\n'


@pytest.mark.parametrize(
    ("figures", "unread"),
    [
        (WHOLE + '支出:\n  "2080505": {基本: 47.30}\n', set()),
        (WHOLE + '支出:\n  "2080505": {基本: 47.30, 资金: 政府性基金}\n', {"支出"}),
        (WHOLE + '支出:\n  "2080505": {基本: 47..30}\n', {"支出"}),
        (WHOLE + '支出:\n  "2080505": {基本支岀: 47.30}\n', {"支出"}),
        ('收入:\n  "2010301": {拨款: 4l.30}\n支出:\n  "2080505": {基本: 47.30}\n', {"收入"}),
        (WHOLE + '支岀:\n  "2080505": {基本: 47.30}\n', {"支出"}),
        (WHOLE + '支出:\n  "205010": {基本: 47.30}\n', {"支出"}),
        (WHOLE + '支出:\n  "2050199": {基本: 47.30}\n', set()),
    ],
)
def test_tables_of_which_a_line_was_rejected(figures: str, unread: set[str]) -> None:
    form, tree = edition(TABLES), node(figures)
    read = read_figures(tree, form, Unit.WAN)
    assert unread_tables(tree, form, read.findings) | misplaced_codes(read.entries, form) == unread


def test_the_keys_that_lead_to_an_error() -> None:
    tree = node(
        '上年:\n  收支总计: 12.00\n年初预算:\n  "2010301":\n    年初预算数: 3..1\n    原因: 调整\n政府采购: {货物: 1, 工程: x}\n'
    )
    path = tree.place.path

    def wrong(line: int, column: int, severity: Severity = Severity.ERROR) -> Finding:
        place = Place(path=path, line=line, column=column)
        return Finding(code="L301", severity=severity, place=place, message="", hint="")

    found = [wrong(5, 12), wrong(7, 20), wrong(2, 9, Severity.WARNING)]
    assert list(unread_paths(tree, found)) == [("年初预算", "2010301", "年初预算数"), ("政府采购", "工程")]
