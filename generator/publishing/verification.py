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
TAG = re.compile(r'<(/?+[a-z][a-z0-9]*+)((?:\s++[a-z-]++(?:="[^"<>]*+")?+)*+)\s*+>')
"""a tag as our templates write it: its name, a / before that of an end, and its attributes; a “<” of a text is &lt;"""
PLAIN_TAG = re.compile(
    r'<(/?+[a-z][a-z0-9]*+)(?:\s++(?:href="[^"&:<>]*+(?:&amp;[^"&:<>]*+)*+"'
    r'|(?!on|style|action|formaction|href|src)[a-z-]++(?:="[^"<>]*+")?+))*+\s*+>'
)
"""one whose attributes cannot be at fault, as nearly all are: its links name no scheme"""
MOST_TOLD = 3
ATTRIBUTE = re.compile(r'([a-z-]+)(?:="([^"]*)")?')
EMPTY = frozenset(f"{end}{name}" for name in ("br", "col", "hr", "input", "link", "meta", "wbr") for end in ("", "/"))
"""tags without an end; one that is written all the same says nothing"""
ACTIVE = frozenset({"base", "embed", "iframe", "link", "math", "object", "script", "style", "svg", "template"})
"""tags that no piece has: they would run, fetch or restyle something"""
TELLING = re.compile(
    r'<meta |<link rel="(?:feed alternate|describedby)" type="[a-z]+/[a-z.+-]+" '
    r'|<script type="application/ld\+json">|</script>'
)
"""tags of the head that only tell something: no browser runs or fetches them (decision 0068)"""
ADDRESSES = frozenset({"action", "formaction", "href", "src"})
SCHEME = re.compile(r"\s*(?:javascript|data|vbscript):", re.IGNORECASE)
LOST = "\ufffd"
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
    if _is_garbled(html):
        yield "有乱码"
    names = PLAIN_TAG.findall(html)
    if in_head or len(names) != html.count("<") or not ACTIVE.isdisjoint(names):
        tags = [*TAG.finditer(html)]
        at = {tag.start() for tag in tags}
        yield from (f"有没有转义的“<”：“{html[one : one + 21]}”" for one in _all("<", html) if one not in at)
        for tag in tags:
            yield from _tag_faults(tag, in_head=in_head)
        names = [tag[1] for tag in tags]
    yield from _nesting_faults(names)


def _is_garbled(html: str) -> bool:
    """Whether it holds what no text is: half a character, or the mark of one that was lost."""
    try:
        html.encode()
    except UnicodeEncodeError:
        return True
    return LOST in html


def _all(mark: str, text: str) -> Iterator[int]:
    """Where a character stands in a text."""
    return (number for number, character in enumerate(text) if character == mark)


def _nesting_faults(names: Iterable[str]) -> Iterator[str]:
    """`names`: of tags in their order, a / before those of ends."""
    open_tags: list[str] = []
    for name in names:
        if name in EMPTY:
            continue
        if name[0] != "/":
            open_tags.append(f"/{name}")
        elif not open_tags or open_tags.pop() != name:
            yield f"标签“{name[1:]}”不配对"
            return
    if open_tags:
        yield f"标签“{open_tags[-1][1:]}”没有结束"


def _tag_faults(tag: re.Match[str], *, in_head: bool) -> Iterator[str]:
    name = tag[1].removeprefix("/")
    if (in_head and not TELLING.match(tag[0])) or (not in_head and name in ACTIVE):
        yield f"有不该有的标签“{name}”"
    for attribute, value in ATTRIBUTE.findall(tag[2]):
        scheme = attribute in ADDRESSES and SCHEME.match(unescape(value))
        if attribute.startswith("on") or attribute == "style" or scheme:
            yield f"有不该有的属性“{attribute}”"
