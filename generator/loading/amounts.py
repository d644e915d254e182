"""金额: text → exact Amount, or what to type instead."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from gongkai.loading.problems import short
from gongkai.loading.scalars import full_width, half_width, text_of
from gongkai.model.amounts import NOTHING, Amount, Unit
from gongkai.model.findings import Finding, found
from gongkai.model.nodes import Node
from gongkai.model.numbers import MONEY, MOST_DIGITS, Fault, absent, fault_of, read
from gongkai.model.places import Place

PLACES = 2
"""Decimals of a figure: 万元 as the forms print it, 元 to the cent."""

_LOOSE = re.compile(r"[+-]?[0-9,]*\.?[0-9]*")
_CURRENCY = re.compile(r"[¥￥$]\s*")


def read_amount(node: Node, unit: Unit) -> Amount | Finding:
    """Read one figure of a document in `unit`.

    Accepted: a plain decimal, with thousands separators or without, at most two decimals. In 万元 a figure other than
    zero stands for ± 50 元 (domain rule 2.1); zero, and every figure in 元, is exact.
    """
    text = text_of(node, "金额")
    if isinstance(text, Finding):
        return text
    plain = half_width(text)
    number = _plain_number(plain, unit, node.place)
    if isinstance(number, Finding):
        return number
    if plain != text:
        return full_width(node, text, plain)
    if number == 0:
        return NOTHING
    return Amount(yuan=number * unit.yuan, margin=unit.margin(PLACES))


def _plain_number(text: str, unit: Unit, place: Place) -> Decimal | Finding:
    number = read(text)
    if number is None or number.unit:
        return _not_plain(text, unit, place)
    if number.value == 0 and text.startswith("-"):
        return found("L305", place, "零", 填=short(text))
    if not number.tidy:
        return _not_plain(text, unit, place)
    if number.places > PLACES:
        return _too_many_decimals(text, number.places, unit, place)
    return number.value


def _too_long(text: str, unit: Unit, place: Place) -> Finding:
    whole, _, decimals = text.lstrip("+-").partition(".")
    if len(whole) <= MOST_DIGITS:
        return _too_many_decimals(text, len(decimals), unit, place)
    return found("L309", place, 位=len(whole), 最多=MOST_DIGITS)


def _too_many_decimals(text: str, count: int, unit: Unit, place: Place) -> Finding:
    number = Decimal(text[:40])
    rounded = _to_the_cent(number)
    exact = "" if unit is Unit.YUAN or count > 6 else _to_the_cent(number * unit.yuan)
    return found("L306", place, 填=short(text), 位=count, 单位=unit, 应=rounded, 元=exact)


def _to_the_cent(number: Decimal) -> str:
    return f"{number.quantize(Decimal('0.01'), ROUND_HALF_UP)}"


def _not_plain(text: str, unit: Unit, place: Place) -> Finding:
    """Say what kind of number it is instead."""
    told = _with_unit(text, unit, place)
    if told is not None:
        return told
    fault = fault_of(text)
    if fault is Fault.LONG and not text.strip("+-.0123456789"):
        return _too_long(text, unit, place)
    if _LOOSE.fullmatch(text) and fault is not Fault.GROUPING and any(sign.isdigit() for sign in text):
        return found("L305", place, "写法", 填=short(text), 应=_tidy(text))
    return _no_number(text, fault, place)


def _no_number(text: str, fault: Fault | None, place: Place) -> Finding:
    typed = short(text)
    match fault:
        case Fault.GROUPING:
            return found("L303", place, "千分位", 填=typed)
        case Fault.SPECIAL:
            return found("L304", place, 填=typed)
        case Fault.BRACKETS:
            return found("L305", place, "括号", 填=typed, 应=text.strip("()").replace(",", ""))
        case _:
            return found("L301", place, hint="空" if absent(text) else "文字", 填=typed)


def _with_unit(text: str, unit: Unit, place: Place) -> Finding | None:
    bare = _CURRENCY.sub("", text, count=1) if _CURRENCY.match(text) else text
    number = read(bare)
    if number is None or not (number.money or number.unit == "%" or (bare != text and not number.unit)):
        return None
    if number.unit == "%":
        return found("L307", place, hint="百分比", 填=short(text))
    written = MONEY.get(number.unit, unit.yuan)
    if written == unit.yuan:
        return found("L307", place, hint="本单位", 填=short(text), 数=f"{number.value:f}", 单位=unit)
    exact = _to_the_cent(number.value * written / unit.yuan)
    return found("L307", place, hint="别的单位", 填=short(text), 应=exact, 单位=unit)


def _tidy(text: str) -> str:
    """5 for +5, 0.5 for .5, 7 for 007, 5 for 5. ."""
    sign = "-" if text.startswith("-") else ""
    whole, _, decimals = text.replace(",", "").lstrip("+-").partition(".")
    tidy = f"{whole.lstrip('0') or '0'}{'.' + decimals if decimals else ''}"
    return sign + tidy if tidy.strip("0.") else tidy
