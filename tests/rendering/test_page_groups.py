"""页组: where a document is cut into groups of pages, and that pages kept from an earlier run are those drawn now."""

from __future__ import annotations

import pickle
from typing import Any
from unittest.mock import patch

import pytest
from msgspec.structs import replace

from gongkai.model.publication import Paragraph, Publication
from gongkai.model.spans import Text
from gongkai.rendering.pdf.drawn_pages import Drawing
from gongkai.rendering.pdf.kept_pages import KeptPages
from gongkai.rendering.pdf.page_groups import BEGUN, UNENDED, page_groups
from gongkai.rendering.pdf.printing import render_pdf
from gongkai.rendering.pdf.source import tree
from tests.rendering.printed import ROOT, pages_of, small
from tests.rendering.test_fit import listing

DOCUMENT = """<html lang="zh-CN"><head><title>x</title></head><body>
<section class="cover" data-pages="own">封面</section>
<main title="题"><section class="part" data-pages="own" id="one"><h1>一</h1><p>正文</p>
<div class="statement" data-pages="own" id="t1"></div><div class="statement below" id="t2"></div><p>表后</p></section>
<section class="part" data-pages="own" id="two"><h1>二</h1>
<section id="s1"><div class="statement" data-pages="own" id="t3"></div></section>
<section id="s2"><div class="statement below" id="t4"></div></section><section id="s3"><p>文</p></section></section>
<section class="online">网址</section></main></body></html>"""


def test_what_begins_on_a_new_page_begins_a_group_and_what_follows_a_table() -> None:
    groups = list(page_groups(tree(DOCUMENT)))
    texts = ["".join("".join(group.root.itertext()).split()) for group in groups]
    assert texts == ["封面", "一正文", "", "表后", "二", "", "文网址"]
    assert [group.tables for group in groups] == [(), (), ("t1", "t2"), (), (), ("t3", "t4"), ()]


def test_what_is_around_stands_in_each_group_and_has_its_id_once() -> None:
    groups = list(page_groups(tree(DOCUMENT)))
    assert all(group.root.find("body/main[@title='题']") is not None for group in groups[1:])
    ids = [element.get("id", "") for group in groups for element in group.root.iter() if element.get("id")]
    assert sorted(ids) == ["one", "s1", "s2", "s3", "t1", "t2", "t3", "t4", "two"]
    parts = [group.root.find("body/main/section") for group in groups[1:4]]
    assert [(part.get(BEGUN) is None, part.get(UNENDED) is None) for part in parts if part is not None] == [
        (True, False),
        (False, False),
        (False, True),
    ]


def document(amount: str = "甲", *, title: str = "") -> Publication:
    """Text, a table that goes on over pages, and one that does not."""
    text = Paragraph(spans=(Text(text=f"预算{amount}"),))
    tables = (replace(listing(60), id="t1", title="长表"), replace(listing(9), id="t2", title=f"短表{title}"))
    return small(text, *tables)


def printed(publication: Publication, kept: KeptPages, *, draft: bool = False) -> tuple[bytes, int]:
    """The file, and how many groups were drawn for it."""
    draw, drawn = Drawing.draw, list[object]()

    def counted(drawing: Drawing, *rest: Any) -> Any:
        drawn.append(rest)
        return draw(drawing, *rest)

    with patch.object(Drawing, "draw", counted):
        return render_pdf(publication, ROOT, kept=kept, draft=draft), len(drawn)


@pytest.fixture(scope="module", params=[False, True], ids=["document", "draft"])
def kept(request: pytest.FixtureRequest) -> tuple[bool, bytes]:
    """What is kept of a document; of a draft, whose pages have a picture below."""
    pages = KeptPages(under="fonts")
    render_pdf(document(), ROOT, draft=request.param, kept=pages)
    return request.param, pages.written()


@pytest.mark.parametrize("edited", [document(), document("乙"), document("乙" * 900), document(title="改")])
def test_an_edit_makes_the_same_file_as_a_fresh_print(kept: tuple[bool, bytes], edited: Publication) -> None:
    """Also where pages are more than before: what follows begins on other pages, and the contents say so."""
    draft, content = kept
    made, drawn = printed(edited, KeptPages(content, "fonts"), draft=draft)
    fresh, all_drawn = printed(edited, KeptPages(), draft=draft)
    assert made == fresh
    assert drawn < all_drawn
    assert (drawn == 0) == (edited == document())


def test_pages_made_of_other_fonts_or_styles_are_not_taken(kept: tuple[bool, bytes]) -> None:
    _, all_drawn = printed(document(), KeptPages())
    _, drawn = printed(document(), KeptPages(kept[1], "other fonts"), draft=kept[0])
    assert drawn == all_drawn


class Evil:
    def __reduce__(self) -> tuple[Any, ...]:
        return print, ("done",)


@pytest.mark.parametrize(
    "content", [b"", b"nothing", pickle.dumps(Evil()), pickle.dumps({"x": Evil()}), pickle.dumps([1])]
)
def test_a_file_of_others_is_as_good_as_none(content: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    kept = KeptPages(content)
    assert kept.group("x") is None
    assert kept.blob("x") is None
    assert not capsys.readouterr().out


def test_pages_are_numbered_through_all_groups() -> None:
    pages = pages_of(render_pdf(document(), ROOT))
    assert [page.text[-3:] for page in pages[2:]] == [f"—{number}—" for number in range(1, len(pages) - 1)]
