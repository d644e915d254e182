"""变动的提纲: what is told of each document, in which order, and how much of it; the same in every form for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from gongkai.changes.result import Cause, Changes, DocumentChange, Fate, Moved, Piece, Retyped, Reworded, Turn
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


@dataclass(frozen=True, slots=True)
class Line:
    """一行 at a depth; `-` and `+` are the pieces of before and after."""

    depth: int
    pieces: tuple[Piece, ...]
    aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """一份文件 or what is told besides; the marks are what must not be overlooked."""

    title: str
    marks: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()


def summary(changes: Changes) -> str:
    """All of it in one or two sentences."""
    behind = f"{changes.base} 分岔以后又有改动，也算在内，方向相反；只看这边改的，写“{changes.base}...”。"
    return _summary(changes) + (behind if changes.behind else "")


def _summary(changes: Changes) -> str:
    if not changes.documents and changes.same and not changes.shared:
        return "没有不同。"
    moved = [one for one in changes.told if one.money]
    parts = [f"{len(changes.told)}份文件有变动" if changes.told else "数、句子和检查的结果都没有变"]
    if moved:
        largest = max(moved, key=lambda one: one.yuan)
        parts.append(f"其中{len(moved)}份动了数，最大的一处{_wan(largest.yuan)}")
    elif changes.told and not any(one.fate in (Fate.ADDED, Fate.REMOVED, Fate.UNREAD) for one in changes.told):
        parts.append("钱没有变")
    lost = sum(one.blocked[1] and not one.blocked[0] for one in changes.told if one.fate is not Fate.REMOVED)
    parts += [f"{lost}份不能发布"] if lost else []
    found = [one for document in changes.documents for one in document.found] + list(changes.found)
    parts += [f"新出现的问题：{told(found)}"] if found else []
    return "，".join(parts) + "。"


def chapters(changes: Changes) -> Iterator[Chapter]:
    """The worst first; what was looked at and is the same, last."""
    yield from (_chapter(one) for one in changes.told if not _is_of_edition(one))
    yield from _of_edition([one for one in changes.told if _is_of_edition(one)])
    found = [*_findings(changes.found, "新出现", 0), *_findings(changes.gone, "不再有", 0)]
    if found:
        yield Chapter(title="公共内容、版式和文件夹的问题", lines=tuple(found))
    if changes.refused:
        lines = _some(list(changes.refused), MOST_OTHERS, "个")
        yield Chapter(title="不是普通文件，没有看", marks=("没有看",), lines=tuple(lines))
    if changes.shared:
        yield Chapter(title="改了的公共内容和版式", lines=tuple(_shared(changes)))
    if changes.elsewhere:
        mark = "不按改了的版式看" if any(one.startswith("templates/editions/") for one in changes.elsewhere) else ""
        yield Chapter(
            title="content/ 和版式以外的文件：程序、设置、页面的样子，这里没有看",
            marks=(mark,) if mark else ("另外审阅",),
            lines=tuple(_some(list(_by_folder(changes.elsewhere)), MOST_OTHERS, "处")),
        )
    silent = [one for one in changes.documents if one.silent]
    written = [one for one in silent if one.files]
    if written:
        lines = _some([f"{one.title}（{'、'.join(_written(one))}）" for one in written], MOST_OTHERS, "份")
        yield Chapter(title="只改了写法：钱没有变，文字和检查的结果也没有变", lines=tuple(lines))
    if len(silent) > len(written):
        yield Chapter(title=f"另有{len(silent) - len(written)}份文件用到了改动的内容，看过，没有变")


def _by_folder(paths: Iterable[str]) -> Iterator[str]:
    """Paths; of many in one folder of the project how many there are."""
    for folder, found in groupby(sorted(paths), key=lambda path: path.partition("/")[0]):
        listed = list(found)
        yield from listed if len(listed) <= FEW else [f"{folder}/（{len(listed)}个文件）"]


def _written(one: DocumentChange) -> Iterator[str]:
    """The files that were written otherwise, and figures that were."""
    yield from one.files
    yield from (f"{typed.old} 写成 {typed.new}" for typed in one.retyped[:MOST_ALIKE])


def _shared(changes: Changes) -> Iterator[Line]:
    for path in changes.shared[:MOST_OTHERS]:
        yield _line(0, path)
        values = [replace(one, file="") for one in changes.retyped if one.file == path]
        yield from (line for one in values[:MOST_ALIKE] for line in _typed(one))
        yield from _more(len(values) - MOST_ALIKE, "处")
    yield from _more(len(changes.shared) - MOST_OTHERS, "个文件", 0)


def _is_of_edition(one: DocumentChange) -> bool:
    """Whether it only has other words, and those from its edition."""
    plain = one.fate is Fate.CHANGED and not (one.money or one.files or one.retyped or one.found or one.gone)
    return plain and bool(one.words) and one.blocked[0] == one.blocked[1]


def _of_edition(documents: Sequence[DocumentChange]) -> Iterator[Chapter]:
    """Many documents with other words of their edition: a few as examples, the others by name."""
    if len(documents) < FEW:
        yield from map(_chapter, documents)
        return
    lines = [line for one in documents[:FEW] for line in (_line(0, f"例如 {one.title}"), *_word(one.words[0]))]
    lines += _some([one.title for one in documents[FEW:]], MOST_OTHERS, "份")
    yield Chapter(title=f"只有版式的文字变了的文件（{len(documents)}份）", marks=("钱没有变",), lines=tuple(lines))


def _chapter(one: DocumentChange) -> Chapter:
    return Chapter(title=one.title, marks=tuple(_marks(one)), lines=tuple(_lines(one)))


def _marks(one: DocumentChange) -> Iterator[str]:
    if one.fate is not Fate.CHANGED:
        yield one.fate.value
    if one.disclosed:
        yield "已经公开过"
    if one.fate is not Fate.REMOVED and one.blocked[1]:
        yield "不能发布" if one.blocked[0] or one.fate is Fate.ADDED else "原来能发布，现在不能"
    elif one.blocked[0] and one.fate is not Fate.REMOVED:
        yield "原来不能发布，现在能了"
    if one.fate is Fate.CHANGED and not one.money:
        yield "钱没有变"


def _lines(one: DocumentChange) -> Iterator[Line]:
    yield from (_line(0, text) for text in _about(one))
    if one.turns:
        yield _line(0, f"改了的数（{len(one.turns)}处）")
        for turn in one.turns[:MOST_TURNS]:
            yield from _turn(turn)
        yield from _rest_of_turns(one.turns[MOST_TURNS:])
    yield from _following("由上面几处一起带动的数", one.together)
    yield from _following("这里没有改填、跟着别处变的数", one.apart)
    if one.reprinted:
        yield _line(0, f"另有{one.reprinted}个数没有变，印法变了（单位、小数位数、零怎样印）")
    if one.words:
        yield _line(0, f"变了的文字（{len(one.words)}处）")
        ordered = sorted(one.words, key=lambda word: word.cause is Cause.FIGURES)
        yield from (line for word in ordered[:MOST_WORDS] for line in _word(word))
        yield from _more(len(ordered) - MOST_WORDS, "处")
    if one.retyped:
        yield _line(0, f"另外改填的（{len(one.retyped)}处）")
        ordered_typed = sorted(one.retyped, key=lambda typed: (-abs(typed.yuan), typed.writing))
        yield from (line for typed in ordered_typed[:MOST_OTHERS] for line in _typed(typed))
        yield from _more(len(ordered_typed) - MOST_OTHERS, "处")
    yield from _findings(one.found, "新出现", 0)
    yield from _findings(one.gone, "不再有", 0)


def _about(one: DocumentChange) -> Iterator[str]:
    if one.fate is Fate.UNREAD:
        sides = {(True, True): "改以前、改以后都", (True, False): "改以前", (False, True): "改以后"}
        yield f"{sides.get(one.unread, '')}没有读成功，数和句子没有比较；下面是看得到的改动"
    if one.moved_from:
        yield f"文件夹改名：{one.moved_from}{ARROW}{one.id}"
    if one.through and one.fate is not Fate.ADDED:
        yield f"{'也' if one.files else '自己没有改，'}受这些改动影响：{'、'.join(one.through)}"
    if one.summary:
        yield f"主要的数：{'，'.join(one.summary)}"


def _turn(turn: Turn) -> Iterator[Line]:
    first, *others = turn.figures
    if not turn.target:
        yield _moved(1, first, f"（取自{turn.lent}）" if turn.lent else "")
        yield from (_moved(2, one) for one in others)
    else:
        source, target = Piece(text=_short(turn.source), change="-"), Piece(text=_short(turn.target), change="+")
        what = "全部改列到 " if turn.whole else "移到 "
        yield Line(1, (Piece(text=f"{_size(first)}{first.unit}从 "), source, Piece(text=f" {what}"), target))
        figures = sorted(turn.figures, key=lambda one: (one.yuan > 0, -abs(one.yuan)))
        if turn.whole:
            come = [one for one in figures if one.new]
            yield from (_line(2, f"{_where(one)} {one.new}{one.unit}{_at(one.place)}") for one in come[:MOST_TABLES])
            yield from _more(len(come) - MOST_TABLES, "个数", 2)
        else:
            yield from (_moved(2, one) for one in figures)
    if turn.follows:
        yield _line(2, f"随之变动{len(turn.follows)}个数：", aside=True)
        yield from _by_table(turn.follows, 3)


def _where(one: Moved) -> str:
    """Table and column, where the row has just been told."""
    return f"{one.table}·{one.label.rpartition('·')[2]}"


def _rest_of_turns(turns: Sequence[Turn]) -> Iterator[Line]:
    if turns:
        sums = [one.yuan for turn in turns for one in turn.figures]
        up, down = sum(one for one in sums if one > 0), -sum(one for one in sums if one < 0)
        yield _line(1, f"另有{len(turns)}处较小的，合计增加{_wan(Decimal(up))}、减少{_wan(Decimal(down))}")


def _following(title: str, moved: Sequence[Moved]) -> Iterator[Line]:
    if moved:
        yield _line(0, f"{title}（{len(moved)}个）")
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
    yield from _more(sum(map(len, left)), f"个数，在{len(left)}张表里", depth)


def _moved(depth: int, one: Moved, behind: str = "", *, aside: bool = False) -> Line:
    return Line(
        depth,
        (
            Piece(text=f"{_short('·'.join(filter(None, (one.table, one.label))))}："),
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


def _word(word: Reworded) -> Iterator[Line]:
    plain = ("数", "百分比") if word.cause is Cause.FIGURES else ()
    kinds = [one for one in word.aspects if one in TOLD and one not in plain]
    also = [f"共{len(word.also)}处"] if word.label == NAME else [f"另{len(word.also)}处相同"] if word.also else []
    told_as = "、".join((word.cause.value, *(f"{one}变了" for one in kinds), *also))
    gone = {(True, False): "多了一段", (False, True): "少了一段"}.get((not word.old, not word.new), "")
    place = _at(word.place) if word.cause is Cause.TYPED else ""
    yield Line(1, (Piece(text=f"{_short(word.label)}{gone}："), *word.pieces, Piece(text=f"（{told_as}）{place}")))


def _typed(typed: Retyped) -> Iterator[Line]:
    both = bool(typed.old and typed.new)
    name = _short(f"{typed.file} {typed.label}".strip())
    pieces = [Piece(text=f"{name}：")] if name else []
    if both and len(typed.old + typed.new) > LONG:
        pieces += cut_pieces(typed.old, typed.new)
    elif both:
        pieces += [Piece(text=typed.old, change="-"), Piece(text=ARROW), Piece(text=typed.new, change="+")]
    else:
        pieces += [Piece(text=_short(typed.old or typed.new))]
    behind = "，数没有变，只是写法不同" if typed.difference == 0 else ""
    behind = f"，{typed.difference:+,f}" if typed.difference else behind
    gone = "（删去）" if typed.old and not typed.new else "（新填）" if typed.new and not typed.old else ""
    yield Line(1, (*pieces, Piece(text=f"{behind}{gone}{_at(typed.place)}")))


def _findings(findings: Iterable[Finding], title: str, depth: int) -> Iterator[Line]:
    """The gravest first; of each kind a few, the others counted."""
    listed = worst_first(findings)
    if listed:
        yield _line(depth, f"{title}的检查问题（{told(listed)}）")
    for code in dict.fromkeys(one.code for one in listed):
        same = [one for one in listed if one.code == code]
        for one in same[:MOST_ALIKE]:
            more = f"；一并核对另{len(one.follows)}处" if one.follows else ""
            yield _line(depth + 1, f"{WORDS[one.severity]} {one.code} {one.message}{more}{_at(one.place)}")
        if same[MOST_ALIKE:]:
            yield _line(depth + 1, f"{code}（{title_of(code)}）另有{len(same) - MOST_ALIKE}个没有列出")


def _some(texts: Sequence[str], most: int, counter: str) -> Iterator[Line]:
    yield from (_line(0, _short(text)) for text in texts[:most])
    yield from _more(len(texts) - most, counter, 0)


def _more(count: int, counter: str, depth: int = 1) -> Iterator[Line]:
    if count > 0:
        yield _line(depth, f"另有{count}{counter}没有列出")


def _line(depth: int, text: str, *, aside: bool = False) -> Line:
    return Line(depth, (Piece(text=text),), aside)


def _at(place: Place) -> str:
    """The file and line, the folder of the document left out."""
    return f" [{place.path.rpartition('/')[2]}:{place.line}]" if place.line and not place.sheet else ""


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}……"


def _wan(yuan: Decimal) -> str:
    value = (yuan / Unit.WAN.yuan).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{value:,f}万元" if value else f"{yuan.normalize():,f}元"
