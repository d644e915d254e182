"""The CI files of a repository of content: their steps run here as they stand, but for what the host does itself."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.cli.main import COMMANDS
from tests.repository.fake_host import BOT, FakeHost, serving
from tests.repository.scratch import ALONE, git, hosted, installed, repository
from tests.small_project import LATER, ROOT

OWN = ROOT / "templates" / "repository"
WORKFLOWS = (
    OWN / ".github" / "workflows" / "review.yml",
    OWN / ".github" / "workflows" / "review-result.yml",
    OWN / ".gitea" / "workflows" / "review.yml",
    OWN / ".github" / "workflows" / "site.yml",
    OWN / ".gitea" / "workflows" / "site.yml",
    *sorted((ROOT / ".github" / "workflows").glob("*.yml")),
)


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repository(tmp_path_factory.mktemp("sent") / "repository")


def read(file: Path) -> Any:
    """GitHub's `on` is true to YAML 1.1."""
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def steps(file: Path, job: str) -> dict[str, Any]:
    return {step["name"]: step for step in read(file)["jobs"][job]["steps"]}


def run(script: str, where: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """As the hosts run a step."""
    settings = {"GIT_CONFIG_GLOBAL": str(where / "gitconfig"), "HOME": str(where), "GITHUB_ACTIONS": "true"}
    environment = {"PATH": os.environ["PATH"], **ALONE, **settings, **given}
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", script],
        cwd=where,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: "/".join(file.parts[-4:]))
def test_workflows_are_safe_by_their_form(file: Path) -> None:
    workflow = read(file)
    if "GONGKAI_CACHE_KEY" in str(workflow):
        assert not any("pull_request" in trigger for trigger in workflow[True]), "whoever sends something could sign"
    for job in workflow["jobs"].values():
        for step in job["steps"]:
            used = step.get("uses", "")
            assert not used or re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", used), f"{used} can be moved"
            assert "${{" not in step.get("run", ""), "what somebody typed would be a part of the script"
            if "checkout" in used:
                assert step["with"]["persist-credentials"] is False
                assert "pull_request.head" not in str(step["with"]), "nothing that was sent is checked out"
            if "secrets." in str(step):
                assert "gongkai review" not in str(job["steps"]), "no secret beside what was sent"
    if ".github" in file.parts:
        assert workflow["permissions"] in ({}, {"contents": "read"})
        assert "pull_request_target" not in workflow[True]


