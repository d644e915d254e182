"""GitLab: a code quality report, shown in the merge request (docs.gitlab.com/ci/testing/code_quality)."""

from __future__ import annotations

from gongkai.model.checked import CheckResult
from gongkai.model.findings import Severity
from gongkai.model.places import Place
from gongkai.reporting.fingerprints import fingerprinted, with_hint
from gongkai.reporting.text import json_text

ROOT = "content"
"""where a finding stands that stands nowhere: GitLab wants a path"""
SEVERITIES = {Severity.ERROR: "critical", Severity.INCONSISTENCY: "major", Severity.WARNING: "minor"}


def as_gitlab(checked: CheckResult) -> str:
    """A list with one object for each finding."""
    issues = [
        {
            "description": with_hint(finding),
            "check_name": finding.code,
            "fingerprint": fingerprint,
            "severity": SEVERITIES[finding.severity],
            "location": {"path": finding.place.path or ROOT, "lines": {"begin": _line(finding.place)}},
        }
        for fingerprint, finding in fingerprinted(checked.findings)
    ]
    return json_text(issues)


def _line(place: Place) -> int:
    """GitLab wants a line of each place; a workbook has none."""
    return 1 if place.sheet else max(1, place.line)
