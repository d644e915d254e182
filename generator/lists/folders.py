"""文件夹名: of a department whose list names none, its name in pinyin, to be looked at before it is written."""

from __future__ import annotations

import re

_OTHER = re.compile("[^a-z0-9]+")


def in_pinyin(name: str, region: str) -> str:
    """测试市财政局 in 测试省/测试市 → caizhengju; a reading may be wrong."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - its dictionary takes memory that no other command needs

    own = name
    for part in region.split("/"):
        own = own.removeprefix(part)
    syllables = lazy_pinyin(own or name, style=Style.NORMAL, v_to_u=False)
    return _OTHER.sub("-", "".join(syllables).lower()).strip("-")