@pytest.mark.parametrize(
    ("schema", "files"),
    [("github-workflows", [str(file) for file in WORKFLOWS]), ("gitlab-ci", [str(OWN / ".gitlab-ci.yml")])],
)
def test_hosts_take_them(schema: str, files: list[str]) -> None:
    transform = ["--data-transform", "gitlab-ci"] if schema == "gitlab-ci" else []
    program = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *transform]
    done = subprocess.run([*program, *files], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_hooks_for_other_repositories_call_what_is_there() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    own = yaml.safe_load((OWN / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]
    assert [hook["entry"].split()[:2] for hook in hooks] == [
        ["gongkai", name] for name in ("personal-data", "format", "check")
    ]
    assert [hook["entry"] for hook in own] == [f".venv/bin/{hook['entry']}" for hook in hooks]
    assert all(hook["entry"].split()[1] in COMMANDS for hook in hooks)


def test_only_the_second_workflow_may_write() -> None:
    jobs = read(WORKFLOWS[1])["jobs"]
    assert read(WORKFLOWS[0])["jobs"]["review"].get("permissions") is None
    assert {name for name, what in jobs["tell"]["permissions"].items() if what == "write"} == {
        "issues",
        "pull-requests",
        "statuses",
    }


def test_another_label_does_not_cancel_a_review() -> None:
    """A run of which every job is skipped still cancels the others of its group."""
    for root in (ROOT, OWN):
        group = read(root / ".github" / "workflows" / "review.yml")["concurrency"]["group"]
        assert "endsWith(github.event.action, 'labeled') && github.event.label.name != '模板' && github.run_id" in group


def test_this_repository_reviews_as_it_tells_others_to() -> None:
    own = (ROOT / ".github" / "workflows" / "review.yml").read_text(encoding="utf-8")
    theirs = WORKFLOWS[0].read_text(encoding="utf-8")
    kept = [line for line in own.splitlines() if "scripts/setup" not in line and "paths: [content/**]" not in line]
    assert kept == [line for line in theirs.splitlines() if "run: sh ci/setup.sh" not in line]
    own = (ROOT / ".github" / "workflows" / "review-result.yml").read_text(encoding="utf-8")
    assert own.replace("templates/repository/ci/", "ci/") == WORKFLOWS[1].read_text(encoding="utf-8")


def test_templates_of_requests_are_the_same_on_each_host() -> None:
    for github, gitlab in (("year", "新的一年"), ("correction", "更正"), ("edition", "版式")):
        text = (OWN / ".github" / "PULL_REQUEST_TEMPLATE" / f"{github}.md").read_text(encoding="utf-8")
        assert (OWN / ".gitlab" / "merge_request_templates" / f"{gitlab}.md").read_text(encoding="utf-8") == text
        own = (ROOT / ".github" / "PULL_REQUEST_TEMPLATE" / f"{github}.md").read_text(encoding="utf-8")
        assert own.replace("`make ", "`gongkai ") == text
        assert f"template={github}.md" in (OWN / ".github" / "pull_request_template.md").read_text(encoding="utf-8")


def test_github_from_the_request_to_the_comment(sent: Path, tmp_path: Path) -> None:
    """A fork's change to everything: its content is looked at, nothing of it runs, all else is told by name."""
    origin = hosted(sent, tmp_path / "origin.git", "refs/pull/{}/head", "good", "evil")
    git(tmp_path, "clone", "--quiet", str(origin), "work")  # actions/checkout of the main branch
    work = installed(tmp_path / "work")
    review = steps(WORKFLOWS[0], "review")
    fetched = run(review["取来送审的提交，不检出"]["run"], work, NUMBER="2", TOKEN="t0ken")  # noqa: S106 - no token
    assert fetched.returncode == 0, fetched.stderr
    summary = tmp_path / "step.md"
    done = run(review["审阅"]["run"], work, MAINTAINERS="false", GITHUB_STEP_SUMMARY=str(summary))
    assert done.returncode == 1, done.stderr
    assert not (sent.parent / "pwned").exists()
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in done.stdout.splitlines())
    for name in ("mkdocs.yml", "content/yaml.py", ".github/workflows/review.yml", "content/huge.yml"):
        assert f"::error file={name},title=不收的文件::" in done.stdout
    text = (work / "review" / "summary.md").read_text(encoding="utf-8")
    assert text == summary.read_text(encoding="utf-8")
    assert "sitecustomize.py" in text
    assert "@" not in text
    assert "<img" not in text
    assert git(work, "status", "--porcelain", "--untracked-files=no") == ""

    head = git(work, "rev-parse", "refs/review/head")
    pull = {"number": 2, "head": {"sha": head, "label": "mallory:evil"}, "labels": [], "base": {"ref": "main"}}
    event = {
        "head_sha": head,
        "head_branch": "evil",
        "head_repository": {"owner": {"login": "mallory"}},
        "html_url": "https://github.example/runs/1",
    }
    (tmp_path / "event.json").write_text(
        json.dumps({"workflow_run": event, "repository": {"default_branch": "main"}}), encoding="utf-8"
    )
    (work / "review").rename(tmp_path / "result")  # the artifact, up and down again
    with serving(FakeHost(pulls=[pull])) as host:
        tell = steps(WORKFLOWS[1], "tell")["写评论、标签、状态"]["run"]
        given = {"RUNNER_TEMP": str(tmp_path), "GITHUB_EVENT_PATH": str(tmp_path / "event.json"), "GITHUB_TOKEN": "t"}
        told = run(tell, work, GITHUB_API_URL=host.address, GITHUB_REPOSITORY="czj/gongkai", **given)
    assert told.returncode == 0, told.stderr
    assert "不收的文件" in host.comments[0]["body"]
    assert host.statuses[0]["state"] == "failure"


def test_a_maintainer_changes_templates(sent: Path, tmp_path: Path) -> None:
    origin = hosted(sent, tmp_path / "origin.git", "refs/pull/{}/head")
    git(tmp_path, "clone", "--quiet", str(origin), "work")
    work = installed(tmp_path / "work")
    git(work, "switch", "--quiet", "--create", "styled")
    style = work / "templates" / "styles" / "pdf.css"
    style.write_text(style.read_text(encoding="utf-8") + "\n/* 改了 */\n", encoding="utf-8")
    git(work, "commit", "--quiet", "--all", "--message", "样式")
    git(work, "update-ref", "refs/review/head", "HEAD")
    git(work, "switch", "--quiet", "main")
    done = run(steps(WORKFLOWS[0], "review")["审阅"]["run"], work, MAINTAINERS="true")
    assert done.returncode == 0, done.stderr
    page = work / "review" / "preview" / LATER / "index.html"
    assert "草案" in page.read_text(encoding="utf-8"), "its look is shown by some documents"


def test_gitea_hands_the_result_over_without_an_action(sent: Path, tmp_path: Path) -> None:
    hosted(sent, tmp_path / "czj" / "gongkai", "refs/pull/{}/head", "evil")
    place = {"PLACE": f"file://{tmp_path}/czj/gongkai", "BASE": "main", "TOKEN": "t0ken"}
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    review, tell = steps(WORKFLOWS[2], "review"), steps(WORKFLOWS[2], "tell")
    fetched = run(review["取来主分支和送审的提交"]["run"], first, NUMBER="1", **place)
    assert fetched.returncode == 0, fetched.stderr
    installed(first / "base")
    outputs = tmp_path / "outputs"
    assert run(review["审阅"]["run"], first, MAINTAINERS="false", GITHUB_OUTPUT=str(outputs)).returncode == 1
    handed = dict(line.split("=", 1) for line in outputs.read_text(encoding="utf-8").splitlines())
    assert len(handed["result"]) < 200, "a variable of the environment holds 128 KB; the summary has a limit of its own"

    head = git(first / "base", "rev-parse", "refs/review/head")
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"pull_request": {"number": 1, "head": {"sha": head}}}), encoding="utf-8")
    assert run(tell["取来主分支"]["run"], second, **place).returncode == 0
    with serving(FakeHost()) as host:
        given = {"GITHUB_SERVER_URL": host.address, "GITHUB_REPOSITORY": "czj/gongkai", "GITHUB_RUN_NUMBER": "1"}
        given |= {"GITHUB_EVENT_PATH": str(event), "GITHUB_TOKEN": "t0ken", "GONGKAI_BOT": str(BOT["login"])}
        told = run(
            tell["写评论、标签、状态"]["run"], second, SUMMARY=handed["summary"], RESULT=handed["result"], **given
        )
    assert told.returncode == 0, told.stderr
    assert "不收的文件" in host.comments[0]["body"]
    assert not (sent.parent / "pwned").exists()


