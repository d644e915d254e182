"""对照的报告: a comparison with the original as text, as JSON, and as entries of 原文 to be pasted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from msgspec import to_builtins

from gongkai.comparison.result import Comparison, Mismatch
from gongkai.model.entries import OriginalWording
from gongkai.reporting.text import flat, json_text

LONGEST = 120
PLACES = 2
UNRECORDED = "不能记作“原文”"
INSTEAD = "填错的改填的，版式不对的改版式，原件没有读对的不用管"


def comparison_as_text(found: Comparison) -> str:
    """For people: by place, with what to do."""
    blocks = (_differences(found), _recorded(found), _unplaced(found), _moved(found), _lost(found), _personal(found))
    lines = [line for block in blocks if (told := list(block)) for line in (*told, "")]
    return "".join(f"{line}\n" for line in (*lines, _summary(found)))


def comparison_as_yaml(found: Comparison) -> str:
    """The entries that would record what can be recorded; the others as remarks."""
    offered = entries(found)
    lines = ["# 抄进这份文件的 explanation.yml。先看是不是录错：录错的改正，不要记", *(["原文:"] if offered else [])]
    lines += [f"  {one}" for one in offered]
    lines += [f"# {UNRECORDED}：{_told(one)}" for one in found.differences if one.entry is None]
    lines += [f"# 没有对上：{one.spot} {_short(one.text)}" for one in found.unplaced]
    return "".join(f"{line}\n" for line in lines)


def comparison_as_json(found: Comparison) -> str:
    """For programs; docs/publishing.md lists the fields."""
    return json_text(comparison_data(found))


def comparison_data(found: Comparison) -> dict[str, object]:
    """What `comparison_as_json` writes."""
    return {
        "same": found.same,
        "figures": found.figures,
        "agreed": found.agreed,
        "differences": [_difference(one) for one in found.differences],
        "unplaced": [{"text": one.text, **to_builtins(one.spot)} for one in found.unplaced],
        "moved": [{"label": one.label, "text": one.text, **to_builtins(one.spot)} for one in found.moved],
        "lost": list(found.lost),
        "personal": [to_builtins(one) for one in found.personal],
    }


FORMS: dict[str, Callable[[Comparison], str]] = {
    "json": comparison_as_json,
    "text": comparison_as_text,
    "yaml": comparison_as_yaml,
}


def entries(found: Comparison) -> tuple[OriginalWording, ...]:
    """Each entry once: a title may stand in several places."""
    return tuple(dict.fromkeys(one.entry for one in found.differences if one.entry))


def _difference(one: Mismatch) -> dict[str, object]:
    entry = {"处": one.entry.where, "应为": one.entry.expected, "印作": one.entry.printed} if one.entry else None
    return {
        "kinds": list(one.kinds),
        "label": one.label,
        "expected": one.expected,
        "printed": one.printed,
        **to_builtins(one.spot),
        "places": [str(place) for place in one.places],
        "entry": entry,
        "recorded": str(one.recorded),
    }


def _differences(found: Comparison) -> Iterator[str]:
    new = [one for one in found.differences if not one.recorded.path]
    if not new:
        return
    yield f"一、原件与文件不同的（{len(new)}处）"
    left = [one for one in new if not one.entry]
    alike = len(left) == len(new)
    said = ""
    for label, run in groupby(new, key=lambda one: one.label):
        yield f"  {_short(label)}"
        for one in run:
            yield from _difference_lines(one, said, alike=alike)
            said = next((place.path for place in one.places), said)
    if left:
        yield f"  都{UNRECORDED}：{INSTEAD}" if alike else f"  注明{UNRECORDED}的：{INSTEAD}"


def _difference_lines(one: Mismatch, said: str, *, alike: bool) -> Iterator[str]:
    """One difference; `alike`: none can be recorded, which is said for all of them."""
    yield f"    {one.spot} {'、'.join(one.kinds)}：{_said(one)}"
    if one.places:
        yield f"      填在 {_typed(one, said)}"
    if not alike:
        yield f"      {one.entry or UNRECORDED}"


def _typed(one: Mismatch, said: str) -> str:
    """Where its content was typed; the path of a file that has just been said is not said again."""
    first = one.places[0]
    lines = dict.fromkeys(f"第{place.line}行" for place in one.places if place.path == first.path)
    here, *others = list(lines)[:PLACES]
    return "、".join([f"同一个文件{here}" if first.path == said else str(first), *others])


def _recorded(found: Comparison) -> Iterator[str]:
    wrong = [one for one in found.differences if one.recorded.path]
    if wrong:
        yield f"二、已经记的“原文”，原件并不这样印（{len(wrong)}处）"
    for one in wrong:
        yield f"  {one.recorded}"
        yield f"    {one.spot}：{_said(one)}；请照原件改这一条的“印作”，原件与推算相同的，删去这一条"


def _unplaced(found: Comparison) -> Iterator[str]:
    if found.unplaced:
        yield f"三、没有对上：原件有、文件里找不到的（{len(found.unplaced)}行）"
    yield from (f"  {one.spot} {_short(one.text)}" for one in found.unplaced)


def _moved(found: Comparison) -> Iterator[str]:
    if found.moved:
        yield f"四、印在别处的（{len(found.moved)}处；文字另行对照，位置不同不算不同）"
    yield from (f"  {one.spot} {_short(f'{one.label}：{one.text}')}" for one in found.moved)


def _lost(found: Comparison) -> Iterator[str]:
    if found.lost:
        yield f"五、“缺漏”写明了的表单里，原件没有的（{len(found.lost)}行，不算不同）"
    yield from (f"  {_short(label)}" for label in found.lost)


def _personal(found: Comparison) -> Iterator[str]:
    if found.personal:
        yield f"六、没有收录的个人信息（{len(found.personal)}处，不显示）：{'、'.join(map(str, found.personal))}"


def _said(one: Mismatch) -> str:
    if not one.printed:
        return f"文件里有“{_short(one.expected)}”，原件没有"
    if not one.expected:
        return f"原件多“{_short(one.printed)}”"
    return f"文件里是“{_short(one.expected)}”，原件是“{_short(one.printed)}”"


def _told(one: Mismatch) -> str:
    return f"{one.spot} {_short(one.label)}：{_said(one)}"


def _short(text: str) -> str:
    text = flat(" ".join(text.split()))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}……"


def _summary(found: Comparison) -> str:
    if found.same:
        return f"没有不同。原件的{found.figures}个数都看了，{found.agreed}个与文件相同，其余是页码和重印的标题、表头。"
    offered = sum(one.entry is not None for one in found.differences)
    counts = f"{len(found.differences)}处不同，其中{offered}处可以记作“原文”；{len(found.unplaced)}行没有对上"
    return f"{counts}。原件有{found.figures}个数，{found.agreed}个与文件相同。"
