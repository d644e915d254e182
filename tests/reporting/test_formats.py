"""输出格式: each says all that was found, in the form that its readers expect."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from gongkai.model.checked import CheckResult
from gongkai.model.finding_catalogue import title_of
from gongkai.model.findings import Finding, Severity
from gongkai.reporting.formats import FORMATS
from gongkai.reporting.github import as_summary
from gongkai.reporting.json_object import check_data
from tests.reporting.checks import ACCOUNTS, BUDGET, CHECKED, ERROR, HOSTILE, LEDGER, NOTHING, OTHER, TIED, WHOLE


def parsed(form: str, checked: CheckResult = CHECKED) -> Any:
    return json.loads(FORMATS[form](checked))


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_ends_in_one_line_break_or_says_nothing(form: str) -> None:
    for checked in (CHECKED, NOTHING):
        said = FORMATS[form](checked)
        assert said == "" or (said.endswith("\n") and not said.endswith("\n\n"))


def test_json() -> None:
    said = parsed("json")
    assert said["sound"] is False
    assert said["counts"] == {"error": 1, "inconsistency": 1, "warning": 3}
    assert said["documents"][0] == {
        "id": BUDGET,
        "title": "测试市财政局 2024年度预算",
        "department": "测试市财政局",
        "year": 2024,
        "kind": "预算",
        "archived": False,
        "blocked": True,
        "counts": {"error": 1, "inconsistency": 0, "warning": 0},
    }
    assert said["documents"][2]["title"] == OTHER  # it could not be read
    assert said["documents"][2]["year"] is None
    assert said["findings"][0] == {
        "code": "N101",
        "title": title_of("N101"),
        "severity": "error",
        "blocks": True,
        "path": ERROR.place.path,
        "sheet": "",
        "cell": "",
        "line": 3,
        "column": 5,
        "message": ERROR.message,
        "hint": "补上",
        "copied": [],
        "document": BUDGET,
        "related": [{"path": ERROR.related[0].path, "sheet": "", "cell": "", "line": 1, "column": 1}],
        "follows": [],
    }
    assert said["findings"][4]["message"] == HOSTILE.message
    assert [line["state"] for line in said["ledgers"][ACCOUNTS]] == ["未能检查", "有问题", "未发现问题", "不适用"]


def test_json_of_nothing() -> None:
    assert parsed("json", NOTHING) == check_data(NOTHING)
    assert parsed("json", NOTHING)["findings"] == []


def test_json_of_some_codes_counts_the_others() -> None:
    said = parsed("json", CHECKED.only(("F",)))
    assert (len(said["findings"]), said["omitted"]) == (1, 4)


def test_github() -> None:
    lines = FORMATS["github"](CHECKED).splitlines()
    assert lines[0] == (
        f"::error file={ERROR.place.path},line=3,col=5,title=N101::缺<少>，100%25：�“原因”%0A改法：补上"
    )
    assert lines[1].startswith("::warning file=")
    assert lines[2] == "::notice title=X901::没有位置"
    assert lines[3].startswith("::notice file=a")
    assert lines[4].startswith("::notice file=content/departments/ceshi/多余 的%2C文件%3Ax.txt,title=L505::")
    assert len(lines) == 5  # nothing in a message starts a command of its own


def many(count: int, severity: Severity) -> tuple[Finding, ...]:
    return tuple(
        replace(ERROR, severity=severity, place=replace(ERROR.place, line=line), message=f"第{line}个")
        for line in range(1, count + 1)
    )


def test_github_shows_ten_of_each_level() -> None:
    found = (*many(3, Severity.WARNING), *many(25, Severity.INCONSISTENCY), *many(12, Severity.ERROR))
    lines = FORMATS["github"](replace(CHECKED, findings=found)).splitlines()
    commands = [line.split(" ")[0] for line in lines if line.startswith("::")]
    assert commands == ["::error"] * 10 + ["::warning"] * 10 + ["::notice"] * 3 + ["::group::其余", "::endgroup::"]
    group = lines[lines.index("::group::其余 17 个问题") + 1 : -1]
    told = [line for line in group if not line.startswith("    ")]
    assert ["错误" in line for line in told] == [True] * 2 + [False] * 15
    assert all(line.startswith(ERROR.place.path) for line in told)


def test_github_obeys_nothing_in_plain_lines() -> None:
    """Commands of the old form, ##[…], count anywhere in a line."""
    found = (*many(10, Severity.WARNING), replace(HOSTILE, place=replace(HOSTILE.place, path="z.yml")))
    said = FORMATS["github"](replace(CHECKED, findings=found))
    assert "## [add-mask]甲" in said
    assert "##[" not in said


