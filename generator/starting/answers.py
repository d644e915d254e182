"""回答: what a person answers when asked for a new department or document, read, or refused with the reason."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from gongkai.loading.typed_values import half_width
from gongkai.model.amounts import Unit
from gongkai.model.edition import Edition
from gongkai.model.kinds import DocumentKind, Kinds
from gongkai.starting.head_text import NewUnit

FIRST_YEAR, LAST_YEAR = 1990, 2199
MOST_CHARACTERS = 100
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}")
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_CODE = re.compile(r"[0-9A-Za-z-]{1,20}")


class AnswerError(ValueError):
    """An answer that cannot be taken; the message is Chinese, and says what can."""


def folder_of(text: str, reserved: Collection[str], deepest: int) -> str:
    """A department's folder below content/departments: henan/anyang/finance-bureau."""
    typed = half_width(text).removeprefix("content/departments/").strip("/")
    names = typed.split("/")
    for name in names:
        if not _SLUG.fullmatch(name):
            raise AnswerError(f"“{name or text}”不能作文件夹名：只用小写英文字母、数字和连字符，如 finance-bureau")
        if _YEAR.fullmatch(name):
            raise AnswerError(f"“{name}”像年度：部门的文件夹不写年度，年度的文件夹由程序建")
    if len(names) < 2:
        raise AnswerError("要从省写起，一层一层用 / 分开，最后是部门，如 henan/anyang/finance-bureau")
    if names[0] in reserved:
        raise AnswerError(f"“{names[0]}”是网站自己用的名称，最上面一层换一个")
    if len(names) > deepest:
        raise AnswerError(f"太深了：最多 {deepest} 层")
    return typed


def name_of(text: str) -> str:
    """部门名称."""
    name = "".join(text.split())
    if len(name) < 2 or not re.search(r"[\u3400-\u9fff]", name):
        raise AnswerError("请写部门的全称，如 安阳市财政局")
    return _short(name)


def _short(text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        raise AnswerError(f"太长了：最多 {MOST_CHARACTERS} 个字")
    if not text.isprintable():
        raise AnswerError("里面有看不见的字符，请重新键入")
    return text


def date_of(text: str) -> date:
    """从哪天起: 2019-01-01, 2019年1月1日."""
    found = _DATE.fullmatch(half_width(text))
    if found is None:
        raise AnswerError(f"“{text}”不是日期：写成 2019-01-01")
    try:
        return date(*map(int, found.groups()))
    except ValueError as error:
        raise AnswerError(f"没有“{text}”这一天") from error


def region_of(text: str, folder: str, known: Mapping[str, str]) -> str:
    """行政区划: as many names as there are folders above the department's. `known`: 安阳市 for henan/anyang …"""
    names = ["".join(name.split()) for name in re.split(r"[/／]", text.strip().strip("/／"))]
    above = folder.split("/")[:-1]
    if not all(names) or len(names) != len(above):
        raise AnswerError(
            f"文件夹 {'/'.join(above)} 有{len(above)}层，行政区划也要写{len(above)}层，用 / 分开，如 河南省/安阳市"
        )
    for depth, name in enumerate(map(_short, names), start=1):
        other = known.get("/".join(above[:depth]), name)
        if other != name:
            raise AnswerError(f"文件夹 {'/'.join(above[:depth])} 里别的部门写的是“{other}”，不是“{name}”；要写得一样")
    return "/".join(names)


def code_of(text: str) -> str:
    """部门代码; "" for none."""
    code = half_width(text)
    if code and not _CODE.fullmatch(code):
        raise AnswerError(f"“{text}”不是代码：只有数字（和字母），如 101；没有就直接回车")
    return code


def unit_of(text: str) -> NewUnit:
    """一个单位: 101001 本级 行政单位; the code may be left out."""
    words = [word for word in re.split(r"[\s,，、|]+", text.strip()) if word]
    code = words.pop(0) if words and _CODE.fullmatch(half_width(words[0])) else ""
    if not words or len(words) > 2:
        raise AnswerError("一行写一个单位：代码 名称 性质，中间空一格，如 101001 本级 行政单位；没有代码的不写代码")
    return NewUnit(code=half_width(code), name=_short(words[0]), nature=_short(words[1]) if len(words) > 1 else "")


def units_of(lines: Iterable[str]) -> tuple[NewUnit, ...]:
    """All units, each once."""
    units = tuple(map(unit_of, lines))
    keys = [unit.code or unit.name for unit in units]
    twice = next((key for key in keys if keys.count(key) > 1), "")
    if twice:
        raise AnswerError(f"“{twice}”写了两次：一个单位写一行")
    return units


def year_of(text: str) -> int:
    """年度."""
    typed = half_width(text).removesuffix("年度").removesuffix("年")
    if not typed.isdecimal() or not FIRST_YEAR <= int(typed) <= LAST_YEAR:
        raise AnswerError(f"“{text}”不是年度：写四位数，如 2024")
    return int(typed)


def kind_of(text: str, kinds: Kinds) -> DocumentKind:
    """文种, by its name, its folder or its number in the list."""
    typed = half_width(text)
    for number, kind in enumerate(kinds.listed, start=1):
        if typed in (str(number), kind.name, kind.full_name, kind.folder):
            return kind
    raise AnswerError(f"没有“{text}”这一种：有{'、'.join(kinds.names)}，写名称或者前面的序号")


def edition_of(text: str, choices: Sequence[Edition]) -> Edition:
    """版式, by its folder, its name or its number in the list."""
    typed = half_width(text)
    for number, choice in enumerate(choices, start=1):
        if typed in (str(number), choice.id, choice.name):
            return choice
    raise AnswerError(f"“{text}”不在里面：有{'、'.join(choice.id for choice in choices)}，写名称或者前面的序号")


def unit_of_money(text: str) -> Unit:
    """金额单位."""
    try:
        return Unit(text.strip())
    except ValueError as error:
        raise AnswerError(f"“{text}”不是金额单位：写{'、'.join(Unit)}中的一个") from error
