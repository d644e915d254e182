"""审阅的结果: what a host of code tells everybody of the pull request of one branch (decision 0047).

Asked only when somebody wants to know. All of it was typed by others: plain text, bounded, and it decides nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from html import unescape
from typing import Any
from urllib.parse import quote, urlsplit

from msgspec import Struct

from gongkai.pipeline.repository.review_addresses import web_address
from gongkai.pipeline.reviewing.host_answers import HostError, json_at
from gongkai.reporting.text import flat

CONTEXT, LABEL, MARK = "公开审阅", "不能发布", "<!-- gongkai-review"
"""as templates/repository/ci/tell.py writes them"""
LINES, LONGEST, OPINIONS = 12, 200, 10
"""lines that are shown of a text, characters of a line, reviewers"""
_KINDS = {"gitee": (), "github": ("/api/v3",), "gitlab": ("/api/v4",)}
"""by what a host's name holds: where it is asked; any other may be Gitea, Forgejo or GitLab"""
_PULLS = {
    "/api/v3": ("/repos/{path}/pulls?head={owner}:{branch}&base={main}&state=all",),
    "/api/v1": ("/repos/{path}/pulls?state=all&sort=recentupdate&limit=30", "/repos/{path}/pulls/{main}/{branch}"),
    "/api/v4": ("/projects/{project}/merge_requests?source_branch={branch}&target_branch={main}&state=all",),
}
"""where the pull requests of a branch are listed; the second is asked where the first has none"""
_TAG = re.compile(r"<[^<>\n]{0,40}>|\u2060")


class Verdict(StrEnum):
    """结论."""

    NONE = "没有打开合并请求"
    MERGED = "已合并"
    CLOSED = "合并请求已经关闭，没有合并"
    RUNNING = "检查正在进行，或者还没有开始"
    GOOD = "可以发布"
    BAD = "不能发布"
    UNTOLD = "没有标“不能发布”；检查做完没有，要登录才看得到"


_STATES = {"success": Verdict.GOOD, "failure": Verdict.BAD, "error": Verdict.BAD}


class Opinion(Struct, frozen=True, kw_only=True):
    """一位审阅人的意见."""

    who: str
    change: bool
    """请修改, or else 同意"""
    said: tuple[str, ...] = ()


