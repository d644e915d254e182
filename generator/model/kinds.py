"""文种: which kinds of documents there are, as data (templates/kinds.yml)."""

from __future__ import annotations

import re
from itertools import filterfalse
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from gongkai.model.columns import AsciiId, FormModel, twice
from gongkai.model.paths import names_neighbour

YEARS = {"上年": -1, "本年": 0, "同年": 0, "下年": 1}
"""a year as seen from the document's own"""
_MONTH = re.compile(r"(上年|本年|下年)(1[0-2]|[1-9])月")


def _month(text: str) -> str:
    if not _MONTH.fullmatch(text):
        raise ValueError(f"“{text}”不是月份；写上年、本年或下年的几月，如 下年1月")
    return text


class DocumentKind(FormModel):
    """文种."""

    name: str = Field(alias="名称", min_length=1)
    full_name: str = Field(default="", alias="全称")
    """what pages call it: 部门决算"""
    own_word: str = Field(default="部门", alias="自称", min_length=1)
    """what the document calls whose it is: 本部门, 本单位"""
    folder: AsciiId = Field(alias="文件夹")
    nature: str = Field(default="", alias="类")
    """what 名词解释 calls it together with others: 决算 for 部门决算 and 单位决算"""
    earliest: Annotated[str, AfterValidator(_month)] = Field(alias="最早")
    """the month in which a document of the kind can be drawn up at the earliest: 下年1月"""
    sums_into: str = Field(default="", alias="汇入")
    """of a unit's document: the department's kind whose figures are the sum of those of its units"""
    neighbours: dict[str, str] = Field(default_factory=dict, alias="邻近")
    """上年决算 → the kind of the document that it is; how it is called says of which year"""

    @model_validator(mode="after")
    def _names_neighbours(self) -> DocumentKind:
        for name in filterfalse(names_neighbour, self.neighbours):
            raise ValueError(f"{self.name}的“邻近”不能叫“{name}”；以上年或同年开头，如 上年{self.name}")
        return self

    @property
    def title(self) -> str:
        """全称; the name where it has none."""
        return self.full_name or self.name

    @property
    def bare_name(self) -> str:
        """The name without whose it is: 决算 for 单位决算."""
        return self.name.removeprefix(self.own_word)

    @property
    def of_unit(self) -> bool:
        """Whether it is a unit's document, not a department's."""
        return bool(self.sums_into)

    @property
    def looks_back(self) -> bool:
        """Whether the year is over when a document of the kind is drawn up."""
        return self.earliest.startswith("下年")

    def earliest_of(self, year: int) -> str:
        """The earliest month for the document of a year: 2025-01."""
        return f"{year + YEARS[self.earliest[:2]]}-{int(self.earliest[2:-1]):02}"


class Kinds(FormModel):
    """All kinds, in the order in which they are listed."""

    listed: tuple[DocumentKind, ...] = Field(default=(), alias="种类")

    @model_validator(mode="after")
    def _consistent(self) -> Kinds:
        for what, values in (("名称", self.names), ("文件夹", [kind.folder for kind in self.listed])):
            for value in twice(values):
                raise ValueError(f"有两种文件的“{what}”都是“{value}”")
        for kind in self.listed:
            for name in sorted({kind.sums_into, *kind.neighbours.values()} - {"", *self.names}):
                raise ValueError(f"{kind.name}用到了“{name}”，这里没有这一种")
        return self

    @property
    def names(self) -> list[str]:
        return [kind.name for kind in self.listed]

    def named(self, name: str) -> DocumentKind | None:
        return next((kind for kind in self.listed if kind.name == name), None)

    def in_folder(self, folder: str) -> DocumentKind | None:
        """The kind of the documents in folders of a name."""
        return next((kind for kind in self.listed if kind.folder == folder), None)

    def of_units(self, kind: DocumentKind) -> tuple[DocumentKind, ...]:
        """The kinds of units' documents that add up to one of this kind: a unit's own, or the same."""
        return (*(one for one in self.listed if one.sums_into == kind.name), *(() if kind.of_unit else (kind,)))

    def beside(self, kind: DocumentKind, year: int) -> dict[str, str]:
        """Where the neighbours of a document stand in its department: 上年决算 → 2022/final-accounts."""
        return {name: f"{then}/{other.folder}" for name, (then, other) in self.around(kind, year).items()}

    def around(self, kind: DocumentKind, year: int) -> dict[str, tuple[int, DocumentKind]]:
        """Of which year and kind the neighbours of a document are: 上年决算 → 2022, 决算."""
        found = {name: (year + YEARS[name[:2]], self.named(other)) for name, other in kind.neighbours.items()}
        return {name: (then, other) for name, (then, other) in found.items() if other is not None}
