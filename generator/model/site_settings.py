"""网站的设置: what mkdocs.yml says of the site that its data say as well."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """许可: under what terms the data may be used."""

    name: str = ""
    address: str = ""
    """of its text"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """设置; empty where nothing is said."""

    name: str = ""
    description: str = ""
    address: str = ""
    """site_url, ending in /: where the site is to stand"""
    publisher: str = ""
    """主办单位"""
    licence: Licence = Licence()
    whole_site: str = ""
    """where the whole site can be had as one file (gongkai pack)"""

    @property
    def lacking(self) -> tuple[str, ...]:
        """What should be said and is not, for whoever builds the site."""
        if self.licence.name or self.licence.address:
            return ()
        return ("mkdocs.yml 的 extra.licence 空着：数据下载页会写“网站没有写明使用许可”，请填许可的名称和网址",)
