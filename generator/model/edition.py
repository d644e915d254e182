"""版式: the forms and wording that a finance bureau mandates for a year, as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from gongkai.model.amounts import Unit
from gongkai.model.classification import Classifications, knowing
from gongkai.model.columns import TEMPLATE, Caption, FormerNames, FormModel, Template, Templates
from gongkai.model.control_totals import ControlForm
from gongkai.model.forms import TableForm
from gongkai.model.kinds import DocumentKind
from gongkai.model.part_forms import Item, PartForm, PassageForm
from gongkai.model.paths import ANY, matched
from gongkai.model.performance_forms import PerformanceForm
from gongkai.model.picture_forms import PictureForm
from gongkai.model.print_form import PrintForm
from gongkai.model.relations import (
    ChangeForm,
    CountedForm,
    EconomicForm,
    FundsForm,
    MagnitudeForm,
    Relations,
    RequiredTable,
    Treatment,
)
from gongkai.model.withheld import WithheldWords

Negative = Literal["-", "－", "△", "（）", "()"]
"""what stands before a figure below zero, or around it"""


class AmountStyle(FormModel):
    """金额格式: how amounts print in this edition; a table may say otherwise for itself."""

    unit: Unit = Field(default=Unit.WAN, alias="单位")
    places: int = Field(default=2, alias="小数", ge=0, le=6)
    zero: str = Field(default="0.00", alias="零")
    unit_in_text: Unit | None = Field(default=None, alias="文中单位")
    places_in_text: int | None = Field(default=None, alias="文中小数", ge=0, le=6)
    zero_in_text: str | None = Field(default=None, alias="文中零")
    percent_places: int = Field(default=2, alias="百分比小数", ge=0, le=6)
    grouped: bool = Field(default=True, alias="千分位")
    grouped_in_text: bool = Field(default=False, alias="文中千分位")
    negative: Negative = Field(default="-", alias="负数")
    negative_in_text: Negative = Field(default="-", alias="文中负数")


class InputKind(StrEnum):
    """填报项类别."""

    TEXT = "文字"
    TEXTS = "文字列"
    AMOUNT = "金额"
    COUNT = "个数"
    PERCENT = "百分比"
    RECORDS = "记录列"


def _single(kind: InputKind) -> InputKind:
    if kind in (InputKind.TEXTS, InputKind.RECORDS):
        raise ValueError(f"一条记录的一项不能是{kind.value}")
    return kind


SingleKind = Annotated[InputKind, AfterValidator(_single)]


class InputForm(FormModel):
    """填报项: one thing that a person types because no table holds it."""

    short: ClassVar[str] = "类"
    kind: InputKind = Field(alias="类")
    unit: Unit | None = Field(default=None, alias="单位")
    """of an amount that is typed in another unit than the document's"""
    source: str = Field(default="", alias="取")
    """上年决算.<指标>, or another neighbour's of the kind of document: read there where that document exists"""
    remark: str = Field(default="", alias="说明")
    former: FormerNames = Field(default=(), alias="原名")
    """its whole path: 三公经费.公务用车.购置数"""
    fund: str = Field(default="", alias="资金")
    """of an amount by code (*): which fund it is (of the values of 科目资金)"""
    explains: tuple[str, str] | None = Field(default=None, alias="解释")
    """of a reason: the two figures (指标 or other inputs) whose difference it explains, the newer or real one first"""
    summed: bool = Field(default=True, alias="汇总")
    """of an amount or count: whether a department's is the sum of its units' (document.yml 汇总: 各单位)"""
    fields: dict[str, SingleKind] = Field(default_factory=dict, alias="项")
    """of records: what each has, every field an input of its own (项目.1.金额)"""

    @model_validator(mode="after")
    def _fitting(self) -> InputForm:
        if self.fields and self.kind is not InputKind.RECORDS:
            raise ValueError("“项”只同“类: 记录列”一起写")
        if any(mark in name for name in self.fields for mark in ".*"):
            raise ValueError("“项”的名称里不能有“.”“*”")
        return self

    @property
    def has_unit(self) -> bool:
        """Whether amounts are typed for it."""
        return InputKind.AMOUNT in (self.kind, *self.fields.values())

    def of_fields(self, path: str) -> Iterator[tuple[str, InputForm]]:
        """The fields of its records as inputs of their own: 项目.*.金额."""
        for name, kind in self.fields.items():
            yield f"{path}.*.{name}", InputForm(kind=kind, unit=self.unit if kind is InputKind.AMOUNT else None)


