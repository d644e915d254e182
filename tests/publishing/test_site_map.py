"""sitemap.xml."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from gongkai.publishing.site_map import site_map
from tests.built import Built


def test_every_page_with_the_date_of_its_document(documents: tuple[Built, ...]) -> None:
    entries = tuple(one.entry for one in documents)
    text = site_map("https://gongkai.example/base/", entries)
    places = [element.text for element in ET.fromstring(text).iter() if element.tag.endswith("loc")]  # noqa: S314 - our own
    assert places[0] == "https://gongkai.example/base/"
    assert len(places) == 1 + 2 + sum(len(entry.pages) for entry in entries)
    assert "<lastmod>2022-09</lastmod>" in text
    assert text == site_map("https://gongkai.example/base/", reversed(entries))
