"""上网材料: what goes into a content management system survives its editor, and says what the pages say."""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from io import BytesIO

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from gongkai.model.disclosure import PublicChange, PublicCorrection, Standing
from gongkai.model.publication import GlossaryEntry, Heading, Note, Paragraph, Publication, Table
from gongkai.model.spans import Figure, plain
from gongkai.pipeline.preparing import prepare
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from gongkai.rendering.cms.file_names import safe_name, safe_names
from gongkai.rendering.cms.fragment import fragment
from gongkai.rendering.cms.labels import CATALOGUE, LABELS, labels_json
from gongkai.rendering.cms.package import CHECKLIST, FRAGMENT, Package, package
from gongkai.rendering.data import statutory_tables
from gongkai.rendering.extras import Extras
from gongkai.rendering.html import page_environment, render_pages
from gongkai.rendering.pages import Page, PageKind
from tests import sample
from tests.built import PROJECT

TAGS = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "ul",
        "ol",
        "li",
        "a",
        "strong",
        "br",
    ]
)
ATTRIBUTES = {
    "table": {"width"},
    "th": {"rowspan", "colspan", "scope", "width", "style"},
    "td": {"rowspan", "colspan", "scope", "width", "style"},
    **{name: {"style"} for name in ("p", "h1", "h2", "h3", "h4")},
}
STYLE = re.compile(r"(?:text-align:(?:left|center|right)|width:\d+%);?")
PAGED = ("p", "td", "th", "h1", "h2", "h3", "h4", "pre")


class Editor(HTMLParser):
    """What a usual editor does with what is pasted: it writes again what it knows, and drops the rest."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.kept: list[str] = []
        self.dropped: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        good = [
            (name, value or "")
            for name, value in attrs
            if name in ATTRIBUTES.get(tag, ()) and (name != "style" or STYLE.fullmatch(value or ""))
        ]
        self.dropped += [f"{tag} {name}={value}" for name, value in attrs if (name, value or "") not in good]
        if tag not in TAGS:
            self.dropped.append(tag)
            return
        said = "".join(f' {name}="{escape(value)}"' for name, value in good)
        self.kept.append(f"<{tag}{said}>")
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag
        self.kept.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.kept.append(escape(data))

    def handle_comment(self, data: str) -> None:
        self.dropped.append(data)

    @property
    def html(self) -> str:
        assert not self.open
        return "".join(self.kept)


ABOUT_THE_PAGE = {"document-line", "table-tools", "sideways", "printed-only printed-from"}
"""classes of what a page says of itself"""


class Words(HTMLParser):
    """The words of paragraphs, headings and cells, without blanks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.open: list[int] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in PAGED and dict(attrs).get("class") not in ABOUT_THE_PAGE:
            self.open.append(len(self.said))
            self.said.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in PAGED and self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open:
            self.said[self.open[-1]] += "".join(data.split())

    @property
    def counted(self) -> Counter[str]:
        return Counter(filter(None, (re.sub(r"（(核\d+)）", r"\1", one) for one in self.said)))


@pytest.fixture(scope="module")
def real() -> dict[str, tuple[Publication, tuple[Page, ...]]]:
    """The four documents, as they are published."""
    workspace = Workspace.open(Project(root=PROJECT))
    environment = page_environment(PROJECT / "templates")
    made = {}
    for id in workspace.folders:
        composed = prepare(workspace, id).composed
        assert composed is not None
        made[id] = (composed.publication, render_pages(composed.publication, Extras(), environment))
    return made


def test_an_editor_keeps_all_of_it(real: dict[str, tuple[Publication, tuple[Page, ...]]]) -> None:
    for publication in (sample.publication(), *(one for one, _ in real.values())):
        html = fragment(publication)
        assert Editor(html).dropped == []
        assert Editor(html).html == html


def test_it_says_what_the_pages_say(real: dict[str, tuple[Publication, tuple[Page, ...]]]) -> None:
    """Every paragraph, heading and cell, each as often; the names in lists of forms are on pages alone."""
    for publication, pages in real.values():
        ours = Words(fragment(publication)).counted
        told = [page for page in pages if page.kind not in (PageKind.OVERVIEW, PageKind.CHECKS)]
        theirs = sum((Words(page.main).counted for page in told), Counter[str]())
        known = {form.name or form.title for form in publication.tables() if form.form}
        known |= {"".join(page.title.split()) for page in told} | {"来源文本的残缺各行（供核对）", "绩效"}
        known |= {one.number + plain(one.title) for _, one in publication.sections()}  # also where a page points to it
        missing = {
            text: count for text, count in (theirs - ours).items() if text not in known and "另成一页" not in text
        }
        assert missing == {}


def test_every_figure_and_sentence_is_there_in_order(real: dict[str, tuple[Publication, tuple[Page, ...]]]) -> None:
    for publication, _ in real.values():
        text = "".join("".join(Words(fragment(publication)).said).split())
        place = 0
        for words in _in_order(publication):
            found = text.find(words, place)
            assert found >= 0, words
            place = found


