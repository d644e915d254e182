"""检查从记录里答: what has not changed is not looked at again, and the answer is the one of a first check."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gongkai.model.checked import CheckResult
from gongkai.pipeline import pools
from gongkai.pipeline.authoring import checking
from gongkai.pipeline.authoring.answers import Answer
from gongkai.pipeline.project import Project
from gongkai.pipeline.workers import Outcome
from tests.small_project import ALL, EARLIER, LATER, OTHER, edit, folder, quiet, small_project

EXPLANATION = f"{folder(OTHER)}/explanation.yml"
WAIVERS = """\
- {代码: W206, 理由: 指标由省里统一规定}
- {代码: N101, 理由: 没有可说的, 范围: {年度: 2024}}
"""


def check(project: Project, monkeypatch: pytest.MonkeyPatch, *only: str) -> tuple[CheckResult, set[str]]:
    """The result in this process, and the documents that were looked at."""
    looked: set[str] = set()

    def run(ids: list[str], work: Callable[[str], Answer], _jobs: int, **_: object) -> Iterator[Outcome[Answer]]:
        looked.update(ids)
        yield from (Outcome(task=id, value=work(id)) for id in ids)

    monkeypatch.setattr(pools, "run", run)
    return checking.check(project, only, quiet), looked


def fresh(project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch) -> CheckResult:
    """Of a copy that nobody has checked."""
    shutil.copytree(project.root, folder, ignore=shutil.ignore_patterns("checked", "known-*"))
    return check(Project(root=folder), monkeypatch)[0]


def test_only_what_changed_is_looked_at(project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    first, looked = check(project, monkeypatch)
    assert looked == set(ALL)
    assert check(project, monkeypatch) == (first, set())
    edit(project.root, EXPLANATION, "人员增加", "人员增加，详见XX文件")
    changed, looked = check(project, monkeypatch)
    assert looked == {OTHER}
    assert changed != first
    assert changed == fresh(project, tmp_path / "one", monkeypatch)
    edit(project.root, EXPLANATION, "人员增加，详见XX文件", "人员增加")
    assert check(project, monkeypatch) == (first, {OTHER})


def test_a_figure_of_last_year_is_looked_at_with_this_years(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    check(project, monkeypatch)
    with (project.root / folder(EARLIER) / "figures.yml").open("a", encoding="utf-8") as file:
        file.write("\n# 核对过\n")
    assert check(project, monkeypatch)[1] == {EARLIER, LATER}


def test_waivers_above_are_told_where_they_stand(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """P401 names the line, which moves when one is written above it."""
    path = project.content / "departments" / "waivers.yml"
    path.write_text(WAIVERS, encoding="utf-8")
    check(project, monkeypatch)
    path.write_text(f"# 全市通用\n{WAIVERS}", encoding="utf-8")
    moved = check(project, monkeypatch)[0]
    assert moved == fresh(project, tmp_path / "two", monkeypatch)
    assert check(project, monkeypatch) == (moved, set())


@pytest.mark.parametrize("damage", [b"", b"{}", b"0\n{}"])
def test_a_damaged_answer_is_none(project: Project, monkeypatch: pytest.MonkeyPatch, damage: bytes) -> None:
    first, _ = check(project, monkeypatch)
    (project.checked / f"{OTHER}.json").write_bytes(damage)
    project.known_texts.write_bytes(damage)
    project.known_files.write_bytes(damage)
    assert check(project, monkeypatch) == (first, {OTHER})


def test_where_nothing_can_be_written_a_check_answers_all_the_same(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plain = small_project(tmp_path / "plain")
    (plain.root / "build").write_text("", encoding="utf-8")
    assert check(plain, monkeypatch)[0] == check(project, monkeypatch)[0]
