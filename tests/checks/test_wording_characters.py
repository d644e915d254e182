"""W101 有形近字符: what only looks like a character or a digit is told from what is one."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gongkai.checks.narrative.names import _mentions
from gongkai.checks.outcomes import Held
from gongkai.checks.wording.characters import characters_are_what_they_seem, names_are_what_they_seem
from gongkai.checks.wording.look_alikes import look_alikes
from gongkai.model.entries import Entry
from gongkai.model.filled_forms import Report
from gongkai.model.findings import Finding, Severity
from gongkai.model.names import same_body
from gongkai.model.places import Place
from tests.checks.cases import case
from tests.checks.real import ALL, real

RADICALS = [chr(point) for point in range(0x2F00, 0x2FD6)]
COMPATIBLE = [
    sign for point in range(0xF900, 0xFADA) if (sign := chr(point)) != unicodedata.normalize("NFKC", sign)
]  # the block holds unassigned places and twelve real characters


def told(text: str) -> list[tuple[str, str]]:
    return [(one.sign, one.meant.strip("“”")) for one in look_alikes(text)]


@given(
    st.sampled_from([*RADICALS, *COMPATIBLE]),
    st.text("人员经费增加，。（）", max_size=8),
    st.text("人员经费", max_size=8),
)
def test_what_stands_for_a_character_is_not_one(sign: str, before: str, after: str) -> None:
    assert told(before + sign + after) == [(sign, unicodedata.normalize("NFKC", sign))]


@given(st.text([chr(point) for point in range(0x4E00, 0xA000) if chr(point) not in "丶丨囗"], max_size=40))
def test_characters_are_characters(text: str) -> None:
    assert told(text) == []


@given(st.decimals(0, 10**9, places=2), st.sampled_from("Oo"), st.data())
def test_a_letter_in_an_amount(amount: object, letter: str, data: st.DataObject) -> None:
    printed = f"{amount:,}"
    zeros = [at for at, digit in enumerate(printed) if digit == "0" and at > 0]
    if not zeros:
        return
    at = data.draw(st.sampled_from(zeros))
    assert told(f"支出{printed}万元") == []
    assert told(f"支出{printed[:at]}{letter}{printed[at + 1 :]}万元") == [(letter, "数字“0")]


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("2O23年", "O"),
        ("2○23年", "○"),
        ("二○二三年", "○"),
        ("二0二三年", "0"),
        ("l2月", "l"),
        ("l00%", "l"),
        ("O.5%", "O"),
        ("3５.6万元", "５"),
        ("3．5万元", "．"),
        ("2021―2023年", "―"),
        ("2021年一2023年", "一"),
        ("办公丶会议", "丶"),
        ("目标∶完成", "∶"),
        ("任务完成．", "．"),
        ("窗ロ", ""),
        ("窗ロ建设", "ロ"),
        ("OА系统", "А"),
        ("ОА系统", "ОА"),
        ("𝟐人", "𝟐"),
        ("共﹐计", "﹐"),
    ],
)
def test_found(text: str, signs: str) -> None:
    assert "".join(one.sign for one in look_alikes(text)) == signs


@pytest.mark.parametrize(
    "text",
    [
        *(
            "O2O平台",
            "ISO9001",
            "A4纸",
            "CO2",
            "H2O",
            "I类",
            "Ⅰ类",
            "No.1",
            "3l",
            "x1O",
            "20○○年",
            "2021-2023年",
            "2021—2023年",
        ),
        *(
            "二〇二三年",
            "1∶2",
            "水泥∶砂=1∶3",
            "一．总体情况",
            "1．总体情况",
            "１２３",
            "５G",
            "μg/m³",
            "5Ω",
            "ΔT",
            "Москва",
        ),
        *("1,379.51万元", "≥95%", "－5", "第1号", "7·20", "Wi-Fi", "每日一次", "100万元", "10个", "№1", "①"),
    ],
)
def test_not_found(text: str) -> None:
    assert told(text) == []


@given(st.text())
def test_any_text_can_be_looked_at(text: str) -> None:
    for one in look_alikes(text):
        assert text[one.start : one.start + len(one.sign)] == one.sign
        assert one.meant


def test_in_a_number_it_is_an_inconsistency() -> None:
    place = Place(path="reports/evaluation.md")
    text = "项目好\n⼈、⼈、⼈都满意\n支出1O.5万元\n"
    report = Report(slug="evaluation", text=text, place=place)
    looked_at = case("{}", "", reports={"evaluation": report})
    outcomes = list(characters_are_what_they_seem(looked_at))
    findings = [one for one in outcomes if isinstance(one, Finding)]
    assert [(one.place.line, one.severity) for one in findings] == [(2, Severity.WARNING), (3, Severity.INCONSISTENCY)]
    assert "共3处" in findings[0].message
    assert Held() in outcomes


@pytest.mark.parametrize("id", ALL)
def test_the_four_documents_have_none(id: str) -> None:
    outcomes = list(characters_are_what_they_seem(real(id)))
    assert outcomes
    assert all(isinstance(one, Held) for one in outcomes)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Caf\u00e9", []),
        ("Cafe\u0301", [("e\u0301", "\u00e9")]),
        ("测\u0336试", [("测\u0336", "测")]),
        ("局\u0300\u0301\u0302\u0303\u0489", [("局\u0300\u0301\u0302\u0303\u0489", "局")]),
        ("\u0301局", [("\u0301", "\u0301")]),
        ("μg、Ω、①、㎡", []),
    ],
)
def test_signs_that_are_stacked(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


def test_names_are_found_by_whoever_types_them() -> None:
    """Of departments and of what tables list, full-width letters too; a name of Chinese has nothing to tell."""
    entries = [
        Entry(table="表", row=row, fields=(("项目名称", name),), amounts=(), place=Place(path="figures.yml", line=line))
        for line, (row, name) in enumerate(
            (("#1", "Ａ３打印机"), ("２０１", "办公楼"), ("#3", "⼈才 Caf\u0065\u0301")), 1
        )
    ]
    whole = case("表: {键: t01, 列: [{题: 项目, 类: 名称}, 金额], 行: [甲]}", "")
    plain = replace(whole, document=replace(whole.document, entries=tuple(entries)))
    found = [one for one in names_are_what_they_seem(plain) if isinstance(one, Finding)]
    assert [(one.place.line, one.message.partition("里的“")[2][:2]) for one in found] == [
        (1, "Ａ３"),
        (2, "２０"),
        (3, "⼈”"),
        (3, "e\u0301"),
    ]


def test_names_of_another_normal_form_are_the_same() -> None:
    assert same_body("Cafe\u0301局", "Caf\u00e9局")
    assert [one.name for one in _mentions("由Cafe\u0301局负责", ["Caf\u00e9局"])] == ["Caf\u00e9局"]
