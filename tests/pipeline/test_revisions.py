"""修订: commits looked up, compared and taken out, whatever they hold."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from gongkai.pipeline.project import Project
from gongkai.pipeline.repository.git import GitError
from gongkai.pipeline.repository.revisions import WORKING, changed, entries, parting, revision, unpack


def git(root: Path, *arguments: str, given: str = "") -> str:
    names = ("-c", "user.name=t", "-c", "user.email=t@t", "-c", "core.hooksPath=/dev/null")
    done = subprocess.run(
        ["git", *names, *arguments], cwd=root, input=given, capture_output=True, text=True, check=True, timeout=600
    )
    return done.stdout.strip()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project below the top of its repository, with two commits."""
    root = tmp_path / "repository" / "公开"
    (root / "content" / "a b").mkdir(parents=True)
    (root / "content" / "a b" / "一.yml").write_text("数: 1\n", encoding="utf-8")
    (root / "content" / "gone.yml").write_text("x\n", encoding="utf-8")
    git(root.parent, "init", "-q", "-b", "main")
    git(root.parent, "add", ".")
    git(root.parent, "commit", "-qm", "one")
    (root / "content" / "a b" / "一.yml").write_text("数: 2\n", encoding="utf-8")
    (root / "content" / "gone.yml").unlink()
    (root / "content" / "new.yml").write_text("y\n", encoding="utf-8")
    (root.parent / "beside").write_text("z\n", encoding="utf-8")
    git(root.parent, "add", "-A")
    git(root.parent, "commit", "-qm", "two")
    return Project(root=root)


def test_what_changed_between_two_commits(project: Project) -> None:
    found = changed(revision(project, "main~1"), revision(project, "main"))
    assert [(one.path, bool(one.old), bool(one.new)) for one in found] == [
        ("content/a b/一.yml", True, True),
        ("content/gone.yml", True, False),
        ("content/new.yml", False, True),
    ]


def test_the_work_tree_with_what_git_does_not_know_of(project: Project) -> None:
    (project.root / "content" / "new.yml").unlink()
    (project.root / "content" / "untracked.yml").write_text("y\n", encoding="utf-8")
    (project.root / "content" / ".swap").write_text("y\n", encoding="utf-8")
    found = changed(revision(project, "main"), None)
    assert [(one.path, one.new) for one in found] == [("content/new.yml", ""), ("content/untracked.yml", WORKING)]


def test_a_commit_is_taken_out_as_it_was(project: Project, tmp_path: Path) -> None:
    old = revision(project, "main~1")
    assert unpack(old, entries(old, ("content",)), tmp_path / "out") == ()
    assert (tmp_path / "out" / "content" / "a b" / "一.yml").read_text(encoding="utf-8") == "数: 1\n"
    assert (tmp_path / "out" / "content" / "gone.yml").exists()
    assert not (tmp_path / "out" / "content" / "new.yml").exists()


def test_where_two_parted(project: Project) -> None:
    git(project.root, "switch", "-qc", "side", "main~1")
    git(project.root, "commit", "-qm", "three", "--allow-empty")
    base = parting(revision(project, "main"), revision(project, "side"))
    assert base.commit == git(project.root, "rev-parse", "main~1")


def test_only_plain_files_with_honest_names_are_taken_out(project: Project, tmp_path: Path) -> None:
    blob = git(project.root, "hash-object", "-w", "--stdin", given="x")
    commit = git(project.root, "rev-parse", "main")
    (project.root / "content" / "link.yml").symlink_to("/etc/passwd")
    git(project.root, "add", "-A")
    git(project.root, "update-index", "--add", "--cacheinfo", f"160000,{commit},公开/content/module")
    git(project.root, "commit", "-qm", "links")
    dots = git(project.root, "mktree", "--missing", given=f"100644 blob {blob}\t..\n")
    tree = git(project.root, "mktree", "--missing", given=f"040000 tree {dots}\tcontent\n")
    top = git(project.root, "mktree", given=f"040000 tree {tree}\t公开\n")
    evil = git(project.root, "commit-tree", top, "-m", "evil")
    refused = [
        (one.path, one.trouble)
        for name in ("main", evil)
        for one in unpack(revision(project, name), entries(revision(project, name)), tmp_path / name)
    ]
    assert refused == [
        ("content/link.yml", "是链接"),
        ("content/module", "是子模块"),
        ("content/..", "名字不对"),
    ]
    assert not (tmp_path / "main" / "content" / "link.yml").is_symlink()


@pytest.mark.parametrize("name", ["--output=x", "nowhere", "", "main..main~1"])
def test_what_is_no_commit(project: Project, name: str) -> None:
    with pytest.raises(GitError, match="没有“"):
        revision(project, name)


def test_outside_of_a_repository(tmp_path: Path) -> None:
    with pytest.raises(GitError, match="不在 git 仓库里"):
        revision(Project(root=tmp_path), "main")