def test_gitlab_reviews_each_open_request(sent: Path, tmp_path: Path) -> None:
    """The pipeline of a request, then the scheduled one, whose word counts."""
    origin = hosted(sent, tmp_path / "czj" / "gongkai.git", "refs/merge-requests/{}/head", "evil")
    jobs = read(OWN / ".gitlab-ci.yml")
    address = "https://gitlab-ci-token:j0b@gitlab.example:443/czj/gongkai.git"
    settings = tmp_path / "gitconfig"
    settings.write_text(f'[url "file://{origin}"]\n  insteadOf = {address}\n', encoding="utf-8")
    variables = {
        "GIT_CONFIG_GLOBAL": str(settings),
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_MERGE_REQUEST_IID": "1",
        "CI_MERGE_REQUEST_PROJECT_PATH": "czj/gongkai",
        "CI_SERVER_PROTOCOL": "https",
        "CI_SERVER_HOST": "gitlab.example",
        "CI_SERVER_PORT": "443",
        "CI_JOB_TOKEN": "j0b",
    }
    ready = tmp_path / "ready"
    ready.mkdir()
    installed(ready)
    script = [line if line != "sh ci/setup.sh" else f"cp -r {ready}/. ." for line in jobs["审阅"]["script"]]
    done = run("\n".join(script), tmp_path, **variables)
    assert done.returncode == 1, done.stderr
    assert "j0b" not in (tmp_path / "base" / ".git" / "config").read_text(encoding="utf-8")
    for report in jobs["审阅"]["artifacts"]["reports"].values():
        assert (tmp_path / report).is_file()

    assert not (sent.parent / "pwned").exists()

    work = tmp_path / "base"
    git(work, "remote", "add", "origin", str(origin))
    head = git(work, "rev-parse", "refs/review/head")
    (work / "open.txt").write_text(f"1 {head} -\n7 {'ab' * 20} -\n1 {head} templates\n", encoding="utf-8")
    (work / ".venv" / "bin" / "gongkai").write_text('#!/bin/sh\necho "$@" >> called\nexit 1\n', encoding="utf-8")
    script = [line for line in jobs["审阅各请求"]["script"] if line != "sh ci/setup.sh"]
    assert run("\n".join(script), work).returncode == 0
    assert (work / "called").read_text(encoding="utf-8").splitlines() == [
        f"review HEAD {head} --output results/1",
        f"review HEAD {head} --output results/1 --with-templates",
    ]


def test_gitlab_gives_its_token_to_no_job_that_reads_what_was_sent() -> None:
    jobs = read(OWN / ".gitlab-ci.yml")
    reading = {name for name, job in jobs.items() if "review" in str(isinstance(job, dict) and job.get("script"))}
    assert reading == {"审阅", "审阅各请求"}
    assert not any("environment" in jobs[name] for name in reading)
    assert all(jobs[name]["environment"]["name"] == "review-result" for name in ("名单", "写评论"))
