"""字体里没有的字 (L113): told by a check, to the line and column, before a PDF is tried."""

from __future__ import annotations

import pytest

from gongkai.model.findings import Finding
from gongkai.model.ledger import LedgerLine, State
from gongkai.pipeline.authoring.checking import check
from gongkai.pipeline.project import Project
from gongkai.publishing.listing import listed
from tests.made_font import CHINESE, make_font
from tests.small_project import ALL, EARLIER, EDITION, LATER, OTHER, build_again, edit, folder, quiet, with_fonts

OWN = folder(OTHER)
BUREAU = "content/departments/ceshi/education-bureau/department.yml"
GLOSSARY = "content/glossary/fiscal-appropriation-revenue.yml"


@pytest.fixture
def fonted(project: Project) -> Project:
    """The small project, with fonts that have the usual characters and 𠮷."""
    make_font(project.fonts / "files" / "one.ttf", CHINESE)
    make_font(project.fonts / "files" / "two.ttf", [ord("𠮷")])
    return project


def found(project: Project) -> list[str]:
    checked = check(project, (), quiet)
    assert {finding.code for finding in checked.findings} <= {"L113"}
    return [told(finding) for finding in checked.findings]


def told(finding: Finding) -> str:
    return f"{finding.place}: {finding.message}"


def line(project: Project) -> LedgerLine:
    return next(one for one in check(project, (), quiet).ledgers[OTHER] if one.code == "L113")


@pytest.mark.parametrize(
    ("edited", "place", "value", "sign"),
    [
        ((BUREAU, "测试市教育局", "测试市𪚥教育局"), "1:29", "测试市𪚥教育局", "𪚥"),
        ((f"{OWN}/document.yml", "拟订有关政策。", "办理Ångstrom测量。"), "5:15", "办理Ångstrom测量。", "Å"),
        ((f"{OWN}/document.yml", "拟订有关政策。", '"拟订\\U0002A6A5政策。"'), "5:13", "拟订𪚥政策。", "𪚥"),
        ((f"{OWN}/explanation.yml", "人员增加", "新增㎡计费"), "2:14", "新增㎡计费", "㎡"),
        (
            (f"{OWN}/explanation.yml", "{收支总计: 人员增加}", "\n  收支总计: |\n    人员增加，\n    含𩽾人员"),
            "5:6",
            "人员增加， 含𩽾人员",
            "𩽾",
        ),
        ((f"{OWN}/performance/01-hall.yml", "办事大厅运行", "办事大厅😀运行"), "2:11", "办事大厅😀运行", "😀"),
        ((f"{OWN}/reports/evaluation.md", "质量合格", "质量α合格"), "5:13", "质量α合格", "α"),
        (("content/classifications/functional/2023.csv", "行政运行", "行政𪚥运行"), "4:11", "2010601,行政𪚥运行", "𪚥"),
        ((GLOSSARY, "指", "指ß"), "2:26", "指ß", "ß"),
        ((f"{EDITION}/edition.yml", "题: 部门职责", "题: 部门🀄职责"), "12:15", "部门🀄职责", "🀄"),
        ((f"{EDITION}/wording/overall.j2", "年度收、支", "年度收𪚥支"), "2:12", "年度收𪚥支", "𪚥"),
    ],
)
def test_a_character_that_no_font_has(
    fonted: Project, edited: tuple[str, str, str], place: str, value: str, sign: str
) -> None:
    file = edited[0]
    edit(fonted.root, *edited)
    messages = found(fonted)
    assert len(messages) == 1
    assert messages[0].startswith(f"{file}:{place}")
    assert value in messages[0]
    assert f"“{sign}”（U+{ord(sign):04X}）印不出来：字体里没有这个字" in messages[0]
    assert OTHER in check(fonted, (), quiet).blocked


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (BUREAU, "测试市教育局", "测试市𠮷教育局"),
        (BUREAU, "测试省/测试市", "测试省/𪚥市"),
        (f"{OWN}/document.yml", "金额单位: 万元", "金额单位: 万元  # 𪚥，🧧"),
        (f"{OWN}/explanation.yml", "人员增加", "人员增加，每人每月1.5万元"),
        (f"{OWN}/document.yml", "拟订有关政策。", "拟订“有关”政策——《办法》……"),
    ],
    ids=["another font has it", "not printed in a PDF", "a comment", "digits", "punctuation"],
)
def test_nothing_is_said_of_what_can_be_printed(fonted: Project, file: str, old: str, new: str) -> None:
    edit(fonted.root, file, old, new)
    assert found(fonted) == []
    assert line(fonted).state is State.HELD


