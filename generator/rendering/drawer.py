"""壳页的画法: a page of the shell, and how one is drawn."""

from __future__ import annotations

from msgspec import Struct

from gongkai.model.site_settings import SiteSettings
from gongkai.rendering.pages import Link
from gongkai.rendering.sandbox import TemplateEnvironment

HOME = Link(text="首页", path="")


class ShellPage(Struct, frozen=True, kw_only=True):
    """壳页: title and pieces are HTML, escaped."""

    path: str
    title: str
    head: str
    breadcrumbs: str
    body: str

    @property
    def pieces(self) -> dict[str, str]:
        """What `publishing.pouring.pour` puts into the model page, as HTML."""
        return {"title": self.title, "head": self.head, "breadcrumbs": self.breadcrumbs, "body": self.body}


class Drawer:
    """Draws shell pages with one environment, which comes from html.page_environment."""

    def __init__(self, environment: TemplateEnvironment, settings: SiteSettings | None = None) -> None:
        self.environment = environment
        self.settings = settings or SiteSettings()

    def page(
        self, name: str, path: str, title: str, above: tuple[Link, ...], step: str = "", /, **values: object
    ) -> ShellPage:
        """`step`: what the breadcrumbs call the page, if not by its title."""
        trail = (*above, Link(text=step or title, path=path)) if above else ()
        values |= {"here": path, "title": title, "page": name, "settings": self.settings}
        return ShellPage(
            path=path,
            title=self._draw("plain", text=title),
            head=self._draw("shell-head", **values),
            breadcrumbs=self._draw("breadcrumbs", links=trail, here=path) if trail else "",
            body=self._draw(name, **values),
        )

    def _draw(self, name: str, **values: object) -> str:
        return self.environment.draw(f"site/pages/{name}.html", **values).strip()
