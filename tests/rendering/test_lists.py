"""Ways in to the documents: by year, kind, region and letter, short however many there are."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from gongkai.model.disclosure import Standing
from gongkai.rendering.catalogue import CatalogueEntry, GoneEntry
from gongkai.rendering.html import page_environment
from gongkai.rendering.lists.data import INDEX, list_files, list_paths
from gongkai.rendering.lists.readings import OTHER, initials, letter, own_name
from gongkai.rendering.shell_pages import Announced, shell_pages, shell_paths
from tests.rendering.invented_entries import entry, one_letter, renamed, three_levels

TEMPLATES = Path(__file__).parents[2] / "templates"
MOST = 290_000
"""bytes of a page's body: with its frame 300 KB"""


def bodies(entries: tuple[CatalogueEntry, ...], announced: Announced | None = None) -> dict[str, str]:
    return {page.path: page.body for page in shell_pages(entries, (), page_environment(TEMPLATES), announced)}


@cache
def bodies_of_many(count: int) -> dict[str, str]:
    return bodies(many(count))


def links(body: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', body)


def words(body: str) -> str:
    return " ".join(re.sub("<[^<>]*>", " ", body).split())


@cache
def many(count: int) -> tuple[CatalogueEntry, ...]:
    """Documents of five years in ten cities of four counties each, whose addresses are long."""
    made = []
    for number in range(count // 5):
        city, county = number % 10, number // 10 % 5
        region = ["林省", f"第{city}市", f"第{county}县"][: 3 if county else 2]
        place = "/".join(["lin", f"city-number-{city}", f"county-number-{county}"][: len(region)])
        name = f"{region[-1]}{'财教公民'[number // 50 % 4]}局{number}"
        id = f"{place}/bureau-of-government-services-and-data-{number}"
        made += [entry(id, name, region, year, disclosed=f"{year + 1}-09-01") for year in range(2019, 2024)]
    return tuple(made)


def test_names_are_read_without_the_place_that_all_of_them_begin_with() -> None:
    assert own_name("河市新区审批局", ("林省", "河市", "新区")) == "审批局"
    assert own_name("林省", ("林省",)) == "林省"
    assert (letter("审批局"), letter("“双减”办"), initials("行政审批局A")) == ("S", OTHER, "xzspja")


def test_home_leads_to_years_kinds_regions_and_all_documents() -> None:
    home = bodies(three_levels())[""]
    wanted = {"years/2023/", "years/2022/", "kinds/final-accounts/", "kinds/budget/", "lin/", "lin/he/", "lin/he/xin/"}
    assert wanted | {"documents/", "corrections/"} <= set(links(home))
    assert "4份，3个部门" in words(home)
    assert "决算2，预算1" in words(home)


def test_home_shows_what_was_disclosed_last_first_and_says_where_no_date_is_known() -> None:
    shown = re.findall(
        r'<th scope="row"><a href="([^"]+)".*?<td>[^<]*</td><td>[^<]*</td><td>[^<]*</td><td>(.*?)</td>',
        bodies(three_levels())[""],
    )
    assert [link.split("/")[-3] + words(day) for link, day in shown] == [
        "20232024年8月20日",
        "20232023年2月10日",
        "2023没有记录",
        "2022成文 2023年9月",
    ]


def test_all_documents_of_a_year_stand_on_its_page() -> None:
    year = bodies(three_levels())["years/2023/"]
    documents = [link for link in links(year) if link.endswith(("/budget/", "/final-accounts/"))]
    assert len(documents) == 3
    assert "../../lin/finance/2023/final-accounts/tables/t08/" in links(year)


def test_region_pages_of_three_levels_lead_down_and_count() -> None:
    pages = bodies(three_levels())
    assert "河市 2个部门" in words(pages["lin/"])
    assert {"he/", "he/xin/", "finance/"} <= set(links(pages["lin/"]))
    assert {"approval/", "approval/2023/final-accounts/"} <= set(links(pages["lin/he/xin/"]))


def test_a_department_has_its_years_and_kinds_with_the_tables_that_are_asked_for() -> None:
    page = bodies(renamed())["lin/he/data/"]
    assert "曾用名：河市大数据局" in words(page)
    assert re.findall(r'<th scope="col">(.*?)</th>', page) == ["年度", "决算", "预算"]
    assert {"2023/final-accounts/tables/t08/", "2021/final-accounts/document.pdf", "2023/"} <= set(links(page))
    assert "没有收录" in page.partition("2021/")[2]


def test_what_was_withdrawn_is_told_on_the_page_of_its_department() -> None:
    gone = renamed()[0]
    identity = replace(
        gone, standing=Standing(disclosed="2022-09-01", version=1, withdrawn="2023-01-05", reason="重复")
    )
    withdrawn = GoneEntry(**identity.fields(), title=gone.title, standing=identity.standing)
    pages = bodies(renamed()[1:], Announced(withdrawn=(withdrawn,)))
    assert "2021年度决算 2023年1月5日撤回" in words(pages["lin/he/data/"])


def test_the_same_letter_for_all_still_makes_short_pages() -> None:
    pages = bodies(one_letter())
    assert "letter_d/" in links(pages["lin/he/"])
    assert {"1/", "2/"} <= set(links(pages["lin/he/letter_d/"]))
    shown = [link for number in "12" for link in links(pages[f"lin/he/letter_d/{number}/"]) if "school" in link]
    assert len({link for link in shown if "2023" not in link}) == 250


def test_no_page_grows_beyond_its_bound() -> None:
    for entries, pages in (
        (many(2000), bodies_of_many(2000)),
        (many(6000), bodies_of_many(6000)),
        (one_letter(600), bodies(one_letter(600))),
    ):
        assert max(len(body.encode()) for body in pages.values()) < MOST
        assert pages.keys() | {"search/"} == shell_paths(entries)  # drawn by the search, when it knows its volumes


def test_a_document_of_a_divided_list_is_reached_from_its_page() -> None:
    """Without scripts: every document of a year and of a kind stands on some page below the year's and the kind's."""
    entries = many(6000)
    pages = bodies_of_many(6000)
    for root, wanted in (
        ("years/2021/", {one.id for one in entries if one.year == 2021}),
        ("kinds/final-accounts/", {one.id for one in entries}),
    ):
        found = {
            link.removeprefix("../" * page.count("/")).removesuffix("/")
            for page, body in pages.items()
            if page.startswith(root)
            for link in links(body)
        }
        assert wanted <= found


def test_a_changed_figure_changes_no_page_and_a_new_document_few() -> None:
    entries = many(2000)
    before = bodies_of_many(2000)
    changed = (replace(entries[0], sha256={"data.json": "1"}), *entries[1:])
    assert bodies(changed) == before
    assert dict(list_files(changed)) == dict(list_files(entries))
    more = (*entries, replace(entry("lin/city-number-3/new", "第3市新局", ["林省", "第3市"], 2023)))
    pages = bodies(more)
    new = {path for path, body in pages.items() if before.get(path) != body}
    assert new == {
        *("", "data/", "site-map/", "documents/", "years/2023/", "kinds/final-accounts/", "kinds/final-accounts/2023/"),
        *("lin/", "lin/city-number-3/", "lin/city-number-3/new/", "lin/city-number-3/new/2023/"),
    }


def test_the_data_of_the_filter_holds_every_document_and_stays_small() -> None:
    for entries in (three_levels(), many(6000), one_letter(2000) + one_letter(2000, 2022)):
        files = dict(list_files(entries))
        assert [*files] == [*list_paths(entries)]
        assert max(map(len, files.values())) < 300_000
        parts = json.loads(files[INDEX])
        assert sum(count for *_, count in parts) == len(entries)
        found = [id for path, *_ in parts for id in _ids(json.loads(files["documents/list/" + path]))]
        assert sorted(found) == sorted(one.id for one in entries)


def _ids(part: dict[str, list[list[object]]]) -> list[str]:
    return [
        f"{part['regions'][region][0]}/{folder}/{year}/{part['kinds'][kind][1]}"  # type: ignore[call-overload]
        for region, folder, _, _, _, documents in part["departments"]
        for year, kind, *_ in documents  # type: ignore[attr-defined]
    ]


def test_the_data_of_the_filter_has_former_names_initials_and_dates() -> None:
    (_, part) = dict(list_files(renamed())).values()
    ((region, folder, name, sounds, former, documents),) = json.loads(part)["departments"]
    assert (region, folder, name, sounds, former) == (0, "data", "河市数据局", "hssjj hsdsjj", ["河市大数据局"])
    assert [one[0] for one in documents] == [2023, 2023, 2021]
    dates = [
        one[3]
        for part in [*dict(list_files(three_levels())).values()][1:]
        for row in json.loads(part)["departments"]
        for one in row[5]
    ]
    assert sorted(dates) == ["", "2023-02-10", "2024-08-20", "~2023-09"]
