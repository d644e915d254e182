"""ci/tell.py: one comment kept up to date, the label, the status; nothing of the other job is believed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.repository.fake_host import BOT, FakeHost, serving
from tests.small_project import ROOT

TELL = ROOT / "templates" / "repository" / "ci" / "tell.py"
HEAD = "ab" * 20
PULL: dict[str, Any] = {
    "number": 12,
    "head": {"sha": HEAD, "label": "mallory:patch-1", "repo": {"full_name": "mallory/gongkai"}},
    "base": {"ref": "main"},
    "labels": [],
}
RUN = {
    "id": 5,
    "head_sha": HEAD,
    "head_branch": "patch-1",
    "head_repository": {"owner": {"login": "mallory"}},
    "html_url": "https://github.example/czj/gongkai/actions/runs/5",
}


@pytest.fixture
def host() -> Iterator[FakeHost]:
    with serving(FakeHost(pulls=[PULL])) as running:
        yield running


@pytest.fixture
def result(tmp_path: Path) -> Path:
    return left(tmp_path / "result", "## 审阅：没有妨碍发布的问题\n", blocked=False)


def left(folder: Path, summary: str, *, blocked: bool, head: str = HEAD) -> Path:
    """What the other job has left."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "summary.md").write_text(summary, encoding="utf-8")
    (folder / "result.json").write_text(json.dumps({"head": head, "blocked": blocked}), encoding="utf-8")
    return folder


def _pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def tell(
    way: str, host: FakeHost, target: Path, event: dict[str, Any] | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    """As the CI files call it."""
    place = target.parent / "event.json"
    place.write_text(
        json.dumps({"repository": {"default_branch": "main"}, **(event or {"workflow_run": RUN})}), encoding="utf-8"
    )
    given = {
        "PATH": os.environ["PATH"],
        "GITHUB_API_URL": host.address,
        "GITHUB_SERVER_URL": host.address,
        "GITHUB_REPOSITORY": "czj/gongkai",
        "GITHUB_EVENT_PATH": str(place),
        "GITHUB_RUN_NUMBER": "5",
        "GITHUB_TOKEN": "t0ken",
        "CI_API_V4_URL": host.address,
        "CI_PROJECT_ID": "9",
        "CI_DEFAULT_BRANCH": "main",
        "CI_PIPELINE_URL": "https://gitlab.example/p/1",
        "GONGKAI_TOKEN": "t0ken",
        **more,
    }
    return subprocess.run(
        [sys.executable, "-I", str(TELL), way, str(target)], env=given, capture_output=True, text=True, check=False
    )


def test_a_comment_is_written_once_and_kept_up_to_date(host: FakeHost, result: Path) -> None:
    assert tell("github", host, result).stderr == ""
    (comment,) = host.comments
    assert comment["body"] == (
        f"<!-- gongkai-review:{HEAD} -->\n## 审阅：没有妨碍发布的问题\n\n"
        "[预览（草案）和各种报告](https://github.example/czj/gongkai/actions/runs/5)\n"
    )
    assert [one["state"] for one in host.statuses] == ["success"]
    left(result, "## 审阅：不能发布\n", blocked=True)
    tell("github", host, result)
    (comment,) = host.comments
    assert "不能发布" in comment["body"]
    assert "POST /repos/czj/gongkai/issues/12/labels" in host.asked
    assert host.statuses[-1]["state"] == "failure"
    assert host.tokens == {"Bearer t0ken"}


def test_the_label_is_taken_away_again(result: Path) -> None:
    with serving(FakeHost(pulls=[PULL | {"labels": [{"name": "不能发布"}]}])) as host:
        tell("github", host, result)
        assert "DELETE /repos/czj/gongkai/issues/12/labels/不能发布" in host.asked


def test_the_mark_of_somebody_else_is_no_comment_of_ours(host: FakeHost, result: Path) -> None:
    theirs = {"id": 1, "user": {"login": "mallory"}, "body": f"<!-- gongkai-review:{HEAD} -->\n可以发布"}
    host.comments.append(theirs)
    tell("github", host, result)
    assert len(host.comments) == 2
    assert host.comments[0] is theirs


def test_a_run_of_an_older_commit_says_nothing(host: FakeHost, result: Path) -> None:
    elsewhere = PULL | {"number": 11, "base": {"ref": "an-old-branch"}}
    host.pulls.insert(0, elsewhere)
    done = tell("github", host, result, {"workflow_run": RUN | {"head_sha": "cd" * 20}})
    assert done.returncode == 0
    assert host.comments == []
    assert tell("github", host, result, {"workflow_run": RUN | {"head_repository": None}}).returncode == 0
    assert host.comments == []
    tell("github", host, result)
    assert "POST /repos/czj/gongkai/issues/12/comments" in host.asked


@pytest.mark.parametrize(
    "file", [{"filename": ".github/workflows/review.yml"}, {"filename": "x.yml", "previous_filename": ".github/x.yml"}]
)
def test_a_request_that_changes_the_workflow_is_not_believed(host: FakeHost, result: Path, file: Any) -> None:
    """Its own workflow has run, and may have left anything."""
    host.files = [{"filename": f"content/{number}.yml"} for number in range(150)] + [file]
    tell("github", host, result)
    (comment,) = host.comments
    assert "没有妨碍发布" not in comment["body"]
    assert "检查的结果不作数" in comment["body"]
    assert host.statuses[0]["state"] == "failure"


def test_more_files_than_the_host_lists_are_not_believed(host: FakeHost, result: Path) -> None:
    host.files = [{"filename": f"content/{number}.yml"} for number in range(3200)]
    tell("github", host, result)
    assert "检查的结果不作数" in host.comments[0]["body"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / "result.json").unlink(),
        lambda folder: (folder / "result.json").write_text("[" * 100_000),
        lambda folder: (folder / "result.json").write_text(json.dumps({"head": HEAD, "blocked": "no"})),
        lambda folder: left(folder, "可以发布", blocked=False, head="cd" * 20),
        lambda folder: (folder / "result.json").write_bytes(b"\xff\xfe"),
        lambda folder: ((folder / "summary.md").unlink(), (folder / "summary.md").symlink_to("/etc/hostname")),
        lambda folder: (folder / "summary.md").write_text("可以发布" * 100_000),
        lambda folder: _pipe(folder / "summary.md"),
    ],
    ids=["missing", "deep", "no-bool", "other-commit", "no-text", "link", "giant", "pipe"],
)
def test_what_the_other_job_left_is_untrusted(host: FakeHost, result: Path, spoil: Any) -> None:
    spoil(result)
    assert tell("github", host, result).stderr == ""
    assert "自动检查没有给出结果" in host.comments[0]["body"]
    assert host.statuses[0]["state"] == "failure"


