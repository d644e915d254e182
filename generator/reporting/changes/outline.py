"""变动的提纲: what is told of each document, in which order, and how much of it; the same in every form for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby

from msgspec import Struct
from msgspec.structs import replace

from gongkai.changes.result import Cause, Changes, DocumentChange, Fate, Reworded
from gongkai.reporting.changes.lines import (
    ARROW,
    FEW,
    MOST_ALIKE,
    MOST_OTHERS,
    MOST_TURNS,
    MOST_WORDS,
    Line,
    findings_lines,
    following,
    left_out,
    one_line,
    rest_of_turns,
    some,
    turn_lines,
    typed_lines,
    wan,
    word_lines,
)
from gongkai.reporting.ordering import told


class Chapter(Struct, frozen=True, kw_only=True):
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
    return "，".join((*_how_many(changes.told), *_of_money(changes.told), *_grave(changes))) + "。"


def _how_many(documents: Sequence[DocumentChange]) -> Iterator[str]:
    removed = sum(one.fate is Fate.REMOVED for one in documents)
    gone = f"（删去{removed}份）" if removed else ""
    yield f"{len(documents)}份文件有变动{gone}" if documents else "数、句子和检查的结果都没有变"


def _of_money(documents: Sequence[DocumentChange]) -> Iterator[str]:
    moved = [one for one in documents if one.money]
    if moved:
        largest = max(one.yuan for one in moved)
        yield f"其中{len(moved)}份动了数{f'，最大的一处{wan(largest)}' if largest else ''}"
    elif documents and all(one.fate is Fate.CHANGED for one in documents):
        yield "钱没有变"


def _grave(changes: Changes) -> Iterator[str]:
    """What keeps a change from being taken as it is."""
    lost = sum(one.blocked[1] and not one.blocked[0] for one in changes.told if one.fate is not Fate.REMOVED)
    if lost:
        yield f"{lost}份不能发布"
    tampered = sum(bool(one.record) for one in changes.told)
    if tampered:
        yield f"{tampered}份动了公开的记录"
    found = [*chain.from_iterable(document.found for document in changes.documents), *changes.found]
    if found:
        yield f"新出现的问题：{told(found)}"


def chapters(changes: Changes) -> Iterator[Chapter]:
    """The worst first; what was looked at and is the same, last."""
    yield from (_chapter(one) for one in changes.told if not _is_of_edition(one))
    yield from _of_edition([one for one in changes.told if _is_of_edition(one)])
    found = [*findings_lines(changes.found, "新出现", 0), *findings_lines(changes.gone, "不再有", 0)]
    if found:
        yield Chapter(title="公共内容、版式和文件夹的问题", lines=tuple(found))
    yield from _beside(changes)
    yield from _same([one for one in changes.documents if one.silent])


def _beside(changes: Changes) -> Iterator[Chapter]:
    """What was changed and is no document."""
    if changes.refused:
        lines = some(list(changes.refused), MOST_OTHERS, "个")
        yield Chapter(title="不是普通文件，没有看", marks=("没有看",), lines=tuple(lines))
    if changes.shared:
        yield Chapter(title="改了的公共内容和版式", lines=tuple(_shared(changes)))
    if changes.elsewhere:
        mark = "不按改了的版式看" if any(one.startswith("templates/editions/") for one in changes.elsewhere) else ""
        yield Chapter(
            title="content/ 和版式以外的文件：程序、设置、页面的样子，这里没有看",
            marks=(mark,) if mark else ("另外审阅",),
            lines=tuple(some(list(_by_folder(changes.elsewhere)), MOST_OTHERS, "处")),
        )


def _same(silent: Sequence[DocumentChange]) -> Iterator[Chapter]:
    """Documents that say what they said."""
    written = [one for one in silent if one.files]
    if written:
        lines = some([f"{one.title}（{'、'.join(_written(one))}）" for one in written], MOST_OTHERS, "份")
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
        yield one_line(0, path)
        values = [replace(one, file="") for one in changes.retyped if one.file == path]
        yield from (line for one in values[:MOST_ALIKE] for line in typed_lines(one))
        yield from left_out(len(values) - MOST_ALIKE, "处")
    yield from left_out(len(changes.shared) - MOST_OTHERS, "个文件", 0)


def _is_of_edition(one: DocumentChange) -> bool:
    """Whether it only has other words, and those from its edition."""
    plain = one.fate is Fate.CHANGED and not (one.money or one.files or one.retyped or one.found or one.gone)
    return plain and bool(one.words) and one.blocked[0] == one.blocked[1]


def _of_edition(documents: Sequence[DocumentChange]) -> Iterator[Chapter]:
    """Many documents with other words of their edition: a few as examples, the others by name."""
    if len(documents) < FEW:
        yield from map(_chapter, documents)
        return
    lines = [line for one in documents[:FEW] for line in (one_line(0, f"例如 {one.title}"), *word_lines(one.words[0]))]
    lines += some([one.title for one in documents[FEW:]], MOST_OTHERS, "份")
    yield Chapter(title=f"只有版式的文字变了的文件（{len(documents)}份）", marks=("钱没有变",), lines=tuple(lines))


def _chapter(one: DocumentChange) -> Chapter:
    return Chapter(title=one.title, marks=tuple(_marks(one)), lines=tuple(_lines(one)))


def _blocked(before: bool, now: bool, *, new: bool) -> str:  # noqa: FBT001 - both sides of a change
    if not now:
        return "原来不能发布，现在能了"
    return "不能发布" if before or new else "原来能发布，现在不能"


def _marks(one: DocumentChange) -> Iterator[str]:
    if one.fate is not Fate.CHANGED:
        yield one.fate.value
    if one.disclosed:
        yield "已经公开过"
    if one.record:
        yield "动了公开的记录"
    if one.fate is not Fate.REMOVED and any(one.blocked):
        yield _blocked(*one.blocked, new=one.fate is Fate.ADDED)
    if one.fate is Fate.CHANGED and not one.money:
        yield "钱没有变"


def _words(words: Sequence[Reworded]) -> Iterator[Line]:
    yield one_line(0, f"变了的文字（{len(words)}处）")
    ordered = sorted(words, key=lambda word: word.cause in (Cause.FIGURES, Cause.ELSEWHERE))
    yield from chain.from_iterable(map(word_lines, ordered[:MOST_WORDS]))
    yield from left_out(len(ordered) - MOST_WORDS, "处")


def _lines(one: DocumentChange) -> Iterator[Line]:
    yield from (one_line(0, text) for text in _about(one))
    if one.turns:
        yield one_line(0, f"改了的数（{len(one.turns)}处）")
        for turn in one.turns[:MOST_TURNS]:
            yield from turn_lines(turn)
        yield from rest_of_turns(one.turns[MOST_TURNS:])
    yield from following("由上面几处一起带动的数", one.together)
    yield from following("这里没有改填、跟着别处变的数", one.apart)
    if one.reprinted:
        yield one_line(0, f"另有{one.reprinted}个数没有变，印法变了（单位、小数位数、零怎样印）")
    if one.words:
        yield from _words(one.words)
    if one.retyped:
        yield one_line(0, f"另外改填的（{len(one.retyped)}处）")
        ordered_typed = sorted(one.retyped, key=lambda typed: (-abs(typed.yuan), typed.writing))
        yield from (line for typed in ordered_typed[:MOST_OTHERS] for line in typed_lines(typed))
        yield from left_out(len(ordered_typed) - MOST_OTHERS, "处")
    yield from findings_lines(one.found, "新出现", 0)
    yield from findings_lines(one.gone, "不再有", 0)


def _about(one: DocumentChange) -> Iterator[str]:
    if one.fate is Fate.UNREAD:
        sides = {(True, True): "改以前、改以后都", (True, False): "改以前", (False, True): "改以后"}
        yield f"{sides.get(one.unread, '')}没有读成功，数和句子没有比较；下面是看得到的改动"
    yield from (f"不能这样改：{text}" for text in one.record)
    if one.moved_from:
        yield f"文件夹改名：{one.moved_from}{ARROW}{one.id}"
    if one.through and one.fate is not Fate.ADDED:
        yield f"{'也' if one.files else '自己没有改，'}受这些改动影响：{'、'.join(one.through)}"
    if one.summary:
        yield f"主要的数：{'，'.join(one.summary)}"
