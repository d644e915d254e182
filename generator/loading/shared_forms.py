"""templates/*.yml: what all editions share, one model in each file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from gongkai.loading.binding import bind
from gongkai.loading.problems import error
from gongkai.loading.yaml_reader import read_yaml
from gongkai.model.classification import Classifications
from gongkai.model.columns import FormModel
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding
from gongkai.model.kinds import Kinds
from gongkai.model.nodes import Mapping, Node, Scalar, Sequence
from gongkai.model.places import Place

KINDS, CLASSIFICATIONS = "kinds.yml", "classifications.yml"

M = TypeVar("M", bound=FormModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedForms(Generic[M]):
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
    top = kinds.node.get("种类") if isinstance(kinds.node, Mapping) else None
    for item in top.items if isinstance(top, Sequence) else ():
        called = item.get("名称") if isinstance(item, Mapping) else None
        if isinstance(called, Scalar) and called.text == named.text:
            return item
    hint = f"templates/{KINDS} 里有：{'、'.join(kinds.value.names) or '（没有读成功）'}"
    return error(FindingCode.NOT_A_CHOICE, named.place, f"没有叫“{named.text}”的文种", hint)


def _read(templates: Path, name: str, empty: M) -> SharedForms[M]:
    path, shown = templates / name, f"templates/{name}"
    if not path.is_file():
        hint = "照 docs/editions.md 的例子写上"
        missing = error(FindingCode.MISSING_FILE, Place(path=shown), f"缺少文件 {name}", hint)
        return SharedForms(value=empty, findings=(missing,))
    loaded = read_yaml(path, shown, root=templates)
    if loaded.node is None or loaded.findings:
        return SharedForms(value=empty, findings=loaded.findings)
    bound = bind(loaded.node, type(empty))
    return SharedForms(value=bound.value or empty, node=loaded.node if bound.value else None, findings=bound.findings)
