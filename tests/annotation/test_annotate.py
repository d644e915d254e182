"""核对的注: where they stand, how they are numbered and worded."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from gongkai.annotation.annotate import annotated, for_readers
from gongkai.model.entries import InputValue, OriginalWording
from gongkai.model.findings import Finding, Severity
from gongkai.model.places import Place
from gongkai.model.publication import Block, Note, Paragraph, Publication, Table
from gongkai.model.spans import NoteMark, Span, plain
from tests import noted
from tests.composition.small import composed, first_table, original, said, wan
from tests.composition.test_performance import data, indicators, tables
from tests.noted import MESSAGES, SCORE, SENTENCE, SPENT, TOLD, TOTAL, finding
from tests.projects import blocks


def section_of(publication: Publication, id: str) -> tuple[Block, ...]:
    return next(section.blocks for part in publication.parts for section in part.sections if section.id == id)


def table_of(publication: Publication, id: str) -> Table:
    return next(
        block
        for part in publication.parts
        for section in part.sections
        for block in section.blocks
        if isinstance(block, Table) and block.id == id
    )


def marks(spans: tuple[Span, ...]) -> list[NoteMark]:
    return [span for span in spans if isinstance(span, NoteMark)]


def findings(table: Table) -> list[Note]:
    return [note for note in table.notes if note.kind == "finding"]


def test_a_cell_has_a_mark_and_the_table_its_note() -> None:
    table = table_of(noted.publication(), "t03")
    cell = table.body[0].cells[3]
    (mark,) = marks(cell.spans)
    (note,) = findings(table)
    assert (mark.label, mark.note) == ("核1", note.id)
    assert plain(note.spans) == f"核1　{TOLD[TOTAL]}"
    assert note.codes == ("F101",)
    assert cell.text == "1,589.30"


def test_a_mark_does_not_move_a_figure_out_of_its_column_but_follows_any_other() -> None:
    publication = noted.publication()
    figure = table_of(publication, "t03").body[0].cells[3].spans
    assert isinstance(figure[0], NoteMark)
    assert figure[0].leads
    score = table_of(publication, "form-01").body[2].cells[6].spans
    assert isinstance(score[-1], NoteMark)
    assert not score[-1].leads


def test_notes_are_numbered_as_they_are_met_in_each_table() -> None:
    found = findings(table_of(noted.publication(), "form-01"))
    assert [plain(note.spans) for note in found] == [f"核1　{TOLD[SPENT]}", f"核2　{TOLD[SCORE]}"]
    assert len({note.id for note in found}) == 2


def test_a_figure_is_marked_where_its_clause_ends() -> None:
    paragraph, note, *_ = section_of(noted.publication(), "overall")
    assert isinstance(paragraph, Paragraph)
    assert isinstance(note, Note)
    before = paragraph.spans[: paragraph.spans.index(marks(paragraph.spans)[0])]
    assert plain(before).endswith("收、支总计各增加336.44万元")
    assert plain(note.spans) == f"核1　{TOLD[SENTENCE]}"


def test_a_figure_is_marked_where_it_stands_alone_not_where_it_is_counted_in(tmp_path: Path) -> None:
    wording = (
        "共{{ 合计([填('货物'), 填('服务')]) }}万元，其中服务{{ 填('服务') }}万元，占{{ 率(填('服务'), 填('货物')) }}。"
    )
    places = {name: Place(path="e.yml", line=line, column=1) for name, line in (("货物", 1), ("服务", 2))}
    made = answered(tmp_path, wording, {"货物": wan("2"), "服务": wan("1")}, places)
    assert marked(made, places["服务"]) == "共3.00万元，其中服务1.00万元▲，占50.00%。"


def test_words_are_marked_where_they_end(tmp_path: Path) -> None:
    wording = "{{ 填('原因') }}。\n另外，{{ 填('原因') }}，特此说明。\n好"
    place = Place(path="e.yml", line=1, column=1)
    made = answered(tmp_path, wording, {"原因": "人员增加"}, {"原因": place})
    assert marked(made, place) == "人员增加。另外，人员增加▲，特此说明。好"


def answered(folder: Path, wording: str, answers: dict[str, InputValue], places: dict[str, Place]) -> Publication:
    """A section of these words, its answers typed at their places."""
    kinds = {name: {"类": "文字" if isinstance(value, str) else "金额"} for name, value in answers.items()}
    made = composed(folder, wording, inputs=answers, places=places, 填报=kinds)
    assert not said(made), said(made)
    return replace(made.publication, archived=True)


def marked(publication: Publication, place: Place) -> str:
    """The words of the section with a sign for the mark of the only note."""
    found = Finding(code="C101", severity=Severity.INCONSISTENCY, place=place, message="不一样")
    words = [
        "▲" if isinstance(span, NoteMark) else span.text
        for block in section_of(annotated(publication, [found], ()), "text")
        if isinstance(block, Paragraph)
        for span in block.spans
    ]
    return "".join(words)


def test_several_findings_about_one_figure_share_a_note() -> None:
    both = [finding(TOTAL), finding(TOTAL, Severity.WARNING, code="K205", note="这一行分成了两行")]
    (note,) = findings(table_of(annotated(noted.typed(), both, ()), "t03"))
    assert plain(note.spans) == f"核1　{TOLD[TOTAL]}这一行分成了两行。"
    assert note.codes == ("F101", "K205")


def test_what_is_only_unlikely_is_a_hint_without_a_number_behind_the_contradictions() -> None:
    both = [finding(SPENT, Severity.WARNING), finding(SCORE)]
    table = table_of(annotated(noted.typed(), both, ()), "form-01")
    contradiction, hint = findings(table)
    assert plain(contradiction.spans) == f"核1　{TOLD[SCORE]}"
    assert plain(hint.spans) == TOLD[SPENT].replace("核对：", "提示：")
    (mark,) = marks(table.body[2].cells[3].spans)
    assert (mark.label, mark.id, mark.note) == ("", "", hint.id)


def test_where_the_original_wording_has_a_note_there_is_no_second() -> None:
    recorded = OriginalWording(where="t03", expected="1", printed="2", remark="", place=TOTAL)
    assert annotated(noted.typed(), [finding(TOTAL)], [recorded]) == noted.typed()


def test_an_authored_document_and_one_without_findings_stay_as_they_are() -> None:
    authored = replace(noted.typed(), archived=False)
    assert annotated(authored, [finding(TOTAL)], ()) == authored
    assert annotated(noted.typed(), (), ()) == noted.typed()


@pytest.mark.parametrize(("severity", "count"), [(Severity.INCONSISTENCY, 1), (Severity.WARNING, 0)])
def test_a_contradiction_about_a_whole_form_stands_below_it_without_a_mark(severity: Severity, count: int) -> None:
    whole = Finding(
        code="E119", severity=severity, place=Place(path="a/performance/01.yml", line=1, column=1), message="少一行"
    )
    table = table_of(annotated(noted.typed(), [whole], ()), "form-01")
    assert [plain(note.spans) for note in findings(table)] == ["核对：少一行。"] * count
    assert not any(marks(cell.spans) for row in table.body for cell in row.cells)


def test_a_note_speaks_of_what_is_printed() -> None:
    assert for_readers(finding(SCORE)) == "执行率81.1%，得分印作10.0，应为8.11"
    assert for_readers(finding(SCORE, note="得分应为8.11")) == "得分应为8.11"
    assert "填" not in "".join(for_readers(finding(place)) for place in MESSAGES)


# what was typed where


def test_a_figure_of_a_table_knows_its_place(tmp_path: Path) -> None:
    table = first_table(composed(tmp_path, figures="表:\n  甲: {金额: 1.00}\n  乙: 2.00\n"))
    places = [[[place.line for place in cell.places] for cell in row.cells] for row in table.body]
    assert places == [[[2], [2]], [[], [3]], [[], []]]  # a row that is no more than its figure has one place


def test_answers_keep_their_places_through_arithmetic_and_filters(tmp_path: Path) -> None:
    wording = "比{{ 填('上年') }}多{{ 差(数('表.甲'), 填('上年')) }}，占{{ 率(填('上年'), 数('表.甲')) }}，{{ 填('科室') | 顿号 }}。"
    made = composed(
        tmp_path,
        wording,
        figures="表: {甲: 3.00}",
        inputs={"上年": wan("1"), "科室": ("一科", "二科")},
        填报={"上年": {"类": "金额"}, "科室": {"类": "文字列"}},
    )
    (paragraph,) = blocks(made.publication, "text")
    assert isinstance(paragraph, Paragraph)
    assert [span.text for span in paragraph.spans if span.places] == ["1.00", "2.00", "33.33%", "一科、二科"]
    assert not any(span.places for span in paragraph.spans if span.text in {"比", "多", "。"})


def test_an_original_keeps_the_place_of_what_it_replaces(tmp_path: Path) -> None:
    made = composed(
        tmp_path,
        "原因是{{ 填('原因') }}。",
        inputs={"原因": "人员增加"},
        originals=(original("main.text", "人员增加", "人员"),),
        填报={"原因": {"类": "文字"}},
    )
    (paragraph,) = blocks(made.publication, "text")
    assert isinstance(paragraph, Paragraph)
    assert [span.text for span in paragraph.spans if span.places] == ["人员"]


def test_a_cell_of_a_form_knows_its_places_and_a_merged_one_those_of_all_its_rows(tmp_path: Path) -> None:
    lines = {f"指标.{number}.{name}": number for number in (0, 1) for name in ("一级", "二级", "分")}
    places = {path: Place(path="01.yml", line=line + 5, column=len(path)) for path, line in lines.items()}
    form = data(values=indicators("产出 数量 10", "产出 质量 20"), places=places)
    (table,) = tables(tmp_path, form)
    first, second = table.body[-2:]
    assert [[place.line for place in cell.places] for cell in first.cells] == [[5, 6], [5], [5]]
    assert [[place.line for place in cell.places] for cell in second.cells] == [[6], [6]]


def test_a_paragraph_of_a_report_knows_its_lines(tmp_path: Path) -> None:
    made = composed(
        tmp_path,
        reports={"report": "# 一\n\n第一行\n第二行\n"},
        items=[{"报告": "report"}],
    )
    paragraph = blocks(made.publication, "text")[1]
    assert isinstance(paragraph, Paragraph)
    assert [place.line for place in paragraph.spans[0].places] == [3, 4]
