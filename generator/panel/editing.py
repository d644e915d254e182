"""改: a file of the document in an editor, what is wrong with its text while it is typed, and saving it."""

from __future__ import annotations

from http import HTTPStatus

from gongkai.loading.text import MOST_BYTES, read_text
from gongkai.loading.yaml_reader import parse_yaml
from gongkai.model.findings import Finding
from gongkai.panel.desk import Desk
from gongkai.panel.differences import difference
from gongkai.panel.requests import Answer, RefusedError, Request, page
from gongkai.panel.told import Teller, label, short
from gongkai.pipeline.authoring.filling import FillError, fill
from gongkai.pipeline.repository.own_files import ChangedError, OwnFiles

MOST = MOST_BYTES


def file(desk: Desk, request: Request) -> Answer:
    """文件: its text in an editor."""
    own = desk.own(request.get("id"))
    path = request.get("file")
    data = own.read(path)
    if isinstance(data, Finding):
        raise RefusedError(f"打不开这个文件：{data.message}")
    read = read_text(data, path)
    if read.value is None:
        message = "；".join(f"{one.message}。{one.hint}" for one in read.findings)
        raise RefusedError(f"这个文件在这里改不了：{message}")
    line = request.get("line")
    return page(
        desk.drawer.draw(
            "file",
            title=short(own, path),
            label=label(own, path),
            whose=desk.title(own),
            own=own,
            file=path,
            text=data.decode("utf-8-sig").replace("\r\n", "\n"),
            digest=own.digest(path),
            line=int(line) if line.isascii() and line.isdigit() else 0,
            shared=path == own.department,
        )
    )


def draft(desk: Desk, request: Request) -> Answer:
    """What is wrong with the writing of a text that is not saved yet."""
    own = desk.own(request.get("id"))
    path = _own_path(own, request)
    found = parse_yaml(request.body, path).findings if path.endswith(".yml") else read_text(request.body, path).findings
    return page(desk.drawer.draw("draft", found=[Teller(own).told(one) for one in found]))


def save(desk: Desk, request: Request) -> Answer:
    """Save what was typed, if nobody has changed the file since it was opened."""
    own = desk.own(request.get("id"))
    path = _own_path(own, request)
    try:
        text = request.body.decode()
    except UnicodeDecodeError as error:
        raise RefusedError("送来的不是文字", status=HTTPStatus.BAD_REQUEST) from error
    try:
        digest = own.save(path, text.encode(), request.get("digest"))
    except ChangedError as changed:
        return _changed(desk, own.digest(path), changed.now, request.body)
    return page("", X_Digest=digest)


def fill_in(desk: Desk, request: Request) -> Answer:
    """Write what was typed for one input that is missing."""
    own = desk.own(request.get("id"))
    known = desk.known.get(own.id) or desk.found(own)  # a check that runs is not waited for
    identity = known.checked.identity(own.id)
    if identity is None:
        raise RefusedError("文件信息有错误，先改好，再填")
    try:
        fill(own, identity.edition, request.get("path"), None if request.get("drop") else request.form.get("value", ""))
    except FillError as error:
        raise RefusedError(str(error)) from error
    except ChangedError as error:
        raise RefusedError("文件刚刚在别处改过；请再填一次") from error
    return page("")


def _changed(desk: Desk, digest: str, now: bytes, mine: bytes) -> Answer:
    text = desk.drawer.draw("changed", found=difference(now, mine), digest=digest)
    return page(text, HTTPStatus.CONFLICT, X_Digest=digest)


def _own_path(own: OwnFiles, request: Request) -> str:
    path = request.get("file")
    own.read(path)  # raises where it is not the document's
    return path
