"""值: what all readers of single values share: taking the text out of a node, and full-width characters."""

from __future__ import annotations

from gongkai.loading.problems import error, quoted
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding
from gongkai.model.nodes import Node, Scalar

_HALF_WIDTH = str.maketrans("０１２３４５６７８９．。，－−–—﹣＋％（）：／　\xa0", "0123456789..,-----+%():/  ")


def text_of(node: Node, wanted: str) -> str | Finding:
    """The text of a scalar; a finding where nothing stands, or more than one value."""
    if not isinstance(node, Scalar):
        return error(
            FindingCode.NOT_A_SINGLE_VALUE,
            node.place,
            f"这里要填{wanted}，只能写一个值，不能是列表或下一级内容",
            "检查缩进和括号；只留一个值",
        )
    if node.null or not node.text.strip():
        return error(FindingCode.EMPTY_VALUE, node.place, f"这里要填{wanted}，没有填", "填上；没有这一项就整行删去")
    return node.text


def half_width(text: str) -> str:
    """The text with full-width digits and signs as they are typed in half width, spaces at the edges gone."""
    return text.translate(_HALF_WIDTH).strip()


def full_width(node: Node, text: str, meant: str) -> Finding:
    """The finding for a number, date or code with full-width characters in it."""
    return error(
        FindingCode.FULL_WIDTH_NUMBER,
        node.place,
        f"{quoted(text)}里有全角字符或空格",
        f"改成半角：{meant}",
    )
