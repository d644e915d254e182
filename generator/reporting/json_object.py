"""JSON: everything that a check says, for programs; docs/publishing.md lists the fields."""

from __future__ import annotations

import json
from collections.abc import Iterable

from gongkai.model.checked import Checked
from gongkai.model.finding_catalogue import title_of
from gongkai.model.findings import Finding
from gongkai.model.places import Place
from gongkai.reporting.ordering import counts, sorted_out

Json = dict[str, object]


def as_json(checked: Checked) -> str:
    """One object: documents, counts, findings in order of place, ledgers."""
    return json.dumps(check_data(checked), ensure_ascii=False, indent=1) + "\n"


def check_data(checked: Checked) -> Json:
    """What `as_json` writes."""
    found = sorted_out(checked.findings)
    return {
        "sound": checked.sound,
        "documents": [_document(checked, id, found.get(id, [])) for id in checked.ids],
        "counts": _counts(checked.findings),
        "omitted": checked.omitted,
        "findings": [_finding(checked, finding) for finding in checked.findings],
        "ledgers": {id: [line.record() for line in lines] for id, lines in checked.ledgers.items()},
    }


def _document(checked: Checked, id: str, found: Iterable[Finding]) -> Json:
    named = checked.named.get(id)
    return {
        "id": id,
        "title": checked.title(id),
        "department": named.department if named else None,
        "year": named.year if named else None,
        "kind": named.kind if named else None,
        "archived": named.archived if named else None,
        "blocked": id in checked.blocked,
        "counts": _counts(found),
    }


def _counts(findings: Iterable[Finding]) -> dict[str, int]:
    return {severity.value: count for severity, count in counts(findings).items()}


def _finding(checked: Checked, finding: Finding) -> Json:
    return {
        "code": str(finding.code),
        "title": title_of(finding.code),
        "severity": finding.severity.value,
        "blocks": checked.blocks(finding),
        **_place(finding.place),
        "message": finding.message,
        "hint": finding.hint,
        "document": finding.document,
        "related": [_place(place) for place in finding.related],
    }


def _place(place: Place) -> Json:
    return {"path": place.path, "line": place.line, "column": place.column}
