"""继承: what a newer edition changes, laid over the one it inherits from.

Mappings merge by key; null removes; scalars and lists replace.  A list may also be changed item by item, with a
mapping in its place: each key names an item (by its 键, 编码, 表, 文 … or 题), null removes it, anything else changes
it.  A new item says which it follows (后) or precedes (前).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from generator.loading.problems import error
from generator.model.finding_codes import FindingCode
from generator.model.findings import Finding
from generator.model.forms import ORDINAL
from generator.model.nodes import Mapping, Node, Scalar, Sequence

NAMES = ("键", "编码", "表", "文", "报告", "名词", "纵题", "题")
"""keys that name an item of a list, the most telling first"""
WHOLE = "按"
"""a mapping with this key is a rule for rows (行), no change to a list of them"""
AFTER, BEFORE = "后", "前"


def merge(base: Mapping, over: Mapping, findings: list[Finding]) -> Mapping:
    """`over` upon `base`; changes that fit nothing are findings."""
    above = {key.text: (key, value) for key, value in over.items}
    items: list[tuple[Scalar, Node]] = []
    for key, value in base.items:
        if key.text not in above:
            items.append((key, value))
            continue
        over_key, over_value = above.pop(key.text)
        if not _is_null(over_value):
            items.append((over_key, _laid(value, over_value, findings)))
    items.extend((key, value) for key, value in above.values() if not _is_null(value))
    return Mapping(items=tuple(items), place=over.place)


def _laid(base: Node, over: Node, findings: list[Finding]) -> Node:
    if isinstance(over, Mapping) and isinstance(base, Mapping):
        return merge(base, over, findings)
    if isinstance(over, Mapping) and isinstance(base, Sequence) and over.get(WHOLE) is None:
        return _changed(base, over, findings)
    return over


def _changed(base: Sequence, over: Mapping, findings: list[Finding]) -> Sequence:
    """A list with some of its items changed, removed or added."""
    items = list(base.items)
    for key, value in over.items:
        found = [index for index, item in enumerate(items) if key.text in names_of(item)]
        if found:
            index = found[0]
            if _is_null(value):
                del items[index]
            else:
                items[index] = _laid(_as_mapping(items[index]), value, findings)
            continue
        place = _position(items, value)
        if place is None:
            findings.append(_fits_nothing(key, items))
        else:
            items.insert(place, _without_position(value))
    return replace(base, items=tuple(items))


def names_of(item: Node) -> tuple[str, ...]:
    """What an item of a list may be called; a title also without its 一、."""
    if isinstance(item, Scalar):
        return (item.text, ORDINAL.sub("", item.text)) if item.text else ()
    if not isinstance(item, Mapping):
        return ()
    named = [item.get(name) for name in NAMES]
    texts = [node.text for node in named if isinstance(node, Scalar) and node.text]
    return tuple(dict.fromkeys([*texts, *(ORDINAL.sub("", text) for text in texts)]))


def _as_mapping(item: Node) -> Node:
    """An item written as its title alone (- 财政拨款收入) as the mapping that it stands for."""
    if isinstance(item, Scalar) and not item.null:
        return Mapping(items=((Scalar(text="题", place=item.place), item),), place=item.place)
    return item


def _position(items: list[Node], value: Node) -> int | None:
    """Where a new item goes: behind or before the one that it names."""
    if not isinstance(value, Mapping):
        return None
    for key, step in ((AFTER, 1), (BEFORE, 0)):
        named = value.get(key)
        if isinstance(named, Scalar):
            return next((n + step for n, item in enumerate(items) if named.text in names_of(item)), None)
    return None


def _without_position(value: Node) -> Node:
    if not isinstance(value, Mapping):
        return value
    return replace(value, items=tuple((key, node) for key, node in value.items if key.text not in (AFTER, BEFORE)))


def _fits_nothing(key: Scalar, items: Iterable[Node]) -> Finding:
    known = [names[0] for names in map(names_of, items) if names]
    listed = "、".join(re.sub(r"\s+", "", name) for name in known[:12]) + ("……" if len(known) > 12 else "")
    return error(
        FindingCode.EDITION_AT_FAULT,
        key.place,
        f"上一级版式的这个列表里没有“{key.text}”",
        f"要改的项写原来的名称（有：{listed}）；新加的项要写“后: 哪一项”或“前: 哪一项”",
    )


def _is_null(node: Node) -> bool:
    return isinstance(node, Scalar) and node.null
