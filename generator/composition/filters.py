"""过滤: what templates may put behind a bar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Protocol, SupportsInt

from jinja2 import pass_environment

from gongkai.composition.template_objects import Forms, FormView
from gongkai.composition.template_values import Missing, Quantity
from gongkai.composition.wording_errors import MisuseError
from gongkai.composition.words import FILTER_WORDS, Used, checked
from gongkai.model.amounts import Unit
from gongkai.model.numbering import chinese_number
from gongkai.model.numbers import Kind, read_as

SCORE = "总分.得分"
PROJECT = "项目名称"
MOST_PLACES = 6


class Joins(Protocol):
    """An environment that puts texts together (sandbox.py)."""

    def concatenated(self, values: Any, between: str = "") -> str: ...


def score(text: str, places: int | None = None) -> str:
    """分数 as sentences print it: 95.0 → 95; with a number of decimals 87.7 → 87.70; what is no number is 待填."""
    number = read_as(Kind.SCORE, text)
    if number is None:
        return text if not text or text.startswith("【") else str(Missing("得分"))
    if places is None:
        return f"{number.value.normalize():f}"
    return f"{number.value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"


def scored(forms: Iterable[FormView], low: float, below: float | None = None, path: str = SCORE) -> list[FormView]:
    """得分在: forms whose total score is at least `low` and under `below`."""
    least, under = Decimal(str(low)), None if below is None else Decimal(str(below))
    scores = [(form, form.score(path)) for form in forms]
    return [form for form, value in scores if value is not None and value >= least and (under is None or value < under)]


def named(forms: Iterable[FormView], names: Iterable[object], path: str = PROJECT) -> list[FormView]:
    """名为: the forms of these projects, in the order of the names; one that is not there is told."""
    titled = [(form.值(path).strip(), form) for form in forms]
    return [form for name in names for form in _of_name(forms, titled, name)]


def _of_name(forms: Iterable[FormView], titled: list[tuple[str, FormView]], name: object) -> list[FormView]:
    same = [form for title, form in titled if title == str(name).strip()]
    if not isinstance(forms, Forms):
        return same
    if same:
        forms.numbers.found.add(str(name))
    elif not isinstance(name, Missing):
        return [forms.absent(name, (title for title, _ in titled))]
    return same


@pass_environment
def listed(environment: Joins, *values: Any) -> str:
    """顿号: 甲、乙、丙."""
    checked(FILTER_WORDS["顿号"], values)
    return environment.concatenated(values[0], "、")


@pass_environment
def joined(environment: Joins, *values: Any) -> str:
    """join: with what is given between them."""
    checked(FILTER_WORDS["join"], values)
    return environment.concatenated(*values)


def length(items: Iterable[object]) -> int:
    """length: how many there are in a list."""
    return sum(1 for _ in items)


def capital(number: Missing | SupportsInt) -> str:
    """大写: a number in Chinese."""
    return str(number) if isinstance(number, Missing) else chinese_number(int(number))


def in_unit(unit: Unit) -> Callable[..., Quantity | Missing]:
    """元, 万元 …: an amount in this unit, whatever the edition's text has otherwise."""

    def converted(quantity: Quantity | Missing, places: int = 2) -> Quantity | Missing:
        if not 0 <= places <= MOST_PLACES:
            raise MisuseError(f"金额最多写{MOST_PLACES}位小数，写的是{places}")
        return quantity if isinstance(quantity, Missing) else quantity.in_unit(unit, places)

    return converted


_PLAIN: Mapping[str, Callable[..., object]] = {
    "length": length,
    "大写": capital,
    "分数": score,
    "得分在": scored,
    "名为": named,
    **{unit.value: in_unit(unit) for unit in Unit},
}
FILTERS: Mapping[str, Callable[..., object]] = {
    "顿号": listed,
    "join": joined,
    **{name: Used(FILTER_WORDS[name], function) for name, function in _PLAIN.items()},
}
