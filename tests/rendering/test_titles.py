"""大标题: what is not parted where a line ends, whatever a department is called."""

from __future__ import annotations

import re

import pytest

from gongkai.rendering.titles import whole_words


@pytest.mark.parametrize(
    ("title", "held"),
    [
        ("江城市水利局2023年度部门决算", ["2023年度", "部门决算"]),
        ("江城市住房和城乡建设局（本级）2021年度单位预算", ["（本级）", "2021年度", "单位预算"]),
        ("“三公”经费：2022年度各部门", ["“三公”", "2022年度", "各部门"]),
        ("12个单位", ["12个"]),
        ("收入支出决算总表", []),
        ("江城市局（含江城市水文站、江城市河道所）", []),
    ],
)
def test_numbers_brackets_and_the_kind_are_held_together(title: str, held: list[str]) -> None:
    html = str(whole_words(title))
    assert re.findall(r'<span class="whole">([^<]*)</span>', html) == held
    assert re.sub("<[^<>]*>", "", html) == title


def test_a_title_is_text() -> None:
    assert str(whole_words("<b>局2021年度")) == '&lt;b&gt;局<span class="whole">2021年度</span>'
