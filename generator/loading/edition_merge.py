"""继承: what a newer edition changes, laid over the one it inherits from.

Mappings merge by key; null removes; scalars and lists replace.  A list may also be changed item by item, with a
mapping in its place: each key names an item (by its 键, 编码, 表, 文 … or 题), null removes it, anything else changes
it.  A new item says which it follows (后) or precedes (前); one that was there already is moved by the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from gongkai.loading import edition_losses as losses
from gongkai.loading.edition_levels import BLOCKS, levelled
from gongkai.model.columns import ORDINAL
from gongkai.model.findings import Finding, found
from gongkai.model.nodes import Mapping, Node, Scalar, Sequence, is_null, values

NAMES = ("键", "编码", "表", "名词", "文", "报告", "纵题", "题")
"""keys that name an item of a list, the most telling first"""
WHOLE = "按"
"""a mapping with this key is a rule for rows (行), no change to a list of them"""
AFTER, BEFORE = "后", "前"
ANEW = "换成"
LISTS = (
    "部分",
    "节",
    "内容",
    "列",
    "行",
    "名词解释",
    "要览",
    "有数有量",
    "汇总",
    "核销不变",
    "末行",
    "可算指标",
    "来源",
    "附图",
)
"""lists of things with names of their own, which can be changed one by one"""
NAMED = (("表",), ("表单",), ("图",))
"""where a new thing has a 键, and a name without one is meant for what is there"""

TABLES, REMEMBERED = "表", ("列", "行", "末行")
"""what documents call by name: a new name remembers the old"""
FORMER = "原名"


Removed = set[tuple[str, ...]]
"""what was taken away by null, by the keys that lead to it"""


def merge(base: Mapping, over: Mapping, findings: list[Finding], removed: Removed | None = None) -> Mapping:
    """`over` upon `base`; changes that fit nothing, or take away more than they say, are findings."""
    return _Merger(over, findings, set() if removed is None else removed).merge(base, over, ())


class _Merger(Struct, frozen=True):
    own: Mapping
    """all that the newer edition says"""
    findings: list[Finding]
    removed: Removed

    def merge(self, base: Mapping, over: Mapping, path: tuple[str, ...]) -> Mapping:
        above = {key.text: (key, value) for key, value in over.items}
        items: list[tuple[Scalar, Node]] = []
        for key, value in base.items:
            over_key, over_value = above.pop(key.text, (key, None))
            if over_value is None:
                items.append((key, value))
            elif is_null(over_value):
                self.removed.add((*path, key.text))
                self.findings.extend(losses.of_null(over_key, value) if not path else ())
            else:
                items.append((over_key, self.laid(over_key, value, over_value, (*path, key.text))))
        items += (pair for pair in above.values() if self.is_new(*pair, path, base.keys()))
        return Mapping(items=tuple(items), place=over.place)

    def is_new(self, key: Scalar, value: Node, path: tuple[str, ...], known: tuple[str, ...]) -> bool:
        """Whether a key that the base does not have adds something; else it is told."""
        if is_null(value):
            self.findings.append(losses.of_nothing(key, known))
        elif path in NAMED and isinstance(value, Mapping) and value.get("键") is None:
            self.findings.append(losses.of_unknown(key, path[0], known))
        else:
            return True
        return False

    def laid(self, key: Scalar, base: Node, over: Node, path: tuple[str, ...]) -> Node:
        anew = _anew(over)
        if anew is not None:
            return anew
        match base, over:
            case Mapping(), Mapping():
                made = self.merge(base, over, path)
                return levelled(base, over, made) if key.text == BLOCKS else made
            case Sequence(), Mapping() if over.get(WHOLE) is None:
                return self.changed(base, over, path)
            case Mapping(), Scalar():
                self.findings.extend(losses.of_keys(key, base, over))
            case Sequence(), Sequence() if key.text in LISTS:
                names = list(filter(None, map(names_of, base.items)))
                self.findings.extend(losses.of_items(key, names, self.said(path)))
        return over

    def said(self, path: tuple[str, ...]) -> set[str]:
        """All texts that the newer edition has of a table, a form, a section: what moved within it is not lost."""
        node: Node = self.own
        for key in path[:2]:
            node = node.get(key) or node
        return {name for one in values(node) for name in (one.text, ORDINAL.sub("", one.text))}

    def changed(self, base: Sequence, over: Mapping, path: tuple[str, ...]) -> Sequence:
        """A list with some of its items changed, removed or added."""
        items = list(base.items)
        for key, typed in over.items:
            fit = fitting(items, key.text)
            position, value = _position(typed), _without_position(typed)
            if not fit and position is None:
                self.findings.append(_fits_nothing(key, items))
            elif len(fit) > 1:
                self.findings.append(_choice(key, items, fit))
            elif fit and is_null(value):
                self.removed.add((*path, key.text))
                del items[fit[0]]
            elif fit:
                item = _as_mapping(items.pop(fit[0]))
                made = self.laid(key, item, value, (*path, key.text))
                made = _remembering(item, made) if path[0] == TABLES and path[-1] in REMEMBERED else made
                items.insert(self.place_for(items, position, fit[0]), made)
            else:
                items.insert(self.place_for(items, position, len(items)), value)
        return replace(base, items=tuple(items))

    def place_for(self, items: list[Node], position: tuple[Scalar, int] | None, otherwise: int) -> int:
        """Behind or before the item that is named; where that is told to be wrong, it stands somewhere all the same."""
        if position is None:
            return otherwise
        named, step = position
        found = fitting(items, named.text)
        if len(found) > 1:
            self.findings.append(_choice(named, items, found))
        elif not found:
            self.findings.append(_fits_nothing(named, items))
        return found[0] + step if len(found) == 1 else otherwise


def fitting(items: list[Node], name: str) -> list[int]:
    """Items that a name may mean: those whose own name it is, else those that are titled so."""
    own = [index for index, item in enumerate(items) if name in own_names(item)]
    return own or [index for index, item in enumerate(items) if name in names_of(item)]


def own_names(item: Node) -> tuple[str, ...]:
    """What an item is called in formulas and figures: its 键 or 编码 if it has one, else its title."""
    named = names_of(item)[:1]
    return (*named, *(ORDINAL.sub("", name) for name in named))


def _anew(over: Node) -> Node | None:
    """{换成: …}: what replaces all that was inherited, said in so many words."""
    if isinstance(over, Mapping) and len(over.items) == 1 and over.items[0][0].text == ANEW:
        return over.items[0][1]
    return None


def names_of(item: Node) -> tuple[str, ...]:
    """What an item of a list may be called; a title also without its 一、."""
    if isinstance(item, Scalar):
        return (item.text, ORDINAL.sub("", item.text)) if item.text else ()
    texts = list(filter(None, map(item.said, NAMES)))
    return tuple(dict.fromkeys([*texts, *(ORDINAL.sub("", text) for text in texts)]))


def _as_mapping(item: Node) -> Node:
    """An item written as its title alone (- 财政拨款收入) as the mapping that it stands for."""
    if isinstance(item, Scalar) and not item.null:
        return Mapping(items=((Scalar(text="题", place=item.place), item),), place=item.place)
    return item


def _remembering(item: Node, made: Node) -> Node:
    """A changed item with what it was called before, unless it says so itself."""
    before, after = own_names(item)[-1:], own_names(made)[-1:]
    if before == after or not before or not isinstance(made, Mapping) or not isinstance(item, Mapping):
        return made
    earlier = item.get(FORMER)
    if made.get(FORMER) is not earlier:
        return made
    names = earlier.items if isinstance(earlier, Sequence) else (earlier,) if earlier else ()
    former = Sequence(items=(Scalar(text=before[0], place=made.place), *names), place=made.place)
    kept = (pair for pair in made.items if pair[0].text != FORMER)
    return replace(made, items=(*kept, (Scalar(text=FORMER, place=made.place), former)))


def _position(value: Node) -> tuple[Scalar, int] | None:
    """Which item another stands by, and whether behind it (1) or before it (0)."""
    for word, step in ((AFTER, 1), (BEFORE, 0)):
        named = value.get(word)
        if isinstance(named, Scalar):
            return named, step
    return None


def _without_position(value: Node) -> Node:
    if not isinstance(value, Mapping):
        return value
    return replace(value, items=tuple((key, node) for key, node in value.items if key.text not in (AFTER, BEFORE)))


def _choice(key: Scalar, items: list[Node], fit: list[int]) -> Finding:
    return losses.of_choice(key, [(items[index].place, names_of(items[index])) for index in fit])


def _fits_nothing(key: Scalar, items: Iterable[Node]) -> Finding:
    known = [names[0] for names in map(names_of, items) if names]
    listed = "、".join(re.sub(r"\s+", "", name) for name in known[:12]) + ("……" if len(known) > 12 else "")
    return found("L622", key.place, "没有这项", 名=key.text, 可=listed)
