"""审阅: what a reviewer is shown of each of the ten changes, and what a change can and cannot do."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from gongkai.changes.reviewed import Reviewed
from gongkai.model.checked import CheckResult, Verdict
from gongkai.model.findings import Finding, Severity
from gongkai.model.places import Place
from gongkai.pipeline.building.build import Options as BuildOptions
from gongkai.pipeline.building.build_report import BuildReport, SiteState
from gongkai.pipeline.project import Project
from gongkai.pipeline.repository.git import GitError
from gongkai.pipeline.reviewing import reviewing
from gongkai.pipeline.reviewing.proposing import TOO_MANY, propose
from gongkai.pipeline.reviewing.reviewing import Options, review
from gongkai.reporting.review import LIMIT, as_data, summary
from tests.projects import golden
from tests.small_project import EARLIER, LATER, OTHER, edit, folder, quiet
from tests.ten_changes import CHANGES, FIGURES, commit, git, repository, write

Looked = Callable[..., Reviewed]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return repository(tmp_path_factory.mktemp("review") / "project")


@pytest.fixture
def looked(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Looked:
    """A review whose preview is not drawn; that is for the tests of the CI files."""

    def drawn(_: Project, options: BuildOptions, __: object) -> BuildReport:
        assert options.draft
        empty = CheckResult(verdicts={}, findings=(), sound=True)
        return BuildReport(published=options.only, rendered=(), site=SiteState.REPLACED, checked=empty)

    monkeypatch.setattr(reviewing, "build", drawn)

    def run(head: str, *, templates: bool = False, base: str = "main") -> Reviewed:
        return review(project, base, head, Options(output=tmp_path, templates=templates, jobs=1), quiet)

    return run


@pytest.mark.parametrize("name", CHANGES)
def test_the_comment(looked: Looked, name: str) -> None:
    """As anybody may send it; one that changes an edition is a maintainer's."""
    reviewed = looked(name, templates=name in ("05-year", "10-edition"))
    golden(f"ten_changes/{name}.comment.md", summary(reviewed))
    golden(f"ten_changes/{name}.preview.txt", "".join(f"{id}\n" for id in reviewed.shown))
    told = json.loads(as_data(reviewed))
    assert told["labels"] == (["不能发布"] if reviewed.blocked else [])
    assert (told["blocked"], len(told["head"])) == (reviewed.blocked, 40)


def test_what_main_has_meanwhile_is_there_too(project: Project) -> None:
    """What is looked at is what merging makes: of a file that both have changed, the one that was sent."""
    git(project.root, "switch", "--quiet", "--create", "meanwhile", "main")
    edit(project.root, f"{folder(LATER)}/explanation.yml", "人员增加", "人员增加两名")
    edit(project.root, FIGURES, "年初结转和结余: 10.00", "年初结转和结余: 12.00")
    commit(project.root, "main")
    git(project.root, "switch", "--quiet", "main")
    proposal = propose(project, "meanwhile", "08-published", templates=False)
    assert proposal.clashing == ()
    proposal = propose(project, "meanwhile", "07-formatting", templates=False)
    assert (proposal.files, proposal.clashing) == ((FIGURES,), (FIGURES,))
    shown = proposal.merged.git.run("show", f"{proposal.merged.commit}:{folder(LATER)}/explanation.yml").text
    assert "人员增加两名" in shown
    assert "已同国库对过" in proposal.merged.git.run("show", f"{proposal.merged.commit}:{FIGURES}").text


def test_nothing_of_the_work_tree_or_the_branches_is_touched(project: Project) -> None:
    before = project.root.joinpath(FIGURES).read_bytes(), *_refs(project)
    propose(project, "main", "09-fork", templates=False)
    assert (project.root.joinpath(FIGURES).read_bytes(), *_refs(project)) == before


def _refs(project: Project) -> list[str]:
    return [path.name for path in sorted((project.root / ".git" / "refs" / "heads").rglob("*"))]


