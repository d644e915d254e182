"""科目编码: what is wrong with a text that should be one, and what to type."""

from __future__ import annotations

import re

from gongkai.loading.problems import error, quoted
from gongkai.loading.scalars import half_width
from gongkai.model.classification import Classification
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding
from gongkai.model.places import Place

_SPREADSHEET = re.compile(r"\d(?:\.\d+)?[eE][+-]?\d+")


def not_a_code(text: str, classification: Classification, place: Place) -> Finding:
    """L313 for a text that has not the shape of a code."""
    return error(
        FindingCode.NOT_A_CODE,
        place,
        f"{quoted(text)}不是{classification.title}的编码",
        _hint(text, classification),
    )


def _hint(text: str, classification: Classification) -> str:
    plain = half_width(text)
    if _SPREADSHEET.fullmatch(plain):
        return "表格软件把编码改成了科学记数；把这一列设成“文本”，再照科目书重新填编码"
    digits = re.sub(r"[\s,'’‘“”\"]", "", plain)
    start = re.match(r"(\d+)(?:\.0*)?(?!\d)", digits)
    if start and classification.has_shape(start[1]):
        return f"只写编码：{start[1]}"
    shape = f"{classification.title}的编码是{classification.digits}位"
    shape += f"数字，以 {classification.first} 开头" if classification.first.isdigit() else ""
    shape += f"，以 {classification.first} 开头" if classification.first.isalpha() else ""
    if digits.isdigit() and not digits.startswith(classification.first):
        return f"{shape}；开头少了数字的补上，别的科目表的行移走"
    return f"{shape}；照科目书核对"
