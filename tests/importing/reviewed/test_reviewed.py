"""审阅过的 Word: what people typed comes back, nothing else does, and whatever else was changed is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gongkai.importing.reviewed.recovery import Occurrence
from gongkai.importing.reviewed.taking import NotTypedError, Taking, typed_value
from gongkai.model.places import NOWHERE
from gongkai.model.reviewed import Reviewed
from gongkai.model.slots import Slot, SlotKind, digest
from gongkai.pipeline.project import Project
from gongkai.reporting.reviewed import reviewed_as_text
from gongkai.reporting.text import format_findings
from tests.importing.reviewed.conftest import EXPLANATION, LATER, OTHER, REASON, word_of
from tests.small_project import edit, folder
from tests.word_files.test_word_files import expect
from tests.word_made import (
    BODY,
    changed,
    packed,
    parts_of,
    tracked,
    without_controls,
    without_marks,
    without_names,
    words,
)

Import = Callable[..., Reviewed]
Change = Callable[[str], str]
COMMENTS = (
    '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:comment w:id="7" w:author="王复核"><w:p><w:r><w:t>请补文号</w:t></w:r></w:p></w:comment></w:comments>'
)


def told(found: Reviewed) -> list[tuple[str, str, str, str]]:
    return [(one.where, one.what, one.old, one.new) for one in found.others]


def taken(found: Reviewed) -> dict[str, str]:
    return {f"{one.slot.file} {one.slot.name}": one.new for one in found.taken}


def typed(project: Project) -> str:
    return (project.root / EXPLANATION).read_text(encoding="utf-8")


def nothing(text: str) -> str:
    return text


SAVED = [nothing, without_names, without_controls, without_marks]


@pytest.mark.parametrize("saved_by", SAVED)
def test_what_nobody_changed_changes_nothing(project: Project, import_: Import, saved_by: Change) -> None:
    found = import_(changed(word_of(project), saved_by))
    assert (found.taken, found.left, found.others, found.files, found.remarks) == ((), (), (), {}, ())
    assert typed(project) == REASON


@pytest.mark.parametrize("saved_by", SAVED)
def test_what_people_typed_is_taken_and_its_comments_stay(project: Project, import_: Import, saved_by: Change) -> None:
    """Even if a program loses the marks: the words around it say where it stands."""
    found = import_(changed(word_of(project), words("人员增加", "新增编制12人"), saved_by))
    assert (taken(found), found.left, found.others) == ({"explanation.yml 原因.收支总计": "新增编制12人"}, (), ())
    assert typed(project) == REASON.replace("人员增加", "新增编制12人")
    assert f"{EXPLANATION}:2:12 原因.收支总计：“人员增加”→“新增编制12人”" in reviewed_as_text(found)


def test_three_places_are_taken_and_a_cell_is_told(project: Project, import_: Import) -> None:
    """The cell is called by its table, row and column."""
    changes = [
        words("人员增加", "人员减少"),
        words("拟订有关政策。", "拟订、落实有关政策。"),
        words(">办事大厅运行<", ">办事大厅改造<"),
        lambda text: text[: text.index("行政运行")] + text[text.index("行政运行") :].replace(">100.00<", ">101.00<", 1),
    ]
    found = import_(changed(word_of(project), *changes))
    assert taken(found) == {
        "document.yml 概况.部门职责.第1项": "拟订、落实有关政策。",
        "explanation.yml 原因.收支总计": "人员减少",
        "performance/01-hall.yml 项目名称": "办事大厅改造",
    }
    assert told(found) == [("支出决算表·行政运行·本年支出合计", "改了格子", "100.00", "101.00")]
    assert set(found.files) == {"document.yml", "explanation.yml", "performance/01-hall.yml"}


def test_other_words_are_told_as_they_are(project: Project, import_: Import) -> None:
    """A sentence, one more, one less, a row; with the heading under which they stand."""
    row = r"<w:tr>"
    changes = [
        words("与上年度相比", "同上年相比"),
        words("人员增加", "人员减少"),
        lambda text: (
            text[: text.rindex(row, 0, text.index("20106"))] + text[text.index("</w:tr>", text.index("20106")) + 7 :]
        ),
        lambda text: text.replace("</w:tbl>", "</w:tbl><w:p><w:r><w:t>另见附件。</w:t></w:r></w:p>", 1),
    ]
    found = import_(changed(word_of(project), *changes))
    assert taken(found) == {"explanation.yml 原因.收支总计": "人员减少"}
    assert told(found) == [
        ("收入支出决算总表", "加了一段", "", "另见附件。"),
        ("支出决算表", "删了一行", "20106 财政事务 155.50 100.00 55.50", ""),
        (
            "一、收入支出决算总体情况说明",
            "改了字句",
            "2024年度收、支总计均为160.00万元。与上年度相比，增加20.00万元，主要原因是人员减少。",
            "2024年度收、支总计均为160.00万元。同上年相比，增加20.00万元，主要原因是人员减少。",
        ),
    ]


def test_changes_that_are_still_tracked(project: Project, import_: Import) -> None:
    """They count as accepted, in what is taken and in what is told, with whose they are; the terminal alone has names."""
    changes = (tracked("人员增加", "人员减少"), tracked("公开02表", "公开03表", author="李审核"))
    found = import_(changed(word_of(project), *changes))
    assert taken(found) == {"explanation.yml 原因.收支总计": "人员减少"}
    assert told(found) == [("支出决算表", "改了字句", "公开02表", "公开03表")]
    text = reviewed_as_text(found)
    assert "“人员增加”→“人员减少”（修订还没有接受：审阅的人，按接受以后的取）" in text
    assert "支出决算表　改了字句（修订还没有接受：李审核）：“公开02表”→“公开03表”" in text
    assert typed(project) == REASON.replace("人员增加", "人员减少")


def test_comments_are_told_with_what_they_are_about(project: Project, import_: Import) -> None:
    run = '<w:r><w:rPr><w:rStyle w:val="Typed"/></w:rPr>'
    about = f'<w:commentRangeStart w:id="7"/>{run}<w:t xml:space="preserve">人员增加</w:t></w:r><w:commentRangeEnd w:id="7"/>'
    change = words(f'{run}<w:t xml:space="preserve">人员增加</w:t></w:r>', about)
    found = import_(changed(word_of(project), change, comments=COMMENTS))
    assert "批注1条：\n  王复核（“人员增加”）：请补文号" in reviewed_as_text(found)
    assert (found.taken, found.others) == ((), ())
    assert "王复核" not in "".join(path.read_text(encoding="utf-8") for path in project.content.rglob("*.yml"))


def test_changed_on_both_sides_the_file_stays(project: Project, import_: Import) -> None:
    data = changed(word_of(project), words("人员增加", "人员减少"), words(">办事大厅运行<", ">办事大厅改造<"))
    edit(project.root, EXPLANATION, "人员增加", "工资调整")
    found = import_(data)
    assert taken(found) == {"performance/01-hall.yml 项目名称": "办事大厅改造"}
    assert [(one.name, one.old, one.new) for one in found.left] == [("原因.收支总计", "工资调整", "人员减少")]
    assert "做了 Word 以后，文件里也改了，留着文件里的" in reviewed_as_text(found)
    assert found.others == ()
    assert typed(project) == REASON.replace("人员增加", "工资调整")


def test_changed_in_the_file_alone_the_file_stays(project: Project, import_: Import) -> None:
    data = word_of(project)
    edit(project.root, EXPLANATION, "人员增加", "工资调整")
    found = import_(data)
    assert (found.taken, found.left, found.others, len(found.remarks)) == ((), (), (), 1)


def test_without_what_it_keeps_of_itself_it_is_told_what_it_is_compared_with(project: Project, import_: Import) -> None:
    parts = parts_of(changed(word_of(project), words("人员增加", "人员减少")))
    links = parts["word/_rels/document.xml.rels"].decode()
    parts["word/_rels/document.xml.rels"] = links.replace("relationships/customXml", "relationships/gone").encode()
    found = import_(packed({name: data for name, data in parts.items() if not name.startswith("customXml")}))
    assert taken(found) == {"explanation.yml 原因.收支总计": "人员减少"}
    assert "底稿丢了" in found.remarks[0]


def test_what_was_emptied_is_left(project: Project, import_: Import) -> None:
    found = import_(changed(word_of(project), words(">人员增加<", "><")))
    assert (found.taken, found.left[0].reason) == ((), "清空了：确实不要的，请在文件里删去")
    assert typed(project) == REASON


def test_what_is_still_to_be_typed_can_be_typed_there(project: Project, import_: Import) -> None:
    edit(project.root, EXPLANATION, REASON, "# 还没有填\n")
    data = word_of(project)
    assert import_(data).files == {}
    found = import_(changed(data, words("【待填：原因.收支总计】", "人员增加")))
    assert taken(found) == {"explanation.yml 原因.收支总计": "人员增加"}
    assert typed(project) == "# 还没有填\n原因:\n  收支总计: 人员增加\n"


def test_words_of_another_document_mark_nothing_here(project: Project, import_: Import) -> None:
    """A paragraph copied out of another department's Word file brings its marks along."""
    other = parts_of(word_of(project, OTHER))[BODY].decode().replace("人员增加", "学生增加")
    start = other.index("<w:p>", other.index("收入支出决算总体情况说明</w:t></w:r><w:bookmarkEnd"))
    copied = other[start : other.index("</w:p>", start) + 6]
    found = import_(changed(word_of(project), lambda text: text.replace("</w:tbl>", f"</w:tbl>{copied}", 1)))
    assert found.taken == ()
    assert [one.what for one in found.others] == ["加了一段"]


