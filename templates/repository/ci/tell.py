#!/usr/bin/env python3
"""把审阅的结果告诉合并请求：一条评论（一直更新这一条），标签“不能发布”，一个状态。

用法，见各平台的自动检查文件：

    tell.py github 结果      workflow_run 里，“结果”是另一个任务交来的文件夹
    tell.py gitea 结果       pull_request_target 里
    tell.py list 名单        GitLab 定时任务：要审阅的合并请求，一行一个
    tell.py gitlab 结果      GitLab 定时任务：“结果”下面一个合并请求一个文件夹

This runs with a token, beside a job that has read what anybody may have sent. So it runs nothing of theirs: it is the
file of the main branch, it uses the standard library alone, and of what that job left it reads two plain files of a
bounded size. Which pull request is meant it learns from the host, never from them.
"""

from __future__ import annotations

import json
import os
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

LABEL, MAINTAINERS = "不能发布", "模板"
CONTEXT = "公开审阅"
MARK = "<!-- gongkai-review"
LIMITS = {"summary.md": 64_000, "result.json": 4_000_000}
MOST_PAGES = 30
CHECKS = (".github/",)
"""a pull request that changes these was checked by its own workflow, which may say anything"""
NOT_BELIEVED = """## 审阅：不能发布

这次改动动了自动检查本身（`.github/`），检查的结果不作数，没有列出。外来的改动请去掉这些文件；管理员自己的，由另一位管理员看过再合并。
"""
NO_RESULT = "## 审阅：没有做成\n\n自动检查没有给出结果，请管理员看运行的记录。\n"


class Host:
    """代码平台: GitHub; Gitea and Forgejo speak almost the same."""

    authorization = "Bearer {}"
    bot = "github-actions[bot]"

    def __init__(self) -> None:
        self.api = os.environ.get("GITHUB_API_URL", "https://api.github.com").rstrip("/")
        self.token = os.environ["GITHUB_TOKEN"]
        self.repository = f"/repos/{os.environ['GITHUB_REPOSITORY']}"

    def call(self, method: str, path: str, data: Any = None) -> Any:
        headers = {"Accept": "application/json", "Content-Type": "application/json", "User-Agent": "gongkai"}
        request = Request(  # noqa: S310 - the host's own address
            self.api + path,
            method=method,
            data=None if data is None else json.dumps(data).encode(),
            headers=headers | self.login(),
        )
        with urlopen(request, timeout=60) as answer:  # noqa: S310
            said = answer.read()
        return json.loads(said) if said else None

    def login(self) -> dict[str, str]:
        return {"Authorization": self.authorization.format(self.token)}

    def every(self, path: str, **asked: str) -> Iterator[Any]:
        """All pages of a list."""
        for page in range(1, MOST_PAGES + 1):
            some = self.call("GET", f"{path}?{urlencode(asked | {'per_page': 100, 'limit': 100, 'page': page})}")
            yield from some
            if len(some) < 50:  # Gitea gives 50 at most
                return

    def comments(self, number: int) -> Iterator[Any]:
        return self.every(f"{self.repository}/issues/{number}/comments")

    def mine(self, comment: Any) -> bool:
        return bool(comment["user"]["login"] == self.bot)

    def comment(self, number: int, text: str) -> None:
        old = next((one for one in self.comments(number) if one["body"].startswith(MARK) and self.mine(one)), None)
        if old is None:
            self.call("POST", f"{self.repository}/issues/{number}/comments", {"body": text})
        elif old["body"] != text:
            self.call("PATCH", f"{self.repository}/issues/comments/{old['id']}", {"body": text})

    def label(self, number: int, *, blocked: bool, present: bool) -> None:
        labels = f"{self.repository}/issues/{number}/labels"
        if blocked and not present:
            self.call("POST", labels, {"labels": [LABEL]})
        elif present and not blocked:
            self.call("DELETE", f"{labels}/{quote(LABEL)}")

    def status(self, commit: str, link: str, *, blocked: bool) -> None:
        told = {"state": "failure" if blocked else "success", "description": LABEL if blocked else "没有妨碍发布的问题"}
        self.call("POST", f"{self.repository}/statuses/{commit}", told | {"context": CONTEXT, "target_url": link})


