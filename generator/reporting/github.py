"""GitHub: workflow commands, shown beside the lines of a pull request."""

from __future__ import annotations

from generator.model.checked import Checked
from generator.model.findings import Finding, Severity
from generator.reporting.fingerprints import with_hint

LEVELS = {Severity.ERROR: "error", Severity.INCONSISTENCY: "warning", Severity.WARNING: "notice"}


def as_github(checked: Checked) -> str:
    """One command for each finding."""
    return "".join(
        f"::{LEVELS[one.severity]} {_properties(one)}::{_data(with_hint(one))}\n" for one in checked.findings
    )


def _properties(finding: Finding) -> str:
    place = finding.place
    properties = {"file": place.path, "line": place.line, "col": place.column, "title": finding.code}
    return ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
