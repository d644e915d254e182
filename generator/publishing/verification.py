"""核验: whether a page is what it should be, looked at before any reader can see it.

A model page has its marks where they belong; a page's pieces are whole HTML in which no text has become markup. The
page that is poured of them then needs no look of its own, so a document that is not rendered again costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from itertools import islice

from gongkai.publishing.pouring import MARKS, mark

PLACES = {
    "title": re.compile(rf"<title>{mark('title')}[^<]*</title>"),
    "head": re.compile(rf"<head>(?:(?!</head>).)*{mark('head')}", re.DOTALL),
    "body": re.compile(rf'<article [^<>]*id="main-text">\s*{mark("body")}\s*</article>'),
}
"""where in a model page these marks stand"""
TAG = re.compile(r'<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*>')
"""a tag as our templates write it; a “<” of a text is written &lt;"""
MOST_TOLD = 3
ATTRIBUTE = re.compile(r'([a-z-]+)(?:="([^"]*)")?')
EMPTY = frozenset({"br", "col", "hr", "input", "link", "meta", "wbr"})
"""tags without an end"""
ACTIVE = frozenset({"base", "embed", "iframe", "link", "math", "object", "script", "style", "svg", "template"})
"""tags that no piece has: they would run, fetch or restyle something"""
TELLING = re.compile(
    r'<meta |<link rel="(?:feed alternate|describedby)" type="[a-z]+/[a-z.+-]+" '
    r'|<script type="application/ld\+json">|</script>'
)
"""tags of the head that only tell something: no browser runs or fetches them (decision 0068)"""
ADDRESSES = frozenset({"action", "formaction", "href", "src"})
SUSPECT = re.compile(
    r'\s(?:on[a-z-]*|style)[=\s>]|\s(?:action|formaction|href|src)="(?:[^"]*&(?!amp;)|\s*(?:javascript|data|vbscript):)',
    re.IGNORECASE,
)
"""what every attribute at fault has, and hardly any other"""
SCHEME = re.compile(r"\s*(?:javascript|data|vbscript):", re.IGNORECASE)
LOST = re.compile("[\ud800-\udfff\ufffd]")
HEADING = re.compile(r"<h1(?=[\s>])")


def model_faults(model: str, marks: tuple[str, ...]) -> Iterator[str]:
    """What is wrong with a model page that is to hold these marks (Chinese)."""
    for name in MARKS:
        count = model.count(mark(name))
        if count != (name in marks):
            yield f"记号 {mark(name)} 应当有{int(name in marks)}处，实有{count}处"
        elif count and name in PLACES and not PLACES[name].search(model):
            yield f"记号 {mark(name)} 不在它的位置"


def page_faults(pieces: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with the pieces of a page (Chinese)."""
    for name, html in pieces.items():
        for fault in _faults(html, in_head=name == "head"):
            yield f"{name}：{fault}"
    if "title" in pieces and (not pieces["title"].strip() or "<" in pieces["title"]):
        yield "title：没有标题，或者不只是文字"
    if "body" in pieces and not _has_one_heading(pieces["body"]):
        yield "body：应当有一个大标题（h1），没有或者不止一个"


def told(faults: Iterable[str]) -> str:
    """The first faults, for a message."""
    return "；".join(islice(faults, MOST_TOLD))


def _has_one_heading(body: str) -> bool:
    """Whether one heading of the page stands there, and says something."""
    pieces = HEADING.split(body)
    return len(pieces) == 2 and bool(re.sub("<[^<>]*>", "", f"<{pieces[1].partition('</h1>')[0]}").strip())


def _faults(html: str, *, in_head: bool) -> Iterator[str]:
    """What is wrong with a piece of HTML."""
    if LOST.search(html):
        yield "有乱码"
    tags = [*TAG.finditer(html)]
    if len(tags) != html.count("<"):
        at = {tag.start() for tag in tags}
        yield from (f"有没有转义的“<”：“{html[one : one + 21]}”" for one in _all("<", html) if one not in at)
    if in_head or SUSPECT.search(html) or any(tag["name"] in ACTIVE for tag in tags):
        for tag in tags:
            yield from _tag_faults(tag, in_head=in_head)
    yield from _nesting_faults(tags)


def _all(mark: str, text: str) -> Iterator[int]:
    """Where a character stands in a text."""
    return (number for number, character in enumerate(text) if character == mark)


def _nesting_faults(tags: Iterable[re.Match[str]]) -> Iterator[str]:
    open_tags: list[str] = []
    for tag in tags:
        name = tag["name"]
        if name in EMPTY:
            continue
        if not tag["end"]:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            yield f"标签“{name}”不配对"
            return
    if open_tags:
        yield f"标签“{open_tags[-1]}”没有结束"


def _tag_faults(tag: re.Match[str], *, in_head: bool) -> Iterator[str]:
    if (in_head and not TELLING.match(tag[0])) or (not in_head and tag["name"] in ACTIVE):
        yield f"有不该有的标签“{tag['name']}”"
    for name, value in ATTRIBUTE.findall(tag["attributes"]):
        if name.startswith("on") or name == "style" or (name in ADDRESSES and SCHEME.match(unescape(value))):
            yield f"有不该有的属性“{name}”"
