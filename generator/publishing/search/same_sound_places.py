"""同音地名: places of China that sound alike: 福州市财政局 is no slip of the pen for 抚州市财政局."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

FILE = "same_sound_places.txt"
"""a line for each sound that prefectures or counties share: their names without 市 or 县 (of the divisions of 2021)"""
ENDING = re.compile(r"(?:自治[州县旗区]|[省市州盟县区旗])$")


def sounding_like(places: Iterable[str]) -> tuple[str, ...]:
    """The other places that sound like one of these, in order."""
    stems = {ENDING.sub("", place) for place in places}
    return tuple(sorted({one for group in _groups() if stems & group for one in group} - stems))


@cache
def _groups() -> tuple[frozenset[str], ...]:
    text = files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    return tuple(frozenset(line.split()) for line in text.splitlines())
