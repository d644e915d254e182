"""search-words.js and search-index.js read in a browser what is written here."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from gongkai.publishing.search.indexing import SITE as SITE_PAGES
from gongkai.publishing.search.indexing import Besides, Indexing
from gongkai.rendering.search.pieces import search_pages
from tests.built import PROJECT, Built, build_site

SCRIPTS = PROJECT / "templates/site/overrides/assets/javascripts"
CASES = json.loads((Path(__file__).parent / "words.json").read_text(encoding="utf-8"))
SITE = "http://gongkai.test/below/"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, documents: tuple[Built, ...]) -> Path:
    folder = tmp_path_factory.mktemp("search")
    build_site(documents, folder / "work", folder / "site")
    return folder / "site"


@pytest.fixture
def page(browser: Browser, site: Path) -> Iterator[Page]:
    """On the site's address; search-*.js stand at /."""

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix("http://gongkai.test/")
        file = site / path.removeprefix("below/") if path.startswith("below/") else SCRIPTS / path
        if file.is_dir():
            route.fulfill(body="", content_type="text/html")
        elif file.is_file():
            route.fulfill(path=file)
        else:
            route.fulfill(status=404)

    context = browser.new_context()
    context.route("http://gongkai.test/**", answer)
    page = context.new_page()
    page.goto(SITE)
    yield page
    context.close()


def asked(page: Page, body: str, *values: object) -> Any:
    """What a function of the opened index `index`, its first `volume` and the values gives."""
    return page.evaluate(
        f"""async (values) => {{
            const words = await import("/search-words.js");
            const {{ open }} = await import("/search-index.js");
            const index = await open(new URL("{SITE}"));
            const [volume] = index.volumes;
            {body}
        }}""",
        list(values),
    )


def test_words_are_those_of_the_index(page: Page) -> None:
    found = asked(
        page,
        """const { words: texts, names, shards } = values[0];
        return {
            words: texts.map(([text]) => [text, words.words(text)]),
            names: names.map(([name]) => [name, words.bare(name)]),
            shards: shards.map(([word, count]) => [word, count, words.shardOf(word, count)]),
        };""",
        CASES,
    )
    assert found == CASES


def test_the_core_says_which_documents_there_are(page: Page, documents: tuple[Built, ...]) -> None:
    core = asked(page, "return index.core(volume);")
    assert core["documents"][0] | {"pages": []} == {
        "number": 0, "path": "", "title": "", "department": None, "year": None, "kind": "网站", "pages": [],
    }  # fmt: skip
    told = {one["path"]: one for one in core["documents"][1:]}
    assert told.keys() == {f"{one.entry.id}/" for one in documents}
    for one in documents:
        document = told[f"{one.entry.id}/"]
        department = core["departments"][document["department"]]
        assert (document["title"], document["year"], document["kind"]) == (
            one.entry.title, one.entry.year, one.entry.kind,
        )  # fmt: skip
        assert (department["id"], department["region"]) == (one.entry.department_id, [*one.entry.region])
        assert document["pages"] == [page.kind for page in one.pages]
    assert "公务接待费" in core["names"]


def test_a_word_leads_to_pages_and_a_page_to_its_lines(page: Page) -> None:
    found = asked(
        page,
        """const { documents } = await index.core(volume);
        const found = [];
        for (const { document, pages } of await index.postings(volume, "=公务接待费"))
            for (const { page, weight } of pages) {
                const { path, heads } = await index.piece(documents[document], page);
                found.push([path, weight, heads.some((head) => head.includes("公务接待费"))]);
            }
        return found;""",
    )
    assert len(found) == 4
    assert all(path.endswith("tables/t07/") and (weight, head) == (3, True) for path, weight, head in found)


def test_numbers_are_found_by_their_beginnings(page: Page) -> None:
    numbers, absent = asked(page, 'return [await index.numbers(volume, "3685"), await index.numbers(volume, "368")];')
    assert [one["text"] for one in numbers] == ["3685.85"]
    assert len(numbers[0]["found"]) == 4
    assert absent == []


def test_the_beginnings_of_numbers_between_two(page: Page) -> None:
    between = [[2.35, 2.35], [2, 2], [9.96, 10.05], [3685.85, 3686.2], [0, 0.15]]
    found = asked(page, "return values[0].map(([low, high]) => words.beginnings(low, high));", between)
    assert found == [["2.3"], ["2", "2.0"], ["9.9", "10"], ["3685", "3686"], ["0", "0.0", "0.1"]]


