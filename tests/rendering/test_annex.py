"""附：收录说明与核对记录: the printed document is the department's; what is ours stands at its end."""

from __future__ import annotations

import subprocess

import pytest
from msgspec.structs import replace

from bench.heard import heard
from gongkai.annotation.annotate import annotated
from gongkai.annotation.corrections import with_corrections
from gongkai.model.disclosure import PublicChange, PublicCorrection, PublicVersion, Standing
from gongkai.model.findings import Finding, Severity
from gongkai.model.grid_cells import CellKind, GridCell, GridRow
from gongkai.model.places import Place
from gongkai.model.publication import Note, Paragraph, Publication, Table
from gongkai.model.spans import AsPrinted, Text
from gongkai.rendering.pdf.annex import Annex, annexed
from gongkai.rendering.pdf.document import leading
from gongkai.rendering.pdf.printing import render_pdf
from tests.rendering.printed import ROOT, PrintedPage, opened, pages_of, small

TITLE = "附：收录说明与核对记录"
SPENT, SAID = (Place(path="figures.yml", line=line, column=1) for line in (1, 2))
DAMAGED = r"$\geq 7$ 次 7 次 5 5 0.00"


def cell(text: str, kind: CellKind = CellKind.TEXT, header: str = "", place: Place | None = None) -> GridCell:
    return GridCell(spans=(Text(text=text),), kind=kind, header=header, places=(place,) if place else ())


HEAD = GridRow(cells=(cell("项目", header="col"), cell("基本支出", header="col")))
TOTAL = GridRow(
    cells=(cell("合计", CellKind.NAME, "row"), cell("88.21", CellKind.AMOUNT, place=SPENT)),
)
TABLE = Table(id="t03", name="支出表", title="支出表", number="公开03表", widths=(2, 1), head=(HEAD,), body=(TOTAL,))
OWN = Note(kind="note", spans=(Text(text="注：本表反映江川市水务局的支出。"),))
OURS = (
    Note(kind="source", spans=(Text(text="来源说明：来源文本缺本表第二页。"),)),
    Note(kind="quoted", spans=(Text(text="下列各行有断开："), Text(text=DAMAGED))),
)
MISPRINT = AsPrinted(text="85%", expected="94%", note="原文印作“85%”，按本文件数据应为“94%”。")
TOLD = Paragraph(
    spans=(
        Text(text="江川市水务局支出88.21万元", places=(SAID,)),
        Text(text="，完成预算的"),
        MISPRINT,
        Text(text="，其余结转下年。"),
    )
)


def of_city(*blocks: Paragraph | Table, archived: bool) -> Publication:
    made = replace(small(*blocks), title="江川市水务局2023年度部门决算", department="江川市水务局")
    return replace(made, archived=archived, cover=("江川市水务局2023年度部门决算",))


def archived() -> Publication:
    findings = (
        Finding(code="F101", severity=Severity.INCONSISTENCY, place=SPENT, message="填的是88.21万元，应为88.12万元"),
        Finding(code="X107", severity=Severity.WARNING, place=SAID, message="支出与上年相同，请核实"),
    )
    made = of_city(TOLD, replace(TABLE, notes=(OWN, *OURS)), archived=True)
    made = replace(made, source="江川市政府网站公开的文件", notices=("来源文本缺一页。",))
    return annotated(made, findings, ())


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_pdf(archived(), ROOT)


@pytest.fixture(scope="module")
def pages(pdf: bytes) -> tuple[PrintedPage, ...]:
    return pages_of(pdf)


