"""region.yml: populations as people type them, and what is wrong in one, which blocks no document."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.loading.folders import find_documents
from gongkai.loading.region_files import read_regions
from gongkai.model.findings import Finding
from gongkai.pipeline.workspace import Workspace
from gongkai.writing.formatting import formatted
from gongkai.writing.layouts import layout_of
from tests.ceshi import bureau
from tests.compared import REGION, accounts, department, given
from tests.shared_forms import KINDS

SHOWN = "content/departments/hunan/region.yml"


def read(folder: Path, text: str) -> tuple[str, list[Finding]]:
    """The population of 2023, and what was found."""
    file = folder / SHOWN
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    made = read_regions(folder, (file,))
    region = made.value.get(file.parent)
    population = region.in_year(2023) if region else None
    return (str(int(population.count)) if population else ""), list(made.findings)


@pytest.mark.parametrize(
    ("typed", "people"),
    [("961.7万人", "9617000"), ("356120人", "356120"), ("3,561,200", "3561200"), ("12万", "120000")],
)
def test_people_are_counted(tmp_path: Path, typed: str, people: str) -> None:
    told, findings = read(tmp_path, f'人口:\n  - {{年度: 2023, 人数: "{typed}", 来源: 公报}}\n')
    assert (told, findings) == (people, [])


@pytest.mark.parametrize("typed", ["很多", "-3万人", "0", "1e6", "1.23456万人", "3561200.5人", "961.7亿"])
def test_what_is_no_number_of_people(tmp_path: Path, typed: str) -> None:
    told, (finding,) = read(tmp_path, f"人口:\n  - {{年度: 2023, 人数: {typed}, 来源: 公报}}\n")
    assert told == ""
    assert str(finding.place).startswith(f"{SHOWN}:2:")


def test_a_year_is_told_once(tmp_path: Path) -> None:
    line = "  - {年度: 2023, 人数: 12万人, 来源: 公报}\n"
    told, (finding,) = read(tmp_path, f"人口:\n{line}{line}")
    assert told == ""
    assert "写了两次" in finding.message


def test_another_year_is_not_taken(tmp_path: Path) -> None:
    assert read(tmp_path, "人口:\n  - {年度: 2022, 人数: 12万人, 来源: 公报}\n") == ("", [])


def test_its_written_form() -> None:
    text = "人口:\n- {来源: 公报, 人数: 12万人, 年度: 2023}\n".encode()
    assert formatted(text, SHOWN, layout_of(SHOWN)).decode() == "人口:\n  - {年度: 2023, 人数: 12万人, 来源: 公报}\n"


def test_it_stands_in_regions_alone(tmp_path: Path) -> None:
    for folder in ("departments/hunan", "departments/hunan/jiangcheng", "departments/hunan/water-bureau"):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / "region.yml").touch()
    (tmp_path / "departments/hunan/water-bureau/department.yml").touch()
    found = find_documents(tmp_path, KINDS)
    assert [path.parent.name for path in found.regions] == ["jiangcheng", "hunan"]
    (finding,) = found.findings
    assert (finding.code, finding.place.path.endswith("hunan/water-bureau/region.yml")) == ("L505", True)


def test_a_mistake_blocks_no_document(tmp_path: Path) -> None:
    project = bureau(tmp_path)
    department(project, "park-office")
    id = accounts(project, "park-office", 2023, "1.00")
    (project.root / "content/departments" / REGION / "region.yml").write_text(
        "人口: [{年度: 2023}]\n", encoding="utf-8"
    )
    workspace = Workspace.open(project)
    assert [one.code for one in workspace.strays[""]]
    assert not any(one.place.path.endswith("region.yml") for one in workspace.strays.get(id, ()))
    assert given(project, [id])[id].head.people == ""
