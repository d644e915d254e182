"""JSON: everything that a check says, for programs; docs/publishing.md lists the fields."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.model.checked import CheckResult
from gongkai.model.finding_catalogue import title_of
from gongkai.model.findings import Finding
from gongkai.model.places import Place
from gongkai.reporting.ordering import counts, sorted_out
from gongkai.reporting.text import json_text

Json = dict[str, object]


def as_json(checked: CheckResult) -> str:
    """One object: documents, counts, findings in order of place, ledgers."""
    return json_text(check_data(checked))


def check_data(checked: CheckResult) -> Json:
    """What `as_json` writes."""
    found = sorted_out(checked.every)
    return {
        "sound": checked.sound,
        "documents": [_document(checked, id, found.get(id, [])) for id in checked.verdicts],
        "counts": _counts(checked.every),
        "omitted": checked.omitted,
        "findings": [_finding(checked, finding) for finding in checked.findings],
        "ledgers": {id: [line.record() for line in one.ledger] for id, one in checked.verdicts.items()},
    }


def _document(checked: CheckResult, id: str, found: Iterable[Finding]) -> Json:
    identity = checked.identity(id)
    return {
        "id": id,
        "title": checked.title(id),
        **{name: getattr(identity, name, None) for name in ("department", "year", "kind", "archived")},
        "blocked": id in checked.blocked,
        "counts": _counts(found),
    }


def _counts(findings: Iterable[Finding]) -> dict[str, int]:
    return {severity.value: count for severity, count in counts(findings).items()}


def _finding(checked: CheckResult, finding: Finding) -> Json:
    return {
        "code": str(finding.code),
        "title": title_of(finding.code),
        "severity": finding.severity.value,
        "blocks": checked.blocks(finding),
        **_place(finding.place),
        "message": finding.message,
        "hint": finding.hint,
        "copied": list(finding.copied),
        "document": finding.document,
        "related": [_place(place) for place in finding.related],
        "follows": [_finding(checked, one) for one in finding.follows],
    }


def _place(place: Place) -> Json:
    return {"path": place.path, "sheet": place.sheet, "cell": place.cell, "line": place.line, "column": place.column}
