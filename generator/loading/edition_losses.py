"""改写时丢了什么: what a newer edition takes from the one it inherits from without saying so, and how to say it."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Sequence

from gongkai.loading.problems import error, quoted, warning
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding
from gongkai.model.nodes import Mapping, Node, Scalar
from gongkai.model.nodes import Sequence as Listed

SHORT = ("类", "式", "依据", "题", "名词")
"""the key that a value written without keys stands for"""
FEWEST = 3
"""items of a list of which more than half go unsaid"""
MOST_NAMED = 8

Names = tuple[str, ...]


def of_null(key: Scalar, base: Node) -> Iterator[Finding]:
    """A whole section left empty, or written null: all that was inherited goes."""
    if isinstance(base, Mapping | Listed) and len(base.items) >= FEWEST:
        yield _changed(
            key,
            f"“{key.text}”下面没有内容，上一级版式的{len(base.items)}项就都没有了",
            f"没有改动的，去掉“{key.text}”这一行；确实都不要的，写 {key.text}: {{换成: []}}"
            if isinstance(base, Listed)
            else f"没有改动的，去掉“{key.text}”这一行；确实都不要的，写 {key.text}: {{换成: {{}}}}",
        )


def of_nothing(key: Scalar, known: Sequence[str]) -> Finding:
    """Null for what is not there."""
    hint = _near(key, known) or "请照上一级版式里的名称写；本来就没有的，去掉这一行"
    return _changed(key, f"上一级版式的这里没有“{key.text}”，写 null 去不掉什么", hint)


def of_unknown(key: Scalar, what: str, known: Sequence[str]) -> Finding:
    """Changes to a table or form that is not there."""
    return error(
        FindingCode.EDITION_AT_FAULT,
        key.place,
        f"上一级版式没有叫“{key.text}”的{what}",
        f"{_near(key, known)}新加的要写“键”",
    )


def _near(key: Scalar, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(key.text[:100], known, n=1, cutoff=0.6)
    return f"是不是“{near[0]}”？" if near else ""


def of_keys(key: Scalar, base: Mapping, over: Scalar) -> Iterator[Finding]:
    """A value in one word for one that said more."""
    known = [name.text for name, _ in base.items]
    short = next((name for name in SHORT if name in known), "")
    lost = [name for name in known if name != short]
    if short and lost:
        yield _changed(
            key,
            f"“{key.text}”只写了{quoted(over.text)}，上一级版式里写的{_named(lost)}就没有了",
            f"只改这一样的，写成 {key.text}: {{{short}: {over.text[:40]}}}；确实不要的，再写上 {lost[0]}: null",
        )


def of_items(key: Scalar, base: list[Names], kept: set[str]) -> Iterator[Finding]:
    """A list written anew without most of what it had; `kept`: what is still named."""
    lost = [names[0] for names in base if not kept.intersection(names)]
    if len(base) >= FEWEST and 2 * len(lost) > len(base):
        yield _changed(
            key,
            f"“{key.text}”重新写成一列，上一级版式的{len(base)}项里有{len(lost)}项就没有了：{_named(lost)}",
            f"只加、只改几项的，写成“名称: 改什么”；确实整列换掉的，写 {key.text}: {{换成: […]}}",
        )


def of_choice(at: Scalar, name: str, items: list[Node], names_of: Callable[[Node], Names]) -> Finding:
    """A name that two items bear."""
    places = "、".join(f"{_own(item, name, names_of)}（{item.place.path}:{item.place.line}）" for item in items)
    return error(
        FindingCode.EDITION_AT_FAULT,
        at.place,
        f"上一级版式的这个列表里有{len(items)}项都叫“{name}”，不知道是哪一项：{places}",
        "写那一项的“键”或“编码”；没有的，先在上一级版式里给它写上“键”",
        tuple(item.place for item in items),
    )


def _own(item: Node, name: str, names_of: Callable[[Node], Names]) -> str:
    """What tells an item from others of the same name."""
    named = names_of(item)
    return f"“{named[0]}”" + (
        f"，题是“{named[1]}”" if named[0] != name and name not in named[:1] and len(named) > 1 else ""
    )


def _named(names: Sequence[str]) -> str:
    listed = "、".join(f"“{' '.join(name.split())[:30]}”" for name in names[:MOST_NAMED])
    return listed + (f"等{len(names)}项" if len(names) > MOST_NAMED else "")


def _changed(key: Scalar, message: str, hint: str) -> Finding:
    return warning(FindingCode.INHERITED_LOST, key.place, message, hint)
