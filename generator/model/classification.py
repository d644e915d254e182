"""科目: the classifications that codes belong to (templates/classifications.yml), and the list of one year."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from functools import cached_property
from itertools import pairwise, zip_longest
from typing import Any

from msgspec import Struct, field
from pydantic import Field, ValidationInfo, field_validator, model_validator

from gongkai.model.columns import AsciiId, FormModel, twice

SUBJECT = "科目"
"""functional codes, of which the rules on funds, inputs and reasons speak"""
DEPARTMENTAL, GOVERNMENTAL = "部门经济", "政府经济"
"""the two classifications that 经济分类 pairs"""


class Classification(FormModel):
    """一套科目."""

    title: str = Field(alias="名称", min_length=1)
    folder: AsciiId = Field(alias="文件夹")
    """below content/classifications"""
    levels: dict[str, int] = Field(alias="级次", min_length=1)
    """what its levels are called, highest first → how long their codes are"""
    first: str = Field(default="", alias="起首")
    """how all its codes begin"""
    called: tuple[str, ...] = Field(alias="叫法", min_length=1)
    """what figures.yml and editions call its codes"""

    @field_validator("levels")
    @classmethod
    def _longer(cls, levels: dict[str, int]) -> dict[str, int]:
        if any(below <= above for above, below in pairwise(levels.values())):
            raise ValueError("“级次”从上级写到下级，编码一级比一级长")
        return levels

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        return tuple(self.levels.values())

    @property
    def digits(self) -> str:
        """How long its codes are, for a message."""
        return "或".join(filter(None, ("、".join(map(str, self.lengths[:-1])), str(self.lengths[-1]))))

    def level(self, code: str) -> str:
        """What the level of a code is called; empty if it has none."""
        return next((name for name, length in self.levels.items() if length == len(code)), "")

    def depth(self, code: str) -> int:
        """1 for the highest level; 0 if a code has none."""
        return self.lengths.index(len(code)) + 1 if len(code) in self.lengths else 0

    def above(self, code: str) -> tuple[str, ...]:
        """The codes above a code, highest first."""
        return tuple(code[:length] for length in self.lengths if length < len(code))

    def parent(self, code: str) -> str:
        """The code next above; empty for one of the highest level."""
        return next(reversed(self.above(code)), "")

    def is_typed(self, text: str) -> bool:
        """Whether a text is typed as a code, be it right or wrong: digits, after the letter that all begin with."""
        if self.first and not self.first.isdigit():
            text = text.removeprefix(self.first) or "0"
        return text.isascii() and text.isdigit()

    def has_shape(self, code: str) -> bool:
        """Whether a text could be one of its codes."""
        return self.is_typed(code) and len(code) in self.lengths and code.startswith(self.first)


class Classifications(FormModel):
    """All classifications, in the order in which they are listed."""

    listed: tuple[Classification, ...] = Field(default=(), alias="科目表")

    @model_validator(mode="after")
    def _distinct(self) -> Classifications:
        folders = [one.folder for one in self.listed]
        for what, values in (("文件夹", folders), ("叫法", [name for one in self.listed for name in one.called])):
            for value in twice(values):
                raise ValueError(f"“{what}”里“{value}”写了两次")
        return self

    @cached_property
    def coded(self) -> dict[str, Classification]:
        """What figures.yml and editions call codes → their classification."""
        return {name: one for one in self.listed for name in one.called}

    def level(self, by: str, code: str) -> str:
        """What the level of a code is called; empty if it is none of that list."""
        known = self.coded.get(by)
        return known.level(code) if known is not None and known.is_typed(code) else ""

    def folder(self, by: str) -> str:
        """The folder of the list of what is called so; what has no list (单位) stands for itself."""
        return self.coded[by].folder if by in self.coded else by


def knowing(data: Any, info: ValidationInfo) -> Any:
    """What is read of an edition or a table, with the classifications that it can speak of (the context)."""
    known = isinstance(data, dict) and isinstance(info.context, Classifications)
    return {**data, "科目表": info.context} if known else data


def name_key(by: str) -> str:
    """What figures.yml calls the name of a code: 科目 → 科目名称."""
    return f"{by}名称"


class Extent(StrEnum):
    """收录: how much of a classification a list holds."""

    WHOLE = "全部"
    CLASSES = "类"
    """every 类, and some of what is below"""
    SOME = "部分"


class CodeList(Struct, frozen=True, kw_only=True):
    """科目表: what codes are called from a year on."""

    year: int
    path: str = ""
    extent: Extent = Extent.CLASSES
    names: Mapping[str, str] = field(default_factory=dict)
    sound: bool = True
    """whether it could be read without an error"""


def children_of(codes: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Of each of some codes those next below it, in their order."""
    below: dict[str, list[str]] = {code: [] for code in codes}
    for code in below:
        above = next((code[:end] for end in range(len(code) - 1, -1, -1) if code[:end] in below), None)
        if above is not None:
            below[above].append(code)
    return {code: tuple(listed) for code, listed in below.items()}


def lowest(codes: Iterable[str]) -> tuple[str, ...]:
    """Codes that no other stands below."""
    listed = sorted(codes)
    return tuple(code for code, after in zip_longest(listed, listed[1:], fillvalue="") if not after.startswith(code))


def in_line(code: str, others: Iterable[str]) -> bool:
    """Whether a code is one of others, or stands above or below one."""
    return any(code.startswith(other) or other.startswith(code) for other in others)
