"""部门与文件: who publishes, and what one document consists of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any, ClassVar

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from gongkai.model.amounts import Unit
from gongkai.model.conditions import Texts
from gongkai.model.consolidation import Consolidation, Elimination, SumOf
from gongkai.model.contacts import OfficeContact
from gongkai.model.control_totals import ControlTotals
from gongkai.model.dates import WRONG_MONTH, is_date
from gongkai.model.dealings import DEALINGS, Dealing
from gongkai.model.disclosure import DisclosureRecord, Stage
from gongkai.model.edition import Edition
from gongkai.model.entries import Entry, Input, OriginalWording
from gongkai.model.forms import FormModel
from gongkai.model.identity import Identity
from gongkai.model.kinds import DocumentKind
from gongkai.model.lineage import ChangeOfDepartment, DepartmentEvent, Exemption
from gongkai.model.origins import Origins
from gongkai.model.paths import look_up
from gongkai.model.places import Place
from gongkai.model.waivers import Waiver
from gongkai.model.withheld import OmissionForm, Withheld, withheld

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


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformanceData:
    """绩效表单的内容: one performance form as filled in. Values are texts, lists and mappings of them."""

    slug: str
    form: str
    values: Mapping[str, Any]
    missing: str
    """缺漏: what the source lost"""
    quoted: str
    """来源照录: the damaged lines of the source as they stand, where the transcription had to restore them"""
    attached_to: str
    """附于: the report that shows it, instead of the list of forms"""
    notes: bool
    """whether the notes under the form are printed"""
    place: Place
    places: Mapping[str, Place] = field(default_factory=dict)
    """where each value stands, by its path; items of a list are counted from 0: 绩效指标.0.得分"""

    def value(self, path: str) -> Any:
        """A text, or a list or mapping of them; None where there is nothing at the path."""
        return look_up(self.values, path)

    def items(self, path: str) -> tuple[str, ...]:
        """The items of a list, by their paths: 绩效指标.0, 绩效指标.1."""
        found = self.value(path)
        listed = found if isinstance(found, tuple) else ()
        return tuple(f"{path}.{index}" for index, item in enumerate(listed) if isinstance(item, Mapping))

    def at(self, *paths: str) -> Place:
        """Where the first of these values stands that was filled in; the top of the form if none was."""
        return next((self.places[path] for path in paths if path in self.places), self.place)


INCLUSION = re.compile(r"[\[［【]{2}\s*绩效\s*[:：]?\s*([^\s\[\]［］【】]+)\s*[\]］】]{2}")
"""the line of a report that shows a form, however its brackets and colon are typed: [[绩效:02-hall]]"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """报告: free text that belongs to the publication (绩效评价报告), Markdown."""

    slug: str
    text: str
    place: Place

    @property
    def inclusions(self) -> tuple[tuple[int, str, bool], ...]:
        """The forms that it names: in which line, which, and whether the line holds nothing else."""
        return tuple(
            (number, match[1].removesuffix(".yml"), match[0] == line.strip())
            for number, line in enumerate(self.text.splitlines(), start=1)
            for match in INCLUSION.finditer(line)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
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

    @property
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
