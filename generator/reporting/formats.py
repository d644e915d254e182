"""输出格式 of findings, by name."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict

from generator.model.findings import Finding, Severity
from generator.reporting.text import format_findings

LEVELS = {Severity.ERROR: "error", Severity.INCONSISTENCY: "warning", Severity.WARNING: "notice"}


def as_json(findings: Iterable[Finding]) -> str:
    """JSON: one object for each finding."""
    return json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1) + "\n"


def as_github(findings: Iterable[Finding]) -> str:
    """GitHub workflow commands, one line each, shown beside the line of a pull request."""
    return "".join(
        f"::{LEVELS[finding.severity]} file={_property(finding.place.path)},line={finding.place.line},"
        f"col={finding.place.column},title={finding.code}::{_data(_whole(finding))}\n"
        for finding in findings
    )


def _whole(finding: Finding) -> str:
    return finding.message + (f"\n改法：{finding.hint}" if finding.hint else "")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: dict[str, Callable[[Iterable[Finding]], str]] = {
    "github": as_github,
    "json": as_json,
    "text": format_findings,
}
