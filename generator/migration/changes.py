"""改动: what texts of a file are called anew, each at its place, and what is left to a person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from gongkai.migration.renames import Renames, TableRenames
from gongkai.model.nodes import Mapping, Node, Scalar, Sequence
from gongkai.model.places import Place


class Change(Struct, frozen=True, kw_only=True):
    """一处改动."""

    place: Place
    old: str
    new: str


class Left(Struct, frozen=True, kw_only=True):
    """要人定的: where, what, and the value that stands there and stays."""

    place: Place
    message: str
    value: str = ""


Changes = dict[Place, Change]
Target = Callable[[str], str | None]
"""where a path leads now; None if it leads to no value, or to nothing any more"""


def renamed(node: Node | None, new: str | None) -> Iterator[Change]:
    if isinstance(node, Scalar) and new is not None and new != node.text:
        yield Change(place=node.place, old=node.text, new=new)


def applied(node: Node, changes: Changes) -> Node:
    """A tree with its texts called anew."""
    match node:
        case Scalar():
            return node if node.null else _called(node, changes)
        case Sequence():
            return replace(node, items=tuple(applied(item, changes) for item in node.items))
        case Mapping():
            items = ((_called(key, changes), applied(value, changes)) for key, value in node.items)
            return replace(node, items=tuple(items))


def _called(scalar: Scalar, changes: Changes) -> Scalar:
    return replace(scalar, text=changes[scalar.place].new) if scalar.place in changes else scalar


def distinct(node: Node, changes: Changes) -> Changes:
    """The changes without those that would give a mapping the same key twice, and one of its values be lost."""
    left = dict(changes)
    for keys in _keys(node):
        count = Counter(_called(key, changes).text for key in keys)
        for key in keys:
            if count[_called(key, changes).text] > 1:
                left.pop(key.place, None)
    return left if left == changes else distinct(node, left)


def _keys(node: Node) -> Iterator[tuple[Scalar, ...]]:
    """The keys of each mapping."""
    yield tuple(key for key, _ in node.pairs)
    for one in node.below:
        yield from _keys(one)


def in_figures(node: Node, renames: Renames) -> Iterator[Change]:
    """figures.yml: tables, rows, columns."""
    for key, value in node.pairs:
        yield from renamed(key, renames.tables.pairs.get(key.text))
        inside = renames.inside.get(key.text)
        if inside is not None:
            yield from _in_table(value, inside)


def _in_table(node: Node, names: TableRenames) -> Iterator[Change]:
    sole = not names.old.rules and len(names.old.placed_rows) == 1
    if isinstance(node, Sequence) or sole:
        yield from _in_row(node, names)
        return
    for key, value in node.pairs:
        yield from renamed(key, names.row(key.text))
        yield from _in_row(value, names)


def _in_row(node: Node, names: TableRenames) -> Iterator[Change]:
    """The columns of a row, or of the several records of one."""
    for row in (node, *node.listed):
        yield from _columns(row, names, "", "") or ()


def _columns(node: Node, names: TableRenames, before: str, after: str) -> list[Change] | None:
    """New names of columns; None where they do not all stand below the group any more that is to be called `after`.

    `before`, `after`: the group's name as it is typed and as it is to be, with a point behind it.
    """
    found: list[Change] = []
    for key, value in node.pairs:
        if isinstance(value, Mapping):
            found += _group(key, value, names, before, after)
            continue
        new = names.column(before + key.text, after)
        if new is None and after:
            return None
        found += renamed(key, new.removeprefix(after) if new else None)
    return found


def _group(key: Scalar, node: Mapping, names: TableRenames, before: str, after: str) -> list[Change]:
    called = (name.removeprefix(after) for name in names.new.column_names if name.startswith(after))
    titles = {name.partition(".")[0] for name in called}
    for title in (key.text, *sorted(titles - {key.text})):
        below = _columns(node, names, f"{before}{key.text}.", f"{after}{title}.")
        if below is not None:
            return [*renamed(key, title), *below]
    return []


class _TypedValue(Struct, frozen=True, kw_only=True):
    """A value with the keys that lead to it, and where it stands now."""

    keys: tuple[Scalar, ...]
    value: Node
    path: str
    prefix: str

    @property
    def names(self) -> list[tuple[Scalar, str]]:
        """What the path calls each key; nothing where it does not lead there by as many keys."""
        names = self.path.removeprefix(self.prefix).split(".")
        fits = self.path.startswith(self.prefix) and len(names) == len(self.keys)
        return list(zip(self.keys, names, strict=True)) if fits else []

    def follow(self, wishes: dict[Place, set[str]]) -> Iterator[Change | Left]:
        """The new names of its keys; left to a person where others wish a key to stay or to be called otherwise."""
        if self.names and all(wishes[key.place] == {name} or name == key.text for key, name in self.names):
            for key, name in self.names:
                yield from renamed(key, name)
        else:
            key = self.keys[-1]
            message = f"“{key.text}”移到了“{self.path}”，要人移过去"
            yield Left(place=key.place, message=message, value=on_one_line(self.value))


def in_paths(node: Node, target: Target, prefix: str = "", *, lists: bool = False) -> Iterator[Change | Left]:
    """Keys that lead to values: those of a group only where all that stands in it goes along.

    `lists`: whether values stand in the items of lists, too, which are not counted in paths.
    """
    leaves = list(_leaves(node, target, prefix, lists=lists))
    wishes: dict[Place, set[str]] = defaultdict(set)
    for leaf in leaves:
        for key, name in leaf.names or [(key, key.text) for key in leaf.keys]:
            wishes[key.place].add(name)
    for leaf in leaves:
        yield from leaf.follow(wishes)


def _leaves(
    node: Node, target: Target, prefix: str, keys: tuple[Scalar, ...] = (), *, lists: bool
) -> Iterator[_TypedValue]:
    for key, value in node.pairs:
        way = (*keys, key)
        path = target(prefix + ".".join(one.text for one in way))
        if path is not None:
            yield _TypedValue(keys=way, value=value, path=path, prefix=prefix)
            continue
        for inner in (value, *value.listed) if lists else (value,):
            yield from _leaves(inner, target, prefix, way, lists=lists)


def in_originals(node: Node, renames: Renames) -> Iterator[Change]:
    """原文: the addresses of cells, t03.2010301.基本支出, and of forms."""
    tables = {renames.old.tables[name].id: inside for name, inside in renames.inside.items()}
    forms = {
        renames.old.performance[old].id: renames.new.performance[new].id for old, new in renames.forms.pairs.items()
    }
    for item in node.list_of("原文"):
        id, point, rest = item.said("处").partition(".")
        if id in tables:
            row, *column = rest.split(".", 1)
            inside = tables[id]
            names = [inside.new.id, inside.rows.pairs.get(row, row), *(inside.columns.pairs.get(c, c) for c in column)]
            yield from renamed(item.get("处"), ".".join(filter(None, names)))
        elif id in forms:
            yield from renamed(item.get("处"), forms[id] + point + rest)


def in_waivers(node: Node, others: dict[str, tuple[Node, Changes]], names: dict[str, str]) -> Iterator[Change]:
    """waivers.yml: 处 as the files now have it, `others` by name; 涉及 by names that mean one thing, now as before."""
    for item in node.listed:
        file, space, path = item.said("处").partition(" ")
        found = next((one for name, one in others.items() if file.endswith(name)), None)
        yield from renamed(item.get("处"), file + space + _followed(path, *found) if found else None)
        about = item.get("涉及")
        for one in (about, *about.listed) if about else ():
            if isinstance(one, Scalar):
                yield from renamed(one, "·".join(names.get(part, part) for part in one.text.split("·")))


def _followed(path: str, node: Node, changes: Changes) -> str:
    """A path of keys as the changed tree has it; what is not found there stays."""
    for key, value in node.pairs:
        if path == key.text or path.startswith(f"{key.text}."):
            rest = path.removeprefix(key.text).removeprefix(".")
            below = f".{_followed(rest, value, changes)}" if rest else ""
            return _called(key, changes).text + below
    return path


def on_one_line(node: Node) -> str:
    """A value on one line of YAML."""
    if isinstance(node, Scalar):
        return node.text
    items = [f"{key.text}: {on_one_line(value)}" for key, value in node.pairs]
    return f"{{{', '.join(items)}}}" if isinstance(node, Mapping) else f"[{', '.join(map(on_one_line, node.items))}]"
