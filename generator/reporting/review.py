"""审阅的小结: one comment for a pull request, and the same for programs.

Whatever stands in it may have been typed by anybody: nothing of it is a command, a mention, a link or a mark to a host.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from gongkai.changes.reviewed import Reviewed
from gongkai.reporting.changes.data import changes_as_json
from gongkai.reporting.changes.forms import as_html, as_markdown
from gongkai.reporting.changes.forms import as_text as changes_as_text
from gongkai.reporting.formats import FORMATS
from gongkai.reporting.github import as_summary, property_of, value_of
from gongkai.reporting.ordering import told
from gongkai.reporting.report import as_text as checked_as_text
from gongkai.reporting.text import flat, inert, json_text

LIMIT = 60_000
"""bytes of a comment; GitHub takes 65,536 characters"""
NAMED = 20
"""files or documents that a list names"""
SUMMARY = "summary.md"
CHECKED = {"check.json": "json", "gitlab.json": "gitlab", "junit.xml": "junit", "sarif.json": "sarif"}
"""reports of the check, by the name of the file, each with its form"""


def files(reviewed: Reviewed) -> dict[str, str]:
    """What a review leaves for people and programs, by the name of the file."""
    checked = {name: FORMATS[form](reviewed.checked) for name, form in CHECKED.items()}
    told = {SUMMARY: summary(reviewed), "result.json": as_data(reviewed)}
    changes = {"changes.html": as_html(reviewed.changes), "changes.json": changes_as_json(reviewed.changes)}
    return checked | told | changes


def as_text(reviewed: Reviewed) -> str:
    """For a terminal: what changes, what was found, what is not taken, and whether it can be published."""
    told_of = [f"不收的文件：{flat(one.path)}（{one.reason}）" for one in reviewed.refused]
    told_of += [f"连带不能发布：{flat(one)}" for one in reviewed.spoilt]
    told_of += [f"动了公开的记录：{flat(one.title)}：{'；'.join(one.record)}" for one in reviewed.tampered]
    told_of.append("不能发布。" if reviewed.blocked else "可以发布。")
    lines = "".join(f"{line}\n" for line in told_of)
    return f"{changes_as_text(reviewed.changes)}\n{checked_as_text(reviewed.checked)}{lines}"


def summary(reviewed: Reviewed, limit: int = LIMIT) -> str:
    """Markdown of at most `limit` bytes: whether it can be published, what it means in money, what was found."""
    begun = inert("".join(_begun(reviewed)))
    room = limit - _size(begun)
    told = reviewed.changes.documents or not reviewed.changes.same
    changes = inert(as_markdown(reviewed.changes, room * 2 // 3)) if told else ""
    found = as_summary(reviewed.checked, room - _size(changes))
    return (begun + changes + found).encode(errors="replace").decode()


def _size(text: str) -> int:
    return len(text.encode(errors="replace"))


def _begun(reviewed: Reviewed) -> Iterator[str]:
    yield f"## 审阅：{'不能发布' if reviewed.blocked else '没有妨碍发布的问题'}\n\n"
    reasons = list(_reasons(reviewed))
    if reasons:
        yield "<ul>\n" + "".join(f"<li>{one}</li>\n" for one in reasons) + "</ul>\n\n"
    if reviewed.shown:
        yield f"预览里有 {len(reviewed.shown)} 份文件的网页和 PDF，每页注明“草案”。\n\n"


def _refused(reviewed: Reviewed) -> str:
    by_reason: dict[str, list[str]] = {}
    for one in reviewed.refused:
        by_reason.setdefault(one.reason, []).append(_code(one.path))
    return "".join(f"<li>{_text(reason)}：{_listed(paths)}</li>" for reason, paths in by_reason.items())


def _blocked(reviewed: Reviewed) -> Iterator[str]:
    checked = reviewed.checked
    own = [id for id in checked.blocked if id not in reviewed.spoilt]
    for what, ids in (("不能发布的文件", own), ("连带不能发布的文件", reviewed.spoilt)):
        if ids:
            named = (f"{_text(checked.title(id))}（{told(checked.verdicts[id].findings)}）" for id in ids)
            yield f"<b>{what}</b> {len(ids)} 份：{_listed(named)}"


def _reasons(reviewed: Reviewed) -> Iterator[str]:
    """HTML of one line each: why not, and what else a reviewer has to know."""
    if reviewed.refused:
        yield f"<b>不收的文件</b> {len(reviewed.refused)} 个，请从这次改动里去掉：<ul>{_refused(reviewed)}</ul>"
    if reviewed.tampered:
        told_of = (f"{_text(one.title)}（{_text('；'.join(one.record))}）" for one in reviewed.tampered)
        yield f"<b>动了公开的记录</b>，公开过的不能这样改：{_listed(told_of)}"
    yield from _blocked(reviewed)
    if reviewed.failure:
        yield f"<b>预览没有做成</b>：{_text(reviewed.failure)}"
    if reviewed.clashing:
        yield "主分支上也改过的文件，合并前要先同主分支对一遍：" + _listed(map(_code, reviewed.clashing))
    if reviewed.unread:
        yield "不在这里检查的文件（程序、自动检查）：" + _listed(map(_code, reviewed.unread))


def _listed(items: Iterable[str]) -> str:
    every = list(items)
    return "、".join(every[:NAMED]) + (f"等 {len(every)} 个" if len(every) > NAMED else "")


def _code(path: str) -> str:
    return f"<code>{_text(path)}</code>"


def _text(text: str) -> str:
    return escape(flat(text), quote=False)


def refused_commands(reviewed: Reviewed) -> str:
    """Workflow commands of GitHub, one for each file that is not accepted, beside it."""
    return "".join(
        f"::error file={property_of(flat(one.path))},title=不收的文件::{value_of(f'{flat(one.path)}：{one.reason}')}\n"
        for one in reviewed.refused[:NAMED]
    )


def as_data(reviewed: Reviewed) -> str:
    """What a program needs to know: result.json."""
    checked = reviewed.checked
    data = {
        "base": reviewed.base,
        "head": reviewed.head,
        "blocked": reviewed.blocked,
        "labels": list(reviewed.labels),
        "documents": [
            {"id": id, "title": checked.title(id), "blocked": verdict.blocked, "preview": id in reviewed.shown}
            for id, verdict in checked.verdicts.items()
        ],
        "spoilt": list(reviewed.spoilt),
        "tampered": [one.id for one in reviewed.tampered],
        "refused": [{"path": flat(one.path), "reason": one.reason} for one in reviewed.refused],
        "unread": [flat(path) for path in reviewed.unread],
        "clashing": [flat(path) for path in reviewed.clashing],
    }
    return json_text(data)
