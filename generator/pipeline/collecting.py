"""归集: the findings of a run, of single documents and of what they share."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from gongkai.loading.folders import WAIVERS
from gongkai.model.checked import CheckResult, Verdict
from gongkai.model.findings import Finding, errors
from gongkai.pipeline.workspace import DEPARTMENTS, Workspace, within
from gongkai.scanning.personal_data.findings import discreet


def shared_findings(workspace: Workspace, only: tuple[str, ...]) -> tuple[Finding, ...]:
    """Problems that belong to no single document, those of other departments left out."""
    wanted = [f"{DEPARTMENTS}/{path}" for path in only] or [DEPARTMENTS]
    return (
        *workspace.library.findings,
        *(
            discreet(finding)
            for finding in workspace.strays.get("", ())
            if not within(finding.place.path, DEPARTMENTS)
            or any(_concerns(finding.place.path, path) for path in wanted)
        ),
    )


def _concerns(path: str, wanted: str) -> bool:
    """Whether something at a path matters to documents at another; waivers do to all below their folder."""
    folder, _, name = path.rpartition("/")
    return within(path, wanted) or within(wanted, folder if name == WAIVERS else path)


def collected(
    workspace: Workspace, only: tuple[str, ...], verdicts: Iterable[Verdict], more: Iterable[Finding] = ()
) -> CheckResult:
    """All findings in order, each once, with the document in whose folder it is."""
    by_id = {verdict.id: verdict for verdict in sorted(verdicts, key=lambda verdict: verdict.id)}
    shared = shared_findings(workspace, only)
    found = {*shared, *more, *(finding for verdict in by_id.values() for finding in verdict.findings)}
    ordered = sorted(found, key=lambda finding: finding.order)
    bad = bool(errors(shared))
    return CheckResult(
        verdicts=by_id,
        findings=tuple(_owned(workspace, finding) for finding in ordered),
        sound=not bad and not any(verdict.blocked for verdict in by_id.values()),
    )


def _owned(workspace: Workspace, finding: Finding) -> Finding:
    follows = tuple(_owned(workspace, one) for one in finding.follows)
    return replace(finding, document=workspace.owner(finding), follows=follows)
