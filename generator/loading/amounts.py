"""金额: text → exact Amount, or what to type instead."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from gongkai.loading.problems import error, quoted
from gongkai.loading.scalars import full_width, half_width, text_of
from gongkai.model.amounts import NOTHING, Amount, Unit
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding
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
        return error(FindingCode.UNUSUAL_NUMBER, place, f"{quoted(text)}：零没有负号", "写 0")
    if not number.tidy:
        return _not_plain(text, unit, place)
    if number.places > PLACES:
        return _too_many_decimals(text, number.places, unit, place)
    return number.value


def _too_long(text: str, unit: Unit, place: Place) -> Finding:
    whole, _, decimals = text.lstrip("+-").partition(".")
    if len(whole) <= MOST_DIGITS:
        return _too_many_decimals(text, len(decimals), unit, place)
    message = f"小数点前有 {len(whole)} 位，最多 {MOST_DIGITS} 位"
    return error(FindingCode.NUMBER_TOO_LARGE, place, message, "检查是否多写了几位，或少了小数点")


def _too_many_decimals(text: str, count: int, unit: Unit, place: Place) -> Finding:
    number = Decimal(text[:40])
    rounded = number.quantize(Decimal("0.01"), ROUND_HALF_UP)
    hint = f"按两位小数写 {rounded}"
    if unit is not Unit.YUAN and count <= 6:
        exact = (number * unit.yuan).quantize(Decimal("0.01"))
        hint += f"；要精确到元，整个文件夹的“金额单位”改为元，这里写 {exact}"
    message = f"{quoted(text)}有 {count} 位小数，以{unit}为单位最多两位"
    return error(FindingCode.TOO_MANY_DECIMALS, place, message, hint)


def _not_plain(text: str, unit: Unit, place: Place) -> Finding:
    """Say what kind of number it is instead."""
    told = _with_unit(text, unit, place)
    fault = fault_of(text)
    if told is not None:
        return told
    if fault is Fault.LONG and not text.strip("+-.0123456789"):
        return _too_long(text, unit, place)
    if _LOOSE.fullmatch(text) and fault is not Fault.GROUPING and any(sign.isdigit() for sign in text):
        return error(FindingCode.UNUSUAL_NUMBER, place, f"{quoted(text)}写法不规范", f"写成 {_tidy(text)}")
    negative = f"写成 -{text.strip('()').replace(',', '')}"
    grouping = f"{quoted(text)}的千分位不对：从小数点往前，每三位一个英文逗号"
    blank = "没有数就写 0，或删去这一项" if absent(text) else "写成普通小数，如 1790.63"
    plain = "写成普通小数，如 1790.63；不用科学计数法"
    code, message, hint = {
        Fault.GROUPING: (FindingCode.WRONG_GROUPING, grouping, "对照原件核对，去掉逗号和空格重写"),
        Fault.SPECIAL: (FindingCode.NOT_PLAIN_DECIMAL, f"{quoted(text)}不是普通小数", plain),
        Fault.BRACKETS: (FindingCode.UNUSUAL_NUMBER, f"{quoted(text)}：负数不用括号", negative),
    }.get(fault or Fault.WORDS, (FindingCode.NOT_A_NUMBER, f"{quoted(text)}不是数", blank))
    return error(code, place, message, hint)


def _with_unit(text: str, unit: Unit, place: Place) -> Finding | None:
    bare = _CURRENCY.sub("", text, count=1) if _CURRENCY.match(text) else text
    number = read(bare)
    if number is None or not (number.money or number.unit == "%" or (bare != text and not number.unit)):
        return None
    plain = f"{number.value:f}"
    written = MONEY.get(number.unit, unit.yuan)
    if number.unit == "%":
        hint = "这里要填金额，不是百分比"
    elif written == unit.yuan:
        hint = f"只写数：{plain}；单位在 document.yml 里统一写（本文件夹是{unit}）"
    else:
        exact = (number.value * written / unit.yuan).quantize(Decimal("0.01"), ROUND_HALF_UP)
        hint = f"本文件夹的单位是{unit}，换算后写 {exact}"
    return error(FindingCode.NUMBER_WITH_UNIT, place, f"{quoted(text)}带了单位或符号", hint)


def _tidy(text: str) -> str:
    """5 for +5, 0.5 for .5, 7 for 007, 5 for 5. ."""
    sign = "-" if text.startswith("-") else ""
    whole, _, decimals = text.replace(",", "").lstrip("+-").partition(".")
    tidy = f"{whole.lstrip('0') or '0'}{'.' + decimals if decimals else ''}"
    return sign + tidy if tidy.strip("0.") else tidy
