"""A workbook without content, filled in by a clerk from the model, says what the document says: byte for byte."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from gongkai.model.findings import errors
from gongkai.model.intake import Intake
from gongkai.pipeline.workspace import Workspace
from gongkai.workbooks.book import written
from tests.workbooks.conftest import Filled, filled, grounds, intake_of, made_of, typed_in

REAL = (
    "henan/nanyang/government-services-bureau/2021/final-accounts",
    "henan/anyang/government-services-bureau/2022/final-accounts",
    "henan/pingdingshan/xinhua/government-services-bureau/2023/final-accounts",
    "henan/nanyang/government-services-bureau/2024/budget",
)
DISTRICT = "jiangdong/yunling/water-bureau/2024/final-accounts"
STATION = "qingchuan/linshui/river-station/2025/unit-budget"


@pytest.fixture(scope="module")
def district(examples: Workspace) -> Filled:
    return filled(examples, DISTRICT)


def test_a_clerk_fills_in_a_district(examples: Workspace, district: Filled) -> None:
    """Funds, names that no list has, inputs of all kinds, forms, totals with their sources."""
    intake = district.intake
    assert not errors(intake.findings)
    assert made_of(intake, district.ground) == typed_in(examples, district.ground)


@pytest.mark.parametrize("id", REAL[:3])
def test_what_is_there_comes_back(real: Workspace, id: str) -> None:
    """The workbook of a document as it is, read without a change."""
    ground, _ = grounds(real, id)
    intake = intake_of(written(ground), ground)
    assert not errors(intake.findings)
    assert made_of(intake, ground) == typed_in(real, ground)


def test_every_figure_has_its_cell(district: Filled) -> None:
    figures = district.intake.figures
    assert len({figure.place for figure in figures if figure.column}) == len(figures) - sum(
        not figure.column for figure in figures
    )
    assert all(figure.place.sheet and figure.place.line and figure.place.column for figure in figures)


def test_the_same_content_gives_the_same_bytes(examples: Workspace) -> None:
    ground, _ = grounds(examples, STATION)
    assert written(ground) == written(ground)


def lacking(examples: Workspace, *, kept: bool) -> Intake:
    """What is read of the workbook of a document that says 上年: 无, with its figures of last year or without."""
    ground, _ = grounds(examples, DISTRICT)
    document, place = ground.document, ground.document.place
    inputs = {path: one for path, one in document.inputs.items() if kept or not path.startswith("上年.")}
    ground = replace(ground, document=replace(document, inputs=inputs, declared_none={"上年": place}))
    return intake_of(written(ground), ground)


def test_a_bureau_without_last_year(examples: Workspace) -> None:
    intake = lacking(examples, kept=False)
    assert not errors(intake.findings)
    assert [one.value for one in intake.inputs if one.path.startswith("上年")] == ["无"]
    assert [one.code for one in errors(lacking(examples, kept=True).findings)] == ["I333"]
