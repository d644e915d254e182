"""金额: text → exact Amount, or what to type instead."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from generator.loading.problems import error, quoted
from generator.loading.scalars import full_width, half_width, text_of
from generator.model.amounts import NOTHING, ZERO, Amount, Unit
from generator.model.finding_codes import FindingCode
from generator.model.findings import Finding
from generator.model.nodes import Node
from generator.model.places import Place

PLACES = 2
"""Decimals of a figure: 万元 as the forms print it, 元 to the cent."""
MOST_DIGITS = 14
"""Before the point: in 元 a hundred trillion, more than any government spends."""
MARGIN = Decimal(50)
"""What a printed 0.01 万元 hides, in 元 either way."""

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_LOOSE = re.compile(r"[+-]?[0-9,]*\.?[0-9]*")
_UNITS = re.compile(
    r"(?P<sign>[¥￥$])?\s*(?P<number>[+-]?[0-9][0-9,]*(?:\.[0-9]+)?)\s*(?P<unit>亿元|万元|千元|元|万|亿|%)?"
)
_SPECIAL = re.compile(
    r"[+-]?(?:\.?nan|\.?inf(?:inity)?|[0-9.]+e[+-]?[0-9]+|0[xob][0-9a-f]+|[0-9_.]*_[0-9_.]*)", re.IGNORECASE
)
_BRACKETED = re.compile(r"\((?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)\)")
_BLANKS = frozenset({"-", "--", "---", "/", "无", "空", "没有"})


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
    return Amount(yuan=number * unit.yuan, margin=MARGIN if unit is Unit.WAN else ZERO)


def _plain_number(text: str, unit: Unit, place: Place) -> Decimal | Finding:
    if "," in text and _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    if not _NUMBER.fullmatch(text):
        return _not_plain(text, unit, place)
    whole, _, decimals = text.removeprefix("-").partition(".")
    if len(whole) > MOST_DIGITS:
        message = f"小数点前有 {len(whole)} 位，最多 {MOST_DIGITS} 位"
        return error(FindingCode.NUMBER_TOO_LARGE, place, message, "检查是否多写了几位，或少了小数点")
    if len(decimals) > PLACES:
        return _too_many_decimals(text, len(decimals), unit, place)
    number = Decimal(text)
    if number == 0 and text.startswith("-"):
        return error(FindingCode.UNUSUAL_NUMBER, place, f"{quoted(text)}：零没有负号", "写 0")
    return number


def _too_many_decimals(text: str, count: int, unit: Unit, place: Place) -> Finding:
    number = Decimal(text[:40])
    rounded = number.quantize(Decimal("0.01"), ROUND_HALF_UP)
    hint = f"按两位小数写 {rounded}"
    if unit is Unit.WAN and count <= 6:
        exact = (number * unit.yuan).quantize(Decimal("0.01"))
        hint += f"；要精确到元，整个文件夹的“金额单位”改为元，这里写 {exact}"
    message = f"{quoted(text)}有 {count} 位小数，以{unit}为单位最多两位"
    return error(FindingCode.TOO_MANY_DECIMALS, place, message, hint)


def _not_plain(text: str, unit: Unit, place: Place) -> Finding:
    """Say what kind of number it is instead."""
    return (
        _with_unit(text, unit, place)
        or _grouped_wrongly(text, place)
        or _special(text, place)
        or _unusual(text, place)
        or error(
            FindingCode.NOT_A_NUMBER,
            place,
            f"{quoted(text)}不是数",
            "没有数就写 0，或删去这一项" if text in _BLANKS else "写成普通小数，如 1790.63",
        )
    )


def _with_unit(text: str, unit: Unit, place: Place) -> Finding | None:
    match = _UNITS.fullmatch(text)
    if match is None or not (match["unit"] or match["sign"]):
        return None
    plain = match["number"].replace(",", "")
    written = {"元": Unit.YUAN, "万元": Unit.WAN, "万": Unit.WAN, None: unit}.get(match["unit"])
    if match["unit"] == "%":
        hint = "这里要填金额，不是百分比"
    elif written is unit:
        hint = f"只写数：{plain}；单位在 document.yml 里统一写（本文件夹是{unit}）"
    elif written is not None and len(plain) <= MOST_DIGITS:
        exact = Decimal(plain) * written.yuan / unit.yuan
        hint = f"本文件夹的单位是{unit}，换算后写 {exact.quantize(Decimal('0.01'), ROUND_HALF_UP)}"
    else:
        hint = f"本文件夹的单位是{unit}；换算后只写数"
    return error(FindingCode.NUMBER_WITH_UNIT, place, f"{quoted(text)}带了单位或符号", hint)


def _grouped_wrongly(text: str, place: Place) -> Finding | None:
    if not re.fullmatch(r"-?[0-9]+(?:[, ][0-9]+)+(?:\.[0-9]+)?", text):
        return None
    message = f"{quoted(text)}的千分位不对：从小数点往前，每三位一个英文逗号"
    return error(FindingCode.WRONG_GROUPING, place, message, "对照原件核对，去掉逗号和空格重写")


def _special(text: str, place: Place) -> Finding | None:
    if not _SPECIAL.fullmatch(text):
        return None
    message = f"{quoted(text)}不是普通小数"
    return error(FindingCode.NOT_PLAIN_DECIMAL, place, message, "写成普通小数，如 1790.63；不用科学计数法")


def _unusual(text: str, place: Place) -> Finding | None:
    if match := _BRACKETED.fullmatch(text):
        return error(FindingCode.UNUSUAL_NUMBER, place, f"{quoted(text)}：负数不用括号", f"写成 -{match['number']}")
    if _LOOSE.fullmatch(text) and any(sign.isdigit() for sign in text):
        return error(FindingCode.UNUSUAL_NUMBER, place, f"{quoted(text)}写法不规范", f"写成 {_tidy(text)}")
    return None


def _tidy(text: str) -> str:
    """5 for +5, 0.5 for .5, 7 for 007, 5 for 5. ."""
    sign = "-" if text.startswith("-") else ""
    whole, _, decimals = text.replace(",", "").lstrip("+-").partition(".")
    tidy = f"{whole.lstrip('0') or '0'}{'.' + decimals if decimals else ''}"
    return sign + tidy if tidy.strip("0.") else tidy
