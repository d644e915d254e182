"""网站地图: sitemap.xml of a site that says where it stands (site_url in mkdocs.yml), with the documents' own dates."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import urljoin

from gongkai.rendering.catalogue import CatalogueEntry
from gongkai.rendering.pages import SOURCES

FILE = "sitemap.xml"


def site_map(address: str, shell: Iterable[str], entries: Iterable[CatalogueEntry]) -> str:
    """Every page: those of the shell by their paths, the home page first, and those of documents but 数字的来历.

    `lastmod` is the document's date, so nothing depends on today.
    """
    lines = [_url(address, path) for path in sorted(shell)]
    for entry in sorted(entries, key=lambda entry: entry.id):
        own = [page for page in entry.pages if not page.startswith(f"{entry.id}/{SOURCES}/")]
        lines += [_url(address, page, entry.date) for page in own]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
            *lines,
            "</urlset>\n",
        ]
    )


def _url(address: str, path: str, date: str = "") -> str:
    modified = f"<lastmod>{escape(date)}</lastmod>" if date else ""
    return f"<url><loc>{escape(urljoin(address, path))}</loc>{modified}</url>"