def test_too_many_files(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.pipeline.reviewing.proposing.MOST", 1)
    proposal = propose(project, "main", "09-fork", templates=False)
    assert proposal.files == ()
    assert [(one.path, one.reason) for one in proposal.refused] == [("5 个文件", TOO_MANY)]


def test_a_revision_that_is_not_there(project: Project) -> None:
    with pytest.raises(GitError, match="没有“--output=x”"):
        propose(project, "main", "--output=x", templates=False)


def test_content_that_is_a_link(project: Project) -> None:
    git(project.root, "switch", "--quiet", "--create", "linked", "main")
    git(project.root, "rm", "-rq", "content")
    (project.root / "content").symlink_to("/etc")
    commit(project.root, "link")
    git(project.root, "switch", "--quiet", "main")
    proposal = propose(project, "main", "linked", templates=False)
    assert [(one.path, one.reason) for one in proposal.refused] == [("content", "不在 content/ 里，外来的改动不能动它")]


def test_the_record_of_what_is_disclosed_is_not_taken_away(looked: Looked, project: Project) -> None:
    """Without it the document could be changed like any other."""
    git(project.root, "switch", "--quiet", "--create", "unrecorded", "main")
    (project.root / folder(OTHER) / "disclosure.yml").unlink()
    commit(project.root, "unrecorded")
    git(project.root, "switch", "--quiet", "main")
    reviewed = looked("unrecorded")
    assert reviewed.blocked
    assert [one.id for one in reviewed.tampered] == [OTHER]


def test_an_old_error_of_another_document_blocks_nobody_else(looked: Looked, project: Project) -> None:
    git(project.root, "switch", "--quiet", "--create", "broken-main", "main")
    edit(project.root, f"{folder(LATER)}/figures.yml", "150.00", "一百五十")
    commit(project.root, "broken")
    git(project.root, "switch", "--quiet", "--create", "other-document", "broken-main")
    edit(project.root, f"{folder(EARLIER)}/explanation.yml", "人员增加", "在职人员增加")
    commit(project.root, "other")
    git(project.root, "switch", "--quiet", "main")
    assert not looked("other-document", base="broken-main").blocked


def test_a_document_that_can_no_longer_be_published_because_of_another(looked: Looked, project: Project) -> None:
    """Its text takes a figure of last year's, which is gone."""
    git(project.root, "switch", "--quiet", "--create", "taken-away", "main")
    git(project.root, "rm", "-rq", folder(LATER.replace("2024", "2023")))
    commit(project.root, "taken away")
    git(project.root, "switch", "--quiet", "main")
    reviewed = looked("taken-away")
    assert reviewed.spoilt == (LATER,)
    assert "连带不能发布的文件" in summary(reviewed)


def test_a_comment_is_never_longer_than_the_host_takes(looked: Looked, project: Project) -> None:
    git(project.root, "switch", "--quiet", "--create", "long", "main")
    for number in range(300):
        write(project.root, f"{folder(LATER)}/{'@' * 90}{number}.yml", "甲: 1\n")
        write(project.root, f"content/{'@' * 90}{number}.py", "甲: 1\n")
    commit(project.root, "long")
    git(project.root, "switch", "--quiet", "main")
    reviewed = looked("long")
    many = replace(reviewed, clashing=reviewed.changes.documents[0].files * 20)
    for limit in (LIMIT, 20_000):
        text = summary(many, limit)
        assert len(text.encode()) <= limit
        assert "@" not in text


def test_what_no_page_can_be_made_of_cannot_be_published(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found in drawing alone: the check has nothing against it."""
    place = Place(path=folder(LATER))
    trouble = Finding(code="X902", message="画不出来", severity=Severity.ERROR, place=place, document=LATER)

    def drawn(*_: object) -> BuildReport:
        verdicts = {LATER: Verdict(id=LATER, findings=(trouble,), blocked=True)}
        checked = CheckResult(verdicts=verdicts, findings=(trouble,), sound=False)
        return BuildReport(published=(), rendered=(), site=SiteState.WITHHELD, checked=checked)

    monkeypatch.setattr(reviewing, "build", drawn)
    reviewed = review(project, "main", "02-reason", Options(output=tmp_path, jobs=1), quiet)
    assert reviewed.blocked
    assert "画不出来" in summary(reviewed)
    assert "## 审阅：不能发布" in summary(reviewed)
