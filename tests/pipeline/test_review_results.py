"""审阅的结果, asked of hosts that answer well, badly, or not at all."""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gongkai.pipeline.reviewing import host_answers, review_results
from gongkai.pipeline.reviewing.host_answers import HostError
from gongkai.pipeline.reviewing.review_results import Result, Verdict, review_result
from tests.repository.public_host import PublicHost, answering

ROOT = Path(__file__).parents[2]
BRANCH, SHA = "content/a/2024/final-accounts", "ab" * 20
BOT, REVIEWER = {"login": "some-bot"}, {"login": "reviewer"}


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[PublicHost]:
    monkeypatch.setenv("NO_PROXY", "*")
    with answering() as told:
        yield told


def pull(**more: Any) -> dict[str, Any]:
    head = {"ref": BRANCH, "sha": SHA, "repo": {"id": 1}}
    return {"number": 5, "state": "open", "head": head, "base": {"ref": "main", "repo": {"id": 1}}} | more


def like_github(api: str, state: str = "failure", key: str = "state") -> dict[str, Any]:
    here = f"{api}/repos/fiscal/content"
    status = {"id": 9, "context": "公开审阅", key: state, "creator": BOT}
    return {
        f"{here}/pulls": [pull()],
        f"{here}/commits/{SHA}/statuses": [status, {**status, "id": 3, key: "success"}, {**status, "context": "检查"}],
        f"{here}/issues/5/comments": [
            {"user": {"login": "anybody"}, "body": f"<!-- gongkai-review:{SHA} -->\n可以发布"},
            {
                "user": BOT,
                "body": f"<!-- gongkai-review:{SHA} -->\n## 审阅：不能发布\n\n<ul>\n<li><b>一份</b> &lt;x&gt;</li>\n",
            },
        ],
        f"{here}/pulls/5/reviews": [
            {"user": REVIEWER, "state": "CHANGES_REQUESTED", "body": "第3表\n请核对"},
            {"user": REVIEWER, "state": "COMMENTED", "body": "还有"},
            {"user": {"login": "second"}, "state": "APPROVED", "body": ""},
        ],
    }


def asked(host: PublicHost) -> Result:
    return review_result(host.remote, BRANCH, "main")


