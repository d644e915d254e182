"""列和行的名称: what they may be called, and which short name is whose."""

from __future__ import annotations

import pytest

from gongkai.model.forms import TableForm
from gongkai.model.table_names import cell_fault, column_fault, row_fault, shortest, table_fault

SHANGHAI = TableForm.model_validate(
    {
        "键": "a",
        "编号": "附表三",
        "列": [
            {"题": "科目名称", "类": "名称"},
            {
                "题": "本年支出",
                "列": [
                    {"题": "合计", "公式": "基本支出.小计 + 项目支出"},
                    {"题": "基本支出", "列": ["小计", "其中：人员经费"]},
                    "项目支出",
                ],
            },
            {"题": "上年结转", "列": ["合计", {"题": "基本支出（含公用）", "键": "结转基本"}]},
            "合计",
        ],
        "行": {"按": "科目"},
    }
)
CHENGDU = TableForm.model_validate(
    {
        "键": "b",
        "列": ["金额"],
        "行": [
            {"题": "一、工资福利支出", "编码": "301"},
            {"题": "（一）其他", "键": "其他工资"},
            {"题": "（二）其他", "键": "其他福利"},
        ],
    }
)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("项目支出", ("项目支出",)),
        ("本年支出.项目支出", ("项目支出",)),
        ("小计", ("小计",)),
        ("基本支出.小计", ("小计",)),
        ("本年支出.小计", ("小计",)),
        ("其中：人员经费", ("其中：人员经费",)),
        ("基本支出.人员经费", ("其中：人员经费",)),
        ("合计", ("合计",)),
        ("本年支出.合计", ("本年支出.合计",)),
        ("上年结转.合计", ("上年结转.合计",)),
        ("基本支出（含公用）", ("结转基本",)),
        ("上年结转.基本支出（含公用）", ("结转基本",)),
        ("基本支出", ()),
        ("小计.基本支出", ()),
        ("科目名称", ()),
        ("", ()),
    ],
)
def test_columns_are_called(name: str, keys: tuple[str, ...]) -> None:
    assert SHANGHAI.columns_called(name) == keys


def test_the_shortest_name_of_each_column() -> None:
    (block,) = SHANGHAI.parts
    names = [shortest(block, key) for key in block.amounts]
    assert names == ["本年支出.合计", "小计", "人员经费", "项目支出", "上年结转.合计", "结转基本", "合计"]
    assert all(SHANGHAI.columns_called(name) == (key,) for name, key in zip(names, block.amounts, strict=True))


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("301", ("301",)),
        ("工资福利支出", ("301",)),
        ("一、工资福利支出", ("301",)),
        ("其他工资", ("其他工资",)),
        ("（一）其他", ("其他工资",)),
        ("其他", ("其他工资", "其他福利")),
    ],
)
def test_rows_are_called(name: str, rows: tuple[str, ...]) -> None:
    assert CHENGDU.row_names[name] == rows


def test_what_is_said_of_a_wrong_name() -> None:
    there = "；有：本年支出.合计、小计、人员经费、项目支出、上年结转.合计、结转基本、合计"
    assert column_fault(SHANGHAI, "甲表", "项目之出") == f"甲表没有“项目之出”这一列，是不是“项目支出”{there}"
    assert column_fault(SHANGHAI, "甲表", "科目名称") == f"甲表的“科目名称”不是金额列{there}"
    assert row_fault(CHENGDU, "乙表", "其他") == "乙表有几行都叫“其他”，请写明是哪一行：其他工资、其他福利"
    assert row_fault(CHENGDU, "乙表", "补助") == "乙表没有“补助”这一行；有：301、其他工资、其他福利"
    assert table_fault({"甲表": SHANGHAI}, "附表三") == "没有叫“附表三”的表：这是编号，要写表名“甲表”"


@pytest.mark.parametrize(
    ("form", "name", "kind"),
    [
        (SHANGHAI, "项目之出", "“项目之出”这一列"),
        (SHANGHAI, "教育支出.项目支出", "“教育支出”这一行"),
        (SHANGHAI, "本年支出.项目", "“本年支出.项目”这一列"),
        (CHENGDU, "工资福利.金额", "“工资福利”这一行"),
        (CHENGDU, "补助", "叫“补助”的行"),
    ],
)
def test_it_is_said_whether_a_row_or_a_column_was_meant(form: TableForm, name: str, kind: str) -> None:
    assert f"甲表没有{kind}" in cell_fault(form, "甲表", name)
