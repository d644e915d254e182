"""PDF 标记: what a reader by ear hears of a document and in which order, read back from the finished file."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from bench import verapdf
from bench.heard import Heard, heard, wrong_heads
from gongkai.model.disclosure import PublicChange, PublicCorrection, Standing
from gongkai.model.grid_cells import CellKind, GridCell, GridRow
from gongkai.model.publication import Paragraph, Publication, Table
from gongkai.model.spans import Text
from gongkai.rendering.pdf.document import pdf_html
from gongkai.rendering.pdf.printing import render_pdf
from tests import noted
from tests.checks import real
from tests.rendering.printed import ROOT, opened, pages_of, small
from tests.sample import publication, spending


def said(published: Publication) -> Heard:
    return heard(render_pdf(published, ROOT))


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_pdf(publication(), ROOT)


@pytest.fixture(scope="module")
def sample(pdf: bytes) -> Heard:
    return heard(pdf)


def cell(text: str, header: str = "", rowspan: int = 1) -> GridCell:
    kind = CellKind.LABEL if header else CellKind.TEXT
    return GridCell(spans=(Text(text=text),), kind=kind, header=header, rowspan=rowspan)


@pytest.mark.skipif(not verapdf.is_set_up(), reason="make conformance sets up veraPDF")
def test_verapdf_finds_no_rule_that_failed(pdf: bytes, tmp_path: Path) -> None:
    file = tmp_path / "document.pdf"
    file.write_bytes(pdf)
    valid, told = verapdf.validate(file)
    assert valid, told


def test_each_cell_is_read_with_the_heads_of_its_model(sample: Heard) -> None:
    assert wrong_heads(sample, tuple(publication().tables())) == []


def test_a_whole_budget_is_read_with_the_heads_of_its_model() -> None:
    budget = real.real(real.NANYANG_2024).publication
    assert budget is not None
    assert wrong_heads(said(budget), tuple(budget.tables())) == []


def test_a_table_over_pages_is_one_with_its_head_once() -> None:
    table = spending(wrong=False)
    rows = tuple(replace(row, id=f"{row.id}-{copy}") for copy in range(6) for row in table.body)
    table = replace(table, body=rows)
    whole = said(small(table))
    assert wrong_heads(whole, (table,)) == []
    (element,) = whole.all("Table")
    assert [kid.tag for kid in element.kids] == ["Caption", "THead", "TBody"]
    assert [kid.text for kid in whole.all("H2", "H3")][-1] == table.title
    assert table.number in element.kids[0].text


def test_a_label_that_is_cut_at_a_page_is_one_cell() -> None:
    body = tuple(
        GridRow(group=1, cells=(*([cell("产出指标", "rowgroup", rowspan=90)] if not at else []), cell(f"指标{at}")))
        for at in range(90)
    )
    table = Table(id="form-1", name="表单", title="项目绩效自评表", widths=(1, 4), body=body, form=True)
    assert wrong_heads(said(small(table)), (table,)) == []


def test_a_paragraph_over_pages_is_one() -> None:
    words = "。".join(f"第{number}句话" for number in range(300))
    assert [one.text for one in said(small(Paragraph(spans=(Text(text=words),)))).all("P")][-1] == words


def test_parts_and_sections_are_nested_with_their_headings(sample: Heard) -> None:
    parts = [one for one in sample.kids if one.tag == "Sect" and one.kids[0].tag == "H1"]
    titles = [part.kids[0].text for part in parts]
    assert titles[:3] == ["目录", "第一部分：测试市政务服务局概况", "第二部分：2021年度部门决算表"]
    sections = [kid for kid in parts[1].kids if kid.tag == "Sect"]
    assert [section.kids[0].text for section in sections] == ["一、部门职责", "二、机构设置"]
    levels = [int(one.tag[1]) for one in sample.all(*(f"H{level}" for level in range(1, 7)))]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_contents_are_nested_and_leaders_are_not_read(sample: Heard) -> None:
    contents = next(sample.all("TOC"))
    assert [one.kids[0].tag for one in contents.all("TOCI")] == ["Reference"] * len(list(contents.all("TOCI")))
    first, *_ = contents.kids
    assert [one.text for one in first.all("Link")] == [
        "第一部分：测试市政务服务局概况1",
        "一、部门职责1",
        "二、机构设置1",
    ]
    assert "TOC" in [kid.tag for kid in first.kids]


def test_notes_are_notes_to_which_references_lead() -> None:
    printed = render_pdf(noted.publication(), ROOT)
    whole = heard(printed)
    notes = list(whole.all("Note"))
    assert len({note.id for note in notes}) == len(notes)
    told = [note for note in notes if next(note.all("Lbl"), None)]
    assert {next(note.all("Lbl")).text for note in told} >= {"[1]第4页", "[6]第7页"}
    marks = [one.text for one in whole.all("Reference") if next(one.all("Link"), None) and one.text.startswith("[")]
    assert len(marks) == len(told)
    document = opened(printed)
    links = [link for page in document.pages for link in page.get("/Annots", ())]
    assert all(str(link.Contents) and "/StructParent" in link for link in links)
    assert "第一部分：测试市政务服务局概况" in {str(link.Contents) for link in links}


def test_corrections_are_a_table_with_heads() -> None:
    change = PublicChange(where="决算表·合计", old="1.00", new="2.00")
    one = PublicCorrection(version=2, day="2022-10-09", reason="录入有误。", changes=(change,))
    standing = Standing(disclosed="2022-09-30", version=2, corrections=(one,))
    whole = said(replace(publication(), standing=standing))
    cells = {each.text: each for each in next(whole.all("Table")).all("TH", "TD")}
    assert cells["2.00"].heads == [cells["现在"].id, cells["决算表·合计"].id]


def test_the_viewer_numbers_pages_as_the_paper_does(pdf: bytes) -> None:
    labels = [str(page.label) for page in opened(pdf).pages]
    printed = [page.text for page in pages_of(pdf)]
    assert labels[:3] == ["i", "ii", "1"]
    assert all(f"—{label}—" in text for label, text in zip(labels[2:], printed[2:], strict=True))


@pytest.mark.parametrize(
    ("date", "approved", "created"),
    [("2022-09", "", "2022-09"), ("2022-09", "2022-08-30", "2022-08-30"), ("", "2022-08-30", "2022-08-30")],
)
def test_the_file_is_dated_as_the_document_is(date: str, approved: str, created: str) -> None:
    html = pdf_html(replace(small(), date=date, approved=approved), ROOT / "templates")
    assert f'<meta name="dcterms.created" content="{created}">' in html
    assert "未注明" not in html


def test_a_file_without_a_date_says_so() -> None:
    document = opened(render_pdf(replace(small(), date=""), ROOT))
    assert "/CreationDate" not in document.docinfo
    assert str(document.docinfo["/Subject"]).endswith("（未注明成文日期）")