def declared(forms: Mapping[str, InputForm], path: str) -> tuple[InputForm, str] | None:
    """The declaration of an input, and what stands in the place of its *; a * in the path itself fits anything."""
    if path in forms:
        return forms[path], ""
    stars = ((pattern, form) for pattern, form in forms.items() if ANY in pattern or ANY in path)
    found = ((form, matched(pattern, path)) for pattern, form in stars)
    return next(((form, star) for form, star in found if star is not None), None)


class TermForm(FormModel):
    """名词: a term that the edition explains; with a text of its own where content/glossary has none or another."""

    short: ClassVar[str] = "名词"
    term: str = Field(alias="名词")
    text: Template = Field(default="", alias="文")
    variants: tuple[Annotated[str, Field(min_length=1)], ...] = Field(default=(), alias="又作")
    """how tables and sentences call the same thing"""


class UnitNames(FormModel):
    """单位名称: what stands behind the names of units wherever they are printed: （本级）, （下属单位）."""

    own: str = Field(default="", alias="本级")
    """behind the department's name, for its own office"""
    below: str = Field(default="", alias="下属")


class Highlight(FormModel):
    """要览: a key figure on the overview of a document."""

    title: Template = Field(alias="题")
    quantity: str = Field(alias="数")
    table: str = Field(default="", alias="表")


