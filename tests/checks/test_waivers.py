"""说明: which findings a document explains, and what is said of explanations that explain nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.checks.waivers import SUMS, Explained, explain
from gongkai.model.documents import DocumentHead
from gongkai.model.findings import Finding, Severity
from gongkai.model.ledger import Examined
from gongkai.model.places import Place
from gongkai.model.waivers import Waiver
from tests.checks.cases import case

ARCHIVED = DocumentHead.model_validate({"版式": "ceshi", "状态": "存档", "金额单位": "万元"})
FOLDER = "content/departments/ceshi/bureau/2024/final-accounts"
CODES = ("E103", "E123", "N101")
FILES = ("performance/01-hall.yml", "performance/02-lane.yml")


def finding(
    code: str = "E103",
    file: str = FILES[0],
    message: str = "执行率的得分不符",
    severity: Severity = Severity.INCONSISTENCY,
    line: int = 3,
) -> Finding:
    return Finding(code=code, severity=severity, place=Place(path=f"{FOLDER}/{file}", line=line), message=message)


def waiver(code: str = "E103", file: str = "", words: str = "", line: int = 1) -> Waiver:
    place = Place(path=f"{FOLDER}/waivers.yml", line=line, column=3)
    return Waiver(code=code, at=file, words=words, reason=f"按档计分，第{line}条", place=place)


def explained(waivers: tuple[Waiver, ...], *findings: Finding, examined: tuple[Examined, ...] = ()) -> Explained:
    document = case("{}", "", waivers=waivers).document
    return explain(document, findings, examined)


def left(result: Explained) -> list[str]:
    return [f"{one.code} {one.message}" for one in result.findings]


def test_code_alone_explains_all_of_its_findings() -> None:
    result = explained((waiver(),), finding(), finding(file=FILES[1]), finding("E123"))
    assert left(result) == ["E123 执行率的得分不符"]
    assert [one.finding.place.path for one in result.waived] == [f"{FOLDER}/{file}" for file in FILES]
    assert {one.reason for one in result.waived} == {"按档计分，第1条"}


def test_file_and_words_narrow_it_and_lines_do_not_count() -> None:
    narrow = waiver(file=FILES[0], words="执行率")
    result = explained((narrow,), finding(line=3), finding(line=70), finding(file=FILES[1]), finding(message="总分"))
    assert [one.finding.place.line for one in result.waived] == [3, 70]
    assert len(result.findings) == 2


def test_file_as_findings_print_it() -> None:
    assert explained((waiver(file=f"{FOLDER}/{FILES[0]}"),), finding()).findings == ()
    edition = "templates/editions/ceshi/tables.yml"
    shared = Finding(code="E123", severity=Severity.WARNING, place=Place(path=edition, line=4), message="表题")
    assert explained((waiver("E123", file=edition),), shared).findings == ()


def test_first_waiver_counts() -> None:
    result = explained((waiver(words="执行率", line=1), waiver(line=2)), finding(), finding(message="总分"))
    assert [one.reason for one in result.waived] == ["按档计分，第1条", "按档计分，第2条"]
    assert (result.findings, result.used) == ((), 2)


def test_twice_the_same() -> None:
    result = explained((waiver(line=1), waiver(line=2)), finding())
    assert left(result) == ["P401 这条说明没有用到：它说的问题，前面的说明已经都说到了"]
    assert result.findings[0].place.line == 2
    assert result.findings[0].severity is Severity.WARNING


def test_error_stays_and_is_said_to() -> None:
    result = explained((waiver(),), finding(severity=Severity.ERROR), finding(file=FILES[1]))
    assert left(result) == [
        "E103 执行率的得分不符",
        "P402 E103（执行率的得分不符）在这里是错误，不能用说明代替",
    ]
    assert len(result.waived) == 1


def test_nothing_to_explain() -> None:
    result = explained((waiver("E123"),), finding())
    assert left(result)[1:] == ["P401 这条说明没有用到：这份文件没有 E123（三级指标和指标值填反）的问题"]


def test_rule_that_could_not_run_leaves_its_waiver_in_peace() -> None:
    not_run = Examined(code="E103", reasons=("没有上年决算",))
    assert explained((waiver(),), examined=(not_run,)).findings == ()
    in_part = Examined(code="E103", held=1, reasons=("没有上年决算",))
    assert [one.code for one in explained((waiver(),), examined=(in_part,)).findings] == ["P401"]


def test_waiver_cannot_explain_a_waiver() -> None:
    result = explained((waiver("E123"), waiver("P401", line=2)))
    assert [one.code for one in result.findings] == ["P401", "P401"]


findings = st.builds(
    finding,
    code=st.sampled_from(CODES),
    file=st.sampled_from(FILES),
    message=st.sampled_from(("执行率", "总分")),
    severity=st.sampled_from(Severity),
    line=st.integers(1, 9),
)
waivers = st.builds(
    waiver,
    code=st.sampled_from(CODES),
    file=st.sampled_from(("", *FILES)),
    words=st.sampled_from(("", "执行率")),
    line=st.integers(1, 9),
)


@given(st.lists(waivers, max_size=4), st.lists(findings, max_size=6))
def test_nothing_is_lost_and_no_error_is_explained(typed: list[Waiver], own: list[Finding]) -> None:
    result = explained(tuple(typed), *own)
    complaints = [one for one in result.findings if one.place.path.endswith("waivers.yml")]
    kept = [one for one in result.findings if one not in complaints]
    assert sorted([*kept, *(one.finding for one in result.waived)], key=str) == sorted(own, key=str)
    assert all(one.finding.severity is not Severity.ERROR for one in result.waived)
    assert {one.code for one in complaints} <= {"P401", "P402"}
    assert explained(tuple(typed), *reversed(own)).used == result.used


@pytest.mark.parametrize("code", [str(code) for code in sorted(SUMS)])
def test_sums_are_put_right_not_explained(code: str) -> None:
    wrong = finding(code, message="合计与明细差1.00万元")
    written_here = explained((waiver(code),), wrong)
    assert [str(one.code) for one in written_here.findings] == [code, "P402"]
    archived = case("{}", "", waivers=(waiver(code),), head=ARCHIVED).document
    assert explain(archived, (wrong,), ()).findings == ()
