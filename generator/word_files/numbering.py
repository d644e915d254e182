"""Word 的自动编号: the numbers that Word counts itself and does not write into the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from msgspec import Struct, field

from gongkai.model.numbering import chinese_number
from gongkai.ooxml.limits import Tally
from gongkai.ooxml.xml_reader import Elements, plain

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
PLACE = re.compile(r"%([1-9])")


def _circled(number: int) -> str:
    return CIRCLED[number - 1] if 0 < number <= len(CIRCLED) else str(number)


FORMS: dict[str, Callable[[int], str]] = {
    "chineseCounting": chinese_number,
    "chineseCountingThousand": chinese_number,
    "decimal": str,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "japaneseCounting": chinese_number,
    "taiwaneseCountingThousand": chinese_number,
}
"""how the numbers of Chinese documents are written; of other forms, and of dots, nothing is printed"""


class Level(Struct):
    """一级编号."""

    start: int = 1
    form: str = "decimal"
    text: str = ""


class Numbering(Struct):
    """编号 of one document; counts while its paragraphs go by."""

    levels: dict[tuple[str, int], Level] = field(default_factory=lambda: defaultdict(Level))
    """by list and level"""
    lists: dict[str, str] = field(default_factory=dict)
    """the list that each number id means"""
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    """number id and level of the paragraphs of a style"""
    restarted: set[str] = field(default_factory=set)
    """number ids that count by themselves"""
    counted: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def next(self, number: str, level: int) -> str:
        """The number of the next paragraph; empty where none is printed, or none that is known."""
        name = self.lists.get(number, "")
        if not name or (name, level) not in self.levels:
            return ""
        counted = self.counted[number if number in self.restarted else name]
        counted[level] = counted.get(level, self.levels[name, level].start - 1) + 1
        for deeper in [one for one in counted if one > level]:
            del counted[deeper]
        if self.levels[name, level].form not in FORMS:
            return ""

        def printed(match: re.Match[str]) -> str:
            one = self.levels[name, int(match[1]) - 1]
            return FORMS.get(one.form, str)(counted.get(int(match[1]) - 1, one.start))

        return PLACE.sub(printed, self.levels[name, level].text)


class NumberingReader:
    """Reads word/numbering.xml and word/styles.xml, element by element."""

    def __init__(self) -> None:
        self.read = Numbering()
        self.name = self.level = self.number = self.style = ""

    def take(self, chunks: Iterable[bytes], tally: Tally) -> None:
        """Read one of the two. Raises RefusedError."""
        Elements(tally, self.start).read(chunks, "编号")

    def start(self, element: str, given: dict[str, str]) -> None:
        """What an element says, its name with or without a prefix."""
        given = plain(given)
        element, value = element.rpartition(":")[2], given.get("val", "")
        match element:
            case "abstractNum":
                self.name = given.get("abstractNumId", "")
            case "lvl":
                self.level = given.get("ilvl", "")
            case "num":
                self.number = given.get("numId", "")
                self.name = ""  # levels that a number has for itself are not read
            case "startOverride":
                self.read.restarted.add(self.number)
            case "abstractNumId":
                self.read.lists[self.number] = value
            case "style":
                self.style = given.get("styleId", "")
            case "numId" | "ilvl":
                number, level = self.read.styles.get(self.style, ("", 0))
                self.read.styles[self.style] = (value, level) if element == "numId" else (number, whole(value))
            case "start" | "numFmt" | "lvlText":
                self._of_level(element, value)

    def _of_level(self, element: str, value: str) -> None:
        level = self.read.levels[self.name, whole(self.level)]
        match element:
            case "start":
                level.start = whole(value)
            case "numFmt":
                level.form = value
            case _:
                level.text = value


def whole(text: str) -> int:
    """A small number, 0 for anything else."""
    return int(text) if text.isdecimal() and len(text) < 5 else 0