def test_a_waiver_is_not_printed(fonted: Project) -> None:
    edit(fonted.root, f"{OWN}/explanation.yml", "人员增加", "人员𪚥增加")
    waiver = "- {代码: W101, 文件: explanation.yml, 内容: 𪚥, 理由: 海州市公安局核定的姓名用字𪚥，字典里有。}\n"
    (fonted.root / OWN / "waivers.yml").write_text(waiver, encoding="utf-8")
    told = [finding.place.path for finding in check(fonted, (), quiet).findings if finding.code == "L113"]
    assert told == [f"{OWN}/explanation.yml"]


def test_one_cause_is_one_finding(fonted: Project) -> None:
    """Every place of a character in a file belongs to one finding; each file has its own."""
    edit(fonted.root, f"{OWN}/document.yml", "[拟订有关政策。]", "[甲𪚥𪚥, 乙𪚥, 丙𪚥, 丁𪚥, 戊🧧]")
    edit(fonted.root, f"{OWN}/explanation.yml", "人员增加", "人员𪚥增加")
    checked = check(fonted, (), quiet)
    first, second, third = checked.findings
    assert first.message == "“甲𪚥𪚥”里的“𪚥”（U+2A6A5）印不出来：字体里没有这个字；本文件共5处"
    assert [place.column for place in first.related] == [19, 23, 27]
    assert "“🧧”" in second.message
    assert third.place.path.endswith("explanation.yml")


def test_what_all_share_is_said_once(fonted: Project) -> None:
    edit(fonted.root, f"{EDITION}/edition.yml", "题: 部门职责", "题: 部门🀄职责")
    checked = check(fonted, (), quiet)
    assert len(checked.findings) == 1
    assert checked.blocked == tuple(sorted(ALL))


def test_without_fonts_it_is_not_examined(project: Project) -> None:
    edit(project.root, BUREAU, "测试市教育局", "测试市𪚥教育局")
    assert check(project, (), quiet).findings == ()
    assert line(project).state is State.NOT_RUN
    assert "没有准备好字体" in line(project).reasons[0]


def test_a_font_that_cannot_be_read_is_no_knowledge(fonted: Project) -> None:
    (fonted.fonts / "files" / "bad.ttf").write_bytes(b"no font")
    assert line(fonted).state is State.NOT_RUN


def test_a_new_font_is_noticed(fonted: Project) -> None:
    edit(fonted.root, BUREAU, "测试市教育局", "测试市𪚥教育局")
    assert len(found(fonted)) == 1
    assert len(found(fonted)) == 1  # from what was kept
    make_font(fonted.fonts / "files" / "three.ttf", [ord("𪚥")])
    assert found(fonted) == []
    (fonted.build / "glyphs.txt").write_text("damaged", encoding="utf-8")
    assert found(fonted) == []


def test_it_is_not_published_half(fonted: Project) -> None:
    """Not without its PDF either; the others are."""
    edit(fonted.root, f"{OWN}/explanation.yml", "人员增加", "人员𪚥增加")
    report = build_again(fonted)
    assert (report.refused, report.published) == ((OTHER,), tuple(sorted((EARLIER, LATER))))
    assert not (fonted.site / OTHER).exists()
    assert OTHER not in [entry["id"] for entry in listed(fonted.site)]
    edit(fonted.root, f"{OWN}/explanation.yml", "人员𪚥增加", "人员𠮷增加")
    assert build_again(fonted).complete


def test_the_printer_and_the_check_agree(project: Project) -> None:
    """With the fonts of the project: what the check lets pass is printed, what it refuses is not."""
    with_fonts(project)
    for sign in "𠮷㐱鿫ÅαЖ㎡℃①☑":
        edit(project.root, f"{OWN}/explanation.yml", "人员增加", f"人员增加{sign}")
    assert found(project) == []
    assert build_again(project, OTHER, pdf=True).complete
    edit(project.root, f"{OWN}/explanation.yml", "人员增加", "𪚥ᚠ")
    assert [message.split("里的")[1][:3] for message in found(project)] == ["“𪚥”", "“ᚠ”"]
