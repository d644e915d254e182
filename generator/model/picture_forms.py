"""图的格式: what an edition says of one picture: what its bars are of, and where their figures come from."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field, model_validator

from gongkai.model.columns import AsciiId, FormModel
from gongkai.model.paths import ANY

MOST_SERIES = 3
"""that can be told apart without colour"""
MOST_YEARS = 5
"""before the document's own"""


class PictureForm(FormModel):
    """图: bars of one kind of figure, side by side; `*` in a formula stands for the code or the name of a bar."""

    id: AsciiId = Field(alias="键")
    title: str = Field(alias="题", min_length=1)
    remark: str = Field(default="", alias="说明")
    """what the figures are and what is not among them, below the title"""
    level: str = Field(default="", alias="各")
    """级次 of the 科目 that have bars: 类"""
    items: tuple[str, ...] = Field(default=(), alias="项")
    years: int = Field(default=0, alias="年", ge=0, le=MOST_YEARS)
    """how many years before this one have bars"""
    figures: dict[str, str] = Field(alias="数", min_length=1, max_length=MOST_SERIES)
    """决算数 → its formula; the last is what the picture is about"""
    totals: dict[str, str] = Field(default_factory=dict, alias="合计")
    last_year: dict[str, str] = Field(default_factory=dict, alias="上年")
    """of years: the figures of the year before where its document is not in the library"""
    shares: bool = Field(default=False, alias="占比")
    most: int = Field(default=8, alias="最多", ge=2, le=30)
    """bars; what is more is added up in the last one"""

    @model_validator(mode="after")
    def _one_kind(self) -> PictureForm:
        for wrong in (*self._beside_each_other(), *self._beside_the_figures()):
            raise ValueError(wrong)
        return self

    def _beside_each_other(self) -> Iterator[str]:
        """What is wrong with the kinds of keys that are written together."""
        if sum(map(bool, (self.level, self.items, self.years))) != 1:
            yield "“各”“项”“年”写一样，只写一样"
        if self.last_year and not self.years:
            yield "“上年”只同“年”一起写"
        if self.totals and self.years:
            yield "写“年”的没有“合计”"
        if self.shares and not (len(self.figures) == 1 and self.totals):
            yield "“占比”只在“数”只有一种、又写了“合计”的图里写"

    def _beside_the_figures(self) -> Iterator[str]:
        """What is wrong with the formulas, and with names that are those of figures."""
        for key, known in (("合计", self.totals), ("上年", self.last_year)):
            yield from (f"“{key}”里的“{name}”，“数”里没有" for name in known if name not in self.figures)
        for text in self.figures.values():
            if (ANY in text) == bool(self.years):
                yield f"“{text}”：写“年”的不用“*”，写“各”“项”的要用“*”"
