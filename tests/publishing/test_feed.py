"""订阅: new and corrected documents, whole and by department, never longer than its bound."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from msgspec.structs import replace

from gongkai.model.disclosure import PublicChange, PublicCorrection, Standing
from gongkai.publishing import feed
from gongkai.publishing.feed import feed_paths, feeds
from gongkai.rendering.catalogue import CatalogueEntry, GoneEntry
from tests.publishing.open_data.corpus import entries

ATOM = "{http://www.w3.org/2005/Atom}"
CORRECTION = PublicCorrection(
    version=2, day="2023-11-02", reason="多记一笔", changes=(PublicChange(where="支出表", old="1", new="<2>"),)
)


def corpus() -> tuple[CatalogueEntry, ...]:
    """One disclosed and corrected, one disclosed, one of which only the month is known."""
    first, second, third = entries()
    return (
        replace(first, standing=Standing(disclosed="2022-09-30", version=2, corrections=(CORRECTION,))),
        replace(second, standing=Standing(disclosed="2023-09-28", version=1)),
        replace(third, date="2023-10", standing=None),
    )


def gone() -> GoneEntry:
    (one, *_) = entries()
    standing = Standing(disclosed="2021-09-01", version=1, withdrawn="2024-01-05", reason="涉及个人信息")
    identity = one.fields() | {"id": "yunling/yunling/forestry-bureau/2020/final-accounts", "year": 2020}
    return GoneEntry(**identity, title="2020年度部门决算", standing=standing)


def read(address: str = "") -> dict[str, ET.Element]:
    return {path: ET.fromstring(content) for path, content in feeds(address, corpus(), (gone(),))}  # noqa: S314


def titles(told: ET.Element) -> list[str]:
    return [one.findtext(f"{ATOM}title", "")[:2] for one in told.iter(f"{ATOM}entry")]


def days(told: ET.Element) -> list[str]:
    return [one.findtext(f"{ATOM}updated", "")[:10] for one in told.iter(f"{ATOM}entry")]


def test_all_news_stand_in_one_feed_newest_first() -> None:
    told = read()["feed.xml"]
    assert days(told) == ["2024-01-05", "2023-11-02", "2023-10-01", "2023-09-28", "2022-09-30"]
    assert titles(told)[:2] == ["撤回", "更正"]
    assert told.findtext(f"{ATOM}updated") == "2024-01-05T00:00:00Z"


def test_a_department_has_its_own() -> None:
    told = read()
    assert days(told["yunling/yunling/forestry-bureau/feed.xml"]) == [
        "2024-01-05",
        "2023-11-02",
        "2023-09-28",
        "2022-09-30",
    ]
    assert days(told["linjiang/linjiang/hexi/water-bureau/feed.xml"]) == ["2023-10-01"]


def test_corrections_alone_as_before() -> None:
    assert days(read()["corrections/feed.xml"]) == ["2024-01-05", "2023-11-02"]


def test_links_lead_to_the_document() -> None:
    id = corpus()[2].id
    path = "linjiang/linjiang/hexi/water-bureau/feed.xml"
    (link,) = [one.get("href") for one in read()[path].iter(f"{ATOM}link") if one.get("rel") != "self"]
    assert link == "2022/final-accounts/"
    (link,) = [
        one.get("href") for one in read("https://a.gov.cn/x/")[path].iter(f"{ATOM}link") if one.get("rel") != "self"
    ]
    assert link == f"https://a.gov.cn/x/{id}/"


def test_it_does_not_grow(monkeypatch: object) -> None:
    (one, *_) = corpus()
    many = [replace(one, id=f"{one.id}-{number}", standing=None, date="2022-01") for number in range(feed.MOST + 20)]
    for content in dict(feeds("", many, ())).values():
        assert content.count(b"<entry>") in (0, feed.MOST)


def test_they_are_known_from_the_catalogue() -> None:
    assert set(feed_paths(corpus())) == set(read())
