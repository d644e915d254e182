"""送审: what is to be submitted, submitting it, and what came of it."""

from __future__ import annotations

import re
from time import monotonic

from gongkai.panel.desk import Desk
from gongkai.panel.differences import Difference, difference
from gongkai.panel.drawing import link
from gongkai.panel.requests import Answer, RefusedError, Request, go, page
from gongkai.panel.told import label, short
from gongkai.pipeline.repository.git import Git, GitError
from gongkai.pipeline.repository.own_files import OwnFiles
from gongkai.pipeline.repository.pulling import behind, pull
from gongkai.pipeline.repository.pushing import Submitted
from gongkai.pipeline.repository.repository import Other, Repository, open_repository, others
from gongkai.pipeline.repository.review_addresses import addresses
from gongkai.pipeline.repository.submitting import Kind, Plan, message, plan, submit
from gongkai.pipeline.reviewing.host_answers import HostError
from gongkai.pipeline.reviewing.review_results import Result, review_result
from gongkai.publishing.files import bytes_digest

AGAIN = 300.0
"""seconds after which the remote repository is asked again of its own accord"""
_MAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+")


def show(desk: Desk, request: Request) -> Answer:
    """提交: what would be submitted, and what was before."""
    own = desk.own(request.get("id"))
    problem = _ask_remote(desk) if monotonic() - desk.fetched > AGAIN else ""
    repository = open_repository(desk.project)
    return page(_shown(desk, own, repository, problem=problem))


def fetch(desk: Desk, request: Request) -> Answer:
    """Ask the remote repository anew."""
    own = desk.own(request.get("id"))
    if problem := _ask_remote(desk):
        raise RefusedError(problem)
    return go(link("submit", id=own.id))


def bring(desk: Desk, request: Request) -> Answer:
    """取回: the main branch into the folder."""
    own = desk.own(request.get("id"))
    if problem := _ask_remote(desk):
        raise RefusedError(problem)
    pull(open_repository(desk.project))
    return go(link("submit", id=own.id))


def author(desk: Desk, request: Request) -> Answer:
    """Note, for this repository, who submits."""
    own = desk.own(request.get("id"))
    name, mail = (" ".join(request.form.get(one, "").split()) for one in ("name", "mail"))
    if not name or name.startswith("-") or any(sign in name for sign in "<>") or not name.isprintable():
        raise RefusedError("请写姓名或者科室的名称，不带尖括号，不以“-”开头")
    if not _MAIL.fullmatch(mail) or not mail.isprintable():
        raise RefusedError("邮箱写错了，例如 zhangsan@example.org")
    git = Git(root=desk.project.root)
    git.run("config", "--local", "user.name", name)
    git.run("config", "--local", "user.email", mail)
    return go(link("submit", id=own.id))


def commit(desk: Desk, request: Request) -> Answer:
    """提交."""
    own = desk.own(request.get("id"))
    form = request.form
    _ask_remote(desk)
    repository = open_repository(desk.project)
    if not all(_author(repository)):
        raise RefusedError("请先写明提交的人")
    kind = Kind(form["kind"]) if form.get("kind") in set(Kind) else Kind.CHANGE
    now = plan(repository, own)
    if _seen(now) != form.get("seen"):
        raise RefusedError("您看过以后，文件或者远程仓库又有了变化；请重新打开这一页，看过再提交")
    verdict = desk.found(own).checked.identity(own.id)
    done = submit(
        now, message(verdict, own, kind, form.get("note", "")), settled="settled" in form, template=kind.template
    )
    return page(_shown(desk, own, open_repository(desk.project), done=done))


def others_at_work(desk: Desk, request: Request) -> Answer:
    """Who else has the document on a branch of his own, as a piece of its page."""
    own = desk.own(request.get("id"))
    try:
        if monotonic() - desk.fetched > AGAIN:
            _ask_remote(desk)
        found: tuple[Other, ...] = tuple(others(open_repository(desk.project), own))
    except GitError:
        found = ()
    return page(desk.drawer.draw("others", found=found))


def verdict(desk: Desk, request: Request) -> Answer:
    """审阅的结果 of one branch that was pushed, asked of its host now; as a piece of the page."""
    own = desk.own(request.get("id"))
    repository = open_repository(desk.project)
    pushed = [one for one in plan(repository, own).rounds if one.remote and one.branch == request.form.get("branch")]
    if not pushed:
        raise RefusedError("这个分支没有推送过")
    branch, problem, result = pushed[0].branch, "", Result()
    try:
        result = review_result(repository.url, branch, repository.main)
    except HostError as error:
        problem = str(error)
    web = addresses(repository.url, branch, repository.main)
    return page(desk.drawer.draw("verdict", result=result, problem=problem, web=web, commit=pushed[0].remote))


def _shown(
    desk: Desk, own: OwnFiles, repository: Repository, *, problem: str = "", done: Submitted | None = None
) -> str:
    now = plan(repository, own)
    known = desk.found(own).checked
    verdict = known.verdicts.get(own.id)
    name, mail = _author(repository)
    return desk.drawer.draw(
        "submit",
        title="提交",
        own=own,
        whose=known.title(own.id),
        plan=now,
        changes=[(one, label(own, one.path), short(own, one.path)) for one in now.changes],
        contested=[_contested(now, path) for path in now.contested],
        seen=_seen(now),
        kinds=[(kind.value, kind is (Kind.NEW if now.new else Kind.CHANGE)) for kind in Kind],
        rounds=[(one, addresses(repository.url, one.branch, repository.main, "")) for one in now.rounds],
        others=tuple(others(repository, own)),
        behind=behind(repository),
        blocked=verdict is None or verdict.blocked,
        author=(name, mail),
        problem=problem,
        done=done,
    )


def _contested(now: Plan, path: str) -> Difference:
    """A file as others have it in the main branch, beside one's own."""
    theirs, mine = now.repository.files(now.repository.base, now.own).get(path), now.own.read(path)
    before = now.repository.content(theirs) if theirs else b""
    return difference(before, mine if isinstance(mine, bytes) else b"", short(now.own, path))


def _seen(now: Plan) -> str:
    """What its author has looked at before he submits: another one as soon as anything of it changes."""
    files = "".join(f"{path}{blob}" for path, blob in sorted(now.mine.items()))
    return f"{bytes_digest(files.encode())}-{now.parent}-{now.branch}"


def _ask_remote(desk: Desk) -> str:
    """Why the remote repository could not be asked; "" where it was, or where there is none."""
    desk.fetched = monotonic()
    try:
        open_repository(desk.project).fetched()
    except GitError as error:
        return str(error)
    return ""


def _author(repository: Repository) -> tuple[str, str]:
    git = repository.git
    return git.one("config", "--get", "user.name"), git.one("config", "--get", "user.email")
