"""Indexes drawn from the catalogue: regions, departments, years, glossary."""

from __future__ import annotations

import re
from pathlib import Path

from gongkai.rendering.catalogue import CatalogueEntry, catalogue_entry
from gongkai.rendering.html import page_environment
from gongkai.rendering.lists.department_tree import departments, regions
from gongkai.rendering.pages import Link
from gongkai.rendering.shell_pages import SiteTerm, TermText, shell_pages
from tests import sample

TEMPLATES = Path(__file__).parents[2] / "templates"
OLD = "测试市政务和大数据局"
BUREAU = "ceshi/hangkong/government-services-bureau"


def entry(**more: object) -> CatalogueEntry:
    publication = sample.publication(**more)  # type: ignore[arg-type]
    return catalogue_entry(
        publication,
        pages=[f"{publication.id}/", f"{publication.id}/tables/t03/"],
        pdf=f"{publication.id}/document.pdf",
        sha256={"b": "2", "a": "1"},
        findings={"warning": 1},
    )


def entries() -> tuple[CatalogueEntry, ...]:
    return (
        entry(year=2021, department=OLD),
        entry(year=2023),
        entry(year=2023, kind="预算"),
        entry(folder="ceshi/hangkong/xinhua/approval-bureau", department="新华区<审批>局"),
    )


def test_a_renamed_department_stays_one_with_its_former_name() -> None:
    bureau = departments(entries())[0]
    assert (bureau.id, bureau.name, bureau.former) == (BUREAU, sample.BUREAU, (OLD,))
    assert bureau.years == (2023, 2021)


def test_a_note_behind_a_name_makes_no_other_name() -> None:
    """（本级） of the office's own document, and （下属单位）; a name that is printed with brackets only stays."""

    def named(*names: str) -> tuple[str, tuple[str, ...]]:
        (one,) = departments(entry(year=2025 - at, department=name) for at, name in enumerate(names))
        return one.name, one.former

    assert named("测试县水务局（本级）", "测试县水务局") == ("测试县水务局", ())
    assert named("测试县河道管理所", "测试县河道管理所（下属单位）") == ("测试县河道管理所", ())
    assert named("测试县文化局（测试县文物局）", "测试县文化馆") == ("测试县文化局（测试县文物局）", ("测试县文化馆",))


def test_regions_form_a_tree_with_counts() -> None:
    (province,) = regions(departments(entries()))
    assert (province.path, province.name, province.count) == ("ceshi/", "测试省", 2)
    (city,) = province.regions
    assert [one.id for one in city.departments] == [BUREAU]
    assert city.regions[0].name == "xinhua"  # a region whose name no department gives


def test_pages_of_the_shell() -> None:
    term = SiteTerm(
        id="three-public",
        term="“三公”经费",
        texts=(TermText(text="指……", documents=(Link(text="文件", path=f"{BUREAU}/2021/final-accounts/glossary/"),)),),
    )
    pages = {page.path: page for page in shell_pages(entries(), (term,), page_environment(TEMPLATES))}
    assert {"", "glossary/", "ceshi/", "ceshi/hangkong/", f"{BUREAU}/", f"{BUREAU}/2021/"} <= set(pages)
    assert f'href="{BUREAU}/2023/budget/"' in pages[""].body
    assert f"曾用名：{OLD}" in pages[f"{BUREAU}/"].body
    assert 'id="three-public"' in pages["glossary/"].body
    for page in pages.values():
        assert "<审批>" not in page.title + page.head + page.breadcrumbs + page.body
        assert not re.search(r'href="(/|http)', page.body)
