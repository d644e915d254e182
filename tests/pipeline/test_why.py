"""gongkai build --why: which of the things that a document is made of have changed."""

from __future__ import annotations

import pytest

from gongkai.pipeline.building.build import Options, build
from gongkai.pipeline.building.why import why_rendered
from gongkai.pipeline.digests import Digest
from gongkai.pipeline.project import Project
from tests.small_project import EARLIER, EDITION, LATER, OTHER, edit, folder, quiet


def why(project: Project) -> dict[str, str]:
    return dict(build(project, Options(output=project.site, pdf=False, jobs=1, why=True), quiet).why)


def append(project: Project, name: str) -> None:
    with (project.root / name).open("a", encoding="utf-8") as file:
        file.write("# 核对过\n")


def test_first_time(project: Project) -> None:
    assert set(why(project).values()) == {"重新排印：没有上一次的成品"}


def test_nothing_changed(project: Project) -> None:
    why(project)
    assert set(why(project).values()) == {"没有改动"}


def test_figures_of_last_year_are_named(project: Project) -> None:
    why(project)
    append(project, f"{folder(EARLIER)}/figures.yml")
    assert why(project) == {
        EARLIER: "重新排印：改了figures.yml",
        LATER: "重新排印：改了上年决算的数",
        OTHER: "没有改动",
    }


def test_edition_and_a_new_file(project: Project) -> None:
    why(project)
    append(project, f"{EDITION}/tables.yml")
    (project.root / folder(OTHER) / "waivers.yml").write_text("[]\n", encoding="utf-8")
    told = why(project)
    assert told[OTHER] == "重新排印：改了版式 ceshi-final-accounts；多了waivers.yml"
    assert told[LATER] == "重新排印：改了版式 ceshi-final-accounts、上年决算的数"


def test_damaged_product(project: Project) -> None:
    why(project)
    page = next((project.build / "documents-without-pdf" / OTHER).rglob("pages.json"))
    page.write_text("[]", encoding="utf-8")
    (project.site / "index.html").unlink()
    assert why(project)[OTHER] == "重新排印：build/ 里的成品缺了或者被改过"


def test_refused_document_that_is_put_right(project: Project) -> None:
    edit(project.root, f"{folder(OTHER)}/document.yml", "状态:", "状况:")
    why(project)
    edit(project.root, f"{folder(OTHER)}/document.yml", "状况:", "状态:")
    assert why(project)[OTHER] == "重新排印：改了document.yml"


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (Digest(), "重新排印：上一次排印的时候，文件正在改，没有算数"),
        (Digest(parts={"程序": "1", "performance/02.yml": "1"}), "重新排印：改了程序；少了performance/02.yml"),
    ],
)
def test_other_reasons(before: Digest, expected: str) -> None:
    assert why_rendered(before, Digest(parts={"程序": "2"}), known=False, intact=False) == expected
