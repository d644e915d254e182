"""核对数: totals copied from what was approved or exported, against which typed figures are proved (decision 0030)."""

from __future__ import annotations

from typing import Any, ClassVar

from msgspec import Struct
from pydantic import Field, model_validator

from gongkai.model.amounts import Amount, Unit
from gongkai.model.columns import FormModel
from gongkai.model.paths import ANY, matched
from gongkai.model.places import Place

FORMS = "绩效."
"""before a kind of performance form in a formula: 绩效.项目自评.执行数, over all forms of the kind"""

EACH = f"={ANY}"
"""in a condition of a formula: whatever it can be"""


class ControlForm(FormModel):
    """版式要的一个核对数; a * in it stands for everything that its condition can be: 支出表.合计[科目=*]."""

    short: ClassVar[str] = "式"
    formula: str = Field(alias="式")
    level: str = Field(default="", alias="各")
    """of codes: the level whose codes the * stands for (款)"""
    if_any: bool = Field(default=False, alias="有数才要")
    """whether it may be left out where the figures come to nothing"""
    rest: str = Field(default="", alias="余下")
    """the code or name that is what is left of the whole once the others are taken away: not asked for"""
    optional: bool = Field(default=False, alias="可以不给")
    """whether it is never asked for, and compared where it is given"""
    copied_from: str = Field(default="", alias="抄自")
    """where people find it, where the formula does not say it"""

    @property
    def repeated(self) -> bool:
        """Whether it is one total for each code or name."""
        return EACH in self.formula

    @model_validator(mode="after")
    def _fitting(self) -> ControlForm:
        if self.level and not self.repeated:
            raise ValueError("“各”只同“[科目=*]”一起写")
        if self.rest and not self.repeated:
            raise ValueError("“余下”只同“[资金=*]”一起写")
        return self


class ControlSourceForm(FormModel):
    """一处来源 in control-totals.yml, as typed."""

    braces_are_text: ClassVar[bool] = True
    number: str = Field(default="", alias="文号", description="抄自哪个批复；同“文件”至少写一样")
    file: str = Field(default="", alias="文件", description="抄自哪个导出的文件")
    table: str = Field(default="", alias="表", description="那个文件里的哪张表")
    unit: Unit | None = Field(default=None, alias="单位", description="来源的金额单位，同这份文件不一样时写")
    totals: dict[str, Any] = Field(
        alias="核对数", min_length=1, description="名称: 数，或者 名称: {数: 120.00, 格: C7}"
    )

    @model_validator(mode="after")
    def _somewhere(self) -> ControlSourceForm:
        if not (self.number or self.file):
            raise ValueError("没有写来源：抄自批复的写“文号”，抄自导出的报表的写“文件”")
        return self


class ControlTotal(Struct, frozen=True, kw_only=True):
    """一个核对数, with where it was copied from."""

    name: str
    amount: Amount
    place: Place
    number: str = ""
    file: str = ""
    table: str = ""
    cell: str = ""
    unit: Unit | None = None
    """of its source, where that says so"""

    @property
    def source(self) -> str:
        """临财决〔2025〕12号，部门决算报表.xlsx·收入决算表·C7."""
        return "，".join(filter(None, (self.number, "·".join(filter(None, (self.file, self.table, self.cell))))))


class ControlTotals(Struct, frozen=True, kw_only=True):
    """control-totals.yml: what could be read of it."""

    items: tuple[ControlTotal, ...] = ()
    unread: bool = False
    """whether something in it could not be read"""


def form_of(forms: dict[str, ControlForm], name: str) -> tuple[ControlForm, str] | None:
    """What the edition says of a total by its name, and what stands in the place of its *."""
    if name in forms:
        return forms[name], ""
    found = ((form, matched(pattern, name)) for pattern, form in forms.items() if form.repeated)
    return next(((form, star) for form, star in found if star), None)
