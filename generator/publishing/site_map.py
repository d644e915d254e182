"""网站地图: sitemap.xml of a site that says where it stands (site_url in mkdocs.yml), with the documents' own dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from gongkai.rendering.catalogue import CatalogueEntry
from gongkai.rendering.pages import SOURCES

FILE = "sitemap.xml"
MOST = 50_000
"""pages of one file; beyond, sitemap.xml lists files (sitemaps.org)"""
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def site_maps(address: str, shell: Iterable[str], entries: Iterable[CatalogueEntry]) -> Iterator[tuple[str, str]]:
    """Path → content: every page, those of the shell by their paths, the home page first, and those of documents.

    But 数字的来历. `address` ends in /. `lastmod` is the date of the document, so nothing depends on today.
    """
    lines = [_url(address, path) for path in sorted(shell)]
    for entry in sorted(entries, key=lambda entry: entry.id):
        own = [page for page in entry.pages if not page.startswith(f"{entry.id}/{SOURCES}/")]
        lines += [_url(address, page, entry.date) for page in own]
    if len(lines) <= MOST:
        yield FILE, _file("urlset", lines)
        return
    parts = [lines[start : start + MOST] for start in range(0, len(lines), MOST)]
    names = [f"sitemap-{number}.xml" for number, _ in enumerate(parts, start=1)]
    places = [f"<sitemap><loc>{escape(address + name)}</loc></sitemap>" for name in names]
    yield FILE, _file("sitemapindex", places)
    for name, part in zip(names, parts, strict=True):
        yield name, _file("urlset", part)


def _file(kind: str, lines: Iterable[str]) -> str:
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', f"<{kind} {NAMESPACE}>", *lines, f"</{kind}>\n"])


def _url(address: str, path: str, date: str = "") -> str:
    modified = f"<lastmod>{escape(date)}</lastmod>" if date else ""
    return f"<url><loc>{escape(address + path)}</loc>{modified}</url>"
