"""检索词: text cut into words in one way, for the index here and for queries in the browser (search-words.js).

Chinese has no spaces, and dictionaries cut a name one way in the index and another in the browser. So a run of
Chinese characters is cut into pairs, 三公经费 → 三公 公经 经费, through whatever marks and spaces stand in it:
“三公”经费 gives the same. A character alone is a word only where a text has no other. Numbers lose separators and sign.
"""

from __future__ import annotations

import re
import unicodedata
from operator import add

HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
FIRST_HAN = "\u3007"
LETTER = r"0-9A-Za-z\u00c0-\u024f\u0370-\u03ff"
UNIT = re.compile(rf"[{HAN}]+|[{LETTER}]+(?:[.,][{LETTER}]+)*%?")
NUMBER = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?%?")
NO_LETTER = re.compile(rf"[^{HAN}{LETTER}]+")
ORDINAL = re.compile(
    r"\s*(?:其中:|[一二三四五六七八九十]+[、.]|\((?:[一二三四五六七八九十]+|[0-9]{1,2})\)|[0-9]{1,2}(?:、|\.(?![0-9])))"
)
"""what counts a line before its name: 一、 （二） 3. 其中："""


def words(text: str) -> list[str]:
    """The words of a text in order: 公开07表，3,685.85万元 → 公开 #07 #3685.85 万元."""
    found: list[str] = []
    run = lone = ""
    for unit in UNIT.findall(_composed(text)):
        if unit[0] >= FIRST_HAN:
            run += unit
            continue
        lone = lone or run
        found += map(add, run, run[1:])
        found += _numbers(unit)
        run = ""
    found += map(add, run, run[1:])
    return found or [*(lone or run)]


def _composed(text: str) -> str:
    """In half width; a Chinese comma separates no thousands."""
    return unicodedata.normalize("NFKC", text.replace("，", "、")).lower()


def _numbers(word: str) -> list[str]:
    """A number as it is looked for, or the words of an address, a date, a name in Latin letters."""
    if NUMBER.fullmatch(word):
        return ["#" + word.replace(",", "")]
    return ["#" + one if NUMBER.fullmatch(one) else one for one in re.split("[.,]", word.rstrip("%"))]


def bare(name: str) -> str:
    """A name with nothing but characters, letters and digits, without what counts it: （一）“三公”经费 → 三公经费."""
    text = _composed(name)
    counted = ORDINAL.match(text)
    return NO_LETTER.sub("", text[counted.end() :] if counted else text)


def name_word(name: str) -> str:
    """The word for the whole of a name: =三公经费; empty where nothing of it is left."""
    whole = bare(name)
    return f"={whole}" if whole else ""
