"""提交: a commit of one document's files on a branch of its own, in every state a repository can be in."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from gongkai.pipeline.project import Project
from gongkai.pipeline.repository.git import GitError, discreet
from gongkai.pipeline.repository.own_files import ChangedError, NotOwnError, OwnFiles
from gongkai.pipeline.repository.pulling import behind, pull
from gongkai.pipeline.repository.pushing import Submitted
from gongkai.pipeline.repository.repository import open_repository, others
from gongkai.pipeline.repository.review_addresses import addresses, told_by_remote, web_address
from gongkai.pipeline.repository.submitting import Kind, Plan, message, plan, submit

ID = "ceshi/finance-bureau/2024/final-accounts"
FIGURES = f"content/departments/{ID}/figures.yml"
BRANCH = f"content/{ID}"


def git(folder: Path, *arguments: str) -> str:
    identity = {
        f"GIT_{who}_{what}": f"{who.lower()}@example.org"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    settings = identity | {"GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=os.environ | settings, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


@pytest.fixture(autouse=True)
def _nobody_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)


@pytest.fixture(scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of a bare repository with one document and a file of somebody else, made once."""
    top = tmp_path_factory.mktemp("submitting")
    root = top / "project"
    department = "content/departments/ceshi/finance-bureau/department.yml"
    write(root, department, "名称: [{自: 2015-01-01, 名称: 测试市财政局}]\n")
    for name in ("document", "figures"):
        write(root, f"content/departments/{ID}/{name}.yml", f"{name}: 1\n")
    write(root, "README.md", "readme\n")
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "first")
    git(top, "clone", "--quiet", "--bare", "project", "remote.git")
    git(root, "remote", "add", "origin", "../remote.git")
    git(root, "fetch", "--quiet")
    git(root, "config", "user.name", "填报人")
    git(root, "config", "user.email", "author@example.org")
    return top


@pytest.fixture
def project(_made: Path, tmp_path: Path) -> Project:
    shutil.copytree(_made, tmp_path / "all")
    return Project(root=tmp_path / "all" / "project")


def planned(project: Project) -> Plan:
    return plan(open_repository(project).fetched(), OwnFiles(project=project, id=ID))


def submitted(project: Project, *, settled: bool = False) -> Submitted:
    now = planned(project)
    return submit(now, message(None, now.own, Kind.CHANGE, ""), settled=settled)


def remote(project: Project, *arguments: str) -> str:
    return git(project.root.parent / "remote.git", *arguments)


def merge_at_remote(project: Project, branch: str, *options: str) -> None:
    other = project.root.parent / "reviewer"
    git(project.root.parent, "clone", "--quiet", str(project.root.parent / "remote.git"), str(other))
    git(other, "merge", "--quiet", *options, f"origin/{branch}")
    if "--squash" in options:
        git(other, "commit", "--quiet", "-m", "squashed")
    git(other, "push", "--quiet", "origin", "main")


# --- what is committed ------------------------------------------------------------------------------------------------


def test_only_the_document_is_committed_and_the_folder_stays_as_it_is(project: Project) -> None:
    root = project.root
    write(root, FIGURES, "figures: 2\r\n")
    write(root, f"content/departments/{ID}/performance/01-hall.yml", "a: 1\n")
    write(root, f"content/departments/{ID}/笔记.txt", "mine\n")
    write(root, "README.md", "changed\n")
    write(root, "staged.txt", "staged\n")
    git(root, "add", "staged.txt")
    before = (git(root, "rev-parse", "HEAD"), git(root, "diff", "--cached"))
    done = submitted(project)
    assert done.pushed
    assert (git(root, "rev-parse", "HEAD"), git(root, "diff", "--cached")) == before
    assert git(root, "symbolic-ref", "--short", "HEAD") == "main"
    assert remote(project, "diff", "--name-only", "main", done.branch).splitlines() == [
        FIGURES,
        f"content/departments/{ID}/performance/01-hall.yml",
    ]
    assert remote(project, "show", f"{done.branch}:{FIGURES}") == "figures: 2"
    assert (
        remote(project, "log", "-1", "--format=%s %an", done.branch)
        == "content(ceshi/finance-bureau/2024): 修改文件 填报人"
    )
    assert (root / "README.md").read_text() == "changed\n"


