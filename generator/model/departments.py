"""部门: who publishes, under which names, and which units belong to it."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from pydantic import Field, field_validator

from gongkai.model.contacts import OfficeContact
from gongkai.model.forms import FormModel
from gongkai.model.lineage import ChangeOfDepartment, DepartmentEvent, Exemption

OWN_OFFICE = "本级"
"""what department.yml calls the department's own office among its units"""
ALONE = re.compile(r"[（(]本级[）)]$")
"""at the end of a document's name: it is of the own office alone"""


class DatedName(FormModel):
    """名称 from a day on; a renamed bureau stays one department."""

    since: date = Field(alias="自", description="从哪天起用，如 2019-01-01")
    name: str = Field(alias="名称", description="全称")


class UnitOfDepartment(FormModel):
    """所属单位."""

    code: str = Field(alias="代码", description="单位代码，加引号；没有的写空的引号")
    name: str = Field(alias="名称", description="“本级”印成部门名称")
    nature: str = Field(default="", alias="性质", description="行政单位、公益一类事业单位等")
    level: str = Field(default="", alias="级次", description="本级、二级、三级；不写时，“本级”是本级，别的是二级")
    """本级 or 二级 unless it says otherwise (三级)"""
    since: int | None = Field(default=None, alias="自", description="哪一年起列入")
    until: int | None = Field(default=None, alias="至", description="到哪一年止")
    folder: str = Field(
        default="", alias="文件", description="单位自己也公开的，它的文件夹，如 henan/nanyang/information-centre"
    )
    """its own folder below content/departments, where it publishes for itself"""

    @property
    def key(self) -> str:
        """What figures.yml calls the unit: its code, or its name where it has none."""
        return self.code or self.name

    @property
    def own_office(self) -> bool:
        """Whether it is the department itself, without the units below it."""
        return OWN_OFFICE in (self.name, self.level)

    @property
    def level_name(self) -> str:
        """本级, 二级 or what is typed."""
        return self.level or (OWN_OFFICE if self.own_office else "二级")


class Department(FormModel):
    """部门: department.yml."""

    names: tuple[DatedName, ...] = Field(alias="名称", min_length=1, description="部门名称；改过名的，每个名称一行")
    """oldest first, in whatever order they were typed"""
    region: str = Field(alias="行政区划", description="从省写起，用 / 分开：河南省/南阳市")
    code: str = Field(default="", alias="部门代码", description="预算编码里的部门代码，加引号")
    units: tuple[UnitOfDepartment, ...] = Field(default=(), alias="单位", description="本级和所属单位，一个一行")
    changes: tuple[ChangeOfDepartment, ...] = Field(
        default=(), alias="沿革", description="组建、合并、拆分、职能划转、撤销：使前后两年的数不能直接比的"
    )
    exemptions: tuple[Exemption, ...] = Field(
        default=(), alias="不公开", description="整个部门依法不公开的，写依据；不用放文件"
    )

    contact: OfficeContact | None = Field(
        default=None, alias="联系方式", description="读者发现错误时找谁：办公电话、单位邮箱"
    )

    @field_validator("names")
    @classmethod
    def _by_date(cls, names: tuple[DatedName, ...]) -> tuple[DatedName, ...]:
        ordered = tuple(sorted(names, key=lambda dated: dated.since))
        twice = next((one for one, other in pairwise(ordered) if one.since == other.since), None)
        if twice is not None:
            raise ValueError(f"有两个名称都从{twice.since}起用，程序不知道用哪一个")
        return ordered

    def name_in(self, year: int) -> str:
        """The name at the end of a year; the first known one for years before it."""
        current = self.names[0].name
        for dated in self.names:
            if dated.since.year <= year:
                current = dated.name
        return current

    def existed_in(self, year: int) -> bool:
        """Whether there was such a department at the end of a year."""
        ended = (one.day.year for one in self.changes if one.what is DepartmentEvent.DISSOLVED)
        return self.names[0].since.year <= year < min(ended, default=year + 1)

    def exempted_in(self, year: int) -> Exemption | None:
        """By what it need not publish anything of a year; None where it has to."""
        return next((one for one in self.exemptions if one.holds_in(year)), None)

    def changes_between(self, after: date, until: date) -> tuple[ChangeOfDepartment, ...]:
        """What made of it what it is between two days, the first left out."""
        return tuple(one for one in self.changes if after < one.day <= until)

    def units_in(self, year: int) -> tuple[UnitOfDepartment, ...]:
        return tuple(
            unit
            for unit in self.units
            if (unit.since is None or unit.since <= year) and (unit.until is None or year <= unit.until)
        )
