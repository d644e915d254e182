"""看审阅的结果 on the page of submission, with a host that answers on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.panel.conftest import Panel, git
from tests.repository.public_host import PublicHost, answering
from tests.small_project import LATER, folder

BRANCH = f"content/{LATER}"
LISTED = "/api/v1/repos/fiscal/content/pulls"


@pytest.fixture
def host(running: Panel, tmp_path: Path) -> Iterator[PublicHost]:
    """That of the remote repository, which has a branch of the document."""
    root, clone = running.project.root, tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(running.remote), str(clone))
    with (clone / folder(LATER) / "figures.yml").open("a", encoding="utf-8") as file:
        file.write("# 别处写的\n")
    git(clone, "commit", "--quiet", "--all", "-m", "second")
    git(clone, "push", "--quiet", "origin", f"HEAD:refs/heads/{BRANCH}")
    git(root, "fetch", "--quiet")
    with answering() as told:
        git(root, "remote", "set-url", "--push", "origin", told.remote)
        yield told
    git(root, "config", "--unset", "remote.origin.pushurl")
    git(running.remote, "branch", "--quiet", "-D", BRANCH)
    git(root, "fetch", "--quiet", "--prune")


def test_the_host_is_asked_when_it_is_clicked_and_not_before(running: Panel, host: PublicHost) -> None:
    page = running.see(f"submit?id={LATER}")
    assert "看审阅的结果" in page
    assert "secret" not in page
    assert host.asked == []
    commit, repo = git(running.remote, "rev-parse", BRANCH), {"id": 1}
    head, base = {"ref": BRANCH, "sha": commit, "repo": repo}, {"ref": "main", "repo": repo}
    here, bot = "/api/v1/repos/fiscal/content", {"login": "bot"}
    host.answers = {
        LISTED: [{"number": 5, "state": "open", "head": head, "base": base}],
        f"{here}/commits/{commit}/statuses": [{"id": 1, "context": "公开审阅", "status": "failure", "creator": bot}],
        f"{here}/issues/5/comments": [
            {"user": bot, "body": f"<!-- gongkai-review:{commit} -->\n## 审阅：不能发布\n第二行"}
        ],
        f"{here}/pulls/5/reviews": [
            {"user": {"login": "<b>x"}, "state": "REQUEST_CHANGES", "body": "<script>1</script> [a](b)"}
        ],
    }
    status, told = running.do(f"verdict?id={LATER}", branch=BRANCH)
    assert status == 200
    assert '<p class="verdict bad">不能发布</p>' in told
    assert '<pre class="explanation">审阅：不能发布\n第二行</pre>' in told
    assert "<b>&lt;b&gt;x 请修改</b>：1 [a](b)" in told
    assert "script" not in told
    assert f"{host.address}/fiscal/content" in told
    assert len(host.asked) == 4


def test_what_is_not_told_leads_to_the_host(running: Panel, host: PublicHost) -> None:
    status, told = running.do(f"verdict?id={LATER}", branch=BRANCH)
    assert status == 200
    assert "要登录才给看" in told
    assert f'href="{host.address}/fiscal/content"' in told
    host.answers = {LISTED: []}
    assert "没有打开合并请求" not in told
    host.answers = {"/api/v4/projects/fiscal/content/merge_requests": []}
    assert "没有打开合并请求" in running.do(f"verdict?id={LATER}", branch=BRANCH)[1]


def test_only_its_own_page_asks_and_only_of_its_own_branches(running: Panel, host: PublicHost) -> None:
    path, body = running.own(f"verdict?id={LATER}"), f"branch={BRANCH}".encode()
    assert running.ask("POST", path, {}, body)[0] == 403
    assert running.ask("GET", path)[0] == 404
    assert running.do(f"verdict?id={LATER}", branch="main")[0] == 409
    assert host.asked == []
