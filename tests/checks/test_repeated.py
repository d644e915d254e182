"""F305: two lines of one code that nothing tells apart."""

from __future__ import annotations

import pytest

from gongkai.checks.figures.repeated import no_line_stands_twice
from tests.checks.cases import case, messages

TABLE = """
支出表:
  键: t
  列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, 基本支出, 项目支出]
  行: {按: 科目}
  属性: {资金: {默认: 一般公共预算, 取值: [一般公共预算, 政府性基金预算, 其他资金]}}
"""


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("[{项目支出: 30.00}, {项目支出: 5.50}]", "“项目支出”写了两遍，资金都是一般公共预算，加在了一起"),
        (
            "[{基本支出: 1, 资金: 其他资金}, {基本支出: 2, 资金: 其他资金}]",
            "“基本支出”写了两遍，资金都是其他资金，加在了一起",
        ),
        (
            "[{项目支出: 30.00, 资金: 一般公共预算}, {项目支出: 5}]",
            "“项目支出”写了两遍，资金都是一般公共预算，加在了一起",
        ),
        ("[{项目支出: 30.00}, {项目支出: 5.50, 资金: 其他资金}]", ""),
        ("[{基本支出: 30.00}, {项目支出: 5.50}]", ""),
        ("[{项目支出: 30.00}, {项目支出: 0}]", ""),
        ("{基本支出: 30.00, 项目支出: 5.50}", ""),
    ],
)
def test_a_line_twice(lines: str, told: str) -> None:
    found = messages(no_line_stands_twice, case(TABLE, f'支出表: {{"2120501": {lines}}}'))
    assert [one.partition("：")[2] for one in found] == ([told] if told else [])
