"""更正 as readers see it: a note at the place, a notice at the top, in the PDF a page before the contents."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from gongkai.annotation.corrections import with_corrections
from gongkai.model.disclosure import PublicChange, PublicCorrection, PublicVersion, Standing
from gongkai.model.publication import CORRECTION, Note, Table
from gongkai.model.said import digests, said
from gongkai.model.spans import plain
from gongkai.publishing.feed import OF_CORRECTIONS, feeds
from gongkai.rendering.catalogue import catalogue_entry
from gongkai.rendering.extras import Extras, OldVersion
from gongkai.rendering.html import page_environment, render_pages
from gongkai.rendering.pdf.document import pdf_html
from tests import sample

TEMPLATES = Path(__file__).parents[2] / "templates"
PLAIN = sample.publication()
TABLE = next(PLAIN.tables())
CHANGES = tuple(
    PublicChange(where=f"{TABLE.title} · 第{row}行第2格 · 合计", old=f"<b>{row}.00</b>", new=f"{row}.01")
    for row in range(1, 9)
)
STANDING = Standing(
    disclosed="2025-09-10",
    version=2,
    versions=(PublicVersion(day="2025-09-10", digest="ab"), PublicVersion(day="2025-11-02", digest="cd")),
    corrections=(PublicCorrection(version=2, day="2025-11-02", reason="漏记了一笔", changes=CHANGES),),
)
CORRECTED = with_corrections(replace(PLAIN, standing=STANDING))


def test_a_note_stands_at_the_place_and_is_no_word_of_the_document() -> None:
    noted = {block.id: block.notes for block in CORRECTED.tables() if block.notes and block.notes[0].kind == CORRECTION}
    assert list(noted) == [TABLE.id]
    told = plain(noted[TABLE.id][0].spans)
    assert told.startswith("2025年11月2日更正：第1行第2格（合计）原为“<b>1.00</b>”，现为“1.01”；")
    assert told.endswith("；其余2处见更正公告。原因：漏记了一笔。")
    assert digests(said(CORRECTED)) == digests(said(PLAIN))
    others = [block for block in CORRECTED.blocks() if isinstance(block, Note) and block.kind == CORRECTION]
    assert others == []
    assert isinstance(TABLE, Table)


def test_pages_say_so_at_the_top() -> None:
    versions = (OldVersion(number=1, day="2025-09-10", digest="ab"),)
    pages = render_pages(CORRECTED, Extras(versions=versions), page_environment(TEMPLATES))
    overview, *others = pages
    assert "本文件已更正" in overview.main
    assert "&lt;b&gt;1.00&lt;/b&gt;" in overview.main
    assert "<b>1.00" not in "".join(page.main for page in pages)
    assert all("corrected-line" in page.main for page in others)
    assert pages[-1].path.endswith("/versions/1/")
    assert "没有保存在这个网站上" in pages[-1].main


def test_the_pdf_has_a_page_on_it_before_the_contents() -> None:
    html = pdf_html(CORRECTED, TEMPLATES)
    assert "（第2版，2025年11月2日更正）" in html
    assert html.index("更正说明") < html.index('<nav class="contents"')
    assert "更正说明" not in pdf_html(PLAIN, TEMPLATES)


def test_the_feed_leads_there_with_an_address_or_without() -> None:
    entry = catalogue_entry(CORRECTED, pages=(), sha256={}, findings={})
    told = dict(feeds("https://ceshi.gov.cn/czj/", (entry,), ()))[OF_CORRECTIONS].decode()
    assert f'<link href="https://ceshi.gov.cn/czj/{entry.id}/"/>' in told
    told = dict(feeds("", (entry,), ()))[OF_CORRECTIONS].decode()
    assert f'<link href="../{entry.id}/"/>' in told
    assert "&lt;b&gt;" in told
    assert b"<entry>" not in dict(feeds("", (), ()))[OF_CORRECTIONS]
