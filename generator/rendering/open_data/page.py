"""数据下载页: what templates/site/pages/data.html is told."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.model.site_settings import SiteSettings
from gongkai.rendering.catalogue import CatalogueEntry
from gongkai.rendering.open_data.described import all_datasets
from gongkai.rendering.open_data.fields import FIELDS
from gongkai.rendering.open_data.parts import parts


def data_values(entries: Iterable[CatalogueEntry], settings: SiteSettings) -> dict[str, object]:
    """The parts, newest first, the dictionary, and what search engines are told."""
    all_parts = parts(entries)
    return {
        "whole": all_parts[0] if all_parts else None,
        "parts": all_parts[1:],
        "fields": FIELDS,
        "kinds": {"string": "文字", "integer": "整数", "number": "数"},
        "dataset": all_datasets(all_parts, settings),
    }
