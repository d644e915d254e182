"""版式文件: an edition's YAML files, merged with those it inherits from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.loading.binding import bind
from generator.loading.yaml_reader import read_yaml
from generator.model.edition import Edition
from generator.model.findings import Finding, Severity
from generator.model.nodes import Mapping, Node, Scalar, Sequence
from generator.model.places import Place

FILES = ("edition.yml", "tables.yml", "inputs.yml", "forms.yml")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedEdition:
    """读入的版式; `wording`: folders of wording files, nearest first; `files`: everything read, for the digest."""

    edition: Edition | None
    wording: tuple[Path, ...]
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]


def load_edition(editions: Path, name: str, place: Place) -> LoadedEdition:
    """Load an edition by its folder name; `place` is where the document names it."""
    findings: list[Finding] = []
    chain: list[str] = []
    merged: Node | None = None
    current = name
    while current:
        folder = editions / current
        if current in chain:
            findings.append(_broken(place, f"版式“{current}”绕着圈继承自己"))
            break
        if not _is_edition(editions, current):
            known = "、".join(sorted(path.name for path in editions.iterdir() if path.is_dir()))
            findings.append(
                Finding(
                    code="L621",
                    severity=Severity.ERROR,
                    place=place,
                    message=f"没有名为“{current}”的版式",
                    hint=f"可用的版式：{known}",
                )
            )
            break
        chain.append(current)
        own = _read_folder(folder, findings)
        merged = own if merged is None else merge(own, merged)
        parent = own.get("继承")
        current = parent.text if isinstance(parent, Scalar) else ""
    edition: Edition | None = None
    if merged is not None and not findings:
        whole = _with_identity(merged, name, chain)
        bound = bind(whole, Edition)
        edition = bound.value
        findings.extend(bound.findings)
    return LoadedEdition(
        edition=edition,
        wording=tuple(editions / item / "wording" for item in chain),
        files=tuple(
            path for item in chain for path in sorted((editions / item).rglob("*")) if path.is_file()
        ),
        findings=tuple(findings),
    )


def _is_edition(editions: Path, name: str) -> bool:
    return "/" not in name and not name.startswith(".") and (editions / name / "edition.yml").is_file()


def _broken(place: Place, message: str) -> Finding:
    return Finding(code="L621", severity=Severity.ERROR, place=place, message=message)


def _read_folder(folder: Path, findings: list[Finding]) -> Mapping:
    items: list[tuple[Scalar, Node]] = []
    for name in FILES:
        path = folder / name
        if not path.is_file():
            continue
        loaded = read_yaml(path, f"templates/editions/{folder.name}/{name}")
        findings.extend(loaded.findings)
        if isinstance(loaded.node, Mapping):
            items.extend(loaded.node.items)
    return Mapping(
        items=tuple(items), place=Place(path=f"templates/editions/{folder.name}/edition.yml", line=1, column=1)
    )


def merge(base: Node, over: Node) -> Node:
    """`over` upon `base`: mappings merge by key, null removes, lists and scalars replace."""
    if not isinstance(base, Mapping) or not isinstance(over, Mapping):
        return over
    above = {key.text: (key, value) for key, value in over.items}
    items: list[tuple[Scalar, Node]] = []
    for key, value in base.items:
        if key.text not in above:
            items.append((key, value))
            continue
        over_key, over_value = above.pop(key.text)
        if not (isinstance(over_value, Scalar) and over_value.null):
            items.append((over_key, merge(value, over_value)))
    items.extend(
        (key, value)
        for key, value in above.values()
        if not (isinstance(value, Scalar) and value.null)
    )
    return Mapping(items=tuple(items), place=over.place)


def _with_identity(node: Node, name: str, chain: list[str]) -> Mapping:
    assert isinstance(node, Mapping)
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
