"""输出格式: each says all that was found, in the form that its readers expect."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from generator.model.checked import Checked
from generator.model.finding_codes import FindingCode
from generator.model.findings import Finding, Severity
from generator.model.places import NOWHERE, Place
from generator.reporting.formats import FORMATS

BUDGET, ACCOUNTS = "ceshi/bureau/2024/budget", "ceshi/bureau/2024/final-accounts"
ERROR = Finding(
    code=FindingCode.MISSING_INPUT,
    severity=Severity.ERROR,
    place=Place(path=f"content/departments/{BUDGET}/figures.yml", line=3, column=5),
    message="缺<少>，100%：\n“原因”",
    hint="补上",
    related=(Place(path=f"content/departments/{BUDGET}/document.yml", line=1, column=1),),
    document=BUDGET,
)
TIED = Finding(
    code=FindingCode.GIVEN_AGAINST_DERIVED,
    severity=Severity.INCONSISTENCY,
    place=Place(path=f"content/departments/{ACCOUNTS}/figures.yml", line=9, column=1),
    message="不一致",
    document=ACCOUNTS,
)
WHOLE = Finding(
    code=FindingCode.UNEXPECTED_FILE,
    severity=Severity.WARNING,
    place=Place(path="content/departments/ceshi/多余 的,文件:x.txt"),
    message="多余",
)
NO_PLACE = Finding(code=FindingCode.RULE_CRASHED, severity=Severity.WARNING, place=NOWHERE, message="没有位置")
HOSTILE = Finding(
    code=FindingCode.UNKNOWN_KEY,
    severity=Severity.WARNING,
    place=Place(path="a\x1b\ud800.yml", line=1, column=1),
    message="\x1b[31m]]>\x00\u202e</failure>\ud800::error::",
)
CHECKED = Checked(
    ids=(BUDGET, ACCOUNTS, "ceshi/other/2024/budget"),
    blocked=(BUDGET,),
    findings=(ERROR, TIED, WHOLE, NO_PLACE, HOSTILE),
    ledgers={},
    sound=False,
)
NOTHING = Checked(ids=(BUDGET,), blocked=(), findings=(), ledgers={}, sound=True)


def parsed(form: str, checked: Checked = CHECKED) -> Any:
    return json.loads(FORMATS[form](checked))


def test_text() -> None:
    lines = FORMATS["text"](CHECKED).splitlines()
    assert lines[-1] == "检查了 3 份文件，发现 5 个问题；1 份文件不能发布。"
    assert len([line for line in lines if not line.startswith("    ")]) == 6


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_ends_in_one_line_break_or_says_nothing(form: str) -> None:
    for checked in (CHECKED, NOTHING):
        said = FORMATS[form](checked)
        assert said == "" or (said.endswith("\n") and not said.endswith("\n\n"))


def test_json() -> None:
    (error, *_, hostile) = parsed("json")
    assert (error["code"], error["severity"], error["hint"]) == ("N101", "error", "补上")
    assert error["place"] == {"path": ERROR.place.path, "line": 3, "column": 5}
    assert hostile["message"] == HOSTILE.message
    assert parsed("json", NOTHING) == []


def test_github() -> None:
    lines = FORMATS["github"](CHECKED).splitlines()
    assert lines[0] == (
        f"::error file={ERROR.place.path},line=3,col=5,title=N101::缺<少>，100%25：%0A“原因”%0A改法：补上"
    )
    assert lines[1].startswith("::warning file=")
    assert lines[2].startswith("::notice file=content/departments/ceshi/多余 的%2C文件%3Ax.txt,title=L505::")
    assert lines[3] == "::notice title=X901::没有位置"
    assert len(lines) == 5  # nothing in a message starts a command of its own


def test_gitlab() -> None:
    """As docs.gitlab.com/ci/testing/code_quality asks: each of these keys, a line of at least 1, no fingerprint twice."""
    issues = parsed("gitlab")
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["lines"]["begin"] >= 1
    assert [issue["severity"] for issue in issues] == ["critical", "major", "minor", "minor", "minor"]
    assert len({issue["fingerprint"] for issue in issues}) == 5


def test_sarif() -> None:
    log = parsed("sarif")
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = {rule["id"]: rule["shortDescription"]["text"] for rule in run["tool"]["driver"]["rules"]}
    assert rules["N101"] == FindingCode.MISSING_INPUT.label
    assert {result["ruleId"] for result in run["results"]} == set(rules)
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note", "note", "note"]
    error, _, whole, nowhere, _ = run["results"]
    location = error["locations"][0]["physicalLocation"]
    assert location == {
        "artifactLocation": {"uri": ERROR.place.path},
        "region": {"startLine": 3, "startColumn": 5},
    }
    assert error["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith("document.yml")
    assert whole["locations"][0]["physicalLocation"] == {
        "artifactLocation": {
            "uri": "content/departments/ceshi/%E5%A4%9A%E4%BD%99%20%E7%9A%84%2C%E6%96%87%E4%BB%B6%3Ax.txt"
        }
    }
    assert "locations" not in nowhere
    assert parsed("sarif", NOTHING)["runs"][0]["results"] == []


def test_junit() -> None:
    suite = ET.fromstring(FORMATS["junit"](CHECKED))  # noqa: S314 - our own words
    cases = {case.get("name"): case for case in suite}
    assert list(cases) == ["公共内容和目录", *CHECKED.ids]
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("4", "1", "0")
    failure = cases[BUDGET].find("failure")
    assert failure is not None
    assert "N101 缺<少>" in (failure.text or "")
    assert cases[ACCOUNTS].find("failure") is None  # it may be published, with a note
    assert "F101" in (cases[ACCOUNTS].findtext("system-out") or "")
    assert list(cases["ceshi/other/2024/budget"]) == []
    assert "L505" in (cases["公共内容和目录"].findtext("system-out") or "")


def test_junit_fails_what_is_shared() -> None:
    broken = replace(WHOLE, severity=Severity.ERROR)
    suite = ET.fromstring(FORMATS["junit"](replace(NOTHING, findings=(broken,), ledgers={}, sound=False)))  # noqa: S314 - as above
    assert suite.get("failures") == "1"
    assert suite[0].find("failure") is not None


def fingerprints(*findings: Finding) -> list[str]:
    return [issue["fingerprint"] for issue in parsed("gitlab", replace(CHECKED, findings=findings))]


def test_fingerprints_do_not_move_with_the_line() -> None:
    moved = replace(ERROR, place=replace(ERROR.place, line=300, column=1), hint="另一个改法", related=())
    assert fingerprints(moved) == fingerprints(ERROR)


@pytest.mark.parametrize(
    "other",
    [
        replace(ERROR, message="别的"),
        replace(ERROR, code=FindingCode.UNUSED_INPUT),
        replace(ERROR, place=replace(ERROR.place, path="别的.yml")),
    ],
)
def test_fingerprints_tell_findings_apart(other: Finding) -> None:
    assert fingerprints(other) != fingerprints(ERROR)


def test_the_same_finding_twice_has_two_fingerprints() -> None:
    twice = fingerprints(ERROR, replace(ERROR, place=replace(ERROR.place, line=40)))
    assert len(set(twice)) == 2
    assert twice[0] == fingerprints(ERROR)[0]


def test_fingerprints_are_the_same_for_all_services() -> None:
    results = parsed("sarif")["runs"][0]["results"]
    assert [result["partialFingerprints"]["gongkai/v1"] for result in results] == fingerprints(*CHECKED.findings)


def test_fingerprints_stay_from_version_to_version() -> None:
    """A change here makes every open finding of every service look new."""
    assert fingerprints(TIED) == ["4d8c19aa54359890a7a0e2fcbbeecbb2cbcd4a400f4218daf52bfb685e183a63"]