def test_a_second_commit_goes_on_top_and_nothing_new_is_refused(project: Project) -> None:
    write(project.root, FIGURES, "figures: 2\n")
    first = submitted(project)
    with pytest.raises(GitError, match="没有新的修改"):
        submitted(project)
    write(project.root, FIGURES, "figures: 3\n")
    (project.root / f"content/departments/{ID}/document.yml").unlink()
    now = planned(project)
    assert [(one.what, Path(one.path).name) for one in now.changes] == [
        ("删去", "document.yml"),
        ("修改", "figures.yml"),
    ]
    second = submitted(project)
    assert second.branch == first.branch == BRANCH
    assert remote(project, "rev-parse", f"{second.branch}^") == first.commit


def test_hooks_of_the_repository_do_not_run(project: Project) -> None:
    for name in ("pre-commit", "commit-msg", "pre-push", "post-commit", "reference-transaction"):
        hook = project.root / ".git" / "hooks" / name
        hook.write_text("#!/bin/sh\ntouch ../ran ran\nexit 1\n")
        hook.chmod(0o755)
    git(project.root, "config", "core.fsmonitor", "touch ran; false")
    write(project.root, FIGURES, "figures: 2\n")
    assert submitted(project).pushed
    assert not (project.root / "ran").exists()


def test_a_repository_inside_content_is_not_looked_at(project: Project) -> None:
    inner = project.root / "content/departments" / ID / "performance"
    inner.mkdir()
    git(inner, "init", "--quiet")
    git(inner, "config", "core.fsmonitor", f"touch {project.root}/ran")
    (inner / "01-hall.yml").write_text("a: 1\n")
    assert submitted(project).pushed
    assert not (project.root / "ran").exists()


def test_links_and_strangers_are_not_submitted(project: Project, tmp_path: Path) -> None:
    (tmp_path / "secret.yml").write_text("secret: 1\n")
    below = project.root / "content/departments" / ID
    (below / "explanation.yml").symlink_to(tmp_path / "secret.yml")
    write(project.root, FIGURES, "figures: 2\n")
    assert [one.path for one in planned(project).changes] == [FIGURES]
    own = OwnFiles(project=project, id=ID)
    with pytest.raises(NotOwnError):
        own.save(f"{own.folder}/explanation.yml", b"", "")
    (below / "reports").symlink_to(tmp_path)
    with pytest.raises(NotOwnError):
        own.save(f"{own.folder}/reports/secret.md", b"x", "")
    assert not (tmp_path / "secret.md").exists()


def test_personal_data_never_reaches_the_history(project: Project) -> None:
    write(project.root, FIGURES, f"# {'1380' + '0013' + '800'}\nfigures: 2\n")
    with pytest.raises(GitError, match="个人信息"):
        submitted(project)
    assert not remote(project, "branch", "--list", "content/*")


# --- rounds -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [("--ff-only",), ("--no-ff", "-m", "merged"), ("--squash",)])
def test_after_a_merge_the_next_change_begins_a_branch_at_the_new_main(
    project: Project, options: tuple[str, ...]
) -> None:
    write(project.root, FIGURES, "figures: 2\n")
    merge_at_remote(project, submitted(project).branch, *options)
    write(project.root, FIGURES, "figures: 3\n")
    now = planned(project)
    assert (now.branch, now.fresh, now.contested) == (f"{BRANCH}-2", True, ())
    assert now.parent == remote(project, "rev-parse", "main")
    assert [one.path for one in now.changes] == [FIGURES]
    assert submitted(project).pushed


def test_two_that_change_the_same_file_are_told_and_nothing_is_lost(project: Project) -> None:
    other = project.root.parent / "other"
    git(project.root.parent, "clone", "--quiet", str(project.root.parent / "remote.git"), str(other))
    write(other, FIGURES, "figures: 7\n")
    write(other, f"content/departments/{ID}/document.yml", "document: 7\n")
    git(other, "commit", "--quiet", "-am", "theirs")
    git(other, "push", "--quiet", "origin", "main")
    write(project.root, FIGURES, "figures: 2\n")
    now = planned(project)
    assert now.contested == (FIGURES,)
    done = submitted(project)
    assert done.pushed
    assert remote(project, "show", f"{done.branch}:{FIGURES}") == "figures: 2"
    settled = submit(planned_with_change(project), "settled", settled=True)
    assert settled.pushed
    assert remote(project, "merge-base", "main", settled.branch) == remote(project, "rev-parse", "main")
    assert remote(project, "show", f"{settled.branch}:content/departments/{ID}/document.yml") == "document: 7"
    assert (project.root / f"content/departments/{ID}/document.yml").read_text() == "document: 7\n"
    assert planned(project).contested == ()