def test_the_comment_calls_nobody_and_is_obeyed_by_nobody(host: FakeHost, result: Path) -> None:
    left(
        result,
        "@everyone\n/close\n  /merge\n<!-- gongkai-review:x -->\nhttps://evil.example\n\u202e\x1b[31m",
        blocked=True,
    )
    tell("github", host, result)
    body = host.comments[0]["body"].partition("\n")[2].rpartition("\n\n[")[0]
    assert not any(bad in body for bad in ("@", "\n/", "  /", "<!--", "https://", "\u202e", "\x1b"))


@pytest.mark.parametrize(
    ("forged", "left_over"),
    [
        ("&#64;all https&#58;//evil.example", ("&#",)),
        ("<!<!---- 以下不显示", ("<!",)),
        ("[可以合并](//evil.example) ![](//evil.example/x.png)", ("](",)),
        ("<a href=//evil.example>x</a><img src=//evil.example/x.png>", ("<a", "<img")),
        ("见 #12、czj/other#3、!4、GH-5，www.evil.example", ("#1", "#3", "!4", "GH-5", "www.")),
    ],
)
def test_nothing_forged_leads_anywhere(host: FakeHost, result: Path, forged: str, left_over: tuple[str, ...]) -> None:
    """A result that did not come from our own summary: entities, tags, links without a scheme."""
    left(result, f"<b>改</b>&amp;\n{forged}\n", blocked=True)
    tell("github", host, result)
    body = host.comments[0]["body"].partition("\n")[2].rpartition("\n\n[")[0]
    assert "<b>改</b>&amp;" in body
    assert not any(bad in body for bad in left_over)


def test_gitea_makes_the_label_by_number(host: FakeHost, result: Path) -> None:
    left(result, "## 审阅：不能发布\n", blocked=True)
    event = {"pull_request": PULL}
    assert tell("gitea", host, result, event, GONGKAI_BOT=BOT["login"]).stderr == ""
    tell("gitea", host, result, event, GONGKAI_BOT=BOT["login"])
    assert len(host.comments) == 1
    assert "POST /api/v1/repos/czj/gongkai/labels" in host.asked
    assert "POST /api/v1/repos/czj/gongkai/issues/12/labels" in host.asked
    assert host.tokens == {"token t0ken"}


def merge_request(iid: int, sha: str | None, **more: Any) -> dict[str, Any]:
    return {"iid": iid, "sha": sha, "labels": [], "source_project_id": 9, "target_project_id": 9, **more}


def test_gitlab_lists_what_is_to_be_reviewed(tmp_path: Path) -> None:
    listed = tmp_path / "open.txt"
    requests = [
        merge_request(1, HEAD),
        merge_request(2, "cd" * 20, labels=["模板"]),
        merge_request(3, "ef" * 20, labels=["模板"], source_project_id=10),
        merge_request(4, None),
    ]
    with serving(FakeHost(pulls=requests)) as host:
        assert tell("list", host, listed).stderr == ""
        assert listed.read_text() == f"1 {HEAD} -\n2 {'cd' * 20} templates\n3 {'ef' * 20} -\n"
        host.comments.append({"id": 1, "author": BOT, "body": f"<!-- gongkai-review:{HEAD} -->\n"})
        tell("list", host, listed)
        assert f"1 {HEAD}" not in listed.read_text()


def test_gitlab_has_a_note_for_each(tmp_path: Path) -> None:
    results = tmp_path / "results"
    left(results / "1", "## 审阅：不能发布\n", blocked=True)
    left(results / "2", "## 审阅：没有妨碍发布的问题\n", blocked=False)
    with serving(FakeHost(pulls=[merge_request(1, HEAD), merge_request(2, "cd" * 20)])) as host:
        assert tell("gitlab", host, results).stderr == ""
        assert len(host.comments) == 1, "the other result is of another commit"
        assert host.labels == [{"add_labels": "不能发布"}]
        assert host.tokens == {"t0ken"}
