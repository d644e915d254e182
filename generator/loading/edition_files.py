"""版式文件: an edition's YAML files, merged with those it inherits from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.loading.binding import bind
from gongkai.loading.edition_merge import merge
from gongkai.loading.problems import Read
from gongkai.loading.shared_forms import kind_named, read_kinds, read_lists
from gongkai.loading.waivers_file import read_waivers
from gongkai.loading.yaml_reader import Parse, parse_yaml, read_yaml
from gongkai.model.columns import TEMPLATED
from gongkai.model.edition import Edition
from gongkai.model.findings import Finding, errors, found
from gongkai.model.key_paths import Way, way_in
from gongkai.model.nodes import Mapping, Node, Scalar, Sequence, scalars, values
from gongkai.model.places import NOWHERE, Place
from gongkai.model.waivers import Waiver

FILES = ("edition.yml", "tables.yml", "inputs.yml", "forms.yml", "checks.yml")
WAIVERS = "waivers.yml"
EDITIONS = "templates/editions"


class LoadedEdition(Struct, frozen=True, kw_only=True):
    """读入的版式; `wording`: folders of wording files, nearest first; `files`: everything read, for the digest."""

    edition: Edition | None
    tree: Mapping | None
    """everything read, merged; it knows where each value stands"""
    wording: tuple[Path, ...]
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    nodes: tuple[Node, ...] = ()
    """its files and those that it inherits, as they were read"""
    removed: frozenset[tuple[str, ...]] = frozenset()
    """what was taken from the editions above by null, by the keys that lead to it"""
    waivers: tuple[Waiver, ...] = ()
    """说明 of what is found in the edition, its own and those of the editions above it"""
    told: tuple[Finding, ...] = ()
    """what its self-check found, explained or not"""

    @property
    def folder(self) -> str:
        """Where it is, as findings print it."""
        return f"{EDITIONS}/{self.edition.id}" if self.edition else ""

    def way_to(self, place: Place) -> Way:
        """The keys that lead to a place in one of its files or of those that it inherits."""
        return way_in(self.nodes, place)

    def texts(self, keys: tuple[str, ...]) -> Iterator[str]:
        """All that stands below some keys, the names there among it."""
        for key in keys:
            node = self.tree.get(key) if self.tree else None
            yield from (one.text for one in scalars(node)) if node is not None else ()

    def wordings(self) -> dict[str, Path]:
        """The wording files that count, in order of name: of each name the nearest."""
        nearest = {path.name: path for folder in reversed(self.wording) for path in folder.glob("*.j2")}
        return dict(sorted(nearest.items()))

    def templated(self) -> Iterator[str]:
        """Titles, captions and notes with {{ }} in them."""
        every = values(self.tree) if self.tree else ()
        return (one.text for one in every if TEMPLATED.search(one.text))

    @property
    def sound(self) -> bool:
        """Whether documents can be made with it."""
        return self.edition is not None and not errors(self.findings)

    def place(self, path: tuple[str, ...], text: str = "") -> Place:
        """Where a value stands that is reached by keys, or below them a text such as a formula; else a key like it."""
        if self.tree is None:
            return NOWHERE
        node: Node = self.tree
        place = node.place
        for name in path:
            key, below = node.key(name), node.get(name)
            if key is None or below is None:
                break
            node, place = below, key.place
        texts = (*values(node), *scalars(node)) if text else ()
        return next((one.place for one in texts if one.text == text), place)


def load_edition(editions: Path, name: str, place: Place, parse: Parse = parse_yaml) -> LoadedEdition:
    """Load an edition by its folder name; `place` is where the document names it."""
    line = _Lineage(parse)
    line.follow(editions, name, place)
    readable = not errors(line.findings)
    bound: Read[Edition | None] = Read(value=None)
    tree: Mapping | None = None
    removed: set[tuple[str, ...]] = set()
    for layer in reversed(line.layers):
        tree = merge(tree, layer, line.findings if readable else [], removed) if tree else layer
    if tree is not None:
        tree = _with_identity(tree, name, line.names)
        bound = _bound(tree, editions.parent) if readable else bound
    return LoadedEdition(
        edition=bound.value,
        tree=tree,
        wording=tuple(editions / item / "wording" for item in line.names),
        files=tuple(path for item in line.names for path in sorted((editions / item).rglob("*")) if path.is_file()),
        findings=(*line.findings, *bound.findings, *line.misread),
        nodes=tuple(line.nodes),
        removed=frozenset(removed),
        waivers=tuple(line.waivers),
    )


def _bound(tree: Mapping, templates: Path) -> Read[Edition | None]:
    kind = kind_named(read_kinds(templates), tree.get("种类"))
    if isinstance(kind, Finding):
        return Read(value=None, findings=(kind,))
    return bind(_with(tree, "种类", kind), Edition, read_lists(templates).value)


class _Lineage(Struct):
    """沿革: what was read of an edition and of those that it inherits from, nearest first."""

    parse: Parse
    names: list[str] = field(default_factory=list)
    layers: list[Mapping] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    waivers: list[Waiver] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    misread: list[Finding] = field(default_factory=list)
    """what is wrong with the waivers"""

    def follow(self, editions: Path, name: str, place: Place) -> None:
        while name or not self.names:
            if name in self.names:
                self.findings.append(found("L621", place, "绕圈", 名=name))
                return
            if "/" in name or name.startswith(".") or not (editions / name / "edition.yml").is_file():
                known = "、".join(sorted(path.parent.name for path in editions.glob("*/edition.yml")))
                self.findings.append(found("L621", place, "没有", 名=name, 可=known))
                return
            self.names.append(name)
            own = _read_folder(editions / name, self.findings, self.nodes, self.parse)
            self.layers.append(own)
            self.waivers.extend(_waivers(editions / name, self.misread, self.parse))
            name = own.said("继承")


def _read_folder(folder: Path, findings: list[Finding], nodes: list[Node], parse: Parse) -> Mapping:
    items: list[tuple[Scalar, Node]] = []
    for name in FILES:
        path = folder / name
        if not path.is_file():
            continue
        loaded = read_yaml(path, f"{EDITIONS}/{folder.name}/{name}", parse=parse)
        findings.extend(loaded.findings)
        if isinstance(loaded.node, Mapping):
            nodes.append(loaded.node)
            known = {key.text: key.place for key, _ in items}
            findings.extend(
                found("L621", key.place, "两处", 名=key.text, 处=known[key.text].path)
                for key, _ in loaded.node.items
                if key.text in known
            )
            items.extend(loaded.node.items)
    return Mapping(items=tuple(items), place=Place(path=f"{EDITIONS}/{folder.name}/edition.yml", line=1, column=1))


def _waivers(folder: Path, findings: list[Finding], parse: Parse) -> tuple[Waiver, ...]:
    if not (folder / WAIVERS).is_file():
        return ()
    loaded = read_yaml(folder / WAIVERS, f"{EDITIONS}/{folder.name}/{WAIVERS}", parse=parse)
    read = read_waivers(loaded.node) if loaded.node is not None else None
    findings.extend((*loaded.findings, *(read.findings if read else ())))
    return read.value if read else ()


def _with(tree: Mapping, name: str, node: Node | None) -> Mapping:
    """The tree with another node under a key, if it has the key."""
    items = tuple((key, node if node is not None and key.text == name else value) for key, value in tree.items)
    return replace(tree, items=items)


def _with_identity(node: Mapping, name: str, chain: list[str]) -> Mapping:
    def scalar(text: str) -> Scalar:
        return Scalar(text=text, place=node.place)

    lineage = Sequence(items=tuple(map(scalar, chain)), place=node.place)
    kept = tuple((key, value) for key, value in node.items if key.text != "继承")
    return replace(node, items=(*kept, (scalar("编号"), scalar(name)), (scalar("沿革"), lineage)))
