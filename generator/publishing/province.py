"""省的首页: written to a folder, with its styles: those of a site, and no script."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from gongkai.model.province import Counts, ProvinceList
from gongkai.model.site_settings import SiteSettings
from gongkai.publishing.assets import hashed_name
from gongkai.publishing.compression import compressed
from gongkai.rendering.province import MARK, front_page

INDEX = "index.html"
STYLES = (
    "province/base.css",
    "styles/site.css",
    "styles/site/lists.css",
    "styles/site/duties.css",
    "province/province.css",
)
DARK = re.compile(r'^\[data-md-color-scheme="slate"\]([^{}]*\{[^{}]*\})', re.MULTILINE)
"""what a site looks like when its reader, by a script, chose the dark"""
ICON = "assets/images/favicon.svg"
OVERRIDES = "site/overrides"


class ForeignPageError(Exception):
    """别的首页: the folder has a page of somebody else's, which is not overwritten."""


def write_front_page(
    folder: Path, listed: ProvinceList, counts: Sequence[Counts | None], settings: SiteSettings, templates: Path
) -> None:
    """The page and all that it needs; what else is in the folder stays. Raises ForeignPageError, OSError."""
    page = folder / INDEX
    if page.exists() and MARK not in page.read_text(encoding="utf-8", errors="replace"):
        raise ForeignPageError
    sheet = styles(templates)
    style = f"assets/{hashed_name('province.css', sheet)}"
    files = {style: sheet}
    files |= {name: (templates / OVERRIDES / name).read_bytes() for name in (ICON, settings.emblem.image) if name}
    files[INDEX] = front_page(listed, counts, settings, style, templates).encode()
    for name, content in files.items():
        for path, data in ((name, content), *compressed(name, content).items()):
            _write(folder / path, data)


def styles(templates: Path) -> bytes:
    """One style sheet; its colours follow the reader's system, without a script."""
    text = "\n".join((templates / name).read_text(encoding="utf-8") for name in STYLES)
    dark = "\n".join(f'[data-md-color-scheme="default"]{rule}' for rule in DARK.findall(text))
    return f"{text}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n".encode()


def _write(path: Path, content: bytes) -> None:
    """In one step, so that no reader gets half of it; not at all where it is there already."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{os.getpid()}")
    new.write_bytes(content)
    new.replace(path)
