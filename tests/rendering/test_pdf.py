"""PDF: its text, pages, fonts, outline, tags and bytes, and what it refuses."""

from __future__ import annotations

import re
import subprocess
import sys
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace

from gongkai.model.grid_cells import CellKind, GridCell, GridRow
from gongkai.model.publication import Note, Paragraph, Part, Section, SectionKind, Table
from gongkai.model.spans import Text
from gongkai.rendering.pdf.press import OwnFilesOnly, PdfError
from gongkai.rendering.pdf.printing import render_pdf
from tests import noted
from tests.rendering.printed import ROOT, PrintedPage, collisions, opened, pages_of, small
from tests.sample import BUREAU, publication, spending

FONTS = {
    "Gongkai-Termes",
    "FandolFang",
    "FandolKai",
    "LXGW-WenKai",
    "Noto-Sans-CJK-SC",
    "Noto-Serif-CJK-SC",
    "DejaVu-Sans",
}


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_pdf(publication(), ROOT)


@pytest.fixture(scope="module")
def pages(pdf: bytes) -> tuple[PrintedPage, ...]:
    return pages_of(pdf)


def words(text: str) -> tuple[Text, ...]:
    return (Text(text=text),)


def test_reads_in_order(pages: tuple[PrintedPage, ...]) -> None:
    cover, contents, first, divider, *_ = pages
    assert cover.text == f"2021年度{BUREAU}部门决算二〇二二年九月"
    assert contents.text.startswith("目录第一部分：")
    assert "第一部分：测试市政务服务局概况一、部门职责" in first.text
    assert "第二部分：2021年度部门决算表" in divider.text
    assert "第四部分：名词解释一、财政拨款收入：指财政部门当年拨付的资金。" in pages[-2].text
    assert pages[-1].text.startswith("附：收录说明与核对记录（不是原文）附：收录说明与核对记录")


def test_contents_give_the_printed_page_numbers(pages: tuple[PrintedPage, ...]) -> None:
    numbers = {page.text.partition("—")[0] + page.text.rpartition("—")[2]: page for page in pages}
    assert len(numbers) == len(pages)
    for title, inside in (
        ("三、一般公共预算财政拨款“三公”经费支出决算表", "公开07表"),
        ("第四部分：名词解释", "名词解释一、"),
    ):
        entry = pages[1].text.partition(title)[2].lstrip(".")
        number = int(entry[: 2 if entry[1:2].isdigit() else 1])
        (page,) = [page for page in pages[2:] if inside in page.text]
        assert f"—{number}—" in page.text


def test_body_starts_at_one_on_a_right_page(pages: tuple[PrintedPage, ...]) -> None:
    assert "—1—" in pages[2].text
    for number, page in enumerate(pages[2:], start=1):
        left, _ = on_the_paper(page, str(number))
        assert (left > 297) == (number % 2 == 1)


def test_page_numbers_stand_in_one_place_of_the_paper(pages: tuple[PrintedPage, ...]) -> None:
    """Landscape pages lie with their head to the left of the paper, so that two-sided printing turns right."""
    for parity in (0, 1):
        numbered = [(page, str(number)) for number, page in enumerate(pages[2:], start=1) if number % 2 == parity]
        assert {page.turned for page, _ in numbered} == {False, True}
        lefts, bottoms = zip(*(on_the_paper(page, number) for page, number in numbered), strict=True)
        assert max(lefts) - min(lefts) < 10  # “9” and “10”
        assert max(bottoms) - min(bottoms) < 0.5


def on_the_paper(page: PrintedPage, number: str) -> tuple[float, float]:
    """How far its number is from the left and from the foot of the paper, in points."""
    (*_, own) = [
        word
        for before, word, after in zip(page.words, page.words[1:], page.words[2:], strict=False)
        if (before.text, word.text, after.text) == ("—", number, "—")
    ]
    return (own.top, own.left) if page.turned else (own.left, page.height - own.bottom)


def test_no_running_head_unless_asked_for(pages: tuple[PrintedPage, ...]) -> None:
    """With one: test_print_form.py."""
    assert not [page for page in pages[2:-1] if page.text.startswith(f"{BUREAU}2021年度部门决算")]


def test_links_lie_on_their_words_on_turned_pages_too() -> None:
    """The marks of notes: in the accounts of a landscape table, and in the annex."""
    printed = render_pdf(noted.publication(), ROOT)
    checked = set()
    for page, raw in zip(pages_of(printed), opened(printed).pages, strict=True):
        for link in raw.get("/Annots", ()):
            left, bottom, right, top = map(float, link.Rect)
            marks = [word for word in page.words if re.search(r"\[\d+\]", word.text)]
            if not marks or "noted" in str(link.get("/Dest")):
                continue
            x, y = (
                ((bottom + top) / 2, (left + right) / 2)
                if page.turned
                else ((left + right) / 2, page.height - (bottom + top) / 2)
            )
            assert any(w.left - 2 <= x <= w.right + 2 and w.top - 8 <= y <= w.bottom + 8 for w in marks), (x, y)
            checked.add(page.turned)
    assert checked == {False, True}


