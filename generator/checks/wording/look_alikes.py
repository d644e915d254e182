"""形近字符: characters that look like the one meant and are another: ⼈ for 人, the Cyrillic А for A, O for 0.

A reader sees no difference; search, sorting, copying and every program do. Own and short: only what PDF text, input
methods and OCR really leave in Chinese documents, each with what to type instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from msgspec import Struct


class LookAlike(Struct, frozen=True, kw_only=True):
    """一个形近字符, at `start` in its text."""

    start: int
    sign: str
    name: str
    """what it is, Chinese: 康熙部首"""
    meant: str
    """what to type, as a reader is told: 汉字“人”"""
    in_number: bool = False


class _Kind(Struct, frozen=True, kw_only=True):
    name: str
    pattern: re.Pattern[str]
    meant: Callable[[str], str]
    """what to type for a sign; empty: nothing is wrong with it"""
    in_number: bool = False


_RADICALS = str.maketrans(
    "⺎⺝⺟⺠⺫⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
    "兀月母民目虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
)
"""Radicals that PDF fonts give for whole characters and that Unicode does not decompose."""
_KANA = str.maketrans("ニカロエタトハー", "二力口工夕卜八一")
_FULL_WIDTH = str.maketrans(",;:?!()", "，；：？！（）")
_SINGLE = {
    "丶": ("笔画“点”", "顿号“、”"),
    "丨": ("笔画“竖”", "竖线“|”或数字“1”"),
    "ㄧ": ("注音符号", "汉字“一”"),
    "ㅡ": ("朝鲜文字母", "汉字“一”或破折号“—”"),
    "囗": ("部首“围”", "汉字“口”或方框“□”"),
    "‚": ("西文低位引号", "逗号“，”"),
    "︰": ("竖排的两点", "冒号“：”"),
    "ꞏ": ("西文字母中点", "间隔号“·”"),
}
"""One sign each: what it is, what is meant."""
_SINGLE_SIGNS = re.compile(f"[{''.join(_SINGLE)}]")
_CYRILLIC = str.maketrans("АВЕЅІЈКМНОРСТХУаеорсухіјѕ", "ABESIJKMHOPCTXYaeopcyxijs")
_GREEK = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo")
_LATIN = _CYRILLIC | _GREEK
_LATIN_SIGNS = "".join(map(chr, _LATIN))
_TOKEN = re.compile(rf"[A-Za-z0-9{_LATIN_SIGNS}]+")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u03ff\u0400-\u04ff]")
_ZEROS, _ONES, _CIRCLES = "OoＯｏОоΟο", "lIｌＩ", "○◯〇"
_NUMBER = re.compile(
    rf"(?<![A-Za-z0-9])[0-9{_ZEROS}{_ONES}][0-9.,{_ZEROS}{_ONES}{_CIRCLES}]*(?![A-Za-z])"
    r"(?P<measure>[ ]?(?:[万亿]?元|[%％年月日人个]))?"
)
_CHINESE = "[\u4e00-\u9fff]"
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\u302a-\u302f\u3099\u309a\ufe20-\ufe2f"
"""that stand on the sign before them (é as e and ´), one or many"""
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]+")


def _same(sign: str) -> str:
    """What Unicode says a compatibility character stands for; empty if it stands for itself."""
    plain = unicodedata.normalize("NFKC", sign.translate(_RADICALS))
    return "" if plain == sign else f"“{plain}”"


def _composed(sign: str) -> str:
    """A letter and its mark as one sign; of marks that nothing is composed with, what stands below them."""
    usual = unicodedata.normalize("NFC", sign)
    return f"“{usual if len(usual) == 1 else sign[0]}”"


def _half_width(sign: str) -> str:
    return f"半角的“{unicodedata.normalize('NFKC', sign)}”"


def _full_width(sign: str) -> str:
    return f"“{unicodedata.normalize('NFKC', sign).translate(_FULL_WIDTH)}”"


def _chinese(sign: str) -> str:
    return f"“{unicodedata.normalize('NFKC', sign).translate(_KANA)}”"


_KINDS = (
    _Kind(name="康熙部首", pattern=re.compile("[\u2f00-\u2fd5]"), meant=_same),
    _Kind(name="部首", pattern=re.compile("[\u2e80-\u2ef3]"), meant=_same),
    _Kind(name="兼容汉字", pattern=re.compile("[\uf900-\ufaff\U0002f800-\U0002fa1f]"), meant=_same),
    _Kind(name="数学字母", pattern=re.compile("[\U0001d400-\U0001d7ff]"), meant=_same),
    _Kind(name="西文连字", pattern=re.compile("[\ufb00-\ufb06]"), meant=_same),
    _Kind(name="竖排标点", pattern=re.compile("[\ufe10-\ufe19\ufe31-\ufe44]"), meant=_full_width),
    _Kind(name="小号标点", pattern=re.compile("[\ufe50-\ufe6b]"), meant=_full_width),
    _Kind(name="半角的日文字符", pattern=re.compile("[\uff61-\uff9f]"), meant=_chinese),
    _Kind(name="日文片假名", pattern=re.compile(f"(?<={_CHINESE})[ニカロエタトハー](?={_CHINESE})"), meant=_chinese),
    _Kind(name="比号", pattern=re.compile(f"(?<={_CHINESE})∶(?![^=]*=)(?=$|{_CHINESE}|“)"), meant=lambda _: "冒号“：”"),
    _Kind(
        name="全角句点",
        pattern=re.compile(f"(?<={_CHINESE})(?<![一二三四五六七八九十])．(?=$|{_CHINESE}|“)"),
        meant=lambda _: "句号“。”，人名中间用“·”",
    ),
    _Kind(
        name="圆圈、字母或数字零",
        pattern=re.compile(rf"(?<=[二一九零〇])[○◯{_ZEROS}0０]+(?=[〇零一二三四五六七八九年])"),
        meant=lambda sign: f"“{'〇' * len(sign)}”",
    ),
    _Kind(name="一个字和叠在它上面的符号", pattern=re.compile(f"[^{_MARKS}]?[{_MARKS}]+"), meant=_composed),
    _Kind(
        name="全角数字",
        pattern=re.compile("(?<=[0-9])[.,]?[０-９]+|[０-９]+(?=[.,]?[0-9])"),
        meant=_half_width,
        in_number=True,
    ),
    _Kind(
        name="全角句点",
        pattern=re.compile("(?<=[0-9])．(?=[0-9])"),
        meant=lambda _: "小数点“.”",
        in_number=True,
    ),
    _Kind(
        name="别的横线",
        pattern=re.compile("(?<=[0-9年月日])[―─━ー](?=[0-9])|(?<=[0-9])一(?=[0-9])|(?<=[0-9]年)一(?=[0-9]{4}年)"),
        meant=lambda _: "连接号“—”",
        in_number=True,
    ),
)


def wide_signs(name: str) -> Iterator[LookAlike]:
    """Full-width letters and digits of a name, which nobody finds who types it."""
    for match in _WIDE.finditer(name):
        yield LookAlike(start=match.start(), sign=match[0], name="全角的字母或数字", meant=_half_width(match[0]))


def look_alikes(text: str) -> Iterator[LookAlike]:
    """Every look-alike of a text."""
    for kind in _KINDS if not text.isascii() else ():
        for match in kind.pattern.finditer(text):
            meant = kind.meant(match[0])
            if meant:
                yield LookAlike(
                    start=match.start(), sign=match[0], name=kind.name, meant=meant, in_number=kind.in_number
                )
    for match in _SINGLE_SIGNS.finditer(text):
        name, meant = _SINGLE[match[0]]
        yield LookAlike(start=match.start(), sign=match[0], name=name, meant=meant)
    yield from _letters_in_numbers(text)
    yield from _foreign_letters(text)


def _letters_in_numbers(text: str) -> Iterator[LookAlike]:
    """1O0.5, 2○23年, 10O万元, O.5, l2月; not O2O, nor the circles of 20○○年."""
    for token in _NUMBER.finditer(text):
        number = token[0].removesuffix(token["measure"] or "")
        for at, sign in enumerate(number):
            letter = not sign.isascii() or sign.isalpha()
            if letter and _is_digit(number[:at], sign, number[at + 1 :], measured=bool(token["measure"])):
                digit = "1" if sign in _ONES else "0"
                name = "圆圈" if sign in _CIRCLES else "字母"
                start = token.start() + at
                yield LookAlike(start=start, sign=sign, name=name, meant=f"数字“{digit}”", in_number=True)


def _is_digit(before: str, sign: str, after: str, *, measured: bool) -> bool:
    """Whether a sign stands where a digit does: between digits, or at an end of a number with a measure."""
    if not before:
        pattern = r"\.[0-9]+" if sign in _ZEROS else r"[0-9.,]+" if sign in _ONES and measured else "(?!)"
        return re.fullmatch(pattern, after) is not None
    inside = re.search(r"[0-9]", before) and re.search(r"[0-9]", after) and not before[:1].isalpha()
    last = sign in _ZEROS and measured and not after.strip(_ZEROS)
    return bool(inside or (last and re.fullmatch(rf"[0-9.,]+[{_ZEROS}]*", before)))


def _foreign_letters(text: str) -> Iterator[LookAlike]:
    """Cyrillic and Greek letters within Latin words; a text that is really Russian or Greek has others too."""
    foreign = any(sign not in _LATIN_SIGNS for sign in _OTHER_SCRIPT.findall(text))
    for token in _TOKEN.finditer(text):
        odd = [(at, sign) for at, sign in enumerate(token[0], start=token.start()) if sign in _LATIN_SIGNS]
        if re.search("[A-Za-z]", token[0]) or (len(odd) > 1 and not foreign):
            for at, sign in odd:
                name = "西里尔字母" if ord(sign) in _CYRILLIC else "希腊字母"
                yield LookAlike(start=at, sign=sign, name=name, meant=f"英文字母“{sign.translate(_LATIN)}”")
