"""What people paste into a file, or leave in it: told once each, as a colleague would."""

from __future__ import annotations

import pytest

from gongkai.loading.yaml_reader import parse_yaml
from gongkai.model.nodes import plain


def told(text: str) -> list[tuple[int, int, str]]:
    found = parse_yaml(text.encode(), "figures.yml").findings
    return [(one.place.line, one.place.column, str(one.code)) for one in found]


@pytest.mark.parametrize(
    "rows",
    [
        "  2050202\t小学教育\t12,840,000.00\t0\n  2050203\t初中教育\t8,000.00\t0\n",
        '\t"2050202"\t小学教育\t12840000\n',
        "2100401 疾病预防控制机构 3,500.00\n2100408 基本公共卫生服务 120.00\n",
        "工资福利支出\t30101\t基本工资\t80.00\n",
    ],
)
def test_pasted_rows_are_one_finding(rows: str) -> None:
    ((line, _, code),) = told(f'收入决算表:\n{rows}支出决算表:\n  "2050202": {{基本支出: 1}}\n')
    assert (line, code) == (2, "L226")


def test_a_file_with_pasted_rows_counts_as_not_read() -> None:
    assert parse_yaml("收入决算表:\n  2050202\t小学\t1.00\n".encode(), "figures.yml").node is None


@pytest.mark.parametrize(
    "text",
    [
        "来源照录: |\n  2050202\t小学教育\t12.00\n  合计 12\n末: 1\n",
        '原因: {收支总计: "新增\t1台"}\n',
        "# 2050202\t小学教育\t12.00\n甲: 1\n",
        "年初预算:\n  2050202:\n    年初预算数: 1\n",
        "用途: 1 2 3 是编号\n",
    ],
)
def test_tabs_and_numbers_in_texts_are_no_rows(text: str) -> None:
    assert "L226" not in {code for _, _, code in told(text)}


CONFLICT = "<<<<<<< HEAD\n  收支总计: 人员增加\n{base}=======\n  收支总计: 新增项目\n>>>>>>> wang\n"


@pytest.mark.parametrize("base", ["", "||||||| 3ccf4f0\n  收支总计: 节约\n"])
def test_a_merge_conflict_is_told_as_one(base: str) -> None:
    assert told("原因:\n" + CONFLICT.format(base=base) + "  三公经费: 压减\n") == [(2, 1, "L225")]


def test_a_line_of_equals_signs_is_no_conflict() -> None:
    assert told("甲: |\n  标题\n  =======\n") == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("{财政拨款收入: 1,234,000.00, 事业收入: 12,000}", {"财政拨款收入": "1234000.00", "事业收入": "12000"}),
        ("{基本支出: -3,500.00}", {"基本支出": "-3500.00"}),
        ("{基本支出: 64,823,174.60, 资金: 其他资金}", {"基本支出": "64823174.60", "资金": "其他资金"}),
    ],
)
def test_thousands_separators_between_braces_are_understood_and_told(text: str, meant: dict[str, str]) -> None:
    loaded = parse_yaml(f"行: {text}\n".encode(), "figures.yml")
    assert {one.code for one in loaded.findings} == {"L303"}
    assert loaded.node is not None
    assert plain(loaded.node) == {"行": meant}


def test_many_thousands_separators_are_one_finding() -> None:
    rows = "".join(f'  "20502{n:02}": {{基本支出: {n},234,000.00}}\n' for n in range(1, 33))
    (found,) = parse_yaml(f"支出决算表:\n{rows}".encode(), "figures.yml").findings
    assert (found.code, found.place.line) == ("L303", 2)
    assert "共有32处" in found.message
    assert "1234000.00" in found.hint
    assert found.related[0].line == 3


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("{收支总计: 人员减少,节约开支}", "人员减少，节约开支"),
        ("{收支总计: 退休2人, 压减差旅费,会议费}", "退休2人，压减差旅费，会议费"),
        ("{收支总计: 防汛抢险,抢修水毁工程, 三公经费: 压减}", "防汛抢险，抢修水毁工程"),
    ],
)
def test_a_comma_within_a_reason_is_understood_and_told(text: str, meant: str) -> None:
    (found,) = parse_yaml(f"原因: {text}\n".encode(), "explanation.yml").findings
    assert found.code == "L227"
    assert meant in found.hint


@pytest.mark.parametrize("text", ["{预算数: 1, 决算数}", "{用途: 接待, 国内团组: 2}", "{表: [甲, 乙], 丙: 1}"])
def test_a_name_without_a_value_is_no_sentence(text: str) -> None:
    assert told(f"甲: {text}\n") == []


def test_a_long_row_of_groups_costs_little() -> None:
    text = "{甲: 1" + ",234" * 4000 + "}"
    assert {code for _, _, code in told(f"行: {text}\n")} >= {"L303"}
