"""JUnit: one test for each document, and one for what documents share; every CI server shows it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from generator.model.checked import Checked
from generator.model.findings import Finding, Severity
from generator.reporting.text import format_findings

SHARED = "公共内容和目录"


def as_junit(checked: Checked) -> str:
    """A test fails where its document cannot be published; what else was found is its output."""
    by_document: dict[str, list[Finding]] = {id: [] for id in (SHARED, *checked.ids)}
    for finding in checked.findings:
        by_document.get(finding.document, by_document[SHARED]).append(finding)
    failed = {id for id, found in by_document.items() if id in checked.blocked or (id == SHARED and _any_error(found))}
    suite = ET.Element(
        "testsuite", name="gongkai check", tests=str(len(by_document)), failures=str(len(failed)), errors="0"
    )
    for id, found in by_document.items():
        case = ET.SubElement(suite, "testcase", classname="gongkai", name=id)
        text = format_findings(found)
        if id in failed:
            ET.SubElement(case, "failure", message=f"{len(found)} 个问题").text = text
        elif found:
            ET.SubElement(case, "system-out").text = text
    ET.indent(suite)
    return ET.tostring(suite, encoding="unicode", xml_declaration=False) + "\n"


def _any_error(findings: list[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)
