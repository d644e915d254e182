"""推送: a branch sent to the remote repository, or in words why it was not taken."""

from __future__ import annotations

from msgspec import Struct

from gongkai.pipeline.repository.git import REMOTE
from gongkai.pipeline.repository.repository import Repository
from gongkai.pipeline.repository.review_addresses import addresses, told_by_remote


class Submitted(Struct, frozen=True, kw_only=True):
    """提交的结果."""

    branch: str
    commit: str
    pushed: bool
    problem: str = ""
    """why it was not pushed"""
    said: str = ""
    """what git said of it"""
    open: str = ""
    """address at which to open the pull request"""


def pushed(repository: Repository, branch: str, commit: str, template: str) -> Submitted:
    """Push one branch, never by force."""
    if not repository.remote:
        return Submitted(branch=branch, commit=commit, pushed=False, problem="没有设远程仓库，只提交在本机")
    ref = f"refs/heads/{branch}"
    done = repository.git.tried("push", "--no-verify", repository.remote, f"{ref}:{ref}", patience=REMOTE)
    web = addresses(repository.url, branch, repository.main, template)
    return Submitted(
        branch=branch,
        commit=commit,
        pushed=done.code == 0,
        problem=_why(done.said) if done.code else "",
        said=done.said.strip() if done.code else "",
        open=web.open or told_by_remote(done.said, repository.url) or web.repository,
    )


def _why(said: str) -> str:
    """Why a push was refused, in words."""
    low = said.lower()
    if "non-fast-forward" in low or "fetch first" in low:
        return "远程的这个分支上有别人的新提交，没有推送，也没有动它。请再按一次“提交”，会另起一个分支"
    if any(word in low for word in ("protected", "hook declined", "pre-receive")):
        return "远程仓库不接受：分支受保护，或者没有通过它的规定。请把下面的原话告诉管理员"
    if any(word in low for word in ("authentication", "permission", "denied", "403", "401", "could not read username")):
        return "没有登录，或者没有权限推送。请管理员在这台电脑上设好账号，再按“推送”"
    if any(word in low for word in ("could not resolve", "unable to access", "timed out", "refused", "unreachable")):
        return "连不上远程仓库。请检查网络，再按“推送”"
    return "没有推送成功。请把下面的原话告诉管理员"
