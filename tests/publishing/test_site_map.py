"""sitemap.xml."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from gongkai.publishing.site_map import site_map
from gongkai.rendering.shell_pages import shell_paths
from tests.built import Built


def test_every_page_with_the_date_of_its_document(documents: tuple[Built, ...]) -> None:
    entries = tuple(one.entry for one in documents)
    shell = sorted(shell_paths(entries), reverse=True)
    text = site_map("https://gongkai.example/base/", shell, entries)
    places = [element.text for element in ET.fromstring(text).iter() if element.tag.endswith("loc")]  # noqa: S314 - our own
    assert places[0] == "https://gongkai.example/base/"
    assert len(places) == len(set(places)) == len(shell) + sum(len(entry.pages) for entry in entries)
    below = ("corrections/", "search/", "glossary/", "ceshi/", f"{entries[0].department_id}/{entries[0].year}/")
    assert {f"https://gongkai.example/base/{path}" for path in below} <= set(places)
    assert "<lastmod>2022-09</lastmod>" in text
    assert text == site_map("https://gongkai.example/base/", reversed(shell), reversed(entries))