def planned_with_change(project: Project) -> Plan:
    write(project.root, FIGURES, "figures: 2 and 7\n")
    return planned(project)


def test_a_branch_from_another_machine_is_left_alone_and_told(project: Project) -> None:
    other = project.root.parent / "other"
    git(project.root.parent, "clone", "--quiet", str(project.root.parent / "remote.git"), str(other))
    git(other, "switch", "--quiet", "-c", BRANCH)
    write(other, FIGURES, "figures: 7\n")
    git(other, "commit", "--quiet", "-am", "theirs")
    git(other, "push", "--quiet", "origin", BRANCH)
    write(project.root, FIGURES, "figures: 2\n")
    now = planned(project)
    assert now.branch == f"{BRANCH}-2"
    assert [one.foreign for one in now.rounds] == [True]
    found = list(others(now.repository, now.own))
    assert [(one.branch, one.files) for one in found] == [(BRANCH, ("figures.yml",))]
    assert submitted(project).pushed
    assert remote(project, "show", f"{BRANCH}:{FIGURES}") == "figures: 7"


def test_what_a_reviewer_adds_to_a_branch_is_never_overwritten(project: Project) -> None:
    write(project.root, FIGURES, "figures: 2\n")
    submitted(project)
    before = planned(project)
    other = project.root.parent / "other"
    git(
        project.root.parent, "clone", "--quiet", "--branch", BRANCH, str(project.root.parent / "remote.git"), str(other)
    )
    write(other, FIGURES, "figures: 9\n")
    git(other, "commit", "--quiet", "-am", "review")
    git(other, "push", "--quiet")
    write(project.root, FIGURES, "figures: 3\n")
    unaware = plan(before.repository, before.own)
    done = submit(unaware, "mine", settled=False)
    assert not done.pushed
    assert "另起一个分支" in done.problem
    assert submitted(project).branch == f"{BRANCH}-2"
    assert remote(project, "show", f"{BRANCH}:{FIGURES}") == "figures: 9"
    assert remote(project, "show", f"{BRANCH}-2:{FIGURES}") == "figures: 3"


def test_without_a_remote_it_is_committed_here(project: Project) -> None:
    git(project.root, "remote", "remove", "origin")
    write(project.root, FIGURES, "figures: 2\n")
    done = submitted(project)
    assert not done.pushed
    assert done.problem == "没有设远程仓库，只提交在本机"
    assert git(project.root, "rev-parse", BRANCH) == done.commit


def test_a_commit_that_could_not_be_pushed_is_pushed_later(project: Project) -> None:
    write(project.root, FIGURES, "figures: 2\n")
    hidden = project.root.parent / "gone.git"
    (project.root.parent / "remote.git").rename(hidden)
    repository = open_repository(project)
    with pytest.raises(GitError, match="连不上"):
        repository.fetched()
    done = submit(plan(repository, OwnFiles(project=project, id=ID)), "x", settled=False)
    assert not done.pushed
    hidden.rename(project.root.parent / "remote.git")
    now = planned(project)
    assert (now.changes, now.unpushed) == ((), True)
    assert submit(now, "x", settled=False).pushed


def test_a_branch_that_is_checked_out_keeps_its_index(project: Project) -> None:
    write(project.root, FIGURES, "figures: 2\n")
    assert submitted(project).pushed
    git(project.root, "switch", "--quiet", "--force", BRANCH)
    write(project.root, FIGURES, "figures: 3\n")
    assert submitted(project).pushed
    assert git(project.root, "status", "--porcelain", "-z") == ""


def test_a_project_below_the_top_of_its_repository(tmp_path: Path) -> None:
    project = Project(root=tmp_path / "all" / "gongkai")
    write(project.root, FIGURES, "figures: 1\n")
    git(tmp_path / "all", "init", "--quiet", "--initial-branch=main")
    git(tmp_path / "all", "add", ".")
    git(tmp_path / "all", "commit", "--quiet", "-m", "first")
    git(tmp_path / "all", "config", "user.name", "x")
    git(tmp_path / "all", "config", "user.email", "x@example.org")
    write(project.root, FIGURES, "figures: 2\n")
    submitted(project)
    assert git(tmp_path / "all", "diff", "--name-only", "main", BRANCH) == f"gongkai/{FIGURES}"


