"""科目编码: the text stays text, so that no leading zero is lost."""

from __future__ import annotations

import re
from enum import StrEnum

from generator.loading.problems import error, quoted
from generator.loading.scalars import full_width, half_width, text_of
from generator.model.finding_codes import FindingCode
from generator.model.findings import Finding
from generator.model.nodes import Node


class CodeKind(StrEnum):
    """编码类别."""

    FUNCTIONAL = "功能分类科目"
    """支出功能分类: 类 3, 款 5, 项 7 digits"""
    ECONOMIC = "经济分类科目"
    """支出经济分类: 类 3, 款 5 digits"""

    @property
    def lengths(self) -> tuple[int, ...]:
        return (3, 5, 7) if self is CodeKind.FUNCTIONAL else (3, 5)


def read_code(node: Node, kind: CodeKind) -> str | Finding:
    """Read a code, quoted or not. Whether it exists in the year's classification is not asked here."""
    text = text_of(node, "科目编码")
    if isinstance(text, Finding):
        return text
    plain = half_width(text)
    if not (plain.isascii() and plain.isdigit() and len(plain) in kind.lengths):
        return _not_a_code(node, text, plain, kind)
    if plain != text:
        return full_width(node, text, plain)
    return plain


def _not_a_code(node: Node, text: str, plain: str, kind: CodeKind) -> Finding:
    lengths = "、".join(str(length) for length in kind.lengths)
    digits = re.match(r"([0-9]+)(?:\.0*)?\s*[^0-9]*", plain)
    if digits and digits[0] == plain and len(digits[1]) in kind.lengths:
        hint = f'只写编码："{digits[1]}"'
    else:
        hint = f"{kind}编码是 {lengths} 位数字；对照科目表核对"
    return error(FindingCode.NOT_A_CODE, node.place, f"{quoted(text)}不是{kind}编码", hint)