def of_kind(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setitem(review_results._KINDS, "127.0.0.1", (kind,))


@pytest.mark.parametrize(("kind", "key"), [("/api/v3", "state"), ("/api/v1", "status")])
def test_github_gitea_and_forgejo_tell_verdict_summary_and_opinions(
    host: PublicHost, monkeypatch: pytest.MonkeyPatch, kind: str, key: str
) -> None:
    of_kind(monkeypatch, kind)
    host.answers = like_github(kind, key=key)
    result = asked(host)
    assert (result.verdict, result.commit) == (Verdict.BAD, SHA)
    assert result.summary == ("审阅：不能发布", "一份 <x>")
    assert [(one.who, one.change, one.said) for one in result.opinions] == [
        ("reviewer", True, ("第3表", "请核对")), ("second", False, ()),
    ]  # fmt: skip
    assert not {"Authorization", "Cookie"} & set(host.headers)
    assert "secret" not in "".join(host.asked)


def test_a_host_of_another_name_is_asked_as_gitea_and_as_gitlab(host: PublicHost) -> None:
    own = {"source_project_id": 1, "target_project_id": 1, "source_branch": BRANCH, "target_branch": "main"}
    listed = [
        own
        | {
            "iid": 8,
            "state": "opened",
            "sha": SHA,
            "labels": ["不能发布"],
            "detailed_merge_status": "requested_changes",
        }
    ]
    here = "/api/v4/projects/fiscal/content/merge_requests"
    host.answers = {here: listed, f"{here}/8/approvals": {"approved_by": [{"user": {"name": "审阅员"}}]}}
    result = asked(host)
    assert result.verdict is Verdict.BAD
    assert [(one.who, one.change) for one in result.opinions] == [("审阅人", True), ("审阅员", False)]
    listed[0]["labels"] = []
    assert asked(host).verdict is Verdict.UNTOLD
    listed[0] |= {"source_project_id": 2}
    assert asked(host).verdict is Verdict.NONE


@pytest.mark.parametrize(
    ("changed", "verdict"),
    [
        ({"state": "closed", "merged_at": "2026-01-01"}, Verdict.MERGED),
        ({"state": "closed"}, Verdict.CLOSED),
        ({"head": {"ref": BRANCH, "sha": SHA, "repo": None}}, Verdict.NONE),
        ({"head": {"ref": BRANCH, "sha": "cd" * 20, "repo": {"id": 1}}}, None),
    ],
)
def test_where_the_pull_request_stands(host: PublicHost, changed: dict[str, Any], verdict: Verdict | None) -> None:
    host.answers = like_github("/api/v1")
    host.answers["/api/v1/repos/fiscal/content/pulls"] = [pull(**changed)]
    host.answers["/api/v1/repos/fiscal/content/commits/" + "cd" * 20 + "/statuses"] = []
    assert asked(host).verdict is (verdict or Verdict.RUNNING)


def test_an_older_pull_request_is_asked_for_by_its_branches(host: PublicHost) -> None:
    host.answers = like_github("/api/v1", "success")
    here = "/api/v1/repos/fiscal/content/pulls"
    host.answers |= {here: [], f"{here}/main/{BRANCH}": pull()}
    assert asked(host).verdict is Verdict.GOOD


def test_what_is_not_for_everybody_is_said(host: PublicHost) -> None:
    with pytest.raises(HostError, match="要登录才给看"):
        asked(host)
    assert len(host.asked) == 2


def test_another_host_is_not_followed_to(host: PublicHost) -> None:
    host.to = host.address.replace("127.0.0.1", "localhost") + "/elsewhere"
    with pytest.raises(HostError, match="别的网站"):
        asked(host)
    assert not any("elsewhere" in one for one in host.asked)


def test_what_is_long_or_no_json_or_of_another_shape_is_refused(
    host: PublicHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = "/api/v1/repos/fiscal/content/pulls"
    for body, why in (
        (b" " * (host_answers.MOST + 1), "太长"),
        (b"[" * 200_000, "看不懂"),
        ([{"number": 1}], "看不懂"),
        (None, "要登录"),
    ):
        elsewhere = here.replace("v1", "v4").replace("repos", "projects").replace("pulls", "merge_requests")
        host.answers = {} if body is None else {here: body, elsewhere: body}
        with pytest.raises(HostError, match=why):
            asked(host)
    of_kind(monkeypatch, "/api/v1")
    host.answers, host.kind = {here: [pull()]}, "text/html"
    with pytest.raises(HostError, match="没有这样的接口"):
        asked(host)


@pytest.mark.parametrize("state", [None, [], {"a": 1}, float("inf")])
@pytest.mark.parametrize("key", ["state", "number", "head", "base"])
def test_no_shape_of_an_answer_is_a_fault(host: PublicHost, key: str, state: object) -> None:
    host.answers = like_github("/api/v1") | {"/api/v1/repos/fiscal/content/pulls": [pull(**{key: state})]}
    with pytest.raises(HostError):
        asked(host)


def test_hostile_text_is_one_plain_bounded_line_each(host: PublicHost) -> None:
    host.answers = like_github("/api/v1")
    said = "\x1b[31m\u202e\ud800<script>alert(1)</script>\r\n" + "长" * 5000 + "\n再" * 500
    host.answers["/api/v1/repos/fiscal/content/pulls/5/reviews"] = [
        {"user": {"login": f"\x00{number}"}, "state": "REQUEST_CHANGES", "body": said} for number in range(12)
    ]
    opinions = asked(host).opinions
    assert len(opinions) == review_results.OPINIONS
    assert opinions[0].said[0] == "�[31m��alert(1)"
    assert len(opinions[0].said) == review_results.LINES
    assert all(
        len(line) <= review_results.LONGEST and line.isprintable() for one in opinions for line in (one.who, *one.said)
    )


def test_who_does_not_answer_and_who_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    with pytest.raises(HostError, match="连不上"):
        review_result("http://127.0.0.1:9/a/b", BRANCH, "main")
    monkeypatch.setattr(review_results, "json_at", pytest.fail)
    for remote in ("/srv/content.git", "https://gitee.com/a/b", "file:///srv/content.git"):
        with pytest.raises(HostError, match="不会问"):
            review_result(remote, BRANCH, "main")


def test_github_itself_is_asked_at_its_api(monkeypatch: pytest.MonkeyPatch) -> None:
    addresses: list[str] = []

    def nothing(address: str) -> list[object]:
        addresses.append(address)
        return []

    monkeypatch.setattr(review_results, "json_at", nothing)
    assert review_result("git@github.com:fiscal/content.git", BRANCH, "main").verdict is Verdict.NONE
    assert review_result("https://github.example.gov/fiscal/content", BRANCH, "main").verdict is Verdict.NONE
    asked_for = f"/repos/fiscal/content/pulls?head=fiscal:{BRANCH.replace('/', '%2F')}&base=main&state=all"
    assert addresses == [f"https://api.github.com{asked_for}", f"https://github.example.gov/api/v3{asked_for}"]


def test_what_is_looked_for_is_what_the_script_of_the_repository_writes() -> None:
    script = runpy.run_path(str(ROOT / "templates/repository/ci/tell.py"))
    for name in ("CONTEXT", "LABEL", "MARK"):
        assert script[name] == getattr(review_results, name)
