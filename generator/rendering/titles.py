"""大标题: titles whose words hold together where a line ends, so that no phone shows 2021年 / 度部门决算."""

from __future__ import annotations

import re

from markupsafe import Markup

LONGEST = 8
"""characters of a word that is kept whole; what is wider than its line is broken all the same"""
HELD = re.compile(
    rf"\d[\d,.]*\s?(?:年度|[^\W\d_])?"  # a number with what it counts
    rf"|[（(][^（()）]{{1,{LONGEST}}}[）)]"
    rf"|[“《][^”》]{{1,{LONGEST}}}[”》]"
    rf"|(?<=年度)[^\W\d_]{{1,{LONGEST}}}$"  # 部门决算 at the end
)


def whole_words(title: str) -> Markup:
    """A title as HTML in which numbers, what is in brackets and the kind behind a year are not parted."""
    pieces, end = [], 0
    for found in HELD.finditer(title):
        pieces += [Markup.escape(title[end : found.start()]), Markup('<span class="whole">{}</span>').format(found[0])]
        end = found.end()
    return Markup("").join([*pieces, Markup.escape(title[end:])])