def test_lines_to_copy_stand_as_they_are() -> None:
    """Each on a line of its own in text, in Markdown as it is; none is a command."""
    lines = ("- 文号: …", "    收入合计: …  # 收入<总表>", "::error::甲")
    found = (*many(10, Severity.ERROR), replace(ERROR, message="缺", document="").with_lines(lines))
    checked = replace(CHECKED, findings=found)
    assert "\n      - 文号: …\n          收入合计: …  # 收入<总表>\n" in FORMATS["text"](checked)
    assert not [line for line in FORMATS["github"](checked).splitlines() if line.strip().startswith("::error::")]
    assert "<pre>- 文号: …\n    收入合计: …  # 收入&lt;总表&gt;\n::error::甲</pre>" in as_summary(checked, 1_000_000)


def test_summary_of_a_step() -> None:
    said = as_summary(CHECKED, 1_000_000)
    assert said.startswith("\n## 检查结果\n\n<p>检查了 3 份文件，发现 5 个问题：1个错误，1个不一致，3个提醒。</p>\n")
    assert "<td>测试市财政局 2024年度预算</td><td>1</td><td>0</td><td>0</td><td><b>不能发布</b></td>" in said
    assert "<summary>测试市财政局 2024年度决算（1个）</summary>" in said
    assert "缺&lt;少&gt;，100%" in said
    assert "</failure>" not in said
    assert "\n\n" not in said.split("<table>")[1]  # an empty line would end the HTML


def test_summary_of_nothing() -> None:
    assert as_summary(NOTHING, 1_000_000) == "\n## 检查结果\n\n<p>检查了 1 份文件，没有发现问题。</p>\n"


@pytest.mark.parametrize("limit", [0, 100, 500, 1500, 5000, 100_000])
def test_summary_fits(limit: int) -> None:
    said = as_summary(replace(CHECKED, findings=(*CHECKED.findings, *many(100, Severity.WARNING))), limit)
    assert len(said.encode(errors="replace")) <= limit
    for tag in ("table", "details", "ul", "p"):
        assert said.count(f"<{tag}>") == said.count(f"</{tag}>")
    assert ("放不下的没有列出" in said) == (500 <= limit < 100_000)


def test_gitlab() -> None:
    """As docs.gitlab.com/ci/testing/code_quality asks: each of these keys, a line of at least 1, no fingerprint twice."""
    issues = parsed("gitlab")
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["lines"]["begin"] >= 1
        assert issue["location"]["path"]
    assert [issue["severity"] for issue in issues] == ["critical", "major", "minor", "minor", "minor"]
    assert len({issue["fingerprint"] for issue in issues}) == 5


