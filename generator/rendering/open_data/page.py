"""数据下载页: what templates/site/pages/data.html is told."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from gongkai.model.site_settings import SiteSettings
from gongkai.rendering.catalogue import CatalogueEntry
from gongkai.rendering.open_data.described import all_datasets
from gongkai.rendering.open_data.fields import FIELDS
from gongkai.rendering.open_data.parts import FOLDER, LISTS, parts

HERE = "https://本网站/"
"""what a command says for the site where it does not say where it will stand"""
LACKING_SHOWN = 20
"""documents without figures that the page names; all of them stand in datapackage.json"""


def data_values(
    entries: Iterable[CatalogueEntry], settings: SiteSettings, lacking: Collection[str] = ()
) -> dict[str, object]:
    """The parts, newest first, the dictionary, and what search engines are told.

    `lacking`: ids of documents that are not in the parts.
    """
    entries = tuple(entries)
    all_parts = parts(entries)
    without = sorted((entry for entry in entries if entry.id in lacking), key=lambda entry: (-entry.year, entry.id))
    return {
        "whole": next((part for part in all_parts if not part.year), None),
        "parts": tuple(part for part in all_parts if part.year),
        "count": len(entries),
        "lists": LISTS,
        "base": f"{settings.address or HERE}{FOLDER}",
        "lacking": without[:LACKING_SHOWN],
        "lacking_count": len(without),
        "fields": FIELDS,
        "kinds": {"string": "文字", "integer": "整数", "number": "数"},
        "dataset": all_datasets(all_parts, settings),
    }
