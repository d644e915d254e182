"""templates/imports/*.yml: the layouts of other systems' workbooks."""

from __future__ import annotations

from pathlib import Path

from gongkai.loading.binding import bind
from gongkai.loading.problems import Read
from gongkai.loading.yaml_reader import read_yaml
from gongkai.model.findings import Finding
from gongkai.model.import_layouts import ImportLayout

FOLDER = "imports"


def read_import_layouts(templates: Path) -> Read[tuple[ImportLayout, ...]]:
    """All of them, in order of their names; one with an error is left out, and told."""
    layouts: list[ImportLayout] = []
    findings: list[Finding] = []
    for path in sorted((templates / FOLDER).glob("*.yml")):
        loaded = read_yaml(path, f"templates/{FOLDER}/{path.name}", root=templates)
        findings += loaded.findings
        if loaded.node is None or loaded.findings:
            continue
        bound = bind(loaded.node, ImportLayout)
        findings += bound.findings
        if bound.value is not None:
            layouts.append(bound.value)
    return Read(value=tuple(layouts), findings=tuple(findings))
