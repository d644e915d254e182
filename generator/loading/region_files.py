"""region.yml: what is known of regions, read once; a mistake in one is told and blocks no document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from gongkai.loading.binding import bind
from gongkai.loading.files import open_within
from gongkai.loading.problems import Read
from gongkai.loading.yaml_reader import parse_yaml
from gongkai.model.findings import Finding
from gongkai.model.regions import RegionFile


def read_regions(root: Path, files: Iterable[Path]) -> Read[Mapping[Path, RegionFile]]:
    """By the folder of the region, with what is wrong in the files; a file at fault says nothing."""
    regions: dict[Path, RegionFile] = {}
    findings: list[Finding] = []
    for path in files:
        shown = path.relative_to(root).as_posix()
        data = open_within(root, shown, shown)
        if isinstance(data, Finding):
            findings.append(data)
            continue
        loaded = parse_yaml(data, shown)
        findings += loaded.findings
        bound = bind(loaded.node, RegionFile) if loaded.node is not None else None
        findings += bound.findings if bound else ()
        if bound is not None and bound.value is not None:
            regions[path.parent] = bound.value
    return Read(value=regions, findings=tuple(findings))
