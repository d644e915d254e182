"""templates/*.yml: what all editions share, one model in each file."""

from __future__ import annotations

from pathlib import Path
from typing import Generic, TypeVar

from msgspec import Struct

from gongkai.loading.binding import bind
from gongkai.loading.yaml_reader import read_yaml
from gongkai.model.classification import Classifications
from gongkai.model.columns import FormModel
from gongkai.model.findings import Finding, found
from gongkai.model.kinds import Kinds
from gongkai.model.nodes import Node, Scalar
from gongkai.model.places import Place

KINDS, CLASSIFICATIONS = "kinds.yml", "classifications.yml"

M = TypeVar("M", bound=FormModel)


class SharedForms(Struct, Generic[M], frozen=True, kw_only=True):
    """读入的一个文件; an empty model where something is wrong."""

    value: M
    node: Node | None = None
    findings: tuple[Finding, ...] = ()


def read_kinds(templates: Path) -> SharedForms[Kinds]:
    """Which kinds of documents there are."""
    return _read(templates, KINDS, Kinds())


def read_lists(templates: Path) -> SharedForms[Classifications]:
    """Which classifications there are."""
    return _read(templates, CLASSIFICATIONS, Classifications())


def kind_named(kinds: SharedForms[Kinds], named: Node | None) -> Node | Finding | None:
    """All that is typed of the kind of document that an edition names."""
    if not isinstance(named, Scalar):
        return named
    listed = kinds.node.list_of("种类") if kinds.node else ()
    kind = next((item for item in listed if item.said("名称") == named.text), None)
    if kind is not None:
        return kind
    known = "、".join(kinds.value.names) or "（没有读成功）"
    return found("L404", named.place, "文种", 填=named.text, 可=known)


def _read(templates: Path, name: str, empty: M) -> SharedForms[M]:
    path, shown = templates / name, f"templates/{name}"
    if not path.is_file():
        return SharedForms(value=empty, findings=(found("L631", Place(path=shown), hint="公共", 名=name),))
    loaded = read_yaml(path, shown, root=templates)
    if loaded.node is None or loaded.findings:
        return SharedForms(value=empty, findings=loaded.findings)
    bound = bind(loaded.node, type(empty))
    return SharedForms(value=bound.value or empty, node=loaded.node if bound.value else None, findings=bound.findings)
