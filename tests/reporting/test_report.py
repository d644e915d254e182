"""检查报告: what a clerk reads on the terminal."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from gongkai.model.checked import Verdict
from gongkai.model.findings import Severity, found
from gongkai.model.places import Place
from gongkai.reporting.formats import FORMATS, WITH_LEDGER
from tests.reporting.checks import ACCOUNTS, BUDGET, CHECKED, ERROR, NOTHING, OTHER, TIED, WHOLE


def told(checked: object = CHECKED) -> str:
    return FORMATS["text"](checked)  # type: ignore[arg-type]


def test_the_whole_report() -> None:
    checked = replace(CHECKED, findings=(TIED, replace(TIED, message="另一处"), ERROR, WHOLE))
    assert told(checked) == (
        "测试市财政局 2024年度预算：1个错误；不能发布\n"
        "============================================================\n"
        f"content/departments/{BUDGET}/figures.yml:3:5: 错误 N101 缺<少>，100%：�“原因”\n"
        "    改法：补上\n"
        f"    另见：content/departments/{BUDGET}/document.yml:1:1\n"
        "\n"
        "公共内容、版式和文件夹：1个提醒\n"
        "============================================================\n"
        "content/departments/ceshi/多余 的,文件:x.txt: 提醒 L505 多余\n"
        "\n"
        "测试市财政局 2024年度决算（存档）：2个不一致；照常发布\n"
        "============================================================\n"
        f"content/departments/{ACCOUNTS}/figures.yml:9:1: 不一致 F101 不一致\n"
        f"content/departments/{ACCOUNTS}/figures.yml:9:1: 不一致 F101 另一处\n"
        "\n"
        "检查了 3 份文件，发现 4 个问题：1个错误，2个不一致，1个提醒。\n"
        "不能发布的有 1 份：\n"
        f"  测试市财政局 2024年度预算（content/departments/{BUDGET}）\n"
        "各种问题：\n"
        "  F101     2 个  填的数与推算的数不一致\n"
        "  L505     1 个  多余的文件\n"
        "  N101     1 个  情况说明要用的内容没有填\n"
        "想知道一种问题是什么意思、怎样改，运行：gongkai check --explain F101\n"
        "只看一种问题，运行：gongkai check --only F101\n"
    )


def test_what_can_be_put_right_is_said() -> None:
    sure = found("L302", Place(path="content/x.yml", line=1, column=1), 填="１２", 应="12").meaning("12")
    assert told(replace(NOTHING, findings=(sure,))).endswith("有 1 个只有一种改法，运行 gongkai format --fix 就改好\n")


def test_nothing_found() -> None:
    assert told(NOTHING) == "检查了 1 份文件，没有发现问题。\n"


def test_nothing_found_of_what_was_asked_for() -> None:
    assert told(CHECKED.only(("R",))) == (
        "检查了 3 份文件，没有发现这些代码的问题。另有 5 个问题没有列出。\n"
        "不能发布的有 1 份：\n"
        f"  测试市财政局 2024年度预算（content/departments/{BUDGET}）\n"
    )


def with_blocked(*ids: str) -> dict[str, Verdict]:
    return {id: replace(verdict, blocked=id in ids) for id, verdict in CHECKED.verdicts.items()}


def test_only_findings_that_block_nothing() -> None:
    checked = replace(CHECKED, findings=(TIED,), verdicts=with_blocked(), sound=True)
    assert "\n这些问题不妨碍发布。\n" in told(checked)
    assert "不能发布" not in told(checked)


def test_what_is_shared_is_at_fault() -> None:
    checked = replace(CHECKED, findings=(replace(WHOLE, severity=Severity.ERROR), ERROR), verdicts=with_blocked())
    assert told(checked).startswith("公共内容、版式和文件夹：1个错误\n")
    assert "公共内容或文件夹有错误，有的内容不能发布。\n" in told(checked)


def test_a_document_that_could_not_be_read_goes_by_its_folder() -> None:
    checked = replace(CHECKED, findings=(replace(ERROR, document=OTHER),), verdicts=with_blocked(OTHER))
    assert told(checked).startswith(f"{OTHER}：1个错误；不能发布\n")


def test_a_hint_is_given_once_in_a_file() -> None:
    later = replace(ERROR, place=replace(ERROR.place, line=8), related=())
    elsewhere = replace(later, place=replace(ERROR.place, path="content/g.yml"))
    other = replace(later, hint="另一个改法")
    assert told(replace(CHECKED, findings=(ERROR, later, later))).count("    改法：补上\n") == 1
    assert told(replace(CHECKED, findings=(ERROR, later, elsewhere))).count("    改法：补上\n") == 2
    assert "    改法：另一个改法\n" in told(replace(CHECKED, findings=(ERROR, other)))


def test_every_finding_has_its_line() -> None:
    many = tuple(replace(ERROR, place=replace(ERROR.place, line=line)) for line in range(1, 151))
    lines = told(replace(CHECKED, findings=many)).splitlines()
    assert sum(" 错误 N101 " in line for line in lines) == 150


def test_many_documents_that_cannot_be_published() -> None:
    ids = tuple(f"ceshi/b{number:02}/2024/budget" for number in range(30))
    verdicts = {id: Verdict(id=id, findings=(), blocked=True) for id in ids}
    said = told(replace(CHECKED, verdicts=verdicts, findings=(ERROR,)))
    assert "不能发布的有 30 份：\n" in said
    assert sum(id in said for id in ids) == 20
    assert "  ……\n" in said


def test_ledger() -> None:
    said = WITH_LEDGER["text"](CHECKED)
    assert (
        "检查记录：测试市财政局 2024年度决算\n"
        "  共4条规则：1条有问题，1条未能检查，1条未发现问题，1条不适用\n"
        "  有问题  F101 填的数与推算的数不一致（1个问题，5处没有问题）\n"
        "      未检查的：缺一张表\n"
        "  未能检查  C201 与另一份文件的数接不上\n"
        "      未检查的：没有<上年>决算\n"
        "  未发现问题  K101 科目表里没有这个编码（7处没有问题）\n"
        "  不适用  C202 部门的数不等于各单位相加\n"
        "\n"
        "检查了 3 份文件，"
    ) in said


@pytest.mark.parametrize(("codes", "kept"), [(("F101",), 1), (("F",), 1), (("N1", "L"), 3), (("F2",), 0), ((), 5)])
def test_only(codes: tuple[str, ...], kept: int) -> None:
    some = CHECKED.only(codes)
    assert (len(some.findings), some.omitted) == (kept, 5 - kept)
    assert (some.blocked, some.sound) == (CHECKED.blocked, CHECKED.sound)
    if codes:
        assert all(line.code.startswith(codes) for line in some.verdicts[ACCOUNTS].ledger)


def test_what_blocks() -> None:
    """An inconsistency blocks what is written here, not what was published elsewhere."""
    assert CHECKED.blocks(ERROR)
    assert not CHECKED.blocks(TIED)
    assert CHECKED.blocks(replace(TIED, document=BUDGET))
    assert not CHECKED.blocks(WHOLE)
