"""JUnit: a suite for each document, a test for each rule and each other kind of finding; every CI server shows it.

A test fails where a finding keeps the document from being published; any other finding is its output. A rule that could
not be tested in full is skipped, with the reasons; one that does not apply is left out, since it has not passed.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from gongkai.model.checked import CheckResult
from gongkai.model.finding_catalogue import title_of
from gongkai.model.findings import Finding
from gongkai.model.ledger import LedgerLine, State
from gongkai.reporting.ordering import sorted_out, told
from gongkai.reporting.text import flat, format_findings


def as_junit(checked: CheckResult) -> str:
    """The suites, first of what documents share."""
    root = ET.Element("testsuites", name="gongkai check")
    by_document = sorted_out(checked.every)
    for id in ("", *checked.verdicts):
        _suite(root, checked, id, by_document.get(id, []))
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def _suite(root: ET.Element, checked: CheckResult, id: str, findings: Iterable[Finding]) -> None:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(str(finding.code), []).append(finding)
    rules = {line.code: line for line in checked.ledgers.get(id, ())}
    title = flat(checked.title(id))
    suite = ET.SubElement(root, "testsuite", name=title)
    if not found and not rules:
        ET.SubElement(suite, "testcase", classname=title, name="能读进来，没有发现问题")
    for code in sorted({*found, *rules}):
        line = rules.get(code)
        if code in found or (line is not None and line.state is not State.NOT_APPLICABLE):
            case = ET.SubElement(suite, "testcase", classname=title, name=f"{code} {title_of(code)}")
            _case(case, checked, found.get(code, []), line)
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("*/failure"))))
    suite.set("errors", "0")
    suite.set("skipped", str(len(suite.findall("*/skipped"))))


def _case(case: ET.Element, checked: CheckResult, found: list[Finding], line: LedgerLine | None) -> None:
    reasons = _reasons(line.reasons if line is not None else ())
    if any(map(checked.blocks, found)):
        failure = ET.SubElement(case, "failure", message=told(found), type=str(found[0].code))
        failure.text = format_findings(found) + reasons
    elif reasons and not found:
        ET.SubElement(case, "skipped", message=reasons.strip())
    elif found:
        ET.SubElement(case, "system-out").text = format_findings(found) + reasons


def _reasons(reasons: Iterable[str]) -> str:
    return "".join(f"未检查的：{flat(reason)}\n" for reason in reasons)