def test_what_is_no_word_is_not_found(page: Page) -> None:
    assert asked(
        page, 'return Promise.all(["constructor", "__proto__"].map((word) => index.postings(volume, word)));'
    ) == [[], []]


def test_what_stands_nowhere_is_known_before_it_is_asked_for(page: Page) -> None:
    """Pairs of characters in the core's places of words: what stands is never taken for what does not."""
    there, lacking, asked_for = asked(
        page,
        """await index.core(volume);
        const there = ["三公", "公务", "务接", "=公务接待费", "决算"].map((word) => index.lacks(volume, word));
        const made = Array.from({ length: 200 }, (_, at) => String.fromCharCode(0x4e00 + at * 37, 0x9f00 - at * 29));
        const free = made.filter((word) => index.lacks(volume, word));
        const before = index.requests;
        for (const word of free) await index.postings(volume, word);
        return [there, free.length, index.requests - before];""",
    )
    assert there == [False] * 5
    assert lacking > 150
    assert asked_for == 0


def test_no_more_files_are_asked_for_than_a_query_may(page: Page) -> None:
    asked_for, affords = asked(
        page,
        """await index.core(volume);
        index.allow(index.requests + 1);
        const before = index.requests;
        for (const word of ["=公务接待费", "公务", "接待", "决算", "三公", "经费"]) if (index.affords(volume, word)) await index.postings(volume, word);
        return [index.requests - before, index.affords(volume, "=公务接待费")];""",
    )
    assert asked_for == 1
    assert affords


def test_the_glossary_of_the_site_is_document_0(page: Page) -> None:
    assert asked(page, "return index.piece((await index.core(volume)).documents[0], 0);")["path"] == "glossary/"


def test_each_volume_knows_its_own_documents(page: Page, site: Path, documents: tuple[Built, ...]) -> None:
    indexing = Indexing(site.parent / "parted", {})
    indexing.add(SITE_PAGES, ())
    for one in documents:
        indexing.add(one.entry.id, search_pages(one.pages))
    indexing.finish([one.entry for one in documents], Besides(), bound=1)
    shutil.copytree(indexing.files, site / "parted/search/index")
    found = asked(
        page,
        f"""const parted = await open(new URL("{SITE}parted/"));
        return Promise.all(parted.volumes.map(async (volume) => {{
            const {{ documents }} = await parted.core(volume);
            const found = await parted.postings(volume, "=公务接待费");
            return [volume.year, volume.region, found.map(({{ document }}) => documents[document].path)];
        }}));""",
    )
    assert [(year, region) for year, region, _ in found] == [
        (2023, ["测试省", "测试市"]), (2022, ["测试省", "测试市"]), (2021, ["测试省", "测试市"]),
    ]  # fmt: skip
    assert sorted(path for *_, paths in found for path in paths) == sorted(f"{one.entry.id}/" for one in documents)


WHY = """const why = (error) => error.why;
const gone = () => index.piece({ path: "no/such/" }, 0).catch(why);"""


def test_what_is_missing_is_said(page: Page) -> None:
    assert asked(page, f"{WHY} return gone();") == "missing"


def test_after_a_new_publication_the_query_begins_anew(page: Page) -> None:
    body = f"""{WHY}
        const entry = await (await fetch("search/index/entry.json")).json();
        const fetched = window.fetch;
        entry.volumes[0].folder = "anew";
        window.fetch = (address, how) =>
            String(address).endsWith("entry.json") ? Promise.resolve(Response.json(entry)) : fetched(address, how);
        const first = await gone();
        let times = 0;
        const again = await index.steadily(() => (times++ ? index.volumes[0].folder : Promise.reject({{ why: "renewed" }})));
        return [first, again, await gone()];"""
    assert asked(page, body) == ["renewed", "anew", "missing"]


def test_of_several_files_that_are_gone_each_says_that_the_site_is_another(page: Page) -> None:
    body = """const fetched = window.fetch;
        let answer;
        const held = new Promise((resolve) => (answer = resolve));
        const entry = await (await fetch("search/index/entry.json")).json();
        entry.volumes[0].folder = "anew";
        window.fetch = async (address, how) => {
            if (!String(address).endsWith("entry.json")) return fetched(address, how);
            await held;
            return Response.json(entry);
        };
        const asked = [0, 1, 2].map((page) => index.piece({ path: "no/such/" }, page).catch((error) => error.why));
        setTimeout(answer, 50);
        return Promise.all(asked);"""
    assert asked(page, body) == ["renewed"] * 3


def test_without_a_connection_it_says_so(page: Page) -> None:
    assert asked(page, f"{WHY} window.fetch = () => Promise.reject(new TypeError()); return gone();") == "network"
