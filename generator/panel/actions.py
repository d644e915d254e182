"""动作: what the panel does when a page is asked for or something is sent, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus

from gongkai.panel import beginning, editing, making, reading, sending, uploading
from gongkai.panel.desk import Desk
from gongkai.panel.drawing import ASSETS
from gongkai.panel.helpers import HelperError
from gongkai.panel.requests import Answer, RefusedError, Request, page
from gongkai.pipeline.repository.git import GitError
from gongkai.pipeline.repository.own_files import NotOwnError

Action = Callable[[Desk, Request], Answer]
FORM = 64_000
"""bytes that a form may send"""
SHOWN: Mapping[str, Action] = {
    "": reading.start,
    "document": reading.document,
    "state": reading.state,
    "explain": reading.explain,
    "file": editing.file,
    "pdf": making.pdf,
    "workbook": making.to_fill_in,
    "new": beginning.form,
    "submit": sending.show,
    "others": sending.others_at_work,
}
DONE: Mapping[str, tuple[Action, int]] = {
    "draft": (editing.draft, editing.MOST),
    "save": (editing.save, editing.MOST),
    "fill": (editing.fill_in, FORM),
    "upload": (uploading.upload, uploading.MOST),
    "look": (uploading.look, FORM),
    "take": (uploading.take, FORM),
    "tidy": (making.tidy, FORM),
    "begin": (beginning.begin, FORM),
    "roll": (beginning.roll, FORM),
    "commit": (sending.commit, FORM),
    "author": (sending.author, FORM),
    "fetch": (sending.fetch, FORM),
    "pull": (sending.bring, FORM),
    "verdict": (sending.verdict, FORM),
}


def most_bytes(name: str) -> int:
    """How long a request to do something may be."""
    return DONE[name][1] if name in DONE else 0


def answer(desk: Desk, method: str, name: str, request: Request) -> Answer:
    """Whatever happens, an answer that can be read."""
    try:
        if method == "GET" and name in ASSETS:
            return Answer(body=desk.drawer.asset(name), kind=ASSETS[name])
        return _action(method, name)(desk, request)
    except Exception as error:  # noqa: BLE001 - a page at fault must not look like one that hangs
        return _problem(desk, method, _told(error))


def _action(method: str, name: str) -> Action:
    known = SHOWN if method == "GET" else {name: action for name, (action, _) in DONE.items()}
    if name not in known:
        raise RefusedError("没有这个页面", status=HTTPStatus.NOT_FOUND)
    return known[name]


def _told(error: Exception) -> RefusedError:
    """What went wrong, in words."""
    match error:
        case RefusedError():
            return error
        case GitError():
            return RefusedError(str(error), error.said)
        case NotOwnError():
            return RefusedError("只能改这份文件自己的文件", status=HTTPStatus.FORBIDDEN)
        case HelperError():
            return RefusedError("没有做成", str(error), HTTPStatus.INTERNAL_SERVER_ERROR)
        case OSError():
            return RefusedError("读写文件出错", str(error.strerror), HTTPStatus.INTERNAL_SERVER_ERROR)
        case _:
            told = f"{type(error).__name__}: {error}"
            return RefusedError("程序出错；请把下面的话告诉维护人员", told, HTTPStatus.INTERNAL_SERVER_ERROR)


def _problem(desk: Desk, method: str, error: RefusedError) -> Answer:
    name = "problem" if method == "POST" else "problem-page"
    return page(desk.drawer.draw(name, message=str(error), said=error.said), error.status)
