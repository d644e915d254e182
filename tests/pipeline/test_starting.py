"""新建: what is written is read back without a fault, says nothing that nobody said, and never takes another's place."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from gongkai.model.amounts import Unit
from gongkai.model.findings import errors
from gongkai.pipeline.authoring.formatting import format_files
from gongkai.pipeline.authoring.starting import NewDocument, Started, StartError, new_department, new_document
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from gongkai.starting.head_text import NewDepartment, NewUnit
from tests.projects import assemble

FOLDER = "qingchuan/linshui/audit-bureau"
DEPARTMENT = NewDepartment(
    folder=FOLDER,
    name="临水县: #审计局",
    since=date(2019, 3, 1),
    region="青川省/临水县",
    code="007",
    units=(NewUnit(code="007001", name="本级", nature="行政单位"), NewUnit(code="", name="true", since=2021)),
)
DOCUMENT = NewDocument(department=FOLDER, year=2023, kind="决算", edition="henan-2023-final-accounts", unit=Unit.YUAN)
EDITIONS = {
    "henan-2021-final-accounts": ("决算", 2021),
    "henan-2023-final-accounts": ("决算", 2023),
    "nanyang-2024-budget": ("预算", 2024),
}


@pytest.fixture(name="project")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return assemble(tmp_path_factory.mktemp("new"), editions=True)


def begin(project: Project) -> Started:
    new_department(project, DEPARTMENT)
    return new_document(project, DOCUMENT)


def test_all_strings_are_safe(project: Project) -> None:
    begin(project)
    loaded = Workspace.open(project).load(f"{FOLDER}/2023/final-accounts")
    assert loaded.document is not None
    department = loaded.document.department
    assert department.name_in(2023) == "临水县: #审计局"
    assert (department.code, department.region) == ("007", "青川省/临水县")
    assert [(unit.code, unit.name, unit.since) for unit in department.units] == [
        ("007001", "本级", None),
        ("", "true", 2021),
    ]


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_is_written_is_read_back_without_a_fault(project: Project, edition: str) -> None:
    kind, year = EDITIONS[edition]
    new_department(project, DEPARTMENT)
    started = new_document(project, replace(DOCUMENT, edition=edition, kind=kind, year=year))
    loaded = Workspace.open(project).load(started.id)
    of_document = [one for one in loaded.findings if one.place.path.startswith("content/departments")]
    assert not errors(of_document)
    assert loaded.document is not None
    assert loaded.document.entries == ()
    assert loaded.document.head.unit is Unit.YUAN
    assert not loaded.document.inputs  # a check asks for the texts that are used; none has to be deleted
    assert all(
        file.same for file in format_files(project, (), write=False, fix=False).files if "departments" in file.shown
    )


def test_nothing_is_overwritten(project: Project) -> None:
    started = begin(project)
    before = {name: (project.root / name).read_bytes() for name in started.files}
    with pytest.raises(StartError, match="已经有了，没有改动"):
        new_department(project, DEPARTMENT)
    with pytest.raises(StartError, match="已经有了，没有改动"):
        new_document(project, DOCUMENT)
    (project.root / started.files[0]).unlink()
    with pytest.raises(StartError, match="已经有了，没有改动"):
        new_document(project, DOCUMENT)
    assert not (project.root / started.files[0]).exists()
    assert {name: (project.root / name).read_bytes() for name in started.files[1:]} == dict(list(before.items())[1:])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"edition": "henan-2022-final-accounts"}, "2022年决算的，不是2023年决算的"),
        ({"edition": "../secret"}, "没有名为"),
        ({"kind": "季报"}, "没有“季报”这一种"),
        ({"department": "qingchuan/linshui/nobody"}, "先建部门"),
    ],
)
def test_what_cannot_be_begun(project: Project, change: dict[str, str], reason: str) -> None:
    new_department(project, DEPARTMENT)
    with pytest.raises(StartError, match=reason):
        new_document(project, replace(DOCUMENT, **change))


def test_a_department_below_a_department_is_refused(project: Project) -> None:
    new_department(project, DEPARTMENT)
    with pytest.raises(StartError, match="已经是一个部门"):
        new_department(project, replace(DEPARTMENT, folder=f"{FOLDER}/centre", region="青川省/临水县/某区"))


def test_nothing_is_written_through_a_link(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (project.content / "departments").mkdir()
    (project.content / "departments" / "qingchuan").symlink_to(outside)
    with pytest.raises(StartError, match="是链接"):
        new_department(project, DEPARTMENT)
    assert list(outside.iterdir()) == []


def test_regions_are_called_alike(project: Project) -> None:
    new_department(project, DEPARTMENT)
    other = replace(DEPARTMENT, folder="qingchuan/linshui/water-bureau", region="青川省/临水市")
    with pytest.raises(StartError, match="别的部门写的是“临水县”"):
        new_department(project, other)
