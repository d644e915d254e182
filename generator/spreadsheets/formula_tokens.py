"""公式的记号 of a .xls: only whether a text stands among them. No formula is ever worked out."""

from __future__ import annotations

_TEXT, _ATTRIBUTE = 0x17, 0x19
_SIZES = {
    **dict.fromkeys(range(0x03, 0x17), 0),
    **dict.fromkeys((0x1C, 0x1D), 1),
    **dict.fromkeys((0x1E, 0x21), 2),
    **dict.fromkeys((0x22, _ATTRIBUTE), 3),
    **dict.fromkeys((0x01, 0x02, 0x23, 0x24, 0x2A, 0x2C), 4),
    **dict.fromkeys((0x26, 0x27, 0x28, 0x39, 0x3A, 0x3C), 6),
    **dict.fromkeys((0x29,), 2),
    0x20: 7,
    **dict.fromkeys((0x1F, 0x25, 0x2B, 0x2D), 8),
    **dict.fromkeys((0x3B, 0x3D), 10),
}
"""bytes behind each token of BIFF8 ([MS-XLS] 2.5.198)"""


def has_text(tokens: bytes) -> bool:
    """Whether a text stands in the formula, so that nothing ("") may be what it came to; where it is not known, yes."""
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token >= 0x40:  # the same token for a value or an array
            token = token & 0x1F | 0x20
        if token == _TEXT or token not in _SIZES or (token == _ATTRIBUTE and tokens[place + 1 : place + 2] == b"\x04"):
            return True
        place += 1 + _SIZES[token]
    return False
