"""数字格式: what a cell shows of its number, and whether it shows a date."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from gongkai.model import numbers

GENERAL = "General"
_MOST_DIGITS = 25
"""that decimal arithmetic keeps without rounding"""
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    48: "##0.0E+0",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"',
    42: '#,##0;-#,##0;"-"',
    43: '#,##0.00;-#,##0.00;"-"',
    44: '#,##0.00;-#,##0.00;"-"',
    49: "@",
    **dict.fromkeys((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)), "yyyy-mm-dd"),
}
"""by number; the dates of every language count as one"""

_SECTION = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_BESIDE = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[[^\]]*\]')
_PATTERN = re.compile(
    r"(?P<before>[^#0?.,%E]*)(?P<whole>[#0?,]*)(?:\.(?P<decimals>[#0?]*))?"
    r"(?P<thousands>,*)(?P<exponent>E\+0+)?(?P<after>[^#0?.,E]*)"
)
_DATE = re.compile(r"[ymdhs]|上午|下午", re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)


def _bare(code: str) -> str:
    """Without what stands beside the digits: quoted text, colours, blanks."""
    return _BESIDE.sub("", code)


@lru_cache(maxsize=512)
def shows_date(code: str) -> bool:
    """Whether a number in this format is a date or a time."""
    return code != GENERAL and bool(_ELAPSED.search(code) or _DATE.search(_bare(code.replace(GENERAL, ""))))


@lru_cache(maxsize=4096)
def shown(number: Decimal, code: str) -> str:
    """A number as its format shows it; "" where that is not simply known."""
    if code in ("", "@") or code.casefold() == "general":
        return _general(number)
    sections = _sections(code)
    if number < 0 and len(sections) > 1:  # a section for negative numbers has its own minus
        return _printed(-number, sections[1])
    return _printed(number, sections[2 if number == 0 and len(sections) > 2 else 0])


_SIGNS = "#0?.,%E"
_MASKED = {ord(sign): 0xE000 + place for place, sign in enumerate(_SIGNS)}
"""signs that are meant as they stand"""
_UNMASKED = {0xE000 + place: sign for place, sign in enumerate(_SIGNS)}


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[re.Match[str] | None, ...]:
    """The parts of a format, for positive, negative and zero; None for one that is not simple."""
    texts = (_BESIDE.sub(_beside, section) for section in _SECTION.split(code))
    return tuple(map(_PATTERN.fullmatch, texts))


def _beside(piece: re.Match[str]) -> str:
    return (piece["quoted"] or piece["escaped"] or "").translate(_MASKED)


def _printed(number: Decimal, section: re.Match[str] | None) -> str:
    if section is None:
        return ""
    digits = _digits(number, section)
    return "" if digits is None else (section["before"] + digits + section["after"]).translate(_UNMASKED).strip()


def _digits(number: Decimal, section: re.Match[str]) -> str | None:
    """The digits of a number; None where there are more than are exact."""
    whole, decimals = section["whole"], section["decimals"] or ""
    if not whole and not decimals:
        return None if section["exponent"] else ""
    if section["exponent"]:
        return f"{float(number):.{len(decimals)}E}"
    scaled = number * 100 ** section["after"].count("%") / 1000 ** _left_out(section)
    return _fixed(scaled, whole, decimals) if scaled.adjusted() + len(decimals) < _MOST_DIGITS else None


def _left_out(section: re.Match[str]) -> int:
    """Commas behind the digits: how many times three digits are not shown."""
    whole = section["whole"]
    return len(whole) - len(whole.rstrip(",")) + len(section["thousands"])


def _fixed(number: Decimal, whole: str, decimals: str) -> str:
    rounded = number.quantize(Decimal(1).scaleb(-len(decimals)), rounding=ROUND_HALF_UP)
    grouping = "," if "," in whole.rstrip(",") else ""
    text = f"{abs(rounded):{grouping}f}"
    least = whole.count("0")
    if not least:
        text = text.removeprefix("0")
    elif not grouping:
        text = text.zfill(least + len(decimals) + bool(decimals))
    kept = len(decimals.rstrip("#?"))
    while decimals and len(text.rpartition(".")[2]) > kept and text.endswith("0"):
        text = text[:-1]
    text = text.removesuffix(".") if decimals and not kept else text
    return f"-{text}" if rounded < 0 else text


def _general(number: Decimal) -> str:
    """General shows at most eleven digits."""
    text = numbers.shown(number)
    whole = len(text.lstrip("-").partition(".")[0])
    if len(text.lstrip("-")) <= 11:
        return text
    if whole > 11:
        return f"{float(number):.5E}"
    return numbers.shown(number.quantize(Decimal(1).scaleb(whole - 10), rounding=ROUND_HALF_UP))