class Edition(FormModel):
    """版式: everything a bureau may change, without Python."""

    id: str = Field(default="", alias="编号")
    lineage: tuple[str, ...] = Field(default=(), alias="沿革")
    """this edition and those it inherits from, nearest first"""
    name: str = Field(alias="名称")
    year: int = Field(alias="年度")
    kind: DocumentKind = Field(alias="种类")
    amounts: AmountStyle = Field(default_factory=AmountStyle, alias="金额")
    title: Template = Field(alias="标题")
    cover: Templates = Field(alias="封面")
    contents_title: Template = Field(default="目录", alias="目录题")
    caption: Annotated[Caption, TEMPLATE] = Field(default=("", "", ""), alias="栏头")
    parts: tuple[PartForm, ...] = Field(alias="部分")
    glossary: tuple[TermForm, ...] = Field(default=(), alias="名词解释")
    term_ordinals: str = Field(default="一、", alias="名词序")
    """the first term's number; the others count on from it"""
    unit_names: UnitNames = Field(default_factory=UnitNames, alias="单位名称")
    highlights: tuple[Highlight, ...] = Field(default=(), alias="要览")
    pictures: dict[str, PictureForm] = Field(default_factory=dict, alias="图")
    """of the overview"""
    printed_pictures: tuple[str, ...] = Field(default=(), alias="附图")
    """those that the PDF prints too, at its end"""
    withheld_words: WithheldWords = Field(default_factory=WithheldWords, alias="不公开的话")
    """what is said in the place of what a document leaves out"""
    printing: PrintForm = Field(default_factory=PrintForm, alias="印刷")
    indicators: dict[str, str] = Field(default_factory=dict, alias="指标")
    relations: Relations = Field(default_factory=dict, alias="勾稽")
    """relations between figures that hold by the forms, not by derivation, by number: 甲 = 乙 + 丙, 甲 ≤ 乙"""
    continuity: Relations = Field(default_factory=dict, alias="衔接")
    """relations with last year's and the same year's documents: 年初结转和结余 = 上年决算.年末结转和结余"""
    input_relations: Relations = Field(default_factory=dict, alias="填报勾稽")
    """relations between what people type for the explanation and the figures: 填报.甲 ≤ 乙"""
    counted: tuple[CountedForm, ...] = Field(default=(), alias="有数有量")
    """amounts that go with counts: money spent on guests means that guests came"""
    controls: dict[str, ControlForm] = Field(default_factory=dict, alias="核对数")
    """totals that a document which is written here has to be proved against (control-totals.yml), by name"""
    others: tuple[str, ...] = Field(default=("财政局", "财政厅", "财政部", "人民政府"), alias="文中单位")
    """how names end of bodies of which every document may speak"""
    magnitude: MagnitudeForm = Field(default_factory=MagnitudeForm, alias="量级")
    """what shows that figures were typed in another unit"""
    changes: ChangeForm = Field(default_factory=ChangeForm, alias="悬殊")
    """which changes are to be explained"""
    totals_of_units: tuple[str, ...] = Field(default=(), alias="汇总")
    """指标 of which a department's is the sum of its units'"""
    transfers: dict[str, str] = Field(default_factory=dict, alias="单位往来")
    """指标 of what units pay up or down → 指标 of what others of the department receive by it"""
    untouched: tuple[str, ...] = Field(default=(), alias="核销不变")
    """指标 that stay the sum of the units' whatever is taken away: balances"""
    economic: EconomicForm | None = Field(default=None, alias="经济分类")
    funds: FundsForm | None = Field(default=None, alias="科目资金")
    checks: dict[str, Treatment] = Field(default_factory=dict, alias="检查")
    """kinds of findings that count for more or less here, or that are not looked for, by code"""
    required: dict[str, RequiredTable] = Field(default_factory=dict, alias="应公开的表")
    tables: dict[str, TableForm] = Field(default_factory=dict, alias="表")
    inputs: dict[str, InputForm] = Field(default_factory=dict, alias="填报")
    may_lack: dict[str, str] = Field(default_factory=dict, alias="可无")
    """groups of inputs of which a document may say that there are none (上年: 无), each with when it does"""
    performance: dict[str, PerformanceForm] = Field(default_factory=dict, alias="表单")
    lists: Classifications = Field(default_factory=Classifications, alias="科目表")
    """what its tables can have codes of"""

    @model_validator(mode="before")
    @classmethod
    def _knowing(cls, data: Any, info: ValidationInfo) -> Any:
        return knowing(data, info)

    def walk(self) -> Iterator[PassageForm]:
        """All that the parts show, in reading order."""
        for part in self.parts:
            yield PassageForm(part, None, part.items)
            for section in part.sections:
                yield PassageForm(part, section, section.items)

    def items(self) -> Iterator[Item]:
        return (item for passage in self.walk() for item in passage.items)

    def shown_tables(self) -> Iterator[str]:
        """Names of tables in the order of the parts."""
        for _, section, items in self.walk():
            yield from filter(None, (section.table if section else "", *(item.table for item in items)))

    def sections_of_forms(self) -> frozenset[tuple[str, str]]:
        """Keys of the parts and sections that show performance forms."""
        return frozenset(
            (part.key, str(section.key))
            for part, section, items in self.walk()
            if section is not None and any(item.forms for item in items)
        )

    def group_of(self, path: str) -> str:
        """The group of 可无 that an input belongs to; "" if it has to be there in any case."""
        return next((group for group in self.may_lack if path.startswith(f"{group}.")), "")

    @field_validator("inputs")
    @classmethod
    def _with_fields(cls, inputs: dict[str, InputForm]) -> dict[str, InputForm]:
        return inputs | {name: field for path, form in inputs.items() for name, field in form.of_fields(path)}

    @property
    def rules(self) -> tuple[str, ...]:
        """The formulas of 勾稽."""
        return tuple(relation.formula for relation in self.relations.values())
