"""robots.txt: what search engines may fetch. They ask for it at the root of a host only."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from gongkai.publishing.site_map import FILE as SITE_MAP

FILE = "robots.txt"
NOT_FOR_READERS = ("search/index/", "lines/")
"""what scripts of the site ask for, and nobody reads"""


def robots(address: str, *, draft: bool = False) -> str:
    """All may be fetched but what is no page; of a draft nothing."""
    if draft:
        return "User-agent: *\nDisallow: /\n"
    root = urlsplit(address).path or "/"
    lines = ["User-agent: *", *(f"Disallow: {root}{folder}" for folder in NOT_FOR_READERS), "Allow: /"]
    if address:
        lines.append(f"\nSitemap: {urljoin(address, SITE_MAP)}")
    return "\n".join([*lines, ""])
