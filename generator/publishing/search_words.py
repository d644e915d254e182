"""检索词: text cut into words in one way, for the index here and for the query in the browser (search.js).

Chinese has no spaces, and dictionaries cut a name one way in the index and another in the browser. So a run of
Chinese characters is cut into pairs, 三公经费 → 三公 公经 经费; a query is cut likewise, and its pairs found in a row
are the very words looked for. Punctuation inside a run is looked through: “三公”经费 gives the same pairs (the
marks stay with their pair, Pagefind does not count them). Numbers lose their thousands separators.

Nothing but spaces and thousands separators is lost, so search.js puts the words of a hit together again.
"""

from __future__ import annotations

import re

HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
WORD = r"0-9A-Za-z\u00c0-\u024f\u0370-\u03ff"
UNIT = re.compile(rf"(?P<han>[{HAN}])|(?P<word>[{WORD}]+(?:[.,][{WORD}]+)*%?)|(?P<space>\s+)|(?P<mark>.)")
GROUP = re.compile(r"(?<=\d),(?=\d{3})")
HALF_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
"""full-width digits and letters"""
END_OF_CELL = "·"
END_OF_LINE = "¶"


def words(text: str) -> list[str]:
    """The words of one cell or paragraph."""
    found: list[str] = []
    run: list[str] = []  # Chinese characters that follow each other
    marks: list[str] = []  # what stands after each of them
    lead = ""  # marks at the very start
    for unit in UNIT.finditer(text.translate(HALF_WIDTH)):
        piece = unit.group()
        if unit.lastgroup == "han":
            run.append(piece)
            marks.append("")
        elif unit.lastgroup == "word":
            found += _pairs(run, marks)
            run, marks = [], []
            found.append(GROUP.sub("", piece))
        elif unit.lastgroup == "mark":
            if run:
                marks[-1] += piece
            elif found:
                found[-1] += piece
            else:
                lead += piece
    found += _pairs(run, marks)
    return [lead + found[0], *found[1:]] if found else []


def _pairs(run: list[str], marks: list[str]) -> list[str]:
    """三公经费 → 三公 公经 经费; the marks after a character stand inside the pair that it begins."""
    if len(run) < 2:
        return [char + mark for char, mark in zip(run, marks, strict=True)]
    pairs = [char + mark + after for char, mark, after in zip(run, marks, run[1:], strict=False)]
    pairs[-1] += marks[-1]
    return pairs


def tokens(cells: tuple[str, ...]) -> str:
    """A line as Pagefind is given it: cells and the line end in a sign, so that no phrase runs across."""
    between = f" {END_OF_CELL} "
    return between.join(" ".join(words(cell)) for cell in cells) + f" {END_OF_LINE}"
