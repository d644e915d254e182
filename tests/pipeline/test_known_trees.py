"""认得的树: what the files of an edition hold is known from run to run, and read anew where a file is another."""

from __future__ import annotations

import pytest

from gongkai.loading.edition_files import FILES, WAIVERS, load_edition
from gongkai.loading.yaml_reader import parse_yaml
from gongkai.model.places import NOWHERE
from gongkai.pipeline import known_trees
from gongkai.pipeline.digests import Digests
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace

NAME = "ceshi-2023-final-accounts"


def parsed_anew(project: Project, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that a run parses; it reads the edition that a run reads that knows nothing."""
    anew: list[str] = []

    def watched(data: bytes, shown: str) -> object:
        anew.append(shown.rpartition("templates/editions/")[2])
        return parse_yaml(data, shown)

    workspace = Workspace.open(project)
    Digests(workspace, pdf=False)
    with monkeypatch.context() as patch:
        patch.setattr(known_trees, "parse_yaml", watched)
        known = workspace.edition(NAME, NOWHERE)
    alone = load_edition(project.editions, NAME, NOWHERE)
    assert (known.edition, known.tree, known.nodes) == (alone.edition, alone.tree, alone.nodes)
    return anew


def test_a_file_is_parsed_where_it_is_another(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    lineage = Workspace.open(project).edition(NAME, NOWHERE).wording
    editions = [folder.parent for folder in lineage]
    there = [f"{one.name}/{name}" for one in editions for name in (*FILES, WAIVERS) if (one / name).is_file()]
    assert parsed_anew(project, monkeypatch) == there
    assert parsed_anew(project, monkeypatch) == []
    file = editions[-1] / "edition.yml"
    file.write_text(f"# 另一句\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    assert parsed_anew(project, monkeypatch) == [f"{editions[-1].name}/edition.yml"]
    assert parsed_anew(project, monkeypatch) == []


def test_a_damaged_record_is_not_believed(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed_anew(project, monkeypatch)
    for record in (project.known_editions / "files").iterdir():
        record.write_bytes(record.read_bytes().replace("合计".encode(), "总计".encode()) + b" ")
    assert parsed_anew(project, monkeypatch)


def test_slips_are_told_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    file = project.editions / NAME / "edition.yml"
    file.write_text(file.read_text(encoding="utf-8") + "没有这个键：1\n", encoding="utf-8")
    for _ in range(2):
        workspace = Workspace.open(project)
        Digests(workspace, pdf=False)
        assert workspace.edition(NAME, NOWHERE).findings == load_edition(project.editions, NAME, NOWHERE).findings
