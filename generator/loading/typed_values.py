"""金额、个数、百分比、编码: a text as typed → the exact value, or what to type instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from gongkai.loading.problems import short
from gongkai.model.amounts import NOTHING, Amount, Unit
from gongkai.model.classification import Classification
from gongkai.model.findings import Finding, found
from gongkai.model.nodes import Node, Scalar
from gongkai.model.numbers import MONEY, MOST_DIGITS, Fault, Number, absent, fault_of, read
from gongkai.model.places import Place

V = TypeVar("V")

PLACES = 2
"""Decimals of a figure: 万元 as the forms print it, 元 to the cent."""
MOST = Decimal(10) ** 9
"""below it every count and percentage lies"""
DECIMALS = 6
"""of a percentage"""

_LOOSE = re.compile(r"[+-]?[0-9,]*\.?[0-9]*")
_SPREADSHEET = re.compile(r"\d(?:\.\d+)?[eE][+-]?\d+")
_COUNTED = re.compile("[^十百千万亿%].*")
"""a counter behind a number: 辆, not 万辆"""
_CURRENCY = re.compile(r"[¥￥$]\s*")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．。，－−–—﹣＋％（）：／　\xa0", "0123456789..,-----+%():/  ")


def half_width(text: str) -> str:
    """The text with full-width digits and signs as they are typed in half width, spaces at the edges gone."""
    return text.translate(_HALF_WIDTH).strip()


def _read(node: Node, wanted: str, reader: Callable[[str, str], V | Finding]) -> V | Finding:
    """What a reader makes of the text as typed and of the same in half width, in which alone it may stand."""
    if not isinstance(node, Scalar):
        return found("L314", node.place, 类=wanted)
    if node.null or not node.text.strip():
        return found("L308", node.place, "值", 类=wanted)
    plain = half_width(node.text)
    value = reader(node.text, plain)
    if isinstance(value, Finding) or plain == node.text:
        return value
    return found("L302", node.place, 填=short(node.text), 应=plain).meaning(plain)


def read_amount(node: Node, unit: Unit) -> Amount | Finding:
    """Read one figure of a document in `unit`.

    Accepted: a plain decimal, with thousands separators or without, at most two decimals. In 万元 a figure other than
    zero stands for ± 50 元 (domain rule 2.1); zero, and every figure in 元, is exact.
    """
    return _read(node, "金额", lambda _, plain: _amount(plain, unit, node.place))


def _amount(text: str, unit: Unit, place: Place) -> Amount | Finding:
    number = read(text)
    if number is None or number.unit:
        return _not_plain(text, unit, place)
    if number.value == 0 and text.startswith("-"):
        return found("L305", place, "零", 填=short(text)).meaning("0")
    if not number.tidy:
        return _not_plain(text, unit, place)
    if number.places > PLACES:
        return _too_many_decimals(text, number.places, unit, place)
    return Amount(yuan=number.value * unit.yuan, margin=unit.margin(PLACES)) if number.value else NOTHING


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
        return found("L305", place, "写法", 填=short(text), 应=_tidy(text)).meaning(_tidy(text))
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
    if number is None:
        return None
    if number.unit == "%":
        return found("L307", place, hint="百分比", 填=short(text))
    if not number.money and (bare == text or number.unit):
        return None
    written = MONEY.get(number.unit, unit.yuan)
    if written == unit.yuan:
        own = f"{number.value:f}"
        meant = own if bare == text or unit is Unit.YUAN else ""  # ¥ may stand for 元 where 万元 are typed
        return found("L307", place, hint="本单位", 填=short(text), 数=own, 单位=unit).meaning(meant)
    exact = _to_the_cent(number.value * written / unit.yuan)
    return found("L307", place, hint="别的单位", 填=short(text), 应=exact, 单位=unit)


def _tidy(text: str) -> str:
    """5 for +5, 0.5 for .5, 7 for 007, 5 for 5. ."""
    sign = "-" if text.startswith("-") else ""
    whole, _, decimals = text.replace(",", "").lstrip("+-").partition(".")
    tidy = f"{whole.lstrip('0') or '0'}{'.' + decimals if decimals else ''}"
    return sign + tidy if tidy.strip("0.") else tidy


def read_count(node: Node) -> int | Finding:
    """个数: 0 or a whole number such as 12 or 1,200; without its counter (辆, 人次)."""
    return _read(node, "个数", lambda text, plain: _count(text, plain, node.place))


def _whole(text: str) -> Number | None:
    number = read(text)
    return number if number is not None and number.tidy and not number.places else None


def _count(text: str, plain: str, place: Place) -> int | Finding:
    whole = _whole(plain)
    if whole is not None and not whole.unit and 0 <= whole.value < MOST:
        return int(whole.value)
    digits = re.match(r"[0-9]+(?![0-9.,])", plain)
    likely = int(digits[0][:9]) if digits else 0
    meant = f"{whole.value:f}" if whole is not None and _COUNTED.fullmatch(whole.unit) else ""
    return found("L310", place, hint="有数" if digits else "无数", 填=short(text), 数=likely).meaning(meant)


def read_percent(node: Node) -> Decimal | Finding:
    """百分比 such as 94.87%, as 94.87; its decimals are kept. The sign is wanted."""

    def reader(text: str, plain: str) -> Decimal | Finding:
        number = _percentage(plain)
        return _no_percentage(text, plain, node.place) if number is None else number

    return _read(node, "百分比", reader)


def _percentage(text: str) -> Decimal | None:
    number = read(text)
    if number is None or number.unit != "%" or not number.tidy or "," in text:
        return None
    return number.value if abs(number.value) < MOST and number.places <= DECIMALS else None


def _no_percentage(text: str, plain: str, place: Place) -> Finding:
    """95% is typed as 0.95 and as 95."""
    if _percentage(f"{plain}%") is None:
        return found("L311", place, hint="别的", 填=short(text))
    hundredfold = Decimal(plain) * 100
    if abs(hundredfold) > 100:
        return found("L311", place, hint="一种", 填=short(text), 数=plain)
    return found("L311", place, hint="两种", 填=short(text), 数=plain, 百倍=f"{hundredfold.normalize():f}")


def code_meant(text: str, kind: Classification) -> str:
    """The code that a text is but for blanks, quotation marks, .0 and its name; "" if it may be something else."""
    match = re.fullmatch(r"(\d+)(?:\.0*)?\D*", _digits(half_width(text)))
    return match[1] if match and kind.has_shape(match[1]) else ""


def _digits(plain: str) -> str:
    return re.sub(r"[\s,'’‘“”\"]", "", plain)


def not_a_code(text: str, kind: Classification, place: Place) -> Finding:
    """L313 for a text that has not the shape of a code."""
    plain = half_width(text)
    typed, named = short(text), kind.title
    if _SPREADSHEET.fullmatch(plain):
        return found("L313", place, "样子", hint="表格软件", 填=typed, 表=named)
    digits = _digits(plain)
    start = re.match(r"(\d+)(?:\.0*)?(?!\d)", digits)
    if start and kind.has_shape(start[1]):
        told = found("L313", place, "样子", hint="编码", 填=typed, 表=named, 编码=start[1])
        return told.meaning(code_meant(text, kind))
    return found(
        "L313",
        place,
        "样子",
        hint="少了" if digits.isdigit() and not digits.startswith(kind.first) else "核对",
        填=typed,
        表=named,
        位=kind.digits,
        数=kind.first if kind.first.isdigit() else "",
        字=kind.first if kind.first.isalpha() else "",
    )
