"""文件: what one document consists of."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Any, ClassVar

from msgspec import Struct, field
from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from gongkai.model.amounts import Unit
from gongkai.model.conditions import Texts
from gongkai.model.consolidation import Consolidation, Elimination, SumOf
from gongkai.model.control_totals import ControlTotals
from gongkai.model.dates import WRONG_MONTH, is_date
from gongkai.model.dealings import DEALINGS, Dealing
from gongkai.model.departments import ALONE, OWN_OFFICE, Department, UnitOfDepartment
from gongkai.model.disclosure import DisclosureRecord, Stage
from gongkai.model.edition import Edition
from gongkai.model.entries import Entry, Input, OriginalWording
from gongkai.model.filled_forms import PerformanceData, Report
from gongkai.model.forms import FormModel
from gongkai.model.identity import Identity
from gongkai.model.kinds import DocumentKind
from gongkai.model.origins import Origins
from gongkai.model.places import Place
from gongkai.model.waivers import Waiver
from gongkai.model.withheld import OmissionForm, Withheld, withheld


class Status(StrEnum):
    """状态: 编制 (written here) or 存档 (published elsewhere first)."""

    AUTHORED = "编制"
    ARCHIVED = "存档"


class DocumentHead(FormModel):
    """document.yml."""

    braces_are_text: ClassVar[bool] = True
    edition: str = Field(alias="版式", description="templates/editions 里的文件夹名")
    status: Status = Field(alias="状态", description="编制：在这里写、从这里发布；存档：别处已经公开过")
    date: str = Field(default="", alias="成文日期", description="2024-09 或 2024-09-30")
    unit: Unit = Field(alias="金额单位", description="这个文件夹里所有金额的单位")
    sum_of: SumOf | None = Field(
        default=None, alias="汇总", description="各单位：报表的数由各单位的文件相加，减去 eliminations.yml 里的核销"
    )
    name: str = Field(default="", alias="部门名称", description="这份文件的部门名称同 department.yml 不一样时才写")
    """how this document names the department, where department.yml does not say it: …（本级）"""
    omissions: tuple[OmissionForm, ...] = Field(
        default=(), alias="不公开", description="依法不公开的表、行、节或整份文件，每处写依据"
    )
    nothing: str = Field(
        default="", alias="没有收支", description="这一年没有收支、没有自己的预算的，写为什么，一句话；不用填数"
    )
    source: str = Field(default="", alias="来源", description="存档文件：从哪里录入的")
    missing: Texts = Field(default=(), alias="缺漏", description="来源缺了什么，一条一句")
    personal_data: Texts = Field(
        default=(), alias="未收录的个人信息", description="原文印了、这里没有收录的个人信息：在哪里、几处"
    )
    """what the original prints of people and this folder does not hold: …的“填表人及联系方式”11处"""
    others: Texts = Field(default=(), alias="文中单位", description="文字里确实要说到的别的单位")
    """other bodies of which its texts rightly speak"""
    dealings: tuple[Dealing, ...] = Field(
        default=(),
        alias=DEALINGS,
        description="从别的部门、单位收到的，付给它们的钱，一笔一行；同对方核对用，不会公开",
    )
    profile: dict[str, Any] = Field(default_factory=dict, alias="概况", description="第一部分要用的内容")

    @property
    def rows_left_out(self) -> tuple[tuple[str, str], ...]:
        """不公开的行: by table and row as typed."""
        return tuple((one.table, one.row) for one in self.omissions if one.row)

    @property
    def words_here(self) -> bool:
        """Whether there is a text to be written of its figures: explanation.yml."""
        return not self.nothing and all(one.table or one.section for one in self.omissions)

    @property
    def figures_here(self) -> bool:
        """Whether its figures are typed here: figures.yml."""
        return self.words_here and self.sum_of is None

    @field_validator("date")
    @classmethod
    def _is_date(cls, text: str) -> str:
        if text and not is_date(text):
            raise PydanticCustomError(WRONG_MONTH, "no date")
        return text


class Document(Struct, frozen=True, kw_only=True, dict=True):
    """一份公开文件, loaded: one department, year and kind, with everything typed for it."""

    id: str
    """path below content/departments"""
    department_id: str
    year: int
    kind: DocumentKind
    """that of its folder; the edition's has to be the same"""
    department: Department
    head: DocumentHead
    edition: Edition
    entries: tuple[Entry, ...]
    declared_empty: frozenset[str]
    inputs: Mapping[str, Input]
    originals: tuple[OriginalWording, ...]
    performance: tuple[PerformanceData, ...]
    reports: Mapping[str, Report]
    place: Place
    controls: ControlTotals = field(default_factory=ControlTotals)
    origins: Origins = field(default_factory=Origins)
    waivers: tuple[Waiver, ...] = ()
    disclosure: DisclosureRecord | None = None
    """None: in work, nothing recorded"""
    unread: frozenset[str] = frozenset()
    """tables of which a line could not be read"""
    declared_none: Mapping[str, Place] = field(default_factory=dict)
    """groups of inputs of which it says that there are none (上年: 无), and where it says so"""
    unread_inputs: tuple[tuple[str, ...], ...] = ()
    """keys that lead to what could not be read of the inputs"""
    eliminations: tuple[Elimination, ...] = ()
    """核销: what units pay each other, taken away where a department is the sum of its units"""
    consolidation: Consolidation | None = None
    """None: its figures are as typed (a 汇总 is made once all units are read)"""
    head_places: Mapping[str, Place] = field(default_factory=dict)
    """where the values of document.yml stand, by their keys"""

    def in_head(self, key: str) -> Place:
        """Where a value of document.yml stands; the file, if it was not typed."""
        return self.head_places.get(key, Place(path=f"{self.place.path}/document.yml"))

    @property
    def name(self) -> str:
        """部门名称 as this document prints it."""
        return self.head.name or self.department.name_in(self.year)

    @property
    def unfilled(self) -> bool:
        """Whether it is begun, and nobody has typed a figure yet, nor that there is none."""
        return not (self.entries or self.declared_empty or self.head.nothing or self.head.omissions)

    @cached_property
    def withheld(self) -> Withheld:
        """What it leaves out, and what is said in its place."""
        return withheld(self.head.omissions, self.head.nothing, self.edition.withheld_words)

    @property
    def units(self) -> tuple[UnitOfDepartment, ...]:
        """The units that it is about: of 本级's own document, which lies in the department's folder, just that one."""
        listed = self.department.units_in(self.year)
        alone = tuple(one for one in listed if one.own_office and one.folder == self.department_id)
        return alone if self.kind.of_unit and alone else listed

    def unit_name(self, unit: UnitOfDepartment) -> str:
        """单位名称 as this document prints it, in tables and in sentences."""
        names = self.edition.unit_names
        behind = names.own if unit.own_office else names.below
        called = self.name if unit.name == OWN_OFFICE else unit.name
        return called if called.endswith(behind) else called + behind

    def lacks(self, path: str) -> bool:
        """Whether it says that there is nothing of what an input or a group of them is about (上年: 无)."""
        return path in self.declared_none or self.edition.group_of(path) in self.declared_none

    @property
    def texts(self) -> frozenset[Place]:
        """Where whole texts of the explanation were typed."""
        return frozenset(given.place for given in self.inputs.values() if isinstance(given.value, str))

    @property
    def bare_name(self) -> str:
        """The same without （本级）."""
        return ALONE.sub("", self.name)

    @property
    def archived(self) -> bool:
        return self.head.status is Status.ARCHIVED

    @property
    def stage(self) -> Stage:
        """阶段: how far its disclosure has come."""
        return self.disclosure.form.stage if self.disclosure else Stage.IN_WORK

    @property
    def identity(self) -> Identity:
        return Identity(
            id=self.id,
            department=self.name,
            department_id=self.department_id,
            region=tuple(self.department.region.split("/")),
            year=self.year,
            kind=self.edition.kind.name,
            date=self.head.date,
            archived=self.archived,
            edition=self.edition.id,
        )
