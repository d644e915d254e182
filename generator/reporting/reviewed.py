"""收回 Word 的报告: what was taken, what not and why, whatever else was changed, and what reviewers remarked.

Names of reviewers are printed and go nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.model.reviewed import OtherChange, Reviewed, SlotChange, SlotLeft
from gongkai.reporting.text import Paint, flat, format_findings, unpainted

LONGEST = 160
"""characters of a text that are shown"""
AROUND = 20
"""characters that are shown on both sides of where two texts differ"""


def reviewed_as_text(found: Reviewed, paint: Paint = unpainted) -> str:
    """For people."""
    if found.findings:
        return format_findings(found.findings, paint) + f"{flat(found.file)}：没有取，什么都没有写。\n"
    lines = [f"{flat(found.file)}：{flat(found.name)}（{flat(found.document)}）", *_blocks(found), *_end(found)]
    return "".join(f"{line}\n" for line in lines)


def _blocks(found: Reviewed) -> Iterator[str]:
    yield from (f"注意：{one}" for one in found.remarks)
    yield from _titled(
        f"取了手写的{len(found.taken)}处：" if found.written else f"会取手写的{len(found.taken)}处：",
        map(_taken, found.taken),
    )
    yield from _titled(f"没有取的手写{len(found.left)}处：", map(_left, found.left))
    yield from _titled(
        f"别处的改动{len(found.others)}处，都没有取，请看过以后在数据或版式里改：", map(_other, found.others)
    )
    comments = (
        _lines(f"{flat(one.author) or '没有署名'}{_about(one.about)}：{_short(one.text)}") for one in found.comments
    )
    yield from _titled(f"批注{len(found.comments)}条：", comments)


def _titled(title: str, told: Iterable[list[str]]) -> Iterator[str]:
    listed = [line for lines in told for line in lines]
    if listed:
        yield title
        yield from (f"  {line}" for line in listed)


def _lines(*lines: str) -> list[str]:
    return [line for line in lines if line]


def _taken(one: SlotChange) -> list[str]:
    old, new = changed(one.slot.printed if not one.slot.blank else "", one.new)
    remark = f"（{_tracked(one.authors)}，按接受以后的取）" if one.authors else ""
    more = "    它还印在别处，那里没有改；重新生成以后都会变" if one.elsewhere else ""
    return _lines(f"{flat(str(one.place))} {flat(one.slot.name)}：{_arrow(old, new)}{remark}", more)


def _left(one: SlotLeft) -> list[str]:
    where = f"{flat(str(one.place))} " if one.place is not None else ""
    was = f"现在是“{_short(one.old)}”，" if one.old else ""
    return _lines(f"{where}{flat(one.name)}：{was}Word 里是“{_short(one.new)}”", f"    {flat(one.reason)}")


def _other(one: OtherChange) -> list[str]:
    old, new = changed(one.old, one.new)
    who = f"（{_tracked(one.authors)}）" if one.authors else ""
    told = f"：{_arrow(old, new)}" if old and new else f"：“{_short(one.old or one.new)}”" if one.old or one.new else ""
    return _lines(f"{flat(one.where)}　{one.what}{who}{told}")


def _tracked(authors: tuple[str, ...]) -> str:
    named = "、".join(flat(author) for author in authors if author)
    return f"修订还没有接受：{named}" if named else "修订还没有接受"


def _about(words: str) -> str:
    return f"（“{_short(words, 30)}”）" if words.strip() else ""


def _arrow(old: str, new: str) -> str:
    return f"“{old}”→“{new}”" if old else f"写了“{new}”"


def changed(old: str, new: str) -> tuple[str, str]:
    """Two texts around what differs in them, if they are long."""
    old, new = " ".join(old.split()), " ".join(new.split())
    if not (old and new) or max(len(old), len(new)) <= LONGEST // 2:
        return _short(old), _short(new)
    start = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    rest = min(len(old), len(new)) - start
    end = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    first = max(0, start - AROUND)

    def around(text: str) -> str:
        last = min(len(text), len(text) - end + AROUND)
        return _short(f"{'……' if first else ''}{text[first:last]}{'……' if last < len(text) else ''}")

    return around(old), around(new)


def _short(text: str, most: int = LONGEST) -> str:
    text = " ".join(text.split())
    return flat(text if len(text) <= most else f"{text[:most]}……")


def _end(found: Reviewed) -> Iterator[str]:
    if found.written:
        yield f"写了 {'、'.join(found.files)}。接着：gongkai check content/departments/{found.document}"
    elif found.files:
        yield f"没有写（只看）；会改 {'、'.join(found.files)}。"
    elif found.left or found.others or found.comments:
        yield "没有要取的，文件没有改动。"
    else:
        yield "同做的时候一样，没有改动。"
