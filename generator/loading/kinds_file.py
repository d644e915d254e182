"""kinds.yml: the kinds of documents."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from gongkai.loading.binding import bind
from gongkai.loading.problems import error
from gongkai.loading.yaml_reader import read_yaml
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding
from gongkai.model.kinds import Kinds
from gongkai.model.nodes import Mapping, Scalar, Sequence
from gongkai.model.places import Place

FILE = "kinds.yml"
SHOWN = f"templates/{FILE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadKinds:
    """读入的文种; no kind at all where something is wrong."""

    kinds: Kinds = field(default_factory=Kinds)
    node: Mapping | None = None
    findings: tuple[Finding, ...] = ()

    def node_of(self, name: str) -> Mapping | None:
        """What is typed of a kind."""
        listed = self.node.get("种类") if self.node else None
        for item in listed.items if isinstance(listed, Sequence) else ():
            called = item.get("名称") if isinstance(item, Mapping) else None
            if isinstance(item, Mapping) and isinstance(called, Scalar) and called.text == name:
                return item
        return None


def read_kinds(templates: Path) -> ReadKinds:
    """Read templates/kinds.yml."""
    path = templates / FILE
    if not path.is_file():
        hint = "照 docs/editions.md“文种”一节的例子写上"
        return ReadKinds(findings=(error(FindingCode.MISSING_FILE, Place(path=SHOWN), f"缺少文件 {FILE}", hint),))
    loaded = read_yaml(path, SHOWN, root=templates)
    if loaded.node is None or loaded.findings:
        return ReadKinds(findings=loaded.findings)
    bound = bind(loaded.node, Kinds)
    if bound.value is None or not isinstance(loaded.node, Mapping):
        return ReadKinds(findings=bound.findings)
    return ReadKinds(kinds=bound.value, node=loaded.node)