def test_for_another_document_it_is_refused(project: Project, import_: Import) -> None:
    for given, asked, variant in ((word_of(project), OTHER, LATER), (word_of(project, OTHER), LATER, OTHER)):
        (finding,) = import_(given, asked).findings
        assert (finding.code, variant in finding.message) == ("I603", True)
    assert import_(word_of(project), LATER).findings == ()
    expect("I603", format_findings(import_(word_of(project, OTHER), LATER).findings))


def test_only_looked_at_nothing_is_written(project: Project, import_: Import) -> None:
    found = import_(changed(word_of(project), words("人员增加", "人员减少")), write=False)
    assert (set(found.files), found.written, typed(project)) == ({"explanation.yml"}, False, REASON)
    assert "没有写（只看）；会改 explanation.yml。" in reviewed_as_text(found)


def slot(kind: SlotKind, printed: str, stored: str = "", unit: str = "") -> Slot:
    return Slot(
        document="a", file="x.yml", path=("甲",), kind=kind, printed=printed, typed=stored or printed, unit=unit
    )


@pytest.mark.parametrize(
    ("own", "new", "value"),
    [
        (slot(SlotKind.NUMBER, "12.50", unit="万元"), "1,013.5", "1013.5"),
        (slot(SlotKind.NUMBER, "12.50", unit="万元"), "13.50万元", "13.50"),
        (slot(SlotKind.NUMBER, "12.50", unit="万元"), "13.50元", None),
        (slot(SlotKind.NUMBER, "3", unit="辆"), "三", None),
        (
            slot(SlotKind.LIST, "办公室、财务科"),
            "办公室、财务科（审计科、内控科）",
            ("办公室", "财务科（审计科、内控科）"),
        ),
        (slot(SlotKind.LIST, "办公室、财务科"), "办公室、、财务科", None),
        (slot(SlotKind.TEXT, "增人", stored="增人。"), "减人", "减人。"),
        (slot(SlotKind.TEXT, "增人"), "增人\n减人", None),
        (slot(SlotKind.TEXT, "增人"), "原因【待填】", None),
    ],
)
def test_how_it_is_to_be_typed(own: Slot, new: str, value: object) -> None:
    if value is None:
        with pytest.raises(NotTypedError):
            typed_value(own, new)
    else:
        assert typed_value(own, new) == value


def test_printed_twice_and_changed_in_two_ways() -> None:
    own = slot(SlotKind.TEXT, "增人")
    seen = [Occurrence(key=own.key, printed=digest("增人"), text=text) for text in ("减人", "调资")]
    was = [Occurrence(key=own.key, printed=digest("增人"), text="增人")]
    taking = Taking(slots={own.key: own}, place=lambda _: NOWHERE, taken=[], left=[])
    taking.take(was, seen)
    assert (taking.taken, taking.left[0].new) == ([], "减人”“调资")
    taking = Taking(slots={own.key: own}, place=lambda _: NOWHERE, taken=[], left=[])
    taking.take(was, [seen[0], *was])
    assert [(one.new, one.elsewhere) for one in taking.taken] == [("减人", True)]


def test_the_folder_is_known(project: Project, import_: Import) -> None:
    """It says itself whose it is, whatever it is called."""
    found = import_(word_of(project), name="新建文档(3).docx")
    assert (found.document, folder(LATER) in EXPLANATION) == (LATER, True)
