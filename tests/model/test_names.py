"""相近的名称: the index finds what comparing with each finds, and does not compare with each."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.model.names import SIMILAR, Names, likeness

WORDS = "办事大厅运行维护信息系统建设经费农村公路养护补助学校食堂改造水利设施社区服务中心网络租赁"


def by_comparing(name: str, others: list[str]) -> str | None:
    """What the index stands for: every name is compared, the first of the likest is taken."""
    best = max(others, key=lambda other: likeness(name, other), default=None)
    return best if best is not None and likeness(name, best) >= SIMILAR else None


def changed(name: str, chance: random.Random) -> str:
    """A name with some slips of the pen."""
    signs = list(name)
    for _ in range(chance.randint(0, 4)):
        at = chance.randrange(len(signs) + 1)
        if chance.random() < 0.4 or at == len(signs):
            signs.insert(at, chance.choice(WORDS))
        elif chance.random() < 0.5 and len(signs) > 1:
            del signs[at]
        else:
            signs[at] = chance.choice(WORDS)
    return "".join(signs)


@pytest.mark.parametrize("letters", ["甲乙", "甲乙丙丁", WORDS])
def test_same_as_comparing_with_each(letters: str) -> None:
    chance = random.Random(letters)  # noqa: S311 - names, no secrets
    for _ in range(150):
        others = ["".join(chance.choices(letters, k=chance.randint(1, 14))) for _ in range(30)]
        others += [changed(chance.choice(others), chance) for _ in range(10)]
        index = Names(others)
        for _ in range(15):
            name = changed(chance.choice(others), chance)
            assert index.near(name) == by_comparing(name, list(dict.fromkeys(others))), (name, others)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text("甲乙丙", min_size=1, max_size=12), max_size=12), st.text("甲乙丙", min_size=1, max_size=12))
def test_same_for_any_names(others: list[str], name: str) -> None:
    assert Names(others).near(name) == by_comparing(name, list(dict.fromkeys(others)))


def test_a_dropped_name_is_found_no_more() -> None:
    index = Names(["农村公路养护经费", "农村公路养护补助"])
    assert index.near("农村公路养户经费") == "农村公路养护经费"
    index.drop("农村公路养护经费")
    assert index.near("农村公路养护经贵") is None
    assert index.near("农村公路养护补肋") == "农村公路养护补助"


@pytest.mark.parametrize(
    "pattern", ["2024年{}号乡镇农村公路养护工程补助经费", "{}村人居环境整治", "第{}小学食堂改造（{}期）"]
)
def test_of_four_hundred_names_next_to_none_are_compared(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """400 by 400 took eleven seconds."""
    compared: list[str] = []

    def counted(one: str, other: str) -> float:
        compared.append(other)
        return likeness(one, other)

    monkeypatch.setattr("gongkai.model.names.likeness", counted)
    names = [pattern.format(number, number) for number in range(1, 401)]
    index = Names(names)
    for name in names:
        index.near(name[:3] + "又" + name[4:])
    assert 400 <= len(compared) <= 800
