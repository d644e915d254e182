"""终端: what others typed is shown, never obeyed; by each form of a report and by the stream itself."""

from __future__ import annotations

import io
import json

import pytest

from gongkai.cli.terminal import OBEYED, guard, harmless
from gongkai.model.checked import CheckResult, Verdict
from gongkai.model.findings import Finding, Severity
from gongkai.model.identity import Identity
from gongkai.model.places import Place
from gongkai.reporting.formats import FORMATS
from gongkai.reporting.github import as_github, as_summary
from gongkai.reporting.text import inert

BAD = (
    "\x1b]0;title\x07\x1b[8m局\r\n::error::x\b\u202e\u2066\u200b\u0085 "
    "@owner #12 GH-3 https://evil.example www.evil.example [看](//evil.example) ![](x) <img src=x> ##[error]"
)


def bad_check() -> CheckResult:
    finding = Finding(
        code="E101", severity=Severity.ERROR, place=Place(path=f"content/{BAD}.yml", line=1, column=1), message=BAD,
        hint=BAD, document="a/2024/b", copied=(BAD, "", "# 一级标题"), follows=(
            Finding(code="E101", severity=Severity.ERROR, place=Place(path="x", line=1, column=1), message=BAD),),
    )  # fmt: skip
    identity = Identity(
        id="a/2024/b", department=BAD, department_id="a", region=(BAD,), year=2024, kind="决算", edition="e",
        archived=False, date="",
    )  # fmt: skip
    verdict = Verdict(id="a/2024/b", findings=(finding,), blocked=True, identity=identity)
    return CheckResult(verdicts={"a/2024/b": verdict}, findings=(finding,), sound=False)


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_no_form_of_a_report_is_obeyed(form: str) -> None:
    told = FORMATS[form](bad_check())
    assert OBEYED.findall(told) == []
    assert harmless(told) == told


def test_json_says_what_was_typed() -> None:
    (issue,) = json.loads(FORMATS["gitlab"](bad_check()))
    assert issue["location"]["path"] == f"content/{BAD}.yml"


def test_no_line_is_a_command_of_the_host() -> None:
    lines = as_github(bad_check()).splitlines()
    assert [line.partition(" ")[0] for line in lines if line.startswith("::")] == ["::error"]
    assert len(lines) == 1


def test_a_summary_calls_nobody_and_leads_nowhere() -> None:
    told = as_summary(bad_check(), 1_000_000)
    for active in ("@owner", "#12", "GH-3", "://", "www.", "<img"):
        assert active not in told
    assert "\n\n" not in told.partition("<table>")[2], "after an empty line Markdown begins again"


def test_what_is_inert_stays_so() -> None:
    assert inert(inert("@a #1 http://b &#x27;")) == inert("@a #1 http://b &#x27;") == "＠a ＃1 http：//b &#x27;"


def test_the_stream_itself_lets_nothing_through() -> None:
    stream = io.StringIO()
    guard(stream)
    stream.write("\r排印文件  1/2\n")
    stream.write("\x1b[31m红\x1b[0m\t\x1b[2J\x1b[8m藏\u202e\r\n")
    assert stream.getvalue() == "\r排印文件  1/2\n\x1b[31m红\x1b[0m\t�[2J�[8m藏��\n"
    assert harmless("一、二\u3000三（四）é") == "一、二\u3000三（四）é"
