"""改写时丢了什么: what a newer edition takes from the one it inherits from without saying so, and how to say it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.loading.problems import short
from gongkai.model.findings import Finding, found
from gongkai.model.names import nearest
from gongkai.model.nodes import Mapping, Node, Scalar
from gongkai.model.nodes import Sequence as Listed
from gongkai.model.places import Place

SHORT = ("类", "式", "依据", "题", "名词")
"""the key that a value written without keys stands for"""
FEWEST = 3
"""items of a list of which more than half go unsaid"""
MOST_NAMED = 8

Names = tuple[str, ...]


def of_null(key: Scalar, base: Node) -> Iterator[Finding]:
    """A whole section left empty, or written null: all that was inherited goes."""
    if isinstance(base, Mapping | Listed) and len(base.items) >= FEWEST:
        name, count, listed = key.text, len(base.items), isinstance(base, Listed)
        yield found("L623", key.place, "空", hint="列" if listed else "键", 名=name, 数=count)


def of_nothing(key: Scalar, known: Sequence[str]) -> Finding:
    """Null for what is not there."""
    near = nearest(key.text, known, 0.6)
    return found("L623", key.place, "没有", hint="近" if near else "没有", 名=key.text, 近=near)


def of_unknown(key: Scalar, what: str, known: Sequence[str]) -> Finding:
    """Changes to a table or form that is not there."""
    near = nearest(key.text, known, 0.6)
    return found("L622", key.place, "没有这张", hint="近的表" if near else "没有这张", 名=key.text, 什么=what, 近=near)


def of_keys(key: Scalar, base: Mapping, over: Scalar) -> Iterator[Finding]:
    """A value in one word for one that said more."""
    known = [name.text for name, _ in base.items]
    meant = next((name for name in SHORT if name in known), "")
    lost = [name for name in known if name != meant]
    if meant and lost:
        typed, gone = short(over.text), _named(lost)
        yield found("L623", key.place, "一样", 名=key.text, 填=typed, 丢=gone, 键=meant, 一=lost[0])


def of_items(key: Scalar, base: list[Names], kept: set[str]) -> Iterator[Finding]:
    """A list written anew without most of what it had; `kept`: what is still named."""
    lost = [names[0] for names in base if not kept.intersection(names)]
    if len(base) >= FEWEST and 2 * len(lost) > len(base):
        yield found("L623", key.place, "一列", 名=key.text, 原=len(base), 数=len(lost), 丢=_named(lost))


def of_choice(at: Scalar, items: list[tuple[Place, Names]]) -> Finding:
    """A name that several items bear."""
    told = "、".join(f"{_own(names, at.text)}（{place.path}:{place.line}）" for place, names in items)
    related = tuple(place for place, _ in items)
    return found("L622", at.place, "几项", related=related, 数=len(items), 名=at.text, 各项=told)


def _own(names: Names, name: str) -> str:
    """What tells an item from others of the same name."""
    return f"“{names[0]}”" + (f"，题是“{names[1]}”" if names[0] != name and len(names) > 1 else "")


def _named(names: Sequence[str]) -> str:
    listed = "、".join(f"“{' '.join(name.split())[:30]}”" for name in names[:MOST_NAMED])
    return listed + (f"等{len(names)}项" if len(names) > MOST_NAMED else "")