def test_bookmarks_lead_to_titles_on_turned_pages_too(pdf: bytes, pages: tuple[PrintedPage, ...]) -> None:
    document = opened(pdf)
    checked = set()
    with document.open_outline() as outline:
        for item in [below for part in outline.root for below in part.children]:
            where, _, x, y, _ = list(item.destination)  # type: ignore[arg-type]
            page = next(page for page, made in zip(pages, document.pages, strict=True) if made.objgen == where.objgen)
            top = float(x) if page.turned else page.height - float(y)
            titles = [word.top for word in page.words if word.text.startswith(item.title[:5])]
            if titles:
                assert min(abs(top - title) for title in titles) < 30
                checked.add(page.turned)
    assert checked == {False, True}


def test_black_is_device_gray(pdf: bytes) -> None:
    for page in opened(pdf).pages:
        drawn = page.Contents.read_bytes().decode("latin-1")
        assert not re.search(r"(?m)^(\S+) \1 \1 (rg|RG)$", drawn)
        assert re.search(r"(?m)^\S+ (g|G)$", drawn) or not drawn.strip()


def test_wide_tables_lie_on_landscape_pages(pages: tuple[PrintedPage, ...]) -> None:
    for page in pages[:-1]:
        assert (page.width > page.height) == ("公开03表" in page.text or "公开07表" in page.text)


def test_every_page_of_a_table_repeats_title_number_caption_and_head() -> None:
    table = spending(wrong=False)
    rows = tuple(replace(row, id=f"{row.id}-{copy}") for copy in range(6) for row in table.body)
    printed = pages_of(render_pdf(small(replace(table, body=rows)), ROOT))
    own = [page for page in printed[2:] if "201" in page.text and "基本支出" in page.text]
    assert len(own) >= 3
    for page in own:
        for text in ("支出决算表", "公开03表", f"部门：{BUREAU}", "2021年度", "单位：万元", "科目编码", "栏次"):
            assert text in page.text


@pytest.mark.parametrize("landscape", [False, True])
def test_a_table_in_the_text_stays_with_it_and_repeats_its_head(*, landscape: bool) -> None:
    rows = tuple(
        GridRow(cells=(GridCell(spans=words(f"第{number}项")), GridCell(spans=words("1.00"), kind=CellKind.AMOUNT)))
        for number in range(1, 51)
    )
    head = (GridRow(cells=tuple(GridCell(spans=words(text), header="col") for text in ("款项", "金额"))),)
    caption = ("", "", "单位：元")
    table = Table(id="t9", name="款项表", title="款项表", caption=caption, head=head, body=rows, in_text=True)
    blocks = (Paragraph(spans=words("前面的话。")), table, Paragraph(spans=words("后面的话。")))
    section = Section(
        id="a",
        number="",
        title=words("一节"),
        contents_title="一节",
        kind=SectionKind.TEXT,
        blocks=blocks,
        landscape=landscape,
    )
    part = Part(id="p", number="", separator="", title="部分", sections=(section,))
    made = pages_of(render_pdf(replace(publication(), parts=(part,)), ROOT))
    with_rows = [page for page in made if "第1项" in page.text or "第50项" in page.text]
    first, last = with_rows[0], with_rows[-1]
    assert first is not last
    assert "前面的话。" in first.text
    assert "后面的话。" in last.text
    for page in with_rows:
        assert "款项金额" in page.text
        assert "单位：元" in page.text
        assert "款项表" not in page.text
        assert ("（续表）" in page.text) is (page is not first)
        assert not collisions(page)
        assert (page.width > page.height) is landscape


def test_nothing_outside_the_paper_and_nothing_over_something_else(pages: tuple[PrintedPage, ...]) -> None:
    for page in pages:
        for word in page.words:
            assert word.left >= 0
            assert word.top >= 0
            assert word.right <= page.width
            assert word.bottom <= page.height
        assert collisions(page) == []


def test_columns_make_room_for_long_figures() -> None:
    amounts = tuple(f"{Decimal('98765432.10') * number:,.2f}" for number in range(1, 14))
    table = Table(
        id="t",
        name="宽表",
        title="宽表",
        widths=(4, *[1] * 13),
        head=(GridRow(cells=tuple(GridCell(spans=words("栏"), header="col") for _ in range(14))),),
        body=(
            GridRow(
                cells=(
                    GridCell(spans=words("机关事业单位基本养老保险缴费支出"), kind=CellKind.NAME),
                    *(GridCell(spans=words(amount), kind=CellKind.AMOUNT) for amount in amounts),
                )
            ),
        ),
        landscape=True,
    )
    page = pages_of(render_pdf(small(table), ROOT))[-1]
    assert all(amount in {word.text for word in page.words} for amount in amounts)
    assert collisions(page) == []
    assert max(word.right for word in page.words) < page.width - 50


