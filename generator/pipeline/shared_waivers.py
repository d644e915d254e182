"""上级的说明: waivers.yml above the folders of documents, read once; which of them no document needs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from gongkai.checks.waivers import idle_everywhere
from gongkai.loading.files import open_within
from gongkai.loading.problems import Read
from gongkai.loading.waivers_file import read_waivers
from gongkai.loading.yaml_reader import parse_yaml
from gongkai.model.findings import Finding
from gongkai.model.waivers import SharedWaiverForm, Waiver
from gongkai.scanning.personal_data.findings import personal_findings


def read_shared_waivers(root: Path, files: Iterable[Path]) -> Read[tuple[Waiver, ...]]:
    """All of them, with what is wrong in them."""
    waivers: list[Waiver] = []
    findings: list[Finding] = []
    for path in files:
        shown = path.relative_to(root).as_posix()
        data = open_within(root, shown, shown)
        if isinstance(data, Finding):
            findings.append(data)
            continue
        loaded = parse_yaml(data, shown)
        personal = personal_findings(data, shown, loaded.node)
        findings += (*loaded.findings, *personal)
        if loaded.node is not None and not personal:  # reasons are published
            read = read_waivers(loaded.node, SharedWaiverForm)
            waivers += read.value
            findings += read.findings
    return Read(value=tuple(waivers), findings=tuple(findings))


def idle_findings(
    waivers: Iterable[Waiver], idle: Mapping[str, Collection[Waiver]], above: Mapping[str, Collection[Waiver]]
) -> tuple[Finding, ...]:
    """P401 of those that every document above which they stand says it has no need of.

    `idle`, `above`: by the id of the document; of one that was not read nobody knows what it needs.
    """
    reached = {waiver: [id for id, ones in above.items() if waiver in ones] for waiver in waivers}
    return tuple(
        idle_everywhere(waiver, len(ids))
        for waiver, ids in reached.items()
        if all(waiver in idle.get(id, ()) for id in ids)
    )
