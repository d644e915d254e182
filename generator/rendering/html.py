"""网页: a publication as the leaf pages of the website; a pure function of what it is given."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct

from gongkai.model.identity import Identity
from gongkai.model.ledger import State
from gongkai.model.publication import Block, Heading, Publication, Section, SectionKind
from gongkai.model.spans import plain
from gongkai.rendering.anchors import addressed
from gongkai.rendering.checked import checked
from gongkai.rendering.components import component_environment
from gongkai.rendering.data import csv_path, statutory_tables
from gongkai.rendering.extras import Extras
from gongkai.rendering.figures.of_text import with_origins
from gongkai.rendering.figures.origins_html import table_origins_html, text_origins_html
from gongkai.rendering.figures.pages import source_leaves
from gongkai.rendering.figures.spots import sources_path
from gongkai.rendering.lists.ways_in import place
from gongkai.rendering.navigation import Navigation
from gongkai.rendering.open_data.described import document_dataset, script_text
from gongkai.rendering.outline import (
    Leaf,
    address,
    form_counts,
    form_path,
    form_runs,
    listed_title,
    outline,
    part_title,
    table_pages,
    targets,
    walk,
)
from gongkai.rendering.pages import TEXT_CHANGES, Link, Page, PageKind, relative
from gongkai.rendering.sandbox import TemplateEnvironment
from gongkai.rendering.search.text import search_lines, unit_of
from gongkai.rendering.series.cells_html import series_cells
from gongkai.rendering.text.changes import two_years
from gongkai.rendering.text.links import TextLinks, linked, linked_table
from gongkai.rendering.text.our_notes import ours_on
from gongkai.rendering.titles import whole_words


def page_environment(templates: Path) -> TemplateEnvironment:
    """The environment of the website's pages: components and templates/site/pages."""
    environment = component_environment(templates, on_site=True)
    environment.filters |= {
        "relative": relative,
        "size": size,
        "part_title": part_title,
        "listed_title": listed_title,
        "script_text": script_text,
        "whole_words": whole_words,
        "form_runs": form_runs,
        "addressed": addressed,
        "linked": linked,
        "linked_table": linked_table,
        "ours_on": ours_on,
        "place": place,
        "checked": checked,
        "series_cells": series_cells,
        "table_origins": table_origins_html,
        "text_origins": text_origins_html,
    }
    environment.functions(states=State, form_path=form_path)
    environment.tests["performance_section"] = _performance
    return environment


def render_pages(publication: Publication, extras: Extras, environment: TemplateEnvironment) -> tuple[Page, ...]:
    """Every page of a document: the overview first, then the parts in reading order.

    `environment` comes from `page_environment`, made once for all documents.
    """
    publication = with_origins(publication, extras.origins.texts)
    leaves = outline(publication)
    if extras.ledger:
        leaves = (*leaves, Leaf(path="checks/", title="检查记录", kind=PageKind.CHECKS, part=publication.parts[0]))
    if extras.before is not None:
        path = f"{TEXT_CHANGES}/"
        leaves = (*leaves, Leaf(path=path, title="与上年对照", kind=PageKind.TEXT_CHANGES, part=publication.parts[0]))
    overview = Leaf(path="", title=publication.title, kind=PageKind.OVERVIEW, part=publication.parts[0])
    order = (overview, *walk(leaves))
    shared: dict[str, object] = {
        "publication": publication,
        "extras": extras,
        "leaves": leaves,
        "targets": targets(publication, leaves),
        "counts": form_counts(publication),
        "addresses": {table.id: address(leaf, table) for leaf, table in table_pages(leaves)},
        "dataset": document_dataset(publication, extras.downloads, extras.settings),
        "sources": {told.table.id: sources_path(told.table.id) for told in extras.origins.tables},
        "navigation": Navigation(publication, leaves, partial(_short, publication=publication)),
        "text_links": TextLinks.of(publication, leaves, (line.code for line in extras.ledger)),
        "table_files": {table.id: csv_path(table.id) for table in statutory_tables(publication)},
    }
    pages = [
        _page(publication, leaf, environment, shared | {"previous": previous, "following": following})
        for previous, leaf, following in zip((None, *order), order, (*order[1:], None), strict=False)
    ]
    for one in extras.versions:
        leaf = Leaf(path=one.path, title=f"第{one.number}版", kind=PageKind.VERSION, part=publication.parts[0])
        pages.append(_page(publication, leaf, environment, shared | {"version": one}))
    for leaf, told in source_leaves(publication, extras.origins):
        pages.append(_page(publication, leaf, environment, shared | told))
    return tuple(pages)