class Gitea(Host):
    authorization = "token {}"

    def __init__(self) -> None:
        super().__init__()
        self.api = f"{os.environ['GITHUB_SERVER_URL'].rstrip('/')}/api/v1"

    def mine(self, comment: Any) -> bool:
        return str(comment["user"]["login"]) in ("gitea-actions", "forgejo-actions", os.environ.get("GONGKAI_BOT", ""))

    def label(self, number: int, *, blocked: bool, present: bool) -> None:
        """Labels have numbers here, and one that is not there yet has to be made."""
        if blocked == present:
            return
        known = {one["name"]: one["id"] for one in self.every(f"{self.repository}/labels")}
        if LABEL not in known:
            made = self.call("POST", f"{self.repository}/labels", {"name": LABEL, "color": "#b3261e"})
            known[LABEL] = made["id"]
        labels = f"{self.repository}/issues/{number}/labels"
        if blocked:
            self.call("POST", labels, {"labels": [known[LABEL]]})
        else:
            self.call("DELETE", f"{labels}/{known[LABEL]}")


class GitLab(Host):
    def __init__(self) -> None:
        self.api = os.environ["CI_API_V4_URL"].rstrip("/")
        self.token = os.environ["GONGKAI_TOKEN"]
        self.repository = f"/projects/{quote(os.environ['CI_PROJECT_ID'], safe='')}"
        self.me = self.call("GET", "/user")["id"]

    def login(self) -> dict[str, str]:
        return {"PRIVATE-TOKEN": self.token}

    def comments(self, number: int) -> Iterator[Any]:
        return self.every(f"{self.repository}/merge_requests/{number}/notes")

    def mine(self, comment: Any) -> bool:
        return bool(comment["author"]["id"] == self.me)

    def comment(self, number: int, text: str) -> None:
        notes = f"{self.repository}/merge_requests/{number}/notes"
        old = self.own(number)
        if old is None:
            self.call("POST", notes, {"body": text})
        elif old["body"] != text:
            self.call("PUT", f"{notes}/{old['id']}", {"body": text})

    def own(self, number: int) -> Any:
        """The note that this has written before."""
        return next((one for one in self.comments(number) if one["body"].startswith(MARK) and self.mine(one)), None)

    def label(self, number: int, *, blocked: bool, present: bool) -> None:
        if blocked != present:
            how = "add_labels" if blocked else "remove_labels"
            self.call("PUT", f"{self.repository}/merge_requests/{number}", {how: LABEL})

    def status(self, commit: str, link: str, *, blocked: bool) -> None:
        """The pipeline of the merge request has one of its own."""

    def open(self) -> Iterator[Any]:
        target = os.environ["CI_DEFAULT_BRANCH"]
        return self.every(f"{self.repository}/merge_requests", state="opened", target_branch=target)


def result_of(folder: Path, head: str) -> tuple[str, bool] | None:
    """The summary, and whether it is blocked; None where that is not to be had for this commit."""
    texts = {name: _text(folder / name, limit) for name, limit in LIMITS.items()}
    try:
        told = json.loads(texts["result.json"] or "")
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict) or told.get("head") != head or not isinstance(told.get("blocked"), bool):
        return None
    return (texts["summary.md"] or NO_RESULT, told["blocked"] or not texts["summary.md"])


def _text(file: Path, limit: int) -> str | None:
    """What a plain file holds; None for a link, a pipe, a giant, or what is no text."""
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as opened:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode) or status.st_size > limit:
                return None
            return inert(opened.read(limit).decode())
    except (OSError, UnicodeDecodeError):
        return None


TAGS = "b|br|code|del|details|ins|li|p|pre|summary|table|td|th|tr|ul"
"""what the summary is made of, never with attributes"""
_FOREIGN = re.compile(rf"<(?!/?(?:{TAGS})>)")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|nbsp|#x27);)")
_BREAK = "\u2060"
_CALLING = re.compile(r"(?<!&)(?<=[#!~%$])(?=\w)|(?<=\](?=[(\[:]))|(?i:(?<=www)(?=\.))|(?i:(?<=\bGH-)(?=\d))")
"""where a number, a label, a link, a picture or an address is broken"""