class Result(Struct, frozen=True, kw_only=True):
    """审阅的结果."""

    verdict: Verdict = Verdict.NONE
    commit: str = ""
    """the newest commit of the pull request"""
    summary: tuple[str, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    whole: bool = True
    """whether the host told all that was asked for"""


def review_result(remote: str, branch: str, main: str) -> Result:
    """Of the newest pull request of a branch of this remote repository. Raises HostError."""
    web = web_address(remote)
    host, path = urlsplit(web).hostname or "", urlsplit(web).path.strip("/")
    asked = {"path": path, "project": path.replace("/", "%2F"), "owner": path.partition("/")[0]}
    asked |= {"branch": quote(branch, safe=""), "main": quote(main, safe="")}
    error = HostError("填报台不会问这个平台")
    for kind in next((known for name, known in _KINDS.items() if name in host), ("/api/v1", "/api/v4")) if web else ():
        api = "https://api.github.com" if host == "github.com" else web.removesuffix(f"/{path}") + kind
        try:
            pull = _pull([api + one.format_map(asked) for one in _PULLS[kind]], branch, main)
            if pull is None:
                return Result()
            told = _of_gitlab if kind == "/api/v4" else _of_github
            return _finished(pull) or told(api, asked, pull)
        except HostError as refused:
            error = refused
            if not refused.closed:
                break
        except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
            error = HostError("平台的答复看不懂")
    raise error


def _pull(addresses: list[str], branch: str, main: str) -> Any:
    """The pull request as the host tells of it: the open one, else the newest; None where there is none."""
    for number, address in enumerate(addresses):
        try:
            told = json_at(address)
        except HostError as error:
            if number and error.closed:
                return None
            raise
        every = told if isinstance(told, list) else [told]
        if fitting := [one for one in every if _is(one, branch, main)]:
            return max(fitting, key=lambda one: (one["state"].startswith("open"), one.get("iid") or one["number"]))
    return None


def _is(pull: Any, branch: str, main: str) -> bool:
    """Whether it is of the branch of the repository itself, not of one of the same name somewhere else."""
    if "iid" in pull:
        own = pull["source_project_id"] == pull["target_project_id"]
        return bool(own and (pull["source_branch"], pull["target_branch"]) == (branch, main))
    head, base = pull["head"], pull["base"]
    return bool((head["ref"], base["ref"]) == (branch, main) and (head["repo"] or {}).get("id") == base["repo"]["id"])


def _finished(pull: Any) -> Result | None:
    if pull.get("merged_at") or pull["state"] == "merged":
        return Result(verdict=Verdict.MERGED)
    return Result(verdict=Verdict.CLOSED) if pull["state"] == "closed" else None


def _of_github(api: str, asked: dict[str, str], pull: Any) -> Result:
    """Of Gitea and Forgejo too. Only who set the review's own status is believed to have written the summary."""
    commit, here = bytes.fromhex(pull["head"]["sha"][:64]).hex(), f"{api}/repos/{asked['path']}"
    number, most = int(pull["number"]), "?per_page=100&limit=50"
    own = [one for one in json_at(f"{here}/commits/{commit}/statuses{most}") if one["context"] == CONTEXT]
    last: dict[str, Any] = max(own, key=lambda one: int(one["id"]), default={})
    verdict = _STATES.get(str(last.get("state") or last.get("status")), Verdict.RUNNING)
    comments = _every(f"{here}/issues/{number}/comments{most}") if last else []
    reviews = _every(f"{here}/pulls/{number}/reviews{most}")
    by = (last.get("creator") or {}).get("login")
    mine = (one["body"] for one in comments or () if by and (one["user"] or {}).get("login") == by)
    summary = next((body for body in mine if body.startswith(f"{MARK}:{commit}")), "")
    opinions = tuple(_opinions(reviews or []))[-OPINIONS:]
    whole = None not in (comments, reviews)
    told = _lines(summary.partition("\n")[2])
    return Result(verdict=verdict, commit=commit, summary=told, opinions=opinions, whole=whole)


def _opinions(reviews: list[Any]) -> Iterator[Opinion]:
    """The last word of each reviewer."""
    said = [one for one in reviews if one["state"] not in ("COMMENTED", "COMMENT", "PENDING", "REQUEST_REVIEW")]
    for who, one in {str((one["user"] or {}).get("login")): one for one in said}.items():
        change = one["state"] in ("CHANGES_REQUESTED", "REQUEST_CHANGES")
        if (change or one["state"] == "APPROVED") and not one.get("dismissed"):
            yield Opinion(who=_line(who), change=change, said=_lines(one["body"] or ""))


def _of_gitlab(api: str, asked: dict[str, str], pull: Any) -> Result:
    """GitLab shows notes and pipelines to who is logged on only; the label is what the review's own run has put."""
    address = f"{api}/projects/{asked['project']}/merge_requests/{int(pull['iid'])}/approvals"
    approvals = _every(address)
    agreed = [one["user"]["name"] for told in approvals or () for one in told["approved_by"]]
    wanted = [Opinion(who="审阅人", change=True)] if pull.get("detailed_merge_status") == "requested_changes" else []
    opinions = (*wanted, *(Opinion(who=_line(who), change=False) for who in agreed))
    verdict = Verdict.BAD if LABEL in pull["labels"] else Verdict.UNTOLD
    commit, whole = str(pull["sha"]), approvals is not None
    return Result(verdict=verdict, commit=commit, opinions=opinions[:OPINIONS], whole=whole)


def _every(address: str) -> list[Any] | None:
    """What is listed there; None where it is not to be had."""
    try:
        told = json_at(address)
    except HostError:
        return None
    return told if isinstance(told, list) else [told]


def _lines(text: str) -> tuple[str, ...]:
    """The first lines that say something, without tags and the signs of a heading."""
    told = (_line(unescape(_TAG.sub("", line)).strip("# \r")) for line in text[: 1 << 16].split("\n"))
    return tuple(line for line in told if line)[:LINES]


def _line(text: object) -> str:
    return flat(str(text)[:LONGEST])