# --- odd states -------------------------------------------------------------------------------------------------------


def odd(project: Project) -> str:
    with pytest.raises(GitError) as error:
        open_repository(project)
    return str(error.value)


def test_odd_states_are_refused_in_words(project: Project, tmp_path: Path) -> None:
    assert "不在 git 仓库里" in odd(Project(root=tmp_path))
    git(project.root, "switch", "--quiet", "--detach")
    assert "不在任何分支上" in odd(project)
    git(project.root, "switch", "--quiet", "main")
    for name, what in (
        ("MERGE_HEAD", "合并"),
        ("rebase-merge", "变基"),
        ("CHERRY_PICK_HEAD", "摘取"),
        ("index.lock", "另一个 git"),
    ):
        (project.root / ".git" / name).touch()
        assert what in odd(project)
        (project.root / ".git" / name).unlink()
    (tmp_path / "empty").mkdir()
    git(tmp_path / "empty", "init", "--quiet")
    assert "还没有任何提交" in odd(Project(root=tmp_path / "empty"))


# --- own files --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "mkdocs.yml",
        "content/departments/ceshi/education-bureau/2024/final-accounts/figures.yml",
        f"content/departments/{ID}/../../department.yml",
        f"content/departments/{ID}/../../2023/final-accounts/figures.yml",
        f"content/departments/{ID}/performance/../../x.yml",
        f"content/departments/{ID}/.git/config",
        f"content/departments/{ID}/performance/Hall.yml",
        f"/content/departments/{ID}/figures.yml",
        "",
        f"content/departments/{ID}/figures.yml\x00",
    ],
)
def test_no_path_leads_elsewhere(project: Project, path: str) -> None:
    own = OwnFiles(project=project, id=ID)
    assert not own.owns(path)
    with pytest.raises(NotOwnError):
        own.read(path)
    with pytest.raises(NotOwnError):
        own.save(path, b"", "")


@pytest.mark.parametrize("id", ["", "a", "../x/y/z", "a/b/../../..", "/etc/a/b", "a//b/c", "A/b/c"])
def test_no_id_leads_elsewhere(project: Project, id: str) -> None:
    with pytest.raises(NotOwnError):
        OwnFiles(project=project, id=id)


def test_a_file_that_changed_meanwhile_is_not_overwritten(project: Project) -> None:
    own = OwnFiles(project=project, id=ID)
    opened = own.digest(FIGURES)
    after = own.save(FIGURES, b"figures: 2\n", opened)
    with pytest.raises(ChangedError) as error:
        own.save(FIGURES, b"figures: 3\n", opened)
    assert error.value.now == b"figures: 2\n"
    own.save(FIGURES, b"figures: 3\n", after)
    own.save(f"{own.folder}/performance/01-hall.yml", b"a: 1\n", "")
    with pytest.raises(ChangedError):
        own.save(f"{own.folder}/performance/01-hall.yml", b"a: 2\n", "")
    assert not list((project.root / own.folder).rglob("*.new"))


# --- addresses --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("remote", "web"),
    [
        ("https://github.com/ceshi/gongkai.git", "https://github.com/ceshi/gongkai"),
        ("https://name:secret@gitee.com/ceshi/gongkai", "https://gitee.com/ceshi/gongkai"),
        ("git@gitlab.ceshi.gov.cn:cz/js/gongkai.git", "https://gitlab.ceshi.gov.cn/cz/js/gongkai"),
        ("ssh://git@git.ceshi.gov.cn:2222/cz/gongkai.git", "https://git.ceshi.gov.cn/cz/gongkai"),
        ("http://gitlab.ceshi.gov.cn:8080/cz/gongkai.git", "http://gitlab.ceshi.gov.cn:8080/cz/gongkai"),
        ("/srv/git/gongkai.git", ""),
        ("file:///srv/git/gongkai.git", ""),
        ("C:/git/gongkai.git", ""),
        ("../remote.git", ""),
        ("https://host:port/x/y", ""),
    ],
)
def test_the_address_of_a_remote(remote: str, web: str) -> None:
    assert web_address(remote) == web


