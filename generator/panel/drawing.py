"""画页面: the panel's templates (templates/panel/), everything escaped."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

from msgspec import Struct

from gongkai.model.names import listed
from gongkai.rendering.sandbox import TemplateEnvironment

ASSETS = {
    "panel.css": "text/css; charset=utf-8",
    "panel.js": "text/javascript; charset=utf-8",
    "panel.svg": "image/svg+xml",
}


class Drawer(Struct, frozen=True, kw_only=True):
    """画笔."""

    environment: TemplateEnvironment
    folder: Path
    shared: Mapping[str, object]
    """what every page is told"""

    def draw(self, name: str, **told: object) -> str:
        return self.environment.draw(f"{name}.html", **self.shared, **told)

    def asset(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()


def drawer(templates: Path, **shared: object) -> Drawer:
    """Over the folder templates/ of a project."""
    folder = templates / "panel"
    environment = TemplateEnvironment(folder, trim=True)
    environment.functions(link=link, listed=listed)
    return Drawer(environment=environment, folder=folder, shared=shared)


def link(page: str, **asked: object) -> str:
    """Address of a page of the panel."""
    told = urlencode({name: str(value) for name, value in asked.items() if value not in ("", None)})
    return f"{page}?{told}" if told else page
