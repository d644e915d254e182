"""省的首页: one page that leads to the sites of many places, drawn like a page of a site."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from gongkai.model.province import Counts, ProvinceList, summed
from gongkai.model.site_settings import SiteSettings
from gongkai.rendering.sandbox import TemplateEnvironment

MARK = "gongkai province"
"""by which a page is known to be one of these"""


class ShownYear(Struct, frozen=True, kw_only=True):
    """一年, with what there is of it."""

    year: int
    kinds: tuple[tuple[str, str], ...]
    """文种, 份数 as printed"""
    sites: int = 1
    """how many have anything of that year"""


class ShownSite(Struct, frozen=True, kw_only=True):
    """一个网站 of the page."""

    name: str
    address: str
    total: str
    years: tuple[ShownYear, ...]
    known: bool
    """False: its catalogue could not be read"""


def front_page(
    listed: ProvinceList, counts: Sequence[Counts | None], settings: SiteSettings, style: str, templates: Path
) -> str:
    """The page; `counts` are those of the listed sites in their order, `style` is where its style sheet stands."""
    sites = [_shown(site.name, site.address, told) for site, told in zip(listed.sites, counts, strict=True)]
    groups: dict[str, list[ShownSite]] = {}
    for site, shown in zip(listed.sites, sites, strict=True):
        groups.setdefault(site.within, []).append(shown)
    known = [told for told in counts if told]
    environment = TemplateEnvironment(templates)
    environment.filters["url"] = str  # the page stands at the root, from where pictures are named
    return environment.draw(
        "province/index.html",
        mark=MARK,
        listed=listed,
        groups=groups,
        first=sites[0],
        years=_years(summed(known), known),
        total=_total(known),
        unread=[site.name for site in sites if not site.known],
        style=style,
        asked=" ".join(sorted({_origin(site.address) for site in listed.sites})),
        config={"site_name": settings.name or listed.name, "extra": {"settings": settings}},
    )


def _shown(name: str, address: str, counts: Counts | None) -> ShownSite:
    told = counts or {}
    return ShownSite(
        name=name, address=address, total=_total([told]), years=_years(told, [told]), known=counts is not None
    )


def _years(counts: Counts, sites: Sequence[Counts]) -> tuple[ShownYear, ...]:
    return tuple(
        ShownYear(
            year=year,
            kinds=tuple((kind, f"{count:,}") for kind, count in sorted(kinds.items())),
            sites=sum(year in site for site in sites),
        )
        for year, kinds in counts.items()
    )


def _total(several: Iterable[Counts]) -> str:
    return f"{sum(kinds.total() for counts in several for kinds in counts.values()):,}"


def _origin(address: str) -> str:
    """Where the form may be sent to: what a browser is told of it."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