def test_addresses_of_a_pull_request() -> None:
    github = addresses("git@github.com:cz/gongkai.git", "content/a/b", "main", "year.md")
    assert github.open == "https://github.com/cz/gongkai/compare/main...content/a/b?expand=1&template=year.md"
    gitlab = addresses("https://gitlab.com/cz/gongkai.git", "content/a/b", "main")
    assert "merge_request%5Bsource_branch%5D=content%2Fa%2Fb" in gitlab.open
    gitee = addresses("https://gitee.com/cz/gongkai.git", "content/a/b", "master")
    assert gitee.open == "https://gitee.com/cz/gongkai/pull/new/cz:content/a/b...cz:master"
    assert addresses("https://git.ceshi.gov.cn/cz/gongkai.git", "b", "main").open == ""


def test_an_address_told_by_the_remote_is_believed_for_its_own_host_alone() -> None:
    said = "remote: \nremote: To create a merge request, visit:\nremote:   https://{}/cz/x/new?b=1\n"
    remote = "ssh://git@git.ceshi.gov.cn/cz/x.git"
    assert told_by_remote(said.format("git.ceshi.gov.cn"), remote) == "https://git.ceshi.gov.cn/cz/x/new?b=1"
    assert told_by_remote(said.format("evil.example"), remote) == ""
    assert told_by_remote(said.format("evil.example"), "/srv/x.git") == ""


def test_passwords_in_addresses_are_not_shown() -> None:
    assert discreet("fatal: https://name:secret@gitee.com/x/y: no") == "fatal: https://gitee.com/x/y: no"


def test_messages_are_one_line(project: Project) -> None:
    own = OwnFiles(project=project, id=ID)
    told = message(None, own, Kind.CORRECTION, "改\n\n两行\x1b[31m" + "长" * 200)
    assert "\n" not in told
    assert "\x1b" not in told
    assert len(told) < 120


def from_others(project: Project, path: str, text: str) -> None:
    """A change of somebody else, merged into the main branch."""
    other = project.root.parent / "other"
    if not other.exists():
        git(other.parent, "clone", "--quiet", "remote.git", "other")
    git(other, "pull", "--quiet")
    write(other, path, text)
    git(other, "add", ".")
    git(other, "commit", "--quiet", "-m", "theirs")
    git(other, "push", "--quiet", "origin", "main")


def brought(project: Project) -> str:
    repository = open_repository(project).fetched()
    before = behind(repository)
    pull(repository)
    after = open_repository(project)
    assert before
    assert not behind(after)
    return git(project.root, "status", "--porcelain")


def test_the_main_branch_comes_into_the_folder(project: Project) -> None:
    """With what its author has submitted, and been merged, lying there already; what is his alone stays."""
    write(project.root, FIGURES, "figures: 2\n")
    write(project.root, f"content/departments/{ID}/explanation.yml", "a: 1\n")
    done = submitted(project)
    assert done.pushed
    git(project.root.parent, "clone", "--quiet", "remote.git", "other")
    git(project.root.parent / "other", "merge", "--quiet", "--no-ff", f"origin/{BRANCH}")
    git(project.root.parent / "other", "push", "--quiet", "origin", "main")
    from_others(project, "README.md", "theirs\n")
    write(project.root, "content/departments/ceshi/other/notes.txt", "mine\n")
    assert brought(project) == "?? content/departments/ceshi/other/"
    assert (project.root / "README.md").read_text() == "theirs\n"
    assert (project.root / FIGURES).read_text() == "figures: 2\n"


def test_what_both_changed_is_not_touched(project: Project) -> None:
    from_others(project, FIGURES, "figures: 3\n")
    write(project.root, FIGURES, "figures: 2\n")
    with pytest.raises(GitError, match=r"figures\.yml"):
        brought(project)
    assert (project.root / FIGURES).read_text() == "figures: 2\n"


@pytest.mark.parametrize(
    "how", [("switch", "--quiet", "-c", "mine"), ("commit", "--quiet", "--allow-empty", "-m", "mine")]
)
def test_it_comes_forwards_only(project: Project, how: tuple[str, ...]) -> None:
    from_others(project, FIGURES, "figures: 3\n")
    git(project.root, *how)
    with pytest.raises(GitError, match="请管理员"):
        brought(project)
    assert (project.root / FIGURES).read_text() == "figures: 1\n"


def test_a_link_is_no_file_that_came(project: Project, tmp_path: Path) -> None:
    from_others(project, "new.txt", "figures: 1\n")
    (tmp_path / "outside").write_text("figures: 1\n", encoding="utf-8")
    (project.root / "new.txt").symlink_to(tmp_path / "outside")
    with pytest.raises(GitError, match=r"new\.txt"):
        brought(project)
    assert (tmp_path / "outside").read_text() == "figures: 1\n"