def inert(text: str) -> str:
    """Nothing in it calls anybody, leads anywhere, is obeyed, shows a picture or hides."""
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]", "�", text)
    text = _FOREIGN.sub("&lt;", _ENTITY.sub("&amp;", text))
    text = _CALLING.sub(_BREAK, text).replace("@", "＠").replace("://", "：//")
    return re.sub(r"(?m)^(\s*)/", r"\1／", text)


def tell(host: Host, request: dict[str, Any], result: tuple[str, bool] | None, link: str) -> None:
    """`request`: number, head (commit) and labels, as the host gives them."""
    text, blocked = result or (NO_RESULT, True)
    whole = f"{MARK}:{request['head']} -->\n{text.strip()}\n\n[预览（草案）和各种报告]({link})\n"
    host.comment(request["number"], whole)
    host.label(request["number"], blocked=blocked, present=LABEL in request["labels"])
    host.status(request["head"], link, blocked=blocked)
    print(f"合并请求 {request['number']}：{LABEL if blocked else '可以发布'}")  # noqa: T201


def on_github(folder: Path) -> None:
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    run, host = event["workflow_run"], Host()
    owner = (run["head_repository"] or {}).get("owner", {}).get("login", "")
    found = host.every(f"{host.repository}/pulls", state="open", head=f"{owner}:{run['head_branch']}")
    main = event["repository"]["default_branch"]
    asked = (one for one in found if (one["head"]["sha"], one["base"]["ref"]) == (run["head_sha"], main))
    pull = next(asked, None)
    if pull is None:
        print("没有对得上的合并请求：已经关了，或者又有了新的提交。")  # noqa: T201
        return
    labels = [one["name"] for one in pull["labels"]]
    request = {"number": pull["number"], "head": run["head_sha"], "labels": labels}
    result = result_of(folder, run["head_sha"])
    if _own_checks(host, pull["number"]):
        result = (NOT_BELIEVED, True)
    tell(host, request, result, run["html_url"])


def _own_checks(host: Host, number: int) -> bool:
    """Whether a pull request may have been checked by a workflow of its own. GitHub lists 3,000 files at most."""
    files = list(host.every(f"{host.repository}/pulls/{number}/files"))
    names = [name for one in files for name in (one["filename"], one.get("previous_filename") or "")]
    return len(files) >= 3000 or any(name.startswith(CHECKS) for name in names)


def on_gitea(folder: Path) -> None:
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    pull, host = event["pull_request"], Gitea()
    head = pull["head"]["sha"]
    labels = [one["name"] for one in pull.get("labels") or []]
    place = f"{os.environ['GITHUB_SERVER_URL']}/{os.environ['GITHUB_REPOSITORY']}"
    link = f"{place}/actions/runs/{os.environ['GITHUB_RUN_NUMBER']}"
    tell(host, {"number": pull["number"], "head": head, "labels": labels}, result_of(folder, head), link)


def list_gitlab(file: Path) -> None:
    """One line for each merge request whose newest commit has no note yet: number, commit, perhaps “templates”."""
    host, lines = GitLab(), []
    for one in host.open():
        old = host.own(one["iid"])
        if re.fullmatch(r"[0-9a-f]{40,64}", one["sha"] or "") and not (old and one["sha"] in old["body"][:120]):
            own = one["source_project_id"] == one["target_project_id"] and MAINTAINERS in one["labels"]
            lines.append(f"{int(one['iid'])} {one['sha']} {'templates' if own else '-'}\n")
    file.write_text("".join(lines), encoding="utf-8")


def on_gitlab(folder: Path) -> None:
    host = GitLab()
    for one in host.open():
        if (result := result_of(folder / str(int(one["iid"])), one["sha"])) is not None:
            request = {"number": one["iid"], "head": one["sha"], "labels": one["labels"]}
            tell(host, request, result, f"{os.environ['CI_PIPELINE_URL']}")


WAYS = {"github": on_github, "gitea": on_gitea, "list": list_gitlab, "gitlab": on_gitlab}

if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in WAYS:
        sys.exit(__doc__)
    try:
        WAYS[sys.argv[1]](Path(sys.argv[2]))
    except HTTPError as error:
        sys.exit(f"平台不答应：{error.code} {error.url}")
