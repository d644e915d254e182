"""列的格式: the column tree of a table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache, cached_property
from itertools import combinations
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from gongkai.model.conditions import Conditions, Texts
from gongkai.model.paths import borrowed_from

TEMPLATE = "template"
"""marks a text that is filled in with what the wording may use; all others print as they are"""
Template = Annotated[str, TEMPLATE]
Templates = Annotated[tuple[str, ...], TEMPLATE]
Caption = tuple[str, str, str]
FormerNames = Texts
"""原名: what documents called a thing before, the latest first, so that they can follow its edition"""
NO_TEMPLATE = "no_template"
TEMPLATED = re.compile(r"\{[{%#]")

ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]\s*|\d+[.．、]\s*|其中[：:]\s*)+")


class FormModel(BaseModel):
    """Base of everything read from an edition: frozen, no unknown keys, Chinese names."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)
    braces_are_text: ClassVar[bool] = False
    """of what quotes others"""
    short: ClassVar[str] = ""
    """the key that a text alone stands for"""

    @model_validator(mode="before")
    @classmethod
    def _written_short(cls, data: Any) -> Any:
        return {cls.short: data} if cls.short and isinstance(data, str) else data

    @field_validator("*")
    @classmethod
    def _filled_or_plain(cls, value: Any, info: ValidationInfo) -> Any:
        """What is not filled in must not look as if it were: it would be printed with its braces."""
        for text in () if info.field_name in _filled_in(cls) else _texts(value):
            if TEMPLATED.search(text):
                raise PydanticCustomError(NO_TEMPLATE, "no template", {"text": text})
        return value


@cache
def _filled_in(form: type[FormModel]) -> frozenset[str]:
    """The fields of a form in whose texts braces may stand."""
    fields = form.model_fields
    return frozenset(name for name in fields if form.braces_are_text or TEMPLATE in fields[name].metadata)


def _texts(value: Any) -> Iterator[str]:
    """The texts of a field that stand in no model of their own."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        yield from (text for below in value.values() for text in _texts(below))
    elif isinstance(value, tuple | list):
        yield from (text for below in value for text in _texts(below))


def _ascii_id(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        raise ValueError(f"“{text}”要用在网址里，只能由小写英文字母、数字和连字符组成，如 t01、basic-expenditure")
    return text


def twice(names: Iterable[str]) -> list[str]:
    """Names that occur more than once."""
    return [name for name, count in Counter(names).items() if count > 1]


AsciiId = Annotated[str, AfterValidator(_ascii_id)]
"""键 that stands in addresses and anchors."""


class ColumnKind(StrEnum):
    """列的类别 (类)."""

    AMOUNT = "金额"
    PERCENT = "百分比"
    CODE = "编码"
    NAME = "名称"
    ROW_NUMBER = "行次"
    ORDINAL = "序号"
    TEXT = "文字"


LEADING = frozenset({ColumnKind.CODE, ColumnKind.NAME, ColumnKind.ROW_NUMBER, ColumnKind.ORDINAL, ColumnKind.TEXT})
"""kinds that say what a row is about, left of its figures"""


class Pulling(FormModel):
    """取: a column or row that other figures fill."""

    source: str = Field(default="", alias="取")

    @cached_property
    def pull(self) -> str:
        """What is summed of other tables of the document."""
        return "" if borrowed_from(self.source) else self.source

    @cached_property
    def loan(self) -> str:
        """The indicator of a neighbouring document that fills what nobody types."""
        return self.source if borrowed_from(self.source) else ""


class ColumnForm(Pulling):
    """列: a node of the column tree; a leaf unless it has `columns`."""

    short: ClassVar[str] = "题"
    title: Template = Field(default="", alias="题")
    key: str = Field(default="", alias="键")
    former: FormerNames = Field(default=(), alias="原名")
    kind: ColumnKind = Field(default=ColumnKind.AMOUNT, alias="类")
    digits: tuple[int, int] | None = Field(default=None, alias="段")
    field: str = Field(default="", alias="值")
    formula: str = Field(default="", alias="公式")
    where: Conditions = Field(default_factory=dict, alias="条件")
    funds: Texts = Field(default=(), alias="资金")
    """which funds its figures can be (of the values of 科目资金); () for any"""
    width: float | None = Field(default=None, alias="宽")
    zero: str | None = Field(default=None, alias="零")
    department: Literal["", "代码", "名称"] = Field(default="", alias="部门行")
    """what a leading column prints in the department's row (部门行)"""
    columns: tuple[ColumnForm, ...] = Field(default=(), alias="列")

    @property
    def leaves(self) -> Iterator[ColumnForm]:
        if not self.columns:
            yield self
        for column in self.columns:
            yield from column.leaves

    @cached_property
    def depth(self) -> int:
        return 1 + max((column.depth for column in self.columns), default=0)

    @cached_property
    def derives(self) -> bool:
        """Whether the column is computed, so that nobody types it."""
        return bool(self.formula or self.pull)


def column_paths(columns: tuple[ColumnForm, ...]) -> Iterator[tuple[ColumnForm, tuple[str, ...]]]:
    """Every leaf with the titles above it and its own."""
    for column in columns:
        if not column.columns:
            yield column, (column.title,)
        for leaf, path in column_paths(column.columns):
            yield leaf, (column.title, *path)


def keyed(columns: tuple[ColumnForm, ...]) -> tuple[tuple[str, ColumnForm], ...]:
    """列键 of each leaf: its 键, else its title where that is unique, else the path joined by a point.

    A tree whose groups repeat titles (预算数/决算数) gives keys such as 预算数.合计.
    """
    paths = list(column_paths(columns))
    titles = [path[-1] for _, path in paths]
    return tuple(
        (leaf.key or (path[-1] if titles.count(path[-1]) == 1 else ".".join(path)), leaf) for leaf, path in paths
    )


def column_names(columns: tuple[ColumnForm, ...]) -> dict[str, tuple[str, ...]]:
    """Every name that a leaf may be called by → 列键 of the leaves that bear it.

    A leaf is called by its 列键, which is its alone, or by its title with any of those above it: 预算数.公务接待费.
    """
    own = {key: (key,) for key, _ in keyed(columns)}
    names: dict[str, tuple[str, ...]] = {}
    for (key, _), (_, path) in zip(keyed(columns), column_paths(columns), strict=True):
        for name in {*_called(path), *_called(tuple(ORDINAL.sub("", title) for title in path))}:
            names[name] = (*names.get(name, ()), key)
    return names | own


def merged_names(every: Iterable[Mapping[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    """What several blocks of columns call by a name, each once."""
    merged: dict[str, tuple[str, ...]] = {}
    for names in every:
        for name, meant in names.items():
            merged[name] = tuple(dict.fromkeys((*merged.get(name, ()), *meant)))
    return merged


def _called(path: tuple[str, ...]) -> Iterator[str]:
    *above, title = path
    for count in range(len(above) + 1) if title else ():
        yield from (".".join((*some, title)) for some in combinations(filter(None, above), count))
