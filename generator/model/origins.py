"""来处: from which cell of which file each imported figure came (origins.yml); no fact, and nothing rests on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct, field

from gongkai.model.places import Place

ORIGINS = "origins.yml"


class OriginKey(NamedTuple):
    """一个数: of a table its row (with the fund, if it says one) and column; of an input or control total its name."""

    table: str
    row: str
    fund: str = ""
    column: str = ""


INPUTS, CONTROLS = "填报", "核对数"
"""what stands in the place of a table"""


class Origin(Struct, frozen=True, kw_only=True):
    """来处 of one figure: what was imported, from where, and how it was computed, if it was."""

    number: str
    places: tuple[Place, ...]
    """one cell, or of each workbook that was added up"""
    computed: str = ""

    def __str__(self) -> str:
        return "、".join(map(str, self.places))


class Origins(Struct, frozen=True, kw_only=True):
    """全部来处. `digests`: file → sha256."""

    figures: Mapping[OriginKey, Origin] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    broken: bool = False
    """whether the file is there and cannot be read"""