def _in_order(publication: Publication) -> Iterator[str]:
    for block in publication.blocks():
        if isinstance(block, Table):
            yield from ("".join(cell.text.split()) for row in (*block.head, *block.body) for cell in row.cells if not
                        any(getattr(span, "label", "") for span in cell.spans))  # fmt: skip
        elif isinstance(block, Paragraph | Heading | Note):
            yield from ("".join(span.text.split()) for span in block.spans)
        elif isinstance(block, GlossaryEntry):
            yield "".join(plain(block.text).split())


def test_content_is_text_only() -> None:
    """Whatever people type, it is no markup, in no file of the package."""
    bad = "<script>alert(1)</script>\"&'"
    whole = sample.publication(department=bad)
    publication = replace(whole, title=f"{bad}../决算", source=bad, notices=(bad,))
    html = fragment(publication)
    assert Editor(html).dropped == []
    assert "script>" not in html.replace("&lt;script&gt;", "").replace("&lt;/script&gt;", "")
    made = package(publication, (), (), b"%PDF")
    assert made.name == "＜script＞alert(1)＜／script＞＂&'..／决算"


def test_a_correction_stands_at_the_top() -> None:
    change = PublicChange(where="支出决算表 · 第5行第3格", old="1.00<", new="")
    correction = PublicCorrection(version=2, day="2025-10-08", reason="笔误", changes=(change,))
    standing = Standing(disclosed="2025-09-12", version=2, corrections=(correction,))
    publication = replace(sample.publication(), standing=standing)
    html = fragment(publication)
    assert Editor(html).html == html
    assert html.startswith("<h2>本文件已更正</h2>\n<p><strong>2025年10月8日更正</strong>（第2版）　原因：笔误</p>")
    assert "<td>1.00&lt;</td><td>（删去）</td>" in html
    told = made_of(publication).files[CHECKLIST].decode("utf-8-sig")
    assert "不要删掉重发" in told
    assert json.loads(labels_json(publication))[LABELS]["PubDate"] == "2025-09-12"


def made_of(publication: Publication) -> Package:
    return package(publication, (), (), b"%PDF-")


def test_the_package() -> None:
    publication = sample.publication()
    made = made_of(publication)
    name = made.name
    assert {FRAGMENT, CHECKLIST, "著录项.txt", "著录项.json", f"{name}.pdf", f"{name}.xlsx", "数据/data.json"} <= {
        *made.files
    }
    assert made.files[FRAGMENT].startswith(b"\xef\xbb\xbf<h2>")
    assert made.zipped == made_of(publication).zipped
    with zipfile.ZipFile(BytesIO(made.zipped)) as archive:
        assert {one.filename for one in archive.infolist()} == {f"{name}/{path}" for path in made.files}
        assert all(one.flag_bits & 0x800 for one in archive.infolist() if not one.filename.isascii())
    told = made.files[CHECKLIST].decode("utf-8-sig")
    assert publication.title in told
    assert f"{name}.pdf" in told
    assert "\r\n" in told


def test_the_workbook_holds_numbers() -> None:
    publication = sample.publication()
    book = load_workbook(BytesIO(made_of(publication).files[f"{made_of(publication).name}.xlsx"]))
    tables = tuple(statutory_tables(publication))
    assert book.sheetnames == [table.title for table in tables]
    for sheet, table in zip(book, tables, strict=True):
        figures = sorted(
            float(span.value)
            for row in table.body
            for cell in row.cells
            for span in cell.spans
            if isinstance(span, Figure) and cell.kind.value == "amount" and len(cell.spans) == 1
        )
        shown = sorted(float(cell.value) for row in sheet for cell in row if isinstance(cell.value, int | float))
        assert shown == figures
        assert not any(cell.data_type == "f" for row in sheet for cell in row)


def test_the_fields_are_those_of_the_rules() -> None:
    publication = sample.publication()
    told = json.loads(labels_json(publication))
    assert list(told[LABELS]) == [
        "SiteName",
        "SiteDomain",
        "SiteIDCode",
        "ColumnName",
        "ColumnType",
        "ArticleTitle",
        "PubDate",
        "ContentSource",
        "Keywords",
        "Author",
        "Description",
        "Image",
        "Url",
    ]
    assert {"索引号", "发布机构", "生成日期", "公开期限", "主题分类", "名称", "文号", "公开方式"} <= {*told[CATALOGUE]}
    (head,) = {page.head for page in render_pages(publication, Extras(), page_environment(PROJECT / "templates"))[:1]}
    for name in ("ColumnName", "ColumnType", "ArticleTitle", "ContentSource"):
        assert f'<meta name="{name}" content="{told[LABELS][name]}">' in head


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2023年度决算", "2023年度决算"),
        ("某局<2023>: 决算?", "某局＜2023＞： 决算？"),
        ("CON", "_CON"),
        ("con.决算", "_con.决算"),
        ("COM1", "_COM1"),
        ("concert", "concert"),
        ("决算. . ", "决算"),
        ("..", "未命名"),
        ("../../etc", "／..／etc"),
        ("甲\u202e乙\x07\n丙", "甲 乙 丙"),
        ("e\u0301", "\u00e9"),
        ("长" * 300, "长" * 60),
    ],
)
def test_names_hold_on_windows(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_no_two_names_are_alike() -> None:
    assert safe_names(("Table", "table", "表", "表")) == ("Table", "table（2）", "表", "表（2）")
