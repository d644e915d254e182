"""用词: what each word of the wording takes and gives; one list for a template that is read and one that runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum

from jinja2.runtime import Macro, Undefined
from msgspec import Struct

from gongkai.composition.markup import OPEN
from gongkai.composition.template_values import Count, Missing, Percent, Quantity
from gongkai.composition.wording_errors import MisuseError
from gongkai.model.amounts import Unit


class Kind(StrEnum):
    """种类 of what a word takes or gives."""

    TEXT = "文字"
    AMOUNT = "金额"
    NUMBER = "金额或个数"
    WHOLE = "整数"
    SCORE = "分数"
    LIST = "一列"
    TEXT_OR_NONE = "文字（可以没有填）"
    YES_NO = "“是”或“不是”"
    PERCENT = "百分比"


class Word(Struct, frozen=True, kw_only=True):
    """一个用词: `usage` shows how it is written; `may`: what may follow; `many`: the last may come again."""

    usage: str
    takes: tuple[Kind, ...]
    gives: Kind
    may: tuple[Kind, ...] = ()
    many: bool = False
    bar: bool = False
    """one that stands behind a bar; the first that it takes stands before it"""

    @property
    def name(self) -> str:
        return self.usage.partition(" | ")[2 if self.bar else 0].partition("(")[0]

    def fits(self, count: int) -> bool:
        """Whether it can be used with so many arguments."""
        return len(self.takes) <= count <= (count if self.many else len(self.takes) + len(self.may))

    def kind(self, position: int) -> Kind:
        kinds = (*self.takes, *self.may)
        return kinds[min(position, len(kinds) - 1)]

    def wrong_count(self) -> str:
        return f"“{self.name}”括号里的项数不对，应写成 {self.usage}"

    def wrong_kind(self, position: int, told: str) -> str:
        wanted = self.kind(position).value
        where = f"括号里第{position + 1}项" if not self.bar else f"括号里第{position}项" if position else "竖线前面的"
        return f"“{self.name}”{where}应是{wanted}，写的是{told}；应写成 {self.usage}"


def _word(usage: str, gives: Kind, *takes: Kind, may: tuple[Kind, ...] = (), many: bool = False) -> Word:
    return Word(usage=usage, takes=takes, gives=gives, may=may, many=many)


def _bar(usage: str, gives: Kind, *takes: Kind, may: tuple[Kind, ...] = ()) -> Word:
    return Word(usage=usage, takes=takes, gives=gives, may=may, bar=True)


WORDS: Mapping[str, Word] = {
    word.name: word
    for word in (
        _word('填("原因.收支总计")', Kind.TEXT, Kind.TEXT),
        _word('有("原因.收支总计")', Kind.YES_NO, Kind.TEXT),
        _word('无("上年")', Kind.YES_NO, Kind.TEXT),
        _word('数("收支总计")', Kind.AMOUNT, Kind.TEXT),
        _word('率(数("基本支出"), 数("支出合计"))', Kind.PERCENT, Kind.NUMBER, Kind.NUMBER),
        _word('可比(数("支出合计"))', Kind.YES_NO, Kind.NUMBER),
        _word('相等(数("收支总计"), 填("上年.收支总计"))', Kind.YES_NO, Kind.NUMBER, Kind.NUMBER),
        _word('大于(数("收支总计"), 填("上年.收支总计"))', Kind.YES_NO, Kind.NUMBER, Kind.NUMBER),
        _word('增减(数("收支总计"), 填("上年.收支总计"))', Kind.TEXT, Kind.NUMBER, Kind.NUMBER),
        _word('升降(数("收支总计"), 填("上年.收支总计"))', Kind.TEXT, Kind.NUMBER, Kind.NUMBER),
        _word('差(数("收支总计"), 填("上年.收支总计"))', Kind.AMOUNT, Kind.NUMBER, Kind.NUMBER),
        _word('绝对(数("收支总计"))', Kind.AMOUNT, Kind.NUMBER),
        _word('合计([数("基本支出"), 数("项目支出")])', Kind.AMOUNT, Kind.LIST, may=(Kind.TEXT,)),
        _word('个数(各表单("项目绩效自评表"))', Kind.AMOUNT, Kind.LIST),
        _word('各行("支出决算表", "项")', Kind.LIST, Kind.TEXT, Kind.TEXT),
        _word('各预算项("一般公共预算财政拨款支出决算表", "年初预算.*.年初预算数")', Kind.LIST, Kind.TEXT, Kind.TEXT),
        _word('全行("收入支出决算总表")', Kind.LIST, Kind.TEXT),
        _word('各款("基本支出决算明细表", ["301", "303"])', Kind.LIST, Kind.TEXT, Kind.LIST),
        _word('各表单("项目绩效自评表")', Kind.LIST, Kind.TEXT, many=True),
        _word("range(3)", Kind.LIST, Kind.WHOLE),
    )
}
"""words that are used with brackets, by name; docs/editions.md explains them"""

FILTER_WORDS: Mapping[str, Word] = {
    word.name: word
    for word in (
        _bar('["甲", "乙"] | 顿号', Kind.TEXT, Kind.LIST),
        _bar('["甲", "乙"] | join("、")', Kind.TEXT, Kind.LIST, may=(Kind.TEXT,)),
        _bar('["甲", "乙"] | length', Kind.WHOLE, Kind.LIST),
        _bar("3 | 大写", Kind.TEXT, Kind.WHOLE),
        _bar('表.值("总分.得分") | 分数(2)', Kind.TEXT, Kind.TEXT_OR_NONE, may=(Kind.WHOLE,)),
        _bar("各表单(…) | 得分在(80, 90)", Kind.LIST, Kind.LIST, Kind.SCORE, may=(Kind.SCORE, Kind.TEXT)),
        _bar('各表单(…) | 名为(["甲项目"])', Kind.LIST, Kind.LIST, Kind.LIST, may=(Kind.TEXT,)),
        *(_bar(f'数("支出合计") | {unit}(2)', Kind.AMOUNT, Kind.AMOUNT, may=(Kind.WHOLE,)) for unit in Unit),
    )
}
"""what stands behind a bar, by name; the first that it takes stands before the bar"""

OF_ROWS: Mapping[str, Word] = {
    "数": Word(usage='数("合计")', takes=(), may=(Kind.TEXT,), gives=Kind.AMOUNT),
    "字段": Word(usage='字段("项目名称")', takes=(Kind.TEXT,), gives=Kind.TEXT),
}
"""what is asked of a row of a table"""
OF_FORMS: Mapping[str, Word] = {
    "值": Word(usage='值("总分.得分")', takes=(Kind.TEXT,), gives=Kind.TEXT),
    "数": Word(usage='数("资金.年度资金总额.全年执行数")', takes=(Kind.TEXT,), gives=Kind.AMOUNT),
    "列": Word(usage='列("绩效指标")', takes=(Kind.TEXT,), gives=Kind.LIST),
}
"""what is asked of a performance form"""

_ACCEPTED: Mapping[Kind, tuple[type, ...]] = {
    Kind.TEXT: (str,),
    Kind.TEXT_OR_NONE: (str, Missing),
    Kind.AMOUNT: (Quantity, Missing),
    Kind.NUMBER: (Quantity, Count, Missing, int),
    Kind.WHOLE: (int, Count, Missing),
    Kind.SCORE: (int, float, Count),
    Kind.LIST: (list, tuple, Missing, Iterator),
}


class Used(Struct, frozen=True):
    """一个能用的词: a function that is only called with what it takes."""

    word: Word
    function: Callable[..., object]

    def __call__(self, *values: object) -> object:
        checked(self.word, values)
        return self.function(*(self._figure(position, value) for position, value in enumerate(values)))

    def _figure(self, position: int, value: object) -> object:
        """A whole number where figures go is a count."""
        if isinstance(value, int) and self.word.kind(position) is Kind.NUMBER:
            return Count(value, str(value))
        return value


def checked(word: Word, values: tuple[object, ...]) -> None:
    """Raises MisuseError if a word cannot be used with these values."""
    if not word.fits(len(values)):
        raise MisuseError(word.wrong_count())
    for position, value in enumerate(values):
        if not accepts(word.kind(position), value):
            raise MisuseError(word.wrong_kind(position, told(value)))


def accepts(kind: Kind, value: object) -> bool:
    """Whether a value is of a kind; a text holds no figures, which are no name of anything."""
    if isinstance(value, bool) or (isinstance(value, str) and OPEN in value):
        return False
    return isinstance(value, _ACCEPTED[kind])


_TOLD: tuple[tuple[tuple[type, ...], str], ...] = (
    ((bool,), "“是”或“不是”"),
    ((int, float, Count), "一个数"),
    ((Quantity,), "金额"),
    ((Percent,), "百分比"),
    ((list, tuple, Iterator), "一列"),
    ((dict,), "一条记录"),
)


def told(value: object) -> str:
    """What a value is, in words. Raises jinja2.UndefinedError for what is not there at all."""
    if isinstance(value, Undefined):
        str(value)
    if isinstance(value, str):
        return "带数的一句话" if OPEN in value else f"文字“{value[:20]}”"
    if isinstance(value, Used):
        return f"“{value.word.name}”这个用词本身"
    if isinstance(value, Macro):
        return f"宏“{value.name}”本身"
    if value is None:
        return "空的（none）"
    return next((words for types, words in _TOLD if isinstance(value, types)), "") or str(
        getattr(value, "IS", "不能用的东西")
    )


def unprintable(value: object) -> str:
    """Why a value cannot be printed and what to write instead."""
    what = told(value)
    if isinstance(value, Used):
        return f"“{value.word.name}”后面没有写括号，印不出来；应写成 {value.word.usage}"
    if isinstance(value, Macro):
        return f"宏“{value.name}”后面没有写括号，印不出来；应写成 {value.name}(…)"
    return f"要印的是{what}，印不出来；{how_to_print(what)}"


def how_to_print(what: str) -> str:
    """What to write instead of printing such a thing."""
    return _INSTEAD.get(what, "能印的是文字、金额、个数和百分比")


_INSTEAD = {
    Kind.LIST.value: '一列用“| 顿号”连起来（先用“| map(attribute="名称")”取名称），或者用 {% for %} 一个一个印',
    Kind.YES_NO.value: "“是”或“不是”写在 {% if … %} 里",
    "一条记录": "写明印哪一项，如 .名称",
    "表的一行": '写明印什么，如 .名称、.数("合计")',
    "一张绩效表单": '写明印什么，如 .值("项目名称")',
}