def form(count: int) -> Table:
    """A form with one label beside `count` rows."""
    rows = tuple(
        GridRow(
            group=1,
            cells=(
                *([GridCell(spans=words("产出指标"), kind=CellKind.LABEL, rowspan=count)] if number == 0 else []),
                GridCell(spans=words(f"指标{number}")),
            ),
        )
        for number in range(count)
    )
    notes = (Note(kind="note", spans=words("注：本表为自评。")),)
    return Table(id="form-1", name="表单", title="项目绩效自评表", widths=(1, 4), body=rows, notes=notes, form=True)


def test_label_over_the_end_of_a_page_stands_on_both_pages() -> None:
    printed = [
        page for page in pages_of(render_pdf(small(form(90)), ROOT)) if "指标1" in page.text or "指标89" in page.text
    ]
    own = [page for page in printed if "项目绩效自评表" in page.text and "目录" not in page.text]
    assert len(own) >= 2
    assert all("产出指标" in page.text for page in own)


@pytest.mark.parametrize("count", range(33, 37))
def test_note_is_never_alone_on_a_page(count: int) -> None:
    table = form(1)
    rows = tuple(GridRow(cells=(GridCell(spans=words(f"行{n}")), GridCell(spans=words("值")))) for n in range(count))
    last = pages_of(render_pdf(small(replace(table, body=rows, form=False)), ROOT))[-1]
    assert "注：本表为自评。" in last.text
    assert f"行{count - 1}" in last.text


def fonts_of(pdf: bytes) -> set[str]:
    """Names of the fonts, every one of which must be in the file, with its characters."""
    document = opened(pdf)
    found = set()
    for page in document.pages:
        for font in page.Resources.Font.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile3" in descriptor or "/FontFile2" in descriptor
            assert "/ToUnicode" in font
            found.add(str(font.BaseFont).partition("+")[2].removesuffix("-Bold"))
    return found


def test_fonts_are_ours_and_embedded(pdf: bytes) -> None:
    found = fonts_of(pdf)
    assert found <= FONTS
    assert {"FandolFang", "FandolKai", "Noto-Sans-CJK-SC", "Noto-Serif-CJK-SC"} <= found


def test_rare_characters_come_from_the_named_fallback() -> None:
    pdf = render_pdf(small(Paragraph(spans=words("负责人喆堃，面积100㎡，☑已公开"))), ROOT)
    assert "喆堃，面积100㎡，☑已公开" in pages_of(pdf)[-1].text
    assert "LXGW-WenKai" in fonts_of(pdf)


def test_outline(pdf: bytes) -> None:
    def titles(items: list[pikepdf.OutlineItem]) -> list[object]:
        return [[item.title, titles(item.children)] if item.children else item.title for item in items]

    with opened(pdf).open_outline() as outline:
        contents, profile, tables, explanation, glossary, annex = titles(list(outline.root))
    assert contents == "目录"
    assert profile == ["第一部分：测试市政务服务局概况", ["一、部门职责", "二、机构设置"]]
    assert tables == [
        "第二部分：2021年度部门决算表",
        ["收入支出决算总表", "支出决算表", "一般公共预算财政拨款“三公”经费支出决算表"],
    ]
    assert isinstance(explanation, list)
    assert ["十三、预算绩效情况说明", ["放管服工作经费", "公车运行及维护经费"]] in explanation[1]
    assert glossary == "第四部分：名词解释"
    assert annex == ["附：收录说明与核对记录", ["收录说明", "核对记录"]]


def test_metadata_and_tags(pdf: bytes) -> None:
    document = opened(pdf)
    assert document.docinfo["/Title"] == f"{BUREAU}2021年度部门决算"
    assert document.docinfo["/Author"] == BUREAU
    assert str(document.docinfo["/CreationDate"]).startswith("D:202209")
    assert document.Root.Lang == "zh-CN"
    assert document.Root.MarkInfo.Marked
    with document.open_metadata() as metadata:
        assert metadata.pdfa_status == "3A"
        assert metadata["pdfuaid:part"] == "1"
    kinds = [
        element.get("/S") for element in document.objects if isinstance(element, pikepdf.Dictionary) and "/S" in element
    ]
    assert {"/H1", "/H2", "/P", "/Table", "/TH", "/TD"} <= {str(kind) for kind in kinds}
    heads = [
        element
        for element in document.objects
        if isinstance(element, pikepdf.Dictionary) and str(element.get("/S", "")) == "/TH"
    ]
    assert {str(head.A.Scope) for head in heads} == {"/Column", "/Row"}


