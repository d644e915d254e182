"""填报项: what is missing, left over, read from neighbouring documents and compared with them."""

from __future__ import annotations

from pathlib import Path

from gongkai.figures.neighbours import Neighbour
from gongkai.model.entries import InputValue
from tests.composition.small import composed, said, wan
from tests.figures.small import accounts
from tests.projects import text

BUDGET = """
预算: {键: b, 列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, 金额], 行: {按: 科目, 级次: 项}}
结转: {键: c, 列: [{题: 项目, 类: 名称}, 金额], 行: [一般, 基金]}
"""
FORMS = {
    "年初.合计": {"类": "金额", "取": "同年预算.预算合计"},
    "年初.*.数": {"类": "金额", "取": "同年预算.预算.*"},
    "结转.*": {"类": "金额", "取": "同年预算.结转.*"},
    "原因.*": "文字",
    "名单": "文字列",
}


def neighbours(figures: str = '{预算: {"2010301": 5.00, "2080505": 2.00}, 结转: {基金: 1.50}}') -> dict[str, Neighbour]:
    made = accounts(BUDGET, figures, 指标={"预算合计": "预算.合计", "预算.*": "预算.*.金额", "结转.*": "结转.*"})
    return {"同年预算": Neighbour(title="2024年预算", accounts=made)}


def asked(
    folder: Path, template: str, inputs: dict[str, InputValue] | None = None, **more: object
) -> tuple[str, list[str]]:
    made = composed(folder, template, inputs=inputs, 填报=FORMS, **more)  # type: ignore[arg-type]
    return text(made.publication, "text"), said(made)


def test_missing_inputs_are_asked_for_once_and_shown(tmp_path: Path) -> None:
    template = "{{ 填('年初.合计') }}{{ 填('年初.合计') }}{{ 填('年初.合计') + 零 }}{% for 名 in 填('名单') %}{{ 名 }}{% endfor %}"
    shown, told = asked(tmp_path, template)
    assert shown == "【待填：年初.合计】" * 3 + "【待填：名单】"
    assert told == ["情况说明要用到“年初.合计”，还没有填", "情况说明要用到“名单”，还没有填"]


def test_hints_say_where_and_what(tmp_path: Path) -> None:
    made = composed(tmp_path, "{{ 填('概况.职责') }}", 填报={"概况.职责": {"类": "文字列", "说明": "一条一行"}})
    assert made.findings[0].hint == "请在 document.yml 里填“概况 → 职责”（文字列）：一条一行"


def test_left_over_inputs_are_told(tmp_path: Path) -> None:
    _, told = asked(tmp_path, "{% if 有('原因.甲') %}有{% endif %}", {"原因.甲": "甲", "原因.乙": "乙"})
    assert told == ["填了“原因.乙”，但情况说明里没有用到"]


def test_figures_come_from_the_neighbour(tmp_path: Path) -> None:
    template = "{{ 填('年初.合计') }} {{ 填('年初.2010301.数') }} {{ 填('结转.基金') }}"
    assert asked(tmp_path, template, neighbours=neighbours()) == ("7.00 5.00 1.50", [])


def test_a_code_that_the_neighbour_does_not_have_is_zero_there(tmp_path: Path) -> None:
    shown, told = asked(
        tmp_path,
        "{{ 填('年初.2019999.数') }}{% if not 可比(填('年初.2019999.数')) %}否{% endif %}",
        neighbours=neighbours(),
    )
    assert (shown, told) == ("0.00否", [])


def test_an_indicator_that_the_neighbour_does_not_have_must_be_typed(tmp_path: Path) -> None:
    other = {"同年预算": Neighbour(title="2024年预算", accounts=accounts(BUDGET))}
    assert asked(tmp_path, "{{ 填('结转.没有') }}", neighbours=neighbours())[1] == [
        "情况说明要用到“结转.没有”，还没有填"
    ]
    assert asked(tmp_path, "{{ 填('年初.合计') }}", neighbours=other)[1] == ["情况说明要用到“年初.合计”，还没有填"]


def test_what_is_typed_as_well_is_printed(tmp_path: Path) -> None:
    """That it is another figure than the neighbour's is the matter of rule C101."""
    typed: dict[str, InputValue] = {"年初.合计": wan("7.02")}
    assert asked(tmp_path, "{{ 填('年初.合计') }}", typed, neighbours=neighbours()) == ("7.02", [])
