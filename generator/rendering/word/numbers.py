"""自动编号: headings whose printed number is what Word would count get it from Word; any other keeps it as words.

The wording decides what number a heading has. Word counts along, and is trusted only as far as it says the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct, field

from gongkai.model.numbering import chinese_number
from gongkai.rendering.word.xml import HEAD, SPACES, attribute

FORMS: dict[str, Callable[[int], str]] = {"chineseCountingThousand": chinese_number, "decimal": str}
LED = re.compile(
    r"^(?:第[一二三四五六七八九十百]+[部分章节条]*|[（(][一二三四五六七八九十百\d]+[）)]|[一二三四五六七八九十百]+、|\d{1,3}[.．、])\s*"
)
"""a number before the words of a heading"""


class _List(Struct, kw_only=True):
    """编号方案: 第%1部分."""

    form: str
    text: str
    starts: int = 0
    """how often it began anew"""
    count: int = 0
    number: int = 0
    """the w:num that counts now"""


class Numbers(Struct):
    """编号 of one document."""

    lists: dict[tuple[int, str], _List] = field(default_factory=dict)
    """by level and text"""
    nums: list[_List] = field(default_factory=list)
    """the scheme of each w:num, from 1"""

    def number(self, printed: str, level: int) -> int | None:
        """The w:num that gives a heading just this number; None: it is to be written."""
        for form, (text, which) in self._readings(printed, level):
            one = self.lists.setdefault((level, text), _List(form=form, text=text))
            if which != one.count + 1:
                one.starts += 1
                self.nums.append(one)
                one.number = len(self.nums)
            elif not one.number:
                self.nums.append(one)
                one.number = len(self.nums)
            one.count = which
            return one.number
        return None

    def _readings(self, printed: str, level: int) -> Iterator[tuple[str, tuple[str, int]]]:
        """How a number can be read that goes on, or is the first of its list."""
        for form, written in FORMS.items():
            for which in (*(one.count + 1 for (at, _), one in self.lists.items() if at == level), 1):
                digits = written(which)
                text = printed.replace(digits, "%1", 1)
                known = self.lists.get((level, text))
                follows = which == 1 or (known is not None and known.count + 1 == which)
                if (
                    digits in printed
                    and follows
                    and not re.search(r"[一二三四五六七八九十百\d]", text.replace("%1", ""))
                ):
                    yield form, (text, which)

    def xml(self) -> str:
        """word/numbering.xml."""
        kinds = {id(one): at for at, one in enumerate(self.lists.values())}
        abstract = "".join(
            f'<w:abstractNum w:abstractNumId="{at}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
            f'<w:start w:val="1"/><w:numFmt w:val="{one.form}"/><w:suff w:val="nothing"/>'
            f'<w:lvlText w:val={attribute(one.text)}/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
            for at, one in enumerate(self.lists.values())
        )
        nums = "".join(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kinds[id(one)]}"/>'
            f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            for number, one in enumerate(self.nums, start=1)
        )
        return f"{HEAD}<w:numbering {SPACES}>{abstract}{nums}</w:numbering>"


def numbering(number: int | None) -> str:
    """For the properties of a paragraph."""
    return "" if number is None else f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