def test_same_bytes_in_another_process(pdf: bytes) -> None:
    program = (
        "import sys, hashlib; from pathlib import Path; from gongkai.rendering.pdf.printing import render_pdf;"
        "from tests.sample import publication;"
        "print(hashlib.sha256(render_pdf(publication(), Path('.'))).hexdigest())"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={"PYTHONHASHSEED": "7", "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == sha256(pdf).hexdigest()


def test_carries_its_data_and_no_time() -> None:
    data = {"tables/t02.csv": "项目,金额".encode(), "data.json": b'{"a": 1}', "tables/t01.csv": b"1,2"}
    pdf = render_pdf(small(), ROOT, data=data)
    assert pdf == render_pdf(small(), ROOT, data=dict(reversed(data.items())))
    document = opened(pdf)
    assert [(name, document.attachments[name].get_file().read_bytes()) for name in document.attachments] == [
        ("data.json", data["data.json"]),
        ("t01.csv", data["tables/t01.csv"]),
        ("t02.csv", data["tables/t02.csv"]),
    ]
    assert [str(one.AFRelationship) for one in document.Root.AF] == ["/Data"] * 3
    assert all("/ModDate" not in one.EF.F.Params for one in document.Root.AF)


HOSTILE = (
    '</td></table><img src="file:///etc/passwd"><link rel="attachment" href="file:///etc/hostname">'
    "<script>alert(1)</script><style>*{display:none}</style>{{ 7 * 7 }} &amp; ]]>"
)


def test_hostile_text_is_only_text() -> None:
    table = replace(spending(), title=HOSTILE, number=HOSTILE, caption=(HOSTILE, HOSTILE, HOSTILE), name=HOSTILE)
    hostile = replace(
        small(Paragraph(spans=words(HOSTILE)), table),
        title=HOSTILE,
        department=HOSTILE,
        cover=(HOSTILE,),
        source=HOSTILE,
    )
    pdf = render_pdf(hostile, ROOT)
    text = "".join(page.text for page in pages_of(pdf))
    assert text.count("{{7*7}}&amp;]]>") >= 8
    document = opened(pdf)
    assert not document.attachments
    assert document.docinfo["/Title"] == HOSTILE


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        f"file://{ROOT}/pyproject.toml",
        f"file://{ROOT}/templates/../pyproject.toml",
        f"file://{ROOT}/templates/%2e%2e/pyproject.toml",
        "http://127.0.0.1/x.css",
        "https://example.invalid/x.png",
        "ftp://example.invalid/x",
        "data:text/css,p{}",
    ],
)
def test_fetcher_refuses(address: str) -> None:
    fetcher = OwnFilesOnly((ROOT / "templates",))
    with pytest.raises(BaseException, match="不许读取"):
        fetcher.fetch(address)


def test_fetcher_reads_own_styles() -> None:
    response = OwnFilesOnly((ROOT / "templates",)).fetch(f"file://{ROOT}/templates/styles/pdf.css")
    assert "GB/T 9704" in response.read().decode()


def test_missing_glyph_is_an_error() -> None:
    with pytest.raises(PdfError, match=r"^PDF 排版有误：字体里没有这个字：.*U\+E000\)$"):
        render_pdf(small(Paragraph(spans=words("已完成\ue000"))), ROOT)


def test_without_fonts_it_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(PdfError, match="gongkai fonts"):
        render_pdf(small(), tmp_path)


def test_notes_of_findings_stand_in_the_annex_and_link_both_ways() -> None:
    """Where they stood behind the sentence or below the table until decision 0070."""
    printed = render_pdf(noted.publication(), ROOT)
    pages = pages_of(printed)
    annex = "".join(page.text for page in pages[pages.index(_annex(pages)) :])
    for place, figure in ((noted.SPENT, "40.54["), (noted.SCORE, "10.0["), (noted.SENTENCE, "336.44万元[")):
        number = re.search(r"\[(\d+)\]第\d+页[^\[]*" + re.escape(noted.TOLD[place]), annex)
        assert number
        (page,) = [page for page in pages if f"{figure}{number[1]}]" in page.text]
        assert noted.TOLD[place] not in page.text
        assert not collisions(page)
    (page,) = [page for page in pages if "1,589.30" in page.text and "119.62" in page.text]
    mark = next(word for word in page.words if word.text.startswith("["))
    figure_of_total, figure_below = (
        next(word for word in page.words if word.text == text) for text in ("1,589.30", "119.62")
    )
    assert mark.right < figure_of_total.left
    assert abs(figure_of_total.right - figure_below.right) < 0.5  # the column stays in line


def _annex(pages: tuple[PrintedPage, ...]) -> PrintedPage:
    return next(page for page in pages if page.text.startswith("附："))
