"""画图 in a run: years of one department, the figures that lead to their cells, and what renders a document anew."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from gongkai.model.pictures import Picture
from gongkai.pipeline.digests import Digests
from gongkai.pipeline.picturing import pictures_of, printed_ones
from gongkai.pipeline.preparing import prepare
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from gongkai.rendering.extras import Extras
from gongkai.rendering.html import page_environment, render_pages
from tests.projects import ROOT, assemble

DEPARTMENT = "ceshi/qu/services-bureau"
LATER, EARLIER = f"{DEPARTMENT}/2024/final-accounts", f"{DEPARTMENT}/2023/final-accounts"
FOLDER = f"content/departments/{DEPARTMENT}"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return assemble(tmp_path, "next-year", editions=True)


def drawn(project: Project, id: str = LATER) -> dict[str, Picture]:
    workspace = Workspace.open(project)
    return {one.id: one for one in pictures_of(workspace, prepare(workspace, id))}


def years(picture: Picture) -> list[tuple[str, str]]:
    return [(group.title, group.bars[0].figure.text if group.bars[0].figure else "") for group in picture.groups]


def digest(project: Project) -> str:
    return Digests(Workspace.open(project), pdf=False).document(LATER).whole


def test_last_year_is_taken_from_its_document(project: Project) -> None:
    assert years(drawn(project)["years"]) == [("2023年", "135.00"), ("2024年", "144.00")]


def test_the_budget_is_taken_by_class(project: Project) -> None:
    titles = [group.title for group in drawn(project)["budget-outturn"].groups]
    assert titles == ["合计", "一般公共服务支出", "社会保障和就业支出", "住房保障支出"]
    assert drawn(project)["budget-outturn"].apart == ""


def test_a_year_that_is_lacking_between_is_said(project: Project) -> None:
    shutil.move(project.root / FOLDER / "2023", project.root / FOLDER / "2021")
    picture = drawn(project)["years"]
    assert [title for title, _ in years(picture)] == ["2021年", "2022年", "2023年", "2024年"]
    assert picture.groups[1].bars[0].reason == "没有2022年的决算"


def test_a_change_in_an_old_year_is_seen_by_the_digest(project: Project) -> None:
    shutil.move(project.root / FOLDER / "2023", project.root / FOLDER / "2021")
    before = digest(project)
    figures = project.root / FOLDER / "2021/final-accounts/figures.yml"
    figures.write_text(figures.read_text(encoding="utf-8") + "# 改过\n", encoding="utf-8")
    assert digest(project) != before


def test_all_kinds_of_pictures_and_their_figures_lead_to_cells(project: Project) -> None:
    workspace = Workspace.open(project)
    prepared = prepare(workspace, LATER)
    made = pictures_of(workspace, prepared)
    assert [one.id for one in made] == ["classes", "basic-project", "budget-outturn", "years", "three-public"]
    assert prepared.composed is not None
    pages = render_pages(prepared.composed.publication, Extras(pictures=made), page_environment(ROOT / "templates"))
    main = pages[0].main
    part = main[main.index('<section class="pictures"') : main.index("</section>")]
    targets = set(re.findall(r'href="(tables/[^"#]+)#([^"]+)"', part))
    assert len(targets) > 5
    ids = {page.path.removeprefix(f"{LATER}/"): page.main for page in pages}
    assert all(f'id="{anchor}"' in ids[path] for path, anchor in targets)


def test_the_pdf_prints_what_the_edition_names(project: Project) -> None:
    edition = "templates/editions/henan-2024-final-accounts/edition.yml"
    file = project.root / edition
    file.write_text(file.read_text(encoding="utf-8") + "附图: [三公经费, 支出去向]\n", encoding="utf-8")
    workspace = Workspace.open(project)
    prepared = prepare(workspace, LATER)
    assert [one.id for one in printed_ones(prepared, pictures_of(workspace, prepared))] == ["three-public", "classes"]


def test_no_picture_stands_in_the_text(project: Project) -> None:
    prepared = prepare(Workspace.open(project), LATER)
    assert prepared.composed is not None
    assert "钱花在哪里" not in repr(prepared.composed.publication)


def test_a_withdrawn_year_is_not_shown(project: Project) -> None:
    shutil.move(project.root / FOLDER / "2023", project.root / FOLDER / "2021")
    before = digest(project)
    record = project.root / FOLDER / "2021/final-accounts/disclosure.yml"
    record.write_text("撤回: {日期: 2024-12-01, 原因: 涉密, 批准: 局长}\n", encoding="utf-8")
    picture = drawn(project)["years"]
    assert years(picture) == [("2024年", "144.00")]
    assert [one.series for one in picture.absent] == ["往年"]
    assert digest(project) != before
