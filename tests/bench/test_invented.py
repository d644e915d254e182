"""虚构地区: what measurements and the search are run on is deterministic, varied, and sound but for the bad ones."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from bench.invented import Invented, change_a_reason, invented_project
from bench.invented.departments import departments
from bench.invented.faults import MISTAKES
from gongkai.model.findings import Severity, every
from gongkai.pipeline.preparing import prepare
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from tests.small_project import bytes_of

ROOT = Path(__file__).resolve().parents[2]
COUNT = 260


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Invented]:
    folder = tmp_path_factory.mktemp("region")
    return folder, invented_project(ROOT, folder, COUNT)


def test_the_seed_says_everything(region: tuple[Path, Invented], tmp_path: Path) -> None:
    first, made = region
    again, other = tmp_path / "again", tmp_path / "other"
    again.mkdir()
    other.mkdir()
    assert invented_project(ROOT, again, COUNT) == made
    invented_project(ROOT, other, 20, seed=7)
    content = "content/departments"
    assert bytes_of(first / content) == bytes_of(again / content)
    assert bytes_of(first / content) != bytes_of(other / content)


def test_a_larger_region_has_the_same_documents(region: tuple[Path, Invented], tmp_path: Path) -> None:
    first, made = region
    assert invented_project(ROOT, tmp_path, 2 * COUNT).documents[:COUNT] == made.documents
    id = made.documents[COUNT // 2]
    assert bytes_of(tmp_path / "content/departments" / id) == bytes_of(first / "content/departments" / id)


def test_neighbours_kinds_and_units(region: tuple[Path, Invented]) -> None:
    _, made = region
    assert len(set(made.documents)) == COUNT
    years = {id.split("/")[-2] for id in made.documents}
    assert years == {"2021", "2022", "2023", "2024", "2025"}
    kinds = {id.split("/")[-1] for id in made.documents}
    assert kinds == {"final-accounts", "budget", "unit-final-accounts", "unit-budget"}
    whole = [id for id in made.documents if id.endswith("/2023/final-accounts")]
    assert any(
        {id.replace("2023", "2022"), id.replace("final-accounts", "budget")} <= set(made.documents) for id in whole
    )


def test_names_and_sentences_vary(region: tuple[Path, Invented]) -> None:
    folder, made = region
    names = {one.name for one in islice(departments(2026), 260)}
    assert len(names) == 260
    reasons = [
        line.partition(": ")[2]
        for id in made.good
        for line in (folder / "content/departments" / id / "explanation.yml").read_text(encoding="utf-8").splitlines()
        if line.startswith("  一般公共预算") and "：" not in line
    ]
    assert len(set(reasons)) > 0.7 * len(reasons)


def test_they_are_sound_and_the_bad_ones_are_told(region: tuple[Path, Invented]) -> None:
    """One of each edition of three cities, and the bad ones: a reminder at most, or what makes them bad."""
    folder, made = region
    assert set(made.bad.values()) == set(MISTAKES)
    workspace = Workspace.open(Project(root=folder))
    for id in [*dict(_by_edition(made)).values(), *made.bad]:
        prepared = prepare(workspace, id)
        told = {str(one.code) for one in every(prepared.findings) if one.severity is not Severity.WARNING}
        assert made.bad[id] in told if id in made.bad else not told, (id, told)
        assert prepared.composed is not None or id not in made.published


def _by_edition(made: Invented) -> Iterator[tuple[object, str]]:
    for id in made.good:
        city, year, kind = id.split("/")[1], int(id.split("/")[-2]), id.split("/")[-1]
        if city in ("lanjiang", "yuchuan", "yingpu"):
            yield (city, kind, min(year, 2023) if (city, kind) == ("lanjiang", "final-accounts") else 0), id


def test_one_reason_is_changed(region: tuple[Path, Invented]) -> None:
    folder, _ = region
    before = bytes_of(folder / "content")
    changed = change_a_reason(folder)
    assert [name for name, digest in bytes_of(folder / "content").items() if before[name] != digest] == [
        changed.relative_to(folder / "content").as_posix()
    ]
