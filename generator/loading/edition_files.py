"""版式文件: an edition's YAML files, merged with those it inherits from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from gongkai.loading.binding import bind
from gongkai.loading.edition_merge import merge
from gongkai.loading.files import open_within
from gongkai.loading.waivers_file import read_waivers
from gongkai.loading.yaml_reader import Loaded, parse_yaml
from gongkai.model.edition import Edition
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.key_paths import Way, way_to
from gongkai.model.nodes import Mapping, Node, Scalar, Sequence
from gongkai.model.places import NOWHERE, Place
from gongkai.model.waivers import Waiver

FILES = ("edition.yml", "tables.yml", "inputs.yml", "forms.yml", "checks.yml")
WAIVERS = "waivers.yml"
EDITIONS = "templates/editions"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedEdition:
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
        node = next((node for node in self.nodes if node.place.path == place.path), None)
        return way_to(node, place) if node else ()

    def texts(self, keys: tuple[str, ...]) -> Iterator[str]:
        """All that stands below some keys, the names there among it."""
        for key in keys:
            node = self.tree.get(key) if self.tree else None
            yield from _texts(node) if node is not None else ()

    def wordings(self) -> tuple[Path, ...]:
        """The wording files that count: of each name the nearest."""
        nearest = {path.name: path for folder in reversed(self.wording) for path in sorted(folder.glob("*.j2"))}
        return tuple(nearest.values())

    @property
    def sound(self) -> bool:
        """Whether documents can be made with it."""
        return self.edition is not None and not any(finding.severity is Severity.ERROR for finding in self.findings)

    def place(self, path: tuple[str, ...], text: str = "") -> Place:
        """Where a value stands that is reached by keys, or below them a text such as a formula."""
        node: Node | None = self.tree
        place = node.place if node else NOWHERE
        for key in path:
            below = node.get(key) if isinstance(node, Mapping) else None
            if below is None:
                break
            named = node.key(key) if isinstance(node, Mapping) else None
            node, place = below, named.place if named else below.place
        found = _find(node, text) if text and node else None
        return found or place


def _texts(node: Node) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield node.text
    elif isinstance(node, Sequence):
        yield from (text for item in node.items for text in _texts(item))
    else:
        for key, value in node.items:
            yield key.text
            yield from _texts(value)


def _find(node: Node, text: str) -> Place | None:
    """The first scalar with this text below a node."""
    if isinstance(node, Scalar):
        return node.place if node.text == text else None
    below = node.items if isinstance(node, Sequence) else tuple(value for _, value in node.items)
    return next(filter(None, (_find(item, text) for item in below)), None)


def load_edition(editions: Path, name: str, place: Place) -> LoadedEdition:
    """Load an edition by its folder name; `place` is where the document names it."""
    findings: list[Finding] = []
    chain: list[str] = []
    layers: list[Mapping] = []
    nodes: list[Node] = []
    waivers: list[Waiver] = []
    misread: list[Finding] = []
    current = name
    while current or not chain:
        folder = editions / current
        if current in chain:
            findings.append(_broken(place, f"版式“{current}”绕着圈继承自己"))
            break
        if not _is_edition(editions, current):
            known = "、".join(sorted(path.parent.name for path in editions.glob("*/edition.yml")))
            findings.append(
                Finding(
                    code=FindingCode.UNKNOWN_EDITION,
                    severity=Severity.ERROR,
                    place=place,
                    message=f"没有名为“{current}”的版式",
                    hint=f"可用的版式：{known}",
                )
            )
            break
        chain.append(current)
        own = _read_folder(folder, findings, nodes)
        layers.append(own)
        waivers.extend(_waivers(folder, misread))
        parent = own.get("继承")
        current = parent.text if isinstance(parent, Scalar) else ""
    edition: Edition | None = None
    tree: Mapping | None = None
    removed: set[tuple[str, ...]] = set()
    if layers and not any(finding.severity is Severity.ERROR for finding in findings):
        merged = layers[-1]
        for layer in reversed(layers[:-1]):
            merged = merge(merged, layer, findings, removed)
        tree = _with_identity(merged, name, chain)
        bound = bind(tree, Edition)
        edition = bound.value
        findings.extend(bound.findings)
    return LoadedEdition(
        edition=edition,
        tree=tree,
        wording=tuple(editions / item / "wording" for item in chain),
        files=tuple(path for item in chain for path in sorted((editions / item).rglob("*")) if path.is_file()),
        findings=(*findings, *misread),
        nodes=tuple(nodes),
        removed=frozenset(removed),
        waivers=tuple(waivers),
    )


def _is_edition(editions: Path, name: str) -> bool:
    return "/" not in name and not name.startswith(".") and (editions / name / "edition.yml").is_file()


def _broken(place: Place, message: str) -> Finding:
    return Finding(code=FindingCode.UNKNOWN_EDITION, severity=Severity.ERROR, place=place, message=message)


def _read_folder(folder: Path, findings: list[Finding], nodes: list[Node]) -> Mapping:
    items: list[tuple[Scalar, Node]] = []
    for name in FILES:
        path = folder / name
        if not path.is_file():
            continue
        loaded = _read(path, f"{EDITIONS}/{folder.name}/{name}")
        findings.extend(loaded.findings)
        if isinstance(loaded.node, Mapping):
            nodes.append(loaded.node)
            known = {key.text: key.place for key, _ in items}
            findings.extend(
                _broken(key.place, f"“{key.text}”在 {known[key.text].path} 里已经写了，要写在一个文件里")
                for key, _ in loaded.node.items
                if key.text in known
            )
            items.extend(loaded.node.items)
    return Mapping(items=tuple(items), place=Place(path=f"{EDITIONS}/{folder.name}/edition.yml", line=1, column=1))


def _waivers(folder: Path, findings: list[Finding]) -> tuple[Waiver, ...]:
    if not (folder / WAIVERS).is_file():
        return ()
    loaded = _read(folder / WAIVERS, f"{EDITIONS}/{folder.name}/{WAIVERS}")
    read = read_waivers(loaded.node) if loaded.node is not None else None
    findings.extend((*loaded.findings, *(read.findings if read else ())))
    return read.waivers if read else ()


def _read(path: Path, shown: str) -> Loaded:
    data = open_within(path.parent, path.name, shown)
    return Loaded(node=None, findings=(data,)) if isinstance(data, Finding) else _parsed(data, shown)


@lru_cache(maxsize=64)
def _parsed(data: bytes, shown: str) -> Loaded:
    """Parsed once for all editions that inherit it."""
    return parse_yaml(data, shown)


def _with_identity(node: Mapping, name: str, chain: list[str]) -> Mapping:
    place = node.place

    def scalar(text: str) -> Scalar:
        return Scalar(text=text, place=place)

    kept = tuple((key, value) for key, value in node.items if key.text != "继承")
    return Mapping(
        items=(
            *kept,
            (scalar("编号"), scalar(name)),
            (scalar("沿革"), Sequence(items=tuple(scalar(item) for item in chain), place=place)),
        ),
        place=place,
    )
