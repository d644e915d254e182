"""文字的比较: heads, labels and titles as they are compared, whatever their widths, blanks, quotes and numbers."""

from __future__ import annotations

import re
import unicodedata

from gongkai.model.columns import ORDINAL

_QUOTES = re.compile(r"[\s“”\"'‘’〞〝《》]+")
_UNIT = re.compile(r"[(:](?:单位:)?(?:[元台套辆人次批个]|千元|万元|亿元|人次|台/套|台\(套\))+\)?$")
_BRACKETED = re.compile(r"^\([0-9]+\)")
_TEMPLATE = re.compile(r"\{[{%].*?[%}]\}")
_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}年?度?|^年度")
_NUMBER = re.compile(r"^(?:(?:z|gk|cs|f|财决|公开|附|表|gk)*[0-9]+(?:[_-][0-9]+)*表?|附表[0-9]*)[.、:]?", re.IGNORECASE)
_BEHIND = re.compile(r"\((?:财决|公开|附|cs|gk|z|f)[^()]*\)?$", re.IGNORECASE)
_WHOSE = re.compile(r"^(?:本级|部门|单位)+")

TOTALS = frozenset({"合计", "总计", "栏合计"})
LINE_NUMBERS = frozenset({"栏次", "行次", "栏号", "甲", "乙", "—", "-"})


def folded(text: str) -> str:
    """As texts are compared: one width, no blanks, no quotes."""
    return _QUOTES.sub("", unicodedata.normalize("NFKC", text))


def bare(text: str) -> str:
    """Without the number before it and the unit behind it: 二、公共安全支出, 团组数（个）."""
    plain = _BRACKETED.sub("", ORDINAL.sub("", folded(text)))
    return _UNIT.sub("", plain) or plain


def title_of(text: str) -> str:
    """A title, or the name of a sheet, without number, year, brackets of a number and whose it is."""
    plain = _YEAR.sub("", folded(_TEMPLATE.sub("", text)))
    plain = _NUMBER.sub("", _BEHIND.sub("", plain))
    return _WHOSE.sub("", ORDINAL.sub("", plain))


def composed(text: str) -> bool:
    """Whether characters are written in their usual form (NFC)."""
    return unicodedata.is_normalized("NFC", text)
