"""变动的各行: one figure, one sentence, one finding as a line of any form for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from msgspec import Struct

from gongkai.changes.result import Cause, Moved, Piece, Retyped, Reworded, Turn
from gongkai.changes.words import pieces as cut_pieces
from gongkai.model.amounts import Unit
from gongkai.model.finding_catalogue import title_of
from gongkai.model.findings import Finding
from gongkai.model.places import Place
from gongkai.reporting.ordering import WORDS, told, worst_first

MOST_TURNS = 20
FEW = 3
MOST_WORDS = 20
MOST_OTHERS = 20
MOST_ALIKE = 4
"""findings of one code"""
MOST_TABLES = 6
"""tables in which figures follow"""
LONGEST = 160
LONG = 60
"""characters of two values from which on they are told as one text"""
NAME = "名称"
TOLD = ("方向", "单位", "数", "百分比", "名称", "日期", "列举", "次序")
"""in what respects texts differ, as far as it is told"""
NOTHING = "（无）"
ARROW = " → "


class Line(Struct, frozen=True):
    """一行 at a depth; `-` and `+` are the pieces of before and after."""

    depth: int
    pieces: tuple[Piece, ...]
    aside: bool = False


def _come(figures: Iterable[Moved]) -> Iterator[Line]:
    """Where money stands now that was moved as a whole."""
    come = [one for one in figures if one.new]
    yield from (one_line(2, f"{_where(one)} {one.new}{one.unit}{_at(one.place)}") for one in come[:MOST_TABLES])
    yield from left_out(len(come) - MOST_TABLES, "个数", 2)


def turn_lines(turn: Turn) -> Iterator[Line]:
    first, *others = turn.figures
    if not turn.target:
        yield _moved(1, first, f"（取自{turn.lent}）" if turn.lent else "")
        yield from (_moved(2, one) for one in others)
    else:
        source, target = Piece(text=short(turn.source), change="-"), Piece(text=short(turn.target), change="+")
        what = "全部改列到 " if turn.whole else "移到 "
        yield Line(1, (Piece(text=f"{_size(first)}{first.unit}从 "), source, Piece(text=f" {what}"), target))
        figures = sorted(turn.figures, key=lambda one: (one.yuan > 0, -abs(one.yuan)))
        yield from _come(figures) if turn.whole else (_moved(2, one) for one in figures)
    if turn.follows:
        yield one_line(2, f"随之变动{len(turn.follows)}个数：", aside=True)
        yield from _by_table(turn.follows, 3)


def _where(one: Moved) -> str:
    """Table and column, where the row has just been told."""
    return f"{one.table}·{one.label.rpartition('·')[2]}"


def rest_of_turns(turns: Sequence[Turn]) -> Iterator[Line]:
    if turns:
        sums = [one.yuan for turn in turns for one in turn.figures]
        up, down = sum(one for one in sums if one > 0), -sum(one for one in sums if one < 0)
        yield one_line(1, f"另有{len(turns)}处较小的，合计增加{wan(Decimal(up))}、减少{wan(Decimal(down))}")


def following(title: str, moved: Sequence[Moved]) -> Iterator[Line]:
    if moved:
        yield one_line(0, f"{title}（{len(moved)}个）")
        yield from _by_table(moved, 1)


def _by_table(moved: Sequence[Moved], depth: int) -> Iterator[Line]:
    """Of each table the figure that stands for most: the total."""
    ordered = sorted(moved, key=lambda one: one.table)
    tables = [list(found) for _, found in groupby(ordered, key=lambda one: one.table)]
    tables.sort(key=lambda found: -max(abs(one.yuan) for one in found))
    for found in tables[:MOST_TABLES]:
        total = max(found, key=lambda one: (abs(one.yuan), _value(one.new) or _value(one.old)))
        more = f"；这张表另{len(found) - 1}个" if found[1:] else ""
        yield _moved(depth, total, more, aside=True)
    left = tables[MOST_TABLES:]
    yield from left_out(sum(map(len, left)), f"个数，在{len(left)}张表里", depth)


def _moved(depth: int, one: Moved, behind: str = "", *, aside: bool = False) -> Line:
    return Line(
        depth,
        (
            Piece(text=f"{short('·'.join(filter(None, (one.table, one.label))))}："),
            Piece(text=one.old or NOTHING, change="-"),
            Piece(text=ARROW),
            Piece(text=one.new or NOTHING, change="+"),
            Piece(text=f"{one.unit}，{change(one)}{behind}{_at(one.place)}"),
        ),
        aside,
    )


def change(one: Moved) -> str:
    """By how much, in the unit and in percent."""
    decimals = max(len(text.partition(".")[2]) for text in (one.old, one.new))
    step = Decimal(1).scaleb(-min(decimals, 6))
    size = f"{one.difference.quantize(step, ROUND_HALF_UP):+,f}"
    if one.ratio is None or not one.old or not one.new:
        return size
    return f"{size}（{one.ratio.quantize(Decimal('0.01'), ROUND_HALF_UP):+,f}%）"


def _size(one: Moved) -> str:
    return change(one).partition("（")[0].lstrip("+-")


def _value(text: str) -> Decimal:
    digits = "".join(sign for sign in text if sign.isdigit() or sign == ".")
    return Decimal(digits) if digits.strip(".") and digits.count(".") < 2 else Decimal(0)


def word_lines(word: Reworded) -> Iterator[Line]:
    plain = ("数", "百分比") if word.cause is Cause.FIGURES else ()
    kinds = [one for one in word.aspects if one in TOLD and one not in plain]
    also = [f"共{len(word.also)}处"] if word.label == NAME else [f"另{len(word.also)}处相同"] if word.also else []
    told_as = "、".join((word.cause.value, *(f"{one}变了" for one in kinds), *also))
    gone = {(True, False): "多了一段", (False, True): "少了一段"}.get((not word.old, not word.new), "")
    place = _at(word.place) if word.cause is Cause.TYPED else ""
    yield Line(1, (Piece(text=f"{short(word.label)}{gone}："), *word.pieces, Piece(text=f"（{told_as}）{place}")))


def typed_lines(typed: Retyped) -> Iterator[Line]:
    name = short(f"{typed.file} {typed.label}".strip())
    pieces = [Piece(text=f"{name}：")] if name else []
    behind = "，数没有变，只是写法不同" if typed.difference == 0 else ""
    behind = f"，{typed.difference:+,f}" if typed.difference else behind
    if not typed.old or not typed.new:
        pieces.append(Piece(text=short(typed.old or typed.new)))
        behind += "（删去）" if typed.old else "（新填）" if typed.new else ""
    elif len(typed.old + typed.new) > LONG:
        pieces += cut_pieces(typed.old, typed.new)
    else:
        pieces += [Piece(text=typed.old, change="-"), Piece(text=ARROW), Piece(text=typed.new, change="+")]
    yield Line(1, (*pieces, Piece(text=f"{behind}{_at(typed.place)}")))


def findings_lines(findings: Iterable[Finding], title: str, depth: int) -> Iterator[Line]:
    """The gravest first; of each kind a few, the others counted."""
    listed = worst_first(findings)
    if listed:
        yield one_line(depth, f"{title}的检查问题（{told(listed)}）")
    for code in dict.fromkeys(one.code for one in listed):
        same = [one for one in listed if one.code == code]
        for one in same[:MOST_ALIKE]:
            more = f"；一并核对另{len(one.follows)}处" if one.follows else ""
            yield one_line(depth + 1, f"{WORDS[one.severity]} {one.code} {one.message}{more}{_at(one.place)}")
        if same[MOST_ALIKE:]:
            yield one_line(depth + 1, f"{code}（{title_of(code)}）另有{len(same) - MOST_ALIKE}个没有列出")


def some(texts: Sequence[str], most: int, counter: str) -> Iterator[Line]:
    yield from (one_line(0, short(text)) for text in texts[:most])
    yield from left_out(len(texts) - most, counter, 0)


def left_out(count: int, counter: str, depth: int = 1) -> Iterator[Line]:
    if count > 0:
        yield one_line(depth, f"另有{count}{counter}没有列出")


def one_line(depth: int, text: str, *, aside: bool = False) -> Line:
    return Line(depth, (Piece(text=text),), aside)


def _at(place: Place) -> str:
    """The file and line, the folder of the document left out."""
    return f" [{place.path.rpartition('/')[2]}:{place.line}]" if place.line and not place.sheet else ""


def short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}……"


def wan(yuan: Decimal) -> str:
    value = (yuan / Unit.WAN.yuan).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{value:,f}万元" if value else f"{yuan.normalize():,f}元"
