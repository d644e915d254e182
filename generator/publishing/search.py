"""检索: the Pagefind index of a site.

Pagefind is given a folder of bare pages made of words (search_words.py), one for each page of the site, and writes
the index; search.js in templates/site asks it. The same pages give the same bytes.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from pagefind.service import get_executable

from gongkai.publishing.files import write_folder
from gongkai.publishing.processes import dying_with_me
from gongkai.publishing.search_order import UnknownFormatError, settle
from gongkai.publishing.search_scripts import name_scripts
from gongkai.publishing.search_words import tokens
from gongkai.rendering.catalogue import CatalogueEntry
from gongkai.rendering.pages import Page, SearchLine
from gongkai.rendering.shell_pages import departments

OUTPUT = "pagefind"
LANGUAGE = "und"
"""no language that Pagefind knows, so that it neither cuts nor stems words; search.js says the same"""
UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js")


class SearchError(Exception):
    """Pagefind is not installed, or stopped. A matter of the installation, not of content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """检索页: what the search knows of one page of the site."""

    path: str
    title: str
    document: str
    kind: str
    lines: tuple[SearchLine, ...]
    context: tuple[str, ...] = ()
    """words that belong to the whole page (department, region, year): found, but of little weight"""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """facet → values: 年度 类型 部门 地区 页别"""


def search_page(page: Page) -> SearchPage:
    """检索页 of a leaf page."""
    whose = page.identity
    return SearchPage(
        path=page.path,
        title=page.title,
        document=page.document,
        kind=page.kind.value,
        lines=page.search,
        context=(page.document, *whose.region, f"{whose.year}年度"),
        filters={
            "年度": (str(whose.year),),
            "类型": (whose.kind,),
            "部门": (whose.department,),
            "地区": whose.region,
            "页别": (page.kind.value,),
        },
    )


def index(site: Path, pages: Iterable[SearchPage], work: Path, unchanged: Collection[str] = ()) -> None:
    """Write `site`/pagefind from `pages`; `work` is a folder for the bare pages, kept between runs.

    Those of the documents that are `unchanged` (ids) are there already. Raises SearchError.
    """
    program = get_executable()
    if program is None:
        raise SearchError("检索程序 Pagefind 没有安装，请重新安装 gongkai。")
    write_folder(work, {f"{page.path}index.html": bare(page).encode() for page in pages}, unchanged)
    output = site / OUTPUT
    shutil.rmtree(output, ignore_errors=True)
    done = subprocess.run(  # noqa: S603 - our own program on our own folder
        [
            str(program), "--site", str(work), "--output-path", str(output),
            "--force-language", LANGUAGE, "--silent",
        ],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=dying_with_me(),
    )  # fmt: skip
    if done.returncode:
        raise SearchError(f"检索程序 Pagefind 出错（{done.returncode}）：{done.stderr.strip()}")
    for pattern in UNUSED:
        for path in output.glob(pattern):
            path.unlink()
    try:
        settle(output)
        name_scripts(output)
    except UnknownFormatError as error:
        raise SearchError(f"检索程序 Pagefind 的版本与本程序不配（{error}），请重新安装 gongkai。") from error


def bare(page: SearchPage) -> str:
    """The page that Pagefind reads."""
    meta = {"title": page.title, "document": page.document, "kind": page.kind}
    parts = [
        f'<html lang="{LANGUAGE}"><body data-pagefind-body>',
        *(f'<meta data-pagefind-meta="{name}[content]" content="{escape(value)}">' for name, value in meta.items()),
        *(
            f'<meta data-pagefind-filter="{name}[content]" content="{escape(value)}">'
            for name, values in page.filters.items()
            for value in values
        ),
        f"<h1>{escape(tokens((page.title,)))}</h1>",
        f'<p data-pagefind-weight="0.3">{escape(tokens(page.context))}</p>',
        *(_line(line) for line in page.lines),
        "</body></html>",
    ]
    return "\n".join(part for part in parts if part)


def _line(line: SearchLine) -> str:
    anchor = f' id="{escape(line.id)}"' if line.id else ""
    return f"<p{anchor}>{escape(tokens((line.name, line.code, line.text, *(cell.text for cell in line.cells))))}</p>"


def shell_search(entries: tuple[CatalogueEntry, ...]) -> Iterator[SearchPage]:
    """检索页 of the departments: whoever looks for one by its name, old or new, finds its page first."""
    for department in departments(entries):
        yield SearchPage(
            path=f"{department.id}/",
            title=department.name,
            document="、".join(department.region),
            kind="部门",
            lines=tuple(
                SearchLine(text=text)
                for text in (
                    *(f"曾用名：{name}" for name in department.former),
                    *(entry.title for entry in department.documents),
                )
            ),
            context=department.region,
            filters={"部门": (department.name,), "地区": department.region, "页别": ("部门",)},
        )
