"""页: what one page of the website consists of, before it is poured into the host's model page."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from html import escape

from msgspec import Struct, json

from gongkai.model.identity import Identity

VERSIONS = "versions"
"""the folder of a document's earlier versions"""
TEXT_CHANGES = "text-changes"
"""the folder of the text beside last year's"""
SOURCES = "sources"
"""the folder of the pages that tell how its figures come about"""


class PageKind(StrEnum):
    """页别, a facet of the search."""

    OVERVIEW = "概览"
    TABLE = "表"
    PROFILE = "概况"
    EXPLANATION = "情况说明"
    PERFORMANCE = "绩效"
    GLOSSARY = "名词解释"
    CHECKS = "检查记录"
    VERSION = "旧版"
    TEXT_CHANGES = "与上年对照"
    SOURCES = "数字的来历"
    COMPARISON = "比较"
    """of the site, not of a document"""

    @property
    def searched(self) -> bool:
        """Whether the search knows such pages."""
        return self not in {PageKind.VERSION, PageKind.SOURCES, PageKind.TEXT_CHANGES}


class Link(Struct, frozen=True, kw_only=True):
    """链接 to a page of the site (`path` below its root, ending in /), or a place without a page (path "")."""

    text: str
    path: str


class SearchCell(Struct, frozen=True, kw_only=True):
    """检索格: an amount of a row."""

    column: int
    """1-based, of the grid; the cell's anchor on the page is that of its line, - and this"""
    head: str
    """what stands over it, the widest first: 决算数 · 公务接待费"""
    text: str
    """as printed; zeros and blanks are kept"""


class SearchLine(Struct, frozen=True, kw_only=True):
    """检索行: a paragraph, a heading, a term, or one side of a table's row."""

    id: str = ""
    """anchor on the page; empty: that of the page"""
    name: str = ""
    """what the line is called: 公务接待费; a term, a heading, a label of a form"""
    code: str = ""
    """科目编码 in one, however many columns it is printed in"""
    text: str = ""
    """running text of a paragraph, a definition, the words in a row beside its name"""
    cells: tuple[SearchCell, ...] = ()


class Page(Struct, frozen=True, kw_only=True):
    """页: the parts of a leaf page. The HTML pieces hold relative links only, so the site works under any address."""

    path: str
    """below the site's root, ending in /: henan/…/2021/final-accounts/tables/t03/"""
    title: str
    """the page's own title; with `document` the <title> and the title of a search result"""
    document: str
    """title of the document"""
    description: str
    breadcrumbs: tuple[Link, ...]
    kind: PageKind
    identity: Identity
    """of the document"""
    head: str
    """HTML: meta tags"""
    trail: str
    """HTML of the breadcrumbs"""
    main: str
    """HTML of the article"""
    navigation: str
    """HTML: the pages of this document (left)"""
    contents: str
    """HTML: the headings of this page (right); empty where there are none"""
    search: tuple[SearchLine, ...] = ()
    """what the search knows of the page"""
    number: str = ""
    """of its table: 公开07表"""
    unit: str = ""
    """of the amounts in its lines: 万元"""
    beside: str = ""
    """id of another document that it shows, which may be shown only while that one is on the site as it is now"""
    instead: str = ""
    """HTML of the article where it is not"""

    @property
    def depth(self) -> int:
        """How many folders below the root; decides which model page fits."""
        return self.path.count("/")

    @property
    def pieces(self) -> dict[str, str]:
        """What `publishing.pouring.pour` puts into the model page, as HTML."""
        title = self.title if self.title == self.document else f"{self.title} - {self.document}"
        return {
            "title": escape(title, quote=False),
            "head": self.head,
            "breadcrumbs": self.trail,
            "navigation": self.navigation,
            "contents": self.contents,
            "body": self.main,
        }

    @property
    def file(self) -> str:
        return self.path + "index.html"


def relative(target: str, here: str) -> str:
    """The relative link from the page `here` to the path `target`; both below the site's root.

    A target ending in / is a page, any other a file; a #fragment is kept.
    """
    path, mark, fragment = target.partition("#")
    if path == here:
        return mark + fragment or "./"
    return _way(path, here) + mark + fragment


@lru_cache(maxsize=4096)
def _way(path: str, here: str) -> str:
    """A page links to the same pages again and again."""
    to, at = _steps(path), _steps(here)
    shared = 0
    for one, other in zip(to, at, strict=False):
        if one != other:
            break
        shared += 1
    link = "../" * (len(at) - shared) + "/".join(to[shared:])
    if shared == len(to):
        link = link[:-1] or "."
    return f"{link}/" if path.endswith("/") or not path else link


@lru_cache(maxsize=1024)
def _steps(path: str) -> tuple[str, ...]:
    return tuple(filter(None, path.split("/")))


def dump_pages(pages: Iterable[Page]) -> bytes:
    """页 as JSON, for a cache."""
    return json.encode(tuple(pages))


def load_pages(data: bytes) -> tuple[Page, ...]:
    """What `dump_pages` wrote."""
    return json.decode(data, type=tuple[Page, ...])
