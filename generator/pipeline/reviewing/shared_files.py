"""共用的文件: what was typed otherwise, and what is wrong, in files that documents share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from gongkai.changes.result import Retyped
from gongkai.changes.typed import changed_lines, changed_values
from gongkai.loading.files import read_within
from gongkai.loading.yaml_reader import read_yaml
from gongkai.model.findings import Finding
from gongkai.pipeline.workspace import Workspace, within


def retyped(workspaces: tuple[Workspace, Workspace], path: str) -> Iterator[Retyped]:
    """What was typed otherwise in a file that documents share: of YAML by its keys, of other texts by lines."""
    roots = [workspace.project.root for workspace in workspaces]
    if path.endswith(".yml"):
        old, new = (read_yaml(root / path, path, root=root).node for root in roots)
        for value in changed_values(old, new):
            yield Retyped(
                file=path, label="·".join(value.path), old=value.old, new=value.new, difference=value.difference
            )
        return
    texts = [read_within(root, path).value or "" for root in roots]
    yield from (Retyped(file=path, label="", old=was, new=now) for was, now in changed_lines(*texts))


def shared_faults(workspace: Workspace, paths: Collection[str]) -> tuple[Finding, ...]:
    """What is wrong with what documents share, near the changed files."""
    strays = (
        one
        for one in workspace.strays.get("", ())
        if any(within(path, one.place.path) or within(one.place.path, path) for path in paths)
    )
    return tuple(dict.fromkeys((*workspace.library.findings, *strays)))


def without(findings: Iterable[Finding], others: Iterable[Finding]) -> Iterator[Finding]:
    """Findings that are not among others, wherever their lines have gone."""
    told = {(one.code, one.place.path, one.message) for one in others}
    return (one for one in findings if (one.code, one.place.path, one.message) not in told)
