"""读音: how names of departments are read: their order, the letter under which one stands, the initials people type."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

REMEMBERED = 1 << 17
OTHER = "其他"
"""the letter of a name that begins with none"""


@lru_cache(maxsize=REMEMBERED)
def reading(name: str) -> tuple[str, ...]:
    """测试局 → (ce, shi, ju); what is no Chinese character stands for itself, one by one."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its dictionary takes memory that only these pages need

    return tuple(sound.lower() for sound in lazy_pinyin(name, errors=list))  # type: ignore[arg-type] # a list is one by one


def initials(name: str) -> str:
    """测试局 → csj."""
    return "".join(sound[0] for sound in reading(name))


def own_name(name: str, region: Iterable[str]) -> str:
    """测试市新区财政局 in (测试省, 测试市, 新区) → 财政局, as every name of a city begins with the city's."""
    own = name
    for place in region:
        own = own.removeprefix(place)
    return own or name


def letter(name: str) -> str:
    """财政局 → C."""
    first = reading(name)[0][0].upper() if name else ""
    return first if "A" <= first <= "Z" else OTHER
