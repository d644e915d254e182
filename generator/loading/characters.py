"""字符: which characters may not stand in a file, because a reader does not see them or sees something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.loading.problems import error
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding
from gongkai.model.places import Place

PLACEHOLDER = "\ue000"
"""Stands for a refused character while the YAML is parsed, so that places stay right; never reaches a value.
It is private use, hence refused itself, hence unambiguous."""

_KINDS: tuple[tuple[FindingCode, str], ...] = (
    (FindingCode.HIDDEN_LINE_BREAK, r"\r\x0b\x0c\x85\u2028\u2029"),
    (FindingCode.CONTROL_CHARACTER, r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"),
    (FindingCode.BIDI_CHARACTER, r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"),
    (
        FindingCode.INVISIBLE_CHARACTER,
        (
            r"\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f"
            r"\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
        ),
    ),
    (FindingCode.GARBLED_CHARACTER, r"\ufffd-\uffff\ufdd0-\ufdef"),
    (FindingCode.PRIVATE_CHARACTER, r"\ue000-\uf8ff\U000f0000-\U0010ffff"),
)
REFUSED = re.compile("[" + "".join(characters for _, characters in _KINDS) + "]")
_TESTS = tuple((code, re.compile(f"[{characters}]")) for code, characters in _KINDS)
_GARBLED_WORDS = re.compile("锟斤拷|烫烫烫|屯屯屯")

_NAMES = {
    "\x00": "空字符",
    "\r": "单独的回车符",
    "\x0b": "垂直制表符",
    "\x0c": "换页符",
    "\x85": "下一行符",
    "\u2028": "行分隔符",
    "\u2029": "段分隔符",
    "\xad": "软连字符",
    "\u200b": "零宽空格",
    "\u200c": "零宽不连字",
    "\u200d": "零宽连字",
    "\u2060": "零宽不换行",
    "\ufeff": "零宽不换行空格，即 BOM",
    "\u200e": "从左到右标记",
    "\u200f": "从右到左标记",
    "\u202d": "强制从左到右",
    "\u202e": "强制从右到左",
    "\ufffd": "替换符",
}

_MESSAGES = {
    FindingCode.HIDDEN_LINE_BREAK: (
        "有隐藏的换行符{names}：编辑器里看着是一行，程序读成两行",
        "删去它；要换行就按回车键",
    ),
    FindingCode.CONTROL_CHARACTER: ("有控制字符{names}", "删去它；多半是从别的软件粘贴时带进来的"),
    FindingCode.BIDI_CHARACTER: (
        "有改变文字方向的字符{names}：显示的顺序和实际内容不一样",
        "删去这个字符，或删去这一行重新键入",
    ),
    FindingCode.INVISIBLE_CHARACTER: ("有看不见的字符{names}", "删去这个字符，或删去这个词重新键入"),
    FindingCode.PRIVATE_CHARACTER: (
        "有自造字{names}：别人的电脑上显示不出来",
        "换成标准汉字；PDF 或 Word 里的项目符号也会成为这种字符，删去即可",
    ),
    FindingCode.GARBLED_CHARACTER: ("有乱码{names}：原来的字已经丢失", "对照原件把这里的字重新键入"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """One refused character: where in the text, and of what kind."""

    offset: int
    code: FindingCode
    name: str


def refused(text: str) -> Iterator[Refused]:
    """Every refused character of a text, and words that only a wrong encoding makes (锟斤拷)."""
    for match in REFUSED.finditer(text):
        code = next(code for code, test in _TESTS if test.match(match[0]))
        name = _NAMES.get(match[0])
        point = f"U+{ord(match[0]):04X}"
        yield Refused(offset=match.start(), code=code, name=f"{point} {name}" if name else point)
    for match in _GARBLED_WORDS.finditer(text):
        yield Refused(offset=match.start(), code=FindingCode.GARBLED_CHARACTER, name=match[0])


def character_finding(code: FindingCode, place: Place, names: tuple[str, ...], context: str = "") -> Finding:
    """One finding for the characters of one kind in one line."""
    message, hint = _MESSAGES[code]
    distinct = tuple(dict.fromkeys(names))
    listed = f"（{'、'.join(distinct[:3])}{'等' if len(distinct) > 3 else ''}{_count(names)}）"
    return error(code, place, context + message.format(names=listed), hint)


def _count(names: tuple[str, ...]) -> str:
    return f"，本行共 {len(names)} 处" if len(names) > 1 else ""
