"""表的格式: keys of columns and rows, and forms that cannot be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from gongkai.model.edition import AmountStyle, Edition
from gongkai.model.forms import BlockForm, RowForm, TableForm
from gongkai.model.glossary import Term
from gongkai.model.part_forms import Item, SectionForm
from tests.shared_forms import kind


def table(**more: Any) -> TableForm:
    return TableForm.model_validate({"键": "t", "列": ["金额"], "行": ["甲"]} | more)


def test_column_keys_are_titles_or_paths() -> None:
    half = ["合计", {"题": "用车", "列": ["小计", "购置"]}]
    block = BlockForm.model_validate(
        {"列": [{"题": "预算数", "列": half}, {"题": "决算数", "列": [*half, {"题": "别的", "键": "K"}]}]}
    )
    assert [key for key, _ in block.keyed] == [
        "预算数.合计",
        "预算数.用车.小计",
        "预算数.用车.购置",
        "决算数.合计",
        "决算数.用车.小计",
        "决算数.用车.购置",
        "K",
    ]


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ("一、一般公共服务支出", "一般公共服务支出"),
        ("（二十三）其他支出", "其他支出"),
        ("(一) 甲", "甲"),
        ("其中：财政拨款", "财政拨款"),
        ("1. 办公费", "办公费"),
        ({"题": "合计", "键": "收入合计"}, "收入合计"),
        ({"编码": "30101"}, "30101"),
        ("二手车", "二手车"),
    ],
)
def test_row_names(row: Any, key: str) -> None:
    assert RowForm.model_validate(row).name == key


def test_blocks_are_headed_by_their_key_unless_they_say_otherwise() -> None:
    blocks = {"收入": {"列": ["金额"]}, "支出": {"题": "支　出", "列": ["金额"]}, "空": {"题": "", "列": ["金额"]}}
    form = TableForm.model_validate({"键": "t", "栏组": blocks})
    assert [block.title for block in form.parts] == ["收入", "支　出", ""]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"行": ["合计", {"题": "一、合计"}]}, "有两行都叫“合计”"),
        ({"列": ["金额", "金额"]}, "有两列都叫“金额”"),
        ({"列": []}, "没有“列”，也没有“栏组”"),
        ({"栏组": {"甲": {"列": ["金额"]}}}, "写在各个栏组里"),
        ({"键": "表一"}, "只能由小写英文字母"),
        ({"键": "T01"}, "只能由小写英文字母"),
        ({"页": "宽"}, "'横' or '竖'"),
    ],
)
def test_forms_that_cannot_be(data: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        table(**data)


def test_conditions_may_list_values() -> None:
    form = RowForm.model_validate({"题": "甲", "条件": {"科目": ["201", "208"], "资金": "一般"}})
    assert form.where == {"科目": ("201", "208"), "资金": ("一般",)}


def test_an_item_is_one_thing() -> None:
    with pytest.raises(ValidationError, match="只写"):
        Item.model_validate({"文": "a.j2", "报告": "b"})
    with pytest.raises(ValidationError, match="只写"):
        Item.model_validate({})
    with pytest.raises(ValidationError, match="一节要写“题”和“键”"):
        SectionForm.model_validate({"题": "甲"})


def test_terms_may_bring_their_text() -> None:
    edition = Edition.model_validate(
        {
            "名称": "甲",
            "年度": "2024",
            "种类": kind("决算"),
            "标题": "",
            "封面": [],
            "部分": [],
            "名词解释": ["甲", {"名词": "乙", "文": "乙的解释"}],
        }
    )
    assert [(term.term, term.text) for term in edition.glossary] == [("甲", ""), ("乙", "乙的解释")]


def test_amount_style_has_its_defaults() -> None:
    assert AmountStyle() == AmountStyle.model_validate({"单位": "万元", "小数": "2", "零": "0.00"})


TERM = Term.model_validate(
    {
        "名词": "甲",
        "解释": [
            {"自": date(2020, 1, 1), "文": "旧"},
            {"自": date(2023, 1, 1), "文": "新"},
            {"自": date(2022, 1, 1), "种类": "预算", "文": "预算的"},
            {"自": date(2021, 1, 1), "版式": "ceshi-2021", "文": "外省的"},
            {"自": date(2022, 1, 1), "版式": "ceshi-2023", "文": "外省新的"},
        ],
    }
)


@pytest.mark.parametrize(
    ("year", "name", "lineage", "text"),
    [
        (2019, "决算", (), None),
        (2021, "决算", (), "旧"),
        (2024, "决算", (), "新"),
        (2022, "预算", (), "预算的"),
        (2024, "决算", ("ceshi-2022", "ceshi-2021"), "外省的"),
        (2024, "决算", ("ceshi-2024", "ceshi-2023", "ceshi-2021"), "外省新的"),
        (2021, "决算", ("ceshi-2023",), "旧"),
        (2022, "单位预算", (), "预算的"),
    ],
)
def test_text_of_a_term(year: int, name: str, lineage: tuple[str, ...], text: str | None) -> None:
    assert TERM.text_for(year, kind(name), lineage) == text
