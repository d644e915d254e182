"""检查发现的去处: from a line of the content to the place on the site where a reader sees it."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from gongkai.model.documents import Document
from gongkai.model.entries import OriginalWording
from gongkai.model.findings import Finding, Severity
from gongkai.model.places import Place
from gongkai.model.publication import Publication
from gongkai.pipeline.preparing import prepare
from gongkai.pipeline.workspace import Workspace
from gongkai.rendering.anchors import anchored
from gongkai.rendering.text.finding_links import published
from tests.small_project import LATER, folder, small_project


@pytest.fixture(scope="module", name="prepared")
def small_document(tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, Publication]:
    project = small_project(tmp_path_factory.mktemp("found") / "project")
    prepared = prepare(Workspace.open(project), LATER)
    assert prepared.document is not None
    assert prepared.composed is not None
    return prepared.document, prepared.composed.publication


def target(prepared: tuple[Document, Publication], name: str, line: int = 1) -> str:
    place = Place(path=f"{folder(LATER)}/{name}", line=line, column=1)
    finding = Finding(code="F101", severity=Severity.INCONSISTENCY, place=place, message="不一致")
    (found,) = published([finding], *prepared)
    assert bool(found.place) == bool(found.target)
    return found.target


def test_figures_lead_to_their_row(prepared: tuple[Document, Publication]) -> None:
    document, publication = prepared
    rows_and_cells = [
        (row.id, cell.id) for table in publication.tables() for row in anchored(table).body for cell in row.cells
    ]
    anchors = {id for pair in rows_and_cells for id in pair}
    led = [target(prepared, "figures.yml", entry.place.line) for entry in document.entries]
    assert all(one.startswith("tables/t0") for one in led)
    rows = [one.partition("#")[2] for one in led if "#" in one]
    assert rows
    assert set(rows) <= anchors


def test_what_is_met_in_a_sentence_leads_to_it(prepared: tuple[Document, Publication]) -> None:
    """A figure or a reason that was typed, a duty of document.yml, a line of a form: to the paragraph, to the row."""
    document, publication = prepared
    places = {
        place
        for block in publication.paragraphs()
        for span in block.spans
        for place in span.places
        if place.path.startswith(folder(document.id)) and not place.path.endswith("figures.yml")
    }
    assert {place.path.rsplit("/", 1)[1] for place in places} >= {"explanation.yml", "document.yml"}
    for place in places:
        finding = Finding(code="F101", severity=Severity.INCONSISTENCY, place=place, message="不一致")
        (found,) = published([finding], document, publication)
        assert re.fullmatch(r"(profile|explanation|performance)/#[a-z0-9-]+", found.target), place
    forms = {
        place
        for table in publication.tables()
        if table.form
        for row in table.body
        for cell in row.cells
        for place in cell.places
    }
    assert forms
    for place in forms:
        finding = Finding(code="E106", severity=Severity.INCONSISTENCY, place=place, message="不一致")
        (found,) = published([finding], document, publication)
        assert re.fullmatch(r"performance/(form-[a-z0-9-]+)/#\1-[a-z0-9-]+", found.target), place


def test_forms_lead_to_their_page(prepared: tuple[Document, Publication]) -> None:
    assert target(prepared, "performance/01-hall.yml") == "performance/form-01-hall/"


def test_other_files(prepared: tuple[Document, Publication]) -> None:
    assert target(prepared, "explanation.yml").startswith("explanation/")
    assert target(prepared, "document.yml") == "#contents"
    assert target(prepared, "waivers.yml") == ""
    assert target(prepared, "figures.yml", 0) == ""


@pytest.mark.parametrize(
    ("where", "led"),
    [("t02.20106.科目名称", "tables/t02/"), ("explanation.没有这一节", "explanation/"), ("没有.这个", "")],
)
def test_original_wording_leads_where_it_says(prepared: tuple[Document, Publication], where: str, led: str) -> None:
    document, publication = prepared
    place = Place(path=f"{folder(LATER)}/explanation.yml", line=999, column=5)
    original = OriginalWording(where=where, expected="甲", printed="乙", remark="", place=place)
    changed = replace(document, originals=(original,))
    assert target((changed, publication), "explanation.yml", 999).partition("#")[0] == led
