"""样式: how cells look, and which of them may be typed into."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field
from xlsxwriter import Workbook
from xlsxwriter.format import Format

FONT = "宋体"
INPUT, DERIVED, HEAD, EDGE = "#FFF9DB", "#F2F2F2", "#DCE6F1", "#A6A6A6"
AMOUNT = "#,##0.00"
HIDING_ZERO = "#,##0.00;-#,##0.00;"

_BOX = {"border": 1, "border_color": EDGE}
_STYLES: dict[str, dict[str, Any]] = {
    "题": {"bold": True, "font_size": 15, "align": "center"},
    "小题": {"bold": True, "font_size": 11, "bg_color": HEAD, **_BOX},
    "栏头": {"font_size": 9, "align": "left"},
    "栏头右": {"font_size": 9, "align": "right"},
    "注": {"font_size": 9, "text_wrap": True, "valign": "top"},
    "表头": {"bold": True, "align": "center", "text_wrap": True, "bg_color": HEAD, **_BOX},
    "文": {"text_wrap": True, "valign": "top"},
    "印": {"indent": 1, "text_wrap": True, "bg_color": DERIVED, **_BOX},
    "印中": {"align": "center", "text_wrap": True, "bg_color": DERIVED, **_BOX},
    "推算": {"num_format": HIDING_ZERO, "bg_color": DERIVED, **_BOX},
    "推算粗": {"num_format": HIDING_ZERO, "bg_color": DERIVED, "bold": True, **_BOX},
    "印粗": {"indent": 1, "bold": True, "text_wrap": True, "bg_color": DERIVED, **_BOX},
    "填数": {"num_format": AMOUNT, "bg_color": INPUT, "locked": False, **_BOX},
    "填合计": {"num_format": AMOUNT, "bg_color": DERIVED, "locked": False, **_BOX},
    "算合计": {"num_format": HIDING_ZERO, "bg_color": DERIVED, "locked": False, **_BOX},
    "填文": {"indent": 1, "num_format": "@", "bg_color": INPUT, "locked": False, "text_wrap": True, **_BOX},
    "填名": {"indent": 1, "bg_color": DERIVED, "locked": False, "text_wrap": True, **_BOX},
    "填码": {"indent": 1, "num_format": "@", "bg_color": INPUT, "locked": False, **_BOX},
    "填个数": {"num_format": "0", "bg_color": INPUT, "locked": False, **_BOX},
    "要填": {"bg_color": "#FFC7CE"},
    "不要填": {"bg_color": DERIVED, "font_color": "#808080"},
    "暗": {"font_color": "#FFFFFF", "font_size": 8},
}


class Styles(Struct):
    """Formats of a workbook, each made once."""

    book: Workbook
    made: dict[str, Format] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Format:
        if name not in self.made:
            base = {} if name in ("要填", "不要填") else {"font_name": FONT, "font_size": 10, "valign": "vcenter"}
            self.made[name] = self.book.add_format({**base, **_STYLES[name]})
        return self.made[name]
