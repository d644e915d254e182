"""sitemap.xml."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from gongkai.publishing.site_map import MOST, site_maps
from gongkai.rendering.shell_pages import shell_paths
from tests.built import Built


def test_every_page_with_the_date_of_its_document(documents: tuple[Built, ...]) -> None:
    entries = tuple(one.entry for one in documents)
    shell = sorted(shell_paths(entries), reverse=True)
    ((_, text),) = site_maps("https://gongkai.example/base/", shell, entries)
    places = [element.text for element in ET.fromstring(text).iter() if element.tag.endswith("loc")]  # noqa: S314 - our own
    assert places[0] == "https://gongkai.example/base/"
    assert len(places) == len(set(places)) == len(shell) + sum(len(entry.pages) for entry in entries)
    below = ("corrections/", "search/", "glossary/", "ceshi/", f"{entries[0].department_id}/{entries[0].year}/")
    assert {f"https://gongkai.example/base/{path}" for path in below} <= set(places)
    assert "<lastmod>2022-09</lastmod>" in text
    assert [("sitemap.xml", text)] == [*site_maps("https://gongkai.example/base/", reversed(shell), reversed(entries))]


def test_more_than_search_engines_take_at_once_stands_in_several_files() -> None:
    found = dict(site_maps("https://gongkai.example/", (f"{number}/" for number in range(MOST + 1)), ()))
    assert list(found) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]
    assert "<loc>https://gongkai.example/sitemap-2.xml</loc>" in found["sitemap.xml"]
    assert (found["sitemap-1.xml"].count("<url>"), found["sitemap-2.xml"].count("<url>")) == (MOST, 1)
