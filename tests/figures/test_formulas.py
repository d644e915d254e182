"""公式: what can be written, and what is said of the rest."""

from __future__ import annotations

import pytest

from gongkai.figures.formulas import (
    Comparison,
    FormulaError,
    Reference,
    Term,
    crowded_signs,
    parse,
    parse_comparison,
    parse_ratio,
)


def name(path: str, sign: int = 1) -> Term:
    return Term(sign=sign, first=Reference(path=path))


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("基本支出", [name("基本支出")]),
        ("甲 + 乙 - 丙", [name("甲"), name("乙"), name("丙", -1)]),
        ("甲 － 乙 ＋ 丙", [name("甲"), name("乙", -1), name("丙")]),
        ("301 + 303", [name("301"), name("303")]),
        ("表.行.预算数.合计", [name("表.行.预算数.合计")]),
        ("A-B + 丙", [name("A-B"), name("丙")]),
        ("因公出国（境）费", [name("因公出国（境）费")]),
        ("甲 至 乙", [Term(sign=1, first=Reference(path="甲"), last=Reference(path="乙"))]),
        (
            "表.列[科目=201|202, 资金=甲，单位＝乙]",
            [
                Term(
                    sign=1,
                    first=Reference(
                        path="表.列", where=(("科目", ("201", "202")), ("资金", ("甲",)), ("单位", ("乙",)))
                    ),
                )
            ],
        ),
        ("表.列[]", [Term(sign=1, first=Reference(path="表.列", where=()))]),
    ],
)
def test_parse(text: str, terms: list[Term]) -> None:
    assert list(parse(text)) == terms


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("甲 + ", "公式不完整"),
        ("", "公式不完整"),
        ("甲 至 乙 至 丙", "只能有一个“至”"),
        ("甲[资金]", "应写成“名=值”"),
        ("甲[资金=乙", "看不懂“甲[资金=乙”"),
    ],
)
def test_parse_says_what_is_wrong(text: str, said: str) -> None:
    with pytest.raises(FormulaError, match=said.replace("[", r"\[")):
        parse(text)


@pytest.mark.parametrize("sign", ["=", "≤", "≥", "<=", ">="])
def test_comparison(sign: str) -> None:
    spelled = {"<=": "≤", ">=": "≥"}.get(sign, sign)
    assert parse_comparison(f"甲.a[资金=乙] {sign} 丙 + 丁") == Comparison(
        left="甲.a[资金=乙]", sign=spelled, right="丙 + 丁"
    )


@pytest.mark.parametrize("text", ["甲 + 乙", "甲 = 乙 = 丙", "甲=乙"])
def test_comparison_needs_one_sign(text: str) -> None:
    with pytest.raises(FormulaError, match="应写成“甲 = 乙”"):
        parse_comparison(text)


def test_ratio() -> None:
    assert parse_ratio("决算数 - 预算数 / 预算数") == ("决算数 - 预算数", "预算数")
    with pytest.raises(FormulaError, match="应写成“甲 / 乙”"):
        parse_ratio("决算数")


def test_crowded_signs_are_pointed_out() -> None:
    assert "两边各要空一格" in str(crowded_signs("甲+乙"))
    assert "空一格" not in str(crowded_signs("甲"))
