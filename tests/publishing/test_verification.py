"""Pages looked at before a reader can see them."""

from __future__ import annotations

import pytest

from gongkai.publishing.pouring import MARKS, mark
from gongkai.publishing.verification import model_faults, page_faults

MODEL = (
    f"<html><head>{mark('head')}<title>{mark('title')} - 站</title></head><body>{mark('breadcrumbs')}"
    f'{mark("navigation")}{mark("contents")}<article class="a" id="main-text">{mark("body")}</article></body></html>'
)
SOUND = {
    "title": "测试市𠮷教育局 &lt;x&gt; {: onmouseover=1 }",
    "head": '<meta name="description" content="甲 onclick=1 &lt;script&gt;">',
    "body": '<div class="x">\n<h1>𠮷*甲*</h1><p>1 &lt; 2 > 0<br><input name="q" required></p><a href="../?q=a:b">链</a></div>',
}


def test_a_sound_page_and_model() -> None:
    assert list(page_faults(SOUND)) == []
    telling = '<link rel="feed alternate" type="application/atom+xml" title="甲" href="../feed.xml">'
    telling += '<script type="application/ld+json">{"甲":"\\u003c/script\\u003e"}</script>'
    assert list(page_faults(SOUND | {"head": telling})) == []
    assert list(model_faults(MODEL, MARKS)) == []


@pytest.mark.parametrize(
    ("piece", "html", "said"),
    [
        ("title", " ", "没有标题"),
        ("title", "<b>甲</b>", "不只是文字"),
        ("title", "甲\ud842\udfb7", "乱码"),
        ("body", "", "大标题"),
        ("body", "<h1> <span></span></h1>", "大标题"),
        ("body", "<h1>甲</h1><h1>乙</h1>", "大标题"),
        ("body", "<h1>甲\ufffd</h1>", "乱码"),
        ("body", "<h1>甲</h1><script>1</script>", "“script”"),
        ("body", "<h1>甲</h1><svg></svg>", "“svg”"),
        ("body", "<h1 onmouseover>甲</h1>", "“onmouseover”"),
        ("body", '<h1 style="x">甲</h1>', "“style”"),
        ("body", '<h1>甲</h1><a href=" JavaScript&#58;x">乙</a>', "“href”"),
        ("body", "<h1>甲</h1><img src=x onerror=1>", "没有转义"),
        ("body", "<h1>甲</h1>1 < 2", "没有转义"),
        ("body", "<h1>甲</h1><!-- 乙 -->", "没有转义"),
        ("body", "<h1>甲</h1><p><b></p>", "不配对"),
        ("body", "<h1>甲</h1></div>", "不配对"),
        ("body", "<h1>甲</h1><div>", "没有结束"),
        ("head", "<h1>甲</h1>", "“h1”"),
        ("head", "<script>1</script>", "“script”"),
        ("head", '<script type="module">1</script>', "“script”"),
        ("head", '<script type="application/ld+json" src="a.js">1</script>', "“script”"),
        ("head", '<script type="application/ld+json">{"a":"</script><h1>"}</script>', "“h1”"),
        ("head", '<link rel="stylesheet" href="a.css">', "“link”"),
        ("head", '<link rel="alternate stylesheet" type="text/css" href="a.css">', "“link”"),
        ("head", '<link rel="describedby" type="text/html" href="javascript:1">', "“href”"),
        ("body", '<h1>甲</h1><script type="application/ld+json">{}</script>', "“script”"),
    ],
)
def test_a_fault_is_said(piece: str, html: str, said: str) -> None:
    assert said in "；".join(page_faults(SOUND | {piece: html}))


def test_a_mark_that_is_not_in_its_place() -> None:
    lost = MODEL.replace(mark("title"), "", 1).replace(mark("body"), f"<hr><p>title: {mark('title')}</p>{mark('body')}")
    faults = "；".join(model_faults(lost, MARKS))
    assert "@@gongkai:title@@ 不在" in faults
    assert "@@gongkai:body@@ 不在" in faults
    assert "contents@@ 应当有0处，实有1处" in "；".join(model_faults(MODEL, ("title", "head", "breadcrumbs", "body")))


def test_a_long_page_is_looked_at_quickly() -> None:
    """Text that looks like tags costs no more than any other."""
    for body in ("<a " + "b " * 100_000, "<" * 100_000, "<a" + ' b="' * 50_000, "<h1>" * 30_000):
        list(page_faults(SOUND | {"body": body}))
