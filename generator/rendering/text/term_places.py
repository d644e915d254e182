"""名词所在: where the words of a document are a term that its own 名词解释 explains.

A term is found as it or its 又作 is printed, the longest first, and not where its words are part of something else: of
another term, of the name of a row, a table or a section, of a sum (其他收入合计), its opposite (非财政拨款收入) or a
longer word (国有资本经营收入).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from gongkai.model.publication import GlossaryEntry, Publication
from gongkai.model.spans import plain
from gongkai.rendering.outline import Leaf, walk

MARKS = "“”‘’\"'"
"""quotes, without which a term is the same: 三公经费"""
UNHEARD = re.compile(rf"[{MARKS}\s]")
CHARACTER = re.compile(r"[\u4e00-\u9fff]")
ADDED = re.compile(r"（[^）]*）$")
"""what a term adds in brackets is printed nowhere else"""
NUMBERING = re.compile(r"^(?:其中[：:]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、])+")
BEFORE = ("非", "其他", "其它")
"""before a term: something else than the term"""
LEADING = (
    *(
        "的",
        "是",
        "了",
        "在",
        "于",
        "为",
        "和",
        "与",
        "同",
        "及",
        "或",
        "以",
        "由",
        "从",
        "将",
        "对",
        "按",
        "用",
        "把",
        "因",
    ),
    *("外", "除", "中", "有", "无", "等", "到", "即", "指", "占", "个", "笔", "项", "年", "月", "年度", "年初", "年末"),
    *("全部", "包括", "包含", "主要", "开支", "列支", "安排", "列入", "计入", "反映", "贯穿", "增加", "减少", "压减"),
    *("取得", "实现", "形成", "产生", "支付", "使用", "压缩", "控制", "全年", "本年", "当年", "上年", "本级", "决算"),
    *("部门", "单位", "预算", "财政拨款", "经费", "资金", "局", "厅", "委", "办", "院", "所", "馆", "校", "处", "中心"),
)
"""what a term may follow with no mark between; after others it may be the end of a longer one (国有资本经营收入)"""
AFTER = re.compile(r"(?:合计|总计|小计|总表|明细表|决算表|预算表|[（(][类款项]+[）)])")
"""behind a term: a sum, the title of a table, a subject of the classification"""


class Spot(Struct, frozen=True, kw_only=True):
    """一处: characters of a line that are a term."""

    start: int
    end: int
    entry: str
    """id of the 名词解释"""


class TermPlaces:
    """名词 of a document, to be found in its lines."""

    def __init__(self, publication: Publication) -> None:
        self._terms = dict(_terms(publication))
        names = {name for name in _names(publication) if name not in self._terms}
        holding = {name for name in names if any(term in name for term in self._terms)}
        words = sorted((*self._terms, *holding), key=lambda word: (-len(word), word))
        self._pattern = re.compile("|".join(map(re.escape, words))) if self._terms else None

    def find(self, text: str, own: str = "") -> Iterator[Spot]:
        """The first place of each term in a line; `own`: the term that the line explains."""
        if self._pattern is None:
            return
        kept = [at for at, sign in enumerate(text) if sign not in MARKS and not sign.isspace()]
        told = "".join(text[at] for at in kept)
        seen = {own}
        for match in self._pattern.finditer(told):
            entry = self._terms.get(match[0], "")
            if entry and entry not in seen and _alone(told, match):
                seen.add(entry)
                yield _quoted(text, kept[match.start()], kept[match.end() - 1] + 1, entry)


def entry_pages(leaves: tuple[Leaf, ...]) -> Mapping[str, str]:
    """Where each 名词解释 stands, by its id: glossary/#basic-expenditure."""
    found: dict[str, str] = {}
    for leaf in walk(leaves):
        for block in (*leaf.blocks, *(block for section in leaf.sections for block in section.blocks)):
            if isinstance(block, GlossaryEntry):
                found.setdefault(block.id, f"{leaf.path}#{block.id}")
    return found


def bare(text: str) -> str:
    """A text without quotes and blanks, in which terms are looked for."""
    return UNHEARD.sub("", text)


def _alone(text: str, match: re.Match[str]) -> bool:
    before = text[: match.start()]
    begins = not before or not CHARACTER.match(before[-1]) or before.endswith(LEADING)
    return begins and not before.endswith(BEFORE) and not AFTER.match(text, match.end())


def _quoted(text: str, start: int, end: int, entry: str) -> Spot:
    """With the quotes that belong to it: “三公”经费."""
    opened = text[start - 1 : start] in ("“", "‘") and any(sign in "”’" for sign in text[start:end])
    closed = text[end : end + 1] in ("”", "’") and any(sign in "“‘" for sign in text[start:end])
    return Spot(start=start - opened, end=end + closed, entry=entry)


def _terms(publication: Publication) -> Iterator[tuple[str, str]]:
    """Each way in which a term is printed, and the id of its explanation; of two terms called the same, the first."""
    known: set[str] = set()
    for block in publication.blocks():
        if isinstance(block, GlossaryEntry):
            for name in (plain(block.term), *block.names):
                for word in {bare(name), bare(ADDED.sub("", name))} - known - {""}:
                    known.add(word)
                    yield word, block.id


def _names(publication: Publication) -> Iterator[str]:
    """Names of the document and its parts, tables, rows and columns, as they may stand in a sentence."""
    for name in _titles(publication):
        yield NUMBERING.sub("", bare(name))


def _titles(publication: Publication) -> Iterable[str]:
    yield publication.department
    yield from (part.title for part in publication.parts)
    for _, section in publication.sections():
        yield from (plain(section.title), section.contents_title)
    for table in publication.tables():
        yield from (table.title, table.name)
        if not table.form:
            yield from (
                plain(cell.spans)
                for row in (*table.head, *table.body)
                for cell in row.cells
                if cell.header or cell.level
            )
