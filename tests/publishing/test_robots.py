"""robots.txt."""

from __future__ import annotations

from gongkai.publishing.robots import robots


def test_pages_may_be_fetched_and_what_scripts_ask_for_not() -> None:
    assert robots("") == "User-agent: *\nDisallow: /search/index/\nDisallow: /lines/\nAllow: /\n"


def test_below_a_path_with_the_site_map() -> None:
    told = robots("https://a.gov.cn/czj/gongkai/")
    assert "Disallow: /czj/gongkai/search/index/\n" in told
    assert told.endswith("Sitemap: https://a.gov.cn/czj/gongkai/sitemap.xml\n")


def test_a_draft_is_for_nobody() -> None:
    assert robots("https://a.gov.cn/", draft=True) == "User-agent: *\nDisallow: /\n"