def test_what_is_ours_stands_at_the_end_and_nowhere_else(pages: tuple[PrintedPage, ...]) -> None:
    *_, contents, text, table, annex = pages
    assert f"{TITLE}." in contents.text
    assert contents.text.partition(TITLE)[2].lstrip(".").startswith("3")
    for words in ("核对：", "提示：", "原文印作", "来源说明", "断行", "政府网站"):
        assert words not in text.text + table.text
    assert "注：本表反映江川市水务局的支出。" in table.text
    for words in (
        "来源：江川市政府网站公开的文件",
        "来源文本缺一页。",
        "支出与上年相同，请核实。",
        "原文印作“85%”，按本文件数据应为“94%”。",
        "来源说明：来源文本缺本表第二页。",
        "合计·基本支出核对：印作88.21万元，应为88.12万元。",
    ):
        assert words in annex.text
    assert annex.text.startswith(f"{TITLE}（不是原文）")


def test_neither_codes_of_rules_nor_damaged_lines_are_printed(pages: tuple[PrintedPage, ...]) -> None:
    whole = "".join(page.text for page in pages)
    for words in ("F101", "X107", "geq", "7次7次"):
        assert words not in whole
    assert "断行、错位" in pages[-1].text


def test_marks_and_records_have_one_number_and_lead_to_each_other(pdf: bytes, pages: tuple[PrintedPage, ...]) -> None:
    *_, text, table, annex = pages
    assert [f"[{number}]" in text.text for number in range(1, 5)] == [True, True, False, False]
    assert [f"[{number}]" in table.text for number in range(1, 5)] == [False, False, True, True]
    assert [annex.text.partition(f"[{number}]第")[2][:1] for number in range(1, 5)] == ["1", "1", "2", "2"]
    document = opened(pdf)
    links = (link for page in document.pages for link in page.get("/Annots", ()) if "/Dest" in link)
    places = dict.fromkeys(str(link.Dest) for link in links)
    for kind in ("noted", "annex"):
        assert [place for place in places if place.startswith(f"{kind}-")] == [f"{kind}-{n}" for n in range(1, 5)]
    with document.open_outline() as outline:
        assert [item.title for item in outline.root][-1] == TITLE


def test_records_are_notes_to_which_references_lead(pdf: bytes) -> None:
    whole = heard(pdf)
    records = [note for note in whole.all("Note") if next(note.all("Lbl"), None)]
    assert len(records) == 4
    assert len([one for one in whole.all("Reference") if next(one.all("Link"), None)]) == 4 + len(
        list(whole.all("TOCI"))
    )
    said = [one.text for one in whole.all("P")]
    assert "江川市水务局支出88.21万元，完成预算的85%，其余结转下年。" in said


def test_words_around_a_mark_are_found_and_copied_whole(pdf: bytes) -> None:
    run = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    assert "江川市水务局支出88.21万元，完成预算的85%，其余结转下年。" in "".join(run.stdout.decode().split())


def test_an_authored_document_has_none() -> None:
    publication = of_city(replace(TOLD, spans=TOLD.spans[:2]), replace(TABLE, notes=(OWN,)), archived=False)
    own, annex = annexed(publication)
    assert (own, annex, bool(annex)) == (publication, Annex(), False)
    pages = pages_of(render_pdf(publication, ROOT, draft=True))
    assert all(TITLE not in page.text for page in pages)
    assert all("草案" in page.text for page in pages)


def test_the_notice_of_a_correction_stays_where_it_is() -> None:
    change = PublicChange(where="支出表 · 第1行第2格 · 合计", old="88.12", new="88.21")
    standing = Standing(
        disclosed="2024-09-10",
        version=2,
        versions=(PublicVersion(day="2024-09-10", digest="ab"), PublicVersion(day="2024-11-02", digest="cd")),
        corrections=(PublicCorrection(version=2, day="2024-11-02", reason="录入有误", changes=(change,)),),
    )
    corrected = with_corrections(replace(of_city(TABLE, archived=False), standing=standing))
    own, annex = annexed(corrected)
    assert own == corrected
    assert not annex
    pages = pages_of(render_pdf(corrected, ROOT))
    assert "2024年11月2日更正：" in pages[-1].text
    assert any("更正说明" in page.text for page in pages)


def test_the_contents_make_room_for_it() -> None:
    assert leading(archived(), 442, 30) < leading(archived(), 442)
