"""说明: findings that a document explains, each with a reason that the public reads (waivers.yml)."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from typing import Annotated, ClassVar

from msgspec import Struct
from pydantic import Field, field_validator, model_validator

from gongkai.model.columns import FormModel
from gongkai.model.conditions import OneOrMore, Texts
from gongkai.model.finding_catalogue import catalogue
from gongkai.model.findings import Finding
from gongkai.model.key_paths import Way, leads
from gongkai.model.places import Place
from gongkai.model.typed_text import as_typed


class WaiverForm(FormModel):
    """一条说明 as typed."""

    braces_are_text: ClassVar[bool] = True
    code: str = Field(alias="代码", description="提示里印的代码")
    at: str = Field(
        default="", alias="处", description="只说这一处：文件，后面空一格写键，如 figures.yml 支出决算表.2010301"
    )
    about: tuple[str, ...] = Field(default=(), alias="涉及", description="只说涉及这些名称或数的问题")
    reason: str = Field(alias="理由", description="为什么这里是对的，写给公众看")
    file: str = Field(default="", alias="文件", description="旧的写法，改写“处”")
    """处, as it was written until 0.1"""
    words: str = Field(default="", alias="含", description="旧的写法，改写“涉及”")
    """words of the message, as they were written until 0.1"""

    @model_validator(mode="after")
    def _place_once(self) -> WaiverForm:
        if self.at and self.file:
            raise ValueError("“处”和“文件”说的是一样的，只写“处”")
        return self

    @field_validator("code", mode="before")
    @classmethod
    def _known(cls, typed: object) -> object:
        if not isinstance(typed, str) or typed in catalogue():
            return typed
        codes = {code: kind.title for code, kind in catalogue().items()}
        meant = typed.strip().upper()
        near = [meant] if meant in codes else difflib.get_close_matches(meant, codes, n=3, cutoff=0.7)
        known = "相近的有" + "、".join(f"{code}（{codes[code]}）" for code in near) if near else "请照提示里印的写"
        raise ValueError(f"没有“{typed}”这个代码，{known}")


class Scope(FormModel):
    """范围: which of the documents below its folder a shared waiver is for; () for any."""

    editions: Texts = Field(default=(), alias="版式", description="用这个版式、或者用继承它的版式的")
    """their own or one that it inherits from"""
    years: Annotated[tuple[int, ...], OneOrMore] = Field(default=(), alias="年度", description="哪几年的")
    kinds: Texts = Field(default=(), alias="文种", description="决算、预算等")
    departments: Texts = Field(default=(), alias="部门", description="部门的文件夹名，或者路径的末几段")
    """their folders, or how the paths of these end"""

    def has(self, department: str, year: int, kind: str) -> bool:
        """Whether documents of a department, year and kind are meant, of whatever edition."""
        return (
            (not self.years or year in self.years)
            and (not self.kinds or kind in self.kinds)
            and (not self.departments or any(f"/{department}".endswith(f"/{name}") for name in self.departments))
        )

    def has_edition(self, lineage: Collection[str]) -> bool:
        return not self.editions or any(name in lineage for name in self.editions)


class SharedWaiverForm(WaiverForm):
    """一条说明 for many documents, as typed above their folders."""

    scope: Scope = Field(default_factory=Scope, alias="范围", description="哪些文件；不写就是这个文件夹以下的全部")


class Waiver(Struct, frozen=True, kw_only=True):
    """一条说明: which findings it explains, and why they are right as they stand."""

    code: str
    reason: str
    place: Place
    at: str = ""
    """figures.yml 支出决算表.2010301: a file, below the document's folder or as findings print it, and keys in it"""
    about: tuple[str, ...] = ()
    """figures and names that the finding must be about"""
    words: str = ""
    """words of the message"""
    old: bool = False
    """typed as 文件 or 含"""
    scope: Scope | None = None
    """of one that stands above the folders of documents"""

    @property
    def folder(self) -> str:
        """Of the document or edition whose waivers.yml it stands in."""
        return self.place.path.rpartition("/")[0]

    def fits(self, finding: Finding, folder: str, way: Way) -> bool:
        """Whether it explains a finding of the document in a folder; `way` leads to where it is.

        Lines do not count: they move with every edit.
        """
        file, _, path = self.at.partition(" ")
        return (
            finding.code == self.code
            and (not file or finding.place.path in (file, f"{folder}/{file}"))
            and leads(path, way)
            and all(any(_is(name, one) for one in finding.about) for name in self.about)
            and self.words in finding.message
        )

    def __str__(self) -> str:
        """As it is to be typed."""
        about = f"[{', '.join(map(as_typed, self.about))}]"
        given = {"代码": self.code, "处": as_typed(self.at), "涉及": about if self.about else "", "理由": self.reason}
        return f"- {{{', '.join(f'{key}: {value}' for key, value in given.items() if value)}}}"


def _is(name: str, told: str) -> bool:
    """Whether something that a finding is about has a name: 支出决算表·2010301·基本支出 has three, and itself."""
    return name == told or name in told.split("·")


class Waived(Struct, frozen=True, kw_only=True):
    """已说明的发现."""

    finding: Finding
    reason: str
