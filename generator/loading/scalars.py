"""值: what all readers of single values share: taking the text out of a node, and full-width characters."""

from __future__ import annotations

from gongkai.loading.problems import short
from gongkai.model.findings import Finding, found
from gongkai.model.nodes import Node, Scalar

_HALF_WIDTH = str.maketrans("０１２３４５６７８９．。，－−–—﹣＋％（）：／　\xa0", "0123456789..,-----+%():/  ")


def text_of(node: Node, wanted: str) -> str | Finding:
    """The text of a scalar; a finding where nothing stands, or more than one value."""
    if not isinstance(node, Scalar):
        return found("L314", node.place, 类=wanted)
    if node.null or not node.text.strip():
        return found("L308", node.place, "值", 类=wanted)
    return node.text


def half_width(text: str) -> str:
    """The text with full-width digits and signs as they are typed in half width, spaces at the edges gone."""
    return text.translate(_HALF_WIDTH).strip()


def full_width(node: Node, text: str, meant: str) -> Finding:
    """The finding for a number, date or code with full-width characters in it."""
    return found("L302", node.place, 填=short(text), 应=meant)
