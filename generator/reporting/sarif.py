"""SARIF 2.1.0: what code scanning services and editors read (docs.oasis-open.org/sarif/sarif/v2.1.0)."""

from __future__ import annotations

import json
from urllib.parse import quote

from generator.model.checked import Checked
from generator.model.finding_codes import FindingCode
from generator.model.findings import Finding, Severity
from generator.model.places import Place
from generator.reporting.fingerprints import fingerprinted, with_hint

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.INCONSISTENCY: "warning", Severity.WARNING: "note"}


def as_sarif(checked: Checked) -> str:
    """One run with one result for each finding, and the rules that gave them."""
    codes = sorted({str(finding.code) for finding in checked.findings})
    run = {
        "tool": {
            "driver": {
                "name": "gongkai",
                "language": "zh-CN",
                "rules": [{"id": code, "shortDescription": {"text": _label(code)}} for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(fingerprint, finding) for fingerprint, finding in fingerprinted(checked.findings)],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _result(fingerprint: str, finding: Finding) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": str(finding.code),
        "level": LEVELS[finding.severity],
        "message": {"text": with_hint(finding)},
        "partialFingerprints": {"gongkai/v1": fingerprint},
    }
    if finding.place.path:
        result["locations"] = [_location(finding.place)]
    if finding.related:
        result["relatedLocations"] = [_location(place) | {"id": number} for number, place in enumerate(finding.related)]
    return result


def _location(place: Place) -> dict[str, object]:
    location: dict[str, object] = {"artifactLocation": {"uri": quote(place.path, errors="replace")}}
    if place.line:
        location["region"] = {"startLine": place.line, "startColumn": max(1, place.column)}
    return {"physicalLocation": location}


def _label(code: str) -> str:
    return next((known.label for known in FindingCode if known == code), code)