def _page(publication: Publication, leaf: Leaf, environment: TemplateEnvironment, shared: dict[str, Any]) -> Page:
    root = f"{publication.id}/"
    here = root + leaf.path
    headings = tuple(_headings(leaf))
    links = _breadcrumbs(publication, leaf, shared["leaves"])
    description = _description(publication, leaf)
    context = shared | {"leaf": leaf, "here": here, "root": root, "headings": headings}
    context |= {"links": links, "description": description}

    beside = shared["extras"].before if leaf.kind is PageKind.TEXT_CHANGES else None
    if beside is not None:
        context["years"] = two_years(beside, publication)

    def draw(name: str) -> str:
        return environment.draw(f"site/pages/{name}.html", **context).strip()

    return Page(
        path=here,
        title=leaf.title,
        document=publication.title,
        description=description,
        breadcrumbs=links,
        kind=leaf.kind,
        identity=Identity(**publication.fields()),
        head=draw("head"),
        trail=draw("breadcrumbs"),
        main=draw(_template(leaf)) + "\n" + draw("feedback") + draw("printed"),
        navigation=shared["navigation"].html(here),
        contents=draw("contents") if len(headings) > 1 else "",
        search=search_lines(publication, leaf, [one.label for one in shared["extras"].downloads]),
        number=leaf.table.number if leaf.table else "",
        unit=unit_of(leaf),
        beside=beside.id if beside else "",
        instead=draw("text-changes-withheld") if beside else "",
    )


def _performance(section: Section) -> bool:
    return section.kind is SectionKind.PERFORMANCE


def _template(leaf: Leaf) -> str:
    if leaf.form:
        return "form"
    if leaf.kind is PageKind.TABLE:
        return "tables" if leaf.children or not leaf.sections else "table"
    return {
        PageKind.OVERVIEW: "overview",
        PageKind.PERFORMANCE: "performance",
        PageKind.GLOSSARY: "glossary",
        PageKind.CHECKS: "checks",
        PageKind.VERSION: "version",
        PageKind.TEXT_CHANGES: "text-changes",
        PageKind.SOURCES: "sources",
    }.get(leaf.kind, "text")


class ContentsLine(Struct, frozen=True, kw_only=True):
    """目录项 of a page's own contents."""

    id: str
    text: str
    children: tuple[ContentsLine, ...] = ()


def _headings(leaf: Leaf) -> Iterator[ContentsLine]:
    if leaf.kind in {PageKind.OVERVIEW, PageKind.TABLE} or leaf.form:
        return
    for section in leaf.sections:
        pointed = leaf.kind is not PageKind.PERFORMANCE and section.kind is SectionKind.PERFORMANCE
        below = () if pointed else tuple(_entries(section.blocks))
        yield ContentsLine(id=section.id, text=section.number + plain(section.title), children=below)


def _entries(blocks: tuple[Block, ...]) -> Iterator[ContentsLine]:
    for block in blocks:
        if isinstance(block, Heading) and block.level == 3 and block.id:
            yield ContentsLine(id=block.id, text=plain(block.spans))


def _breadcrumbs(publication: Publication, leaf: Leaf, leaves: tuple[Leaf, ...]) -> tuple[Link, ...]:
    """首页 → 地区 → 部门 → 年度 → 文件 → 表; the shell has a page at each."""
    steps = publication.department_id.split("/")
    links = [Link(text="首页", path="")]
    for depth in range(1, len(steps)):
        name = publication.region[depth - 1] if depth <= len(publication.region) else steps[depth - 1]
        links.append(Link(text=name, path="/".join(steps[:depth]) + "/"))
    links.append(Link(text=publication.department, path=publication.department_id + "/"))
    links.append(Link(text=f"{publication.year}年度", path=f"{publication.department_id}/{publication.year}/"))
    links.append(Link(text=publication.kind, path=f"{publication.id}/"))
    if leaf.path:
        above = next((one for one in leaves if leaf in one.children), None)
        if above is not None:
            links.append(Link(text=_short(above, publication), path=f"{publication.id}/{above.path}"))
        links.append(Link(text=_short(leaf, publication), path=f"{publication.id}/{leaf.path}"))
    return tuple(links)


def _short(leaf: Leaf, publication: Publication) -> str:
    """What breadcrumbs and the list of pages call a page: the part's title as the contents have it.

    They stand in the department's document, so the department's name in front of a title says nothing more.
    """
    if leaf.kind is PageKind.PERFORMANCE and not leaf.form:
        return "绩效"
    if leaf.kind is PageKind.TABLE and leaf.children and any(map(_of_text, leaf.part.sections)):
        return "报表"
    of_part = leaf.kind in {PageKind.PROFILE, PageKind.EXPLANATION, PageKind.GLOSSARY}
    if not of_part and not leaf.children:
        return leaf.title
    return leaf.part.listed.removeprefix(publication.department) or leaf.part.listed


def _of_text(section: Section) -> bool:
    return section.kind not in {SectionKind.TABLE, SectionKind.PERFORMANCE}


def _description(publication: Publication, leaf: Leaf) -> str:
    if leaf.kind is PageKind.TEXT_CHANGES:
        return f"{publication.title}的文字与上一年度的逐段对照：哪些话改了，哪些是新写的，哪些没有了。"
    if leaf.kind is PageKind.OVERVIEW:
        return f"{publication.title}：报表、情况说明、绩效、名词解释，可全文检索和下载。"
    return f"{publication.title}：{leaf.title}。"


def size(count: int) -> str:
    """字节数 for readers: 1.4 MB."""
    if count >= 1_000_000:
        return f"{count / 1_000_000:.1f} MB"
    return f"{max(1, round(count / 1000))} KB"
