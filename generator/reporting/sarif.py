"""SARIF 2.1.0: what code scanning services and editors read (docs.oasis-open.org/sarif/sarif/v2.1.0)."""

from __future__ import annotations

from urllib.parse import quote

from gongkai.model.checked import CheckResult
from gongkai.model.finding_catalogue import title_of
from gongkai.model.findings import Finding, Severity
from gongkai.model.places import Place
from gongkai.reporting.explanation import explanation, page
from gongkai.reporting.fingerprints import fingerprinted, with_hint
from gongkai.reporting.text import json_text

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.INCONSISTENCY: "warning", Severity.WARNING: "note"}
ROOT = "%SRCROOT%"
"""stands for the folder of the project, wherever it is"""


def as_sarif(checked: CheckResult) -> str:
    """One run with one result for each finding, and the rules that gave them."""
    codes = sorted({str(finding.code) for finding in checked.findings})
    results = [_result(fingerprint, finding, codes) for fingerprint, finding in fingerprinted(checked.findings)]
    run = {
        "tool": {"driver": {"name": "gongkai", "language": "zh-CN", "rules": [_rule(code) for code in codes]}},
        "invocations": [{"executionSuccessful": True}],
        "originalUriBaseIds": {ROOT: {"description": {"text": "项目目录"}}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str) -> dict[str, object]:
    """What a service shows of a code: its title, and its page of docs/findings."""
    title = {"text": title_of(code)}
    rule: dict[str, object] = {"id": code, "shortDescription": title, "fullDescription": title}
    if page(code):
        rule["help"] = {"text": explanation(code), "markdown": page(code)}
    return rule


def _result(fingerprint: str, finding: Finding, codes: list[str]) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": str(finding.code),
        "ruleIndex": codes.index(finding.code),
        "level": LEVELS[finding.severity],
        "message": {"text": with_hint(finding).replace("](", "] (")},
        "partialFingerprints": {"gongkai/v1": fingerprint},
    }
    if finding.place.path:
        result["locations"] = [_location(finding.place)]
    if finding.related:
        result["relatedLocations"] = [_location(place) | {"id": number} for number, place in enumerate(finding.related)]
    return result


def _location(place: Place) -> dict[str, object]:
    uri = quote(place.path, errors="replace")
    location: dict[str, object] = {"artifactLocation": {"uri": uri, "uriBaseId": ROOT}}
    if place.sheet:
        return {"physicalLocation": location, "logicalLocations": [{"fullyQualifiedName": place.in_sheet}]}
    if place.line:
        location["region"] = {"startLine": place.line, "startColumn": max(1, place.column)}
    return {"physicalLocation": location}
