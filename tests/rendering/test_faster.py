"""提速: what our functions give in place of the library's, and that the library is the one they were written for."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any
from xml.etree.ElementTree import tostring

import pytest
import tinyhtml5
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from gongkai.rendering.pdf.patches import VERSIONS, patched
from gongkai.rendering.pdf.source import Source, tree
from tests.rendering.printed import ROOT

STYLES = ROOT / "templates" / "styles"
LOOK = """
@page { size: 300pt 200pt; margin: 20pt; @bottom-center { content: counter(page) } }
html { font: 12pt 宋体; lang: zh } p { margin: 5% 0 2pt; text-indent: 2em }
table { border-collapse: collapse; width: 100%; table-layout: fixed } td, th { border: 1pt solid; padding: 2% 3pt }
.thick { border: 3pt solid } .wide { width: 40%; min-width: 30pt; max-width: 90%; box-sizing: border-box }
.plain { border: none } .plain td { border: none } .raised { float: left; width: 50%; height: 20pt }
.at { position: absolute; bottom: 5%; right: 10% } .note::before { content: "（" } .note::after { content: attr(title) }
"""
ROW = (
    '<tr><td>0.00</td><td class="thick">0.00</td><td rowspan="2">一般公共预算财政拨款支出决算表</td><td>0.00</td></tr>'
)
DOCUMENT = f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>&amp;&nbsp;</title></head><body>
<p id="one">收入<strong>1,234.56</strong>万元，<br>比上年<em class="note" title="见表">增加</em>。</p><p style="width: 60%">支出</p>
<div class="wide" id="two"><p>甲</p></div><div class="raised">乙<span class="at">丙</span></div>
<table id="first"><thead><tr><th colspan="4" class="thick">表</th></tr></thead><tbody>{ROW}<tr><td>1</td><td>2</td><td>3</td></tr>
{ROW * 6}<tr><td colspan="2">合计</td><td>0.00</td></tr></tbody></table>
<table id="second" class="plain"><colgroup><col style="width: 20%"><col style="width: 80%"></colgroup>
<tbody><tr><td>0.00</td><td>0.00</td></tr></tbody></table></body></html>"""


def laid_out(source: HTML) -> list[tuple[Any, ...]]:
    """Every box of every page with its place."""
    pages = source.render(font_config=FontConfiguration()).pages
    names = ("position_x", "position_y", "width", "height", "margin_left", "padding_top", "border_left_width")
    return [
        (number, type(box).__name__, box.element_tag, getattr(box, "text", ""), *(getattr(box, name) for name in names))
        for number, page in enumerate(pages)
        for box in page._page_box.descendants()
    ]


@pytest.fixture(autouse=True)
def own_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fontconfig remembers what it has read first."""
    monkeypatch.setenv("FONTCONFIG_FILE", str(ROOT / "build" / "fonts" / "fonts.conf"))


@pytest.mark.parametrize("library", VERSIONS)
def test_the_library_is_the_one_whose_functions_are_replaced(library: str) -> None:
    assert version(library) == VERSIONS[library], "read the replaced functions anew: generator/rendering/pdf/patches.py"


def test_boxes_stand_where_the_library_puts_them() -> None:
    styled = DOCUMENT.replace("</head>", f"<style>{LOOK}</style></head>")
    expected = laid_out(HTML(string=styled))
    with patched():
        found = laid_out(Source(styled, None, STYLES))
    assert len({row[0] for row in expected}) > 1
    assert found == expected


@pytest.mark.parametrize("html", [DOCUMENT, DOCUMENT.replace("</p>", "")], ids=["well-formed", "not well-formed"])
def test_the_tree_is_that_of_html(html: str) -> None:
    body = tinyhtml5.parse(html, namespace_html_elements=False).find("body")
    found = tree(html).find("body")
    assert body is not None
    assert found is not None
    assert tostring(found, "unicode").split() == tostring(body, "unicode").split()