def test_sarif() -> None:
    log = parsed("sarif")
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = {rule["id"]: rule["shortDescription"]["text"] for rule in run["tool"]["driver"]["rules"]}
    assert rules["N101"] == title_of("N101")
    assert {result["ruleId"] for result in run["results"]} == set(rules)
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    helps = {rule["id"]: rule["help"] for rule in run["tool"]["driver"]["rules"]}
    assert "【怎样改】" in helps["N101"]["text"]
    assert helps["N101"]["markdown"].startswith("# N101 ")
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note", "note", "note"]
    error, _, whole, nowhere, _ = run["results"]
    location = error["locations"][0]["physicalLocation"]
    assert location == {
        "artifactLocation": {"uri": ERROR.place.path, "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3, "startColumn": 5},
    }
    assert error["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith("document.yml")
    assert whole["locations"][0]["physicalLocation"] == {
        "artifactLocation": {
            "uri": "content/departments/ceshi/%E5%A4%9A%E4%BD%99%20%E7%9A%84%2C%E6%96%87%E4%BB%B6%3Ax.txt",
            "uriBaseId": "%SRCROOT%",
        }
    }
    assert "locations" not in nowhere
    assert parsed("sarif", NOTHING)["runs"][0]["results"] == []


def junit(checked: CheckResult) -> ET.Element:
    return ET.fromstring(FORMATS["junit"](checked))  # noqa: S314 - our own words


def test_junit() -> None:
    root = junit(CHECKED)
    shared, budget, _, other = root
    assert [suite.get("name") for suite in root] == [
        "公共内容、版式和文件夹",
        "测试市财政局 2024年度预算",
        "测试市财政局 2024年度决算",
        OTHER,
    ]
    assert [root.get(name) for name in ("tests", "failures", "errors", "skipped")] == ["8", "1", "0", "1"]
    (case,) = budget
    assert case.get("name") == f"N101 {title_of('N101')}"
    assert "错误 N101 缺<少>" in (case.findtext("failure") or "")
    assert [child.get("name", "")[:4] for child in shared] == ["L401", "L505", "X901"]
    assert [case.tag for case in other] == ["testcase"]
    assert list(other[0]) == []


def test_junit_of_rules() -> None:
    """A rule that did not run is skipped; one that does not apply is no test; what blocks nothing does not fail."""
    cases = {(case.get("name") or "")[:4]: case for case in junit(CHECKED)[2]}
    assert list(cases) == ["C201", "F101", "K101"]
    skipped = cases["C201"].find("skipped")
    assert skipped is not None
    assert skipped.get("message") == "未检查的：没有<上年>决算"
    assert [child.tag for child in cases["F101"]] == ["system-out"]
    assert "未检查的：缺一张表" in (cases["F101"].findtext("system-out") or "")
    assert list(cases["K101"]) == []


def test_junit_fails_an_inconsistency_in_what_is_written_here() -> None:
    verdicts = {BUDGET: replace(CHECKED.verdicts[BUDGET], ledger=LEDGER)}
    tied = replace(TIED, document=BUDGET)
    root = junit(replace(CHECKED, findings=(tied,), verdicts=verdicts))
    failed = [case.get("name") for case in root.iter("testcase") if case.find("failure") is not None]
    assert failed == [f"F101 {title_of('F101')}"]


def test_junit_fails_what_is_shared() -> None:
    root = junit(replace(NOTHING, findings=(replace(WHOLE, severity=Severity.ERROR),), sound=False))
    assert root.get("failures") == "1"
    assert root[0].find("testcase/failure") is not None


def fingerprints(*findings: Finding) -> list[str]:
    return [issue["fingerprint"] for issue in parsed("gitlab", replace(CHECKED, findings=findings))]


def test_fingerprints_do_not_move_with_the_line() -> None:
    moved = replace(ERROR, place=replace(ERROR.place, line=300, column=1), hint="另一个改法", related=())
    assert fingerprints(moved) == fingerprints(ERROR)


def test_fingerprints_do_not_move_with_the_wording() -> None:
    named = replace(ERROR, about=("支出决算表·2010301", "5万元"))
    assert fingerprints(replace(named, message="换一种说法")) == fingerprints(named)
    assert fingerprints(replace(named, about=("支出决算表·2010302", "5万元"))) != fingerprints(named)


@pytest.mark.parametrize(
    "other",
    [
        replace(ERROR, message="别的"),
        replace(ERROR, code="N102"),
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
